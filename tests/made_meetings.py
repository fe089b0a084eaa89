"""Invented meetings, small, with just what a test wants to be different."""

import hashlib
from datetime import date

from ordlyd.model import AgendaItem, Meeting, Section, Source

DAY = "aaby/teknik-og-miljoeudvalget/2031-03-04"
ID = f"{DAY}/minutes"
"""The id of the meeting that is made when a test asks for nothing else."""

SHA = hashlib.sha256(b"one").hexdigest()
"""Of its bytes."""


def made_item(number="1", title="Cykelsti langs åen", *, case_number=None, **texts):
    """An item with a section for each keyword: ``summary="…"``."""
    sections, start = [], 0
    for kind, text in texts.items():
        sections.append(Section(kind=kind, text=text, start=start, end=start + len(text)))
        start += len(text) + 1
    return AgendaItem(
        number=number,
        title=title,
        raw_title=title,
        case_number=case_number,
        sections=tuple(sections),
    )


def made_meeting(*items, original=b"one", **fields):
    """A meeting of the invented municipality of Aaby, read from ``original``."""
    source = Source(
        media_type="text/plain",
        sha256=hashlib.sha256(original).hexdigest(),
        layout="made",
        publication_id=fields.pop("publication_id", None),
    )
    known = {
        "municipality": "aaby",
        "committee": "Teknik- og Miljøudvalget",
        "kind": "minutes",
        "date": date(2031, 3, 4),
        "start": "16:00",
    }
    return Meeting(items=items or (made_item(),), source=source, **known | fields)


def keep(archive, *items, original=b"one", name="referat.txt", retrieved_at=None, **fields):
    """Store a made meeting."""
    meeting = made_meeting(*items, original=original, **fields)
    text = "\n".join(section.text for item in meeting.items for section in item.sections)
    return archive.store(meeting, original, name=name, text=text, retrieved_at=retrieved_at)
