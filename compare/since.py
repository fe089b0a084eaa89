"""What is new in a comparison: since a day of meeting, or since it was last noted."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date as Date

from compare.model import Comparison

_DAY = re.compile(r"/(\d{4}-\d\d-\d\d)(?:T[\d-]*)?/(?:agenda|minutes|supplement)(?:#|$)")


def since(found: Comparison, first: Date) -> Comparison:
    """Keep what has an item of a meeting on or after ``first``, whatever it is compared with."""
    return Comparison(
        relations=tuple(r for r in found.relations if max(r.a.date, r.b.date) >= first),
        changes=tuple(c for c in found.changes if max(_day(c.a), _day(c.b)) >= first),
        threads=tuple(t for t in found.threads if max(map(_day, t.items)) >= first),
        references=tuple(r for r in found.references if _day(r.item) >= first),
        commitments=tuple(c for c in found.commitments if _day(c.item) >= first),
        outcomes=tuple(o for o in found.outcomes if _day(o.item) >= first),
    )


def narrowed(found: Comparison, *, first: Date | None, names: Set[str] | None) -> Comparison:
    """Keep what has a side on or after a day, and of that what has one of some names."""
    if first is not None:
        found = since(found, first)
    return found if names is None else only(found, names)


def only(found: Comparison, names: Set[str]) -> Comparison:
    """Keep the findings of these names, with the changes of the relations among them."""
    relations = tuple(r for r in found.relations if r.key in names)
    pairs = {(r.a.id, r.b.id) for r in relations}
    return Comparison(
        relations=relations,
        changes=tuple(c for c in found.changes if (c.a, c.b) in pairs),
        threads=tuple(t for t in found.threads if t.key in names),
        references=tuple(r for r in found.references if r.key in names),
        commitments=tuple(c for c in found.commitments if c.key in names),
        outcomes=tuple(o for o in found.outcomes if o.key in names),
    )


def _day(identity: str) -> Date:
    """Return the day of the meeting that an item's id names."""
    match = _DAY.search(identity)
    return Date.fromisoformat(match[1]) if match else Date.min
