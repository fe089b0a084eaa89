"""``ordlyd status`` and ``ordlyd municipalities``: what is held, and what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import log, results, table, write_json
from ordlyd.cli.session import Session
from ordlyd.errors import UnknownName


def status(archive: options.Archive = None, form: options.Form = "table") -> None:
    """Tell what the archive holds of each municipality, and what was refused and why."""
    session = Session.start(archive=archive)
    with session.archive() as opened:
        held, refusals = opened.status(), opened.refusals()
    if form == "json":
        write_json({"municipalities": held, "refusals": refusals})
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
    if refusals:
        console.print()
        console.print(table(("Refused", "Why"), ((one.name, one.reason) for one in refusals)))


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
