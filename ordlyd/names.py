"""Names of persons, parties and committees in officials' prose.

Names are kept as printed, with the party letter and without titles (``Rådmand``,
``Udvalgsmedlem``); parties in the nominative (``Dansk Folkepartis byrådsgruppe`` → ``Dansk
Folkeparti``). Nothing here knows any person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ordlyd.text import caseless

_TITLES = re.compile(
    r"""(?ix)^(?:
        (?:\d\.\s)?(?:vice)?borgmester(?:en)? | rådmand(?:en)? | rådmænd(?:ene)?
      | (?:\w{0,30})?udvalgsmedlem(?:mer(?:ne)?|met)? | byrådsmedlem(?:mer(?:ne)?|met)?
      | kommunalbestyrelsesmedlem(?:mer(?:ne)?)? | medlem(?:mer(?:ne)?|met)?
      | (?:udvalgs|næst|vice)?(?:formand(?:en)?|forperson(?:en)?) | stedfortræder(?:en)?
      | suppleant(?:en)? | direktør(?:en)? | partierne | partiet | grupperne | listerne
      | hr\. | fru
    )\b[ ,:]*"""
)
_GROUP = re.compile(
    r"(?i)^(?P<party>.+?)['’]?s?\s+(?:byråds|kommunalbestyrelses|parti)?(?:gruppe(?:r|n)?|medlem(?:mer)?)$"
)
_GROUPS = re.compile(r"(?i)\s+(?:byråds|kommunalbestyrelses|parti)?grupper(?:ne)?$")
_TAIL = re.compile(
    r"(?is)\s+[-–]\s+[^,]*\b(?:mødte|deltog|stedfortræder)\b.*$|\s*(?:[-–,]\s*)?\bi\s+alt\s+\d+.*$|(?<!\.\w)[.;:]+$|\s*\((?:afbud|inhabil\w*|sag [\d\s-]+)\)\s*$"
)
_HEAD = re.compile(
    r"(?i)^(?:(?:et )?(?:flertal|mindretal)\b[^:(,]{0,40}?(?:bestående af|:)"
    r"|\d{1,3}(?: (?:medlemmer|stemmer|personer))?\s*:)\s*"
)
_LOWER_GROUP = re.compile(r"^(?:byrådsgruppe|gruppe|liste) [A-ZÆØÅ]{1,2}$")
_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:og|samt)\s|,|;|/(?=[A-ZÆØÅ]\b)|\+|\s(?:og|samt|&)\s)\s*|(?<=\))\s+(?=[A-ZÆØÅ][a-zæøå])"
)
_PARTY = re.compile(r"^(?P<name>.+?)\s*\((?P<party>[A-ZÆØÅ]{1,3}|[^()]{3,40})\)$")
_NOT_A_NAME = re.compile(
    r"""(?ix)\b(?:flertal\w*|mindretal\w*|udvalg\w*|\w+udvalg(?:et|ets)?|byråd(?:et|ets)?|råd(?:et)?
      |magistrat\w*|forvaltning\w*|direktion\w*|administration\w*|kommune\w*|indstilling\w*|sagen
      |punkt\w*|der|alle|ingen|øvrige|enig\w*|resten|forslag\w*|ændringsforslag\w*|beslutning\w*
      |herefter|derfor|dog|som|at|det|de|han|hun|udvalgets|medlemmer|stemmer|personer|stk|afstemning\w*
      |\d+|mødet|dagsorden\w*|bemærkning\w*|orientering\w*|punktet|samtlige|begge|ikke)\b"""
)
_COMMITTEE = re.compile(
    r"(?i)(?:udvalg(?:et)?|byråd(?:et)?|magistrat(?:en)?|kommunalbestyrelse(?:n)?|råd(?:et)?|nævn(?:et)?"
    r"|bestyrelse(?:n)?)(?:\s*-?\s*\d{4}\s*-\s*\d{4})?$|^udvalg(?:et)? for\s"
)


def is_committee(text: str) -> bool:
    """Whether a printed name is that of a committee, council or board."""
    return bool(_COMMITTEE.search(text.strip()))


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a printed list, in order, each once.

    Commas, ``og``, ``samt``, ``+`` and semicolons part names, not inside parentheses;
    ``20 (A.A. (V), B.B. (C))`` is the list in its parentheses.
    """
    parts = _split(_unwrap(_HEAD.sub("", _TAIL.sub("", text.strip()))))
    if parts and _GROUPS.search(parts[-1]):  # “Venstres og Radikale Venstres byrådsgrupper”
        parts = [_GROUPS.sub("", part).removesuffix("s") for part in parts]
    names = (_name(part) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _unwrap(text: str) -> str:
    match = re.match(
        r"^(?:\d{1,3}|[^(),]*\b(?:flertal|mindretal|medlem(?:mer)?)\b[^(),]*)\s*\((?P<list>.*)\)$",
        text,
    )
    return match["list"] if match else text


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"[()]|{_SEPARATOR.pattern}", text):
        if match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif depth <= 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _name(text: str) -> str | None:
    text = _TAIL.sub("", text.strip(" \t\n,:;–-"))
    while match := _TITLES.match(text):
        text = text[match.end() :]
    group = _GROUP.match(text)
    text = group["party"] if group else text
    return text if _is_name(text) else None


def _is_name(text: str) -> bool:
    if _LOWER_GROUP.match(text):
        return True
    words = text.split()
    if not words or len(words) > 7 or not text[0].isupper():
        return False
    return not _NOT_A_NAME.search(re.sub(r"^Det? (?=[A-ZÆØÅ])|\([^)]*\)", "", text))


def split_party(text: str) -> tuple[str, str | None]:
    """Return name and party from ``Ivan Mott (V)``."""
    match = _PARTY.match(text.strip())
    return (match["name"], match["party"]) if match else (text.strip(), None)


def same_committee(a: str | None, b: str | None) -> bool:
    """Whether two printed names mean the same committee of one municipality.

    ``Odense Byråd`` is ``Byrådet``; terms, case, and genitives do not matter; the bare
    ``Udvalget`` may be any.
    """
    if not a or not b:
        return False
    x, y = _committee_key(a), _committee_key(b)
    if x == y or "udvalg" in (x, y):
        return True
    return any(
        x.endswith(body) and y.endswith(body)
        for body in ("byråd", "magistrat", "kommunalbestyrelse")
    )


@lru_cache(maxsize=4096)  # a few names, each held against many
def _committee_key(text: str) -> str:
    text = re.sub(r"\s*-?\s*\d{4}\s*-\s*\d{4}$", "", caseless(text)).replace("&", "og")
    text = re.sub(r"^(?:det|den) (?:daværende|nuværende|kommende|tidligere) ", "", text)
    text = re.sub(r"(?:ets|et|ens|en|s)$", "", text)
    return re.sub(r"[\s,.-]+", " ", text).strip()
