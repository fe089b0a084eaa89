"""When something is due, and how a reader is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date
from datetime import timedelta

from compare.due import months_of
from compare.model import Commitment
from compare.periods import FORM, last_day
from reports.labels import N_
from reports.words import Words

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
    match = FORM.fullmatch(part)
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
