"""The tables of ``export``: meetings, items, sections, relations, changes (``docs/tables.md``).

Columns are the same in every format. Lists are lists in Parquet and JSON Lines, and joined with
"; " in CSV. CSV is written for Danish Excel: semicolons, decimal comma, UTF-8 with a byte order
mark, and no cell that a spreadsheet would run as a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import polars as pl
from polars.datatypes import DataType

from compare.model import LEVELS, Change, Comparison, Relation
from ordlyd.model import AgendaItem
from ordlyd.stored import StoredItem, StoredMeeting
from reports.privacy import masked, masked_meetings, withdrawn, without

Format = Literal["parquet", "csv", "jsonl"]
Columns = Mapping[str, "type[DataType] | DataType"]
Row = tuple[object, ...]

_TEXT, _WHOLE, _YES, _LIST = pl.String, pl.Int64, pl.Boolean, pl.List(pl.String)
_MOMENT = pl.Datetime("us", "UTC")
_CELL_THAT_RUNS = r"^([=+\-@\t\r])"

TABLES: Mapping[str, Columns] = {
    "meetings": {
        "id": _TEXT,
        "version": _WHOLE,
        "municipality": _TEXT,
        "committee": _TEXT,
        "term": _TEXT,
        "kind": _TEXT,
        "date": pl.Date,
        "start": _TEXT,
        "end": _TEXT,
        "place": _TEXT,
        "participants": _LIST,
        "items": _WHOLE,
        "stored_at": _MOMENT,
        "current": _YES,
        "withdrawn": _YES,
        "url": _TEXT,
        "media_type": _TEXT,
        "sha256": _TEXT,
        "retrieved_at": _MOMENT,
        "layout": _TEXT,
        "publication_id": _TEXT,
    },
    "items": {
        "id": _TEXT,
        "version": _WHOLE,
        "meeting": _TEXT,
        "position": _WHOLE,
        "number": _TEXT,
        "title": _TEXT,
        "raw_title": _TEXT,
        "type": _TEXT,
        "committees": _LIST,
        "closed": _YES,
        "case_number": _TEXT,
        "kle_code": _TEXT,
        "kle_facet": _TEXT,
        "outcome": _TEXT,
        "decision": _TEXT,
        "for": _LIST,
        "against": _LIST,
        "abstained": _LIST,
        "absent": _LIST,
        "attachments": _LIST,
        "links": _LIST,
        "tables": _WHOLE,
        "url": _TEXT,
        "publication_id": _TEXT,
    },
    "sections": {
        "item": _TEXT,
        "version": _WHOLE,
        "position": _WHOLE,
        "kind": _TEXT,
        "heading": _TEXT,
        "text": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
    },
    "relations": {
        "a": _TEXT,
        "b": _TEXT,
        "kind": _TEXT,
        "score": pl.Float64,
        "evidence": _LIST,
        **{f"changes_{level}": _WHOLE for level in LEVELS},
        **{
            f"{side}_{name}": kind
            for side in "ab"
            for name, kind in {
                "municipality": _TEXT,
                "committee": _TEXT,
                "date": pl.Date,
                "number": _TEXT,
                "title": _TEXT,
            }.items()
        },
    },
    "changes": {
        "a": _TEXT,
        "b": _TEXT,
        "section": _TEXT,
        "op": _TEXT,
        "level": _TEXT,
        "severity": _WHOLE,
        "before": _TEXT,
        "after": _TEXT,
        "a_start": _WHOLE,
        "a_end": _WHOLE,
        "b_start": _WHOLE,
        "b_end": _WHOLE,
        "facts": _LIST,
    },
    "commitments": {
        "item": _TEXT,
        "due": _TEXT,
        "every": _TEXT,
        "committee": _TEXT,
        "text": _TEXT,
        "status": _TEXT,
        "met_by": _TEXT,
    },
}
"""Columns by table; ``commitments`` is written when there are any."""


def export_tables(
    meetings: Sequence[StoredMeeting],
    comparison: Comparison,
    output: Path,
    format: Format,  # noqa: A002 - the name of the option
    *,
    mask_personal_data: bool = True,
) -> list[Path]:
    """Write the tables into a folder, one file each, and return the files.

    The text of withdrawn meetings is left out; their row in ``meetings`` says so.
    """
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in frames(meetings, comparison, mask_personal_data=mask_personal_data).items():
        path = output / f"{name}.{format}"
        _WRITERS[format](frame, path)
        written.append(path)
    return written


def frames(
    meetings: Sequence[StoredMeeting], comparison: Comparison, *, mask_personal_data: bool = True
) -> dict[str, pl.DataFrame]:
    """The tables as polars frames, by name."""
    if mask_personal_data:
        meetings, comparison = masked_meetings(meetings), masked(comparison)
    gone = withdrawn(meetings)
    comparison = without(comparison, gone)
    held = [m for m in meetings if not {m.id, f"{m.id}@{m.version}"} & gone]
    items = [(n, item) for stored in held for n, item in enumerate(stored.items(), 1)]
    rows: dict[str, Iterable[Row]] = {
        "meetings": map(_meeting, meetings),
        "items": (_item(n, item) for n, item in items),
        "sections": (row for _, item in items for row in _sections(item)),
        "relations": map(_relation, comparison.relations),
        "changes": map(_change, comparison.changes),
    }
    if comparison.commitments:
        rows["commitments"] = (
            (c.item, c.due, c.every, c.committee, c.text, c.status, c.met_by)
            for c in comparison.commitments
        )
    return {
        name: pl.DataFrame(list(found), schema=dict(TABLES[name]), orient="row")
        for name, found in rows.items()
    }


def _meeting(stored: StoredMeeting) -> Row:
    m, source = stored.meeting, stored.meeting.source
    # fmt: off
    return (
        stored.id, stored.version, m.municipality, m.committee, m.term, m.kind, m.date, m.start,
        m.end, None if stored.withdrawn else m.place,
        [] if stored.withdrawn else [p.name for p in m.participants], len(m.items),
        stored.stored_at, stored.current, stored.withdrawn, source.url, source.media_type,
        source.sha256, source.retrieved_at, source.layout, source.publication_id,
    )
    # fmt: on


def _item(position: int, stored: StoredItem) -> Row:
    i: AgendaItem = stored.item
    d = i.decision
    # fmt: off
    return (
        stored.id, stored.version, stored.id.partition("#")[0], position, i.number, i.title,
        i.raw_title, i.type, list(i.committees), i.closed, i.case_number,
        i.kle.code if i.kle else None, i.kle.facet if i.kle else None, d.outcome, d.text,
        list(d.for_), list(d.against), list(d.abstained), list(d.absent),
        [a.title for a in i.attachments], list(i.links), i.tables, i.url,
        i.publication_id,
    )
    # fmt: on


def _sections(stored: StoredItem) -> Iterator[Row]:
    for n, s in enumerate(stored.item.sections, 1):
        yield (stored.id, stored.version, n, s.kind, s.heading, s.text, s.start, s.end)


def _relation(r: Relation) -> Row:
    numbers = (r.changes.get(level, 0) for level in LEVELS)
    sides = (
        value
        for ref in (r.a, r.b)
        for value in (ref.municipality, ref.committee, ref.date, ref.number, ref.title)
    )
    return (r.a.id, r.b.id, r.kind, r.score, list(r.evidence), *numbers, *sides)


def _change(c: Change) -> Row:
    facts = [f"{f.kind}: {f.before} → {f.after} ({f.label})" for f in c.facts]
    spans = (*(c.a_span or (None, None)), *(c.b_span or (None, None)))
    return (c.a, c.b, c.section, c.op, c.level, c.severity, c.before, c.after, *spans, facts)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    joined = frame.with_columns(pl.col(pl.List(pl.String)).list.join("; "))
    guarded = joined.with_columns(pl.col(pl.String).str.replace(_CELL_THAT_RUNS, "'${1}"))
    guarded.write_csv(path, include_bom=True, separator=";", decimal_comma=True)


_WRITERS: Mapping[Format, Callable[[pl.DataFrame, Path], None]] = {
    "parquet": lambda frame, path: frame.write_parquet(path),
    "csv": _write_csv,
    "jsonl": lambda frame, path: frame.write_ndjson(path),
}
