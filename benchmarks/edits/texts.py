"""Texts to edit: the sections of minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ordlyd import read_file, read_meeting
from ordlyd.model import Meeting
from ordlyd.registry import default_registry
from ordlyd.samples import BATCHES, SAMPLES

SHORTEST = 300
"""Characters of a text that has room for edits; decisions may be shorter."""
_DECIDING = frozenset({"decision", "recommendation"})


def texts(meetings: Iterable[Meeting]) -> Sequence[tuple[str, str]]:
    """Return kind and text of each section that can be edited."""
    return [
        (section.kind, section.text)
        for meeting in meetings
        for item in meeting.items
        for section in item.sections
        if section.kind != "attachments"
        and section.text
        and (len(section.text) >= SHORTEST or section.kind in _DECIDING)
    ]


def samples() -> Sequence[tuple[str, str]]:
    """The texts of our own sample documents."""
    registry = default_registry()
    paths = [path for name in BATCHES for path in sorted((SAMPLES / name).glob("*.txt"))]
    return texts(
        read_meeting(read_file(path), registry.layouts, registry.municipalities).meeting
        for path in paths
    )
