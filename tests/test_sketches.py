"""Words and runs as hashes, and the few of them that are kept of a text."""

import os
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import prose

from compare import bands, hashing, sketches
from compare.bands import band
from compare.hashing import runs, words
from compare.sketches import ANCHOR, KEPT, RUN, WINDOW, Sketch, anchors, resembling, sketch

GOLDEN = ["0xc9c17e417f3c28ef", "0x206b651141fb545b", "0xe0ffc42d38cd3ae4"]
ANY_WORD = st.text("abcæøåÆØÅ09–é.", min_size=1, max_size=80)
WORD = st.text("abcæøå", min_size=1, max_size=24)
TEXTS = st.lists(st.lists(WORD, max_size=12).map(" ".join), max_size=6)


def hashes_of(*texts):
    return words(pl.Series(texts, dtype=pl.String))


def test_the_hash_of_a_word_is_the_same_in_every_release():
    """Stored sketches rest on it: whoever changes it raises ``hashing.ALGORITHM``."""
    assert hashing.ALGORITHM == 2
    assert [hex(h) for h in hashes_of("By rådhuspladsen overgangsordningerne").hashes] == GOLDEN


@given(st.lists(ANY_WORD, max_size=40))
@settings(deadline=None, max_examples=30)
def test_words_are_told_apart_by_every_byte(found):
    hashes = hashes_of(" ".join(found)).hashes
    assert len(set(hashes)) == len({word.lower() for word in found})


@pytest.mark.parametrize("length", [1, 7, 8, 9, 16, 17, 24, 25, 63, 64, 65, 200])
def test_a_word_of_any_length_is_told_from_it_with_one_other_letter(length):
    word = "o" * length
    others = [f"{word[:at]}0{word[at + 1 :]}" for at in range(length)]
    assert len(set(hashes_of(" ".join([word, *others])).hashes)) == length + 1


@given(TEXTS)
@settings(deadline=None, max_examples=30)
def test_each_text_has_as_many_words_as_it_has_between_blanks(texts):
    assert hashes_of(*texts).counts.tolist() == [len(text.split()) for text in texts]


@given(TEXTS)
@settings(deadline=None, max_examples=30)
def test_a_word_has_one_hash_whatever_stands_around_it(texts):
    read = hashes_of(*texts)
    for place, text in enumerate(texts):
        alone = [hashes_of(word).hashes[0] for word in text.split()]
        assert read.of(place).tolist() == alone


@pytest.mark.parametrize(
    ("one", "other"),
    [("ÆBLE Ørred Ås", "æble ørred ås"), ("a\tb\nc", "a b c"), ("  a   b ", "a b")],
)
def test_case_and_kind_of_blank_do_not_count(one, other):
    assert hashes_of(one).hashes.tolist() == hashes_of(other).hashes.tolist()


@given(TEXTS, st.integers(1, 5))
@settings(deadline=None, max_examples=30)
def test_no_run_goes_on_from_one_text_into_the_next(texts, size):
    read = hashes_of(*texts)
    hashed, inside = runs(read, size)
    expected = [
        runs(hashes_of(" ".join(text.split()[at : at + size])), size)[0][0]
        for text in texts
        for at in range(len(text.split()) - size + 1)
    ]
    assert hashed[inside].tolist() == expected


def test_the_order_of_words_in_a_run_counts():
    one, other = (runs(hashes_of(text), 3)[0] for text in ("a b c", "c b a"))
    assert one != other


def test_about_as_many_hashes_are_kept_of_a_long_text_as_of_a_longer_one():
    kept = np.bincount(sketch(pl.Series([prose(1, 500), prose(2, 5_000)]), resembling).rows)
    assert all(KEPT / 2 < number < KEPT * 2 for number in kept)


def test_all_runs_of_a_short_text_are_kept():
    text = prose(1, KEPT)
    assert len(sketch(pl.Series([text]), resembling).hashes) == len(text.split()) - RUN + 1


@given(st.integers(0, 400), st.integers(0, 30), st.integers(0, 30))
@settings(deadline=None, max_examples=50)
def test_a_passage_of_fifteen_words_has_an_anchor_in_both_texts(seed, before, after):
    passage = prose(f"passage {seed}", ANCHOR + WINDOW)
    texts = [f"{prose(f'x {seed}', 20)[:before]} {passage} {prose(f'y {seed}', 20)[:after]}"]
    made = sketch(pl.Series([*texts, f"noget {passage} andet"]), anchors)
    assert set(made.hashes[made.rows == 0]) & set(made.hashes[made.rows == 1])


def test_of_any_eight_runs_in_a_row_one_is_an_anchor_and_hardly_more():
    places, _ = anchors(hashes_of(prose("long", 3_000)))
    gaps = [b - a for a, b in pairwise(places.tolist())]
    assert max(gaps) <= WINDOW
    assert len(places) < 3_000 / WINDOW * 2.2


@pytest.mark.parametrize("keep", [resembling, anchors])
def test_a_sketch_does_not_depend_on_chunks_or_threads(keep, monkeypatch):
    texts = pl.Series([prose(n, 30 + n) for n in range(50)] + [""])
    whole = sketch(texts, keep)
    monkeypatch.setattr(sketches, "CHUNK", 7)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    parted = sketch(texts, keep)
    assert parted.rows.tolist() == whole.rows.tolist()
    assert parted.hashes.tolist() == whole.hashes.tolist()


SKETCHES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=40)


def made(entries):
    rows, hashes = zip(*entries, strict=True) if entries else ((), ())
    return Sketch(np.array(rows, np.uint32), np.array(hashes, np.uint64))


@given(SKETCHES.map(lambda entries: sorted(set(entries))), st.integers(1, 3))
@settings(deadline=None, max_examples=30)
def test_a_band_counts_the_hashes_that_two_texts_share(entries, least):
    found = band(made(entries), least=least)
    kept = {row: {h for r, h in entries if r == row} for row in range(10)}
    expected = [
        (a, b, len(kept[a] & kept[b]))
        for a in range(10)
        for b in range(a + 1, 10)
        if len(kept[a] & kept[b]) >= least
    ]
    assert list(zip(found.a, found.b, found.shared, strict=True)) == expected


@given(SKETCHES, st.integers(2, 4))
@settings(deadline=None, max_examples=30)
def test_a_band_does_not_depend_on_how_many_hashes_are_sorted_at_a_time(entries, family):
    whole = band(made(entries), family=family)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "RANGE", 3)
        parted = band(made(entries), family=family)
    assert whole.frame().equals(parted.frame())
    assert whole.shared.tolist() == parted.shared.tolist()


def test_the_pairs_of_a_hash_that_all_have_grow_as_the_texts():
    assert len(band(made([(row, 7) for row in range(1_000)])).a) == 1_997


@given(SKETCHES)
@settings(deadline=None, max_examples=30)
def test_no_text_is_paired_with_itself(entries):
    found = band(made([*entries, *entries]))
    assert all(a < b for a, b in zip(found.a, found.b, strict=True))
