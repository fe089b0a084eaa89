"""Pairs that share text: found, measured exactly, and the same in any order."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import prose, stored

from compare import frames
from compare.signatures import FAMILY, band, candidates, cluster, linked, sketch, verify

WORDS = st.lists(st.sampled_from("abcdef"), max_size=30)


def words_of(*texts):
    items = [stored(text=text, number=str(n)) for n, text in enumerate(texts)]
    return frames.words(frames.sentences(items))


def frame_of(texts):
    rows = [(row, word) for row, text in enumerate(texts) for word in text]
    frame = pl.DataFrame(rows, schema={"row": pl.UInt32, "word": pl.String}, orient="row")
    return frame.with_columns(pl.col("word").hash())


def pairs_of(*pairs):
    return pl.DataFrame(pairs, schema={"a": pl.UInt32, "b": pl.UInt32}, orient="row")


def shingles(words):
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def test_a_run_of_eight_words_makes_a_pair_and_seven_do_not():
    run = "et to tre fire fem seks syv otte"
    texts = (f"alpha {run} beta", f"gamma {run} delta", f"epsilon {run[:-5]} zeta")
    assert candidates(words_of(*texts)).rows() == [(0, 1)]


def test_no_run_goes_on_from_one_item_into_the_next():
    assert sketch(words_of("a b c", "d e f"), 3)["row"].to_list() == [0, 1]
    assert len(sketch(words_of("a b", "c d"), 3)) == 0


def test_places_of_runs_are_counted_in_each_item():
    assert sketch(words_of("a b c d", "e f g h"), 3).rows()[0][:2] == (0, 0)
    assert sketch(words_of("a b c d", "e f g h"), 3)["at"].to_list() == [0, 1, 0, 1]


@pytest.mark.parametrize("texts", [(), ("",), ("a",), ("a b", "c")], ids=len)
def test_too_little_text_makes_no_pair(texts):
    words = words_of(*texts)
    assert verify(candidates(words), words).rows() == []


def test_items_of_the_very_same_words_are_one_text():
    texts = cluster(words_of("a b c", "a b c", "a c b"))["text"].to_list()
    assert texts[0] == texts[1] != texts[2]


def test_a_text_like_another_is_paired_with_all_its_copies():
    text, other = prose(1), prose(1).replace("cykelsti", "kanal")
    assert candidates(words_of(text, other, text)).rows() == [(0, 1), (0, 2), (1, 2)]


def test_a_family_of_fifty_gets_all_pairs_and_a_larger_one_star_and_chain():
    def family(size):
        return linked(pl.DataFrame({"family": ["f"] * size, "row": range(size)})).sort("a", "b")

    assert len(family(FAMILY)) == FAMILY * (FAMILY - 1) // 2
    large = family(FAMILY + 1).rows()
    star = {(0, n) for n in range(1, FAMILY + 1)}
    chain = {(n - 1, n) for n in range(1, FAMILY + 1)}
    assert set(large) == star | chain
    assert len(large) == len(star | chain)


def test_shared_runs_of_many_items_grow_as_the_items():
    frame = pl.DataFrame({"row": range(1_000), "shingle": [7] * 1_000})
    assert len(band(frame)) == 1_997


EDITS = {
    "none": (lambda words: words, 80),
    "a word replaced": (lambda words: [*words[:30], "noget", *words[31:]], 79),
    "words added": (lambda words: [*words[:30], "noget", "andet", *words[30:]], 80),
    "words left out": (lambda words: [*words[:30], *words[33:]], 77),
    "all of it twice": (lambda words: [*words, *words], 80),
    "a line put in": (lambda words: [*words[:30], *"0123456789", *words[30:]], 50),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_a_passage_is_counted_in_words_over_small_gaps(edit, expected):
    passage = prose("passage", 80).split()
    texts = (
        " ".join([prose(1), *passage, prose(2)]),
        " ".join([prose(3), *edit(passage), prose(4)]),
    )
    words = words_of(*texts)
    (found,) = verify(candidates(words), words)["passage"]
    assert expected - 1 <= found <= expected + 4  # the words beside it may be alike by chance


def test_two_short_runs_far_apart_are_no_long_passage():
    first, second = prose(1, 16), prose(2, 16)
    words = words_of(f"{first} {prose(3)} {second}", f"{second} {prose(4)} {first}")
    assert verify(candidates(words), words)["passage"].max() < 25


@given(st.lists(WORDS, min_size=2, max_size=2))
@settings(deadline=None, max_examples=60)
def test_resemblance_and_containment_are_exact(texts):
    (found,) = verify(pairs_of((0, 1)), frame_of(texts)).rows(named=True)
    one, other = (shingles(text) for text in texts)
    shared, either = len(one & other), len(one | other)
    assert found["shared"] == shared
    assert found["resemblance"] == pytest.approx(shared / either if either else 0)
    smaller = min(len(one), len(other))
    assert found["containment"] == pytest.approx(shared / smaller if smaller else 0)
    assert found["passage"] <= min(len(text) for text in texts)


@given(st.lists(WORDS, min_size=2, max_size=2))
@settings(deadline=None, max_examples=60)
def test_a_pair_is_measured_alike_from_both_sides(texts):
    forth = verify(pairs_of((0, 1)), frame_of(texts)).drop("a", "b", "passage")
    back = verify(pairs_of((0, 1)), frame_of(texts[::-1])).drop("a", "b", "passage")
    assert forth.equals(back)


@given(st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_items_does_not_change_which_share_text(order):
    texts = [prose(1), prose(2), prose(1) + prose(3), prose(2), prose(4), prose(1)]
    found = candidates(words_of(*(texts[at] for at in order))).rows()
    pairs = {frozenset((order[a], order[b])) for a, b in found}
    assert pairs == {frozenset(pair) for pair in ((0, 2), (0, 5), (2, 5), (1, 3))}
