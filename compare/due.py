"""When something is due: the days and times that a sentence names.

A day without a year is the one before or after the meeting, as the sentence speaks of what was
or of what is to come; other times without a year are the next after the meeting.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from compare.near_dates import all_dates
from compare.periods import Clock, Time
from compare.times import printed
from ordlyd.dates import FoundDate

_YEARS = (({"i år"}, 0), ({"sidste år", "i fjor"}, -1), ({"næste år"}, 1))
_YEARS_ON = re.compile(r"(?i) (i år|sidste år|i fjor|næste år)\b")
_TOWARDS = re.compile(r"(?i)\btil (?:\w+ )?\w*møde[ts]?(?: \w{3,4}dag)?(?: den| d\.)?\s*$")
"""“Bad om tal til mødet den …”: what was said then may be of a meeting to come."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a sentence.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        value: The date; its year is taken from what stands around it where none is printed.
    """

    start: int
    end: int
    value: Date


@dataclass(frozen=True, slots=True)
class When:
    """A time in a sentence: where it begins, where it ends, what it says."""

    start: int
    end: int
    time: Time


def days(text: str, clock: Clock, *, ahead: bool | None = None) -> list[Day]:
    """Return the dates of a sentence, ``den 2. og 16. juni`` as two.

    Args:
        text: One sentence.
        clock: When it was written.
        ahead: Whether it speaks of what is to come (``None``: it does not tell).
    """
    found = all_dates(text, clock.near, clock.hint or clock.today.year)
    dated: list[Day] = []
    for place, day in enumerate(found):
        printed, rest = day.year_printed, found[place:]
        value = day.value if printed else _said_year(text, day, clock)
        if value is None:
            towards = _TOWARDS.search(text[: day.start][-_LEFT:])
            value = _in_year(day.value, clock, rest, None if towards else ahead)
        if value is not None:
            dated += [*_days_before(text, day.start, value), Day(day.start, day.end, value)]
    return dated


def _said_year(text: str, day: FoundDate, clock: Clock) -> Date | None:
    """A date in the year that the words after it name, seen from the meeting."""
    match = _YEARS_ON.match(text, day.end)
    if match is None or clock.near is None:
        return None
    years = next(years for words, years in _YEARS if match[1].lower() in words)
    return _replaced(day.value, clock.near.year + years)


def _in_year(day: Date, clock: Clock, rest: Sequence[FoundDate], ahead: bool | None) -> Date | None:
    """A date in the hinted year, or that of a later date of the sentence, or the nearest."""
    shared = next((d.value.year for d in rest if d.year_printed), None)
    if clock.hint or clock.near is None:
        year = clock.hint or shared
        return _replaced(day, year) if year else None
    if shared and abs(shared - clock.near.year) <= 1:
        return _replaced(day, shared)
    near = clock.near
    choices = [d for y in (-1, 0, 1) if (d := _replaced(day, near.year + y))]
    if ahead is not None:
        choices = [d for d in choices if (d >= near if ahead else d <= near)]
    return min(choices, key=lambda d: abs(d - near), default=None)


def _replaced(day: Date, year: int) -> Date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February in a common year
        return None


_BEFORE = re.compile(r"((?:\b\d{1,2}\.?(?:,? og |, | samt )){1,8})(?:den |d\. )?$")
_BACK = 60
"""Characters before a date in which the days of its list stand."""


def _days_before(text: str, start: int, value: Date) -> Iterator[Day]:
    """Yield the days that share the month of the date after them: “den 2. og 16. juni”."""
    left = max(0, start - _BACK)
    match = _BEFORE.search(text[left:start])
    for number in re.finditer(r"\d{1,2}(?=\.)", match[1]) if match else ():
        day = int(number[0])
        if match and 1 <= day <= monthrange(value.year, value.month)[1]:
            place = left + match.start()
            yield Day(place + number.start(), place + number.end(), value.replace(day=day))


_SUBJECT = re.compile(
    r"(?i)\b(?:for|fra|pr\.?|over|vedr\.?|vedrørende|budget(?:tet|terne)?|regnskab(?:et)?|siden"
    r"|frem til|indtil|til og med|virkning|aftale|perioden|årsberetning\w*|handleplan\w*"
    r"|kr\.|mio\.|mia\.|pct\.|%)\s*(?:den )?$"
)
"""What makes a period the subject of a report, not the time at which it is due."""
_DEADLINE = re.compile(r"(?i)\b(?:senest|inden|før|frem til)(?: \w{2,8}dag)?(?: den| d\.)?\s*$")
_LEFT = 40
"""Characters before a time that say what it is."""


def whens(text: str, found: Sequence[Day], clock: Clock) -> list[When]:
    """Return the times of a sentence in order, none within another.

    Args:
        text: One sentence.
        found: Its dates, from :func:`days`.
        clock: When it was written.
    """
    times = [_of_day(text, day, clock) for day in found]
    for match, read in printed(text):
        if not _overlaps(match.span(), times):
            times.append(When(*match.span(), read(match, clock)))
    kept = (when for when in times if not _SUBJECT.search(text[: when.start][-_LEFT:]))
    return sorted(kept, key=lambda when: when.start)


def _of_day(text: str, day: Day, clock: Clock) -> When:
    deadline = clock.near and _DEADLINE.search(text[: day.start][-_LEFT:])
    first = clock.near if deadline else day.value
    return When(day.start, day.end, Time(day.value.isoformat(), first, day.value))


def _overlaps(span: tuple[int, int], times: Sequence[When]) -> bool:
    return any(span[0] < other.end and other.start < span[1] for other in times)


_YEAR = re.compile(r"(?<![\w.])(?:19|20)\d\d\b")
_DURATION = re.compile(r"P(\d+)([DWMY])")
_MONTHS = {"D": 0, "W": 0, "M": 1, "Y": 12}


def year_of(text: str) -> int | None:
    """Return the last year that a line names, for the dates of the list under it."""
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


def months_of(every: str | None) -> int | None:
    """Return the months of a rhythm, at least one; ``ongoing`` has none."""
    match = _DURATION.fullmatch(every or "")
    return (int(match[1]) * _MONTHS[match[2]] or 1) if match else None
