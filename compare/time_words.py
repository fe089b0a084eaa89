"""What printed times mean: a reader for each kind of them, from its match to its time.

Words without a number are read as councils use them: *primo* is the first, *ultimo* the last and
*medio* the middle two quarters of a year; *inden sommerferien* is the first half of the year, and
*foråret* March to May. “Ved udgangen af juni 2026” is its last day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from compare import periods
from compare.periods import Clock, Period, Time
from ordlyd.dates import MONTHS

ONGOING = "ongoing"
Reader = Callable[["re.Match[str]", Clock], Time]

_NTH: dict[str, int] = {
    word: number
    for number, words in enumerate(
        ("1 1. første", "2 2. andet anden", "3 3. tredje", "4 4. fjerde", "5 femte", "6 sjette"),
        start=1,
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


def month(match: re.Match[str], clock: Clock) -> Time:
    """“Juni”, “ultimo marts 2031”."""
    return clock.coming(periods.month, MONTHS[match["month"].lower()], match["year"])


def month_end(match: re.Match[str], clock: Clock) -> Time:
    """“Udgangen af juni”."""
    return periods.ending(month(match, clock), clock.today)


def months(match: re.Match[str], clock: Clock) -> Time:
    """With “eller”, “og” or “/” either month will do; “fra … til …” ends with the second."""
    last = month(match, clock)
    if last.first is None:
        return last
    year = int(match["from_year"] or last.first.year)
    first = periods.month(year, MONTHS[match["from"].lower()])
    if match["join"].strip() in {"til", "-", "–"}:
        return Time(last.due, first.first, last.last)
    return periods.through(first, last)


def quarter(match: re.Match[str], clock: Clock) -> Time:
    """“2. kvartal”."""
    return clock.coming(periods.quarter, _number(match["q"]), match["year"])


def quarters(match: re.Match[str], clock: Clock) -> Time:
    """“3.-4. kvartal”."""
    return periods.through(
        quarter(match, clock),
        clock.coming(periods.quarter, _number(match["q2"]), match["year"]),
    )


def week(match: re.Match[str], clock: Clock) -> Time:
    """“Uge 20”."""
    return clock.coming(periods.week, int(match["n"]), match["year"])


def half(match: re.Match[str], clock: Clock) -> Time:
    """“1. halvår”, “anden halvdel af 2031”."""
    return clock.coming(periods.half, _number(match["q"]), match["year"])


def part_end(match: re.Match[str], clock: Clock) -> Time:
    """“Udgangen af 2. kvartal”."""
    read = half if match["unit"].lower() == "halvår" else quarter
    return periods.ending(read(match, clock), clock.today)


_EDGES: tuple[tuple[str, Period, int], ...] = (
    (r"primo|først|tidligt|starten|begyndelsen", periods.quarter, 1),
    (r"ultimo|sidst|sent|slutningen", periods.quarter, 4),
    (r"medio|midt|midten", periods.middle, 1),
)


def edge(match: re.Match[str], clock: Clock) -> Time:
    """“Primo 2027”, “midt på året”."""
    word = match["edge"].lower()
    period, number = next((p, n) for words, p, n in _EDGES if re.fullmatch(words, word))
    return clock.coming(period, number, match["year"])


_SEASONS = {"forår": 3, "sommer": 6, "efterår": 9, "vinter": 12}
_BEFORE: dict[str, tuple[Period, int]] = {
    "sommer": (periods.half, 1),
    "nytår": (periods.whole, 1),
    "jul": (periods.whole, 1),
    "årsskifte": (periods.whole, 1),
    "påske": (periods.quarter, 1),
    "forår": (periods.quarter, 1),
    "efterår": (periods.quarter, 3),
    "vinter": (periods.quarter, 4),
}
_AFTER: dict[str, tuple[Period, int]] = {
    "sommer": (periods.quarter, 3),
    "nytår": (periods.quarter, 1),
    "jul": (periods.quarter, 1),
    "årsskifte": (periods.quarter, 1),
    "påske": (periods.quarter, 2),
    "forår": (periods.quarter, 2),
    "efterår": (periods.quarter, 4),
    "vinter": (periods.quarter, 2),
}


def season(match: re.Match[str], clock: Clock) -> Time:
    """“I foråret 2027”."""
    return clock.coming(periods.season, _SEASONS[match["name"].lower()], match["year"])


def before(match: re.Match[str], clock: Clock) -> Time:
    """“Inden sommerferien”."""
    return clock.coming(*_BEFORE[match["name"].lower()], match["year"])


def after(match: re.Match[str], clock: Clock) -> Time:
    """“Efter sommerferien”."""
    return clock.coming(*_AFTER[match["name"].lower()], match["year"])


def year(match: re.Match[str], clock: Clock) -> Time:
    """“I 2027”."""
    return clock.coming(periods.whole, 1, match["year"])


def year_end(match: re.Match[str], clock: Clock) -> Time:
    """“Udgangen af 2027”, “årsskiftet”."""
    return periods.ending(year(match, clock), clock.today)


def this_year(_: re.Match[str], clock: Clock) -> Time:
    """“Senere på året”."""
    return periods.whole(clock.near.year) if clock.near else Time()


def next_year(_: re.Match[str], clock: Clock) -> Time:
    """“Næste år”."""
    return periods.whole(clock.near.year + 1) if clock.near else Time()


def in_months(match: re.Match[str], clock: Clock) -> Time:
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


def days_on(match: re.Match[str], clock: Clock) -> Time:
    """“Om 14 dage” is that day."""
    if clock.near is None:
        return Time()
    day = clock.near + timedelta(days=min(int(match["n"]), _LONGEST))
    return Time(day.isoformat(), clock.near, day)


def months_on(match: re.Match[str], clock: Clock) -> Time:
    """“Om halvandet år” is the month that many months on."""
    if clock.near is None:
        return Time()
    total = clock.near.month - 1 + (18 if match["half"] else 12)
    return periods.month(clock.near.year + total // 12, total % 12 + 1)


def edge_next(match: re.Match[str], clock: Clock) -> Time:
    """“I slutningen af næste år”."""
    if clock.near is None:
        return Time()
    word = match["edge"].lower()
    period, number = next((p, n) for words, p, n in _EDGES if re.fullmatch(words, word))
    return period(clock.near.year + 1, number)


def end_of_next(_match: re.Match[str], clock: Clock) -> Time:
    """“Udgangen af næste år”."""
    return periods.ending(next_year(_match, clock), clock.today)


def season_next(match: re.Match[str], clock: Clock) -> Time:
    """“Næste sommer”."""
    if clock.near is None:
        return Time()
    return periods.season(clock.near.year + 1, _SEASONS[match["name"].lower()])


def next_period(match: re.Match[str], clock: Clock) -> Time:
    """“I næste måned”, “i det kommende kvartal”."""
    if clock.near is None:
        return Time()
    months = _UNIT[match["unit"].lower()]
    period = {1: periods.month, 3: periods.quarter, 6: periods.half}[months]
    total = (clock.near.month - 1) // months + 1
    return period(clock.near.year + total * months // 12, total % (12 // months) + 1)


def some_time(_match: re.Match[str], _clock: Clock) -> Time:
    """A time that nobody can put in a calendar."""
    return Time()


def _rhythm(match: re.Match[str], every: str) -> Time:
    during = periods.whole(int(match["year"])) if match["year"] else Time()
    return Time(during.due, during.first, during.last, every)


def duration(months: int) -> str:
    """Return months as ISO 8601 duration."""
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def every(match: re.Match[str], _: Clock) -> Time:
    """“Hver 2. måned”, “hvert andet år”, “hvert halve år”, “hver 14. dag”."""
    nth, unit = (match["nth"] or "1").lower(), match["unit"].lower()
    number = _number(nth)
    if unit == "uge":
        return _rhythm(match, f"P{number}W")
    if unit == "dag":
        return _rhythm(match, f"P{number}D")
    return _rhythm(match, "P6M" if nth == "halve" else duration(number * _UNIT[unit]))


def every_season(match: re.Match[str], _: Clock) -> Time:
    """“Hvert forår”."""
    return _rhythm(match, duration(12))


def times_in(match: re.Match[str], _: Clock) -> Time:
    """“Kvartalsvis”, “ugentlig”, “én gang om året”, “to gange årligt”."""
    if match["unit"].lower() == "uge":
        return _rhythm(match, "P1W")
    months = _UNIT[match["unit"].lower()] // _number(match["times"])
    return _rhythm(match, duration(max(1, months)))


def ongoing(match: re.Match[str], _: Clock) -> Time:
    """“Løbende”."""
    return _rhythm(match, ONGOING)
