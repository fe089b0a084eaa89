"""A comparison as findings to be kept: each with its lasting name, its body and what it is about.

``ENGINE`` numbers the rules of comparison. Whoever changes what is found of the same texts adds
one, so that it can be told whether a finding stopped holding because of its texts or of us.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compare.model import (
    Change,
    Commitment,
    Comparison,
    Decided,
    Reference,
    Relation,
    Thread,
)
from ordlyd.archive import Found, StoredFinding
from ordlyd.archive.database import batches
from ordlyd.archive.objects import canonical
from ordlyd.ids import bare
from ordlyd.model import Record

ENGINE = 3

AT_ONCE = 1_000
"""Stored findings that are read at a time."""
_SPANS = ("a_span", "b_span", "span")
"""Where words stand in a document; the same words elsewhere in it are no news."""


class RelationFound(Record):
    """The body of a relation: itself, and every difference between its two texts."""

    relation: Relation
    changes: tuple[Change, ...] = ()


BODIES: Mapping[str, type[Record]] = {
    "relation": RelationFound,
    "thread": Thread,
    "reference": Reference,
    "commitment": Commitment,
    "outcome": Decided,
}
"""What the body of each sort of finding is."""


SORTS: Mapping[str, str] = {
    "relations": "relation",
    "changes": "relation",
    "threads": "thread",
    "references": "reference",
    "commitments": "commitment",
    "outcomes": "outcome",
}
"""The lists of a comparison, and of which sort of finding each is made."""


def found(comparison: Comparison) -> Iterator[Found]:
    """Yield every finding of a comparison, as the archive keeps it."""
    changes: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in comparison.changes:
        changes[change.a, change.b].append(change)
    for relation in comparison.relations:
        yield _relation(relation, changes.get((relation.a.id, relation.b.id), ()))
    for thread in comparison.threads:
        yield _found("thread", thread.key, thread, thread.items)
    for reference in comparison.references:
        yield _found("reference", reference.key, reference, (reference.item, reference.resolves_to))
    for promise in comparison.commitments:
        yield _found("commitment", promise.key, promise, (promise.item, promise.met_by))
    for outcome in comparison.outcomes:
        yield _found("outcome", outcome.key, outcome, (outcome.item,))


def stored(findings: Iterable[StoredFinding]) -> Comparison:
    """Return findings that the archive keeps as the comparison that they were."""
    bodies: dict[str, list[Any]] = {sort: [] for sort in BODIES}
    for one in findings:
        if one.sort in BODIES:
            bodies[one.sort].append(BODIES[one.sort].model_validate_json(one.body))
    return Comparison(
        relations=tuple(body.relation for body in bodies["relation"]),
        changes=tuple(change for body in bodies["relation"] for change in body.changes),
        threads=tuple(bodies["thread"]),
        references=tuple(bodies["reference"]),
        commitments=tuple(bodies["commitment"]),
        outcomes=tuple(bodies["outcome"]),
    )


def in_turn(findings: Iterable[StoredFinding]) -> Iterator[Comparison]:
    """Yield findings that are not gone, so many at a time, as comparisons."""
    there = (one for one in findings if one.gone_at is None)
    return map(stored, batches(there, AT_ONCE))


def _relation(relation: Relation, changes: Iterable[Change]) -> Found:
    """The kind and the words that differ are its news; scores move with all that is held."""
    body = RelationFound(relation=relation, changes=tuple(changes)).model_dump(mode="json")
    gist = canonical([relation.kind, [_spanless(change) for change in body["changes"]]])
    items = _items((relation.a.id, relation.b.id))
    return Found("relation", relation.key, canonical(body), items, gist)


def _found(sort: str, key: str, record: Record, names: Iterable[str | None]) -> Found:
    body = record.model_dump(mode="json")
    return Found(sort, key, canonical(body), _items(names), canonical(_spanless(body)))


def _spanless(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in _SPANS}


def _items(names: Iterable[str | None]) -> tuple[str, ...]:
    """The items, and the meetings, that some ids name, without version."""
    return tuple(dict.fromkeys(bare(name) for name in names if name))
