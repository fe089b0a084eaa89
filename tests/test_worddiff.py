"""The word diff: exact, mirrored, never inside a word, and no coarser than diff-match-patch."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import worddiff
from compare.tokens import Text, words
from compare.worddiff import Diff, Hunk, diff, hunks, patch, reference, tidy

PIECES = st.sampled_from(
    [
        "Udvalget ",
        "drøftede ",
        "sagen",
        ". ",
        "12,0 ",
        "mio. kr. ",
        "\n",
        "\n\n",
        "- ",
        "ikke ",
        "på ",
        " ",
        "§ 34",
        "Æ",
        "\u00ad",
        "😀",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)
relaxed = settings(deadline=None, max_examples=150)


def sides(edits: Diff) -> tuple[str, str]:
    old = "".join(text for op, text in edits if op <= 0)
    new = "".join(text for op, text in edits if op >= 0)
    return old, new


@relaxed
@given(TEXTS, TEXTS)
def test_kept_and_deleted_is_the_old_text_and_kept_and_inserted_the_new(old: str, new: str) -> None:
    assert sides(diff(old, new)) == (old, new)


@relaxed
@given(TEXTS)
def test_equal_texts_have_no_edit(text: str) -> None:
    assert all(op == 0 for op, _ in diff(text, text))


@relaxed
@given(TEXTS, TEXTS)
def test_the_diff_the_other_way_is_the_mirror(old: str, new: str) -> None:
    assert sorted((-op, text) for op, text in diff(old, new)) == sorted(diff(new, old))


@relaxed
@given(TEXTS, TEXTS)
def test_no_edit_starts_or_ends_inside_a_word(old: str, new: str) -> None:
    for side, text in ((-1, old), (1, new)):
        place = 0
        for op, part in diff(old, new):
            if op in (0, side):
                place += len(part)
                around = text[place - 1 : place + 1]
                assert not re.fullmatch(r"\w\w", around), (around, diff(old, new))


@relaxed
@given(TEXTS, TEXTS)
def test_neighbours_differ_in_kind_and_nothing_is_empty(old: str, new: str) -> None:
    edits = diff(old, new)
    assert all(text for _, text in edits)
    kinds = [op for op, _ in edits]
    assert all(a != b and (a, b) != (1, -1) for a, b in pairwise(kinds))


@relaxed
@given(TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@relaxed
@given(
    st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30)
)
def test_hunks_change_as_few_tokens_as_diff_match_patch(old: list[str], new: list[str]) -> None:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    theirs = engine.diff_main("".join(old), "".join(new), False)
    ours = hunks(old, new)
    assert sum(h.old_end - h.old_start + h.new_end - h.new_start for h in ours) <= sum(
        len(text) for op, text in theirs if op
    )


@relaxed
@given(
    st.lists(st.sampled_from("abcdefgh"), max_size=40),
    st.lists(st.sampled_from("abcdefgh"), max_size=40),
)
def test_lists_over_the_memory_budget_are_still_rebuilt(old: list[str], new: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr(worddiff, "MAX_CELLS", 12)
        edits = hunks(old, new)
        mirrored = [Hunk(*hunk[2:], *hunk[:2]) for hunk in hunks(new, old)]
    built, done = [], 0
    for hunk in edits:
        built += old[done : hunk.old_start] + new[hunk.new_start : hunk.new_end]
        done = hunk.old_end
    assert built + old[done:] == new
    assert mirrored == edits


def test_a_text_with_more_words_than_unicode_has_characters_is_compared_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worddiff, "_code_points", lambda: iter(range(3)))
    assert hunks(list("abcdefg"), list("abxdefgh")) == [Hunk(2, 3, 2, 3), Hunk(7, 7, 7, 8)]


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        pytest.param(
            "63 pladser",
            "66 pladser",
            [(-1, "63 "), (1, "66 "), (0, "pladser")],
            id="a number is one word",
        ),
        pytest.param(
            "på 12,0 mio.",
            "på 14,5 mio.",
            [(0, "på "), (-1, "12,0 "), (1, "14,5 "), (0, "mio.")],
            id="so is a decimal",
        ),
        pytest.param(
            "tiltrådte",
            "godkendte",
            [(-1, "tiltrådte"), (1, "godkendte")],
            id="no scraps of letters",
        ),
        pytest.param(
            "A er nu. B er ny. C er.",
            "A er nu. C er.",
            [(0, "A er nu. "), (-1, "B er ny. "), (0, "C er.")],
            id="a sentence goes whole",
        ),
        pytest.param(
            "a x b y c",
            "a 1 b 2 c",
            [(0, "a "), (-1, "x b y "), (1, "1 b 2 "), (0, "c")],
            id="a scrap between two edits is absorbed",
        ),
        pytest.param("", "ny", [(1, "ny")], id="from nothing"),
        pytest.param("gammel", "", [(-1, "gammel")], id="to nothing"),
        pytest.param("", "", [], id="nothing at all"),
    ],
)
def test_edits_are_those_a_reader_would_mark(old: str, new: str, edits: Diff) -> None:
    assert diff(old, new) == edits


def test_tidy_keeps_edits_apart_that_two_words_part() -> None:
    tokens = ["x ", "to ", "ord ", "y "]
    edits = [Hunk(0, 1, 0, 1), Hunk(3, 4, 3, 4)]
    assert tidy(edits, tokens) == edits


@relaxed
@given(TEXTS, TEXTS)
def test_the_reference_rebuilds_both_sides_too(old: str, new: str) -> None:
    assert sides(reference(old, new, semantic=True)) == (old, new)


def test_a_patch_can_be_applied_by_diff_match_patch() -> None:
    old = "Der afsættes 12,0 mio. kr. i 2027. Udvalget drøftede sagen."
    new = "Der afsættes 14,5 mio. kr. i 2027. Udvalget godkendte sagen."
    engine = diff_match_patch()
    assert engine.patch_apply(engine.patch_fromText(patch(old, new)), old)[0] == new


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("Et møde kl. 9. Derefter kaffe.", 2, id="a stop and a capital"),
        pytest.param("Der gives 24 mio. kr. Teamet er i gang.", 2, id="kr. may end a sentence"),
        pytest.param(
            "Der gives bl.a. Kirkebys pris, jf. Bilag 2.", 1, id="other abbreviations do not"
        ),
        pytest.param("Formål\n\nProjektet skal hjælpe.", 2, id="a heading"),
        pytest.param("Det giver endnu\n\nbedre sammenhæng.", 1, id="a page break in mid-sentence"),
        pytest.param("Mål:\n- Hurtigere svar\n- Bedre hjælp", 3, id="list points"),
        pytest.param("Skole\t12\t14\nHal\t3\t4", 2, id="table rows"),
        pytest.param('Han sagde: "Det går." Så gik han.', 2, id="a quote closes behind the stop"),
    ],
)
def test_sentences_headings_points_and_rows_are_units(text: str, units: int) -> None:
    assert len(Text.read(text).units) == units


@relaxed
@given(TEXTS)
def test_words_and_gaps_joined_are_the_original(text: str) -> None:
    read = Text.read(text)
    parts = [read.gap(i) + read.slice(i, i + 1) for i in range(len(read))]
    assert "".join(parts) + read.gap(len(read)) == text
