"""``ordlyd export`` and ``ordlyd report``: the archive as tables, and as a site."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import typer

from ordlyd.cli import options
from ordlyd.cli.inputs import shown
from ordlyd.cli.output import log, results
from ordlyd.cli.session import Session


def export(
    form: Annotated[
        Literal["parquet", "csv", "xlsx", "jsonl", "sqlite"],
        typer.Option("--format", help="The form of the tables"),
    ],
    output: options.Folder,
    language: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--language", help="Of the codebook and descriptions (default: da)"),
    ] = None,
    municipality: options.Towns = None,
    archive: options.Archive = None,
) -> None:
    """Write meetings, items, sections and all that was found as tables, with a codebook.

    xlsx and csv open in Danish Excel, sqlite in Datasette. E-mail addresses, phone and CPR
    numbers are masked, unless the setting mask_personal_data says otherwise. The whole archive is
    compared; with --municipality, what is of these alone is written.
    """
    from ordlyd.cli.work import comparing, publish  # noqa: PLC0415 - they import polars

    session = Session.start(archive=archive, language=language)
    towns = session.slugs(municipality)
    with session.archive() as opened:
        found = comparing.compare_and_note(opened)
        told = replace(found, towns=towns)
        files = publish.write_tables(told, output, form, session)
    for file in files:
        results().print(shown(file))


def report(
    output: options.Folder,
    language: Annotated[
        Literal["da", "en"] | None, typer.Option("--language", help="Of the pages (default: da)")
    ] = None,
    municipality: options.Towns = None,
    archive: options.Archive = None,
) -> None:
    """Write the site of reports: what came back and what was changed, each in its place.

    It opens from disk. Pages of an earlier run that are no more are removed. The whole archive is
    compared; with --municipality, what is of these alone is shown.
    """
    from ordlyd.cli.work import comparing, publish  # noqa: PLC0415 - they import polars

    session = Session.start(archive=archive, language=language)
    towns = session.slugs(municipality)
    with session.archive() as opened:
        found = comparing.compare_and_note(opened)
        told = replace(found, towns=towns)
        summary = publish.write_report(told, output, session)
    results().print(shown(summary.front))
    log.info("%s pages, %s files changed", summary.pages, summary.written)
