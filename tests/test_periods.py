"""Periods of the calendar: what each is called tells its last day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.periods import (
    Period,
    ending,
    half,
    last_day,
    middle,
    month,
    quarter,
    season,
    week,
    whole,
)

YEARS = st.integers(1970, 2100)


@pytest.mark.parametrize(
    ("period", "most"),
    [(month, 12), (week, 53), (quarter, 4), (half, 2), (whole, 1), (middle, 1), (season, 12)],
)
@given(year=YEARS, data=st.data())
def test_the_name_of_a_period_tells_its_last_day(
    period: Period, most: int, year: int, data: st.DataObject
) -> None:
    time = period(year, data.draw(st.integers(1, most)))
    assert last_day(time.due) == time.last


@given(year=YEARS, number=st.integers(1, 4), since=st.dates())
def test_the_end_of_a_period_is_a_day_by_its_own_name(year: int, number: int, since: date) -> None:
    time = ending(quarter(year, number), since)
    assert last_day(time.due) == time.last == quarter(year, number).last


@pytest.mark.parametrize("due", [None, "", "ongoing", "2026-02-30", "2026-W54", "snart", "2026-13"])
def test_what_is_no_period_has_no_last_day(due: str | None) -> None:
    assert last_day(due) is None
