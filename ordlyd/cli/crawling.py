"""``ordlyd crawl`` and ``ordlyd read``: council sites into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from ordlyd.cli import options
from ordlyd.cli.holdings import show_attachments
from ordlyd.cli.output import log, results, table, tracking, write_json
from ordlyd.cli.session import Session, WrongUse
from ordlyd.municipality import Municipality

if TYPE_CHECKING:
    from ordlyd.cli.work.crawls import Outcome

SHOWN = 10
"""Publications that are lacking, named on a terminal."""


def crawl(
    municipalities: Annotated[
        list[str] | None, typer.Argument(metavar="M", help="Municipalities, by name or slug")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every municipality")] = False,
    since: options.Since = None,
    committee: Annotated[
        str | None, typer.Option("--committee", metavar="NAME", help="Only committees named so")
    ] = None,
    base_url: Annotated[
        list[str] | None,
        typer.Option("--base-url", metavar="M=URL", help="Crawl a municipality at another host"),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Fetch everything again")] = False,
    accept_fewer: Annotated[
        bool, typer.Option("--accept-fewer", help="Believe a list that lost much of what it had")
    ] = False,
    attachments: options.Attachments = None,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Fetch what councils publish into the archive, and read it.

    New and changed documents are fetched, those of the last 90 days again, older ones once a
    quarter. Exit code 1: something that the sources list is lacking, each named with its reason.
    """
    from ordlyd.cli.work import crawls  # noqa: PLC0415 - only here

    session = Session.start(archive=archive, attachments=attachments)
    addresses = dict(_address(one, session) for one in base_url or ())
    towns = _chosen(municipalities or (), everything, session, addresses)
    ordered = crawls.Order(
        towns=[town.slug for town in towns],
        base_urls=addresses,
        since=since.isoformat() if since else None,
        committee=committee,
        full=full,
        accept_fewer=accept_fewer,
        attachments=session.settings.attachments,
    )
    with session.archive(create=True) as opened, tracking() as tell:
        outcomes = crawls.crawl(opened, session, ordered, tell)
    if form == "json":
        write_json({"municipalities": outcomes})
    else:
        _show(outcomes, session)
    if any(not outcome.well for outcome in outcomes):
        raise typer.Exit(1)


def read(
    municipality: options.OneTown = None,
    again: Annotated[
        bool, typer.Option("--again", help="Those too that could not be read before")
    ] = False,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Read what was fetched and not read yet, without any network.

    That is so after “scrapy crawl”, and after a mend of a layout (--again).
    """
    from ordlyd.cli.kept import read_kept  # noqa: PLC0415 - with the archive

    session = Session.start(archive=archive)
    slug = session.slug(municipality) if municipality else None
    with session.archive() as opened, tracking() as tell:
        summary = read_kept(opened, session, slug, tell, again=again)
    if form == "json":
        write_json({"stored": summary.stored, "unreadable": summary.unreadable})
    else:
        rows = [(word, summary.count(word)) for word in ("new", "revised", "unchanged")]
        results().print(table(("Documents", ""), [*rows, ("unreadable", len(summary.unreadable))]))
    for title, reason in summary.unreadable:
        log.error("%s: %s", title, reason)
    if summary.unreadable:
        raise typer.Exit(1)


def _address(given: str, session: Session) -> tuple[str, str]:
    """Read ``odense=http://127.0.0.1:8000``."""
    name, _, url = given.partition("=")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise WrongUse(
            f"“{given}” is no municipality with an address.",
            hint="Write --base-url odense=http://127.0.0.1:8000",
        )
    return session.slug(name), url.rstrip("/")


def _chosen(
    names: Sequence[str], everything: bool, session: Session, addresses: Iterable[str]
) -> list[Municipality]:
    registry = session.registry
    known = registry.municipalities
    if everything == bool(names):
        raise WrongUse(
            "Say which municipalities to crawl, or --all, not both."
            if names
            else "Nothing to crawl.",
            hint="As: ordlyd crawl odense lejre, or: ordlyd crawl --all",
        )
    if everything:
        towns = [town for town in known.values() if town.platform in registry.portals]
    else:
        towns = list({slug: known[slug] for slug in session.slugs(names)}.values())
    for town in towns:
        if town.platform not in registry.portals:
            raise WrongUse(f"{town.name} is not crawled: {town.note or 'no platform is known'}")
    if stray := set(addresses) - {town.slug for town in towns}:
        raise WrongUse(f"--base-url names {', '.join(sorted(stray))}, which is not crawled here.")
    return towns


def _show(outcomes: Sequence[Outcome], session: Session) -> None:
    names = session.names
    headings = (
        "Municipality", "Listed", "Held", "Fetched", "New", "Revised", "Withdrawn", "Lacking",
    )  # fmt: skip
    rows = [
        (
            names.get(one.municipality, one.municipality),
            one.listed,
            one.held,
            one.fetched,
            one.new,
            one.revised,
            one.withdrawn,
            len(one.lacking),
        )
        for one in outcomes
    ]
    console = results()
    console.print(table(headings, rows))
    files = ((names.get(one.municipality, one.municipality), one.attachments) for one in outcomes)
    show_attachments(files, console)
    for one in outcomes:
        town = names.get(one.municipality, one.municipality)
        for alarm in one.alarms:
            log.error("%s: %s", town, alarm)
        missing = [*one.lacking, *one.stale]
        if one.attachments is not None:
            missing += one.attachments.lacking
        for lacking in missing[:SHOWN]:
            log.error("%s lacks %s: %s", town, lacking.name, lacking.reason)
        if len(missing) > SHOWN:
            log.error("%s lacks %s more: see ordlyd status", town, len(missing) - SHOWN)
