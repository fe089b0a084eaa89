"""Political bodies as Danish prose names them, brought to the plain definite form.

``Økonomiudvalgets møde`` names ``Økonomiudvalget``, ``det daværende Ældre- og Handicapudvalg``
the ``Ældre- og Handicapudvalget``, ``byrådsmødet`` the ``byrådet``. A bare ``udvalget`` has no
name: it is the committee whose minutes these are. Abbreviations stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ordlyd.names import same_committee
from ordlyd.text import caseless

_CAP = r"[A-ZÆØÅ][\wé]{1,30}"
_NOT_ONE = r"(?!\w{0,30}(?:udvalg|råd|forvaltning|bestyrelse|kommune))"
_AND = r"(?:,[ ]?(?:og[ ])?|[ ]og[ ]|[ ]&[ ])"
_ELEMENT = rf"{_NOT_ONE}{_CAP}(?:-{_AND}|(?<!en)(?<!et)(?<!ne){_AND})"
_WORD = r"[A-ZÆØÅ][\w-]{0,30}(?:[ ][A-ZÆØÅ][\w-]{1,30})?"
_LOWER = r"[a-zæøå]{3,25}"
_OF_MEETING = r"(?=s(?:møde|beslutning|behandling|referat|dagsorden))"
_END = rf"(?:(?:et|ets|s)?\b|{_OF_MEETING})"
_DISTANT = "daværende|tidligere|nuværende|kommende|relevante|respektive|øvrige|berørte|stående|nye"

_BODY = re.compile(
    rf"""(?x)(?<![\w-])(?:
        (?P<named>[Uu]dvalg(?:et|ets|s)?\ for\ (?:
            {_WORD}(?:(?:,\ |\ og\ |\ &\ |,?\ samt\ ){_WORD}){{0,6}}
            |(?<=Udvalget\ for\ ){_LOWER}(?:,\ {_LOWER}){{0,4}}\ og\ {_LOWER}))
      | (?P<council>(?:[Bb]yråd|[Rr]egionsråd){_END}
            |[Kk]ommunalbestyrelse(?:(?:n|ns|s)?\b|{_OF_MEETING})
            |[Mm]agistrat(?:(?:en|ens|s)?\b|{_OF_MEETING})|Borgerrepræsentation(?:en|ens)?\b)
      | (?P<plural>(?:(?:[Dd]e\ )?(?:{_DISTANT}|to|tre|fire|fem|seks)\ )(?:fag)?udvalg\b
            |(?:fag|Fag|[Ss]tående\ )?[Uu]dvalgene(?:s)?\b|[Ff]agudvalg(?:s|ets?)?\b)
      | (?P<titled>{_CAP}(?:\ (?:og|&)\ {_CAP})?\ Udvalg(?:et|ets|s)?\b)
      | (?P<own>[Uu]dvalg(?:et|ets|s)\b|[Uu]dvalg(?=s(?:møde|råd|behandling)))
      | (?P<compound>(?:{_ELEMENT}){{0,4}}(?:{_CAP}|[a-zæøå]{{2,30}})udvalg{_END})
      | (?P<advice>(?:{_ELEMENT}){{0,3}}(?:{_CAP}|[a-zæøå]{{3,30}})(?<!om)(?<!udvalgs)råd
            (?:ets?\b|{_OF_MEETING})|[Rr]åd(?:ets?\b|{_OF_MEETING}))
      | (?P<kkr>KKR(?:\ {_CAP})?\b|[Kk]ommunekontaktråd(?:et)?\b)
      | (?P<short>(?!EU\b|NU\b|SU\b|HPU\b|AMU\b)[A-ZÆØÅ]{{1,4}}U|BYR|KMB|KB|ØK)\b(?![-\w])
    )"""
)
_NO_COUNCIL = re.compile(
    r"(?i)^(?:menigheds|forældre|skole|beboer|elev|bruger|pårørende|center|klage|børne)råd"
)
_COUNCILS = ("byråd", "kommunalbestyrelse", "magistrat", "borgerrepræsentation", "regionsråd")
_DEFINITE = {
    "udvalg": "et",
    "råd": "et",
    "magistrat": "en",
    "bestyrelse": "n",
    "repræsentation": "en",
}
_HEAD = re.compile(rf"(?i)({'|'.join(_DEFINITE)})[a-z]{{0,3}}$")
_COUNCIL_SHORT = frozenset({"BYR", "KMB", "KB"})

OTHERS = re.compile(
    r"""(?x)\b(?:Folketing\w*|[Rr]egering(?:en|ens)|(?!kommunalbe|Kommunalbe)\w{2,30}styrelsen
    |[Bb]estyrelse\w*|\w*[Mm]inister(?:iet|en|ium)\w*|\w{3,30}tilsynet|Socialtilsyn|\w{3,30}nævnet
    |KL|EU|[Gg]eneralforsamling\w*|[Aa]fdelingsmøde\w*|[Rr]epræsentantskab\w*|\w*[Ll]edelsen
    |[Dd]irektion(?:en|ens)?|[Ee]jerkreds\w*|\w*[Rr]etten|Kommissionen|[Rr]egionen|Region\ \w+
    |[Mm]enighedsråd\w*|[Ff]orældreråd\w*)\b"""
)
"""Who else decides things that minutes tell of."""


@dataclass(frozen=True, slots=True)
class Body:
    """A political body where it is named.

    Attributes:
        start: Where its name begins in the sentence.
        end: Where it ends, ``-mødet`` not included.
        name: The plain definite form; ``None`` for a bare ``udvalget``.
        short: Whether it is an abbreviation, which counts only beside a date.
    """

    start: int
    end: int
    name: str | None
    short: bool = False


def bodies(text: str) -> list[Body]:
    """Return the bodies that a sentence names, in order."""
    return [
        Body(*match.span(), _name(match), short=match["short"] is not None)
        for match in _BODY.finditer(text)
        if not _NO_COUNCIL.match(match[0])
    ]


def _name(match: re.Match[str]) -> str | None:
    name = match[0]
    if match["own"]:
        return None
    if match["short"] or match["named"] or match["kkr"]:
        return re.sub(r"^[Uu]dvalg(?:ets|s)? for", "Udvalget for", name)
    if match["plural"]:
        name = re.sub(r"(?i)(?<=ene)s$|(?<=et)s$", "", name).lower()
        return {"fagudvalg": "fagudvalgene", "fagudvalgs": "fagudvalgene"}.get(name, name)
    if match["titled"]:
        return re.sub(r"(?:ets|et|s)$", "", name)
    name = name.lower() if match["council"] else name
    return _HEAD.sub(lambda head: head[1] + _DEFINITE[head[1].lower()], name)


def same_body(named: str | None, committee: str | None, own: str | None) -> bool:
    """Whether a name in the prose of one committee's minutes means a committee that met.

    Args:
        named: As :func:`bodies` gives it; without a name, or several at once (``fagudvalgene``),
            it may be the committee's own meeting.
        committee: The committee that met.
        own: The committee whose minutes name it.
    """
    if named is None or re.search(r"(?i)\b(?:fag)?udvalg(?:ene)?$", named):
        return same_committee(own, committee)
    if committee is None:
        return False
    if re.fullmatch(r"[A-ZÆØÅ]{2,5}", named):
        return _initials(committee) == named or (named in _COUNCIL_SHORT and is_council(committee))
    if is_council(named) and is_council(committee):
        return True
    return same_committee(_core(named), _core(committee))


def is_council(name: str) -> bool:
    """Whether a name is that of the whole council, whatever it is called there."""
    return any(word in name.casefold() for word in _COUNCILS)


def _core(name: str) -> str:
    core = re.sub(r"(?i)^udvalget for |udvalg(?:et)?$", "", caseless(name))
    return re.sub(r"e?s?-(?=[, ])|s$", "", core.strip()).replace("&", "og")


def _initials(committee: str) -> str:
    """``Beskæftigelses- og Socialudvalget`` → ``BSU``; ``Udvalget for Børn & Ungdom`` → ``BU``."""
    words = re.findall(r"[A-ZÆØÅ](?=\w)|(?<=\w)udvalg", re.sub(r"^Udvalget for ", "", committee))
    return "".join("U" if word == "udvalg" else word for word in words)
