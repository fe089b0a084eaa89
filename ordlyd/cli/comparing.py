"""``ordlyd compare``: what belongs together in the archive, and what was changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import json_lists, log, write_bytes
from ordlyd.cli.session import Session, WrongUse

MOST_SERIOUS = 10
"""Findings shown to people."""


def compare(
    since: options.Since = None,
    municipality: options.Towns = None,
    new: Annotated[
        bool,
        typer.Option("--new", help="Only what no comparison found before, or found otherwise"),
    ] = False,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Compare everything again, and learn boilerplate anew"),
    ] = False,
    elsewhere: Annotated[
        bool,
        typer.Option("--elsewhere", help="The same matter in other municipalities, too"),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", dir_okay=False, help="Where the JSON goes"),
    ] = None,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Find relations, changes and threads among the items of the archive, and note them there.

    With --since, what has a side in a meeting from that date on is told. With --municipality,
    only items of these are compared, and nothing is noted; neither is it with --elsewhere. Of a
    large archive that was compared before, only what is new is compared with everything, and
    told; --since and --format json tell the rest, too.
    """
    from ordlyd.cli.work import comparing, findings  # noqa: PLC0415 - they import polars

    session = Session.start(archive=archive)
    towns = session.slugs(municipality)
    if new and (towns or elsewhere):
        raise WrongUse(
            "What is new is told of what is noted, which is the whole archive without --elsewhere.",
            hint="Leave out --new, or else --municipality and --elsewhere.",
        )
    with session.archive() as opened:
        found = comparing.found_in(opened, towns, anew=anew, elsewhere=elsewhere)
        told = replace(found, only_new=new, first=since)
        if output is not None:
            with output.open("wb") as file:
                file.writelines(json_lists(told.lists()))
            log.info("Written to %s", output)
        if form == "table":
            findings.show(told.in_short(), session, limit=MOST_SERIOUS)
        elif output is None:
            write_bytes(json_lists(told.lists()))
