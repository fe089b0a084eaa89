"""One pass over an archive and its comparison: every table, a batch of rows at a time.

Nothing is held but the batch in hand, the ids that findings name, and a count for each
municipality, so that memory does not grow with the archive. Here personal data is hidden and
the text of withdrawn documents left out, whatever is made of the batches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from functools import lru_cache
from itertools import groupby

import polars as pl

from compare.model import Comparison
from ordlyd.archive import Archive, Receipt, Refusal
from ordlyd.stored import StoredMeeting
from ordlyd.text import mask
from reports.privacy import withdrawn, without
from reports.tables.description import TABLES, Column, Table
from reports.tables.found import named, of_comparison
from reports.tables.rows import Named, Row, item_keys, meeting_key, of_item, of_meeting
from reports.view import FoundAt

BATCH = 10_000
"""Rows of one table that are held at a time."""

_UNKNOWN = "unknown"
_HALF_A_LETTER = re.compile("[\ud800-\udfff]")

Batch = tuple[Table, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What tables are made of.

    Attributes:
        meetings: All versions, by id and version, as ``Archive.meetings`` yields them.
        comparison: What was found over them.
        names: Municipalities' names by slug.
        receipts: What each source lists and the archive lacks.
        refusals: What could not be had or read.
        found: When each finding was first made and last changed, by its key.
        mask_personal_data: Whether e-mail addresses, phone and CPR numbers are hidden.
    """

    meetings: Iterable[StoredMeeting]
    comparison: Comparison = field(default_factory=Comparison)
    names: Mapping[str, str] = field(default_factory=dict)
    receipts: Sequence[Receipt] = ()
    refusals: Sequence[Refusal] = ()
    found: Mapping[str, FoundAt] = field(default_factory=dict)
    mask_personal_data: bool = True

    @classmethod
    def of(
        cls,
        archive: Archive,
        comparison: Comparison,
        *,
        names: Mapping[str, str] | None = None,
        municipalities: Collection[str] = (),
        mask_personal_data: bool = True,
    ) -> Holdings:
        """All that an archive holds, or holds of some municipalities, with what was found of it."""
        towns = municipalities
        return cls(
            meetings=archive.meetings(versions="all", municipalities=municipalities),
            comparison=comparison,
            names=names or {},
            receipts=[r for r in archive.receipts() if not towns or r.municipality in towns],
            refusals=[r for r in archive.refusals() if not towns or r.municipality in towns],
            found={key: FoundAt(first, changed) for key, first, changed in archive.moments()},
            mask_personal_data=mask_personal_data,
        )


@dataclass(slots=True)
class _Town:
    """What is counted of one municipality on the way."""

    meetings: int = 0
    items: int = 0
    versions: int = 0
    first: Date | None = None
    last: Date | None = None
    stored_at: datetime | None = None

    def add(self, stored: StoredMeeting) -> None:
        day = stored.meeting.date
        self.meetings += stored.current
        self.items += len(stored.meeting.items) * stored.current
        self.versions += 1
        self.first = min(filter(None, (self.first, day)), default=None)
        self.last = max(filter(None, (self.last, day)), default=None)
        self.stored_at = max(filter(None, (self.stored_at, stored.stored_at)))


def batches(holdings: Holdings) -> Iterator[Batch]:
    """Yield the tables in batches: of each an empty one first, so that none is missing."""
    hide = _hidden if holdings.mask_personal_data else _writable
    held: dict[str, list[Row]] = {name: [] for name in TABLES}
    for table in TABLES.values():
        yield table, _frame(table, [], hide)
    for name, row in _rows(holdings):
        rows = held[name]
        rows.append(row)
        if len(rows) == BATCH:
            yield TABLES[name], _frame(TABLES[name], rows, hide)
            rows.clear()
    for name, rows in held.items():
        if rows:
            yield TABLES[name], _frame(TABLES[name], rows, hide)


def _rows(holdings: Holdings) -> Iterator[Named]:
    wanted, keys = named(holdings.comparison), dict[str, str]()
    towns: dict[str, _Town] = {}
    gone: set[str] = set()
    for _, group in groupby(holdings.meetings, key=lambda stored: stored.id):
        versions = list(group)
        gone |= (left_out := withdrawn(versions))
        for stored in versions:
            towns.setdefault(stored.meeting.municipality or _UNKNOWN, _Town()).add(stored)
            _note(keys, wanted, stored.id, meeting_key(stored))
            is_gone = bool({stored.id, meeting_key(stored)} & left_out)
            yield from of_meeting(stored, gone=is_gone)
            if not is_gone:
                yield from _items(stored, wanted, keys)
    yield from of_comparison(without(holdings.comparison, gone), keys, holdings.found)
    yield from _completeness(holdings, towns)


def _items(stored: StoredMeeting, wanted: set[str], keys: dict[str, str]) -> Iterator[Named]:
    for position, (key, item) in enumerate(item_keys(stored), 1):
        if "~" not in key:
            _note(keys, wanted, item.id, key)
        yield from of_item(key, position, item, stored)


def _note(keys: dict[str, str], wanted: set[str], id_: str, key: str) -> None:
    """Remember the key of what a finding names; a later version takes the place of an earlier."""
    keys.update((name, key) for name in (id_, key) if name in wanted)


def _completeness(holdings: Holdings, towns: Mapping[str, _Town]) -> Iterator[Named]:
    receipts = {receipt.municipality: receipt for receipt in holdings.receipts}
    refusals = sorted(holdings.refusals, key=lambda r: (r.municipality or _UNKNOWN, r.name))
    refused = [(r.municipality or _UNKNOWN, r.name, r.reason) for r in refusals]
    for slug in sorted({*towns, *receipts, *(town for town, _, _ in refused)}):
        own = [(name, reason) for town, name, reason in refused if town == slug]
        yield from _town(slug, holdings.names.get(slug), towns.get(slug), receipts.get(slug), own)


def _town(
    slug: str,
    name: str | None,
    town: _Town | None,
    receipt: Receipt | None,
    refused: Sequence[tuple[str, str]],
) -> Iterator[Named]:
    t, r = town or _Town(), receipt
    crawled = (r.listed, r.held, len(r.lacking), len(r.stale)) if r else (None, None, None, None)
    last = (r.last_crawl, r.complete, list(r.alarms)) if r else (None, None, [])
    # fmt: off
    yield "municipalities", (
        slug, name or slug, t.meetings, t.items, t.versions, t.first, t.last, t.stored_at,
        *crawled, len(refused), *last,
    )
    # fmt: on
    missing = [
        *(("lacking", one.name, one.reason) for one in (r.lacking if r else ())),
        *(("stale", one.name, one.reason) for one in (r.stale if r else ())),
        *(("refused", *one) for one in refused),
    ]
    for n, one in enumerate(missing, 1):
        yield "lacking", (slug, n, *one)


def _frame(table: Table, rows: Sequence[Row], hide: Callable[[str], str]) -> pl.DataFrame:
    """Make a frame of rows, with every word of a text gone through ``hide``."""
    columns = zip(*rows, strict=True) if rows else iter([()] * len(table.columns))
    told = table.columns.items()
    values = {
        name: _told(column, list(found), hide)
        for (name, column), found in zip(told, columns, strict=True)
    }
    return pl.DataFrame(values, schema=table.types)


def _told(column: Column, values: list[object], hide: Callable[[str], str]) -> list[object]:
    if column.type in {"text", "key"}:
        change = hide if column.type == "text" and not column.values else _writable
        return [change(value) if isinstance(value, str) else value for value in values]
    if column.type == "list":
        return [[hide(one) for one in value] for value in values if isinstance(value, list)]
    return values


def _writable(text: str) -> str:
    """The text, with half a letter (a surrogate), which no file can hold, as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF_A_LETTER.sub("\ufffd", text)
    return text


def _hidden(text: str) -> str:
    return _hidden_name(text) if len(text) < 80 else mask(_writable(text))


@lru_cache(maxsize=20_000)
def _hidden_name(text: str) -> str:
    """The same for names, which come again and again."""
    return mask(_writable(text))
