"""Two items that were found to belong together, under the ids they are named by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from compare.changes import changes
from compare.model import Change, ItemRef, Relation, RelationKind
from compare.versions import Versions, chronological, identity
from ordlyd.ids import document
from ordlyd.stored import StoredItem

Progress = Callable[[str, int, int], None]

_COMPARED: frozenset[RelationKind] = frozenset({"version", "duplicate", "near_duplicate"})
"""Kinds whose two texts are one text: what differs between them is a change of wording."""


def silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items, as what they belong together, and why."""

    a: StoredItem
    b: StoredItem
    a_id: str
    b_id: str
    kind: RelationKind
    score: float
    evidence: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key by time."""
        return chronological(self.a), chronological(self.b)

    def changes(self) -> list[Change]:
        """What differs between the two, where they are one text."""
        if self.kind not in _COMPARED:
            return []
        return changes(self.a, self.b, a_id=self.a_id, b_id=self.b_id)

    def relation(self, differences: Sequence[Change]) -> Relation:
        """The pair as it is told."""
        return Relation(
            a=named(self.a, self.a_id),
            b=named(self.b, self.b_id),
            kind=self.kind,
            score=self.score,
            evidence=self.evidence,
            changes=dict(Counter(change.level for change in differences)),
        )


def named(stored: StoredItem, item_id: str | None = None) -> ItemRef:
    """An item as one side of a relation, by its id or another name."""
    municipality, committee, day = identity(stored)
    return ItemRef(
        id=item_id or stored.id,
        municipality=municipality,
        committee=committee,
        date=day,
        number=stored.item.number,
        title=stored.item.title,
    )


def steps(versions: Versions) -> Iterator[Pair]:
    """Yield each two consecutive texts of one item."""
    for a, b in versions.steps:
        ids = versions.reference(a, b), versions.reference(b, a)
        yield Pair(a, b, *ids, "version", 1.0, (_passed(a, b),))


def _passed(a: StoredItem, b: StoredItem) -> str:
    if document(a.id) == document(b.id):
        return f"version {a.version} to {b.version}"
    return f"{a.meeting.kind} to {b.meeting.kind}"


def judged(items: Sequence[StoredItem], found: pl.DataFrame) -> Iterator[Pair]:
    """Yield the pairs of a frame of :func:`compare.relations.relate` over items."""
    for row, other, kind, score, evidence in found.iter_rows():
        a, b = items[row], items[other]
        yield Pair(a, b, a.id, b.id, kind, score, tuple(evidence))


def told(pairs: Sequence[Pair], tell: Progress) -> tuple[list[Relation], list[Change]]:
    """Return the relations that pairs are, in time order, and all that differs in them."""
    relations: list[Relation] = []
    found: list[Change] = []
    for done, pair in enumerate(sorted(pairs, key=lambda pair: pair.order)):
        tell("changes", done, len(pairs))
        differences = pair.changes()
        relations.append(pair.relation(differences))
        found += differences
    tell("changes", len(pairs), len(pairs))
    return relations, found
