"""Which words open which section."""

from datetime import date

import pytest

from ordlyd.headings import STRONG, WEAK, classify
from ordlyd.text import caseless

KINDS = {
    "INDSTILLING": "recommendation",
    "Sagsresumé": "summary",
    "Resume:": "summary",
    "Borgmesterens afdelings påtegning": "assessment",
    "Beslutninger": "decision",
    "Sagsforløb:": "case_history",
    "Baggrund": "background",
    "Økonomi og finansiering": "economy",
}


@pytest.mark.parametrize(("heading", "kind"), KINDS.items())
def test_a_known_heading_has_a_kind_whatever_its_case_and_colon(heading, kind):
    found = classify(heading)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "line", ["Økonomi i 2024", "Effekt – brugernes vurdering", "Beslutningen var", ""]
)
def test_a_line_that_only_begins_like_a_heading_is_none(line):
    assert classify(line) is None


DATED = {
    "Beslutning i Økonomiudvalget den 16-03-2026": ("Økonomiudvalget", date(2026, 3, 16)),
    "Beslutning Økonomiudvalget den 3. maj 2024": ("Økonomiudvalget", date(2024, 5, 3)),
    "Teknik- og Miljøudvalget, 10. september 2019, pkt. 65:": (
        "Teknik- og Miljøudvalget",
        date(2019, 9, 10),
    ),
    "Beslutning den 3. maj 2024": (None, date(2024, 5, 3)),
}


@pytest.mark.parametrize(("heading", "expected"), DATED.items())
def test_a_dated_decision_says_whose_and_when(heading, expected):
    found = classify(heading)
    assert found is not None
    assert (found.kind, found.committee, found.date) == ("decision", *expected)


def test_every_heading_of_the_tables_is_in_its_folded_form_and_stands_once():
    words = [*STRONG, *WEAK]
    assert words == [caseless(word) for word in words]
    assert len(words) == len(set(words))


def test_a_towns_own_heading_is_strong():
    found = classify("Vores vinkel", {"vores vinkel": "other"})
    assert found is not None
    assert found.strong
