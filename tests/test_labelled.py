"""Sentences labelled by hand: what was read of them stays read."""

from __future__ import annotations

import pytest

from benchmarks.quality.labelled import FOLDER, Labels, scores
from benchmarks.quality.record import noted

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_references_and_promises_of_labelled_sentences_are_read(name: str) -> None:
    for score in scores(name).values():
        assert score.hits > 10
        assert score.f1 >= 0.95


def test_the_first_run_of_every_file_is_on_record() -> None:
    assert {row["name"] for row in noted()} >= set(NAMES)


def test_what_may_be_found_is_neither_missed_nor_found_in_vain() -> None:
    labels = Labels.read("2031-05; ~2031-06")
    assert labels.missed(labels.wanted) == labels.vain(labels.wanted + labels.allowed)
    assert labels.missed(labels.allowed) == labels.wanted
    assert labels.vain(labels.allowed + labels.allowed) == labels.allowed
