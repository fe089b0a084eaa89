"""Sketches: the few hashes of a text by which its likes are found among millions.

Two sketches of one text serve two questions, and both are pure functions of its words:

* *resembling* keeps the smallest of the hashes of its runs of four words, about ``KEPT`` of them
  whatever its length. Two texts of one length share ``KEPT`` times the part of their runs that
  they have in common, so that a few shared hashes find every pair of resemblance 0.5. (Runs of
  three are too often common: of a million texts, half of them are in more than a dozen.) Source:
  FracMinHash (Irber et al. 2022, "Lightweight compositional analysis of metagenomes with
  FracMinHash"), with a rate for each text: the smaller of two rates holds for both.
* *anchors* keeps hashes of runs of eight words so that of any eight runs in a row one is kept:
  a passage of fifteen words that two texts share has an anchor in both. Source: winnowing
  (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document fingerprinting").

A text is named by its place, counted from 0.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from compare.hashing import Words, runs, words

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from compare.hashing import Hashes, Places

RUN = 4  # words; two texts that resemble each other share many such runs
KEPT = 32  # hashes of a text, on the average
ANCHOR = 8  # words; a run of so many in common is rare by chance
WINDOW = 8  # runs, of which one is kept at least
CHUNK = 400  # texts hashed at a time: about a megabyte, which stays in a processor's cache
_KEPT_BYTES = 31 << 20
"""Memory taken and given back at once, after which glibc keeps pieces of that size for the next
array instead of asking the kernel anew: the first sketches of a process take a third less time.
Source: mallopt(3), on its dynamic ``M_MMAP_THRESHOLD``."""
_LARGEST = np.uint64(2**64 - 1)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes kept of texts: ``hashes``, and beside each its text, in ``rows``."""

    rows: NDArray[np.uint32]
    hashes: Hashes


Keep = Callable[[Words], tuple["Places", "Hashes"]]
"""Chooses hashes of some texts: the word at which the run of each begins, and the hash."""


def sketch(texts: pl.Series, keep: Keep, *, which: pl.Series | None = None) -> Sketch:
    """Return the sketches of texts, made on all processors, a chunk of texts at a time.

    Args:
        texts: The texts; one's row is its place among them.
        keep: What is kept of each.
        which: Whether each is wanted; all are without. To take some out first would copy them.
    """
    np.empty(_KEPT_BYTES, np.uint8)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(partial(_chunk, texts, which, keep), range(0, len(texts), CHUNK)))
    return Sketch(
        np.concatenate([np.empty(0, np.uint32), *(rows for rows, _ in made)]),
        np.concatenate([np.empty(0, np.uint64), *(hashes for _, hashes in made)]),
    )


def _chunk(
    texts: pl.Series, which: pl.Series | None, keep: Keep, first: int
) -> tuple[NDArray[np.uint32], Hashes]:
    some = texts.slice(first, CHUNK)
    rows = np.arange(first, first + len(some), dtype=np.uint32)
    if which is not None:
        wanted = which.slice(first, CHUNK)
        some, rows = some.filter(wanted), rows[wanted.to_numpy()]
    read = words(some)
    places, hashes = keep(read)
    return rows[np.searchsorted(read.starts, places, side="right") - 1], hashes


def resembling(read: Words) -> tuple[Places, Hashes]:
    """Keep the hashes of runs of four words that are small, and all of a short text."""
    hashed, inside = runs(read, RUN)
    counts = np.maximum(read.counts - (RUN - 1), 1)
    share = np.minimum(KEPT / counts, 1.0)
    limit = np.where(share < 1, share * 2.0**64, 0).astype(np.uint64)
    limit[share == 1] = _LARGEST
    kept = hashed <= np.repeat(limit, read.counts)[: len(hashed)]
    places = np.flatnonzero(kept & inside)
    return places, hashed[places]


def anchors(read: Words) -> tuple[Places, Hashes]:
    """Keep the smallest hash of every ``WINDOW`` runs of eight words in a row.

    A hash is kept when it is the smallest of a window that holds it: when the largest of those
    windows' smallest is the hash itself.
    """
    hashed, inside = runs(read, ANCHOR)
    hashed[~inside] = _LARGEST
    apart = np.full(WINDOW - 1, _LARGEST)
    smallest = _of_windows(np.minimum, np.concatenate([apart, hashed, apart]))
    largest = _of_windows(np.maximum, smallest)
    places = np.flatnonzero((largest == hashed) & inside)
    return places, hashed[places]


def _of_windows(choose: np.ufunc, values: Hashes) -> Hashes:
    """Return what ``choose`` makes of each window of values: of halves, and halves of halves."""
    width = 1
    while width < WINDOW:
        values = choose(values[:-width], values[width:])
        width *= 2
    return values


KEEP: Mapping[str, Keep] = {"resembling": resembling, "anchors": anchors}
"""The two sketches of a text, by their names."""
