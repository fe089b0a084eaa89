"""What the id of an item or a meeting says: ``odense/…/2026-04-28/minutes#6@2``."""

from __future__ import annotations

import re
from datetime import date as Date

_DAY = re.compile(r"/(\d{4}-\d\d-\d\d)(?:T[\d-]*)?/(?:agenda|minutes|supplement)(?:[#@]|$)")


def bare(name: str) -> str:
    """The id without its version: ``odense/…/2026-04-28/minutes#6``."""
    return name.partition("@")[0]


def document(name: str) -> str:
    """The id of the document that it is in: ``odense/…/2026-04-28/minutes``."""
    return bare(name).partition("#")[0]


def occasion(name: str) -> str:
    """The meeting itself, whichever document tells of it: ``odense/…/2026-04-28``."""
    return document(name).rpartition("/")[0]


def document_kind(name: str) -> str:
    """The kind of the document: ``agenda``, ``supplement`` or ``minutes``."""
    return document(name).rpartition("/")[2]


def day(name: str) -> Date | None:
    """The day of the meeting: 28 April 2026."""
    match = _DAY.search(name)
    return Date.fromisoformat(match[1]) if match else None


def town(name: str) -> str:
    """The slug of the municipality: ``odense``."""
    return name.partition("/")[0]
