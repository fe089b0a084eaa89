"""``ordlyd export`` and ``ordlyd report``: the archive as tables, and as a site."""

from __future__ import annotations

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
    archive: options.Archive = None,
) -> None:
    """Write meetings, items, sections and all that was found as tables, with a codebook.

    xlsx and csv open in Danish Excel, sqlite in Datasette. E-mail addresses, phone and CPR
    numbers are masked, unless the setting mask_personal_data says otherwise.
    """
    from ordlyd.cli.work import comparing, publish  # noqa: PLC0415 - they import polars

    session = Session.start(archive=archive, language=language)
    with session.archive() as opened:
        comparison = comparing.compare_archive(opened)
        files = publish.write_tables(opened, comparison, output, form, session)
    for file in files:
        results().print(shown(file))


def report(
    output: options.Folder,
    language: Annotated[
        Literal["da", "en"] | None, typer.Option("--language", help="Of the pages (default: da)")
    ] = None,
    archive: options.Archive = None,
) -> None:
    """Write the site of reports: what came back and what was changed, each in its place.

    It opens from disk. Pages of an earlier run that are no more are removed.
    """
    from ordlyd.cli.work import comparing, publish  # noqa: PLC0415 - they import polars

    session = Session.start(archive=archive, language=language)
    with session.archive() as opened:
        comparison = comparing.compare_and_note(opened).comparison()
        summary = publish.write_report(opened, comparison, output, session)
    results().print(shown(summary.front))
    log.info("%s pages, %s files changed", summary.pages, summary.written)
