"""Dates that only the day of the meeting, or the date before them, completes.

``14.05.31`` and ``3/3-31`` print two digits of their year, ``den 26. s.m.`` is of the month of
the date before it, ``den 3. ds.`` of the meeting's own, and ``d.d.`` is that very day. They are
read here and not where documents are: in a header such digits may be the number of a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from ordlyd.dates import MONTH_NAMES, FoundDate, find_dates

_SHORT = re.compile(r"(?<![\w.,/-])(\d{1,2})[-./](\d{1,2})[-./](\d\d)(?![\w/-]|[.,]\d)")
_SAME_MONTH = re.compile(r"(?i)(?<![\w.,/-])(\d{1,2})\. ?(?:s\. ?m\.|samme måned\b)")
_THIS_MONTH = re.compile(r"(?i)(?<![\w.,/-])(\d{1,2})\. ?(?:ds\.|d\. ?m\.|dennes\b|denne måned\b)")
_TODAY = re.compile(r"(?i)(?<![\w.])(?:d\. ?d\.|dags dato\b)")
_ANY = re.compile(
    rf"(?i)\d[-./]\d|\d\.?\s{{0,2}}(?:{'|'.join(name[:3] for name in MONTH_NAMES)}|s\. ?m\.|samme"
    r"|ds|d\. ?m\.|denne)|d\. ?d\.|dags dato"
)
"""What every date holds that has a digit."""
_DIGIT = re.compile(r"\d")
_FAR = 30
"""Years between a meeting and a year of two digits that it may speak of."""


def all_dates(text: str, near: Date | None, year: int) -> list[FoundDate]:
    """Return every date of a sentence in order.

    Args:
        text: One sentence.
        near: The day of the meeting.
        year: The year of a date that prints none, until it is known better.
    """
    if not has_date(text):
        return []
    short = list(_short(text, near))
    taken = {place for one in short for place in range(one.start, one.end)}
    full = [one for one in find_dates(text, year=year) if one.start not in taken]
    found = sorted([*full, *short, *_of_today(text, near)], key=lambda one: one.start)
    return sorted([*found, *_of_same_month(text, found)], key=lambda one: one.start)


def has_date(text: str) -> bool:
    """Whether a sentence may hold a date at all: most do not."""
    return bool((_ANY if _DIGIT.search(text) else _TODAY).search(text))


def _short(text: str, near: Date | None) -> Iterator[FoundDate]:
    for match in _SHORT.finditer(text):
        day, month, year = (int(number) for number in match.groups())
        value = _date(2000 + year, month, day)
        if value and (near is None or abs(value.year - near.year) <= _FAR):
            yield FoundDate(*match.span(), value, year_printed=True)


def _of_today(text: str, near: Date | None) -> Iterator[FoundDate]:
    if near is None:
        return
    for match in _THIS_MONTH.finditer(text):
        if value := _date(near.year, near.month, int(match[1])):
            yield FoundDate(*match.span(), value, year_printed=True)
    for match in _TODAY.finditer(text):
        yield FoundDate(*match.span(), near, year_printed=True)


def _of_same_month(text: str, found: list[FoundDate]) -> Iterator[FoundDate]:
    for match in _SAME_MONTH.finditer(text):
        last = next((one.value for one in reversed(found) if one.end <= match.start()), None)
        value = last and _date(last.year, last.month, int(match[1]))
        if value:
            yield FoundDate(*match.span(), value, year_printed=True)


def _date(year: int, month: int, day: int) -> Date | None:
    try:
        return Date(year, month, day)
    except ValueError:
        return None
