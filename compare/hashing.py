"""Words and runs of words as 64-bit hashes: the same in every run, on every machine.

A word is its bytes, eight at a time, mixed: most words are two loads where going through them
byte by byte takes some operations for each; and it needs nothing but numpy. A word of more than
64 bytes, an address or a fault of extraction, has a hash of its own kind. Case is folded as it
goes, in ASCII and in the two-byte letters of Latin (``Æ`` is ``æ``). Every byte counts, but
hostile text may be made to collide; pairs that matter are measured again on the texts themselves
by whoever shows their changes.

Source of the constants: the odd multipliers of xxHash64 (Collet 2012), used as in multiplicative
hashing (Knuth, The Art of Computer Programming 3, section 6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int64]

ALGORITHM = 2
"""Goes up when a word or a run gets another hash: stored sketches are then made anew."""

MIX = np.array(
    [0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64
)
"""Odd multipliers, which spread what is small over all bits and lose nothing."""
_OF_LOADS = np.concatenate([MIX, MIX * MIX[1]])
"""One for each eight bytes of a word; a longer one is hashed by itself."""
_BLANK = 0x20
_BLANKS = (*range(9, 14), *range(28, 32))  # what str.split() parts words at, in ASCII
_UPPER, _UPPER_LATIN = range(0x41, 0x5B), range(0x80, 0xA0)  # the latter after the byte 0xC3
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
    buffer = np.full(len(joined) + 1 + 8, _BLANK, np.uint8)  # a blank before, a load behind
    buffer[1 : len(joined) + 1] = np.frombuffer(joined.translate(_FOLD), np.uint8)
    blanks = np.flatnonzero(buffer == _BLANK)
    word = np.flatnonzero(np.diff(blanks) > 1)
    first, last = blanks[word] + 1, blanks[word + 1]
    starts = np.searchsorted(first, np.concatenate([[0], ends]) + 1)
    return Words(_hash(buffer, first, last), starts)


def _hash(buffer: NDArray[np.uint8], first: Places, last: Places) -> Hashes:
    """Hash the words that lie between places in a buffer."""
    eights = np.ndarray(len(buffer) - 7, "<u8", buffer, strides=(1,))  # from each byte on
    length = last - first
    hashed: Hashes = _loaded(eights, first, length) * _OF_LOADS[0]
    words = np.flatnonzero(length > 8)
    for load, mix in enumerate(_OF_LOADS[1:], start=1):
        rest = length[words] - 8 * load
        hashed[words] ^= _loaded(eights, first[words] + 8 * load, rest) * mix
        words = words[rest > 8]
    for word in words:
        whole = blake2b(buffer[first[word] : last[word]].tobytes(), digest_size=8)
        hashed[word] = int.from_bytes(whole.digest(), "little")
    hashed ^= hashed >> np.uint64(32)
    return hashed


def _loaded(eights: Hashes, places: Places, length: Places) -> Hashes:
    """Return the eight bytes from each place on, or fewer at the end of a word."""
    beyond = (np.maximum(8 - length, 0) << 3).view(np.uint64)
    loaded: Hashes = (eights[places] << beyond) >> beyond
    return loaded


def runs(words: Words, size: int) -> tuple[Hashes, NDArray[np.bool_]]:
    """Return the hash of the run of ``size`` words from each word on.

    The second array says which of them are runs at all: those that stay within one text.
    """
    count = max(0, len(words.hashes) - size + 1)
    hashed = np.zeros(count, np.uint64)
    for offset in range(size):
        hashed += words.hashes[offset : offset + count]
        hashed *= MIX[offset % 2]
    hashed ^= hashed >> np.uint64(29)
    hashed *= MIX[2]
    hashed ^= hashed >> np.uint64(32)
    inside = np.ones(count, np.bool_)
    for before in range(1, size):
        crossing = words.starts[1:] - before
        inside[crossing[(crossing >= 0) & (crossing < count)]] = False
    return hashed, inside
