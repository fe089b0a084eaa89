"""Danish dates and times as councils print them.

Read: ``28. april 2026``, ``d. 06. maj 2024``, ``28-04-2026``, ``28.04.2026``, ``28/4 2026``,
``06/05/2024``, ``2026-04-28``, ISO date-times with six or seven decimals; ``kl. 09:00``,
``kl. 14.45``, ``kl. 9``; intervals as ``kl. 16.00-18.30``. Without a year (``2. juni``) only
where the caller gives one. Not read: two-digit years, weekdays alone, spelt-out numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_NAMES = (
    ("januar", "jan"),
    ("februar", "feb"),
    ("marts", "mar"),
    ("april", "apr"),
    ("maj",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_NAMES = tuple(names[0] for names in _NAMES)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"

DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
        (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\d-])
      | (?P<day>\d{{1,2}})(?:
            \.?\s{{0,2}}(?P<month>{_MONTH})\b\.?(?:\s{{0,2}}(?P<year>{_YEAR})\b)?
          | [-./](?P<num_month>\d{{1,2}})(?:[-./]|\s)(?P<num_year>{_YEAR})\b
          | /(?P<bare_month>\d{{1,2}})(?![\d/])
        )
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = r"(?P<{0}hour>[01]?\d|2[0-4])(?:[:.](?P<{0}minute>[0-5]\d))?"
_CLOCK = re.compile(
    rf"\bkl\.?\s{{0,2}}{_TIME.format('')}(?!\d)(?:\s?[-–]\s?(?:kl\.?\s?)?{_TIME.format('to_')}(?!\d))?",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(r"^\s*([01]?\d|2[0-4])[:.]([0-5]\d)\s*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where it stands, what it says, and whether it printed its year."""

    start: int
    end: int
    value: date
    year_printed: bool


def find_dates(text: str, *, year: int | None = None) -> Iterator[FoundDate]:
    """Yield every date in a text; those without a year only when ``year`` is given."""
    for match in DATE.finditer(text):
        found = _value(match, year)
        if found is not None:
            printed = any(match[g] for g in ("iso_year", "year", "num_year"))
            yield FoundDate(*match.span(), found, printed)


def _value(match: re.Match[str], year: int | None) -> date | None:
    if match["iso_year"]:
        parts = (int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    else:
        printed = match["year"] or match["num_year"]
        if not printed and year is None:
            return None
        named = match["month"]
        month = MONTHS[named.lower()] if named else int(match["num_month"] or match["bare_month"])
        parts = (int(printed or year or 0), month, int(match["day"]))
    try:
        return date(*parts)
    except ValueError:  # 31-02-2026 is printed, but is no date
        return None


def parse_date(text: str) -> date | None:
    """Return the first full date in a text, or ``None``."""
    return next((found.value for found in find_dates(text)), None)


def parse_times(text: str) -> tuple[str | None, str | None]:
    """Return start and end as ``HH:MM`` from ``kl. 09:00`` or ``kl. 16.00-18.30``."""
    match = _CLOCK.search(text)
    if match is None:
        bare = _BARE_TIME.match(text)
        return (_hhmm(bare[1], bare[2]), None) if bare else (None, None)
    end = _hhmm(match["to_hour"], match["to_minute"]) if match["to_hour"] else None
    return _hhmm(match["hour"], match["minute"]), end


def _hhmm(hour: str, minute: str | None) -> str:
    return f"{int(hour) % 24:02d}:{minute or '00'}"


def parse_moment(text: str) -> tuple[date | None, str | None, str | None]:
    """Return date, start and end from a printed or ISO moment.

    ISO moments carry local time with an offset (FirstAgenda's ``Dato``); the offset says which
    local time it is, so the printed clock is Copenhagen's.
    """
    moment = parse_iso(text)
    if moment is not None:
        return moment.date(), moment.strftime("%H:%M"), None
    return parse_date(text), *parse_times(text)


def parse_iso(text: str) -> datetime | None:
    """Return an ISO date-time in Copenhagen time; decimals beyond six are cut."""
    text = re.sub(r"(\.\d{6})\d+", r"\1", text.strip())
    if "T" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_copenhagen(moment)


def in_copenhagen(moment: datetime) -> datetime:
    """Return a moment in Copenhagen time; one without an offset is in it already."""
    return moment.astimezone(COPENHAGEN) if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)
