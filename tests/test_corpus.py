"""The corpora of the benchmarks: what they say was planted is all there is to find."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks import _exact
from benchmarks.corpus import Corpus, corpus


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Corpus:
    return corpus(1_200, folder=tmp_path_factory.mktemp("corpora"))


def test_an_exact_count_over_the_texts_finds_the_planted_pairs_and_no_other(small):
    planted = small.pairs().filter(pl.col("jaccard") >= 0.5)
    assert planted.height > 20
    assert_frame_equal(_exact.pairs(small.texts().collect(), 0.5), planted)


def test_copies_resemble_their_sources_in_every_degree(small):
    grades = small.pairs().filter(pl.col("jaccard") >= 0.3)["jaccard"]
    assert set((grades * 5).floor().to_list()) >= {1, 2, 3, 4}


def test_the_same_seed_makes_the_same_corpus_and_a_smaller_one_is_its_beginning(small, tmp_path):
    again = corpus(400, folder=tmp_path)
    assert_frame_equal(again.texts().collect(), small.texts().head(400).collect())
    assert_frame_equal(again.pairs(), small.pairs().filter(pl.col("b") < 400))
    other = corpus(400, seed=2, folder=tmp_path)
    assert not again.texts().collect().equals(other.texts().collect())


def test_a_corpus_is_made_once(tmp_path):
    made = corpus(40, folder=tmp_path)
    stamp = made.folder.stat().st_mtime_ns
    assert corpus(40, folder=tmp_path) == made
    assert made.folder.stat().st_mtime_ns == stamp
    assert len(list(tmp_path.iterdir())) == 1


def test_members_of_a_family_are_the_same_form_filled_in_otherwise(tmp_path):
    made = corpus(200, families=2, folder=tmp_path)
    members = made.texts().collect().join(made.families(), on="id")
    assert members.group_by("family").len()["len"].to_list() == [20, 20]
    alike = _exact.pairs(members, 0.5)
    assert alike.height == 2 * 20 * 19 // 2
    assert members["text"].n_unique() == 40
