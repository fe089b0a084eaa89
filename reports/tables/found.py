"""Rows of what comparison found; the order of each tuple is that of ``tables.toml``.

Findings name items by id; here each id becomes the key of the text that is meant: of the version
that it states, or else of the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from compare.model import (
    LEVELS,
    Change,
    Commitment,
    Comparison,
    Decided,
    ItemRef,
    Reference,
    Relation,
    Thread,
    finding_key,
)
from reports.tables.rows import Named
from reports.view import FoundAt

F = TypeVar("F", Relation, Thread, Reference, Commitment, Decided)
Keys = Mapping[str, str]
"""From the id of a meeting or item to the key of the text that it means."""
Moments = tuple[datetime | None, datetime | None]


def named(comparison: Comparison) -> set[str]:
    """Every id that a comparison names."""
    ids = {id_ for r in comparison.relations for id_ in (r.a.id, r.b.id)}
    ids |= {id_ for c in comparison.changes for id_ in (c.a, c.b)}
    ids |= {id_ for t in comparison.threads for id_ in t.items}
    ids |= {id_ for r in comparison.references for id_ in (r.item, r.resolves_to) if id_}
    ids |= {id_ for c in comparison.commitments for id_ in (c.item, c.met_by) if id_}
    return ids | {o.item for o in comparison.outcomes}


def of_comparison(
    comparison: Comparison, keys: Keys, found: Mapping[str, FoundAt]
) -> Iterator[Named]:
    """Yield the rows of everything found; what has one lasting name comes once."""

    def moments(key: str) -> Moments:
        at = found.get(key)
        return (at.first, at.changed) if at else (None, None)

    for relation in _once(comparison.relations):
        yield _relation(relation, keys, moments(relation.key))
    counted: Counter[str] = Counter()
    for change in comparison.changes:
        relation_key = finding_key(change.a, change.b)
        counted[relation_key] += 1
        yield from _change(change, relation_key, counted[relation_key], keys)
    for thread in _once(comparison.threads):
        yield from _thread(thread, keys, moments(thread.key))
    for reference in _once(comparison.references):
        yield _reference(reference, keys, moments(reference.key))
    for commitment in _once(comparison.commitments):
        yield _commitment(commitment, keys, moments(commitment.key))
    for decided in _once(comparison.outcomes):
        yield from _decided(decided, keys, moments(decided.key))


def _once(findings: Iterable[F]) -> Iterator[F]:
    seen: set[str] = set()
    for finding in findings:
        if (key := finding.key) not in seen:
            seen.add(key)
            yield finding


def _relation(r: Relation, keys: Keys, at: Moments) -> Named:
    numbers = (r.changes.get(level, 0) for level in LEVELS)
    sides = (value for ref in (r.a, r.b) for value in _side(ref))
    a, b = keys.get(r.a.id), keys.get(r.b.id)
    return "relations", (r.key, a, b, r.kind, r.score, list(r.evidence), *numbers, *sides, *at)


def _side(ref: ItemRef) -> tuple[object, ...]:
    return ref.municipality, ref.committee, ref.date, ref.number, ref.title


def _change(c: Change, relation: str, n: int, keys: Keys) -> Iterator[Named]:
    key = f"{relation}-{n}"
    # fmt: off
    yield "changes", (
        key, relation, n, keys.get(c.a), keys.get(c.b), c.section, c.op, c.level, c.severity,
        c.before, c.after, *_span(c.a_span), *_span(c.b_span),
    )
    # fmt: on
    for place, f in enumerate(c.facts, 1):
        yield "facts", (key, place, f.kind, f.before, f.after, f.label)


def _thread(t: Thread, keys: Keys, at: Moments) -> Iterator[Named]:
    about = (t.title, len(t.items), list(t.kinds), t.cadence_days, t.next_expected)
    yield "threads", (t.key, t.id, *about, *at)
    for n, item in enumerate(t.items, 1):
        yield "thread_items", (t.key, n, keys.get(item))


def _reference(r: Reference, keys: Keys, at: Moments) -> Named:
    to = keys.get(r.resolves_to) if r.resolves_to else None
    is_item = to is not None and "#" in to
    # fmt: off
    return "references", (
        r.key, keys.get(r.item), str(r.date) if r.date else None, r.committee, r.number,
        r.direction, r.text, *_span(r.span), r.resolves_to,
        _meeting(to), to if is_item else None, *at,
    )
    # fmt: on


def _meeting(key: str | None) -> str | None:
    """The key of the meeting that a meeting's or item's key names."""
    if key is None or "#" not in key:
        return key
    version = key.rpartition("@")[2].partition("~")[0]
    return f"{key.partition('#')[0]}@{version}"


def _commitment(c: Commitment, keys: Keys, at: Moments) -> Named:
    met_by = keys.get(c.met_by) if c.met_by else None
    promise = (c.due, c.every, c.committee, c.text, *_span(c.span))
    return "commitments", (c.key, keys.get(c.item), *promise, c.status, met_by, *at)


def _decided(d: Decided, keys: Keys, at: Moments) -> Iterator[Named]:
    item = keys.get(d.item)
    yield "outcomes", (item, d.key, d.verdict, *at)
    for n, p in enumerate(d.points, 1):
        yield "outcome_points", (item, n, p.number, p.recommended, p.decided, p.verdict)
    for n, one in enumerate(d.dissent, 1):
        yield "dissent", (item, n, one.name, one.how, list(one.points))


def _span(span: tuple[int, int] | None) -> tuple[int | None, int | None]:
    return span or (None, None)
