"""How much of two texts is the same, exactly: over all their runs of three words.

Source: resemblance and containment, Broder 1997 ("On the resemblance and containment of
documents").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from compare.hashing import Words, runs, words
from compare.passages import SHINGLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from compare.hashing import Hashes, Places

PAIRS = 4_000  # measured at a time, a bound on memory


def measure(pairs: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Measure pairs of texts exactly; the order of ``pairs`` is kept.

    Adds to ``a`` and ``b``: ``shared`` (different runs in common), ``resemblance`` (Jaccard) and
    ``containment`` (share of the shorter text's runs that stand in the other).
    """
    counted = np.array([*_counted(pairs, texts)], np.int64).reshape(-1, 3).T
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


def _counted(pairs: pl.DataFrame, texts: pl.Series) -> Iterator[tuple[int, int, int]]:
    """Yield for each pair how many runs are shared, and how many each text has."""
    for part in pairs.iter_slices(PAIRS):
        rows = pl.concat([part["a"], part["b"]]).unique().sort()
        read = words(texts.gather(rows))
        sets = dict(zip(rows.to_list(), _sets(read), strict=True))
        for a, b in part.select("a", "b").iter_rows():
            one, other = sets[a], sets[b]
            both = np.concatenate((one, other))
            both.sort()
            yield int(np.count_nonzero(both[1:] == both[:-1])), len(one), len(other)


def _sets(read: Words) -> Iterator[Hashes]:
    """Yield the different runs of each text."""
    hashed, _ = runs(read, SHINGLE)
    for first, end in zip(read.starts[:-1], read.starts[1:], strict=True):
        found = np.sort(hashed[first : max(first, end - SHINGLE + 1)])
        new = np.ones(len(found), np.bool_)
        np.not_equal(found[1:], found[:-1], out=new[1:])
        yield found[new]
