"""The whole comparison: versions, relations, changes and threads over a set of items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from compare import frames
from compare.changes import changes
from compare.commitments import commitments
from compare.followups import follow_ups
from compare.model import Change, Comparison, ItemRef, Relation, RelationKind
from compare.outcomes import outcomes
from compare.references import references
from compare.relations import relate
from compare.said import read
from compare.threads import threads
from compare.versions import Versions, chronological, document, identity, trace
from ordlyd.stored import StoredItem

Progress = Callable[[str, int, int], None]

_COMPARED: frozenset[RelationKind] = frozenset({"version", "duplicate", "near_duplicate"})
"""Kinds whose two texts are one text: what differs between them is a change of wording."""


def compare(
    items: Iterable[StoredItem], *, progress: Progress | None = None, today: Date | None = None
) -> Comparison:
    """Find what belongs together among items, and what was changed.

    The order of ``items`` does not matter, nor does it matter that an item comes in several
    versions or as agenda and as minutes: those are compared with one another (kind
    ``version``), and only the current text with other items.

    Args:
        items: What the archive holds.
        progress: Called with a stage's name, what is done of it and how much there is.
        today: The day for which it is judged what is late; without, that of the newest meeting
            held of each municipality.

    Raises:
        IncompleteMeeting: A meeting without municipality, committee or date.
    """
    tell = progress or _silent
    tell("versions", 0, 1)
    versions = trace(items)
    tell("relations", 0, 1)
    pairs = [*_steps(versions), *_pairs(versions.current)]
    relations: list[Relation] = []
    found: list[Change] = []
    for done, pair in enumerate(sorted(pairs, key=lambda pair: pair.order)):
        tell("changes", done, len(pairs))
        differences = pair.changes()
        relations.append(pair.relation(differences))
        found += differences
    tell("changes", len(pairs), len(pairs))
    tell("references", 0, 1)
    current = versions.current
    said = read(current)
    refer = references(said, current)
    named = {name for reference in refer for name in (reference.item, reference.resolves_to)}
    items_named = {item.id: _reference(item, item.id) for item in current if item.id in named}
    relations = follow_ups(relations, refer, items_named)
    matters = threads(relations)
    return Comparison(
        relations=tuple(relations),
        changes=tuple(found),
        threads=tuple(matters),
        references=tuple(refer),
        commitments=tuple(commitments(said, current, relations, matters, refer, today=today)),
        outcomes=tuple(outcomes(current)),
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two items as they were found to belong together, under the ids they are to be named by."""

    a: StoredItem
    b: StoredItem
    a_id: str
    b_id: str
    kind: RelationKind
    score: float
    evidence: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        return chronological(self.a), chronological(self.b)

    def changes(self) -> list[Change]:
        if self.kind not in _COMPARED:
            return []
        return changes(self.a, self.b, a_id=self.a_id, b_id=self.b_id)

    def relation(self, differences: Sequence[Change]) -> Relation:
        return Relation(
            a=_reference(self.a, self.a_id),
            b=_reference(self.b, self.b_id),
            kind=self.kind,
            score=self.score,
            evidence=self.evidence,
            changes=dict(Counter(change.level for change in differences)),
        )


def _steps(versions: Versions) -> Iterator[_Pair]:
    for a, b in versions.steps:
        ids = versions.reference(a, b), versions.reference(b, a)
        yield _Pair(a, b, *ids, "version", 1.0, (_passed(a, b),))


def _passed(a: StoredItem, b: StoredItem) -> str:
    if document(a) == document(b):
        return f"version {a.version} to {b.version}"
    return f"{a.meeting.kind} to {b.meeting.kind}"


def _pairs(current: Sequence[StoredItem]) -> Iterator[_Pair]:
    found = relate(frames.matters(current), frames.sentences(current))
    for row, other, kind, score, evidence in found.iter_rows():
        a, b = current[row], current[other]
        yield _Pair(a, b, a.id, b.id, kind, score, tuple(evidence))


def _reference(stored: StoredItem, item_id: str) -> ItemRef:
    municipality, committee, day = identity(stored)
    return ItemRef(
        id=item_id,
        municipality=municipality,
        committee=committee,
        date=day,
        number=stored.item.number,
        title=stored.item.title,
    )
