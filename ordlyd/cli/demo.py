"""``ordlyd demo``: the sample documents, from files to findings."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.importing import bring_in
from ordlyd.cli.inputs import shown
from ordlyd.cli.output import log, results, tracking
from ordlyd.cli.session import Session, WrongUse
from ordlyd.layout import Given
from ordlyd.samples import sample_batches

if TYPE_CHECKING:
    from ordlyd.archive import Archive

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
    """Import the sample documents, compare them, write the report, tell the worst.

    The documents are invented. The second batch holds silent edits of the first.
    """
    from ordlyd.cli.work import findings, publish  # noqa: PLC0415 - they import polars

    if archive is not None:
        log.warning("The demo has an archive of its own; --archive is not used.")
    _prepare(output)
    session = Session.start(archive=str(output / "archive"))
    with session.archive(create=True) as opened:
        read = sum(_bring_in(batch, opened, session) for batch in sample_batches())
        comparison = findings.compare_archive(opened)
        report = publish.write_report(opened, comparison, output / "report", session)
        console = results()
        console.print(
            f"{read} sample documents read; {len(comparison.relations)} relations and "
            f"{len(comparison.changes)} changes found. The most serious:\n"
        )
        findings.show_findings(comparison, opened, session, limit=SHOWN)
        console.print(f"\nArchive: {shown(output / 'archive')}\nReport:  {shown(report.front)}")


def _bring_in(batch: Sequence[Path], archive: Archive, session: Session) -> int:
    """Import a batch and return how many documents could be read."""
    with tracking() as tell:
        summary = bring_in(batch, archive, session, Given(), tell)
    for refused in summary.refused:
        log.error("Refused %s: %s", refused.file, refused.reason)
    return len(summary.imported)


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
