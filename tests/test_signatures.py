"""Pairs that share text: found, measured exactly, and the same in any order."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import prose

from compare.bands import NAMED, linked
from compare.measure import measure
from compare.signatures import candidates, near, verify

WORDS = st.lists(st.sampled_from("abcdef"), max_size=30)


def series(*texts):
    return pl.Series(texts, dtype=pl.String)


def pairs_of(*pairs):
    return pl.DataFrame(pairs, schema={"a": pl.UInt32, "b": pl.UInt32}, orient="row")


def shingles(words):
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def test_a_run_of_fifteen_words_makes_a_pair_and_five_do_not():
    run = prose("run", 15)
    short = " ".join(run.split()[:5])
    texts = (f"alpha {run} beta", f"gamma {run} delta", f"epsilon {short} zeta")
    assert candidates(series(*texts)).rows() == [(0, 1)]


@pytest.mark.parametrize("texts", [(), ("",), ("a",), ("a b", "c"), ("", "")], ids=len)
def test_too_little_text_makes_no_pair(texts):
    assert verify(candidates(series(*texts)), series(*texts)).rows() == []


def test_a_phrase_that_a_text_repeats_pairs_it_with_nothing():
    assert candidates(series(" ".join(["det samme igen og igen"] * 40))).rows() == []


def test_a_text_like_another_is_paired_with_all_its_copies():
    text, other = prose(1), prose(1).replace("cykelsti", "kanal")
    assert candidates(series(text, other, text)).rows() == [(0, 1), (0, 2), (1, 2)]
    assert near(series(text, other, text)).select("a", "b").rows() == [(0, 1), (0, 2), (1, 2)]


def test_near_gives_the_pairs_of_half_resemblance_and_leaves_out_the_others():
    text = prose(1, 80)
    half = f"{prose(2, 12)} {text}"
    little = f"{text[:150]} {prose(3, 160)}"
    found = near(series(text, half, little, prose(4, 80)))
    assert found.select("a", "b").rows() == [(0, 1)]
    assert found["resemblance"][0] > 0.5


def test_a_family_of_fifty_gets_all_pairs_and_a_larger_one_star_and_chain():
    def family(size):
        return linked(pl.DataFrame({"family": ["f"] * size, "row": range(size)})).sort("a", "b")

    assert len(family(NAMED)) == NAMED * (NAMED - 1) // 2
    large = family(NAMED + 1).rows()
    star = {(0, n) for n in range(1, NAMED + 1)}
    chain = {(n - 1, n) for n in range(1, NAMED + 1)}
    assert set(large) == star | chain
    assert len(large) == len(star | chain)


def test_the_pairs_of_a_thousand_near_copies_grow_as_the_copies_and_hang_together():
    form = prose("form", 60)
    texts = series(*(f"{form} den {n} {form} kroner {n + 7}" for n in range(1_000)))
    found = near(texts)
    assert len(found) < 64 * len(texts)
    group = list(range(1_000))

    def root(text):
        while group[text] != text:
            text = group[text]
        return text

    for a, b in found.select("a", "b").iter_rows():
        group[root(b)] = root(a)
    assert len({root(text) for text in range(1_000)}) == 1


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
    texts = series(
        " ".join([prose(1), *passage, prose(2)]),
        " ".join([prose(3), *edit(passage), prose(4)]),
    )
    (found,) = verify(candidates(texts), texts)["passage"]
    assert expected - 1 <= found <= expected + 4  # the words beside it may be alike by chance


def test_two_short_runs_far_apart_are_no_long_passage():
    first, second = prose(1, 16), prose(2, 16)
    texts = series(f"{first} {prose(3)} {second}", f"{second} {prose(4)} {first}")
    assert verify(candidates(texts), texts)["passage"].max() < 25


@given(st.lists(WORDS, min_size=2, max_size=2))
@settings(deadline=None, max_examples=60)
def test_resemblance_and_containment_are_exact(texts):
    (found,) = measure(pairs_of((0, 1)), series(*map(" ".join, texts))).rows(named=True)
    one, other = (shingles(text) for text in texts)
    shared, either = len(one & other), len(one | other)
    assert found["shared"] == shared
    assert found["resemblance"] == pytest.approx(shared / either if either else 0)
    smaller = min(len(one), len(other))
    assert found["containment"] == pytest.approx(shared / smaller if smaller else 0)


@given(st.lists(WORDS, min_size=2, max_size=2))
@settings(deadline=None, max_examples=60)
def test_a_pair_is_measured_alike_from_both_sides(texts):
    one, other = (series(*map(" ".join, order)) for order in (texts, texts[::-1]))
    forth = verify(pairs_of((0, 1)), one).drop("a", "b", "passage")
    back = verify(pairs_of((0, 1)), other).drop("a", "b", "passage")
    assert forth.equals(back)


@given(st.lists(WORDS, min_size=2, max_size=2))
@settings(deadline=None, max_examples=60)
def test_a_passage_is_never_longer_than_either_text(texts):
    (found,) = verify(pairs_of((0, 1)), series(*map(" ".join, texts))).rows(named=True)
    assert found["passage"] <= min(len(text) for text in texts)


@given(st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_items_does_not_change_which_share_text(order):
    texts = [prose(1), prose(2), prose(1) + prose(3), prose(2), prose(4), prose(1)]
    for find in (candidates, near):
        found = find(series(*(texts[at] for at in order))).select("a", "b").rows()
        pairs = {frozenset((order[a], order[b])) for a, b in found}
        assert pairs == set(map(frozenset, find(series(*texts)).select("a", "b").rows()))
        assert pairs >= {frozenset(pair) for pair in ((0, 2), (0, 5), (2, 5), (1, 3))}
