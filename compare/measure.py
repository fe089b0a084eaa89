"""How much of two texts is the same, exactly: over all their runs of three words.

Source: resemblance and containment, Broder 1997 ("On the resemblance and containment of
documents").
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from compare.hashing import Words, runs, words
from compare.passages import SHINGLE
from compare.spans import each, edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.hashing import Hashes, Places

PAIRS = 1_000  # measured at a time, a bound on memory
_BITS = np.uint64(52)  # of a run, by which two of different words are as good as never the same
_RUN = np.uint64(2**52 - 1)  # in a number; the twelve above are that of its text, or pair


def measure(pairs: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Measure pairs of texts exactly; the order of ``pairs`` is kept.

    Adds to ``a`` and ``b``: ``shared`` (different runs in common), ``resemblance`` (Jaccard) and
    ``containment`` (share of the shorter text's runs that stand in the other).
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(partial(_counted, texts), pairs.iter_slices(PAIRS)))
    counted = np.concatenate([np.empty((3, 0), np.int64), *parts], axis=1)
    shared, sizes = counted[0], counted[1:]
    return pairs.select(
        "a",
        "b",
        shared=pl.Series(shared, dtype=pl.UInt32),
        resemblance=pl.Series(_ratio(shared, sizes.sum(axis=0) - shared)),
        containment=pl.Series(_ratio(shared, sizes.min(axis=0))),
    )


def _ratio(part: Places, whole: Places) -> NDArray[np.float64]:
    ratio = np.zeros(len(part))
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def _counted(texts: pl.Series, pairs: pl.DataFrame) -> Places:
    """Return, a column for each pair, how many runs are shared and how many each text has."""
    rows = pl.concat([pairs["a"], pairs["b"]]).unique().sort()
    kept = _different(words(texts.gather(rows)))
    starts = np.searchsorted(kept, np.arange(len(rows) + 1, dtype=np.uint64) << _BITS)
    sides = [rows.search_sorted(pairs[side]).to_numpy() for side in ("a", "b")]
    sizes = np.diff(starts)
    both = np.concatenate([_renamed(kept, starts[side], sizes[side]) for side in sides])
    both.sort()
    twice = both[1:][both[1:] == both[:-1]] >> _BITS
    shared = np.bincount(twice.astype(np.int64), minlength=len(pairs))
    return np.stack([shared, sizes[sides[0]], sizes[sides[1]]])


def _different(read: Words) -> Hashes:
    """Return the different runs of texts, sorted, each under the number of its text."""
    hashed, inside = runs(read, SHINGLE)
    texts = np.repeat(np.arange(len(read.counts), dtype=np.uint64), read.counts)[: len(hashed)]
    found = ((hashed & _RUN) | texts << _BITS)[inside]
    found.sort()
    return found[edges(found)[:-1]]


def _renamed(kept: Hashes, firsts: Places, sizes: Places) -> Hashes:
    """Return the runs of one text after the other, each under the number of its turn."""
    turns = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    renamed: Hashes = (kept[each(firsts, sizes)] & _RUN) | turns << _BITS
    return renamed
