"""Bands: texts that share a hash, as pairs, without holding all texts against all others.

Up to so many texts with one hash give all their pairs. Of a larger family each text is paired
with the first one (star) and with the one before it (chain): its pairs grow as the family does,
and it still hangs together. A hash that a hundred thousand texts have costs no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from compare.sketches import Sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.hashing import Hashes, Places

FAMILY = 16  # texts that share a hash up to which all pairs are made
NAMED = 50  # the same for families that a title or a case number makes
RANGE = 4_000_000  # hashes that are sorted at a time, a bound on memory
_HALF = np.uint64(32)  # a pair is one number, its first text in the upper half


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts, ``a`` before ``b``, each once, and how many hashes they ``share``."""

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]
    shared: Places

    def frame(self) -> pl.DataFrame:
        """The columns ``a`` and ``b``."""
        return pl.DataFrame({"a": self.a, "b": self.b})


def band(sketch: Sketch, *, least: int = 1, family: int = FAMILY) -> Pairs:
    """Return the pairs of texts that share at least ``least`` hashes, sorted.

    Texts of one hash are taken in the order of the sketch; all their pairs are made when there
    are at most ``family`` of them.
    """
    parts = max(1, len(sketch.hashes) // RANGE)
    packed = [np.empty(0, np.uint64)]
    for part in range(parts):
        packed += _links(_range(sketch, part, parts), family)
    pairs = np.concatenate(packed)
    packed.clear()
    pairs.sort()
    edges = _edges(pairs)
    shared = np.diff(edges)
    enough = shared >= least
    pairs = pairs[edges[:-1][enough]]
    return Pairs((pairs >> _HALF).astype(np.uint32), pairs.astype(np.uint32), shared[enough])


def linked(members: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of members of one family: ``a``, ``b`` with ``a < b``, each once, sorted.

    Takes ``family`` and ``row``; the order of rows within a family is kept.
    """
    families = members["family"].rank("dense").to_numpy().astype(np.uint64)
    rows = members["row"].to_numpy().astype(np.uint32)
    return band(Sketch(rows, families), family=NAMED).frame()


def _range(sketch: Sketch, part: int, parts: int) -> Sketch:
    """One of so many parts of a sketch, by what the hashes leave when divided; sorted."""
    hashes, rows = sketch.hashes, sketch.rows
    if parts > 1:
        chosen = hashes % np.uint64(parts) == part
        hashes, rows = hashes[chosen], rows[chosen]
    order = np.argsort(hashes, kind="stable")
    return Sketch(rows[order], hashes[order])


def _links(sorted_: Sketch, family: int) -> Iterator[Hashes]:
    """Yield the pairs that the hashes of a sorted sketch make, packed."""
    rows, edges = sorted_.rows, _edges(sorted_.hashes)
    firsts, sizes = edges[:-1], np.diff(edges)
    for distance in range(1, min(family, int(sizes.max(initial=1)))):
        some = (sizes <= family) & (sizes > distance)
        at = _each(firsts[some], sizes[some] - distance)
        yield _packed(rows[at], rows[at + distance])
    large = sizes > family
    others = sizes[large] - 1
    at = _each(firsts[large], others)
    yield _packed(rows[at], rows[at + 1])
    yield _packed(np.repeat(rows[firsts[large]], others), rows[at + 1])


def _edges(values: Hashes) -> Places:
    """Where each stretch of equal values begins in sorted values, and at last their end."""
    if not len(values):
        return np.zeros(1, np.int64)
    edge = np.ones(len(values) + 1, np.bool_)
    np.not_equal(values[1:], values[:-1], out=edge[1:-1])
    return np.flatnonzero(edge)


def _each(firsts: Places, counts: Places) -> Places:
    """Count up from each of ``firsts``, as many numbers as ``counts`` says."""
    begun = np.repeat(np.cumsum(counts) - counts, counts)
    each: Places = np.repeat(firsts, counts) + np.arange(counts.sum()) - begun
    return each


def _packed(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> Hashes:
    apart = one != other  # a text may hold one run twice
    one, other = one[apart], other[apart]
    low, high = np.minimum(one, other), np.maximum(one, other)
    return (low.astype(np.uint64) << _HALF) | high
