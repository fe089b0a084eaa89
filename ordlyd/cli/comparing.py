"""``ordlyd compare``: what belongs together in the archive, and what was changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import as_json, log, write_json
from ordlyd.cli.session import Session

MOST_SERIOUS = 10
"""Findings shown to people."""


def compare(
    since: options.Since = None,
    municipality: options.Towns = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", dir_okay=False, help="Write the JSON to this file"
        ),
    ] = None,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Find relations, changes and threads among the items of the archive.

    With --since and --municipality, only the meetings they name are compared with each other.
    """
    from ordlyd.cli.work import findings  # noqa: PLC0415 - imports the whole comparison

    session = Session.start(archive=archive)
    towns = session.slugs(municipality)
    with session.archive() as opened:
        comparison = findings.compare_archive(opened, since=since, municipalities=towns)
        if output is not None:
            output.write_bytes(as_json(comparison))
            log.info("Written to %s", output)
        if form == "table":
            findings.show_counts(comparison)
            findings.show_findings(comparison, opened, session, limit=MOST_SERIOUS)
        elif output is None:
            write_json(comparison)
