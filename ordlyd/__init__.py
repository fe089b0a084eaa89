"""ordlyd reads the agendas and minutes of Danish municipal councils into one schema.

This module is all that a plugin author needs to import; see ``docs/plugins.md``.
"""

from ordlyd.crawled import (
    Answer,
    BrokenDocument,
    BrokenListing,
    Fetch,
    Listed,
    More,
    Portal,
)
from ordlyd.hookspecs import hookimpl
from ordlyd.layout import Given, HeaderField, Layout, Reading, read_meeting
from ordlyd.lines import Document, Line, Page, read, read_file
from ordlyd.model import AgendaItem, Decision, Meeting, MeetingKind, Section, SectionKind
from ordlyd.municipality import Municipality, read_municipalities

__all__ = [
    "AgendaItem",
    "Answer",
    "BrokenDocument",
    "BrokenListing",
    "Decision",
    "Document",
    "Fetch",
    "Given",
    "HeaderField",
    "Layout",
    "Line",
    "Listed",
    "Meeting",
    "MeetingKind",
    "More",
    "Municipality",
    "Page",
    "Portal",
    "Reading",
    "Section",
    "SectionKind",
    "hookimpl",
    "read",
    "read_file",
    "read_meeting",
    "read_municipalities",
]
