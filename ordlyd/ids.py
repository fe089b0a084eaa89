"""What the id of an item or a meeting says: ``odense/…/2026-04-28/minutes#6@2``."""

from __future__ import annotations


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


def town(name: str) -> str:
    """The slug of the municipality: ``odense``."""
    return name.partition("/")[0]
