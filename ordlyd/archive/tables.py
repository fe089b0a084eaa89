"""The tables of an archive (``docs/archive.md`` draws them).

Rows are added and never changed, but for two marks: ``meetings.current_version`` (with the
start, once it is known) and ``versions.withdrawn_at``. The SQL is portable; only the full-text
index is SQLite's own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from datetime import date as Date

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    TypedColumns,
    TypeDecorator,
    UniqueConstraint,
    event,
)

MIGRATIONS: tuple[Callable[[Connection], None], ...] = ()
"""Step ``i`` brings an archive from schema ``i + 1`` to ``i + 2``; steps are never edited."""

SCHEMA_VERSION = 1 + len(MIGRATIONS)

metadata = MetaData()


def in_utc(moment: datetime) -> datetime:
    """The same point in time in UTC; one without time zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC and returned with its time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by the base class
        """Leave the time zone out, for not every database keeps it."""
        return in_utc(value).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        """Give the time zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Foreign(TypeDecorator[str]):
    """A name from outside, as of a file: bytes of it that are no UTF-8 are written as escapes."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """Write what no database can hold in a form that it can."""
        return value.encode("utf-8", "backslashreplace").decode() if value else value


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
    stored_at: Named[datetime] = Column(Moment)
    withdrawn_at: Named[datetime | None] = Column(Moment)
    item_count: Named[int]
    size: Named[int]
    meeting: Named[bytes] = Column(LargeBinary)


class DocumentColumns(TypedColumns):
    """One row an original: the bytes that a version was read from, or others that say the same."""

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


def _of_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["meeting_key", "version"], ["versions.meeting_key", "versions.version"]
    )


archive = Table("archive", metadata, ArchiveColumns)
meetings = Table("meetings", metadata, MeetingColumns, Index("meetings_in_time", "date", "id"))
versions = Table("versions", metadata, VersionColumns)
documents = Table("documents", metadata, DocumentColumns, _of_version())
objects = Table("objects", metadata, ObjectColumns)
items = Table(
    "items",
    metadata,
    ItemColumns,
    _of_version(),
    UniqueConstraint("meeting_key", "version", "place"),
)
sections = Table("sections", metadata, SectionColumns)
refusals = Table("refusals", metadata, RefusalColumns)


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
