"""The tables of an archive (``docs/archive.md`` draws them).

Rows are added and never changed, but for two marks: ``meetings.current_version`` (with the
start, once it is known) and ``versions.withdrawn_at``; but for ``listings``, which says how
things stand at a source now, while ``fetches`` and ``events`` keep how they came to be; and but
for ``findings``, which say what a comparison finds now. A redaction takes texts away, and leaves
a row that says so. The SQL is portable; only the full-text index is SQLite's own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    event,
)

from ordlyd.archive.alert_tables import ALERT_TABLES
from ordlyd.archive.columns import Foreign, Moment, metadata, of_version
from ordlyd.archive.file_tables import (
    file_items,
    file_versions,
    files,
    files_noted,
    renumberings,
)
from ordlyd.archive.found_tables import finding_items, findings, ledger, notings, redactions


def _add_crawling(connection: Connection) -> None:
    """From 1 to 2: what crawls saw and fetched."""
    for table in (crawls, listings, fetches, events):
        table.create(connection)


def _add_findings(connection: Connection) -> None:
    """From 2 to 3: what comparisons found, what became of versions, and how documents were read."""
    from ordlyd.archive.ledger import begin  # noqa: PLC0415 - it needs these tables

    for table in (notings, findings, finding_items, ledger, redactions):
        table.create(connection)
    connection.execute(DDL("ALTER TABLE documents ADD COLUMN given VARCHAR"))  # type: ignore[no-untyped-call]
    for timed, column in _TIMED:
        index = DDL(f"CREATE INDEX IF NOT EXISTS ix_{timed}_{column} ON {timed} ({column})")  # type: ignore[no-untyped-call]
        connection.execute(index)
    begin(connection)


_TIMED = (("versions", "stored_at"), ("versions", "withdrawn_at"), ("events", "at"))
"""What tells a comparison of a night which meetings are new to it."""


def _add_files(connection: Connection) -> None:
    """From 3 to 4: attachments, and what bears another number since it was stored."""
    for table in (files, file_versions, file_items, files_noted, renumberings):
        table.create(connection)


def _add_alerts(connection: Connection) -> None:
    """From 4 to 5: what rules have told, and the messages that are to be sent."""
    for table in ALERT_TABLES:
        table.create(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _add_crawling,
    _add_findings,
    _add_files,
    _add_alerts,
)
"""Step ``i`` brings an archive from schema ``i + 1`` to ``i + 2``; steps are never edited."""

SCHEMA_VERSION = 1 + len(MIGRATIONS)


class ArchiveColumns(TypedColumns):
    """One row: which schema this is."""

    schema_version: Named[int]


class MeetingColumns(TypedColumns):
    """One row a meeting. ``day_id`` is its id as if it were the only one of that day."""

    key = Column(Integer, primary_key=True)
    id: Named[str] = Column(unique=True)
    day_id: Named[str] = Column(index=True)
    municipality: Named[str] = Column(index=True)
    committee: Named[str]
    date: Named[Date]
    start: Named[str | None]
    current_version: Named[int]


class VersionColumns(TypedColumns):
    """One row a version. ``meeting`` is its JSON, compressed; ``size`` is that of the JSON."""

    meeting_key: Named[int] = Column(ForeignKey("meetings.key"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)
    stored_at: Named[datetime] = Column(Moment, index=True)
    withdrawn_at: Named[datetime | None] = Column(Moment, index=True)
    item_count: Named[int]
    size: Named[int]
    meeting: Named[bytes] = Column(LargeBinary)


class DocumentColumns(TypedColumns):
    """One row an original: the bytes that a version was read from, or others that say the same.

    ``given`` is what was known of the document beside its bytes when it was read, as JSON.
    """

    meeting_key: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)
    sha256: Named[str] = Column(String(64), primary_key=True, index=True)
    name: Named[str] = Column(Foreign)
    media_type: Named[str]
    publication_id: Named[str | None]
    url: Named[str | None]
    size: Named[int]
    text_sha256: Named[str] = Column(String(64))
    text_size: Named[int]
    retrieved_at: Named[datetime | None] = Column(Moment)
    stored_at: Named[datetime] = Column(Moment)
    given: Named[str | None] = Column(Foreign)


class ObjectColumns(TypedColumns):
    """Content-addressed bytes, compressed: extracted texts, and originals where no folder is."""

    sha256: Named[str] = Column(String(64), primary_key=True)
    data: Named[bytes] = Column(LargeBinary)


class ItemColumns(TypedColumns):
    """One row an item of a version, in printed order."""

    key = Column(Integer, primary_key=True)
    meeting_key: Named[int]
    version: Named[int]
    place: Named[int]
    number: Named[str]
    title: Named[str]
    case_number: Named[str | None] = Column(index=True)
    closed: Named[bool]


class SectionColumns(TypedColumns):
    """One row a section of an item, and one each for decisions printed outside any section."""

    item_key: Named[int] = Column(ForeignKey("items.key"), primary_key=True)
    place: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str]
    text: Named[str]


class RefusalColumns(TypedColumns):
    """One row a document that could not be had or read."""

    name: Named[str] = Column(Foreign, primary_key=True)
    sha256: Named[str] = Column(String(64), index=True)
    reason: Named[str] = Column(Foreign)
    municipality: Named[str | None]
    refused_at: Named[datetime] = Column(Moment)


class CrawlColumns(TypedColumns):
    """One row a crawl of one municipality. ``ended_at`` is empty while it runs, or was killed.

    ``goes_on_from`` is the start of the cut crawls that it goes on with, or its own.
    ``complete`` is whether the whole list was read; ``alarms`` is a JSON list of sentences.
    """

    key = Column(Integer, primary_key=True)
    municipality: Named[str] = Column(index=True)
    started_at: Named[datetime] = Column(Moment)
    goes_on_from: Named[datetime] = Column(Moment)
    ended_at: Named[datetime | None] = Column(Moment)
    complete: Named[bool]
    alarms: Named[str]


class ListingColumns(TypedColumns):
    """One row a publication that a source lists or listed, as it stands now.

    ``listed`` is what the source says, as JSON, ``stated`` a hash of it without its addresses,
    and ``checked_as`` that hash when the document was last had. ``first_crawl`` first found it
    listed and ``seen_crawl`` last; ``gone_at`` is set by one that read the whole list and did
    not. ``problem`` is why the last fetch failed.
    """

    key = Column(Integer, primary_key=True)
    municipality: Named[str]
    source_id: Named[str] = Column(Foreign)
    meeting_key: Named[str] = Column(Foreign)
    occasion_key: Named[str] = Column(Foreign)
    date: Named[Date]
    closed: Named[bool]
    listed: Named[str] = Column(Foreign)
    stated: Named[str] = Column(String(64))
    first_crawl: Named[int]
    seen_crawl: Named[int]
    gone_at: Named[datetime | None] = Column(Moment)
    checked_at: Named[datetime | None] = Column(Moment)
    checked_as: Named[str | None] = Column(String(64))
    stable_sha256: Named[str | None] = Column(String(64))
    meeting_id: Named[str | None]
    problem: Named[str | None] = Column(Foreign)
    tries: Named[int]


class FetchColumns(TypedColumns):
    """One row a document whose bytes were kept; ``read_at`` is empty until a layout read it."""

    key = Column(Integer, primary_key=True)
    listing_key: Named[int] = Column(ForeignKey("listings.key"), index=True)
    crawl_key: Named[int] = Column(ForeignKey("crawls.key"))
    sha256: Named[str] = Column(String(64))
    size: Named[int]
    media_type: Named[str] = Column(Foreign)
    url: Named[str] = Column(Foreign)
    fetched_at: Named[datetime] = Column(Moment)
    read_at: Named[datetime | None] = Column(Moment)
    meeting_id: Named[str | None]
    version: Named[int | None]
    residue: Named[int]
    problem: Named[str | None] = Column(Foreign)


class EventColumns(TypedColumns):
    """One row each time that a listing appeared, vanished or came back; never changed."""

    key = Column(Integer, primary_key=True)
    listing_key: Named[int] = Column(ForeignKey("listings.key"), index=True)
    crawl_key: Named[int] = Column(ForeignKey("crawls.key"), index=True)
    at: Named[datetime] = Column(Moment, index=True)
    what: Named[str]
    successor: Named[str | None] = Column(Foreign)


archive = Table("archive", metadata, ArchiveColumns)
meetings = Table("meetings", metadata, MeetingColumns, Index("meetings_in_time", "date", "id"))
versions = Table("versions", metadata, VersionColumns)
documents = Table("documents", metadata, DocumentColumns, of_version())
objects = Table("objects", metadata, ObjectColumns)
items = Table(
    "items",
    metadata,
    ItemColumns,
    of_version(),
    UniqueConstraint("meeting_key", "version", "place"),
)
sections = Table("sections", metadata, SectionColumns)
refusals = Table("refusals", metadata, RefusalColumns)
crawls = Table("crawls", metadata, CrawlColumns)
listings = Table(
    "listings",
    metadata,
    ListingColumns,
    UniqueConstraint("municipality", "source_id"),
    Index("listings_in_time", "municipality", "date"),
    Index("listings_by_occasion", "municipality", "occasion_key"),
)
fetches = Table("fetches", metadata, FetchColumns, Index("fetches_unread", "read_at"))
events = Table("events", metadata, EventColumns)


class SearchColumns(TypedColumns):
    """The full-text index: one row an item, ``rowid`` is its key.

    Each text stands twice, as words (for phrases and the start of a word) and as stems. The
    index holds no copy of the texts. Former versions stay in it and are left out by the query,
    so that nothing is ever deleted from it.
    """

    rowid = Column(Integer, primary_key=True)
    head: Named[str]
    body: Named[str]
    minor: Named[str]
    head_stems: Named[str]
    body_stems: Named[str]
    minor_stems: Named[str]


search = Table("search", MetaData(), SearchColumns)

# Without “remove_diacritics 0” SQLite takes å for a.
_SEARCH_DDL = DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    "CREATE VIRTUAL TABLE search USING fts5"
    "(head, body, minor, head_stems, body_stems, minor_stems,"
    " content='', tokenize='unicode61 remove_diacritics 0')"
)
event.listen(metadata, "after_create", _SEARCH_DDL.execute_if(dialect="sqlite"))
