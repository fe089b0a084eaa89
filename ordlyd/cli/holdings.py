"""``ordlyd status`` and ``ordlyd municipalities``: what is held, and what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from ordlyd.cli import options
from ordlyd.cli.output import log, results, table, write_json
from ordlyd.cli.session import Session
from ordlyd.errors import UnknownName

if TYPE_CHECKING:
    from ordlyd.archive import FileReceipt, Receipt


def status(archive: options.Archive = None, form: options.Form = "table") -> None:
    """Tell what is held of each municipality, and what its source lists that is not, and why."""
    session = Session.start(archive=archive)
    with session.archive() as opened:
        held, refusals, receipts = opened.status(), opened.refusals(), opened.receipts()
    if form == "json":
        write_json({"municipalities": held, "refusals": refusals, "receipts": receipts})
        return
    names = session.names
    headings = ("Municipality", "Meetings", "Items", "Versions", "First", "Last", "Refused")
    rows = (
        (
            names.get(town.municipality, town.municipality),
            town.meetings,
            town.items,
            town.versions,
            town.first_date,
            town.last_date,
            town.refused,
        )
        for town in held
    )
    console = results()
    console.print(table(headings, rows))
    if receipts:
        _show_receipts(receipts, names, console)
    if refusals:
        console.print()
        console.print(table(("Refused", "Why"), ((one.name, one.reason) for one in refusals)))


def _show_receipts(receipts: Sequence[Receipt], names: Mapping[str, str], console: Console) -> None:
    """Print what each source lists and what of it is held, the rest by name, and the alarms."""
    named = [(names.get(one.municipality, one.municipality), one) for one in receipts]
    headings = ("Municipality", "Last crawl", "Listed", "Held", "Lacking", "Health")
    rows = (
        (
            name,
            f"{one.last_crawl:%Y-%m-%d %H:%M}" if one.last_crawl else None,
            one.listed,
            one.held,
            len(one.lacking),
            f"{len(one.alarms)} alarms" if one.alarms else "well",
        )
        for name, one in named
    )
    console.print()
    console.print(table(headings, rows))
    show_attachments([(name, one.attachments) for name, one in named], console)
    missing = [
        (name, lack.name, lack.reason)
        for name, one in named
        for lack in (
            *one.lacking,
            *one.stale,
            *(one.attachments.lacking if one.attachments else ()),
        )
    ]
    if missing:
        console.print()
        console.print(table(("Municipality", "Lacks", "Why"), missing))
    if alarms := [(name, alarm) for name, one in named for alarm in one.alarms]:
        console.print()
        console.print(table(("Municipality", "Alarm"), alarms))


def show_attachments(held: Iterable[tuple[str, FileReceipt | None]], console: Console) -> None:
    """Print how many attachments are held of each municipality of which they were asked for."""
    rows = [(name, files.listed, files.held, len(files.lacking)) for name, files in held if files]
    if rows:
        console.print()
        console.print(table(("Attachments", "Listed", "Held", "Lacking"), rows))


def municipalities(
    platform: Annotated[
        str | None, typer.Option("--platform", metavar="P", help="Only those that publish there")
    ] = None,
    form: options.Form = "table",
    archive: options.NoArchive = None,  # noqa: ARG001 - every command takes it
) -> None:
    """List the municipalities that ordlyd knows, and where each of them publishes."""
    towns = list(Session.start().registry.municipalities.values())
    if platform is not None:
        known = {town.platform for town in towns if town.platform}
        if platform not in known:
            raise UnknownName("platform", platform, known)
        towns = [town for town in towns if town.platform == platform]
    if form == "json":
        shown = {"slug", "name", "code", "platform", "host", "valid_from", "note"}
        write_json({"municipalities": [town.model_dump(include=shown) for town in towns]})
        return
    headings = ("Name", "Slug", "Code", "Platform", "Host", "Note")
    rows = ((t.name, t.slug, t.code, t.platform, t.host, t.note) for t in towns)
    results().print(table(headings, rows))
    log.info("%s municipalities", len(towns))
