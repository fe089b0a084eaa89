"""What was learned to be boilerplate, as hashes: enough to know it again, and no text.

A formula stands in several items, and each of them may be redacted some day: so the texts are
not kept. Beside ten million formulas, one other sentence in two million million is taken for one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable

import polars as pl

from compare.boilerplate import Formulas, whole_sections, without_numbers
from ordlyd.errors import ArchiveError

_SIZE = 8
_DIGEST = 32
_LONGEST = 1_000_000_000


def packed(known: Formulas) -> bytes:
    """Return formulas as bytes: a hash of all, then the hashes of each, sorted and compressed."""
    hashes = {*_hashes("sentence", known.sentences["key"])}
    hashes |= {*_hashes("section", known.sections["key"])}
    data = b"".join(sorted(hashes))
    return hashlib.sha256(data).digest() + zlib.compress(data)


def unpacked(data: bytes) -> Callable[[pl.DataFrame], Formulas]:
    """Return what tells the formulas among sentences.

    Raises:
        ArchiveError: The bytes are damaged.
    """
    try:
        hashes = zlib.decompressobj().decompress(data[_DIGEST:], _LONGEST)
    except zlib.error:
        hashes = b""
    if hashlib.sha256(hashes).digest() != data[:_DIGEST]:
        raise ArchiveError(
            "What was learned to be boilerplate is damaged.",
            hint="“ordlyd compare” learns and notes it anew.",
        )
    known = {hashes[at : at + _SIZE] for at in range(0, len(hashes), _SIZE)}

    def recall(sentences: pl.DataFrame) -> Formulas:
        plain = sentences.select(key=without_numbers())["key"].unique()
        return Formulas(
            pl.DataFrame({"key": _among("sentence", plain, known)}, schema={"key": pl.String}),
            pl.DataFrame(
                {"key": _among("section", whole_sections(sentences)["key"].unique(), known)},
                schema={"key": pl.String},
            ),
        )

    return recall


def _among(what: str, keys: pl.Series, known: set[bytes]) -> list[str]:
    return [key for key, hashed in zip(keys, _hashes(what, keys), strict=True) if hashed in known]


def _hashes(what: str, keys: Iterable[str]) -> Iterable[bytes]:
    person = what.encode()
    return (
        hashlib.blake2b(key.encode(), digest_size=_SIZE, person=person).digest() for key in keys
    )
