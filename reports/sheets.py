"""What each template is given: one small record a kind of page, built when the page is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from compare.levels import seriousness
from compare.model import SEVERITY, Change, ItemRef, Relation
from compare.pairing import pair_sections
from ordlyd.model import Section
from ordlyd.stored import StoredItem, StoredMeeting
from reports import paths
from reports.blocks import Group, blocks, groups
from reports.leaves import breaks, leaf_of, shared_out
from reports.places import Place, excerpt, locate, sides
from reports.retold import retold
from reports.story import Finding
from reports.view import Site
from reports.wording import Row, Stretch, rows, stretches

DIFFED = frozenset({"edited", "completed", "duplicate", "near_duplicate", "series"})
"""Kinds whose two texts are one text in two forms; of the others a word diff says nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One item of a pair.

    Attributes:
        ref: What the comparison says of it.
        name: What tells it from the other side, in few words.
        line: Municipality, committee, date and number, less the name.
        item: The item, where the archive holds it.
        path: Its page.
        source: The council's own page, where there is one.
    """

    ref: ItemRef
    name: str
    line: str
    item: StoredItem | None
    path: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One change as a reader is shown it.

    Attributes:
        change: What was found.
        lead: The words before it.
        tail: The words after it.
        places: Where it stands on the two items' pages, as addresses.
        row: The address of the row of the diff that shows it in its paragraph.
        hidden: Whether only hidden personal data differ.
    """

    change: Change
    lead: str
    tail: str
    places: tuple[str | None, str | None]
    row: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether only hidden personal data differ."""
        return bool(self.change.before) and self.change.before == self.change.after


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with the change itself."""

    finding: Finding
    path: str
    names: tuple[str, str]
    lines: tuple[str, str]
    told: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One section in both texts; ``number`` counts them from 1."""

    number: int
    kind: str
    heading: str
    indexes: tuple[int | None, int | None]
    rows: tuple[Row, ...]
    stretches: tuple[Stretch, ...]

    @property
    def severity(self) -> int:
        """Severity of the most serious difference (0-3)."""
        return max((row.severity for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Printed:
    """One section as it is read on the item's page."""

    section: Section
    groups: tuple[Group, ...]
    ids: dict[int, str]


def side(site: Site, ref: ItemRef, name: str) -> Side:
    """One side of a relation."""
    item = site.item(ref.id)
    said = (site.name(ref.municipality), ref.committee, site.words.date(ref.date))
    number = site.words.gettext("item %(n)s", n=ref.number)
    line = ", ".join(part for part in (*said, number) if part != name)
    path = site.item_path(item) if item else None
    source = paths.web_link(item.page) if item else None
    return Side(ref, name, line, item, path, source)


def both(site: Site, relation: Relation) -> tuple[Side, Side]:
    """Both sides of a relation."""
    a, b = site.side_names(relation)
    return side(site, relation.a, a), side(site, relation.b, b)


def card(site: Site, found: Finding, limit: int = 3) -> Card:
    """A finding with its most serious changes."""
    relation = found.relation
    serious = [c for c in found.changes if c.severity] if found.severity else []
    return Card(
        finding=found,
        path=paths.relation_path(relation.a.id, relation.b.id),
        names=site.side_names(relation),
        lines=site.side_lines(relation),
        told=tuple(_quoted(site, change) for change in serious[:limit]),
        more=max(len(serious) - limit, 0),
    )


def _quoted(site: Site, change: Change) -> Told:
    """A change as all lists and feeds quote it."""
    known = site.quoted.get(id(change))
    if known is None:
        known = site.quoted[id(change)] = told(site, change)
    return known


def told(
    site: Site,
    change: Change,
    compared: Sequence[Compared] = (),
    addresses: Mapping[str, str] | None = None,
) -> Told:
    """A change with the words around it and its places."""
    found = [_found(site, *one) for one in sides(change)]
    lead, tail = "", ""
    for (item, place), (_, span, _) in zip(found, sides(change), strict=True):
        if item and place and span:
            lead, tail = excerpt(item, place, span[1] - span[0])
            break
    where = [place_path(site, i, p) if i and p else None for i, p in found]
    row = _row([place for _, place in found], compared)
    return Told(change, lead, tail, (where[0], where[1]), (addresses or {}).get(row or ""))


def place_path(site: Site, item: StoredItem, place: Place) -> str:
    """The address of a place on an item's pages."""
    return f"{paths.leaf(site.item_path(item), leaf_of(item, place))}#{place.anchor}"


def _found(
    site: Site, identifier: str, span: tuple[int, int] | None, words: str
) -> tuple[StoredItem | None, Place | None]:
    item = site.item(identifier)
    return item, locate(item, span, words) if item else None


def _row(places: Sequence[Place | None], compared: Sequence[Compared]) -> str | None:
    """The id of the row in which one of the places stands."""
    for which, place in enumerate(places):
        for section in compared:
            if place and section.indexes[which] == place.section:
                return _row_at(section.number, which, place.offset, section.rows)
    return None


def _row_at(number: int, which: int, offset: int, found: Sequence[Row]) -> str | None:
    for row in found:
        start, end = (row.old, row.new)[which]
        if start <= offset < end:
            return f"r{number}-{row.number}"
    return None


def compare_sections(
    a: StoredItem, b: StoredItem, changes: Sequence[Change] = ()
) -> list[Compared]:
    """The word diff of two items, section by section.

    Told from the changes between them as far as these go.
    """
    result: list[Compared] = []
    if a.item.title != b.item.title:
        found = rows(a.item.title, b.item.title, "title")
        result.append(_compared(1, "title", "", (None, None), found))
    for i, j in pair_sections(a.item.sections, b.item.sections):
        old = a.item.sections[i] if i is not None else None
        new = b.item.sections[j] if j is not None else None
        shown = new or old
        if shown is not None:
            found = _rows(shown.kind, old, new, changes)
            heading = shown.heading
            result.append(_compared(len(result) + 1, shown.kind, heading, (i, j), found))
    return result


def _rows(
    kind: str, old: Section | None, new: Section | None, changes: Sequence[Change]
) -> list[Row]:
    texts = old.text if old else "", new.text if new else ""
    known = retold(old, new, changes) if old and new else None
    return rows(*texts, kind, known)


def _compared(
    number: int,
    kind: str,
    heading: str,
    indexes: tuple[int | None, int | None],
    found: Sequence[Row],
) -> Compared:
    return Compared(number, kind, heading, indexes, tuple(found), tuple(stretches(found)))


def by_severity(changes: Sequence[Told]) -> list[tuple[int, list[Told]]]:
    """Changes gathered by severity, the most serious first."""
    levels = sorted(set(SEVERITY.values()), reverse=True)
    gathered = ((n, [t for t in changes if t.change.severity == n]) for n in levels)
    return [(n, members) for n, members in gathered if members]


def every_change(
    site: Site, relation: Relation, compared: Sequence[Compared], addresses: Mapping[str, str]
) -> list[Told]:
    """All changes of a relation, news or not, with their rows in the diff."""
    ordered = sorted(site.changes_of(relation), key=seriousness)
    return [told(site, change, compared, addresses) for change in ordered]


def row_addresses(leaves: Sequence[Sequence[Compared]], pages: Sequence[str]) -> dict[str, str]:
    """Where each row of a word diff stands, by its id, as seen from the first page."""
    names = ["", *(page.rpartition("/")[2] for page in pages[1:])]
    return {
        f"r{section.number}-{row.number}": f"{name}#r{section.number}-{row.number}"
        for name, leaf in zip(names, leaves, strict=True)
        for section in leaf
        for row in section.rows
    }


def printed(item: StoredItem, leaf: int = 1) -> list[Printed]:
    """An item's sections on one of its pages for reading, every block with its anchor."""
    cuts = [(0, 0), *breaks(item), (len(item.item.sections), 0)]
    result = []
    for index, section in enumerate(item.item.sections):
        found = list(enumerate(blocks(section.text)))
        here = [(n, b) for n, b in found if cuts[leaf - 1] <= (index, n) < cuts[leaf]]
        if here or (not found and leaf == 1):
            ids = {b.start: Place(index, b.start, n).anchor for n, b in here}
            result.append(Printed(section, tuple(groups([b for _, b in here])), ids))
    return result


def pair_leaves(compared: Sequence[Compared], count: int) -> list[list[Compared]]:
    """The sections of a word diff over so many pages, as evenly as paragraphs allow."""
    if count == 1:
        return [list(compared)]
    every = [(section, row) for section in compared for row in section.rows]
    weights = [sum(len(s.old) + len(s.new) + 40 for s in row.segments) for _, row in every]
    leaves: list[list[Compared]] = [[] for _ in range(count)]
    placed = zip(every, shared_out(weights, count), strict=True)
    for (leaf, _), members in groupby(placed, key=lambda p: (p[1], p[0][0].number)):
        own = [entry for entry, _ in members]
        rows_here = tuple(row for _, row in own)
        folded = tuple(stretches(rows_here))
        leaves[leaf].append(replace(own[0][0], rows=rows_here, stretches=folded))
    return leaves


def removed_items(site: Site, stored: StoredMeeting) -> list[StoredItem]:
    """Items that stood in an earlier version of a meeting and do not in the newest."""
    numbers = {item.number for item in stored.meeting.items}
    earlier = site.versions[stored.id][:-1]
    lost = {i.id: i for m in earlier for i in m.items() if i.item.number not in numbers}
    return list(lost.values())
