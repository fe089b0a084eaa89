"""Rows of what the archive holds: objects of the schema become tuples, column by column.

The order of each tuple is that of the columns in ``tables.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ordlyd.model import Decision
from ordlyd.stored import StoredItem, StoredMeeting

Row = tuple[object, ...]
Named = tuple[str, Row]
"""A row and the table that it belongs to."""


def of_meeting(stored: StoredMeeting, *, gone: bool) -> Iterator[Named]:
    """Yield the row of a meeting and of those who took part; of one that is gone no text."""
    m, source = stored.meeting, stored.meeting.source
    key = meeting_key(stored)
    # fmt: off
    yield "meetings", (
        key, stored.id, stored.version, m.municipality, m.committee, m.term, m.kind, m.date,
        m.start, m.end, None if gone else m.place, len(m.items), stored.stored_at, stored.current,
        stored.withdrawn, stored.redacted.at if stored.redacted else None, source.url,
        source.media_type, source.sha256, source.retrieved_at, source.layout,
        source.publication_id,
    )
    # fmt: on
    if not gone:
        for n, person in enumerate(m.participants, 1):
            yield "attendance", (key, n, person.name, person.party, person.absent)


def of_item(key: str, position: int, stored: StoredItem, meeting: StoredMeeting) -> Iterator[Named]:
    """Yield the row of an item and of all that stands in it."""
    i, m = stored.item, stored.meeting
    kle = (i.kle.code, i.kle.facet) if i.kle else (None, None)
    # fmt: off
    yield "items", (
        key, stored.id, stored.version, meeting_key(meeting), m.municipality, m.committee, m.date,
        m.kind, meeting.current, position, i.number, i.title, i.raw_title, i.type,
        list(i.committees), i.closed, i.case_number, *kle, i.decision.outcome, i.decision.text,
        list(i.links), i.tables, i.url, i.publication_id,
    )
    # fmt: on
    for n, s in enumerate(i.sections, 1):
        yield "sections", (key, n, s.kind, s.heading, s.text, s.start, s.end)
    for n, (how, name) in enumerate(_votes(i.decision), 1):
        yield "votes", (key, n, how, name)
    for n, h in enumerate(i.history, 1):
        yield "history", (key, n, h.date, h.committee, h.text, h.outcome)
    for n, a in enumerate(i.attachments, 1):
        yield "attachments", (key, n, a.title, a.url, a.id)


def meeting_key(stored: StoredMeeting) -> str:
    """The key of one version of a meeting."""
    return f"{stored.id}@{stored.version}"


def item_keys(stored: StoredMeeting) -> Iterator[tuple[str, StoredItem]]:
    """Yield the items with their keys; a number that a document has twice gets ``~2``."""
    seen: dict[str, int] = {}
    for item in stored.items():
        nth = seen[item.id] = seen.get(item.id, 0) + 1
        yield item.version_id + (f"~{nth}" if nth > 1 else ""), item


def _votes(decision: Decision) -> Iterator[tuple[str, str]]:
    groups = {
        "for": decision.for_,
        "against": decision.against,
        "abstained": decision.abstained,
        "absent": decision.absent,
    }
    for how, names in groups.items():
        for name in names:
            yield how, name
