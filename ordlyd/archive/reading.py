"""Reading meetings and items back, in pages and by id."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    func,
    select,
    tuple_,
    union,
)

from ordlyd.archive.found_tables import redactions
from ordlyd.archive.objects import unpack
from ordlyd.archive.records import Original, Versions
from ordlyd.archive.renumbered import latest, renumbered
from ordlyd.archive.tables import documents, events, listings, meetings, versions
from ordlyd.errors import ArchiveError, UnknownName
from ordlyd.model import Meeting
from ordlyd.stored import RedactedAt, StoredItem, StoredMeeting

PAGE = 50
"""Versions read at a time; no transaction stays open between two pages."""

_ID = re.compile(r"(?P<meeting>[^#@]+)(?:#(?P<number>[^@]+))?(?:@(?P<version>\d{1,9}))?")
_NEIGHBOURS = 50

VersionRow = Row[*tuple[Any, ...]]
VersionSelect = Select[*tuple[Any, ...]]


def unpack_meeting(packed: bytes, size: int, what: str) -> Meeting:
    """Return a meeting from its compressed JSON; ``ArchiveError`` when that is damaged."""
    try:
        return Meeting.model_validate_json(unpack(packed, size, what))
    except ValidationError as error:
        raise ArchiveError(
            f"{what} is stored in a form that this ordlyd does not know.", hint="Upgrade ordlyd."
        ) from error


def page(
    connection: Connection,
    after: StoredMeeting | None,
    *,
    since: Date | None,
    municipalities: Collection[str],
    which: Versions,
    as_of: datetime | None,
) -> list[StoredMeeting]:
    """Return the next versions by date, id and version; an empty list when there are no more.

    ``as_of`` leaves out what was stored later, and marks of withdrawal that were set later.
    """
    place: list[ColumnElement[Any]] = [meetings.c.date, meetings.c.id, versions.c.version]
    statement = _versions().order_by(*place).limit(PAGE)
    if since is not None:
        statement = statement.where(meetings.c.date >= since)
    if municipalities:
        statement = statement.where(meetings.c.municipality.in_(municipalities))
    if which == "current":
        # A meeting that is revised between two pages must not come twice.
        place = place[:2]
        statement = statement.where(versions.c.version == meetings.c.current_version)
    if as_of is not None:
        statement = statement.where(versions.c.stored_at <= as_of)
    if after is not None:
        last = [after.meeting.date, after.id, after.version]
        statement = statement.where(tuple_(*place) > tuple_(*last[: len(place)]))
    return _stored(connection, connection.execute(statement).all(), as_of)


def changed_since(connection: Connection, moment: datetime) -> list[str]:
    """Return the meetings of which a version was stored, withdrawn, redacted or found again."""
    of_version = select(meetings.c.id).join(versions, versions.c.meeting_key == meetings.c.key)
    of_listing = select(listings.c.meeting_id).join(events, events.c.listing_key == listings.c.key)
    redacted = select(meetings.c.id).join(redactions, redactions.c.meeting_key == meetings.c.key)
    changed: CompoundSelect[str] = union(
        of_version.where(versions.c.stored_at >= moment),
        of_version.where(versions.c.withdrawn_at >= moment),
        redacted.where(redactions.c.at >= moment),
        of_listing.where(events.c.at >= moment, listings.c.meeting_id.is_not(None)),
    )
    return sorted(connection.scalars(changed))


def sizes(connection: Connection) -> list[tuple[str, int]]:
    """Return each meeting by municipality, date and id, with the items of all its versions."""
    statement = (
        select(meetings.c.id, func.sum(versions.c.item_count))
        .join(versions, versions.c.meeting_key == meetings.c.key)
        .group_by(meetings.c.key)
        .order_by(meetings.c.municipality, meetings.c.date, meetings.c.id)
    )
    return [(id_, items) for id_, items in connection.execute(statement)]


def by_ids(connection: Connection, ids: Collection[str]) -> list[StoredMeeting]:
    """Return all versions of some meetings; ids that nothing has are left out."""
    statement = _versions().where(meetings.c.id.in_(ids))
    ordered = statement.order_by(meetings.c.date, meetings.c.id, versions.c.version)
    return _stored(connection, connection.execute(ordered).all())


def get(connection: Connection, name: str) -> StoredMeeting | StoredItem:
    """Return what an id names: a meeting or an item, in its current or a named version.

    Raises:
        UnknownName: Nothing has that id; carries the nearest ids.
    """
    match = _ID.fullmatch(name)
    if match is None:
        raise UnknownName("id", name, ())
    meeting = _meeting(connection, match["meeting"], match["version"], name)
    if match["number"] is None:
        return meeting
    for item in meeting.items():
        if item.item.number == match["number"]:
            return item
    raise UnknownName("id", name, [item.id for item in meeting.items()])


def document(connection: Connection, digest: str) -> Row[int, str, int]:
    """Return the size of a document, and the hash and size of its text.

    Raises:
        UnknownName: No document has that hash.
    """
    columns = select(documents.c.size, documents.c.text_sha256, documents.c.text_size)
    statement = columns.where(documents.c.sha256 == digest).order_by(documents.c.stored_at)
    row = connection.execute(statement.limit(1)).first()
    if row is None:
        raise UnknownName("document with the SHA-256", digest, ())
    return row


def original(connection: Connection, stored: StoredMeeting) -> Original:
    """Return the document that a version was read from, and how."""
    row = connection.execute(
        select(documents.c.name, documents.c.given, documents.c.retrieved_at)
        .add_columns(versions.c.meeting, versions.c.size)
        .join(meetings, meetings.c.key == documents.c.meeting_key)
        .join(
            versions,
            (versions.c.meeting_key == documents.c.meeting_key)
            & (versions.c.version == documents.c.version),
        )
        .where(
            meetings.c.id == stored.id,
            documents.c.version == stored.version,
            documents.c.sha256 == stored.meeting.source.sha256,
        )
    ).one_or_none()
    if row is None:
        raise ArchiveError(
            f"The archive does not know the original of {stored.id}@{stored.version}.",
            hint="Put the archive back from a backup.",
        )
    return Original(
        name=row.name,
        sha256=stored.meeting.source.sha256,
        given=row.given,
        retrieved_at=row.retrieved_at,
        meeting=unpack_meeting(row.meeting, row.size, f"{stored.id}@{stored.version}"),
    )


def last_days(connection: Connection, municipality: str, as_of: datetime) -> dict[str, Date]:
    """Return the day of the newest meeting held of each committee of a municipality."""
    rows = connection.execute(
        select(meetings.c.committee, func.max(meetings.c.date))
        .join(versions, versions.c.meeting_key == meetings.c.key)
        .where(
            meetings.c.municipality == municipality,
            versions.c.stored_at <= as_of,
            versions.c.item_count > 0,
            versions.c.withdrawn_at.is_(None) | (versions.c.withdrawn_at > as_of),
        )
        .group_by(meetings.c.committee)
    )
    return {row[0]: row[1] for row in rows}


def current(connection: Connection, meeting_id: str) -> StoredMeeting:
    """Return the current version of a meeting; ``UnknownName`` when there is none."""
    return _meeting(connection, meeting_id, None, meeting_id)


def version_of(connection: Connection, name: str) -> StoredMeeting:
    """Return the version of a meeting document that an id with ``@2`` names.

    Raises:
        UnknownName: It names none; carries the versions held, or the nearest ids.
    """
    match = _ID.fullmatch(name)
    meeting_id = match["meeting"] if match else name
    if match is not None and match["number"] is None and match["version"] is not None:
        return _meeting(connection, meeting_id, match["version"], name)
    held = select(versions.c.version).join(meetings, meetings.c.key == versions.c.meeting_key)
    numbers = connection.scalars(held.where(meetings.c.id == meeting_id)).all()
    known = [f"{meeting_id}@{number}" for number in numbers]
    raise UnknownName("version", name, known or _near(connection, meeting_id))


def _meeting(
    connection: Connection, meeting_id: str, version: str | None, name: str
) -> StoredMeeting:
    statement = _versions().where(meetings.c.id == meeting_id)
    wanted = meetings.c.current_version if version is None else int(version)
    row = connection.execute(statement.where(versions.c.version == wanted)).first()
    if row is not None:
        return _stored(connection, [row])[0]
    held = connection.execute(statement.order_by(versions.c.version)).all()
    suffix = name[len(meeting_id) :].partition("@")[0]
    known = [f"{meeting_id}{suffix}@{row.version}" for row in held]
    raise UnknownName("id", name, known or _near(connection, meeting_id))


def _versions() -> VersionSelect:
    return select(
        meetings.c.key,
        meetings.c.id,
        meetings.c.current_version,
        versions.c.version,
        versions.c.stored_at,
        versions.c.withdrawn_at,
        versions.c.size,
        versions.c.meeting,
        redactions.c.at.label("redacted_at"),
        redactions.c.reason,
    ).select_from(
        meetings.join(versions, versions.c.meeting_key == meetings.c.key).outerjoin(
            redactions,
            (redactions.c.meeting_key == versions.c.meeting_key)
            & (redactions.c.version == versions.c.version),
        )
    )


def _stored(
    connection: Connection, rows: Sequence[VersionRow], as_of: datetime | None = None
) -> list[StoredMeeting]:
    """Return versions as they were read, under the numbers that they have now."""
    numbers = latest(connection, {row.key for row in rows})
    found = []
    for row in rows:
        meeting = unpack_meeting(row.meeting, row.size, f"{row.id}@{row.version}")
        stored = StoredMeeting(
            id=row.id,
            version=row.version,
            meeting=renumbered(meeting, numbers.get((row.key, row.version))),
            stored_at=row.stored_at,
            current=row.version == row.current_version,
            withdrawn=_withdrawn(row, as_of),
            redacted=RedactedAt(row.redacted_at, row.reason) if row.redacted_at else None,
        )
        found.append(stored)
    return found


def _withdrawn(row: VersionRow, as_of: datetime | None) -> bool:
    return row.withdrawn_at is not None and (as_of is None or row.withdrawn_at <= as_of)


def _near(connection: Connection, meeting_id: str) -> Iterable[str]:
    """Return ids beside a mistyped one in alphabetical order, its municipality put right."""
    town, _, rest = meeting_id.partition("/")
    towns = connection.scalars(select(meetings.c.municipality).distinct()).all()
    town = next(iter(difflib.get_close_matches(town, towns, n=1)), town)
    sought, ids = f"{town}/{rest}", select(meetings.c.id).limit(_NEIGHBOURS)
    before = ids.where(meetings.c.id < sought).order_by(meetings.c.id.desc())
    after = ids.where(meetings.c.id >= sought).order_by(meetings.c.id)
    return [*connection.scalars(before), *connection.scalars(after)]
