"""``ordlyd import``: files and folders into the archive."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ordlyd.cli import options
from ordlyd.cli.given import given_to_json
from ordlyd.cli.inputs import Skipped, collect, shown
from ordlyd.cli.output import Tell, log, results, safe, table, tracking, write_json
from ordlyd.cli.session import Session
from ordlyd.errors import DocumentError, OrdlydError, UnreadableDocument
from ordlyd.layout import Given, Reading
from ordlyd.lines import Document
from ordlyd.lines.read import load, read

if TYPE_CHECKING:
    from ordlyd.archive import Archive

STATUSES = {"new": "new", "revised": "new versions", "unchanged": "unchanged"}
"""The words of the summary for what became of a document."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that the archive holds now; the id is not looked up for known bytes."""

    file: str
    status: Literal["new", "revised", "unchanged"]
    id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A document of which nothing was stored, and why."""

    file: str
    reason: str


@dataclass(slots=True)
class Summary:
    """What became of each file of an import."""

    imported: list[Imported] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def import_documents(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders")],
    municipality: options.Town = None,
    date: options.Day = None,
    committee: options.Committee = None,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Read documents into the archive, folders with all that is in them.

    A document that was imported before changes nothing; a changed one becomes a new version.
    One that cannot be read is named with its reason and does not stop the others.
    """
    session = Session.start(archive=archive)
    given = session.given(municipality, date, committee)
    found = collect(paths)
    _ = session.registry  # a plugin that is wrong stops us before an archive is made
    with session.archive(create=True) as opened, tracking() as tell:
        summary = bring_in(found.files, opened, session, given, tell)
    summary.skipped.extend(found.skipped)
    if form == "json":
        write_json(summary)
    else:
        _show(summary)
    _explain(summary)
    if summary.refused:
        raise typer.Exit(1)


def bring_in(
    files: Sequence[Path], archive: Archive, session: Session, given: Given, tell: Tell
) -> Summary:
    """Import files one by one; one that is refused is recorded as that."""
    summary = Summary()
    refused_before = {refusal.name for refusal in archive.refusals()}
    for done, path in enumerate(files):
        tell("import", done, len(files))
        name, digest = shown(path), ""
        try:
            data = load(path, max_bytes=session.max_bytes)
            digest = hashlib.sha256(data).hexdigest()
            if archive.knows(digest) and name not in refused_before:
                summary.imported.append(Imported(name, "unchanged"))
                continue
            document, reading = _read(data, name, session, given)
            stored = archive.store(
                reading.meeting, data, name=name, text=document.text, given=given_to_json(given)
            )
            summary.imported.append(Imported(name, stored.status, stored.id, stored.version))
        except DocumentError as error:
            reason = safe(str(error).removeprefix(str(path)).removeprefix(name).lstrip(",: "))
            archive.refuse(name=name, sha256=digest, reason=reason, municipality=given.municipality)
            summary.refused.append(Refused(name, reason))
    tell("import", len(files), len(files))
    return summary


def _read(data: bytes, name: str, session: Session, given: Given) -> tuple[Document, Reading]:
    """Read one document; a fault of ours costs this document and not the others."""
    try:
        document = read(data, name=name, max_bytes=session.max_bytes, pages=session.registry.pages)
        return document, session.read(document, given)
    except OrdlydError:
        raise
    except Exception as fault:
        log.debug("%s", name, exc_info=fault)
        raise UnreadableDocument(
            f"ordlyd fails on it ({type(fault).__name__}: {fault}), which is a bug.",
            document=name,
            hint="Please report it with what “ordlyd --debug parse” says.",
        ) from fault


def _show(summary: Summary) -> None:
    counted = Counter[str](one.status for one in summary.imported)
    rows: list[tuple[str, int]] = [(word, counted[status]) for status, word in STATUSES.items()]
    rows.append(("refused", len(summary.refused)))
    if summary.skipped:
        rows.append(("skipped", len(summary.skipped)))
    console = results()
    console.print(table(("Documents", ""), rows))
    revised = [one for one in summary.imported if one.status == "revised"]
    if revised:
        versions = ((f"{one.id}@{one.version}", one.file) for one in revised)
        console.print()
        console.print(table(("New version", "From"), versions))


def _explain(summary: Summary) -> None:
    for skipped in summary.skipped:
        log.warning("Skipped %s, which %s.", skipped.file, skipped.reason)
    for refused in summary.refused:
        log.error("Refused %s: %s", refused.file, refused.reason)
