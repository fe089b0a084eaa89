"""What comparisons found: when each finding was first made, last changed, and was no more.

A body is opaque JSON in its canonical form. Noting the same findings again writes nothing but
that they were noted: hashes are compared in bulk, and what differs is written in short
transactions. A noting that is cut off leaves what it wrote, dated by its moment; the next one
takes that moment over, so that nothing is told twice and nothing is missed.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from ordlyd.archive.database import Database, batches
from ordlyd.archive.found_records import Found, Noted, Noting, StoredFinding
from ordlyd.archive.found_tables import finding_items, findings, notings
from ordlyd.archive.objects import sha256
from ordlyd.errors import ArchiveError

BATCH = 1000
"""Findings looked up, and written, at a time."""


class Notebook:
    """One noting at work; what it writes is dated by one moment.

    Args:
        database: Holds the findings.
        engine: The version of the rules that found them.
        as_of: When the comparison began to read.
        whole: Whether all findings are noted, or only those that touch some items.
        context: What finding the same again needs to know; ``None`` keeps that of the last.
    """

    def __init__(
        self,
        database: Database,
        *,
        engine: int,
        as_of: datetime,
        whole: bool,
        context: bytes | None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._seen: set[int] = set()
        with database.writing() as connection:
            self.at = _moment(connection)
            self.key = connection.scalars(
                insert(notings)
                .values(at=self.at, as_of=as_of, engine=engine, whole=whole, context=context)
                .returning(notings.c.key)
            ).one()

    def take(self, found: Iterable[Found]) -> None:
        """Note what was found; of two with one name, the first."""
        for batch in batches(found, BATCH):
            named: dict[tuple[str, str], Found] = {}
            for one in batch:
                named.setdefault((one.sort, one.key), one)
            with self._database.reading() as connection:
                held = _by_name(connection, [key for _, key in named])
            rows = {name: held[name] for name in named if name in held}
            new = [one for name, one in named.items() if name not in rows]
            other = [
                (row, named[name])
                for name, row in rows.items()
                if row.id not in self._seen and self._differs(row, named[name])
            ]
            if new or other:
                with self._writing() as connection:
                    self._seen.update(self._add(connection, new))
                    self._change(connection, other)
            self._seen.update(row.id for row in rows.values())

    def drop(self, within: Collection[str] | None) -> None:
        """Mark as gone what was not found again: of all, or of what touches the given items."""
        with self._database.reading() as connection:
            lost = _standing(connection, within) - self._seen
        for batch in batches(sorted(lost), BATCH):
            with self._writing() as connection:
                these = findings.c.id.in_(batch)
                connection.execute(update(findings).where(these).values(gone_at=self.at))

    def end(self) -> Noted:
        """Mark that the noting came to its end, and count."""
        with self._writing() as connection:
            ended = update(notings).where(notings.c.key == self.key)
            connection.execute(ended.values(ended_at=datetime.now(UTC)))
            _keep_last_context(connection)
            before = findings.c.first_found_at < self.at
            news = findings.c.gone_at.is_(None) & (findings.c.changed_at == self.at)
            new = _count(connection, news & ~before)
            changed = _count(connection, news & before)
            gone = _count(connection, (findings.c.gone_at == self.at) & before)
            standing = _count(connection, findings.c.gone_at.is_(None))
        return Noted(self.at, new, changed, gone, standing - new - changed)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Write, unless a later noting has begun: two at once would each drop the other's."""
        with self._database.writing() as connection:
            if connection.scalar(select(func.max(notings.c.key))) != self.key:
                raise ArchiveError(
                    "Another comparison has begun to note what it finds.",
                    hint="Let that one end; what this one would note, it finds too.",
                )
            yield connection

    def _differs(self, row: Row[Any], found: Found) -> bool:
        return bool(
            row.body_sha256 != sha256(found.body)
            or row.engine != self._engine
            or row.gone_at is not None
            or row.emptied
        )

    def _add(self, connection: Connection, new: Sequence[Found]) -> Sequence[int]:
        if not new:
            return ()
        moments = {"first_found_at": self.at, "changed_at": self.at}
        ids = connection.scalars(
            insert(findings).returning(findings.c.id, sort_by_parameter_order=True),
            [{"sort": one.sort, "key": one.key, **self._values(one), **moments} for one in new],
        ).all()
        _touch(connection, zip(ids, new, strict=True))
        return ids

    def _change(self, connection: Connection, other: Sequence[tuple[Row[Any], Found]]) -> None:
        if not other:
            return
        values = [self._values(found) | self._moments(row, found) for row, found in other]
        connection.execute(update(findings).where(findings.c.id == bindparam("this")), values)
        ids = [row.id for row, _ in other]
        connection.execute(delete(finding_items).where(finding_items.c.finding_id.in_(ids)))
        _touch(connection, ((row.id, found) for row, found in other))

    def _values(self, found: Found) -> dict[str, object]:
        return {
            "body": zlib.compress(found.body),
            "body_sha256": sha256(found.body),
            "gist_sha256": _gist(found),
            "engine": self._engine,
        }

    def _moments(self, row: Row[Any], found: Found) -> dict[str, object]:
        """What came back is news, and so is another gist; another score alone is none."""
        is_news = row.gone_at is not None or row.gist_sha256 != _gist(found)
        changed_at = self.at if is_news else row.changed_at
        return {"this": row.id, "changed_at": changed_at, "gone_at": None}


def last(connection: Connection) -> Noting | None:
    """Return the last noting that came to its end."""
    ended = select(notings).where(notings.c.ended_at.is_not(None))
    row = connection.execute(ended.order_by(notings.c.key.desc()).limit(1)).first()
    if row is None:
        return None
    context = select(notings.c.context).where(notings.c.context.is_not(None))
    kept = connection.scalar(context.order_by(notings.c.key.desc()).limit(1))
    return Noting(row.at, row.as_of, row.engine, row.whole, kept)


def page(
    connection: Connection,
    after: int,
    *,
    sort: str | None,
    since: datetime | None,
    keys: Collection[str] | None,
    items: Collection[str] | None,
) -> list[tuple[int, StoredFinding]]:
    """Return the next findings with the number of their rows; see :meth:`Archive.findings`."""
    statement = select(findings).where(findings.c.id > after, findings.c.body.is_not(None))
    if sort is not None:
        statement = statement.where(findings.c.sort == sort)
    if since is not None:
        news = (findings.c.changed_at >= since) | (findings.c.gone_at >= since)
        statement = statement.where(news)
    if keys is not None:
        statement = statement.where(findings.c.key.in_(keys))
    if items is not None:
        touching = select(finding_items.c.finding_id).where(finding_items.c.item_id.in_(items))
        statement = statement.where(findings.c.id.in_(touching))
    rows = connection.execute(statement.order_by(findings.c.id).limit(BATCH))
    return [(row.id, _stored(row)) for row in rows]


def moments(connection: Connection, after: int) -> list[tuple[int, str, datetime, datetime]]:
    """Return the next findings that stand, by the number of their rows, with their moments."""
    columns = select(
        findings.c.id, findings.c.key, findings.c.first_found_at, findings.c.changed_at
    ).where(findings.c.id > after, findings.c.gone_at.is_(None))
    rows = connection.execute(columns.order_by(findings.c.id).limit(10 * BATCH))
    return [(row.id, row.key, row.first_found_at, row.changed_at) for row in rows]


def _stored(row: Row[Any]) -> StoredFinding:
    return StoredFinding(
        sort=row.sort,
        key=row.key,
        packed=row.body,
        body_sha256=row.body_sha256,
        first_found_at=row.first_found_at,
        changed_at=row.changed_at,
        gone_at=row.gone_at,
        engine=row.engine,
    )


def _moment(connection: Connection) -> datetime:
    """Return the moment of a cut noting, or a new one after all before."""
    columns = select(notings.c.at, notings.c.ended_at).order_by(notings.c.key.desc())
    row = connection.execute(columns.limit(1)).first()
    if row is None:
        return datetime.now(UTC)
    before: datetime = row.at
    if row.ended_at is None:
        return before
    return max(datetime.now(UTC), before + timedelta(microseconds=1))


def _by_name(
    connection: Connection, keys: Sequence[str]
) -> dict[tuple[str, str], Row[*tuple[Any, ...]]]:
    columns = select(
        findings.c.id,
        findings.c.sort,
        findings.c.key,
        findings.c.body_sha256,
        findings.c.gist_sha256,
        findings.c.engine,
        findings.c.changed_at,
        findings.c.gone_at,
        findings.c.body.is_(None).label("emptied"),
    )
    rows = connection.execute(columns.where(findings.c.key.in_(keys)))
    return {(row.sort, row.key): row for row in rows}


def _standing(connection: Connection, within: Collection[str] | None) -> set[int]:
    """Return the rows of findings that are not gone: all, or those that touch given items."""
    if within is None:
        return set(connection.scalars(select(findings.c.id).where(findings.c.gone_at.is_(None))))
    touching = select(finding_items.c.finding_id).join(
        findings, findings.c.id == finding_items.c.finding_id
    )
    there = touching.where(findings.c.gone_at.is_(None))
    return set(
        chain.from_iterable(
            connection.scalars(there.where(finding_items.c.item_id.in_(batch)))
            for batch in batches(within, BATCH)
        )
    )


def _touch(connection: Connection, found: Iterable[tuple[int, Found]]) -> None:
    rows = [
        {"item_id": item, "finding_id": number}
        for number, one in found
        for item in dict.fromkeys(one.items)
    ]
    if rows:
        connection.execute(insert(finding_items), rows)


def _keep_last_context(connection: Connection) -> None:
    newest = select(func.max(notings.c.key)).where(notings.c.context.is_not(None))
    connection.execute(
        update(notings).where(notings.c.key < newest.scalar_subquery()).values(context=None)
    )


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return connection.scalars(select(func.count()).select_from(findings).where(which)).one()


def _gist(found: Found) -> str:
    return sha256(found.body if found.gist is None else found.gist)
