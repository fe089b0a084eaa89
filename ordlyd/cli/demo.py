"""``ordlyd demo``: two council sites on this machine, from their pages to findings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.inputs import shown
from ordlyd.cli.output import log, results, tracking
from ordlyd.cli.session import Session, WrongUse
from ordlyd.samples import sample_batches

MARK = "made-by-ordlyd-demo.txt"
_MARK_TEXT = "“ordlyd demo” made this folder. It makes archive/ and report/ anew on each run.\n"
SHOWN = 5
"""Findings told."""


def demo(
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", file_okay=False, help="Where to put it all")
    ] = Path("demo"),
    archive: options.NoArchive = None,
) -> None:
    """Serve two council sites, crawl them, edit them, crawl again, compare, write the report.

    What the sites publish is invented. The second time, it holds silent edits of the first.
    """
    from ordlyd.cli.work import comparing, findings, publish, sites  # noqa: PLC0415 - they import polars  # noqa: PLC0415 - the same

    if archive is not None:
        log.warning("The demo has an archive of its own; --archive is not used.")
    _prepare(output)
    session = Session.start(archive=str(output / "archive"), crawl_delay=0, platform_delay=0)
    with session.archive(create=True) as opened:
        with tracking() as tell:
            fetched = sites.serve_and_crawl(opened, session, sample_batches(), tell)
        found = comparing.compare_and_note(opened)
        comparison = found.comparison()
        report = publish.write_report(found, output / "report", session)
        console = results()
        console.print(
            f"{fetched} documents of two council sites fetched; {len(comparison.relations)} "
            f"relations and {len(comparison.changes)} changes found. The most serious:\n"
        )
        findings.show_most_serious([comparison], opened, session, limit=SHOWN)
        console.print(f"\nArchive: {shown(output / 'archive')}\nReport:  {shown(report.front)}")


def _prepare(folder: Path) -> None:
    """Make room for a fresh demo; what it did not make itself is never removed.

    Raises:
        WrongUse: The folder holds something else.
    """
    mark = folder / MARK
    if not mark.is_file() and folder.is_dir() and any(folder.iterdir()):
        raise WrongUse(
            f"The folder {shown(folder)} holds something else than a demo.",
            hint="Give a new or empty folder: ordlyd demo --output DIR",
        )
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(_MARK_TEXT, "utf-8")
    for made in ("archive", "report"):
        if (folder / made).is_dir() and not (folder / made).is_symlink():
            shutil.rmtree(folder / made)
