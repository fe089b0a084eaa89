"""The site as data: what every page looks things up in.

Built once from meetings and a comparison. Holds no text of its own making and no HTML. A meeting
whose newest version was withdrawn is named in the receipt and nowhere else; of other meetings
only the withdrawn versions are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from compare.model import Change, Commitment, Comparison, Decided, ItemRef, Relation, Thread
from ordlyd.ids import bare, document, document_kind
from ordlyd.stored import StoredItem, StoredMeeting
from ordlyd.text import danish_key
from reports import paths
from reports.footing import SCOPES, Footing, Lack, Receipt, Scope
from reports.labels import DOCUMENTS
from reports.privacy import withdrawn, without
from reports.story import (
    Finding,
    changes_by_pair,
    findings,
    reader_kind,
)
from reports.words import Words

if TYPE_CHECKING:
    from reports.sheets import Told


@dataclass(frozen=True, slots=True)
class FoundAt:
    """When a finding was first made, and when it last changed."""

    first: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of the ledger: a version that took another's place, or one that was redacted.

    ``entry_hash`` is that of the archive's ledger, which stands for all lines up to this one.
    """

    n: int
    at: datetime
    what: str
    meeting_id: str
    from_version: int
    to_version: int | None
    from_sha256: str
    to_sha256: str | None
    reason: str | None
    entry_hash: str


class Site:
    """Meetings, items, relations and findings by id, with the addresses of their pages."""

    def __init__(
        self,
        meetings: Sequence[StoredMeeting],
        comparison: Comparison,
        *,
        names: Mapping[str, str],
        words: Words,
        lacking: Iterable[Lack] = (),
        receipts: Iterable[Receipt] = (),
        found: Mapping[str, FoundAt] | None = None,
        ledger: Iterable[Edit] = (),
    ) -> None:
        self.words = words
        self._found = found or {}
        self.lacking = sorted(lacking, key=lambda r: (danish_key(r.name), r.reason))
        self.receipts = {receipt.municipality: receipt for receipt in receipts}
        self.names = names
        self.ledger = sorted(ledger, key=lambda edit: -edit.n)
        ordered = sorted(meetings, key=lambda m: (m.id, m.version))
        gone = withdrawn(ordered)
        self.withdrawn = [stored for stored in ordered if stored.withdrawn]
        self.documents = len(ordered)
        self.read = Counter(scope(stored) for stored in ordered)
        self.versions: dict[str, list[StoredMeeting]] = defaultdict(list)
        for stored in ordered:
            if not {stored.id, f"{stored.id}@{stored.version}"} & gone:
                self.versions[stored.id].append(stored)
        self.meetings = sorted((kept[-1] for kept in self.versions.values()), key=meeting_order)
        self._items = self._index()
        self.comparison = without(comparison, gone)
        self.changes = changes_by_pair(self.comparison.changes)
        self.quoted: dict[int, Told] = {}  # what lists and feeds quote of a change, by its identity

    def _index(self) -> dict[str, StoredItem]:
        """Items by version id, and the newest ones by plain id."""
        items: dict[str, StoredItem] = {}
        for versions in self.versions.values():
            for stored in versions:
                for item in stored.items():
                    items[item.version_id] = item
                    items[item.id] = item
        return items

    def item(self, identifier: str) -> StoredItem | None:
        """The item of an id; without a version, its newest one."""
        return self._items.get(identifier)

    def items(self) -> Iterable[StoredItem]:
        """All versions of all items, each once."""
        return (item for id_, item in self._items.items() if id_ == item.version_id)

    def is_current(self, item: StoredItem) -> bool:
        """Whether no later version of the item is held."""
        return self._items[item.id].version == item.version

    def item_path(self, item: StoredItem) -> str:
        """Where an item's page lies."""
        return paths.item_path(item, current=self.is_current(item))

    def versions_of(self, item: StoredItem) -> list[tuple[StoredMeeting, StoredItem]]:
        """The versions of an item, oldest first, each with its meeting.

        A number may be given to another item in a later version, so the title must agree; a
        retitled item's former version is found through its relation.
        """
        found = ((m, self._items.get(f"{item.id}@{m.version}")) for m in self.versions_at(item))
        return [(m, v) for m, v in found if v and v.item.title == item.item.title]

    def versions_at(self, item: StoredItem) -> list[StoredMeeting]:
        """The versions of the meeting that an item stands in, oldest first."""
        return self.versions[document(item.id)]

    def stored(self, item: StoredItem) -> StoredMeeting:
        """The version of the meeting that an item stands in."""
        return next(m for m in self.versions_at(item) if m.version == item.version)

    def name(self, municipality: str | None) -> str:
        """A municipality's name; its slug where nobody told the name."""
        if not municipality:
            return self.words.gettext("municipality unknown")
        return self.names.get(municipality, municipality[:1].upper() + municipality[1:])

    def footing(self, documents: Sequence[str]) -> Footing:
        """What a page rests on that shows something of these documents, by their ids."""
        held = [stored for id_ in documents for stored in self.versions[id_]]
        scopes = sorted({scope(stored) for stored in held})
        towns = sorted({one.municipality for one in scopes})
        return Footing(
            documents=len(held),
            latest=max((stored.stored_at for stored in held), default=None),
            scopes=scopes if len(scopes) <= SCOPES else [],
            towns=towns,
            lacking=[lack for lack in self.lacking if lack.municipality in {None, *towns}],
        )

    def found_at(self, key: str) -> FoundAt | None:
        """When the finding of a name was noted; ``None`` where it never was."""
        return self._found.get(key)

    def town_path(self, municipality: str) -> str:
        """Where a municipality's newest meetings are listed."""
        return paths.municipality_path(municipality, self._newest_year[municipality])

    @cached_property
    def _newest_year(self) -> dict[str, str]:
        ordered = reversed(self.meetings)
        return {m.meeting.municipality or "": year_of(m) for m in ordered}

    @cached_property
    def newest(self) -> dict[str, Date]:
        """The day of the newest meeting held, by municipality: its "today".

        What is not held cannot be missed, so nothing is late for a later day than this.
        """
        days: dict[str, Date] = {}
        for stored in self.meetings:
            town, day = stored.meeting.municipality or "", stored.meeting.date
            if day:
                days[town] = max(day, days.get(town, day))
        return days

    @cached_property
    def findings(self) -> list[Finding]:
        """What there is to tell, most serious first."""
        return findings(self.comparison, self.words)

    def shown(self, meeting_id: str) -> StoredMeeting | None:
        """The newest version of a meeting that the site shows."""
        held = self.versions.get(meeting_id)
        return held[-1] if held else None

    @cached_property
    def standing(self) -> list[Relation]:
        """Relations between standing items, which are counted and not shown."""
        return [r for r in self.comparison.relations if r.kind == "standing_item"]

    @cached_property
    def groups(self) -> dict[str, list[Finding]]:
        """Findings by the kind that readers see."""
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for found in self.findings:
            grouped[reader_kind(found.relation)].append(found)
        return grouped

    @cached_property
    def threads(self) -> list[Thread]:
        """Matters with two items or more, the longest first."""
        several = (t for t in self.comparison.threads if len(t.items) > 1)
        return sorted(several, key=lambda t: (-len(t.items), danish_key(t.title), t.id))

    @cached_property
    def committees(self) -> dict[str, list[str]]:
        """The committees of each municipality, in Danish order."""
        bodies: dict[str, set[str]] = defaultdict(set)
        for stored in self.meetings:
            bodies[stored.meeting.municipality or ""].add(stored.meeting.committee or "")
        return {town: sorted(named - {""}, key=danish_key) for town, named in bodies.items()}

    @cached_property
    def pairs(self) -> dict[frozenset[str], Finding]:
        """The most serious finding of each two items, by their ids without versions."""
        found: dict[frozenset[str], Finding] = {}
        for one in self.findings:
            found.setdefault(frozenset((bare(one.relation.a.id), bare(one.relation.b.id))), one)
        return found

    @cached_property
    def thread_of(self) -> dict[str, Thread]:
        """The thread that an item belongs to, by the item's id."""
        return {id_: thread for thread in self.threads for id_ in thread.items}

    @cached_property
    def promises_of(self) -> dict[str, list[Commitment]]:
        """The promises made in an item, by its id."""
        return _gathered((c.item, c) for c in self.comparison.commitments)

    @cached_property
    def met_by(self) -> dict[str, list[Commitment]]:
        """The promises that an item met, by its id."""
        return _gathered((c.met_by, c) for c in self.comparison.commitments if c.met_by)

    @cached_property
    def decided_of(self) -> dict[str, Decided]:
        """What became of an item's recommendation, by its id."""
        return {decided.item: decided for decided in self.comparison.outcomes}

    @cached_property
    def _by_item(self) -> dict[str, list[Finding]]:
        found_at: dict[str, list[Finding]] = defaultdict(list)
        for found in self.findings:
            for id_ in dict.fromkeys((bare(found.relation.a.id), bare(found.relation.b.id))):
                found_at[id_].append(found)
        return found_at

    def findings_of(self, item: StoredItem) -> list[Finding]:
        """What concerns an item, in any of its versions, most serious first."""
        return self._by_item.get(item.id, [])

    def changes_of(self, relation: Relation) -> list[Change]:
        """The changes between the two items of a relation, in reading order."""
        return self.changes.get((relation.a.id, relation.b.id), [])

    def side_names(self, relation: Relation) -> tuple[str, str]:
        """What tells the two sides of a relation apart, in few words."""
        kind, a, b = reader_kind(relation), relation.a, relation.b
        if kind == "edited":
            return self._version_name(a), self._version_name(b)
        if kind == "completed":
            return self._document_name(a), self._document_name(b)
        if a.municipality != b.municipality:
            return self.name(a.municipality), self.name(b.municipality)
        if a.committee != b.committee:
            return a.committee, b.committee
        if a.date != b.date:
            return self._dated(a), self._dated(b)
        return self._item_name(a), self._item_name(b)

    def _dated(self, ref: ItemRef) -> str:
        return self.words.gettext("the paper of %(date)s", date=self.words.date(ref.date))

    def _item_name(self, ref: ItemRef) -> str:
        return self.words.gettext("item %(n)s", n=ref.number)

    def side_lines(self, relation: Relation) -> tuple[str, str]:
        """Both sides of a relation, each in one line: name, committee, date and number."""
        a, b = self.side_names(relation)
        return self._line(relation.a, a), self._line(relation.b, b)

    def _line(self, ref: ItemRef, name: str) -> str:
        item = self.item(ref.id)
        parts = [name, ref.committee, self.words.date(ref.date), self._item_name(ref)]
        if item and "@" in ref.id:
            moment = self.words.moment(self.stored(item).stored_at)
            parts = [name, self.words.gettext("stored %(moment)s", moment=moment)]
        return ", ".join(dict.fromkeys(parts))

    def _document_name(self, ref: ItemRef) -> str:
        return self.words.label(DOCUMENTS, document_kind(ref.id))

    def _version_name(self, ref: ItemRef) -> str:
        item = self.item(ref.id)
        number = item.version if item else ref.id.rpartition("@")[2]
        return self.words.gettext("version %(n)s", n=number)


def scope(stored: StoredMeeting) -> Scope:
    """The committee and year that a document belongs to."""
    meeting = stored.meeting
    year = str(meeting.date.year) if meeting.date else ""
    return Scope(meeting.municipality or "", meeting.committee or "", year)


def _gathered(pairs: Iterable[tuple[str, Commitment]]) -> dict[str, list[Commitment]]:
    gathered: dict[str, list[Commitment]] = defaultdict(list)
    for id_, commitment in pairs:
        gathered[bare(id_)].append(commitment)
    return gathered


def year_of(stored: StoredMeeting) -> str:
    """The year of a meeting, as it stands in addresses."""
    return str(stored.meeting.date.year) if stored.meeting.date else "undated"


def meeting_order(stored: StoredMeeting) -> tuple[int, tuple[str, str], str]:
    """Sort key: the latest meetings first, then by committee."""
    day = stored.meeting.date
    return (-day.toordinal() if day else 0, danish_key(stored.meeting.committee or ""), stored.id)
