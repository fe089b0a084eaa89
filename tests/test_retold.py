"""A word diff told from the changes that were found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.changes import Segment, text_changes
from compare.model import Change
from ordlyd.model import Section
from reports.retold import retold

FIRST, SECOND = 100, 2_000
"""Where the two texts begin in their documents."""
SENTENCES = [
    "Der gives 12,0 mio. kr. til det. ", "Der gives 14,5 mio. kr. til det. ", "Taget er utæt. ",
    "Udvalget skal drøfte sagen.\n\n", "Udvalget kan drøfte sagen.\n", "- Skole\n", "• Hal\n",
    "Bygge-\ntilladelse ", "byggetilladelse ", "”Ja”, ", '"Ja", ', "Tidsplan\n\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=9).map("".join)


def section(text: str, start: int, *, lacks: int = 0) -> Section:
    return Section(kind="summary", text=text, start=start, end=start + len(text) + lacks)


def changes(old: str, new: str) -> list[Change]:
    return [
        change.model_copy(
            update={
                "a_span": change.a_span and tuple(FIRST + at for at in change.a_span),
                "b_span": change.b_span and tuple(SECOND + at for at in change.b_span),
            }
        )
        for change in text_changes(old, new)
    ]


def told(old: str, new: str) -> list[Segment] | None:
    return retold(section(old, FIRST), section(new, SECOND), changes(old, new))


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=200)
def test_what_is_told_is_both_texts_and_differs_where_a_change_says_so(old: str, new: str) -> None:
    found = told(old, new)
    if found is None:
        return
    assert "".join(segment.old for segment in found) == old
    assert "".join(segment.new for segment in found) == new
    assert all((s.old == s.new) == (s.level is None) for s in found)


@pytest.mark.parametrize(
    ("old", "new", "segments"),
    [
        pytest.param("Taget er tæt.", "Taget er tæt.", [("equal", None)], id="nothing"),
        pytest.param(
            "Der er 63 pladser i alt.",
            "Der er 66 pladser i alt.",
            [("equal", None), ("replace", "fact"), ("equal", None)],
            id="a fact",
        ),
        pytest.param(
            "Taget er tæt. Hallen er ny.",
            "Taget er tæt.",
            [("equal", None), ("delete", "passage")],
            id="a sentence that is gone",
        ),
        pytest.param("", "", [], id="empty"),
    ],
)
def test_changes_tell_the_diff(old: str, new: str, segments: list[tuple[str, str | None]]) -> None:
    found = told(old, new)
    assert found is not None
    assert [(segment.op, segment.level) for segment in found] == segments


def test_changes_of_other_sections_are_left_aside() -> None:
    elsewhere = text_changes("Hallen er ny.", "Hallen er gammel.")
    same = section("Taget er tæt.", FIRST), section("Taget er tæt.", SECOND)
    assert retold(*same, elsewhere) == [Segment("equal", "Taget er tæt.", "Taget er tæt.")]


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        pytest.param(
            section("Taget er tæt.", FIRST, lacks=7), section("Taget er tæt.", SECOND), [],
            id="a text that lacks lines of its document",
        ),
        pytest.param(
            section("Taget er tæt.", FIRST), section("Taget er utæt.", SECOND), [],
            id="a difference of which no change tells",
        ),
        pytest.param(
            section("Der er 63 og 63.", FIRST), section("Der er 66 og 63.", SECOND),
            changes("Der er 63 og 63.", "Der er 66 og 63.") * 2,
            id="a change that is told twice",
        ),
    ],
)  # fmt: skip
def test_texts_that_the_changes_do_not_tell_are_left_to_be_compared(
    old: Section, new: Section, known: list[Change]
) -> None:
    assert retold(old, new, known) is None
