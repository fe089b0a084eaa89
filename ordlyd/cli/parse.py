"""``ordlyd parse``: one document to one Meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.text import Text

from ordlyd.cli import options
from ordlyd.cli.inputs import one_file
from ordlyd.cli.output import results, safe, table, write_json
from ordlyd.cli.session import Session
from ordlyd.model import AgendaItem, Meeting


def parse(
    file: Annotated[Path, typer.Argument(help="A .pdf, .html, .json, .txt or .md file")],
    municipality: options.Town = None,
    date: options.Day = None,
    committee: options.Committee = None,
    form: Annotated[
        Literal["json", "text"], typer.Option("--format", help="For programs, or for people")
    ] = "json",
    archive: options.NoArchive = None,  # noqa: ARG001 - every command takes it
) -> None:
    """Read one document into the common schema and write it as JSON.

    The options fill in what the document does not say. What it says wins, with a warning.
    """
    session = Session.start()
    given = session.given(municipality, date, committee)
    document = session.open(one_file(file))
    meeting = session.read(document, given).meeting
    if form == "json":
        write_json(meeting)
    else:
        show_meeting(meeting)


def show_meeting(meeting: Meeting) -> None:
    """Print a meeting's head and a line for each item."""
    console = results()
    console.print(Text(safe(f"{meeting.committee or 'unknown committee'}, {meeting.date}"), "bold"))
    about = (meeting.municipality, meeting.kind, meeting.place, meeting.source.layout)
    console.print(Text(safe(" · ".join(part for part in about if part))), end="\n\n")
    headings = ("Item", "Case number", "Outcome", "Title")
    console.print(table(headings, (_row(item) for item in meeting.items)))


def _row(item: AgendaItem) -> tuple[object, ...]:
    title = f"{item.title} (closed)" if item.closed else item.title
    return item.number, item.case_number, item.decision.outcome, title
