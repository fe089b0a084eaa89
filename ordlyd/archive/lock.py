"""One crawl, comparison and sender of alerts at a time: locks that end with their process.

The operating system keeps the lock, not a file that could be left over: a process that is
killed lets go of it. On PostgreSQL it is an advisory lock of a connection, with the same end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ordlyd.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Work:
    """What only one process at a time may do to an archive.

    Attributes:
        name: What messages call it.
        file: The file of its lock, in the archive's folder.
        server_key: The number of its advisory lock on a server.
    """

    name: str
    file: str
    server_key: int


CRAWL = Work("crawl", "crawl.lock", 0x6F72646C7964)
ALERTS = Work("run of alerts", "alert.lock", 0x6F72646C7965)
COMPARISON = Work("comparison", "compare.lock", 0x6F72646C7966)
"""Their numbers are “ordlyd” in ASCII, and the next ones."""


def busy(work: Work, name: str, who: str = "") -> ArchiveError:
    """The error of the second of them."""
    by = f" (process {who})" if who else ""
    return ArchiveError(
        f"Another {work.name} is at work on {name}{by}.",
        hint="Wait until it has ended; if it must stop, stop that process.",
    )


@contextmanager
def folder_lock(folder: Path, work: Work) -> Iterator[None]:
    """Hold the lock of an archive in a folder.

    Raises:
        ArchiveError: Another process holds it, or the folder cannot be written.
    """
    path = folder / work.file
    try:
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be written: {error.strerror}.",
            hint="Give yourself write access to the folder.",
        ) from error
    with file:
        if not _take(file):
            raise busy(work, str(folder), _holder(path))
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _holder(path: Path) -> str:
    try:
        written = path.read_text("ascii")[:20]
    except (OSError, UnicodeDecodeError):
        return ""
    return written if written.isdecimal() else ""


if sys.platform == "win32":  # pragma: no cover - the other branch is tested
    import msvcrt

    def _take(file: IO[str]) -> bool:
        try:
            file.seek(1 << 20)  # beyond what is written, so that the number can be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True
else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
