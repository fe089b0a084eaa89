"""The receipt: of each municipality what was read, what its source lists, and what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ordlyd.stored import StoredMeeting
from ordlyd.text import danish_key
from reports import paths
from reports.footing import Lack
from reports.page import Context, Page
from reports.view import Site

PER_PAGE = 100
"""Lacking documents named on one page."""


@dataclass(frozen=True, slots=True)
class TownReceipt:
    """One municipality's part of the receipt.

    Attributes:
        name: Of the municipality.
        path: Its page.
        read: Documents read.
        listed: Publications that its source lists; ``None`` where it was never crawled.
        held: Those of them that are held.
        lacking: What could not be had or read.
        withdrawn: What the council took back.
        alarms: What is wrong with the last crawl.
        last_crawl: When it began.
    """

    name: str
    path: str
    read: int
    listed: int | None
    held: int | None
    lacking: Sequence[Lack]
    withdrawn: Sequence[StoredMeeting]
    alarms: Sequence[str]
    last_crawl: datetime | None


def pages(site: Site) -> Iterator[Page]:
    """The receipt, and a page or more for each municipality."""
    rows = town_receipts(site)
    yield Page(paths.RECEIPT, "receipt.html", lambda: {"rows": list(rows.values())})
    for town, row in rows.items():
        count = max(-(-len(row.lacking) // PER_PAGE), 1)
        addresses = [paths.receipt_path(town, n) for n in range(1, count + 1)]
        for number, path in enumerate(addresses, 1):
            drawn = partial(_context, row, number, addresses)
            named = [(m.meeting.committee, m.meeting.date) for m in row.withdrawn]
            yield Page(path, "town_receipt.html", drawn, (row, named))


def _context(row: TownReceipt, number: int, addresses: Sequence[str]) -> Context:
    return {
        "row": row,
        "lacking": row.lacking[(number - 1) * PER_PAGE : number * PER_PAGE],
        "number": number,
        "pages": addresses,
        "per_page": PER_PAGE,
    }


def town_receipts(site: Site) -> dict[str, TownReceipt]:
    """The receipts by municipality, in Danish order of their names."""
    read = Counter[str]()
    for one, number in site.read.items():
        read[one.municipality] += number
    towns = {*read, *site.receipts, *(lack.municipality or "" for lack in site.lacking)}
    ordered = sorted(towns, key=lambda town: (danish_key(site.name(town)), town))
    return {town: _town(site, town, read[town]) for town in ordered}


def _town(site: Site, town: str, read: int) -> TownReceipt:
    source = site.receipts.get(town)
    return TownReceipt(
        name=site.name(town),
        path=paths.receipt_path(town, 1),
        read=read,
        listed=source.listed if source else None,
        held=source.held if source else None,
        lacking=[lack for lack in site.lacking if (lack.municipality or "") == town],
        withdrawn=[m for m in site.withdrawn if (m.meeting.municipality or "") == town],
        alarms=source.alarms if source else (),
        last_crawl=source.last_crawl if source else None,
    )
