"""Times in Danish officials' prose: a table of how they are printed and what each means.

Words without a number are read as councils use them: *primo* is the first, *ultimo* the last and
*medio* the middle two quarters of a year; *inden sommerferien* is the first half of the year, and
*foråret* March to May. “Ved udgangen af juni 2026” is its last day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from compare import periods
from compare.periods import Clock, Period, Time
from ordlyd.dates import MONTH_NAMES, MONTHS

ONGOING = "ongoing"
Reader = Callable[["re.Match[str]", Clock], Time]

_NTH: dict[str, int] = {
    word: number
    for number, words in enumerate(
        ("1 1. første", "2 2. andet anden", "3 3. tredje", "4 4. fjerde"), start=1
    )
    for word in words.split()
}
_NUMBER: dict[str, int] = {
    word: number
    for number, words in enumerate(
        "en|én|et|ét to tre fire fem seks syv otte ni ti elleve tolv".split(), start=1
    )
    for word in words.split("|")
}
_UNIT: dict[str, int] = {"uge": 0, "dag": 0, "måned": 1, "kvartal": 3, "halvår": 6, "år": 12}
_LONGEST = 600
"""Months that anybody plans ahead."""


def _number(word: str | None) -> int:
    if word is None:
        return 1
    known = _NTH.get(word.lower()) or _NUMBER.get(word.lower())
    digits = word.rstrip(".")
    return known or (int(digits) if digits.isdecimal() else 1)


def _month(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.month, MONTHS[match["month"].lower()], match["year"])


def _month_end(match: re.Match[str], clock: Clock) -> Time:
    return periods.ending(_month(match, clock), clock.today)


def _months(match: re.Match[str], clock: Clock) -> Time:
    """With “eller”, “og” or “/” either month will do; “fra … til …” ends with the second."""
    last = _month(match, clock)
    if last.first is None:
        return last
    year = int(match["from_year"] or last.first.year)
    first = periods.month(year, MONTHS[match["from"].lower()])
    if match["join"].strip() in {"til", "-", "–"}:
        return Time(last.due, first.first, last.last)
    return periods.through(first, last)


def _quarter(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.quarter, _number(match["q"]), match["year"])


def _quarters(match: re.Match[str], clock: Clock) -> Time:
    return periods.through(
        _quarter(match, clock),
        clock.coming(periods.quarter, _number(match["q2"]), match["year"]),
    )


def _week(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.week, int(match["n"]), match["year"])


def _half(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.half, _number(match["q"]), match["year"])


def _part_end(match: re.Match[str], clock: Clock) -> Time:
    read = _half if match["unit"].lower() == "halvår" else _quarter
    return periods.ending(read(match, clock), clock.today)


_EDGES: tuple[tuple[str, Period, int], ...] = (
    (r"primo|først|tidligt|starten|begyndelsen", periods.quarter, 1),
    (r"ultimo|sidst|sent|slutningen", periods.quarter, 4),
    (r"medio|midt|midten", periods.middle, 1),
)


def _edge(match: re.Match[str], clock: Clock) -> Time:
    word = match["edge"].lower()
    period, number = next((p, n) for words, p, n in _EDGES if re.fullmatch(words, word))
    return clock.coming(period, number, match["year"])


_SEASONS = {"forår": 3, "sommer": 6, "efterår": 9, "vinter": 12}
_BEFORE: dict[str, tuple[Period, int]] = {
    "sommer": (periods.half, 1),
    "jul": (periods.whole, 1),
    "årsskifte": (periods.whole, 1),
    "påske": (periods.quarter, 1),
    "forår": (periods.quarter, 1),
    "efterår": (periods.quarter, 3),
    "vinter": (periods.quarter, 4),
}
_AFTER: dict[str, tuple[Period, int]] = {
    "sommer": (periods.quarter, 3),
    "jul": (periods.quarter, 1),
    "årsskifte": (periods.quarter, 1),
    "påske": (periods.quarter, 2),
    "forår": (periods.quarter, 2),
    "efterår": (periods.quarter, 4),
    "vinter": (periods.quarter, 2),
}


def _season(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.season, _SEASONS[match["name"].lower()], match["year"])


def _before(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(*_BEFORE[match["name"].lower()], match["year"])


def _after(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(*_AFTER[match["name"].lower()], match["year"])


def _year(match: re.Match[str], clock: Clock) -> Time:
    return clock.coming(periods.whole, 1, match["year"])


def _year_end(match: re.Match[str], clock: Clock) -> Time:
    return periods.ending(_year(match, clock), clock.today)


def _this_year(_: re.Match[str], clock: Clock) -> Time:
    return periods.whole(clock.near.year) if clock.near else Time()


def _next_year(_: re.Match[str], clock: Clock) -> Time:
    return periods.whole(clock.near.year + 1) if clock.near else Time()


def _in_months(match: re.Match[str], clock: Clock) -> Time:
    """“Om tre måneder” is the month three months on; “inden for tre måneder” ends then."""
    if clock.near is None:
        return Time()
    number = min(_number(match["n"]), _LONGEST)
    if match["unit"].lower() == "uge":
        day = clock.near + timedelta(weeks=number)
        return Time(day.isoformat(), clock.near, day)
    months = 6 if match["half"] else min(number * _UNIT[match["unit"].lower()], _LONGEST)
    total = clock.near.month - 1 + months
    then = periods.month(clock.near.year + total // 12, total % 12 + 1)
    return Time(then.due, clock.near, then.last) if match["within"] else then


def _some_time(_match: re.Match[str], _clock: Clock) -> Time:
    return Time()


def _rhythm(match: re.Match[str], every: str) -> Time:
    during = periods.whole(int(match["year"])) if match["year"] else Time()
    return Time(during.due, during.first, during.last, every)


def duration(months: int) -> str:
    """Return months as ISO 8601 duration."""
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _every(match: re.Match[str], _: Clock) -> Time:
    """“Hver 2. måned”, “hvert andet år”, “hvert halve år”, “hver 14. dag”."""
    nth, unit = (match["nth"] or "1").lower(), match["unit"].lower()
    number = _number(nth)
    if unit == "uge":
        return _rhythm(match, f"P{number}W")
    if unit == "dag":
        return _rhythm(match, f"P{number}D")
    return _rhythm(match, "P6M" if nth == "halve" else duration(number * _UNIT[unit]))


def _every_season(match: re.Match[str], _: Clock) -> Time:
    return _rhythm(match, duration(12))


def _times_in(match: re.Match[str], _: Clock) -> Time:
    """“Kvartalsvis”, “halvårligt”, “én gang om året”, “to gange årligt”."""
    months = _UNIT[match["unit"].lower()] // _number(match["times"])
    return _rhythm(match, duration(max(1, months)))


def _ongoing(match: re.Match[str], _: Clock) -> Time:
    return _rhythm(match, ONGOING)


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
_HOLIDAY = r"(?P<name>sommer|jul|årsskifte|påske|efterår|forår|vinter)(?:en|et|t)?(?:ferien?)?"
_WITHIN = r"(?:(?P<within>inden for|i løbet af)|om|efter) (?:de (?:næste|kommende) )?"
_COUNT = r"(?P<n>\d{1,3}|en|én|et|ét|to|tre|fire|fem|seks|ni|tolv)"

_MONTHS = _LONG.replace("|", " ")

_TABLE: tuple[tuple[str, str, Reader], ...] = (
    # Rhythms.
    (
        "hver",
        r"hvert? (?:(?P<nth>\d{1,2}\.|anden|andet|tredje|fjerde|halve) )?"
        rf"(?P<unit>kvartal|måned|halvår|år|uge|dag){_IN_YEAR}",
        _every,
    ),
    (
        "hvert",
        r"(?P<nth>){0}hvert (?P<unit>(?:for|efter)år)(?P<year>){0}",
        _every_season,
    ),
    (
        "gang",
        r"(?P<times>\d{1,2}|en|én|ét|to|tre|fire|seks) gange? (?:om |i |hvert? )?"
        rf"(?P<unit>måned|kvartal|halvår|år)(?:en|et|ligt?)?{_IN_YEAR}",
        _times_in,
    ),
    (
        "lig vis",
        rf"(?P<times>){{0}}(?P<unit>måned|kvartal|halvår|år)(?:ligt?|lige|s?vist?|s?vise){_IN_YEAR}",
        _times_in,
    ),
    (
        "løbende jævnligt regelmæssigt",
        rf"(?:løbende|fortløbende|jævnligt|regelmæssigt){_IN_YEAR}",
        _ongoing,
    ),
    # The end of a period is a day.
    (_MONTHS, rf"(?:udgangen|udløbet) af {_MONTH}", _month_end),
    (
        "udgangen udløbet",
        rf"(?:udgangen|udløbet) af (?P<q>{_Q}) (?P<unit>kvartal|halvår){_IN}",
        _part_end,
    ),
    (
        "udgangen udløbet",
        rf"(?:udgangen|udløbet) af (?:året|(?P<year>{_Y}))",
        _year_end,
    ),
    ("årets", rf"årets (?:udgang|udløb|afslutning){_IN}", _year_end),
    # Parts of a year.
    (
        _MONTHS,
        rf"(?P<from>{_LONG})(?: (?P<from_year>{_Y}))?"
        rf"(?P<join> ?[/–-] ?| og | eller | til ){_MONTH}",
        _months,
    ),
    (
        "kvartal",
        rf"(?P<q>{_Q})(?: ?[-–/] ?| og )(?P<q2>{_Q}) kvartal(?:et)?{_IN}",
        _quarters,
    ),
    ("kvartal", rf"(?P<q>{_Q}) kvartal(?:et)?{_IN}", _quarter),
    ("q", rf"Q(?P<q>[1-4])(?: ?(?P<year>{_Y}))?", _quarter),
    ("uge", rf"uge (?P<n>\d{{1,2}}){_IN}", _week),
    ("halvår", rf"(?P<q>{_Q}) halvår(?:et)?{_IN}", _half),
    (_MONTHS, rf"{_EARLY}{_MONTH}", _month),
    (
        _EDGE.replace("|", " "),
        rf"(?P<edge>{_EDGE})(?: af| i| på)? (?=året|{_Y})(?:året ?)?(?P<year>{_Y})?",
        _edge,
    ),
    ("inden før senest", rf"(?:inden|før|senest) {_HOLIDAY}{_IN}", _before),
    ("efter", rf"efter {_HOLIDAY}{_IN}", _after),
    (
        "forår sommer efterår vinter",
        r"(?:i|til|over|løbet af) (?:det kommende |den kommende |det tidlige |det sene )?"
        rf"(?P<name>forår|sommer|efterår|vinter)(?:en|et)?{_IN}",
        _season,
    ),
    (
        "19 20",
        rf"(?:i|inden|løbet af|senest(?: i)?|til) (?P<year>{_Y})(?!\s?[-–/]\s?\d)",
        _year,
    ),
    (
        "om inden løbet efter",
        rf"{_WITHIN}{_COUNT} (?P<half>halvt )?(?P<unit>uge|måned|kvartal|halvår|år)(?:er|en|r)?",
        _in_months,
    ),
    ("år", r"senere (?:i år|på året)|i år|i løbet af året", _this_year),
    ("år", r"(?:til )?næste år|i det (?:nye|kommende) år", _next_year),
    # A time that nobody can put in a calendar.
    (
        "næste kommende senere følgende",
        r"(?:næste|kommende|førstkommende|senere|efterfølgende|følgende) (?:\w{1,30} )?"
        r"(?:\w{0,30}møder?|afrapporteringer|tidspunkt|sag|dagsorden)",
        _some_time,
    ),
    ("par nogle få", r"om (?:et par|nogle|få) (?:uger|måneder|år)", _some_time),
    (
        "følgende snarest efter senere igen",
        r"efterfølgende|snarest|herefter|derefter|senere|igen",
        _some_time,
    ),
)
"""Words of which a sentence must hold one to be looked at, how a time is printed, what it says."""
_READERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Reader], ...] = tuple(
    (tuple(words.split()), re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), reader)
    for words, pattern, reader in _TABLE
)


def printed(text: str) -> Iterator[tuple[re.Match[str], Reader]]:
    """Yield what may be a time in a sentence, in the order of the table.

    Where two overlap, the first is meant.
    """
    lower = text.lower()
    for words, pattern, reader in _READERS:
        if any(word in lower for word in words):
            for match in pattern.finditer(text):
                yield match, reader
