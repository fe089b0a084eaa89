"""Removing the text of one version for good: because the law requires it, or a council asks.

What stays: that the version was there, when it was stored, the hashes of its original and text,
and since when and why its text is gone. What goes: the text wherever the archive keeps it, and
the original and the attachments, unless another version that was not redacted has the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, insert, select, update

from ordlyd.archive import files, ledger, renumbered, search
from ordlyd.archive.found_records import Redaction
from ordlyd.archive.found_tables import finding_items, findings, redactions
from ordlyd.archive.identity import content_sha256
from ordlyd.archive.objects import RowObjects, pack
from ordlyd.archive.reading import version_of
from ordlyd.archive.tables import documents, items, meetings, sections, versions
from ordlyd.errors import Redacted
from ordlyd.model import Meeting
from ordlyd.stored import RedactedAt, StoredMeeting

_KEPT = {"municipality", "committee", "date", "start", "kind", "source", "schema_version"}
"""What tells which meeting it was, and what its original was."""


def redact(connection: Connection, name: str, reason: str, *, full_text: bool) -> Redaction:
    """Remove a version's text from every row, within the connection's transaction.

    A version that was redacted before stays as it is, so that what was cut off can be ended.

    Raises:
        UnknownName: There is no such version.
        ArchiveError: The id names no version.
    """
    stored = version_of(connection, name)
    key = connection.scalars(select(meetings.c.key).where(meetings.c.id == stored.id)).one()
    if stored.redacted is None:
        done = RedactedAt(datetime.now(UTC), reason)
        _mark(connection, key, stored, done)
        _take_items(connection, key, stored.version, full_text=full_text)
        _take_documents(connection, key, stored.version)
        _hollow(connection, key, stored)
        renumbered.forget(connection, key, stored.version)
        files.forget(connection, key, stored.version)
        _empty_findings(connection, stored.id)
    else:
        done = stored.redacted
    held = [
        *_originals(connection, key, stored.version),
        *files.forgotten(connection, key, stored.version),
    ]
    shared = {digest: _sharing(connection, documents.c.sha256 == digest) for digest in held}
    return Redaction(
        id=f"{stored.id}@{stored.version}",
        at=done.at,
        reason=done.reason,
        originals=tuple(digest for digest in held if not shared[digest]),
        also=tuple(sorted({name for names in shared.values() for name in names})),
    )


def _mark(connection: Connection, key: int, stored: StoredMeeting, done: RedactedAt) -> None:
    ledger.note_redaction(connection, key, stored.version, done.at, done.reason)
    connection.execute(
        insert(redactions).values(
            meeting_key=key,
            version=stored.version,
            at=done.at,
            reason=done.reason,
            content_sha256=content_sha256(stored.meeting),
        )
    )


def _take_items(connection: Connection, key: int, version: int, *, full_text: bool) -> None:
    here = (items.c.meeting_key == key) & (items.c.version == version)
    keys = connection.scalars(select(items.c.key).where(here)).all()
    if full_text:
        search.forget(connection, keys)
    connection.execute(delete(sections).where(sections.c.item_key.in_(keys)))
    connection.execute(delete(items).where(here))


def _take_documents(connection: Connection, key: int, version: int) -> None:
    """Remove the extracted texts, and the names of files, which may say whom it is about."""
    here = (documents.c.meeting_key == key) & (documents.c.version == version)
    for text in connection.scalars(select(documents.c.text_sha256).where(here)).all():
        if not _sharing(connection, documents.c.text_sha256 == text):
            RowObjects(connection).remove(text)
    connection.execute(update(documents).where(here).values(name="", given=None))


def _hollow(connection: Connection, key: int, stored: StoredMeeting) -> None:
    """Leave of a meeting what tells which it was."""
    kept = {name: getattr(stored.meeting, name) for name in _KEPT}
    json = Meeting(**kept, items=()).model_dump_json().encode()
    connection.execute(
        update(versions)
        .where(versions.c.meeting_key == key, versions.c.version == stored.version)
        .values(meeting=pack(json), size=len(json), item_count=0)
    )


def _empty_findings(connection: Connection, meeting_id: str) -> None:
    """Remove what findings quote of a meeting's items; the next noting finds what still holds."""
    of_meeting = finding_items.c.item_id.startswith(f"{meeting_id}#", autoescape=True)
    touching = select(finding_items.c.finding_id).where(of_meeting)
    connection.execute(update(findings).where(findings.c.id.in_(touching)).values(body=None))


def forbid(connection: Connection, sha256: str, content: str, name: str) -> None:
    """Refuse bytes, or a meeting, whose text was removed for good.

    Raises:
        Redacted: It was; says since when and why.
    """
    again = redactions.c.content_sha256 == content
    row = connection.execute(_redactions().where(again)).first()
    if row is None and not _sharing(connection, documents.c.sha256 == sha256):
        row = connection.execute(_redactions().where(documents.c.sha256 == sha256)).first()
    if row is not None:
        raise Redacted(
            f"Its text was removed from the archive on {row.at:%Y-%m-%d}: {row.reason}",
            document=name,
        )


def redacted(connection: Connection) -> frozenset[str]:
    """Return the hashes of the originals that were removed for good, and are not to come back."""
    gone = connection.scalars(
        select(documents.c.sha256).join(
            redactions,
            (documents.c.meeting_key == redactions.c.meeting_key)
            & (documents.c.version == redactions.c.version),
        )
    )
    return frozenset(one for one in gone if not _sharing(connection, documents.c.sha256 == one))


def _redactions() -> Select[datetime, str]:
    return (
        select(redactions.c.at, redactions.c.reason)
        .join(
            documents,
            (documents.c.meeting_key == redactions.c.meeting_key)
            & (documents.c.version == redactions.c.version),
        )
        .order_by(redactions.c.at)
        .limit(1)
    )


def _originals(connection: Connection, key: int, version: int) -> Sequence[str]:
    here = (documents.c.meeting_key == key) & (documents.c.version == version)
    return connection.scalars(select(documents.c.sha256).where(here)).all()


def _sharing(connection: Connection, which: ColumnElement[bool]) -> list[str]:
    """Return the versions that were not redacted and are made of some document."""
    redacted = exists().where(
        redactions.c.meeting_key == documents.c.meeting_key,
        redactions.c.version == documents.c.version,
    )
    rows = connection.execute(
        select(meetings.c.id, documents.c.version)
        .join(documents, documents.c.meeting_key == meetings.c.key)
        .where(which, ~redacted)
    )
    return [f"{row.id}@{row.version}" for row in rows]
