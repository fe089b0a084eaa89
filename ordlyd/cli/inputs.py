"""Which files are meant by the paths of a command line, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ordlyd.cli.session import WrongUse
from ordlyd.errors import UnknownName

SUFFIXES = (".pdf", ".html", ".htm", ".json", ".txt", ".md")
"""What is looked for in a folder; a file that is named is read whatever its suffix."""

OURS = {
    "archive.sqlite3": "an archive",
    "ordlyd-files.sqlite3": "a report of ordlyd's",
    "ordlyd-files.json": "a report of a former ordlyd's",
}
"""Files that tell that a folder holds what ordlyd wrote, not what a municipality did."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is not read."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that paths stand for, in order, and what was left out."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]


def shown(path: Path) -> str:
    """Return a path as text that can be stored and printed, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def existing(path: Path) -> Path:
    """Return a path that exists.

    Raises:
        UnknownName: There is nothing; carries the nearest names beside it.
    """
    if path.exists():
        return path
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    raise UnknownName("file or folder", shown(path), [shown(near) for near in beside])


def one_file(path: Path) -> Path:
    """Return a path that is no folder; ``WrongUse`` or ``UnknownName`` if it is not."""
    if existing(path).is_dir():
        raise WrongUse(
            f"{shown(path)} is a folder, not a document.",
            hint=f"For all documents in it: ordlyd import {shown(path)}",
        )
    return path


def collect(paths: Iterable[Path]) -> Found:
    """Return the documents of files and folders, each once; folders in alphabetical order.

    Raises:
        UnknownName: A path leads nowhere.
        WrongUse: There is no document in a folder.
    """
    files: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    for path in map(existing, paths):
        found = [path] if not path.is_dir() else list(_in_folder(path, skipped))
        if not found:
            raise WrongUse(
                f"There is no document in {shown(path)}.",
                hint=f"A document is a file that ends in {', '.join(SUFFIXES)}.",
            )
        for file in found:
            files.setdefault(file.resolve(), file)
    return Found(tuple(files.values()), tuple(skipped))


def _in_folder(top: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Yield the documents below a folder; nothing that a link leads to outside it."""
    inside = top.resolve()

    def refuse(error: OSError) -> None:
        skipped.append(Skipped(str(error.filename), error.strerror or "cannot be read"))

    for folder, folders, files in os.walk(top, onerror=refuse):
        here = Path(folder)
        if ours := next((what for mark, what in OURS.items() if mark in files), None):
            skipped.append(Skipped(shown(here), f"is {ours}"))
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(here / name for name in files if not name.startswith(".")):
            if reason := _why_not(file, inside):
                skipped.append(Skipped(shown(file), reason))
            else:
                yield file


def _why_not(file: Path, top: Path) -> str | None:
    if file.suffix.casefold() not in SUFFIXES:
        return f"is no {', '.join(SUFFIXES)}"
    if not file.resolve().is_relative_to(top):
        return "is a link that leads out of the folder"
    return None
