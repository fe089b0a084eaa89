"""When something is due: the last day of a stated period, and how a reader is told of it.

The forms are those of :class:`compare.model.Commitment`: ``2026-06-02``, ``2026-06``,
``2026-W20``, ``2026-Q3``, ``2026-H2``, ``2026``, and two of them with ``/`` between.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date as Date
from datetime import timedelta

from compare.due import months_of
from compare.model import Commitment
from reports.labels import N_
from reports.words import Words

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<sort>[QHW]?)(?P<number>\d\d?)(?:-(?P<day>\d\d))?)?")
_MONTHS: Mapping[str, int] = {"Q": 3, "H": 6}
_SAID: Mapping[str, str] = {
    "W": N_("week %(number)s, %(year)s"),
    "Q": N_("quarter %(number)s of %(year)s"),
    "H": N_("half %(number)s of %(year)s"),
}
_MONTH_DAYS = 30.5

EVERY: Mapping[str, str] = {
    "ongoing": N_("again and again"),
    "P1W": N_("every week"),
    "P1M": N_("every month"),
    "P3M": N_("every quarter"),
    "P4M": N_("three times a year"),
    "P6M": N_("twice a year"),
    "P1Y": N_("every year"),
}


def last_day(due: str | None) -> Date | None:
    """The last day on which something due can be in time; ``None`` for another form."""
    match = _FORM.fullmatch((due or "").rpartition("/")[2])
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
    month = int(number) * _MONTHS.get(sort, 1)
    return Date(year, month, monthrange(year, month)[1])


def deadline(commitment: Commitment, made: Date | None) -> Date | None:
    """The day after which a promise is late: when it is due, or one of its rhythms later."""
    if commitment.due:
        return last_day(commitment.due)
    months = months_of(commitment.every)
    return made + timedelta(days=round(months * _MONTH_DAYS)) if months and made else None


def when(due: str | None, words: Words) -> str:
    """A date or period as a reader says it: ``3. kvartal 2026``, ``august-september 2026``."""
    if not due:
        return ""
    first, _, last = due.rpartition("/")
    said = _said(last, words)
    if not first:
        return said
    year = f" {last[:4]}"
    opening = _said(first, words)
    return f"{opening.removesuffix(year) if said.endswith(year) else opening} – {said}"


def _said(part: str, words: Words) -> str:
    match = _FORM.fullmatch(part)
    day = last_day(part)
    if not match or not day:
        return part
    if sort := match["sort"]:
        return words.gettext(_SAID[sort], number=int(match["number"]), year=match["year"])
    said: Callable[[Date], str] = words.date if match["day"] else words.month
    return said(day) if match["number"] else match["year"]


def rhythm(every: str | None, words: Words) -> str:
    """A rhythm in words; one that has none is shown as it is written."""
    return words.label(EVERY, every) if every else ""
