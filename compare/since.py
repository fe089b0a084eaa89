"""What in a comparison has a side in a meeting from some day on."""

from __future__ import annotations

from datetime import date as Date

from compare.model import Comparison
from ordlyd.ids import day


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


def _day(identity: str) -> Date:
    """Return the day of the meeting that an item's id names."""
    return day(identity) or Date.min
