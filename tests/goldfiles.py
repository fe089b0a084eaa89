"""The four real documents as stored items, cut by hand from text and gold annotation."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ordlyd.model import AgendaItem, Meeting, Section, Source
from ordlyd.stored import StoredItem

SHARED = Path(__file__).resolve().parents[2] / "shared"
UNKNOWN_DAY = {"001": date(2021, 3, 23)}  # its first page is missing; any day of that spring does
_ITEM = re.compile(r"(?m)^[ \t]*Punkt (\d{1,3}):")


def gold_pairs() -> dict[str, Any]:
    """The hand-checked relations between the four documents, or a skip that says why."""
    path = SHARED / "gold" / "pairs.json"
    if not path.is_file():
        pytest.skip("../shared/gold/pairs.json is not here")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def gold_items() -> dict[tuple[str, int], StoredItem]:
    """All items of the four documents, by file and number."""
    return {
        (name, int(item.number)): StoredItem(meeting.item_id(item), 1, meeting, item)
        for name, file in gold_pairs()["files"].items()
        for meeting in [_meeting(name, file)]
        for item in meeting.items
    }


def _meeting(name: str, file: str) -> Meeting:
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    text = (SHARED / "minutes" / file).read_text(encoding="utf-8")
    heads = list(_ITEM.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    bodies = {int(head[1]): (head.end(), end) for head, end in zip(heads, ends, strict=True)}
    return Meeting(
        municipality=gold["municipality"],
        committee=gold["committee"],
        term=gold["term"],
        kind=gold["document_kind"],
        date=UNKNOWN_DAY.get(name) or date.fromisoformat(gold["date"]),
        items=tuple(_item(item, text, *bodies[item["number"]]) for item in gold["items"]),
        source=Source(
            media_type="text/plain",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            layout="gold",
        ),
    )


def _item(gold: dict[str, Any], text: str, start: int, end: int) -> AgendaItem:
    return AgendaItem(
        number=str(gold["number"]),
        title=gold["title"],
        raw_title=gold["raw_title"],
        closed=gold["closed"],
        case_number=gold["case_number"],
        sections=tuple(_sections(gold, text, start, end)),
    )


def _sections(gold: dict[str, Any], text: str, start: int, end: int) -> list[Section]:
    """Cut the item's text where a line is a gold heading, in the gold's order."""
    cuts: list[tuple[int, int, dict[str, Any]]] = []
    at = start
    for section in gold["sections"]:
        line = re.compile(rf"(?m)^[ \t]*{re.escape(section['heading'])}[ \t]*:?[ \t]*$")
        found = line.search(text, at, end) if section["heading"] else None
        cuts.append((found.start() if found else at, found.end() if found else at, section))
        at = cuts[-1][1]
    ends = [*(cut[0] for cut in cuts[1:]), end]
    return [
        Section(
            kind=section["kind"],
            heading=section["heading"],
            text=text[begin:stop],
            start=begin,
            end=stop,
        )
        for (_, begin, section), stop in zip(cuts, ends[: len(cuts)], strict=True)
    ]
