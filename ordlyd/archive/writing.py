"""Storing one meeting: the rows of a new version, or none when nothing changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, func, insert, select, update

from ordlyd.archive import identity, ledger
from ordlyd.archive.columns import in_utc
from ordlyd.archive.identity import same_words
from ordlyd.archive.objects import RowObjects, pack, sha256
from ordlyd.archive.reading import current
from ordlyd.archive.records import Stored
from ordlyd.archive.renumbered import note
from ordlyd.archive.search import index
from ordlyd.archive.tables import documents, items, meetings, sections, versions
from ordlyd.errors import ArchiveError, UnreadableDocument
from ordlyd.model import AgendaItem, Meeting, SectionKind


@dataclass(frozen=True, slots=True)
class Delivery:
    """One document with what was read from it, ready to store.

    Attributes:
        meeting: What was read; its source holds the time of retrieval.
        json: The same as bytes.
        original: The bytes of the document.
        text: The extracted text as bytes.
        name: File name or address.
        retrieved_at: When a crawl fetched the document; ``None`` for an imported file.
        stored_at: Now.
        apart_from: Ids of meetings that this is not.
        given: What was known of the document beside its bytes.
    """

    meeting: Meeting
    json: bytes
    original: bytes
    text: bytes
    name: str
    retrieved_at: datetime | None
    stored_at: datetime
    apart_from: Collection[str] = ()
    given: str | None = None


def deliver(
    meeting: Meeting,
    original: bytes,
    *,
    name: str,
    text: str,
    retrieved_at: datetime | None,
    apart_from: Collection[str] = (),
    given: str | None = None,
) -> Delivery:
    """Check what is to be stored, before anything is written.

    Raises:
        IncompleteMeeting: What identifies the meeting is not known.
        UnreadableDocument: The text holds what no file can hold.
        ArchiveError: The meeting was read from other bytes.
    """
    identity.require_identity(meeting, name)
    if meeting.source.sha256 != sha256(original):
        raise ArchiveError(
            f"{name}: the meeting was read from other bytes than those to be stored.",
            hint="Read the document again and store what was read together with its bytes.",
        )
    if retrieved_at is not None:
        retrieved_at = in_utc(retrieved_at)
        source = meeting.source.model_copy(update={"retrieved_at": retrieved_at})
        meeting = meeting.model_copy(update={"source": source})
    try:
        json, encoded = meeting.model_dump_json().encode(), text.encode()
    except (PydanticSerializationError, UnicodeEncodeError) as error:
        raise UnreadableDocument(
            "The text holds half a character (a lone surrogate).",
            document=name,
            hint="Save the document as UTF-8 and import it again.",
        ) from error
    return Delivery(
        meeting, json, original, encoded, name, retrieved_at, datetime.now(UTC), apart_from, given
    )


def write(connection: Connection, delivery: Delivery, *, full_text: bool) -> Stored:
    """Write what is new about a meeting, within the connection's transaction.

    Raises:
        IncompleteMeeting: It cannot be told which of that day's meetings this is.
    """
    row = identity.find(connection, delivery.meeting, delivery.name, delivery.apart_from)
    if row is None:
        key, name = _add_meeting(connection, delivery.meeting)
        stored = Stored(name, 1, "new")
    else:
        key, stored = row.key, _judge(connection, row, delivery)
    if stored.status != "unchanged":
        _add_version(connection, key, stored.version, delivery)
        _add_items(connection, key, stored.version, delivery.meeting.items, full_text=full_text)
    if stored.status == "revised":
        _point_to(connection, key, stored.version, delivery.meeting)
    _note_document(connection, key, stored, delivery)
    if stored.status == "revised":
        ledger.note_edit(connection, key, stored.version, delivery.stored_at)
    return stored


def withdraw(connection: Connection, name: str, *, withdrawn: bool) -> None:
    """Set or lift the mark on a meeting's current version.

    Raises:
        UnknownName: There is no such meeting.
    """
    stored = current(connection, name)
    mark = datetime.now(UTC) if withdrawn else None
    here = select(meetings.c.key).where(meetings.c.id == stored.id).scalar_subquery()
    connection.execute(
        update(versions)
        .where(versions.c.meeting_key == here, versions.c.version == stored.version)
        .values(withdrawn_at=mark)
    )


def _judge(connection: Connection, row: identity.MeetingRow, delivery: Delivery) -> Stored:
    """Tell whether a document adds a version to a meeting that is held.

    The bytes of a former version are old news when they are imported. When a crawl fetches
    them after the current version was had, the council has gone back to them.
    """
    held = connection.scalar(
        select(func.max(documents.c.version)).where(
            documents.c.meeting_key == row.key,
            documents.c.sha256 == delivery.meeting.source.sha256,
        )
    )
    latest = current(connection, row.id)
    fetched = delivery.retrieved_at
    had_at = connection.scalar(
        select(func.min(documents.c.retrieved_at)).where(
            documents.c.meeting_key == row.key, documents.c.version == row.current_version
        )
    )
    old_news = fetched is None or fetched <= (had_at or latest.stored_at)
    if held is not None and (held == row.current_version or old_news):
        return Stored(row.id, held, "unchanged")
    if same_words(latest.meeting, delivery.meeting):
        return Stored(row.id, row.current_version, "unchanged")
    return Stored(row.id, row.current_version + 1, "revised")


def _add_meeting(connection: Connection, meeting: Meeting) -> tuple[int, str]:
    name = identity.new_id(connection, meeting)
    values = {
        "id": name,
        "day_id": meeting.id,
        "municipality": meeting.municipality,
        "committee": meeting.committee,
        "date": meeting.date,
        "start": meeting.start,
        "current_version": 1,
    }
    return connection.scalars(insert(meetings).values(values).returning(meetings.c.key)).one(), name


def _add_version(connection: Connection, key: int, version: int, delivery: Delivery) -> None:
    connection.execute(
        insert(versions).values(
            meeting_key=key,
            version=version,
            stored_at=delivery.stored_at,
            item_count=len(delivery.meeting.items),
            size=len(delivery.json),
            meeting=pack(delivery.json),
        )
    )


def _point_to(connection: Connection, key: int, version: int, meeting: Meeting) -> None:
    start = {"start": meeting.start} if meeting.start else {}
    connection.execute(
        update(meetings).where(meetings.c.key == key).values(current_version=version, **start)
    )


def _add_items(
    connection: Connection,
    key: int,
    version: int,
    added: Sequence[AgendaItem],
    *,
    full_text: bool,
) -> None:
    if not added:
        return
    rows = [_item_row(key, version, place, item) for place, item in enumerate(added)]
    keys = connection.scalars(
        insert(items).returning(items.c.key, sort_by_parameter_order=True), rows
    ).all()
    texts = [list(searchable(item)) for item in added]
    section_rows = [
        {"item_key": item_key, "place": place, "kind": kind, "text": text}
        for item_key, parts in zip(keys, texts, strict=True)
        for place, (kind, text) in enumerate(parts)
    ]
    if section_rows:
        connection.execute(insert(sections), section_rows)
    if full_text:
        index(connection, zip(keys, added, texts, strict=True))


def _item_row(key: int, version: int, place: int, item: AgendaItem) -> dict[str, object]:
    return {
        "meeting_key": key,
        "version": version,
        "place": place,
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "closed": item.closed,
    }


def searchable(item: AgendaItem) -> Iterator[tuple[SectionKind, str]]:
    """Yield every text of an item with its kind, also what no section holds."""
    yield from ((section.kind, section.text) for section in item.sections)
    elsewhere: dict[SectionKind, Iterable[str]] = {
        "decision": [item.decision.text],
        "case_history": (entry.text for entry in item.history),
        "attachments": (attachment.title for attachment in item.attachments),
    }
    for kind, texts in elsewhere.items():
        if item.section(kind) is None:
            yield from ((kind, text) for text in texts if text)


def _note_document(connection: Connection, key: int, stored: Stored, delivery: Delivery) -> None:
    source = delivery.meeting.source
    place = {"sha256": source.sha256, "meeting_key": key, "version": stored.version}
    if connection.execute(select(documents.c.size).filter_by(**place)).first():
        return
    if stored.status == "unchanged" and delivery.retrieved_at is not None:
        held = current(connection, stored.id).meeting
        note(connection, key, stored.version, delivery.meeting, held, delivery.stored_at)
    text_sha256 = sha256(delivery.text)
    RowObjects(connection).put(text_sha256, delivery.text)
    connection.execute(
        insert(documents).values(
            **place,
            name=delivery.name,
            media_type=source.media_type,
            publication_id=source.publication_id or None,
            url=source.url,
            size=len(delivery.original),
            text_sha256=text_sha256,
            text_size=len(delivery.text),
            retrieved_at=source.retrieved_at,
            stored_at=delivery.stored_at,
            given=delivery.given,
        )
    )
