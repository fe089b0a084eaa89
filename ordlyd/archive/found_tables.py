"""The tables of what was found: findings, the ledger of silent edits, and redactions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from ordlyd.archive.columns import Moment, metadata, of_version


class NotingColumns(TypedColumns):
    """One row a noting of findings. ``ended_at`` is empty while it runs, or was cut off.

    ``at`` is the moment that its findings are dated by: that of the cut notings it goes on with,
    or its own. ``as_of`` is when the comparison began to read; ``context`` is what comparing the
    same items again needs to know of all the others, and is kept of the last noting only.
    """

    key = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(Moment)
    as_of: Named[datetime] = Column(Moment)
    ended_at: Named[datetime | None] = Column(Moment)
    engine: Named[int]
    whole: Named[bool]
    context: Named[bytes | None] = Column(LargeBinary)


class FindingColumns(TypedColumns):
    """One row something found, as it was last noted.

    ``body`` is its canonical JSON, compressed, and empty after a redaction of its texts;
    ``gist_sha256`` is the hash of that part of it whose change is news.
    """

    id = Column(Integer, primary_key=True)
    sort: Named[str]
    key: Named[str] = Column(String(16))
    body: Named[bytes | None] = Column(LargeBinary)
    body_sha256: Named[str] = Column(String(64))
    gist_sha256: Named[str] = Column(String(64))
    engine: Named[int]
    first_found_at: Named[datetime] = Column(Moment)
    changed_at: Named[datetime] = Column(Moment, index=True)
    gone_at: Named[datetime | None] = Column(Moment)


class FindingItemColumns(TypedColumns):
    """One row an item that a finding speaks of, by its id without a version."""

    item_id: Named[str] = Column(primary_key=True)
    finding_id: Named[int] = Column(ForeignKey("findings.id"), primary_key=True, index=True)


class LedgerColumns(TypedColumns):
    """One row a silent edit or a redaction; added only, each with the hash of the one before.

    Of an edit, ``from_`` and ``to_`` are the former and the new version, with the hash of the
    original and of the extracted text; of a redaction, ``from_`` is what was taken away.
    """

    n: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Moment)
    what: Named[str]
    meeting_id: Named[str]
    from_version: Named[int]
    from_sha256: Named[str] = Column(String(64))
    from_text_sha256: Named[str] = Column(String(64))
    to_version: Named[int | None]
    to_sha256: Named[str | None] = Column(String(64))
    to_text_sha256: Named[str | None] = Column(String(64))
    reason: Named[str | None]
    previous: Named[str] = Column(String(64))
    hash: Named[str] = Column(String(64))


class RedactionColumns(TypedColumns):
    """One row a version whose text was removed for good.

    ``content_sha256`` is a hash of what it said, by which the same text is known again.
    """

    meeting_key: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(Moment)
    reason: Named[str]
    content_sha256: Named[str] = Column(String(64), index=True)


notings = Table("notings", metadata, NotingColumns)
findings = Table("findings", metadata, FindingColumns, UniqueConstraint("key", "sort"))
# Most are not gone: an index of those would lead a query planner astray.
Index(
    "findings_gone",
    findings.c.gone_at,
    sqlite_where=findings.c.gone_at.is_not(None),
    postgresql_where=findings.c.gone_at.is_not(None),
)
finding_items = Table("finding_items", metadata, FindingItemColumns, sqlite_with_rowid=False)
ledger = Table("ledger", metadata, LedgerColumns)
redactions = Table("redactions", metadata, RedactionColumns, of_version())
