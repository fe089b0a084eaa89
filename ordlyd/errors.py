"""Every error ordlyd raises on purpose, in one tree.

    OrdlydError
    ├── DocumentError            one document cannot be used; carries document, line, page
    │   ├── UnreadableDocument   the bytes are not what they claim to be: cut, locked, empty
    │   ├── NotMinutes           readable, but not an agenda or minutes
    │   ├── UnknownLayout        no layout fits, or more than one; lists what was tried
    │   ├── Residue              lines that no rule of the layout accounts for
    │   ├── IncompleteMeeting    what identifies the meeting is neither stated nor given
    │   └── Redacted             its text was removed from the archive for good
    ├── ConflictingStatement     the caller says one thing, the document another
    ├── UnknownName              a municipality, id or word nobody knows; carries near names
    ├── PluginError              a plugin that cannot be loaded, or two that claim one thing
    ├── SettingsError            a setting that cannot be used; names the file and the key
    └── ArchiveError             the archive cannot be opened, or was made by a newer ordlyd

A message says what was wrong, in which document and line, and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class OrdlydError(Exception):
    """Any failure that ordlyd foresees."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class DocumentError(OrdlydError):
    """One document cannot be used; the others can.

    Args:
        message: What was wrong.
        document: The file name or address of the document.
        line: The line of the extracted text, counted from 1.
        page: The page, counted from 1.
        hint: What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        document: str = "",
        line: int | None = None,
        page: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.document = document
        self.line = line
        self.page = page

    def __str__(self) -> str:
        where = [self.document] if self.document else []
        if self.page is not None:
            where.append(f"page {self.page}")
        if self.line is not None:
            where.append(f"line {self.line}")
        prefix = ", ".join(where)
        return f"{prefix}: {super().__str__()}" if prefix else super().__str__()


class UnreadableDocument(DocumentError):
    """The bytes are not what they claim to be: cut, locked, empty or too big."""


class NotMinutes(DocumentError):
    """The document can be read but is neither an agenda nor minutes."""


class UnknownLayout(DocumentError):
    """No layout fits the document, or more than one does."""


class Residue(DocumentError):
    """Lines that no rule of the layout accounts for."""


class IncompleteMeeting(DocumentError):
    """What identifies the meeting is neither stated in the document nor given."""


class Redacted(DocumentError):
    """What the document says was removed from the archive for good."""


class ConflictingStatement(DocumentError):
    """The caller says one thing and the document another."""


class UnknownName(OrdlydError):
    """A name that nobody knows, with the nearest known ones.

    Args:
        what: What kind of name it is ("municipality").
        name: The name as given.
        known: All names that would do.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(name.casefold(), sorted(set(known)), n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no {what} “{name}”.", hint=hint)
        self.what = what
        self.name = name
        self.near = near


class PluginError(OrdlydError):
    """A plugin that cannot be loaded, or two plugins that claim the same thing."""


class SettingsError(OrdlydError):
    """A setting that cannot be used."""


class ArchiveError(OrdlydError):
    """The archive cannot be opened or was made by a newer ordlyd."""
