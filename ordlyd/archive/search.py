"""The full-text index of an archive, in SQLite's FTS5.

Titles and case numbers (``head``) weigh more than what is said (``body``), and that more than
the names of attachments (``minor``), which repeat the titles. Ranking is bm25 over all versions;
only current versions that were not withdrawn are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, literal_column, select

from ordlyd.archive.excerpt import excerpt
from ordlyd.archive.query import Term, parse
from ordlyd.archive.records import Hit
from ordlyd.archive.tables import items, meetings, search, sections, versions
from ordlyd.model import AgendaItem, SectionKind
from ordlyd.stems import stems
from ordlyd.text import latin

Texts = Sequence[tuple[SectionKind, str]]

_WEIGHTS = (8.0, 1.0, 0.1, 8.0, 1.0, 0.1)
"""In the order of the index's columns: the words, then their stems."""


def index(connection: Connection, added: Iterable[tuple[int, AgendaItem, Texts]]) -> None:
    """Add items to the index, each with its key and its texts."""
    connection.execute(insert(search), [_row(*one) for one in added])


def _row(key: int, item: AgendaItem, texts: Texts) -> dict[str, object]:
    head = f"{item.title}\n{item.case_number or ''}"
    body = "\n".join(text for kind, text in texts if kind != "attachments")
    minor = "\n".join(text for kind, text in texts if kind == "attachments")
    parts = {"head": head, "body": body, "minor": minor}
    words = {name: latin(text) for name, text in parts.items()}
    stemmed = {
        f"{name}_stems": " ".join(stem for stem, _, _ in stems(text))
        for name, text in parts.items()
    }
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
    statement = _statement(terms).limit(limit)
    if municipality is not None:
        statement = statement.where(meetings.c.municipality == municipality)
    if since is not None:
        statement = statement.where(meetings.c.date >= since)
    found = connection.execute(statement).all()
    return [_hit(row, _texts(connection, row.key), terms) for row in found]


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


def _texts(connection: Connection, item_key: int) -> Texts:
    columns = select(sections.c.kind, sections.c.text).where(sections.c.item_key == item_key)
    return cast(Texts, connection.execute(columns.order_by(sections.c.place)).all())


def _hit(row: Row[*tuple[Any, ...]], texts: Texts, terms: Sequence[Term]) -> Hit:
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
