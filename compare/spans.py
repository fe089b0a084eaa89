"""Many stretches of places at once, in numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from compare.hashing import Places


def each(firsts: Places, counts: Places) -> Places:
    """Count up from each of ``firsts``, as many numbers as ``counts`` says, one after the other."""
    begun = np.cumsum(counts) - counts
    counted: Places = np.repeat(firsts - begun, counts) + np.arange(counts.sum())
    return counted
