"""The four real documents as stored items, and what is known of the pairs between them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from gold import NAMES, SHARED, read_real

from ordlyd.stored import StoredItem

_NOT_SAID = {"001": {"date": date(2021, 3, 23)}}  # its first page is missing; a day of that spring


def gold_pairs() -> dict[str, Any]:
    """The hand-checked relations and changes."""
    found: dict[str, Any] = json.loads((SHARED / "gold" / "pairs.json").read_text("utf-8"))
    return found


def gold_items() -> dict[tuple[str, int], StoredItem]:
    """All items of the four documents, by file and number."""
    return {
        (name, int(item.number)): StoredItem(meeting.item_id(item), 1, meeting, item)
        for name in NAMES
        for meeting in [read_real(name, **_NOT_SAID.get(name, {})).meeting]
        for item in meeting.items
    }
