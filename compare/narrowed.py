"""A part of what was found: from some day on, or of some municipalities."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date as Date

from compare.model import Comparison, Thread
from ordlyd.ids import day, occasion, town


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


def among(found: Comparison, towns: Collection[str]) -> Comparison:
    """Keep what is of some municipalities alone, and of threads their part."""
    parts = (_part(thread, towns) for thread in found.threads)
    return Comparison(
        relations=tuple(
            r for r in found.relations if {r.a.municipality, r.b.municipality} <= {*towns}
        ),
        changes=tuple(c for c in found.changes if {town(c.a), town(c.b)} <= {*towns}),
        threads=tuple(part for part in parts if part),
        references=tuple(r for r in found.references if town(r.item) in towns),
        commitments=tuple(c for c in found.commitments if town(c.item) in towns),
        outcomes=tuple(o for o in found.outcomes if town(o.item) in towns),
    )


def _part(thread: Thread, towns: Collection[str]) -> Thread | None:
    """The items of some municipalities, if they are of two meetings or more."""
    own = tuple(name for name in thread.items if town(name) in towns)
    several = len({occasion(name) for name in own}) > 1
    return thread.model_copy(update={"items": own}) if several else None


def _day(identity: str) -> Date:
    """Return the day of the meeting that an item's id names."""
    return day(identity) or Date.min
