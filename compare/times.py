"""Times in Danish officials' prose: a table of how they are printed.

What each of them means is in :mod:`compare.time_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare import time_words as read
from compare.time_words import Reader
from ordlyd.dates import MONTH_NAMES

_Y = r"(?:19|20)\d\d"
_LONG = "|".join(MONTH_NAMES)
_MONTH = rf"(?P<month>{_LONG})(?: måned)?(?:,?(?: (?:i|af))? (?P<year>{_Y})\b)?"
_IN = rf"(?:,?(?: (?:i|af))? (?P<year>{_Y})\b)?"
_IN_YEAR = rf"(?: i (?P<year>{_Y})\b)?"
_Q = r"(?:første|andet|anden|tredje|fjerde|[1-4]\.?)"
_EARLY = (
    r"(?:(?:primo|medio|ultimo|(?:begyndelsen|starten|midten|slutningen) af"
    r"|(?:sidst|først|tidligt|midt|sent) i|i) )?"
)
_EDGE = "primo|medio|ultimo|begyndelsen|starten|midten|slutningen|først|sidst|midt|tidligt|sent"
_HOLIDAY = (
    r"(?P<name>sommer|jul|nytår|årsskifte|påske|efterår|forår|vinter)s?(?:en|et|t)?(?:ferien?)?"
)
_WITHIN = r"(?:(?P<within>inden for|i løbet af)|om|efter) (?:de (?:næste|kommende) )?"
_COUNT = r"(?P<n>\d{1,3}|en|én|et|ét|to|tre|fire|fem|seks|otte|ni|ti|tolv)"

_MONTHS = _LONG.replace("|", " ")

_TABLE: tuple[tuple[str, str, Reader], ...] = (
    # Rhythms.
    (
        "hver",
        r"hvert? (?:(?P<nth>\d{1,2}\.|anden|andet|tredje|fjerde|femte|sjette|halve) )?"
        rf"(?P<unit>kvartal|måned|halvår|år|uge|dag){_IN_YEAR}",
        read.every,
    ),
    (
        "hver",
        r"(?P<nth>){0}hvert? (?P<unit>(?:for|efter)år|sommer|vinter)(?P<year>){0}",
        read.every_season,
    ),
    (
        "gang",
        r"(?P<times>\d{1,2}|en|én|ét|to|tre|fire|seks) gange? (?:om |i |hvert? |pr\. |i løbet af )?"
        rf"(?P<unit>uge|måned|kvartal|halvår|år)(?:en|et|ligt?)?{_IN_YEAR}",
        read.times_in,
    ),
    (
        "lig vis",
        rf"(?P<times>){{0}}(?P<unit>uge|måned|kvartal|halvår|år)(?:e?nt)?(?:ligt?|lige|s?vist?|s?vise)"
        rf"{_IN_YEAR}",
        read.times_in,
    ),
    (
        "løbende jævnligt regelmæssigt",
        rf"(?:løbende|fortløbende|jævnligt|regelmæssigt){_IN_YEAR}",
        read.ongoing,
    ),
    # The end of a period is a day.
    (_MONTHS, rf"(?:udgangen|udløbet) af {_MONTH}", read.month_end),
    (
        "udgangen udløbet",
        rf"(?:udgangen|udløbet) af (?P<q>{_Q}) (?P<unit>kvartal|halvår){_IN}",
        read.part_end,
    ),
    (
        "udgangen udløbet",
        rf"(?:udgangen|udløbet) af (?:året|(?P<year>{_Y}))",
        read.year_end,
    ),
    ("årets", rf"årets (?:udgang|udløb|afslutning){_IN}", read.year_end),
    # Parts of a year.
    (
        _MONTHS,
        rf"(?P<from>{_LONG})(?: (?P<from_year>{_Y}))?"
        rf"(?P<join> ?[/–-] ?| og | eller | til ){_MONTH}",
        read.months,
    ),
    (
        "kvartal",
        rf"(?P<q>{_Q})(?: ?[-–/] ?| og )(?P<q2>{_Q}) kvartal(?:et)?{_IN}",
        read.quarters,
    ),
    ("kv", rf"(?P<q>{_Q}) (?:kvartal(?:et)?|kvt\.?|kv(?:art)?\.){_IN}", read.quarter),
    ("q", rf"Q(?P<q>[1-4])(?:[ /-]?(?P<year>{_Y}))?", read.quarter),
    ("uge", rf"uge (?P<n>\d{{1,2}}){_IN}", read.week),
    ("halv", rf"(?P<q>{_Q}) (?:halvår(?:et)?|halvdel af(?: året)?){_IN}", read.half),
    (_MONTHS, rf"{_EARLY}{_MONTH}", read.month),
    (_MONTHS, rf"(?P<month>{_LONG})(?P<year>){{0}}-?møde[ts]?", read.month),
    (
        "år",
        rf"(?P<edge>{_EDGE})(?: af| i| på)? (?:næste|det (?:nye|kommende)) år",
        read.edge_next,
    ),
    ("år", r"(?:udgangen|udløbet) af næste år", read.end_of_next),
    ("år", r"årsskiftet(?P<year>){0}", read.year_end),
    (
        "næste kommende",
        r"(?:til|i) (?:det |den )?(?:næste|kommende) (?P<unit>måned|kvartal|halvår)",
        read.next_period,
    ),
    ("næste", r"næste (?P<name>forår|sommer|efterår|vinter)", read.season_next),
    (
        _EDGE.replace("|", " "),
        rf"(?P<edge>{_EDGE})(?: af| i| på)? (?=året|{_Y})(?:året ?)?(?P<year>{_Y})?",
        read.edge,
    ),
    ("inden før senest", rf"(?:inden|før|senest) {_HOLIDAY}{_IN}", read.before),
    ("efter", rf"efter {_HOLIDAY}{_IN}", read.after),
    (
        "forår sommer efterår vinter",
        r"(?:i|til|over|løbet af) (?:det kommende |den kommende |det tidlige |det sene )?"
        rf"(?P<name>forår|sommer|efterår|vinter)(?:en|et)?{_IN}",
        read.season,
    ),
    (
        "19 20",
        rf"(?:i|inden|løbet af|senest(?: i)?|til) (?P<year>{_Y})(?!\s?[-–/]\s?\d)",
        read.year,
    ),
    (
        "om inden løbet efter",
        rf"{_WITHIN}{_COUNT} (?P<half>halvt )?(?P<unit>uge|måned|kvartal|halvår|år)(?:er|en|r)?",
        read.in_months,
    ),
    ("dage", r"(?:om|inden for) (?P<n>\d{1,3}) dage", read.days_on),
    ("år", r"(?:om|efter) (?:(?P<half>halvandet|1½|1,5)|ét|et) års?(?: tid)?", read.months_on),
    ("år", r"senere (?:i år|på året)|i år|i løbet af året", read.this_year),
    ("år", r"(?:til )?næste år|i det (?:nye|kommende) år", read.next_year),
    # A time that nobody can put in a calendar.
    (
        "næste kommende senere følgende næst",
        r"(?:næste|(?:først|næst)?kommende|senere|(?:efter)?følgende) (?:\w{1,30} )?"
        r"(?:\w{0,30}møder?|afrapporteringer|tidspunkt|sag|dagsorden)",
        read.some_time,
    ),
    (
        "par nogle få kommende næste",
        r"(?:om|inden for|i løbet af) (?:et par|nogle|få|de (?:kommende|næste)(?: par)?)"
        r" (?:uger|måneder|år)",
        read.some_time,
    ),
    (
        "følgende snarest efter senere igen",
        r"efterfølgende|snarest|herefter|derefter|senere|igen",
        read.some_time,
    ),
)
"""Words of which a sentence must hold one to be looked at, how a time is printed, what it says."""
_READERS: tuple[tuple[frozenset[str], re.Pattern[str], Reader], ...] = tuple(
    (frozenset(words.split()), re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), reader)
    for words, pattern, reader in _TABLE
)
_WORDS = tuple(frozenset().union(*(words for words, _, _ in _READERS)))


def printed(text: str) -> Iterator[tuple[re.Match[str], Reader]]:
    """Yield what may be a time in a sentence, in the order of the table.

    Where two overlap, the first is meant.
    """
    lower = text.lower()
    there = {word for word in _WORDS if word in lower}
    for words, pattern, reader in _READERS if there else ():
        if not words.isdisjoint(there):
            for match in pattern.finditer(text):
                yield match, reader
