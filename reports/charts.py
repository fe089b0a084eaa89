"""Charts as SVG: where things lie is worked out here, ``templates/charts.html`` draws it.

Places along the line are shares of the width (0-100), so that a chart fits a phone and a wide
screen without its letters growing or shrinking. Colours come from the style sheet. Each chart
carries the rows behind it, which the page shows as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from reports.words import Words

LEAST_BARS, MOST_BARS = 2, 40
"""Bars of one chart; a longer time is counted in quarters or years, and one bar tells nothing."""
WIDEST = 5.0
"""Share of the width that a bar takes at most."""
LANE, TOP = 34, 22
"""Pixels: height of a lane, and of the room for its name above its line."""
MOST_LANES = 8
"""Lanes drawn; the committees beyond are in the table."""
_EDGE = 2.0
"""Share of the width left free on each side, so that a dot is never cut."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how high its parts are, and what it counts."""

    x: float
    width: float
    parts: tuple[tuple[float, float], ...]
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts over time.

    Attributes:
        bars: In time order, empty ones included.
        most: The highest count.
        first: The first period in words.
        last: The last one.
        series: What the parts of a bar count, from the foot upwards.
    """

    bars: tuple[Bar, ...]
    most: int
    first: str
    last: str
    series: tuple[str, ...]

    @property
    def total(self) -> int:
        """All that is counted."""
        return sum(sum(bar.counts) for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Lane:
    """The dots of one committee, as shares of the width; ``y`` is the line's place in pixels."""

    name: str
    y: int
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """When something came up, a line for each committee.

    Attributes:
        lanes: In the order in which they first came.
        height: Of the drawing, in pixels.
        expected: Where the next one is expected.
        first: The first day in words.
        last: The last one.
        rows: Day and committee of each dot, for the table.
    """

    lanes: tuple[Lane, ...]
    height: int
    expected: float | None
    first: str
    last: str
    rows: tuple[tuple[str, str], ...]


_GRAINS: Mapping[int, Callable[[Words, Date], str]] = {
    12: Words.short_month,
    4: Words.quarter,
    1: Words.year,
}
"""What a bar may stand for, by how many there are in a year, with its name."""


def bars(found: Mapping[str, Iterable[Date]], words: Words) -> Bars | None:
    """Count days by month, quarter or year; ``None`` for fewer than two of them.

    ``found`` has the days of each series, from the foot of a bar upwards.
    """
    days = {name: list(dates) for name, dates in found.items()}
    everything = [day for dates in days.values() for day in dates]
    if not everything:
        return None
    ends = min(everything), max(everything)
    a_year = next((n for n in _GRAINS if len(_through(*ends, n)) <= MOST_BARS), 1)
    periods = _through(*ends, a_year)
    if len(periods) < LEAST_BARS:
        return None
    counted = [Counter(_period(day, a_year) for day in dates) for dates in days.values()]
    most = max(sum(counts[p] for counts in counted) for p in periods)
    width = 100 / len(periods)
    drawn = tuple(
        _bar(
            at * width,
            width,
            _GRAINS[a_year](words, _opening(period, a_year)),
            [counts[period] for counts in counted],
            most,
        )
        for at, period in enumerate(periods)
    )
    return Bars(drawn, most, drawn[0].label, drawn[-1].label, tuple(days))


def _period(day: Date, a_year: int) -> int:
    """The number of a period since the year 0."""
    return day.year * a_year + (day.month - 1) * a_year // 12


def _through(first: Date, last: Date, a_year: int) -> range:
    return range(_period(first, a_year), _period(last, a_year) + 1)


def _opening(period: int, a_year: int) -> Date:
    year, number = divmod(period, a_year)
    return Date(year, number * (12 // a_year) + 1, 1)


def _bar(x: float, width: float, label: str, counts: Sequence[int], most: int) -> Bar:
    parts, foot = [], 100.0
    for count in counts:
        height = 100 * count / most
        foot -= height
        parts.append((round(foot, 2), round(height, 2)))
    thick = min(width * 0.76, WIDEST)
    left = round(x + (width - thick) / 2, 2)
    return Bar(left, round(thick, 2), tuple(parts), label, tuple(counts))


def lanes(found: Sequence[tuple[str, Date]], expected: Date | None, words: Words) -> Lanes | None:
    """Place the days of each committee on a line; ``None`` for fewer than two days."""
    days = sorted({day for _, day in found} | ({expected} if expected else set()))
    if len(days) < 2:
        return None
    first, length = days[0], (days[-1] - days[0]).days

    def place(day: Date) -> float:
        return round(_EDGE + (100 - 2 * _EDGE) * (day - first).days / length, 2)

    names = list(dict.fromkeys(name for name, _ in found))[:MOST_LANES]
    drawn = tuple(
        Lane(name, TOP + at * LANE, tuple(place(d) for n, d in found if n == name))
        for at, name in enumerate(names)
    )
    return Lanes(
        lanes=drawn,
        height=len(drawn) * LANE + 4,
        expected=place(expected) if expected else None,
        first=words.date(days[0]),
        last=words.date(days[-1]),
        rows=tuple((words.date(day), name) for name, day in found),
    )
