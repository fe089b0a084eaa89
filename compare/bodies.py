"""Political bodies as Danish prose names them, brought to the plain definite form.

``Økonomiudvalgets møde`` names ``Økonomiudvalget``, ``det daværende Ældre- og Handicapudvalg``
the ``Ældre- og Handicapudvalget``, ``byrådsmødet`` the ``byrådet``. A bare ``udvalget`` has no
name: it is the committee whose minutes these are. Abbreviations stay as printed. People are no
body (``udvalgets formand``, ``medlemmer af byrådet``), nor are a club's committee, a committee of
the employees or one of parliament, whatever they are called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ordlyd.names import same_committee
from ordlyd.text import caseless

_CAP = r"[A-ZÆØÅ][\wé]{1,30}"
_NOT_ONE = r"(?!\w{0,30}(?:udvalg|råd|forvaltning|bestyrelse|kommune))"
_AND = r"(?:,[ ]?(?:og[ ])?|[ ]og[ ]|[ ]&[ ])"
_ELEMENT = rf"{_NOT_ONE}{_CAP}(?:-{_AND}|(?<!en)(?<!et)(?<!ne){_AND})"
_WORD = r"[A-ZÆØÅ][\w-]{0,30}(?:[ ][A-ZÆØÅ][\w-]{1,30})?"
_LOWER = r"[a-zæøå]{3,25}"
_OF_MEETING = (
    r"(?=s(?:møde|beslutning|behandling|drøftelse|vedtagelse|godkendelse|referat|dagsorden|protokol"
    r"|punkt))"
)
_END = rf"(?:(?:et|ets|s)?\b|{_OF_MEETING})"
_LEADING = r"(?!(?:Fra|På|I|Ved|Til|Efter|Det|Den|De|Et|For|Af|Med|Om|Når|Hvis|Da|Som|Jf)\ )"
"""A preposition is no first word of a name: “Fra Udvalget for …”."""
_DISTANT = "daværende|tidligere|nuværende|kommende|relevante|respektive|øvrige|berørte|stående|nye"

_MAY_NAME = re.compile(r"[Uu]dvalg|[Rr]åd|bestyrelse|agistrat|repræsentation|[A-ZÆØÅ][UBYRK]s?\b")
"""A sentence without any of these names no body: looking is cheaper than reading."""
_NO_SHORT = r"(?:EU|NU|SU|HPU|AMU|[FESDP]GU|STU|VEU|HMU)s?\b"
"""Abbreviations of laws, courses and the employees' committees."""

_BODY = re.compile(
    rf"""(?x)(?<![\w-])(?:
        (?P<special>§\ ?17,?\ ?stk\.?\ ?4[- ]?udvalg(?:ets|et|s)?\b)
      | (?P<named>[Uu]dvalg(?:et|ets|s)?\ for\ (?:
            {_WORD}(?:(?:,\ |\ og\ |\ &\ |,?\ samt\ ){_WORD}){{0,6}}
            |(?<=Udvalget\ for\ ){_LOWER}(?:,\ {_LOWER}){{0,4}}\ og\ {_LOWER}))
      | (?P<council>(?:[Bb]yråd|[Rr]egionsråd){_END}
            |[Kk]ommunalbestyrelse(?:(?:n|ns|s)?\b|{_OF_MEETING})
            |[Mm]agistrat(?:(?:en|ens|s)?\b|{_OF_MEETING})|Borgerrepræsentation(?:en|ens)?\b)
      | (?P<plural>(?:(?:[Dd]e\ )?(?:{_DISTANT}|to|tre|fire|fem|seks)\ )(?:fag)?udvalg\b
            |(?:fag|Fag|[Ss]tående\ )?[Uu]dvalgene(?:s)?\b|[Ff]agudvalg(?:s|ets?)?\b)
      | (?P<titled>(?:{_LEADING}{_CAP}(?:\ (?:og|&)\ {_CAP})?\ Udvalg|Teknisk\ udvalg)
            (?:ets|et|s)?\b(?!\ for\b))
      | (?P<own>[Uu]dvalg(?:et|ets|s)\b|[Uu]dvalg(?:{_OF_MEETING}|(?=sråd)))
      | (?P<compound>(?:{_ELEMENT}){{0,4}}(?:{_CAP}|[a-zæøå]{{2,30}})udvalg{_END})
      | (?P<advice>(?:{_ELEMENT}){{0,3}}(?:{_CAP}|[a-zæøå]{{3,30}})(?<!om)(?<!udvalgs)råd
            (?:ets?\b|{_OF_MEETING})|[Rr]åd(?:ets?\b|{_OF_MEETING}))
      | (?P<kkr>KKR(?:\ {_CAP})?\b|[Kk]ommunekontaktråd(?:et)?\b)
      | (?P<short>(?!{_NO_SHORT})(?:[A-ZÆØÅ]{{1,4}}U|BYR|KMB|KB|BY|BR|ØK)s?\b(?!-(?!m\wde)))
    )"""
)
_CLUBS = (
    r"(?:(?:menigheds|forældre|skole|beboer|elev|bruger|pårørende|center|klage|børne)råd"
    r"|(?:med|hoved|hovedmed|samarbejds|arbejdsmiljø|fest|aktivitets|lokale|kontakt|bygge|køkken"
    r"|arrangements)-?udvalg)"
)
"""Councils and committees of parents, employees and clubs."""
_NO_COUNCIL = re.compile(rf"(?i)^{_CLUBS}")
_NOT_OURS = re.compile(
    r"(?i)\b(?:folketingets|regionens|europa-parlamentets|menighedens|\w*foreningens|klubbens"
    r"|skolens|plejehjemmets|MED-)\s?$"
)
_PEOPLE = r"(?:\w*(?:formand|formænd|sekretær|repræsentant|partier|gruppe)\w*|valg(?:et)?)"
_OF_PEOPLE = re.compile(
    rf"(?i)\b(?:{_PEOPLE}|\w*medlem\w*) (?:for|af|i|til|fra|hos) (?:det |den |de )?$"
)
_THEIR_PEOPLE = re.compile(rf"(?i) {_PEOPLE}\b")
_DEED = re.compile(
    r" (?:\w+ ){0,2}?(?:\w*møde|behandling|beslutning|drøftelse|dagsorden|protokol|refe)"
)
_NAMED = re.compile(r"(?:udvalg|råd|bestyrelse|magistrat)\w{0,4} \($")
_APOSTROPHE = re.compile(r"['’]s\b")
_PART = re.compile(r" (?:flertal|mindretal)\b")
"""“Udvalgets flertal” acts as the committee does."""
_AROUND = 40
"""Characters before a name in which those people stand."""
_COUNCILS = ("byråd", "kommunalbestyrelse", "magistrat", "borgerrepræsentation", "regionsråd")
_DEFINITE = {
    "udvalg": "et",
    "råd": "et",
    "magistrat": "en",
    "bestyrelse": "n",
    "repræsentation": "en",
}
_HEAD = re.compile(rf"(?i)({'|'.join(_DEFINITE)})[a-z]{{0,3}}$")
_PLURALS = {"fagudvalg": "fagudvalgene", "fagudvalgs": "fagudvalgene"}
_PLURAL_OWNS = re.compile(r"(?i)(?<=ene)s$|(?<=et)s$")
_COUNCIL_SHORT = frozenset({"BYR", "KMB", "KB", "BY", "BR"})

OTHERS = re.compile(
    r"""(?x)\b(?:Folketing\w*|[Rr]egering(?:en|ens)|(?!kommunalbe|Kommunalbe)\w{2,30}styrelsen
    |[Bb]estyrelse\w*|\w*[Mm]inister(?:iet|en|ium)\w*|\w{3,30}tilsynet|Socialtilsyn|\w{3,30}nævnet
    |KL|EU|[Gg]eneralforsamling\w*|[Aa]fdelingsmøde\w*|[Rr]epræsentantskab\w*|\w*[Ll]edelsen
    |[Dd]irektion(?:en|ens)?|[Ee]jerkreds\w*|\w*[Rr]etten|Kommissionen|[Rr]egionen|Region\ \w+
    |(?i:CLUBS)\w*)\b""".replace("CLUBS", _CLUBS)
)
"""Who else decides things that minutes tell of."""


@dataclass(frozen=True, slots=True)
class Body:
    """A political body where it is named.

    Attributes:
        start: Where its name begins in the sentence.
        end: Where it ends, ``-mødet`` not included.
        name: The plain definite form; ``None`` for a bare ``udvalget``.
        short: Whether it is an abbreviation, which may mean something else.
        owns: Whether the name is a genitive: what follows is the body's, not the body.
    """

    start: int
    end: int
    name: str | None
    short: bool = False
    owns: bool = False


@lru_cache(maxsize=512)
def bodies(text: str) -> tuple[Body, ...]:
    """Return the bodies that a sentence names, in order; “Økonomiudvalget (ØU)” is one.

    They are kept for a while: promises are read after references, in the same sentences.
    """
    if not _MAY_NAME.search(text):
        return ()
    return tuple(
        Body(*match.span(), _name(match), short=match["short"] is not None, owns=_owns(match))
        for match in _BODY.finditer(text)
        if not _NO_COUNCIL.match(match[0]) and not _of_others(match) and not _alias(match)
    )


def _alias(match: re.Match[str]) -> bool:
    """Whether a name is the abbreviation, in brackets, of the name before it."""
    text = match.string
    inside = text[: match.start()].endswith("(") and text.startswith(")", match.end())
    return bool(match["short"] and inside and _NAMED.search(text[: match.start()][-_AROUND:]))


def _of_others(match: re.Match[str]) -> bool:
    """Whether people are meant, or a body of somebody else."""
    before = match.string[max(0, match.start() - _AROUND) : match.start()]
    if _NOT_OURS.search(before) or _OF_PEOPLE.search(before):
        return True
    return _owns(match) and bool(_THEIR_PEOPLE.match(match.string, match.end()))


def _owns(match: re.Match[str]) -> bool:
    """Whether a name is a genitive; one of many words only before what a body does."""
    if _PART.match(match.string, match.end()):
        return False
    if match["named"]:
        return match[0].endswith("s") and bool(_DEED.match(match.string, match.end()))
    return match[0].endswith("s") or bool(_APOSTROPHE.match(match.string, match.end()))


def _name(match: re.Match[str]) -> str | None:
    name = match[0]
    if match["own"]:
        return None
    if match["short"] or match["kkr"]:
        return name.removesuffix("s")
    if match["named"]:
        name = name.removesuffix("s") if _owns(match) else name
        return re.sub(r"^[Uu]dvalg(?:ets|s)? for", "Udvalget for", name)
    if match["plural"]:
        return _PLURALS.get(name.lower(), _PLURAL_OWNS.sub("", name).lower())
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
