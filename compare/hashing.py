"""Words and runs of words as 64-bit hashes: the same in every run, on every machine.

A word is its first eight bytes, the eight after them, its last eight and its length, mixed: words
of up to 24 bytes are told apart by every byte. That takes a few loads for a word instead of a few
operations for each byte, and needs nothing but numpy. Case is folded as it goes, in ASCII and in
the two-byte letters of Latin (``Æ`` is ``æ``). Hostile text may be made to collide; pairs that
matter are measured again on the texts themselves by whoever shows their changes.

Source of the constants: the odd multipliers of xxHash64 (Collet 2012), used as in multiplicative
hashing (Knuth, The Art of Computer Programming 3, section 6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int64]

ALGORITHM = 1
"""Goes up when a word or a run gets another hash: stored sketches are then made anew."""

_MIX = np.array(
    [0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64
)
_BLANK = 0x20
_BLANKS = (*range(9, 14), *range(28, 32))  # what str.split() parts words at, in ASCII
_UPPER, _UPPER_LATIN = range(0x41, 0x5B), range(0x80, 0xA0)  # the latter after the byte 0xC3
_MASKS = np.array([(1 << (8 * kept)) - 1 for kept in range(9)], np.uint64)
_FOLD = bytes(
    _BLANK if byte in _BLANKS else byte | 0x20 if byte in _UPPER or byte in _UPPER_LATIN else byte
    for byte in range(256)
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts, end to end.

    Attributes:
        hashes: One for each word.
        starts: Where the words of each text begin, and at last where they end: one more than
            there are texts.
    """

    hashes: Hashes
    starts: Places

    @property
    def counts(self) -> Places:
        """The number of words of each text."""
        return np.diff(self.starts)

    def of(self, text: int) -> Hashes:
        """The words of one text."""
        return self.hashes[self.starts[text] : self.starts[text + 1]]


def words(texts: pl.Series) -> Words:
    """Return the words of texts, parted at blanks, without regard to case."""
    sizes = texts.str.len_bytes().to_numpy().astype(np.int64)
    ends = np.cumsum(sizes + 1)
    joined: bytes = texts.str.join(" ").cast(pl.Binary).item() if len(texts) else b""
    buffer = np.full((len(joined) // 8 + 4) * 8, _BLANK, np.uint8)
    buffer[: len(joined)] = np.frombuffer(joined.translate(_FOLD), np.uint8)
    blank = buffer == _BLANK
    first = np.flatnonzero(blank[:-1] > blank[1:]) + 1
    if not blank[0]:
        first = np.concatenate([[0], first])
    last = np.flatnonzero(blank[1:] > blank[:-1]) + 1
    starts = np.searchsorted(first, np.concatenate([[0], ends]))
    return Words(_hash(buffer.view("<u8"), first, last), starts)


def _hash(eights: Hashes, first: Places, last: Places) -> Hashes:
    """Hash the words that lie between places in a buffer, given as whole eights of bytes."""
    length = last - first
    hashed = _load(eights, first) & _MASKS[np.minimum(length, 8)]
    hashed *= _MIX[0]
    long = np.flatnonzero(length > 8)
    rest = length[long]
    middle = _load(eights, first[long] + 8) & _MASKS[np.minimum(rest - 8, 8)]
    tail = _load(eights, last[long] - 8) + rest.astype(np.uint64)
    hashed[long] ^= middle * _MIX[1] ^ tail * _MIX[2]
    mixed: Hashes = hashed ^ (hashed >> np.uint64(32))
    return mixed


def _load(eights: Hashes, places: Places) -> Hashes:
    """Return the eight bytes from each place on, which need not begin at a whole eight."""
    whole = places >> 3
    beyond = (places & 7).astype(np.uint64) << np.uint64(3)
    following = (eights[whole + 1] << np.uint64(1)) << (np.uint64(63) - beyond)
    loaded: Hashes = (eights[whole] >> beyond) | following
    return loaded


def runs(words: Words, size: int) -> tuple[Hashes, NDArray[np.bool_]]:
    """Return the hash of the run of ``size`` words from each word on.

    The second array says which of them are runs at all: those that stay within one text.
    """
    count = max(0, len(words.hashes) - size + 1)
    hashed = np.zeros(count, np.uint64)
    for offset in range(size):
        hashed += words.hashes[offset : offset + count]
        hashed *= _MIX[offset % 2]
    hashed ^= hashed >> np.uint64(29)
    hashed *= _MIX[2]
    hashed ^= hashed >> np.uint64(32)
    inside = np.ones(count, np.bool_)
    for before in range(1, size):
        crossing = words.starts[1:] - before
        inside[crossing[(crossing >= 0) & (crossing < count)]] = False
    return hashed, inside
