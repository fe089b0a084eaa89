"""Numbers and addresses that changed while the words stayed.

A council that publishes a meeting again gives it, its items and its attachments new numbers, and
the former lead nowhere from then on. The version stays what it was; where it stands now is noted
beside it, and is what a reader is told.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ordlyd.archive.file_tables import renumberings
from ordlyd.archive.objects import pack, unpack
from ordlyd.model import Meeting


def note(
    connection: Connection, key: int, version: int, meeting: Meeting, held: Meeting, at: datetime
) -> None:
    """Note where a version stands now, when a document says the same elsewhere.

    Args:
        connection: Of the transaction that notes the document.
        key: Of the meeting's row.
        version: That is held.
        meeting: What the document says.
        held: The same as it is held, with what was noted before.
        at: Now.
    """
    if (numbers := _numbers(meeting)) == _numbers(held):
        return
    said = json.dumps(numbers, ensure_ascii=False).encode()
    connection.execute(
        insert(renumberings).values(
            meeting_key=key,
            version=version,
            sha256=meeting.source.sha256,
            stored_at=at,
            size=len(said),
            numbers=pack(said),
        )
    )


def latest(connection: Connection, keys: Collection[int]) -> dict[tuple[int, int], Any]:
    """Return the last noted numbers of each version of some meetings that has any."""
    rows = connection.execute(
        select(renumberings)
        .where(renumberings.c.meeting_key.in_(keys))
        .order_by(renumberings.c.stored_at)
    )
    found = {(row.meeting_key, row.version): row for row in rows}
    return {
        place: json.loads(unpack(row.numbers, row.size, f"The numbers of {place}"))
        for place, row in found.items()
    }


def forget(connection: Connection, key: int, version: int) -> None:
    """Remove what was noted of a version."""
    here = (renumberings.c.meeting_key == key) & (renumberings.c.version == version)
    connection.execute(delete(renumberings).where(here))


def renumbered(meeting: Meeting, numbers: Any) -> Meeting:
    """Return a meeting under other numbers; itself where ``numbers`` is ``None``."""
    if numbers is None:
        return meeting
    publication_id, url, said = numbers
    items = []
    for item, (item_id, item_url, files) in zip(meeting.items, said, strict=True):
        attachments = tuple(
            one.model_copy(update={"id": file_id, "url": file_url})
            for one, (file_id, file_url) in zip(item.attachments, files, strict=True)
        )
        changed = {"publication_id": item_id, "url": item_url, "attachments": attachments}
        items.append(item.model_copy(update=changed))
    source = meeting.source.model_copy(update={"publication_id": publication_id, "url": url})
    return meeting.model_copy(update={"source": source, "items": tuple(items)})


def _numbers(meeting: Meeting) -> list[Any]:
    """Return the numbers of a meeting, each item and each attachment, with their addresses."""
    items = [
        [item.publication_id, item.url, [[one.id, one.url] for one in item.attachments]]
        for item in meeting.items
    ]
    return [meeting.source.publication_id, meeting.source.url, items]
