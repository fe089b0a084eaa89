"""The list of pages: each with its address, its template and what the template is given.

A page is drawn only when its turn comes, so that a site of any size is never held in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from compare.model import Relation, Thread
from ordlyd.ids import bare
from ordlyd.model import Attachment
from ordlyd.stored import StoredItem, StoredMeeting
from ordlyd.text import danish_key
from reports import (
    about,
    citation,
    climbs,
    committees,
    days,
    decided,
    edits,
    ledger,
    matrix,
    paths,
    promises,
    receipts,
    sheets,
    threads,
)
from reports.index import COMMON
from reports.labels import RELATIONS
from reports.leaves import breaks, pair_count
from reports.listing import PER_PAGE, Listing
from reports.page import Context, Page
from reports.passages import longest_shared
from reports.story import Finding, reader_kind
from reports.view import Site, year_of

CARDS = 8
"""Findings shown with their changes on the front page."""

ROWS = 8
"""Findings of each kind listed on the front page."""

Lists = Mapping[str, Listing[Any]]
LISTINGS: tuple[Callable[[Site], Listing[Any]], ...] = (
    edits.listing,
    promises.listing,
    decided.listing,
    climbs.listing,
    threads.listing,
)
"""What there is a list of, for each municipality and for all."""

FAMILIES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    threads.pages,
    committees.pages,
    matrix.pages,
    days.pages,
    about.pages,
)
"""Pages that need nothing but the site."""

BESIDE = 12
"""Findings shown with their changes on an item's page; the others are listed."""

MEETINGS = 250
"""Meetings listed on one page."""

FILES = 200
"""Attachments, and links, listed on an item's page."""

TOLD = 40
"""Changes told one by one on the page of a pair; all stand in the texts below."""


def pages(site: Site) -> Iterator[Page]:
    """All pages of a site."""
    lists = {made.shelf.name: made for made in (listing(site) for listing in LISTINGS)}
    yield Page(paths.FRONT, "front.html", partial(_front, site, lists))
    yield from receipts.pages(site)
    yield from ledger.pages(site.ledger)
    yield _search(site)
    for made in lists.values():
        yield from made.pages()
    for family in FAMILIES:
        yield from family(site)
    for kind, found in site.groups.items():
        yield from _group(kind, found)
    yield from _municipalities(site, lists)
    for stored in site.meetings:
        found = [f for item in stored.items() for f in site.findings_of(item)]
        path, drawn = paths.meeting_path(stored), partial(_meeting, site, stored)
        yield Page(path, "meeting.html", drawn, (stored, found))
    for item in site.items():
        rests = (
            item,
            site.findings_of(item),
            _matter_rests_on(site, item),
            site.thread_of.get(item.id),
        )
        addresses = _leaves(site.item_path(item), len(breaks(item)) + 1)
        for number, path in enumerate(addresses, 1):
            drawn = partial(_item if number == 1 else _item_text, site, item, number, addresses)
            yield Page(path, "item.html" if number == 1 else "item_text.html", drawn, rests)
    for finding in site.findings:
        yield from _pair(site, finding)


def _leaves(path: str, count: int) -> list[str]:
    return [paths.leaf(path, number) for number in range(1, count + 1)]


def _pair(site: Site, found: Finding) -> Iterator[Page]:
    """The page of a pair, and those on which its long texts go on."""
    a, b = (site.item(ref.id) for ref in (found.relation.a, found.relation.b))
    diffed = reader_kind(found.relation) in sheets.DIFFED
    addresses = _leaves(_relation_path(found), pair_count(a, b) if diffed else 1)
    drawn = partial(_relation, site, found, addresses)
    yield Page(addresses[0], "relation.html", drawn, (found, _threads(site, found.relation)))
    for number, path in enumerate(addresses[1:], 2):
        drawn = partial(_relation_text, site, found, number, addresses)
        yield Page(path, "relation_text.html", drawn, (found,))


def _search(site: Site) -> Page:
    towns = sorted({m.meeting.municipality or "" for m in site.meetings})
    named = sorted((site.name(t), paths.town_name(t)) for t in towns)
    options = [(slug, name) for name, slug in sorted(named, key=lambda n: danish_key(n[0]))]
    given = {"towns": options, "common": sorted(COMMON)}
    return Page(paths.SEARCH, "search.html", lambda: given)


def _relation_path(found: Finding) -> str:
    return paths.relation_path(found.relation.a.id, found.relation.b.id)


def _front(site: Site, lists: Lists) -> Context:
    today = next(iter(days.days(site).items()), None)
    new = today[1].findings if today else site.findings
    loud = [found for found in new if found.severity] or new
    shown = {found.relation.key for found in loud[:CARDS]}
    rest = [f for f in site.findings if f.severity and f.relation.key not in shown]
    kinds = [kind for kind in RELATIONS if kind in site.groups]
    dates = [m.meeting.date for m in site.meetings if m.meeting.date]
    return {
        "today": today,
        "news_path": paths.news_path(str(today[0]), 1) if today else None,
        "cards": [sheets.card(site, found) for found in loud[:CARDS]],
        "earlier": [sheets.card(site, f, limit=1) for f in rest[:CARDS]] if today else [],
        "lists": lists,
        "across": sum(map(len, matrix.between(site).values())),
        "groups": [(k, len(site.groups[k]), _listed(site.groups[k][:ROWS])) for k in kinds],
        "items": sum(len(m.meeting.items) for m in site.meetings),
        "days": (min(dates), max(dates)) if dates else None,
        "standing": _standing(site),
        "threads": [_over_time(site, t) for t in site.threads[:ROWS]],
        "thread_path": paths.thread_path,
        "thread_count": len(site.threads),
        "towns": _towns(site),
    }


def _standing(site: Site) -> list[tuple[str, int]]:
    """Titles of standing items with the number of items, most frequent first."""
    titles: dict[str, tuple[str, set[str]]] = {}
    for relation in site.standing:
        for ref in (relation.a, relation.b):
            titles.setdefault(ref.title.casefold(), (ref.title, set()))[1].add(ref.id)
    counted = [(title, len(ids)) for title, ids in titles.values()]
    return sorted(counted, key=lambda pair: (-pair[1], danish_key(pair[0])))


def _over_time(site: Site, thread: Thread) -> tuple[Thread, list[tuple[StoredItem, str]], int]:
    return thread, _steps(site, thread.items), threads.lateness(site, thread)


def _steps(site: Site, ids: Sequence[str]) -> list[tuple[StoredItem, str]]:
    found = [site.item(id_) for id_ in ids]
    return [(item, site.item_path(item)) for item in found if item]


def _listed(found: Sequence[Finding]) -> list[tuple[Finding, str]]:
    return [(f, _relation_path(f)) for f in found]


def _towns(site: Site) -> list[tuple[str, str, int]]:
    """Municipalities in Danish order: name, page of the newest year, number of meetings."""
    by_town: dict[str, list[StoredMeeting]] = defaultdict(list)
    for stored in site.meetings:
        by_town[stored.meeting.municipality or ""].append(stored)
    found = [(site.name(town), site.town_path(town), len(held)) for town, held in by_town.items()]
    return sorted(found, key=lambda entry: danish_key(entry[0]))


def _group(kind: str, found: Sequence[Finding]) -> Iterator[Page]:
    addresses = [paths.group_path(kind, n) for n in range(1, -(-len(found) // PER_PAGE) + 1)]
    for number, path in enumerate(addresses, 1):
        part = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        fixed = {"kind": kind, "number": number, "pages": addresses, "total": len(found)}
        drawn = partial(_group_rows, fixed, part)
        yield Page(path, "group.html", drawn, (part, len(found)))


def _group_rows(fixed: Context, part: Sequence[Finding]) -> Context:
    return {**fixed, "rows": _listed(part)}


def _municipalities(site: Site, lists: Lists) -> Iterator[Page]:
    bodies = committees.by_town(site)
    years: dict[str, dict[str, list[StoredMeeting]]] = defaultdict(lambda: defaultdict(list))
    for stored in site.meetings:
        years[stored.meeting.municipality or ""][year_of(stored)].append(stored)
    for town, held in years.items():
        everything = [stored for found in held.values() for stored in found]
        fixed = {
            "town": town,
            "committees": bodies[town],
            "lists": [(name, made.path(town), made.count(town)) for name, made in lists.items()],
            "chart": committees.activity(site, everything),
        }
        links = [(year, paths.municipality_path(town, year)) for year in held]
        for year, found in held.items():
            first = paths.municipality_path(town, year)
            addresses = _leaves(first, -(-len(found) // MEETINGS))
            rests = ([year for year, _ in links], site.committees[town], len(found))
            for number, path in enumerate(addresses, 1):
                part = found[(number - 1) * MEETINGS : number * MEETINGS]
                context = {**fixed, "year": year, "years": links, "meetings": part}
                paging = {"number": number, "leaves": addresses, "total": len(found)}
                drawn = partial(dict[str, object], context | paging)
                yield Page(path, "municipality.html", drawn, (fixed, part, *rests))


def _meeting(site: Site, stored: StoredMeeting) -> Context:
    listed = [(item, site.item_path(item), _badges(site, item)) for item in stored.items()]
    return {
        "stored": stored,
        "items": listed,
        "removed": [(i, site.item_path(i)) for i in sheets.removed_items(site, stored)],
        "versions": site.versions[stored.id],
        "back": town_page(stored),
        "committee_path": paths.committee_path(*committees.body_of(stored)),
    }


def _badges(site: Site, item: StoredItem) -> list[tuple[str, int]]:
    """Kinds of findings that concern an item, with their number, in the readers' order."""
    kinds = [reader_kind(found.relation) for found in site.findings_of(item)]
    return [(kind, kinds.count(kind)) for kind in RELATIONS if kind in kinds]


def _item_text(site: Site, item: StoredItem, number: int, addresses: Sequence[str]) -> Context:
    stored = site.stored(item)
    return {
        "item": item.item,
        "stored": stored,
        "sections": sheets.printed(item, number),
        "number": number,
        "leaves": addresses,
        "meeting_path": paths.meeting_path(stored),
        "back": town_page(stored),
    }


def _item(site: Site, item: StoredItem, number: int, addresses: Sequence[str]) -> Context:
    found = site.findings_of(item)
    stored = site.stored(item)
    return {
        "entry": item,
        "item": item.item,
        "stored": stored,
        "sections": sheets.printed(item, number),
        "leaves": addresses,
        "decision_printed": item.item.section("decision") is not None,
        "files": _files(item)[:FILES],
        "links": item.item.links[:FILES],
        "left": max(len(_files(item)), len(item.item.links)) > FILES,
        "versions": [(m, v, site.item_path(v)) for m, v in site.versions_of(item)],
        "current": site.is_current(item),
        "cards": [sheets.card(site, f, limit=2) for f in found[:BESIDE]],
        "beside": _listed(found[BESIDE:PER_PAGE]),
        "more": max(len(found) - PER_PAGE, 0),
        "meeting_path": paths.meeting_path(stored),
        "back": town_page(stored),
        **_matter(site, item),
    }


def _matter(site: Site, item: StoredItem) -> Context:
    """What is known of the matter that an item is about; of its newest version only."""
    current = site.is_current(item)
    thread = site.thread_of.get(item.id) if current else None
    outcome = site.decided_of.get(item.id) if current else None
    return {
        "thread": threads.listed(site, thread) if thread else None,
        "decided": outcome,
        "decided_cited": citation.of_decided(site, outcome, item) if outcome else "",
        "promises": [(p, citation.of_promise(site, p)) for p in promises.made_in(site, item)],
        "met": promises.met_in(site, item),
        "committee_path": paths.committee_path(*committees.body_of(site.stored(item))),
    }


def _threads(site: Site, relation: Relation) -> list[threads.Listed]:
    """The threads that the two items of a pair belong to."""
    found = (site.thread_of.get(bare(ref.id)) for ref in (relation.a, relation.b))
    several = {thread.key: thread for thread in found if thread}
    return [threads.listed(site, t) for t in several.values() if threads.held_items(site, t)]


def _matter_rests_on(site: Site, item: StoredItem) -> object:
    thread = site.thread_of.get(item.id)
    late = threads.lateness(site, thread) if thread else 0
    return thread, late, site.decided_of.get(item.id), promises.rests_on(site, item)


def _files(item: StoredItem) -> list[Attachment]:
    """The attachments to list: of those that the text lists already, the ones with an address."""
    printed = item.item.section("attachments") is not None
    return [f for f in item.item.attachments if not printed or paths.web_link(f.url)]


def town_page(stored: StoredMeeting) -> str:
    """The page of a municipality on which a meeting is listed."""
    return paths.municipality_path(stored.meeting.municipality or "", year_of(stored))


def _relation(site: Site, found: Finding, addresses: Sequence[str]) -> Context:
    relation = found.relation
    a, b = sheets.both(site, relation)
    compared = _compared(site, relation, a.item, b.item)
    leaves = sheets.pair_leaves(compared, len(addresses))
    rows = sheets.row_addresses(leaves, addresses)
    changes = sheets.every_change(site, relation, compared, rows)
    serious = [c for c in found.changes if c.severity] if found.severity else []
    top = [sheets.told(site, change, compared, rows) for change in serious[:4]]
    return {
        "finding": found,
        "kind": reader_kind(relation),
        "sides": (a, b),
        "compared": leaves[0],
        "leaves": addresses,
        "levels": sheets.by_severity(changes[:TOLD]),
        "left": max(len(changes) - TOLD, 0),
        "top": top,
        "cited": citation.of_relation(site, found, top),
        "threads": _threads(site, relation),
        "shared": longest_shared(a.item, b.item) if reader_kind(relation) == "passage" else None,
    }


def _compared(
    site: Site, relation: Relation, a: StoredItem | None, b: StoredItem | None
) -> list[sheets.Compared]:
    if a is None or b is None or reader_kind(relation) not in sheets.DIFFED:
        return []
    return sheets.compare_sections(a, b, site.changes_of(relation))


def _relation_text(site: Site, found: Finding, number: int, addresses: Sequence[str]) -> Context:
    relation = found.relation
    a, b = sheets.both(site, relation)
    compared = _compared(site, relation, a.item, b.item)
    return {
        "finding": found,
        "kind": reader_kind(relation),
        "sides": (a, b),
        "compared": sheets.pair_leaves(compared, len(addresses))[number - 1],
        "number": number,
        "leaves": addresses,
    }
