"""Threads: a matter as a line in time, and whether its next report is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import partial

from compare.model import Decided, Thread
from ordlyd.ids import bare, occasion
from ordlyd.stored import StoredItem
from reports import charts, citation, paths, promises, sheets
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.page import Context, Page
from reports.promises import Promised
from reports.sheets import Told
from reports.story import Finding, reader_kind
from reports.view import Site

STEPS = 40
"""Steps shown on one page; the first page has the latest."""

TABS: Mapping[str, str] = {
    "late": N_("Expected and not come"),
    "rhythm": N_("Come back regularly"),
    "others": N_("Other matters"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A finding with its page, and its most serious change."""

    finding: Finding
    path: str
    told: Told | None


@dataclass(frozen=True, slots=True)
class Step:
    """One meeting at which a matter came up.

    Attributes:
        item: The item; of agenda and minutes, the later.
        path: Its page.
        days: Days since the step before.
        retitled: Whether its title is another than that of the step before.
        since: What changed since an earlier step, the nearest that it was compared with.
        edits: What was edited in it after publication, and from agenda to minutes.
        promises: What was promised at it.
        met: What earlier promises it met.
        decided: What became of its recommendation.
    """

    item: StoredItem
    path: str
    days: int | None
    retitled: bool
    since: Compared | None
    edits: tuple[Compared, ...]
    promises: tuple[Promised, ...]
    met: tuple[Promised, ...]
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread in a list."""

    thread: Thread
    path: str
    first: StoredItem
    last: StoredItem
    late: int
    committees: tuple[str, ...]


def listing(site: Site) -> Listing[Thread]:
    """All threads with an item that is held, by how late they are, then the latest first."""
    held = [t for t in site.threads if held_items(site, t)]
    return Listing(
        site,
        Shelf(
            name="threads",
            tabs=TABS,
            towns=lambda t: [i.meeting.municipality or "" for i in held_items(site, t)],
            tabs_of=lambda t: (_tab(site, t),),
            drawn=lambda t: listed(site, t),
            rests_on=lambda t: lateness(site, t),
        ),
        sorted(held, key=lambda t: order(site, t)),
    )


def pages(site: Site) -> Iterator[Page]:
    """The page of each thread; of a long one, several."""
    for thread in site.threads:
        groups = meetings_of(held_items(site, thread))
        if not groups:
            continue
        starts = range(len(groups) - 1, -1, -STEPS)
        addresses = [paths.thread_path(thread.key, n) for n in range(1, len(starts) + 1)]
        for number, last in enumerate(starts, 1):
            first = max(last + 1 - STEPS, 0)
            drawn = partial(_context, site, thread, groups, (first, last + 1), number, addresses)
            shown = groups[max(first - 1, 0) : last + 1]
            rests = [thread, _rests_on(site, thread, shown), len(addresses)]
            yield Page(addresses[number - 1], "thread.html", drawn, rests)


def _rests_on(site: Site, thread: Thread, shown: Sequence[Sequence[StoredItem]]) -> object:
    late = lateness(site, thread)
    items = [item for group in shown for item in group]
    town = items[-1].meeting.municipality or ""
    of_items = [
        (
            site.findings_of(item),
            promises.rests_on(site, item),
            site.decided_of.get(item.id),
        )
        for item in items
    ]
    return late, site.newest.get(town) if late else None, of_items


def held_items(site: Site, thread: Thread) -> list[StoredItem]:
    """The items of a thread that the archive holds, in time order."""
    return [item for id_ in thread.items if (item := site.item(id_))]


def meetings_of(items: Sequence[StoredItem]) -> list[list[StoredItem]]:
    """Neighbouring items of one meeting together: an agenda and its minutes are one step."""
    groups: list[list[StoredItem]] = []
    for item in items:
        if groups and occasion(groups[-1][-1].id) == occasion(item.id):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def lateness(site: Site, thread: Thread) -> int:
    """Days since a thread's next date was expected; 0 where it is not late."""
    items = held_items(site, thread)
    today = site.newest.get(items[-1].meeting.municipality or "") if items else None
    due = thread.next_expected
    return max((today - due).days, 0) if due and today else 0


def listed(site: Site, thread: Thread) -> Listed:
    """A thread for a list."""
    items = held_items(site, thread)
    bodies = dict.fromkeys(item.meeting.committee or "" for item in items)
    return Listed(
        thread=thread,
        path=paths.thread_path(thread.key),
        first=items[0],
        last=items[-1],
        late=lateness(site, thread),
        committees=tuple(filter(None, bodies)),
    )


def _tab(site: Site, thread: Thread) -> str:
    if lateness(site, thread):
        return "late"
    return "rhythm" if thread.cadence_days else "others"


def order(site: Site, thread: Thread) -> tuple[int, int, str]:
    """Sort key: the longest overdue first, then what came up last."""
    day = held_items(site, thread)[-1].meeting.date or Date.min
    return -lateness(site, thread), -day.toordinal(), thread.key


def _context(
    site: Site,
    thread: Thread,
    groups: Sequence[Sequence[StoredItem]],
    span: tuple[int, int],
    number: int,
    addresses: Sequence[str],
) -> Context:
    items = [group[-1] for group in groups]
    steps = [_step(site, groups, at) for at in range(*span)]
    town = items[-1].meeting.municipality
    return {
        "thread": thread,
        "steps": steps,
        "count": len(groups),
        "late": lateness(site, thread),
        "today": site.newest.get(town or ""),
        "town": town,
        "towns": list(dict.fromkeys(site.name(i.meeting.municipality) for i in items)),
        "number": number,
        "pages": addresses,
        "chart": charts.lanes(_dots(site, items), thread.next_expected, site.words),
        "cited": citation.of_thread(site, thread, items),
    }


def _dots(site: Site, items: Sequence[StoredItem]) -> list[tuple[str, Date]]:
    """The committee (and its municipality, where there are several) and day of each step."""
    several = len({item.meeting.municipality for item in items}) > 1
    found = []
    for item in items:
        meeting = item.meeting
        body = meeting.committee or site.words.gettext("committee unknown")
        name = f"{site.name(meeting.municipality)}, {body}" if several else body
        if meeting.date:
            found.append((name, meeting.date))
    return found


def _step(site: Site, groups: Sequence[Sequence[StoredItem]], at: int) -> Step:
    group = groups[at]
    item, before = group[-1], groups[at - 1][-1] if at else None
    day, earlier = item.meeting.date, before.meeting.date if before else None
    return Step(
        item=item,
        path=site.item_path(item),
        days=(day - earlier).days if day and earlier else None,
        retitled=before is not None and before.item.title != item.item.title,
        since=_since(site, groups[:at], group),
        edits=tuple(_edits(site, group)),
        promises=tuple(promises.made_in(site, item)),
        met=tuple(promises.met_in(site, item)),
        decided=site.decided_of.get(item.id),
    )


def _since(
    site: Site, before: Sequence[Sequence[StoredItem]], group: Sequence[StoredItem]
) -> Compared | None:
    """What changed since an earlier step; the nearest one counts."""
    for earlier in reversed(before[-STEPS:]):
        for old in reversed(earlier):
            for new in reversed(group):
                if found := site.pairs.get(frozenset((old.id, new.id))):
                    return _compared(site, found)
    return None


def _edits(site: Site, group: Sequence[StoredItem]) -> Iterator[Compared]:
    """Relations within one meeting: edits after publication, and agenda to minutes."""
    ids = {item.id for item in group}
    seen = set[str]()
    for item in group:
        for found in site.findings_of(item):
            relation = found.relation
            own = {bare(relation.a.id), bare(relation.b.id)} <= ids
            if own and relation.kind == "version" and relation.key not in seen:
                seen.add(relation.key)
                if found.severity or reader_kind(relation) == "edited":
                    yield _compared(site, found)


def _compared(site: Site, found: Finding) -> Compared:
    serious = [c for c in found.changes if c.severity] if found.severity else []
    path = paths.relation_path(found.relation.a.id, found.relation.b.id)
    return Compared(found, path, sheets.told(site, serious[0]) if serious else None)
