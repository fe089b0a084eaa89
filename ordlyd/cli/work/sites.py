"""The sample documents as two council sites on this machine, crawled before and after edits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ordlyd.archive import Archive
from ordlyd.cli.output import Tell, log
from ordlyd.cli.session import Session
from ordlyd.cli.work.crawls import Order, crawl
from ordlyd.layout import Given
from spiders.replica.firstagenda import FirstAgendaSite, Publication
from spiders.replica.samples import move_on, publication
from spiders.replica.server import serve

TOWNS = ("odense", "lejre")


def serve_and_crawl(
    archive: Archive, session: Session, batches: Sequence[Sequence[Path]], tell: Tell
) -> int:
    """Publish one batch after the other, crawl after each, and return how many were fetched."""
    hosts = {slug: session.registry.municipality(slug).host or "" for slug in TOWNS}
    sites = {slug: FirstAgendaSite(host=host) for slug, host in hosts.items()}
    fetched = 0
    with ExitStack() as running:
        addresses = {slug: running.enter_context(serve(site)).base for slug, site in sites.items()}
        order = Order(list(TOWNS), addresses, full=True)
        for batch in batches:
            for slug, published in _published(batch, session).items():
                move_on(sites[slug], published)
            for outcome in crawl(archive, session, order, tell):
                fetched += outcome.new + outcome.revised
                for lacking in outcome.lacking:
                    log.error("Lacking %s: %s", lacking.name, lacking.reason)
    return fetched


def _published(batch: Sequence[Path], session: Session) -> Mapping[str, list[Publication]]:
    """Read a batch of samples and return what each site publishes of it."""
    published: dict[str, list[Publication]] = {slug: [] for slug in TOWNS}
    for path in batch:
        meeting = session.read(session.open(path), Given()).meeting
        if meeting.municipality in published:
            published[meeting.municipality].append(publication(meeting, _payload(path)))
    return published


def _payload(path: Path) -> Mapping[str, Any] | None:
    if path.suffix != ".json":
        return None
    payload: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return payload
