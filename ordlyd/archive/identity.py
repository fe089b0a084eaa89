"""Which meeting a document speaks of.

A meeting is (municipality, committee, date and start, kind). Most days have one, so that its id
needs no time: ``odense/byraadet/2026-04-28/minutes``. Where a committee meets twice in a day,
the meeting that was stored later has its start in its id: ``…/2026-04-28T1700/minutes``. An id
never changes once given, whatever is stored afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, Row, or_, select

from ordlyd.archive.objects import canonical, sha256
from ordlyd.archive.tables import documents, meetings
from ordlyd.errors import IncompleteMeeting
from ordlyd.model import Meeting
from ordlyd.text import slug

IDENTIFYING = {
    "municipality": "--municipality",
    "committee": "--committee",
    "date": "--date",
}
"""What must be known of a meeting, and the option that gives it."""

MeetingRow = Row[int, str, str | None, int]
"""Key, id, start and current version."""


def require_identity(meeting: Meeting, document: str) -> None:
    """Raise ``IncompleteMeeting`` when it is not known which meeting this is."""
    missing = [name for name in IDENTIFYING if not slug(str(getattr(meeting, name) or ""))]
    if missing:
        options = " and ".join(IDENTIFYING[name] for name in missing)
        raise IncompleteMeeting(
            f"The {' and the '.join(missing)} of the meeting cannot be read from the document.",
            document=document,
            hint=f"Give {options}.",
        )


def find(
    connection: Connection, meeting: Meeting, document: str, apart_from: Collection[str] = ()
) -> MeetingRow | None:
    """Return the stored meeting that a document speaks of, if there is one.

    Those that it is known to stand apart from are left out.

    The rules in order: the same bytes or the same publication, as before; the same start; the
    only meeting of that day, when one of the two does not say when it began.

    Raises:
        IncompleteMeeting: There are several that day, and the document does not say when.
    """
    columns = select(
        meetings.c.key, meetings.c.id, meetings.c.start, meetings.c.current_version
    ).where(meetings.c.day_id == meeting.id, meetings.c.id.not_in(apart_from))
    known = columns.join(documents, documents.c.meeting_key == meetings.c.key).where(
        or_(
            documents.c.sha256 == meeting.source.sha256,
            documents.c.publication_id == (meeting.source.publication_id or ""),
        )
    )
    if row := connection.execute(known.limit(1)).first():
        return row
    return _by_start(connection.execute(columns).all(), meeting, document)


def _by_start(that_day: Sequence[MeetingRow], meeting: Meeting, document: str) -> MeetingRow | None:
    for row in that_day:
        if row.start == meeting.start:
            return row
    if len(that_day) == 1 and None in (meeting.start, that_day[0].start):
        return that_day[0]
    if that_day and meeting.start is None:
        raise IncompleteMeeting(
            f"{meeting.committee} met {len(that_day)} times on {meeting.date}, "
            "and the document does not say when this meeting began.",
            document=document,
            hint="Import the document with the page that states the time.",
        )
    return None


def new_id(connection: Connection, meeting: Meeting) -> str:
    """Return the id of a meeting that is not stored yet."""
    taken = set(connection.scalars(select(meetings.c.id).where(meetings.c.day_id == meeting.id)))
    return next(name for name in _names(meeting) if name not in taken)


def _names(meeting: Meeting) -> Iterator[str]:
    """Yield the id of the day, that with the start, and others should both be taken."""
    yield meeting.id
    day, _, kind = meeting.id.rpartition("/")
    timed = f"{day}T{(meeting.start or '').replace(':', '')}"
    yield f"{timed}/{kind}"
    yield from (f"{timed}-{number}/{kind}" for number in count(2))


def same_words(a: Meeting, b: Meeting) -> bool:
    """Whether two meetings say the same, wherever that was read and stands.

    An attachment under another number is another file, but for where the whole was published
    again, which gives everything a new number.
    """
    again = a.source.publication_id != b.source.publication_id
    return content(a, numbers=not again) == content(b, numbers=not again)


def content(meeting: Meeting, *, numbers: bool = True) -> dict[str, Any]:
    """What a meeting says; with the numbers of its attachments, or without."""
    item: dict[str, Any] = {
        "publication_id": True,
        "url": True,
        "sections": {"__all__": {"start", "end"}},
    }
    if not numbers:
        item["attachments"] = {"__all__": {"id", "url"}}
    left_out: dict[str, Any] = {"source": True, "schema_version": True, "items": {"__all__": item}}
    return meeting.model_dump(exclude=left_out)


def content_sha256(meeting: Meeting) -> str:
    """A hash of what a meeting says, by which it is known when its text is gone."""
    return sha256(canonical(to_jsonable_python(content(meeting, numbers=False))))
