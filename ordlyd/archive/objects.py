"""Content-addressed bytes: what was stored is found by its hash and checked against it.

An object's place is made of its hash alone, never of a foreign name. Files are gzip, so that
``zcat`` shows an original without ordlyd. A file is written beside its place, forced to disk,
then renamed: it is there as a whole or not at all. An object that no row names is harmless.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import zlib
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from ordlyd.archive import tables
from ordlyd.errors import ArchiveError

_DAMAGED = "Put it back from a backup; ordlyd never changes a stored object."


class Objects(Protocol):
    """Somewhere to keep bytes under their hash."""

    def put(self, digest: str, data: bytes) -> None:
        """Keep the bytes; what is held already stays untouched."""

    def get(self, digest: str, size: int) -> bytes:
        """Return the bytes, checked against hash and size; ``ArchiveError`` when damaged."""

    def remove(self, digest: str) -> None:
        """Remove the bytes for good."""


def sha256(data: bytes) -> str:
    """The name of an object."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> bytes:
    """Return JSON data in its one form: keys sorted, no blanks, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def pack(data: bytes) -> bytes:
    """Compress as gzip, equal bytes always to equal bytes."""
    return gzip.compress(data, 6, mtime=0)


def unpack(packed: bytes, size: int, what: str) -> bytes:
    """Undo :func:`pack`, never making more than ``size`` bytes.

    Raises:
        ArchiveError: The bytes are damaged, or are not ``size`` bytes.
    """
    try:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        data = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise ArchiveError(f"{what} is damaged: {error}.", hint=_DAMAGED) from error
    if len(data) != size:
        raise ArchiveError(f"{what} is damaged: it is not {size} bytes long.", hint=_DAMAGED)
    return data


def _checked(digest: str, packed: bytes, size: int, what: str) -> bytes:
    data = unpack(packed, size, what)
    if sha256(data) != digest:
        raise ArchiveError(f"{what} is damaged: its hash is another one.", hint=_DAMAGED)
    return data


class FolderObjects:
    """Objects as files ``ab/cdef….gz`` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> Path:
        """The folder that the objects' folder stands in."""
        return self._folder.parent

    def path(self, digest: str) -> Path:
        """Where an object lies."""
        return self._folder / digest[:2] / f"{digest[2:]}.gz"

    def put(self, digest: str, data: bytes) -> None:
        """Keep the bytes on disk, for good, before returning."""
        path = self.path(digest)
        if path.exists():
            return
        try:
            if not path.parent.exists():
                path.parent.mkdir(parents=True)
                _sync_folder(self._folder)
            _write(path, pack(data))
        except OSError as error:
            raise ArchiveError(
                f"{path} cannot be written: {error.strerror}.",
                hint="Make room or give write access, and run the same command again.",
            ) from error

    def get(self, digest: str, size: int) -> bytes:
        """Return the bytes, checked against their hash."""
        path = self.path(digest)
        try:
            packed = path.read_bytes()
        except OSError as error:
            raise ArchiveError(
                f"{path} cannot be read: {error.strerror}.", hint=_DAMAGED
            ) from error
        return _checked(digest, packed, size, str(path))

    def remove(self, digest: str) -> None:
        """Remove the bytes for good; what is not there is no error."""
        path = self.path(digest)
        try:
            path.unlink(missing_ok=True)
            if path.parent.exists():
                _sync_folder(path.parent)
        except OSError as error:
            raise ArchiveError(
                f"{path} cannot be removed: {error.strerror}.",
                hint="Give yourself write access to the folder, and run the same command again.",
            ) from error


class RowObjects:
    """Objects as rows of the table ``objects``, within the transaction of a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, digest: str, data: bytes) -> None:
        """Keep the bytes when the transaction ends well."""
        known = select(tables.objects.c.sha256).where(tables.objects.c.sha256 == digest)
        if self._connection.scalar(known) is None:
            self._connection.execute(insert(tables.objects).values(sha256=digest, data=pack(data)))

    def get(self, digest: str, size: int) -> bytes:
        """Return the bytes, checked against their hash."""
        row = select(tables.objects.c.data).where(tables.objects.c.sha256 == digest)
        return _checked(digest, self._connection.scalar(row) or b"", size, f"Object {digest}")

    def remove(self, digest: str) -> None:
        """Remove the bytes when the transaction ends well."""
        self._connection.execute(delete(tables.objects).where(tables.objects.c.sha256 == digest))


def _write(path: Path, data: bytes) -> None:
    """Write a file that is there as a whole or not at all, even when the power fails."""
    temporary = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk; Windows neither can nor needs to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
