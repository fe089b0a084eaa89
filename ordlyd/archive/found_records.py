"""What the archive tells of findings, of silent edits and of redactions."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from ordlyd.archive.objects import sha256
from ordlyd.errors import ArchiveError

_LONGEST = 50_000_000
"""Bytes of a finding's body at most, lest a damaged one fill the memory."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a comparison found, as it is handed to the archive.

    Attributes:
        sort: What it is: ``relation``, ``reference``, ``commitment``, ``thread``, ``outcome``.
        key: Its lasting name among those of its sort.
        body: Its canonical JSON.
        items: The ids, without version, of the items that it speaks of.
        gist: That part of it whose change is news; ``None`` for the whole body.
    """

    sort: str
    key: str
    body: bytes
    items: tuple[str, ...]
    gist: bytes | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What a noting of findings came to.

    Attributes:
        at: The moment that it dates them by.
        new: Found for the first time.
        changed: Found before, with another gist, or found again after they were gone.
        gone: Found before and not now.
        unchanged: Found before and standing, whether it was looked for now or not.
    """

    at: datetime
    new: int
    changed: int
    gone: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Noting:
    """The last noting of findings.

    Attributes:
        at: The moment that it dates them by.
        as_of: When its comparison began to read.
        engine: The version of the rules of comparison.
        whole: Whether it noted all findings, or what touches some items.
        context: What finding the same again needs to know.
    """

    at: datetime
    as_of: datetime
    engine: int
    whole: bool
    context: bytes | None


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as the archive holds it.

    Attributes:
        sort: What it is.
        key: Its lasting name among those of its sort.
        packed: Its body, compressed.
        body_sha256: Of its body.
        first_found_at: When it was first noted, with time zone.
        changed_at: When its gist last changed, or it came back.
        gone_at: Since when it is no longer found; ``None`` while it is.
        engine: The version of the rules that found this body.
    """

    sort: str
    key: str
    packed: bytes
    body_sha256: str
    first_found_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    engine: int

    @property
    def body(self) -> bytes:
        """Its canonical JSON, as it was last found; ``ArchiveError`` when that is damaged."""
        body = self._unpacked()
        if sha256(body) != self.body_sha256:
            raise ArchiveError(
                f"The stored {self.sort} {self.key} is damaged: its hash is another one.",
                hint="Put the archive back from a backup; “ordlyd compare” finds it again.",
            )
        return body

    @property
    def intact(self) -> bool:
        """Whether its body is what was noted."""
        return sha256(self._unpacked()) == self.body_sha256

    def _unpacked(self) -> bytes:
        try:
            return zlib.decompressobj().decompress(self.packed, _LONGEST)
        except zlib.error:
            return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One silent edit, or one redaction, as the ledger tells of it.

    Attributes:
        n: Counted from 1.
        at: When the new version was stored, or the text removed; with time zone.
        what: ``edited`` or ``redacted``.
        meeting_id: Of the meeting document.
        from_version: The former version, or the one whose text was removed.
        from_sha256: Of its original.
        from_text_sha256: Of the text extracted from it.
        to_version: The new version; ``None`` of a redaction, as the two hashes of it.
        to_sha256: Of its original.
        to_text_sha256: Of the text extracted from it.
        reason: Why the text was removed.
        previous: The hash of the entry before; zeroes in the first.
        hash: Of all the above.
    """

    n: int
    at: datetime
    what: str
    meeting_id: str
    from_version: int
    from_sha256: str
    from_text_sha256: str
    to_version: int | None = None
    to_sha256: str | None = None
    to_text_sha256: str | None = None
    reason: str | None = None
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """Whether the ledger is whole.

    Attributes:
        entries: How many stand in an unbroken chain from the first on.
        head: The hash of the last of them; it stands for all.
        broken: The number of the first entry that is not as it was written.
        problem: What is wrong, for a reader; empty when the ledger is whole.
    """

    entries: int
    head: str
    broken: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What became of a redaction.

    Attributes:
        id: Of the version, as ``…/minutes@2``.
        at: When its text was removed.
        reason: Why.
        originals: Hashes of the originals that went with it.
        also: Versions of the same bytes that were not redacted, so that these stay.
    """

    id: str
    at: datetime
    reason: str
    originals: tuple[str, ...]
    also: tuple[str, ...]
