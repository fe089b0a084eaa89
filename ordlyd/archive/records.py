"""What the archive answers with, beside stored meetings and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Literal

from ordlyd.model import Meeting, SectionKind

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
class Original:
    """The document that a version was read from.

    Attributes:
        name: File name or address.
        sha256: Of its bytes.
        given: What was known of it beside its bytes when it was read; ``None`` where an older
            ordlyd did not keep that.
        retrieved_at: When a crawl fetched it; ``None`` for an imported file.
        meeting: What was read from it, under the numbers that it had then.
    """

    name: str
    sha256: str
    given: str | None
    retrieved_at: datetime | None
    meeting: Meeting


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
