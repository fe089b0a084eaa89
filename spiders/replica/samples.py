"""Meetings as a FirstAgenda site would publish them: what “ordlyd demo” serves and crawls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from html import escape
from typing import Any

from ordlyd.dates import COPENHAGEN
from ordlyd.model import AgendaItem, Meeting
from spiders.replica.firstagenda import FirstAgendaSite, Item, Publication

_NOON = time(12)
_PARAGRAPH = re.compile(r"\n\s*\n")


def publication(meeting: Meeting, payload: Mapping[str, Any] | None = None) -> Publication:
    """Return a meeting as the site publishes it; as it stands, where it comes as a payload."""
    start = time.fromisoformat(meeting.start) if meeting.start else _NOON
    assert meeting.date is not None  # noqa: S101 - every sample states its date
    return Publication(
        name=meeting.id,
        committee=meeting.committee or "",
        begins=datetime.combine(meeting.date, start, COPENHAGEN),
        items=[_item(item) for item in meeting.items],
        minutes=meeting.kind == "minutes",
        title="Referat" if meeting.kind == "minutes" else "Dagsorden",
        people=[f"-{one.name}" if one.absent else one.name for one in meeting.participants],
        place=meeting.place or "",
        payload=payload,
    )


def move_on(site: FirstAgendaSite, publications: Sequence[Publication]) -> None:
    """Publish more: an edit keeps its number, and minutes take the place of their agenda."""
    for new in publications:
        occasion = new.name.rpartition("/")[0]
        former = [one for one in site.publications if one.name.rpartition("/")[0] == occasion]
        site.publications = [one for one in site.publications if one not in former] + [new]


def _item(item: AgendaItem) -> Item:
    return Item(
        title=item.raw_title,
        case_number=item.case_number or "",
        sections=[
            (section.heading, _html(section.text))
            for section in item.sections
            if section.kind != "attachments"
        ],
        attachments=[attachment.title for attachment in item.attachments],
        closed=item.closed,
        number=item.number,
    )


def _html(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)
