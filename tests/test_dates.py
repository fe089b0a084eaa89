"""Danish dates and times."""

from datetime import date

import pytest

from ordlyd.dates import find_dates, parse_date, parse_iso, parse_moment, parse_times

MOMENTS = {
    "long form with clock": ("Tirsdag d. 28. april 2026 kl. 09:00", date(2026, 4, 28), "09:00"),
    "leading nought": ("Mandag d. 06. maj 2024 kl. 18:00", date(2024, 5, 6), "18:00"),
    "numbers with hyphens": ("28-04-2026", date(2026, 4, 28), None),
    "numbers with stops": ("28.04.2026 kl. 14:30", date(2026, 4, 28), "14:30"),
    "day and month, then year": ("6/4 2016", date(2016, 4, 6), None),
    "strokes": ("06/05/2024", date(2024, 5, 6), None),
    "stop in the clock": ("1. oktober 2025 kl. 15.45", date(2025, 10, 1), "15:45"),
    "whole hour": ("onsdag den 1. oktober 2025 kl. 9", date(2025, 10, 1), "09:00"),
    "short month": ("17. aug. 2021", date(2021, 8, 17), None),
    "iso with offset": ("2026-05-18T17:00:00+02:00", date(2026, 5, 18), "17:00"),
    "iso with seven decimals": ("2026-05-06T10:53:07.7035726+02:00", date(2026, 5, 6), "10:53"),
    "iso in universal time is told in Copenhagen's": (
        "2026-05-18T22:30:00+00:00",
        date(2026, 5, 19),
        "00:30",
    ),
    "no such day": ("31-02-2026", None, None),
    "no year": ("den 2. juni", None, None),
    "a law is no date": ("lov nr. 17/45", None, None),
}


@pytest.mark.parametrize(("text", "day", "start"), MOMENTS.values(), ids=MOMENTS)
def test_a_printed_moment_gives_its_date_and_clock(text, day, start):
    assert parse_moment(text)[:2] == (day, start)


def test_an_interval_gives_start_and_end():
    assert parse_times("kl. 16.00-18.30") == ("16:00", "18:30")


def test_a_date_without_a_year_is_read_only_with_one_given():
    text = "drøftes den 2. juni og besluttes den 16. juni"
    assert list(find_dates(text)) == []
    found = list(find_dates(text, year=2026))
    assert [f.value for f in found] == [date(2026, 6, 2), date(2026, 6, 16)]
    assert not any(f.year_printed for f in found)
    assert text[found[0].start : found[0].end] == "2. juni"


def test_a_case_number_is_no_date():
    assert parse_date("00.22.00-G01-9-2025") is None


def test_text_that_is_no_moment_gives_none():
    assert parse_iso("T") is None
    assert parse_iso("2026-05-18") is None
