"""Periods of the calendar by name: ``2026-06``, ``2026-W20``, ``2026-Q2``, ``2026-H1``, ``2026``.

Two of them with ``/`` between are a period that runs from the one to the other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Time:
    """A time that something is due.

    Attributes:
        due: As ISO date or period; ``None`` where it names none (“et kommende møde”).
        first: The first day that counts; ``None`` for any day.
        last: The last day; ``None`` where there is none.
        every: The rhythm of what is done again and again, as ISO 8601 duration or ``ongoing``.
    """

    due: str | None = None
    first: Date | None = None
    last: Date | None = None
    every: str | None = None


FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<sort>[QHW]?)(?P<number>\d\d?)(?:-(?P<day>\d\d))?)?")
"""What a period is called: of two with ``/`` between, either."""
_MONTHS_OF = {"Q": 3, "H": 6}


def last_day(due: str | None) -> Date | None:
    """The last day on which something due can be in time; ``None`` for another form."""
    match = FORM.fullmatch((due or "").rpartition("/")[2])
    if not match:
        return None
    try:
        return _last(int(match["year"]), match["sort"] or "", match["number"], match["day"])
    except ValueError:  # no such day, as 2026-02-30
        return None


def _last(year: int, sort: str, number: str | None, day: str | None) -> Date:
    if number is None:
        return Date(year, 12, 31)
    if sort == "W":
        return Date.fromisocalendar(year, int(number), 7)
    if day:
        return Date(year, int(number), int(day))
    month = int(number) * _MONTHS_OF.get(sort, 1)
    return Date(year, month, monthrange(year, month)[1])


Period = Callable[[int, int], Time]
"""From year and number (of month, quarter, half) to its time."""


def _months(due: str, year: int, first: int, last: int) -> Time:
    return Time(due, Date(year, first, 1), Date(year, last, monthrange(year, last)[1]))


def month(year: int, number: int) -> Time:
    """``2026-06``."""
    return _months(f"{year}-{number:02d}", year, number, number)


def week(year: int, number: int) -> Time:
    """``2026-W20``, from Monday to Sunday; a week that the year has not is no time."""
    try:
        first = Date.fromisocalendar(year, number, 1)
    except ValueError:
        return Time()
    return Time(f"{year}-W{number:02d}", first, first + timedelta(days=6))


def quarter(year: int, number: int) -> Time:
    """``2026-Q2``."""
    return _months(f"{year}-Q{number}", year, number * 3 - 2, number * 3)


def half(year: int, number: int) -> Time:
    """``2026-H1``."""
    return _months(f"{year}-H{number}", year, number * 6 - 5, number * 6)


def whole(year: int, _: int = 1) -> Time:
    """``2026``."""
    return _months(str(year), year, 1, 12)


def middle(year: int, _: int = 1) -> Time:
    """“Medio 2026”: the two quarters in the middle."""
    return through(quarter(year, 2), quarter(year, 3))


def season(year: int, first: int) -> Time:
    """Three months from ``first``; winter runs into the next year."""
    return through(month(year, first), month(year + (first + 2 > 12), (first + 1) % 12 + 1))


def through(a: Time, b: Time) -> Time:
    """From the first of two periods to the second."""
    return a if a == b else Time(f"{a.due}/{b.due}", a.first, b.last)


def ending(period: Time, since: Date) -> Time:
    """The last day of a period, as a deadline for what may come any day ``since``."""
    return Time(period.last.isoformat(), since, period.last) if period.last else period


@dataclass(frozen=True, slots=True)
class Clock:
    """When a sentence was written.

    Attributes:
        near: The day of the meeting.
        hint: The year that the line before a list names.
    """

    near: Date | None = None
    hint: int | None = None

    @property
    def today(self) -> Date:
        """The day of the meeting, or else the first of all days."""
        return self.near or Date.min

    def coming(self, period: Period, number: int, year: str | None) -> Time:
        """The period in the printed year, else in the hinted one, else the next not over."""
        if year or self.hint:
            return period(int(year or self.hint or 0), number)
        if self.near is None:
            return Time()
        this = period(self.near.year, number)
        over = this.last is not None and this.last < self.near
        return period(self.near.year + 1, number) if over else this
