"""What the archive answers with, beside stored meetings and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Literal

from ordlyd.model import SectionKind

Status = Literal["new", "revised", "unchanged"]
Versions = Literal["current", "all"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a meeting that was handed to the archive.

    Attributes:
        id: The meeting's id; it never changes once given.
        version: The version that holds what was handed over, counted from 1.
        status: ``new`` and ``revised`` wrote that version; ``unchanged`` found it there.
    """

    id: str
    version: int
    status: Status


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that could not be had or read.

    Attributes:
        name: File name or address.
        sha256: Of its bytes; empty when there were none.
        reason: What was wrong, for a reader.
        municipality: Whose document it is, where that is known.
        refused_at: When, with time zone.
    """

    name: str
    sha256: str
    reason: str
    municipality: str | None
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """One item that a search found.

    Attributes:
        item_id: The item's id.
        title: Its title.
        committee: Of its meeting.
        date: Of its meeting.
        municipality: Slug.
        section_kind: Where the sentence stands; ``None`` when only the title fits.
        sentence: The sentence that fits best, word for word; the title when only that fits.
            Of a sentence longer than 500 characters, the part around the first word found.
        highlights: Spans of the words found, in ``sentence``.
        score: Higher is better; comparable within one search only.
    """

    item_id: str
    title: str
    committee: str
    date: Date
    municipality: str
    section_kind: SectionKind | None
    sentence: str
    highlights: list[tuple[int, int]]
    score: float


@dataclass(frozen=True, slots=True)
class MunicipalityStatus:
    """What the archive holds of one municipality.

    Attributes:
        municipality: Slug; ``unknown`` for refused documents whose municipality is not known.
        meetings: Agendas, supplements and minutes held.
        items: Items in their current versions.
        versions: Versions held, the current ones among them.
        first_date: Of the earliest meeting.
        last_date: Of the latest meeting.
        last_stored_at: When the last version was stored, with time zone.
        refused: Documents that could not be had or read.
    """

    municipality: str
    meetings: int = 0
    items: int = 0
    versions: int = 0
    first_date: Date | None = None
    last_date: Date | None = None
    last_stored_at: datetime | None = None
    refused: int = 0


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
        unchanged: Found before and now.
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
        context: What finding the same again needs to know.
    """

    at: datetime
    as_of: datetime
    engine: int
    context: bytes | None


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as the archive holds it.

    Attributes:
        sort: What it is.
        key: Its lasting name among those of its sort.
        body: Its canonical JSON, as it was last found.
        first_found_at: When it was first noted, with time zone.
        changed_at: When its gist last changed, or it came back.
        gone_at: Since when it is no longer found; ``None`` while it is.
        engine: The version of the rules that found this body.
    """

    sort: str
    key: str
    body: bytes
    first_found_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    engine: int


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


@dataclass(frozen=True, slots=True)
class Lacking:
    """A publication that a source lists and the archive does not hold as it now stands.

    Attributes:
        name: Committee, date, start and what the source calls it.
        reason: Why, for a reader.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One version of an attachment's bytes.

    Attributes:
        title: As printed with the item.
        address: Where the council keeps it.
        sha256: Of the bytes; ``Archive.file`` returns them.
        size: Of the bytes.
        media_type: As the source stated it.
        fetched_at: When, with time zone.
    """

    title: str
    address: str
    sha256: str
    size: int
    media_type: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """Which attachments of the meetings held, as they now stand, are held as well.

    Attributes:
        listed: Attachments, each address once.
        held: Those whose bytes were had.
        lacking: Those that were not, or not as they now stand, by item and title, with reason.
    """

    listed: int
    held: int
    lacking: list[Lacking]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a source lists, and what is held of it.

    Attributes:
        municipality: Slug.
        listed: Publications that the source lists.
        held: Those of them that were fetched and read.
        lacking: The rest, by name; ``held + len(lacking) == listed``.
        stale: Held ones whose newest state, or a part of which, could not be had or read.
        alarms: What is wrong with the list or with the last crawl, for a reader.
        last_crawl: When the last crawl began, with time zone.
        complete: Whether it read the whole list.
        attachments: ``None`` where their bytes were never asked for.
    """

    municipality: str
    listed: int
    held: int
    lacking: list[Lacking]
    stale: list[Lacking]
    alarms: list[str]
    last_crawl: datetime | None
    complete: bool
    attachments: FileReceipt | None = None
