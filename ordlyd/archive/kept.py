"""Kept documents on their way to being read, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select, update

from ordlyd.archive import departures
from ordlyd.archive.tables import events, fetches, listings
from ordlyd.crawled import Listed, listed_from_json
from ordlyd.ids import document_kind


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept document that is to be read.

    Attributes:
        key: Of its row.
        municipality: Slug.
        listed: What the source lists now of this publication.
        sha256: Of its bytes.
        size: Of its bytes.
        url: Where it was had.
        fetched_at: When, with time zone.
        apart_from: Ids of meetings that other publications listed beside it are, so that this
            is none of them whatever its date and start.
    """

    key: int
    municipality: str
    listed: Listed
    sha256: str
    size: int
    url: str
    fetched_at: datetime
    apart_from: frozenset[str]


def unread(
    connection: Connection, municipality: str | None, after: int, *, again: bool
) -> Kept | None:
    """Return the next document to read in the order of fetching, or ``None``."""
    to_do: ColumnElement[bool] = fetches.c.read_at.is_(None)
    if again:
        last = select(func.max(fetches.c.key)).group_by(fetches.c.listing_key)
        to_do = or_(to_do, fetches.c.problem.is_not(None) & fetches.c.key.in_(last))
    statement = (
        select(fetches, listings.c.municipality, listings.c.listed)
        .join(listings, listings.c.key == fetches.c.listing_key)
        .where(to_do, fetches.c.key > after)
        .order_by(fetches.c.key)
    )
    if municipality is not None:
        statement = statement.where(listings.c.municipality == municipality)
    row = connection.execute(statement.limit(1)).first()
    if row is None:
        return None
    return Kept(
        key=row.key,
        municipality=row.municipality,
        listed=listed_from_json(row.listed),
        sha256=row.sha256,
        size=row.size,
        url=row.url,
        fetched_at=row.fetched_at,
        apart_from=frozenset(_beside(connection, row.listing_key)),
    )


def mark_read(
    connection: Connection, key: int, meeting_id: str, version: int, residue: int
) -> None:
    """Note which meeting a document was, and withdraw the one that it no longer is."""
    row = _listing(connection, key)
    connection.execute(
        update(fetches)
        .where(fetches.c.key == key)
        .values(
            read_at=datetime.now(UTC),
            meeting_id=meeting_id,
            version=version,
            residue=residue,
            problem=None,
        )
    )
    connection.execute(
        update(listings).where(listings.c.key == row.listing_key).values(meeting_id=meeting_id)
    )
    if row.gone_at is None:
        departures.lift(connection, meeting_id)
    if row.meeting_id not in (None, meeting_id) and document_kind(row.meeting_id) == document_kind(
        meeting_id
    ):
        connection.execute(
            insert(events).values(
                listing_key=row.listing_key,
                crawl_key=row.crawl_key,
                at=datetime.now(UTC),
                what="moved",
                successor=meeting_id,
            )
        )
        departures.retire(connection, row.municipality, row.listing_key, row.meeting_id)


def mark_unreadable(connection: Connection, key: int, problem: str) -> None:
    """Note why no layout could read a document."""
    connection.execute(
        update(fetches)
        .where(fetches.c.key == key)
        .values(read_at=datetime.now(UTC), problem=problem)
    )


def _listing(connection: Connection, key: int) -> Row[*tuple[object, ...]]:
    return connection.execute(
        select(
            fetches.c.listing_key,
            fetches.c.crawl_key,
            listings.c.municipality,
            listings.c.meeting_id,
            listings.c.gone_at,
        )
        .join(listings, listings.c.key == fetches.c.listing_key)
        .where(fetches.c.key == key)
    ).one()


def _beside(connection: Connection, key: int) -> Iterator[str]:
    """Yield the meetings of publications of the same meeting and kind, listed at one time."""
    one, other = listings.alias("one"), listings.alias("other")
    ids = (
        select(other.c.meeting_id)
        .join(one, one.c.municipality == other.c.municipality)
        .where(
            one.c.key == key,
            other.c.key != key,
            other.c.meeting_key == one.c.meeting_key,
            other.c.seen_crawl == one.c.seen_crawl,
            other.c.gone_at.is_(None),
            other.c.meeting_id.is_not(None),
        )
    )
    yield from (found for found in connection.scalars(ids) if found)
