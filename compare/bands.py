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

from compare.hashing import MIX
from compare.sketches import Sketch
from compare.spans import each, edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.hashing import Hashes, Places

FAMILY = 16  # texts that share a hash up to which all pairs are made
NAMED = 50  # the same for families that a title or a case number makes
RANGE = 2_000_000  # hashes, or pairs, that are looked at at a time, a bound on memory
_HALF = np.uint64(32)  # a pair is one number, its first text in the upper half
_ALL = np.uint64(2**64 - 1)


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

    All pairs of one hash are made when at most ``family`` texts have it. A hash and its text are
    sorted as one number, which is many times faster than one beside the other. That leaves 64
    bits less those of a text's row to tell hashes apart: 42 for four million texts, by which two
    of a hundred million hashes are taken for one some thousand times. What is found is measured.
    """
    bits = np.uint64(int(sketch.rows.max(initial=0)).bit_length())
    keys = sketch.hashes * MIX[0]  # those that are kept are the small ones
    keys >>= bits
    keys <<= bits
    keys |= sketch.rows
    return _banded(keys, bits, least=least, family=family)


def linked(members: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of members of one family: ``a``, ``b`` with ``a < b``, each once, sorted.

    Takes ``family`` and ``row``; the order of rows within a family is kept.
    """
    keys = members["family"].rank("dense").to_numpy().astype(np.uint64)
    keys <<= _HALF
    keys |= np.arange(len(members), dtype=np.uint64)
    found = _banded(keys, _HALF, least=1, family=NAMED)
    one, other = (members["row"].gather(places) for places in (found.a, found.b))
    pairs = pl.DataFrame({"one": one, "other": other}).select(
        a=pl.min_horizontal("one", "other"), b=pl.max_horizontal("one", "other")
    )
    return pairs.sort("a", "b")


def _banded(keys: Hashes, bits: np.uint64, *, least: int, family: int) -> Pairs:
    """Return the pairs of rows under one hash; a key is a hash, and in its lowest bits a row."""
    keys.sort()
    packed = [np.empty(0, np.uint64)]
    for part in _parts(keys, bits):
        packed += _links(part >> bits, part & ~(_ALL << bits), family)
    pairs = np.concatenate(packed)
    packed.clear()
    pairs.sort()
    found = [_often(part, least) for part in _parts(pairs, np.uint64(0))]
    kept = np.concatenate([pairs[:0], *(pairs for pairs, _ in found)])
    shared = np.concatenate([np.empty(0, np.int64), *(shared for _, shared in found)])
    return Pairs((kept >> _HALF).astype(np.uint32), kept.astype(np.uint32), shared)


def _often(pairs: Hashes, least: int) -> tuple[Hashes, Places]:
    """Return the sorted pairs that stand there so often at least, each once, and how often."""
    begin = edges(pairs)
    shared = np.diff(begin)
    enough = shared >= least
    return pairs[begin[:-1][enough]], shared[enough]


def _parts(keys: Hashes, bits: np.uint64) -> Iterator[Hashes]:
    """Cut sorted keys into parts; those that differ in their lowest bits only stay together."""
    start = 0
    while start < len(keys):
        last = keys[min(start + RANGE, len(keys)) - 1]
        end = int(np.searchsorted(keys, last | ~(_ALL << bits), side="right"))
        yield keys[start:end]
        start = end


def _links(hashes: Hashes, rows: Hashes, family: int) -> Iterator[Hashes]:
    """Yield the pairs that sorted hashes make, packed."""
    begin = edges(hashes)
    firsts, sizes = begin[:-1], np.diff(begin)
    for distance in range(1, min(family, int(sizes.max(initial=1)))):
        some = (sizes <= family) & (sizes > distance)
        at = each(firsts[some], sizes[some] - distance)
        yield _packed(rows[at], rows[at + distance])
    large = sizes > family
    others = sizes[large] - 1
    at = each(firsts[large], others)
    yield _packed(rows[at], rows[at + 1])
    yield _packed(np.repeat(rows[firsts[large]], others), rows[at + 1])


def _packed(one: Hashes, other: Hashes) -> Hashes:
    """Pairs as numbers; rows are sorted, and a text may hold one run twice."""
    packed = (one << _HALF) | other
    different: Hashes = packed[one != other]
    return different
