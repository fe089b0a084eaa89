"""The four real documents, their gold, and the map from our schema to the gold's flatter one.

They lie beside the repository and are read in place; where they are not, ``HERE`` is false.
"""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from ordlyd import Given, Meeting, Reading, read_file, read_meeting
from ordlyd.model import AgendaItem
from ordlyd.registry import default_registry
from ordlyd.stored import StoredItem

SHARED = Path(__file__).resolve().parents[2] / "shared"
NAMES = {
    "000": "000_499d8c61f13d1b97.txt",
    "001": "001_9a5c4c0dcd478ceb.txt",
    "003": "003_4eabfdd963ed6647.txt",
    "004": "004_eae494ec270a50b3.txt",
}
HERE = (SHARED / "gold" / "score.py").exists()
_NOT_SAID = {"001": {"date": date(2021, 3, 23)}}  # its first page is missing; a day of that spring


def minutes(key: str) -> Path:
    """The path of one real document."""
    return SHARED / "minutes" / NAMES[key]


def read_real(key: str, **given: Any) -> Reading:
    """Read one real document as a user would, by what it says of itself."""
    registry = default_registry()
    return read_meeting(
        read_file(minutes(key)), registry.layouts, registry.municipalities, Given(**given)
    )


def gold_of(key: str) -> dict[str, Any]:
    """The annotation of one real document."""
    loaded: dict[str, Any] = json.loads((SHARED / "gold" / f"{key}.json").read_text("utf-8"))
    return loaded


def gold_pairs() -> dict[str, Any]:
    """The hand-checked relations, changes, references and commitments."""
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


@lru_cache
def scorer() -> ModuleType:
    """The scorer that came with the gold."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def scored(key: str) -> tuple[dict[str, float], list[str]]:
    """The figure of each field of one document, and what differs."""
    told: list[str] = []
    fields, notes = scorer().score(gold_of(key), flatten(read_real(key).meeting), told.append)
    return {name: figure for name, figure, _ in (*fields, *notes)}, told


def flatten(meeting: Meeting) -> dict[str, Any]:
    """A meeting in the gold's shape."""
    return {
        "municipality": meeting.municipality,
        "committee": meeting.committee,
        "term": meeting.term,
        "document_kind": meeting.kind,
        "date": meeting.date.isoformat() if meeting.date else None,
        "start": meeting.start,
        "end": meeting.end,
        "place": meeting.place,
        "participants": [person.name for person in meeting.participants],
        "items": [_item(item) for item in meeting.items],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    decision = item.decision
    return {
        "number": int(item.number),
        "title": item.title,
        "raw_title": item.raw_title,
        "type": item.type,
        "committees": list(item.committees),
        "closed": item.closed,
        "case_number": item.case_number,
        "decision_text": decision.text or None,
        "outcome": decision.outcome,
        "absent": list(decision.absent),
        "votes": {
            "for": list(decision.for_),
            "against": list(decision.against),
            "abstained": list(decision.abstained),
        },
        "attachments": [attachment.title for attachment in item.attachments],
        "attachment_ids": [a.id for a in item.attachments if a.id],
        "links": list(item.links),
        "tables": item.tables,
        "sections": [{"kind": s.kind, "heading": s.heading, "text": s.text} for s in item.sections],
    }
