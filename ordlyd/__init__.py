"""ordlyd reads the agendas and minutes of Danish municipal councils into one schema.

This module is all that a plugin author needs to import; see ``docs/plugins.md``.
"""

from ordlyd.hookspecs import hookimpl
from ordlyd.layout import Given, HeaderField, Layout, Reading, read_meeting
from ordlyd.lines import Document, Line, read, read_file
from ordlyd.model import AgendaItem, Decision, Meeting, MeetingKind, Section
from ordlyd.municipality import Municipality, read_municipalities

__all__ = [
    "AgendaItem",
    "Decision",
    "Document",
    "Given",
    "HeaderField",
    "Layout",
    "Line",
    "Meeting",
    "MeetingKind",
    "Municipality",
    "Reading",
    "Section",
    "hookimpl",
    "read",
    "read_file",
    "read_meeting",
    "read_municipalities",
]
