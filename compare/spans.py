"""Many stretches at once, in numpy: of places, and of equal values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from compare.hashing import Hashes, Places


def each(firsts: Places, counts: Places) -> Places:
    """Count up from each of ``firsts``, as many numbers as ``counts`` says, one after the other."""
    begun = np.cumsum(counts) - counts
    counted: Places = np.repeat(firsts - begun, counts) + np.arange(counts.sum())
    return counted


def edges(values: Hashes) -> Places:
    """Where each stretch of equal values begins in sorted values, and at last their end.

    What stands at all but the last are the different values; ``numpy.unique`` takes many times
    as long, for it does not know that they are sorted.
    """
    if not len(values):
        return np.zeros(1, np.int64)
    edge = np.ones(len(values) + 1, np.bool_)
    np.not_equal(values[1:], values[:-1], out=edge[1:-1])
    return np.flatnonzero(edge)
