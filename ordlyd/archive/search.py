"""The full-text index of an archive, in SQLite's FTS5.

Titles and case numbers (``head``) weigh more than what is said (``body``), and that more than
the names of attachments (``minor``), which repeat the titles. Ranking is bm25 over all versions;
only current versions that were not withdrawn are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from itertools import islice
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
)

from ordlyd.archive.excerpt import excerpt
from ordlyd.archive.query import Term, parse
from ordlyd.archive.records import Hit
from ordlyd.archive.tables import items, meetings, search, sections, versions
from ordlyd.model import AgendaItem, SectionKind
from ordlyd.stems import plain, stem_words

Text = tuple[SectionKind, str]

MOST = 1000
"""Hits that one search gives at most."""

_INDEX = table("search", column("search"), *(column(one.name) for one in search.columns))
"""The index as it takes commands: in a column of its own name."""
_BATCH = 500
"""Items indexed at a time when the index is made anew."""
_WEIGHTS = (8.0, 1.0, 0.1, 8.0, 1.0, 0.1)
"""In the order of the index's columns: the words, then their stems."""


def index(connection: Connection, added: Iterable[tuple[int, AgendaItem, Sequence[Text]]]) -> None:
    """Add items to the index, each with its key and its texts."""
    rows = [_row(key, item.title, item.case_number, texts) for key, item, texts in added]
    connection.execute(insert(search), rows)


def forget(connection: Connection, keys: Sequence[int]) -> None:
    """Take items out of the index for good, before their texts are taken away.

    The index holds no texts, so it must be told what it was told before. Should the words have
    been stemmed in another way then, some stay in it, and it is made anew.
    """
    for row in _indexed(connection, items.c.key.in_(keys)):
        connection.execute(insert(_INDEX).values(search="delete", **row))
    connection.execute(insert(_INDEX).values(search="optimize"))
    if _is_left(connection, keys):
        connection.execute(insert(_INDEX).values(search="delete-all"))
        rows = _indexed(connection, items.c.key.not_in(keys))
        while batch := list(islice(rows, _BATCH)):
            connection.execute(insert(search), batch)


def _indexed(connection: Connection, which: ColumnElement[bool]) -> Iterator[dict[str, object]]:
    """Yield the rows of the index of some items, from their texts."""
    rows = connection.execute(select(items.c.key, items.c.title, items.c.case_number).where(which))
    for key, title, case_number in rows.all():
        yield _row(key, title, case_number, _texts(connection, [key])[key])


def _is_left(connection: Connection, keys: Sequence[int]) -> bool:
    """Whether any word of some items still stands in the index."""
    told = table("told", column("doc"), schema="temp")
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.told USING fts5vocab('main', 'search', 'instance')"
    )
    left = select(told.c.doc).where(told.c.doc.in_(keys)).limit(1)
    is_left = connection.execute(left).first() is not None
    connection.exec_driver_sql("DROP TABLE temp.told")
    return is_left


def _row(key: int, title: str, case_number: str | None, texts: Sequence[Text]) -> dict[str, object]:
    head = f"{title}\n{case_number or ''}"
    body = "\n".join(text for kind, text in texts if kind != "attachments")
    minor = "\n".join(text for kind, text in texts if kind == "attachments")
    parts = {"head": head, "body": body, "minor": minor}
    words = {name: plain(text) for name, text in parts.items()}
    stemmed = {f"{name}_stems": " ".join(stem_words(text)) for name, text in parts.items()}
    return {"rowid": key, **words, **stemmed}


def find(
    connection: Connection,
    query: str,
    *,
    municipality: str | None,
    since: Date | None,
    limit: int,
) -> list[Hit]:
    """Return the items in which all terms of a query stand, the best first."""
    terms = parse(query)
    if not terms or limit < 1:
        return []
    statement = _statement(terms).limit(min(limit, MOST))
    if municipality is not None:
        statement = statement.where(meetings.c.municipality == municipality)
    if since is not None:
        statement = statement.where(meetings.c.date >= since)
    found = connection.execute(statement).all()
    texts = _texts(connection, [row.key for row in found])
    return [_hit(row, texts[row.key], terms) for row in found]


def _statement(terms: Sequence[Term]) -> Select[*tuple[Any, ...]]:
    name: ColumnElement[str] = literal_column("search")
    wanted = " AND ".join(term.match() for term in terms)
    score = -func.bm25(name, *_WEIGHTS)
    return (
        select(items, meetings.c.id, meetings.c.municipality, meetings.c.committee)
        .add_columns(meetings.c.date, score.label("score"))
        .select_from(search)
        .join(items, items.c.key == search.c.rowid)
        .join(meetings, meetings.c.key == items.c.meeting_key)
        .join(versions, versions.c.meeting_key == meetings.c.key)
        .where(
            name.op("MATCH")(wanted),
            items.c.version == meetings.c.current_version,
            versions.c.version == meetings.c.current_version,
            versions.c.withdrawn_at.is_(None),
        )
        .order_by(score.desc(), meetings.c.date.desc(), items.c.key)
    )


def _texts(connection: Connection, keys: Sequence[int]) -> dict[int, list[Text]]:
    """Return the texts of each item in printed order."""
    columns = select(sections.c.item_key, sections.c.kind, sections.c.text)
    of_items = columns.where(sections.c.item_key.in_(keys))
    texts: dict[int, list[Text]] = {key: [] for key in keys}
    for key, kind, text in connection.execute(of_items.order_by(sections.c.place)):
        texts[key].append((cast(SectionKind, kind), text))
    return texts


def _hit(row: Row[*tuple[Any, ...]], texts: Sequence[Text], terms: Sequence[Term]) -> Hit:
    best = excerpt(row.title, texts, terms)
    return Hit(
        item_id=f"{row.id}#{row.number}",
        title=row.title,
        committee=row.committee,
        date=row.date,
        municipality=row.municipality,
        section_kind=best.kind,
        sentence=best.sentence,
        highlights=best.highlights,
        score=row.score,
    )
