"""The tables of attachments, and of what bears another number since it was stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from ordlyd.archive.columns import Foreign, Moment, metadata, of_version


class FileColumns(TypedColumns):
    """One row an address of an attachment, as it stands now.

    ``stable_sha256`` is of its bytes without what changes by itself; ``problem`` is why the last
    fetch failed, ``tries`` how often in a row.
    """

    key = Column(Integer, primary_key=True)
    municipality: Named[str]
    address: Named[str] = Column(Foreign)
    checked_at: Named[datetime | None] = Column(Moment)
    stable_sha256: Named[str | None] = Column(String(64))
    problem: Named[str | None] = Column(Foreign)
    tries: Named[int]


class FileVersionColumns(TypedColumns):
    """One row each time that an attachment was had with other bytes; never changed."""

    key = Column(Integer, primary_key=True)
    file_key: Named[int] = Column(ForeignKey("files.key"), index=True)
    sha256: Named[str] = Column(String(64), index=True)
    size: Named[int]
    media_type: Named[str] = Column(Foreign)
    fetched_at: Named[datetime] = Column(Moment)


class FileItemColumns(TypedColumns):
    """One row where an attachment stands: at which item of which version, under which title."""

    file_key: Named[int] = Column(ForeignKey("files.key"), primary_key=True)
    meeting_key: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)
    item_place: Named[int] = Column(Integer, primary_key=True)
    place: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(Foreign)
    title: Named[str] = Column(Foreign)
    source_id: Named[str | None] = Column(Foreign)


class FilesNotedColumns(TypedColumns):
    """One row a version whose attachments stand in ``file_items``."""

    meeting_key: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)


class RenumberingColumns(TypedColumns):
    """One row a document that says what its version says, under other numbers and addresses.

    ``numbers`` are those of the meeting, of each item and of each attachment, as JSON, compressed.
    """

    meeting_key: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True)
    sha256: Named[str] = Column(String(64), primary_key=True)
    stored_at: Named[datetime] = Column(Moment)
    size: Named[int]
    numbers: Named[bytes] = Column(LargeBinary)


files = Table("files", metadata, FileColumns, UniqueConstraint("municipality", "address"))
file_versions = Table("file_versions", metadata, FileVersionColumns)
file_items = Table("file_items", metadata, FileItemColumns, of_version())
files_noted = Table("files_noted", metadata, FilesNotedColumns, of_version())
renumberings = Table("renumberings", metadata, RenumberingColumns, of_version())
