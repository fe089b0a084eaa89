"""The folder of a site: writes what changed, and removes what is no more.

Only files that ordlyd wrote are ever changed or removed. A small database beside them names each
with its size and its mark. A name is noted before its file is written and the mark after, so
that a run that was killed leaves nothing that the next one does not know or takes for finished.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from ordlyd.errors import OrdlydError

MANIFEST = "ordlyd-files.sqlite3"
NAMES = "ordlyd-files.json"
"""The manifest of former versions: names alone."""

BATCH = 200
"""Files whose names, and then whose marks, are noted in one transaction."""

_NEW = "ordlyd-files.new"
_DAMAGED = "Give an empty folder with --output, or remove this one."


@dataclass(frozen=True, slots=True)
class File:
    """One file to be.

    Attributes:
        path: Its address below the folder.
        mark: What it is made from, as a hash; ``None`` for one that is made in each run.
        make: Makes its bytes.
    """

    path: str
    mark: bytes | None
    make: Callable[[], bytes]


class Folder:
    """The files of one site, and nothing else that lies in its folder. A context manager.

    Args:
        folder: Where they lie; made if need be.
        tops: Files that must not be somebody else's.

    Raises:
        OrdlydError: They are; or the manifest is damaged; or another run is writing.
    """

    def __init__(self, folder: Path, tops: Iterable[str] = ()) -> None:
        self._place = folder
        self._top = folder.resolve()
        self._safe: set[Path] = set()
        former = self._former()
        if not (folder / MANIFEST).exists():
            self._refuse(set(tops) - former)
        folder.mkdir(parents=True, exist_ok=True)
        self._database = self._opened()
        self._note("INSERT OR IGNORE INTO files (name) VALUES (?)", former)
        (folder / NAMES).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def write(self, files: Iterable[File]) -> Iterator[bool]:
        """Make the files that do not lie there as marked; yields of each whether it changed."""
        waiting = iter(files)
        while batch := list(islice(waiting, BATCH)):
            self._database.executemany(
                "INSERT OR IGNORE INTO seen VALUES (?)", [(file.path,) for file in batch]
            )
            stale = {file.path for file in batch if not self.holds(file)}
            self._note(
                "INSERT INTO files (name) VALUES (?) ON CONFLICT DO UPDATE SET mark = NULL", stale
            )
            done: list[tuple[bytes | None, int, str]] = []
            for file in batch:
                if file.path not in stale:
                    yield False
                    continue
                data = file.make()
                yield self._put(file.path, data)
                done.append((file.mark, len(data), file.path))
            if done:
                self._database.executemany(
                    "UPDATE files SET mark = ?, size = ? WHERE name = ?", done
                )
                self._database.commit()

    def finish(self) -> int:
        """Remove files of earlier runs that are no more; returns how many there were."""
        gone = "SELECT name FROM files WHERE name NOT IN (SELECT name FROM seen) ORDER BY name"
        stale = [str(name) for (name,) in self._database.execute(gone)]
        for name in stale:
            target = self._inside(name)
            target.unlink(missing_ok=True)
            self._remove_if_empty(target.parent)
        self._note("DELETE FROM files WHERE name = ?", stale)
        (self._place / _NEW).unlink(missing_ok=True)
        return len(stale)

    def names(self, below: str) -> list[str]:
        """The files of this and earlier runs below a folder, in order."""
        found = self._database.execute(
            "SELECT name FROM files WHERE name >= ? AND name < ? ORDER BY name",
            (below, f"{below}\U0010ffff"),
        )
        return [str(name) for (name,) in found]

    def is_whole(self, name: str) -> bool:
        """Whether a file lies there as an earlier run finished it."""
        row = self._database.execute("SELECT mark, size FROM files WHERE name = ?", (name,))
        mark, size = row.fetchone() or (None, None)
        return mark is not None and self._size(name) == size

    def see(self, name: str) -> None:
        """Keep a file of an earlier run as it is."""
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (name,))

    def has_seen(self, name: str) -> bool:
        """Whether a file is one of this run."""
        found = self._database.execute("SELECT 1 FROM seen WHERE name = ?", (name,))
        return found.fetchone() is not None

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self._inside(name).read_bytes()

    def holds(self, file: File) -> bool:
        """Whether a file lies there as it is marked, so that it need not be made."""
        if file.mark is None:
            return False
        found = self._database.execute(
            "SELECT size FROM files WHERE name = ? AND mark = ?", (file.path, file.mark)
        ).fetchone()
        return found is not None and self._size(file.path) == found[0]

    def _size(self, name: str) -> int | None:
        try:
            return (self._place / name).stat().st_size
        except OSError:
            return None

    def _put(self, name: str, data: bytes) -> bool:
        """Write a file as a whole or not at all, unless it holds these bytes already."""
        target = self._inside(name)
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        new = self._place / _NEW
        new.write_bytes(data)
        new.replace(target)
        return True

    def _inside(self, name: str) -> Path:
        target = self._place / name
        if target.parent in self._safe and not target.is_symlink():
            return target
        if not target.resolve().is_relative_to(self._top):
            raise OrdlydError(
                f"{target} leads out of the report's folder.", hint="Remove the link and try again."
            )
        self._safe.add(target.parent)
        return target

    def _former(self) -> set[str]:
        """The names in the manifest of a former version."""
        try:
            stated = json.loads((self._place / NAMES).read_text("utf-8"))
            return {str(name) for name in stated["files"]}
        except FileNotFoundError:
            return set()
        except (ValueError, KeyError, TypeError) as error:
            raise OrdlydError(f"{self._place / NAMES} is damaged.", hint=_DAMAGED) from error

    def _refuse(self, foreign: Iterable[str]) -> None:
        if found := [name for name in sorted(foreign) if (self._place / name).exists()]:
            raise OrdlydError(
                f"{self._place / found[0]} is there already and was not written by ordlyd.",
                hint="Give an empty folder with --output.",
            )

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._place / MANIFEST, timeout=0)
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute(
                "CREATE TABLE IF NOT EXISTS files "
                "(name TEXT PRIMARY KEY, mark BLOB, size INTEGER) WITHOUT ROWID"
            )
            database.execute("CREATE TEMP TABLE seen (name TEXT PRIMARY KEY) WITHOUT ROWID")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("SELECT name, mark, size FROM files LIMIT 1").fetchone()
            database.commit()
        except sqlite3.OperationalError as error:
            database.close()
            raise OrdlydError(
                f"{self._place} is being written by another run.", hint="Wait until it is done."
            ) from error
        except sqlite3.DatabaseError as error:
            database.close()
            raise OrdlydError(f"{self._place / MANIFEST} is damaged.", hint=_DAMAGED) from error
        return database

    def _note(self, statement: str, names: Iterable[str]) -> None:
        rows = [(name,) for name in sorted(names)]
        if rows:
            self._database.executemany(statement, rows)
            self._database.commit()

    def _remove_if_empty(self, folder: Path) -> None:
        while folder != self._place and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
