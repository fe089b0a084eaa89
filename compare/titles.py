"""Titles as people mean them: without noise, without their date, and procedural or not.

Three questions are asked of a title, each answered by a table below: what is it without the
marks that a secretariat puts around it (:func:`plain`), what is it without its date, month,
quarter, year or running number (:func:`timeless`), and is it one of the procedural items that
every meeting has (:func:`standing`).

A bare number that is no date stays: ``Lokalplan 12`` and ``Lokalplan 13`` are two matters, and
so are two house numbers. A running number goes only beside a word for a report
(``Budgetopfølgning 2``, ``1. budgetopfølgning``). ``1. behandling`` stays as well: it tells two
readings of one case apart, not two issues of one report.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ordlyd.dates import MONTH_NAMES
from ordlyd.text import EXTRACTION, TYPOGRAPHY, collapse

_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
_LONG = "|".join(MONTH_NAMES)
_YEAR = r"(?:19|20)\d\d"
_REPORT = (
    r"[a-zæøå-]{0,40}(?:opfølgning|rapport|rapportering|regnskab|revision|redegørelse|status"
    r"|orientering|møde|runde|opgørelse|prognose|beretning|måling)"
)
_ORDINAL = r"(?:\d{1,2}\.|første|anden|andet|tredje|fjerde)"

_NOISE: tuple[re.Pattern[str], ...] = (
    re.compile(r"^(?:Punkt|Pkt\.?|Sag|Nr\.?)\s?\d{1,4}(?:\s?[:.]\s*|\s-\s)"),
    re.compile(r"^\d{1,3}\.\s+(?=[A-ZÆØÅ\"])"),
    re.compile(r"(?i)^(?:lukket|åbent?)(?: (?:punkt|sag))?\s?[:-]\s+"),
    re.compile(r"(?i)^[a-eo]-(?:sag|punkt)\s?[:-]\s*"),
    re.compile(r"^\([A-EO]\)\s*|^[A-EO]\s-\s"),
    re.compile(
        r"(?i)^(?:til )?(?:beslutning|orientering|drøftelse|efterretning|godkendelse)"
        r"s?(?:sag|punkt)?(?:\s-|\s?:)\s+"
    ),
    re.compile(r"^[A-ZÆØÅ]{2,6}(?:/[A-ZÆØÅ]{1,6}){0,5}\s-\s"),
    re.compile(
        r"(?i)\s?(?:-\s|\()(?:til )?(?:beslutning|orientering|drøftelse|efterretning|genoptaget"
        r"|genoptagelse|fortsat|lukket(?: punkt)?|[bcdo])\)?$"
    ),
)
"""What secretariats put around titles (``facts/publishing-platforms.md`` 4.3)."""

_TIMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d))\b"), "#"),
    (re.compile(rf"\b\d{{1,2}}[./]\s?\d{{1,2}}\.?\s{_YEAR}\b"), "#"),
    (
        re.compile(
            rf"\b\d{{1,2}}\.?(?:\s?(?:-|og|til)\s?\d{{1,2}}\.?)?"
            rf"\s(?:{_LONG}|(?:{_SHORT})\b\.?)(?:\s{_YEAR})?\b"
        ),
        "#",
    ),
    (
        re.compile(rf"\b(?:{_LONG})(?:\s?(?:-|/|og|til)\s?(?:{_LONG}))?(?:\s{_YEAR})?\b"),
        "#",
    ),
    (
        re.compile(
            rf"\b(?:{_ORDINAL}|\d)(?:\s?(?:-|og|,)\s?{_ORDINAL})?"
            rf"\s(?:kvartal|halvår|tertial|kvt|delår)(?:s|\b)(?:\s{_YEAR})?"
        ),
        "#",
    ),
    (re.compile(r"\b(?:kvartal|halvår|tertial|uge|kvt\.?)\s\d{1,2}\b|\b[qkh][1-4]\b"), "#"),
    (
        re.compile(rf"\b(?:forår|sommer|efterår|vinter|primo|medio|ultimo)(?:et|en)?\s{_YEAR}\b"),
        "#",
    ),
    (re.compile(r"\b(?:primo|medio|ultimo)\s#"), "#"),
    (re.compile(rf"\b{_YEAR}(?:\s?[-/]\s?(?:{_YEAR}|\d\d))?\b"), "#"),
    (re.compile(rf"\b{_ORDINAL}\s(?={_REPORT}\b)"), "# "),
    (
        re.compile(rf"\b({_REPORT})\s(?:nr\.?\s)?(?:\d{{1,2}}|i{{1,3}}|iv)\b(?!\.?\s?[a-zæøå])"),
        r"\1 #",
    ),
    (re.compile(r"(?:\b(?:pr|den|d|for|i)\b\.?\s){0,3}#(?:[\s,./-]{0,3}#){0,5}"), "#"),
)
"""What tells two issues of one report apart, in the order in which it is looked for."""

_FROM = r"(?:orienteringer|orientering|meddelelser|nyt)(?: fra| ved| v/)"
_OFFICE = r"(?:forvaltningen|administrationen|direktionen|direktøren|sekretariatet)"
_CHAIR = r"(?:udvalgs|råds)?(?:formanden|formand|formandskabet)|borgmesteren|rådmanden"
_WHEN = (
    r"(?: (?:for|til|på|fra) (?:(?:dagens|dette|det|sidste|seneste|forrige) )?"
    r"[a-zæøå-]{0,40}møde.{0,80})?"
)

_STANDING: tuple[tuple[str, str], ...] = (
    (
        "godkendelse af dagsorden",
        r"(?:godkendelse|behandling|fastlæggelse|fastsættelse) af (?:mødets |dagens )?"
        rf"dagsorden(?:en)?{_WHEN}|dagsorden(?:en)?|dagsordenens godkendelse",
    ),
    (
        "godkendelse af referat",
        r"(?:(?:digital )?(?:godkendelse|underskrift|underskrivelse)(?: og underskrift| og"
        r" underskrivelse)?) (?:af|på) (?:mødets |dagens )?(?:møde|beslutnings)?"
        r"(?:referat|protokol)"
        rf"(?:et|ten|len|ter|ler|er|en)?{_WHEN}|(?:digital )?underskrift(?:er|sark|sside|sblad)?"
        r"|(?:beslutnings)?referat(?:et)?|(?:beslutnings)?protokol(?:len)?",
    ),
    ("aktuelle sager", r"aktuelle (?:sager|emner|punkter|orienteringer)|aktuelt"),
    ("eventuelt", r"eventuelt|evt"),
    ("meddelelser", r"meddelelser|meddelelser og orientering(?:er)?"),
    (
        "orientering",
        r"(?:(?:gensidig|generel|løbende|mundtlig|kort) )?orientering(?:er|ssager|spunkter)?"
        r"|(?:sager )?til orientering|(?:nyt )?siden sidst",
    ),
    ("orientering fra formanden", rf"{_FROM} (?:{_CHAIR})"),
    ("orientering fra forvaltningen", rf"{_FROM} {_OFFICE}"),
    ("orientering fra formand og forvaltning", rf"{_FROM} (?:{_CHAIR}) og {_OFFICE}"),
    (
        "orientering fra medlemmerne",
        rf"{_FROM} (?:udvalgets |rådets )?(?:medlemmer(?:ne)?|udvalget)",
    ),
    (
        "spørgetid",
        r"(?:åben |offentlig )?(?:borger)?spørge(?:tid|time|halvtime)(?:n|en)?"
        r"(?: for (?:borgere|borgerne|tilhørere|tilhørerne))?|spørgsmål fra (?:borgere|borgerne)",
    ),
    ("lukkede punkter", r"lukkede? (?:punkt|punkter|sag|sager|dagsorden|møde)|lukket"),
    ("efterretningssager", r"(?:sager )?til efterretning|efterretningssager"),
    (
        "næste møde",
        r"(?:dato for )?næste møde|(?:emner|punkter|sager) til (?:kommende|næste) møder?",
    ),
    ("evaluering af mødet", r"evaluering af (?:dagens )?mødet?|mødeevaluering"),
    ("fravær", r"afbud|fravær|fremmøde|fravær og afbud|afbud og fravær|mødedeltagere"),
    ("habilitet", r"(?:in)?habilitet|erklæring om (?:in)?habilitet|vurdering af (?:in)?habilitet"),
    ("velkomst", r"velkomst|velkommen|åbning af mødet|mødets åbning"),
)
"""Canonical name of each procedural item, and the titles that mean it (facts 4.3, 5.1)."""

_IS_STANDING = tuple((name, re.compile(pattern)) for name, pattern in _STANDING)

_GENERIC = frozenset(
    """orientering drøftelse godkendelse behandling beslutning forslag status sag sagen sager
    vedrørende vedr opfølgning redegørelse afrapportering ansøgning anmodning fremlæggelse
    kommune kommunes kommunen udvalget udvalg byrådet af om til for fra med ved den det der de
    på og eller efter under over mellem samt som mod hos ift jf""".split()
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def plain(title: str) -> str:
    """Return a title in lower case, without quotes and without a secretariat's marks."""
    for pattern, replacement in (*EXTRACTION, *TYPOGRAPHY):
        title = pattern.sub(replacement, title)
    title = collapse(title.replace('"', " ").replace("'", ""))
    for pattern in _NOISE * 2:  # "Lukket: (B) …" carries two marks
        title = pattern.sub("", title).rstrip(" .:;,-")
    return title.casefold()


@lru_cache(maxsize=4096)
def timeless(title: str) -> str:
    """Return a plain title without the dates, periods and running numbers at its ends.

    ``Budgetopfølgning pr. 31. marts 2026`` → ``budgetopfølgning``; inside a title they become
    ``#``: ``Budget 2027-2030 - 1. behandling`` → ``budget # - 1. behandling``.
    """
    text = plain(title)
    for pattern, replacement in _TIMES:
        text = pattern.sub(replacement, text)
    return collapse(text).strip(" #,-()")


@lru_cache(maxsize=4096)
def standing(title: str) -> str | None:
    """Return the canonical name of a procedural title, or ``None``."""
    text = plain(title)
    return next((name for name, pattern in _IS_STANDING if pattern.fullmatch(text)), None)


def content(title: str) -> list[str]:
    """Return the words of a title that say what it is about, sorted, each once.

    Words that any matter may have (orientering, forslag, kommune), short words, dates and
    numbers that stand for a date are left out.
    """
    words = _WORD.findall(timeless(title))
    return sorted({word for word in words if len(word) > 1 or word.isdigit()} - _GENERIC)
