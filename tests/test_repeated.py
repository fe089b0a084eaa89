"""Which copy of a repeated sentence came or went, where the fewest edits do not tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.repeated import settle
from compare.worddiff import Hunk, hunks

UNITS = st.lists(st.sampled_from(["x", "y", "x y", "z"]), max_size=9)


@pytest.mark.parametrize(
    ("old", "new", "edits", "settled"),
    [
        pytest.param(
            ["hal taget", "taget", "ja"],
            ["hal", "taget", "taget", "ja"],
            [Hunk(0, 1, 0, 1), Hunk(2, 2, 2, 3)],
            [Hunk(0, 1, 0, 2)],
            id="a copy that came behind goes with the edit before",
        ),
        pytest.param(
            ["ja", "taget", "taget hal"],
            ["ja", "taget", "taget", "hal"],
            [Hunk(1, 1, 1, 2), Hunk(2, 3, 3, 4)],
            [Hunk(2, 3, 2, 4)],
            id="a copy that came before goes with the edit behind",
        ),
        pytest.param(
            ["hal taget", "taget", "- ja"],
            ["hal", "taget", "taget", "ja"],
            [Hunk(0, 1, 0, 1), Hunk(2, 3, 2, 4)],
            [Hunk(0, 1, 0, 2), Hunk(2, 3, 3, 4)],
            id="a copy among others is handed on alone",
        ),
        pytest.param(
            ["en", "taget", "to"],
            ["tre", "taget", "fire"],
            [Hunk(0, 1, 0, 1), Hunk(2, 3, 2, 3)],
            [Hunk(0, 1, 0, 1), Hunk(2, 3, 2, 3)],
            id="what stands once stays",
        ),
    ],
)  # fmt: skip
def test_a_kept_copy_lies_where_the_edits_around_it_differ_least(
    old: list[str], new: list[str], edits: list[Hunk], settled: list[Hunk]
) -> None:
    assert settle(edits, old, new) == settled


@given(UNITS, UNITS)
def test_as_much_is_kept_as_before_and_what_is_kept_is_the_same_on_both_sides(
    old: list[str], new: list[str]
) -> None:
    found = settle(hunks(old, new), old, new)
    i = j = 0
    for hunk in [*found, Hunk(len(old), len(old), len(new), len(new))]:
        assert old[i : hunk.old_start] == new[j : hunk.new_start]
        assert hunk.old_start <= hunk.old_end
        assert hunk.new_start <= hunk.new_end
        i, j = hunk.old_end, hunk.new_end
    gone = [sum(hunk.old_end - hunk.old_start for hunk in h) for h in (found, hunks(old, new))]
    assert gone[0] == gone[1]
