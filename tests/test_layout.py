"""The layout engine: every line has a role, nothing is lost, and what is given fills in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordlyd import Given, Layout, read, read_meeting
from ordlyd.errors import ConflictingStatement, NotMinutes, UnknownLayout, UnknownName
from ordlyd.registry import default_registry

REGISTRY = default_registry()
HEADER = (
    "REFERAT Havneudvalget 2026-2029 d. 03-02-2026\n\nMødedato Tirsdag d. 3. februar 2026 kl. 09:00"
)
ITEM = "Punkt 1: Ny kaj\n\n08.00.00-G01-1-26\n\nIndstilling\n\nAt kajen bygges.\n\nBeslutning\n\nGodkendt."


def reading(text: str, **given_: object):
    document = read(text.encode(), name="prøve.txt")
    return read_meeting(document, REGISTRY.layouts, REGISTRY.municipalities, Given(**given_))


# Documents put together from parts that real ones are made of.
_SENTENCES = st.sampled_from(
    [
        "Udvalget får en status på arbejdet med kajen.",
        "Udgiften er 12,4 mio. kr. i 2026.",
        "- Første mål er ro i havnen.",
        "1. at indstillingen godkendes.",
        "Effekt – brugernes vurdering",
        "Punkt 1: nævnes her midt i teksten.",
        "| a | b |",
        "x\ty",
        "Se https://eksempel.dk/plan.",
    ]
)
_PARAGRAPHS = st.lists(_SENTENCES, min_size=1, max_size=4).map("\n\n".join)
_HEADINGS = st.sampled_from(
    ["Sagsresumé", "Indstilling", "Beslutning", "Sagsfremstilling", "Økonomi", "Bilag", "Resume"]
)
_SECTIONS = st.lists(st.tuples(_HEADINGS, _PARAGRAPHS), max_size=4)
_ITEMS = st.lists(st.tuples(_PARAGRAPHS, _SECTIONS), min_size=1, max_size=4)


def _document(items: list[tuple[str, list[tuple[str, str]]]]) -> str:
    parts = [HEADER]
    for number, (lead, sections) in enumerate(items, start=1):
        parts += [f"Punkt {number}: Sag nummer {number} om havnen", lead]
        parts += [f"{heading}\n\n{body}" for heading, body in sections]
    return "\n\n".join(parts)


@settings(deadline=None, max_examples=60)
@given(_ITEMS)
def test_every_line_has_a_role_and_the_text_of_all_sections_is_the_source(items):
    text = _document(items)
    result = reading(text)
    assert "residue" not in result.roles
    assert len(result.roles) == text.count("\n") + 1
    kept = [
        line for line, role in zip(text.split("\n"), result.roles, strict=True) if role == "body"
    ]
    told = "\n".join(s.text for item in result.meeting.items for s in item.sections)
    assert "".join("".join(kept).split()) == "".join(told.split())


@settings(deadline=None, max_examples=60)
@given(_ITEMS)
def test_a_sections_span_is_its_place_in_the_document(items):
    text = _document(items)
    for item in reading(text).meeting.items:
        for section in item.sections:
            assert text[section.start : section.end] == section.text


@settings(deadline=None, max_examples=60)
@given(_ITEMS)
def test_items_are_counted_right_whatever_their_text_mentions(items):
    numbers = [item.number for item in reading(_document(items)).meeting.items]
    assert numbers == [str(n) for n in range(1, len(items) + 1)]


def test_what_is_given_fills_in_what_the_document_does_not_say():
    meeting = reading(
        ITEM, municipality="odense", date=date(2026, 2, 3), committee="Havneudvalget"
    ).meeting
    assert (meeting.municipality, meeting.date, meeting.committee) == (
        "odense", date(2026, 2, 3), "Havneudvalget",
    )  # fmt: skip


def test_what_the_document_says_wins_with_a_warning():
    result = reading(f"{HEADER}\n\n{ITEM}", date=date(2020, 1, 1))
    assert result.meeting.date == date(2026, 2, 3)
    assert any("2020-01-01" in warning for warning in result.warnings)


def test_a_document_of_another_town_is_an_error_that_names_it():
    text = f"{HEADER}\n\n{ITEM}\n\nSagsfremstilling\n\nLejre Kommune betaler. Lejre Kommune ejer."
    with pytest.raises(ConflictingStatement, match="Lejre, not of Odense"):
        reading(text, municipality="odense")


def test_an_unknown_municipality_is_an_error_with_the_nearest_name():
    with pytest.raises(UnknownName, match="odense"):
        reading(ITEM, municipality="odence")


def test_a_text_without_items_is_no_minutes_and_the_error_lists_what_was_tried():
    with pytest.raises(NotMinutes, match="firstagenda_document"):
        reading("Kære læser\n\nDette er et brev.")


def test_two_layouts_that_fit_are_an_error_that_names_both():
    media, sign = frozenset({"text/plain"}), re.compile("Punkt")
    layouts = [Layout(name, "", media, sign, item=re.compile("x")) for name in ("one", "two")]
    with pytest.raises(UnknownLayout, match="one, two"):
        read_meeting(read(ITEM.encode(), name="x"), layouts, {})


def test_a_line_before_the_first_item_that_no_rule_knows_is_reported():
    result = reading(f"{HEADER}\n\nEn løs bemærkning.\n\n{ITEM}")
    assert [w for w in result.warnings if "En løs bemærkning." in w]
    assert "residue" in result.roles


def test_lines_in_no_section_that_stand_together_are_one_warning():
    result = reading(f"Slutningen af en sag.\n\nSom begyndte før.\n\n{ITEM}")
    assert result.warnings == ("Lines 1 to 3 are in no section: “Slutningen af en sag.”.",)
