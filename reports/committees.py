"""Committees: the meetings of each, what is open there, and what it was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import partial

from compare.model import Commitment, Thread
from ordlyd.ids import occasion
from ordlyd.stored import StoredItem, StoredMeeting
from ordlyd.text import danish_key
from reports import charts, paths, promises, threads
from reports.page import Context, Page
from reports.promises import order
from reports.view import Site

MEETINGS, MATTERS = 60, 30
"""Meetings and matters listed on the page of a committee."""

_UNDECIDED = frozenset({"postponed", "returned"})
Body = tuple[str, str]
"""Municipality and committee, "" where it is not known."""


@dataclass(frozen=True, slots=True)
class Open:
    """A matter that is not done with: an item, why, and its thread."""

    item: StoredItem
    path: str
    thread: Thread | None
    thread_path: str | None


def bodies(site: Site) -> dict[Body, list[StoredMeeting]]:
    """The meetings of each committee, latest first."""
    found: dict[Body, list[StoredMeeting]] = defaultdict(list)
    for stored in site.meetings:
        found[body_of(stored)].append(stored)
    return found


def body_of(stored: StoredMeeting) -> Body:
    """The municipality and committee of a meeting."""
    return stored.meeting.municipality or "", stored.meeting.committee or ""


def by_town(site: Site) -> dict[str, list[tuple[str, str, int]]]:
    """The committees of each municipality in Danish order: name, page, number of meetings."""
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for (town, body), held in bodies(site).items():
        found[town].append((body, paths.committee_path(town, body), len(held)))
    return {town: sorted(rows, key=lambda r: danish_key(r[0])) for town, rows in found.items()}


def pages(site: Site) -> Iterator[Page]:
    """The page of each committee."""
    promised = _promised(site)
    matters = _matters(site)
    for body, held in bodies(site).items():
        drawn = partial(_context, site, body, held, promised[body], matters[body])
        late = [promises.lateness(site, c) for c in promised[body]]
        due = [threads.lateness(site, thread) for thread in matters[body]]
        rests = (held, promised[body], late, matters[body], due)
        yield Page(paths.committee_path(*body), "committee.html", drawn, rests)


def _context(
    site: Site,
    body: Body,
    held: Sequence[StoredMeeting],
    promised: Sequence[Commitment],
    matters: Sequence[Thread],
) -> Context:
    shown = promises.drawn(site, sorted(promised, key=lambda c: order(site, c))[:MATTERS])
    return {
        "town": body[0],
        "committee": body[1],
        "meetings": held[:MEETINGS],
        "count": len(held),
        "items": sum(len(stored.meeting.items) for stored in held),
        "open": _open(site, held),
        "matters": [threads.listed(site, thread) for thread in matters[:MATTERS]],
        "promises": [(t, [p for p in shown if p.commitment.status == t]) for t in promises.TABS],
        "promise_count": len(promised),
        "chart": activity(site, held),
    }


def activity(site: Site, held: Sequence[StoredMeeting]) -> charts.Bars | None:
    """The items of meetings over time, each meeting counted in one document only."""
    latest: dict[str, StoredMeeting] = {}
    for stored in sorted(held, key=lambda m: (m.meeting.kind == "minutes", m.id)):
        latest[occasion(stored.id)] = stored
    days: list[Date] = []
    for stored in latest.values():
        if stored.meeting.date:
            days += [stored.meeting.date] * len(stored.meeting.items)
    return charts.bars({site.words.gettext("Items"): days}, site.words)


def _open(site: Site, held: Sequence[StoredMeeting]) -> list[Open]:
    """Items that were postponed or sent back and have not come again."""
    found = []
    for stored in held:
        for item in stored.items():
            thread = site.thread_of.get(item.id)
            last = thread.items[-1] if thread else item.id
            if item.item.decision.outcome in _UNDECIDED and last == item.id:
                way = paths.thread_path(thread.key) if thread else None
                found.append(Open(item, site.item_path(item), thread, way))
    return found[:MATTERS]


def _promised(site: Site) -> dict[Body, list[Commitment]]:
    """Promises by the committee in whose meeting they were made."""
    found: dict[Body, list[Commitment]] = defaultdict(list)
    for commitment in site.comparison.commitments:
        if item := site.item(commitment.item):
            body = (item.meeting.municipality or "", item.meeting.committee or "")
            found[body].append(commitment)
    return found


def _matters(site: Site) -> dict[Body, list[Thread]]:
    """Threads by each committee that has had them, those that last met the matter first."""
    found: dict[Body, dict[str, Thread]] = defaultdict(dict)
    for thread in site.threads:
        for item in threads.held_items(site, thread):
            body = (item.meeting.municipality or "", item.meeting.committee or "")
            found[body][thread.key] = thread
    return defaultdict(
        list,
        {b: sorted(t.values(), key=lambda x: threads.order(site, x)) for b, t in found.items()},
    )
