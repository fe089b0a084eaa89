"""A copy of a text, edited until it resembles the text as little as was drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks._walk import Ids, Words

_OTHER, _SLIP, _NUMBER, _LESS, _MORE = range(5)
_SHARES = (0.35, 0.25, 0.15, 0.13, 0.12)
"""How often an edit is another word, a scanner's slip, another number, a word less, a word more."""


def copy(text: Ids, words: Words, rng: np.random.Generator) -> Ids:
    """Return an edited copy, of a resemblance drawn between 0.3 and 1."""
    wanted = rng.uniform(0.3, 1)
    shared = 2 * wanted / (1 + wanted)
    if rng.random() < 0.5:
        return _edited(text, 1 - shared ** (1 / 3), words, rng)
    block = 0.8 * (1 - shared)
    size = int(block * len(text))
    start = int(rng.integers(len(text) - size + 1))
    replaced = text.copy()
    replaced[start : start + size] = words.any(size, rng)
    rest = shared / (1 - block)
    return _edited(replaced, 1 - min(rest, 1) ** (1 / 3), words, rng)


def _edited(text: Ids, rate: float, words: Words, rng: np.random.Generator) -> Ids:
    """Edit each word with the same chance, so that a run of three stays with its cube."""
    edits = np.where(rng.random(len(text)) < rate, rng.choice(5, size=len(text), p=_SHARES), -1)
    result = text.copy()
    for edit, others in ((_OTHER, words.any), (_NUMBER, words.numbers)):
        places = np.flatnonzero(edits == edit)
        result[places] = others(len(places), rng)
    slips = edits == _SLIP
    result[slips] = words.slipped(result[slips])
    return _lengthened(result, edits, words, rng)


def _lengthened(text: Ids, edits: NDArray[np.int64], words: Words, rng: np.random.Generator) -> Ids:
    more = np.flatnonzero(edits == _MORE)
    longer = np.insert(text, more, words.any(len(more), rng))
    return longer[np.insert(edits != _LESS, more, True)]
