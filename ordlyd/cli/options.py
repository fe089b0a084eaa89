"""The options that several commands share, each described once."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import Annotated, Literal

import typer

from ordlyd.dates import parse_date


def day(text: str) -> Date:
    """Read a date of the command line; another spelling is an error that shows the right one."""
    try:
        return Date.fromisoformat(text)
    except ValueError:
        meant = parse_date(text)
        hint = f"Write {meant}." if meant else "Write year, month and day, as 2026-04-28."
        raise typer.BadParameter(f"“{text}” is no date here. {hint}") from None


_archive = typer.Option(
    "--archive", metavar="DIR", help="The archive (default: ./archive, or ORDLYD_ARCHIVE)"
)
_hidden_archive = typer.Option("--archive", metavar="DIR", hidden=True)

Archive = Annotated[str | None, _archive]
NoArchive = Annotated[str | None, _hidden_archive]
"""For commands without an archive: taken, so that a script can give it to every command."""

Town = Annotated[
    str | None,
    typer.Option("--municipality", metavar="M", help="Whose document it is, if it does not say"),
]
Day = Annotated[
    Date | None,
    typer.Option("--date", metavar="DATE", parser=day, help="Its date, as 2026-04-28"),
]
Committee = Annotated[
    str | None, typer.Option("--committee", metavar="C", help="Its committee, without the term")
]
Towns = Annotated[
    list[str] | None,
    typer.Option("--municipality", metavar="M", help="Only this one; may be given again"),
]
OneTown = Annotated[str | None, typer.Option("--municipality", metavar="M", help="Only this one")]
Since = Annotated[
    Date | None,
    typer.Option("--since", metavar="DATE", parser=day, help="Only meetings from this date on"),
]
Form = Annotated[
    Literal["table", "json"], typer.Option("--format", help="For people, or for programs")
]
TextForm = Annotated[
    Literal["text", "json"], typer.Option("--format", help="For people, or for programs")
]
Folder = Annotated[
    Path, typer.Option("--output", metavar="DIR", file_okay=False, help="The folder to write to")
]
Attachments = Annotated[
    bool | None,
    typer.Option(
        "--attachments/--no-attachments", help="Fetch the attachments' bytes as well, or not"
    ),
]
