"""Follow-ups: pairs of which the later item names the earlier one, or its meeting.

An item number printed with the meeting is proof by itself. A meeting alone is not, for it had
other items too: then the two must share a case number or a passage already, and no other item
of that meeting may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.model import ItemRef, Reference, Relation, RelationKind
from ordlyd.ids import document

_WEAKER: frozenset[RelationKind] = frozenset({"same_case", "passage", "similar"})
"""Kinds that say less than a follow-up does."""
_ITEM, _MEETING = ("names the item", 0.6), ("names the meeting", 0.3)
"""Evidence and its weight."""

Named = frozenset[tuple[str, str]]
"""The later item, and the id of what it names."""


def follow_ups(
    relations: Sequence[Relation], references: Iterable[Reference], items: Mapping[str, ItemRef]
) -> list[Relation]:
    """Return the relations with the follow-ups among them, in their order, new ones last.

    Args:
        relations: What was found of the items themselves.
        references: The references among them.
        items: Every item by its id.
    """
    named = frozenset(
        (reference.item, reference.resolves_to)
        for reference in references
        if reference.resolves_to and reference.direction == "earlier"
    )
    related = Counter(map(_later_and_meeting, relations))
    found = [
        _strengthened(relation, named, alone=related[_later_and_meeting(relation)] == 1)
        for relation in relations
    ]
    known = {frozenset((relation.a.id, relation.b.id)) for relation in found}
    return [*found, *_new(named, known, items)]


def _in_time(relation: Relation) -> list[ItemRef]:
    return sorted((relation.a, relation.b), key=lambda item: (item.date, item.id))


def _later_and_meeting(relation: Relation) -> tuple[str, str]:
    earlier, later = _in_time(relation)
    return later.id, document(earlier.id)


def _strengthened(relation: Relation, named: Named, *, alone: bool) -> Relation:
    earlier, later = _in_time(relation)
    if (later.id, earlier.id) in named:
        reason, weight = _ITEM
    elif alone and _later_and_meeting(relation) in named:
        reason, weight = _MEETING
    else:
        return relation
    return relation.model_copy(
        update={
            "kind": "follow_up" if relation.kind in _WEAKER else relation.kind,
            "score": round(1 - (1 - relation.score) * (1 - weight), 3),
            "evidence": (*relation.evidence, reason),
        }
    )


def _new(
    named: Named, known: set[frozenset[str]], items: Mapping[str, ItemRef]
) -> Iterator[Relation]:
    """Pairs that nothing but the item number tells of."""
    reason, weight = _ITEM
    for earlier, later in sorted((there, here) for here, there in named if there in items):
        if frozenset((earlier, later)) not in known:
            yield Relation(
                a=items[earlier], b=items[later], kind="follow_up", score=weight, evidence=(reason,)
            )
