"""What a comparison leaves for the next: items by name and sketch, and what they wait for.

An item *waits* for each day on which it names a meeting, for the meeting may come, or come in
another document; and with an open promise until the last day on which it can be kept in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from pathlib import Path

import polars as pl

from compare import frames
from compare.commitments import last_in_time
from compare.held import WAITING, Held
from compare.laid import Laid
from compare.model import Commitment, Comparison
from compare.record import ENGINE
from compare.segments import NAMES
from ordlyd.ids import day, town
from ordlyd.stored import StoredItem


class Holding:
    """A folder in which to hold what is compared, once its findings are noted.

    Args:
        folder: Of :class:`compare.held.Held`.
        mark: When the comparison began to read.
    """

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder = folder
        self._mark = mark
        self._taken: tuple[Sequence[StoredItem], Laid, Comparison] | None = None

    def take(self, items: Sequence[StoredItem], laid: Laid, found: Comparison) -> None:
        """Take what everything was compared as; :meth:`keep` writes it."""
        self._taken = items, laid, found

    def keep(self) -> None:
        """Hold everything anew: what was noted need not be found again."""
        if self._taken is None:
            return
        items, laid, found = self._taken
        held = Held.make(self._folder, laid.known, len(laid.texts), rules=ENGINE)
        held.add(laid.texts, names(items, laid), waiting=waiting(found), mark=self._mark)


def names(items: Sequence[StoredItem], laid: Laid) -> pl.DataFrame:
    """What is told of each item: the columns ``NAMES``, but for ``row``."""
    called = (
        (item.id, item.version_id, item.meeting.committee, item.item.number, item.item.title)
        for item in items
    )
    columns = ("id", "version", "body", "number", "title")
    told = pl.DataFrame(called, schema={name: NAMES[name] for name in columns}, orient="row")
    families = laid.matters.with_columns(report=frames.report())
    return pl.concat([told, families], how="horizontal").select(*(n for n in NAMES if n != "row"))


def waiting(found: Comparison) -> pl.DataFrame:
    """What items wait for: ``item`` and ``municipality``, and ``day`` or ``until``."""
    return pl.DataFrame(_waiting(found), schema=WAITING, orient="row").unique()


def _waiting(found: Comparison) -> Iterator[tuple[str, str, str | None, str | None]]:
    for reference in found.references:
        if isinstance(reference.date, Date):
            yield reference.item, town(reference.item), reference.date.isoformat(), None
    for promise in found.commitments:
        until = until_of(promise)
        if promise.status == "open" and until:
            yield promise.item, town(promise.item), None, until.isoformat()


def until_of(promise: Commitment) -> Date | None:
    """The last day on which a promise can be kept in time."""
    made = day(promise.item)
    return last_in_time(promise.due, promise.every, made) if made else None
