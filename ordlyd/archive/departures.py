"""What a source no longer lists: a revision where a successor stands in its place, else withdrawn.

Nothing here is done on the word of a list that is broken, cut or far shorter than the one before:
whoever calls :func:`settle` has made sure of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from ordlyd.archive import writing
from ordlyd.archive.tables import events, listings, meetings, versions
from ordlyd.crawled import listed_from_json

_FEW = 2
"""A committee of fewer publications may vanish without a word."""


@dataclass(frozen=True, slots=True)
class Census:
    """The list of a source, beside that of the crawl before.

    Attributes:
        before: Publications listed before.
        seen: Publications listed now.
        lost: Those listed before and neither listed nor replaced now.
        lost_committees: Committees of which nothing is left, though they had two or more.
    """

    before: int
    seen: int
    lost: int
    lost_committees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departures:
    """What a crawl found gone.

    Attributes:
        revised: Titles of publications that others replaced.
        withdrawn: Titles of those that nothing replaced.
    """

    revised: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


class _Gone(NamedTuple):
    row: Row[Any]
    successor: str | None


def census(connection: Connection, municipality: str, crawl: int) -> Census:
    """Count what is listed, was listed, and is lost."""
    new = select(events.c.listing_key).where(events.c.crawl_key == crawl, events.c.what == "listed")
    of_town = listings.c.municipality == municipality
    before = select(func.count()).where(
        of_town, listings.c.gone_at.is_(None), listings.c.key.not_in(new)
    )
    seen = select(func.count()).where(of_town, listings.c.seen_crawl == crawl)
    lost = [gone.row for gone in _gone(connection, municipality, crawl) if gone.successor is None]
    return Census(
        before=connection.scalars(before).one(),
        seen=connection.scalars(seen).one(),
        lost=len(lost),
        lost_committees=_emptied(connection, municipality, crawl, lost),
    )


def settle(connection: Connection, municipality: str, crawl: int, now: datetime) -> Departures:
    """Mark what is gone, and withdraw the meetings that nothing replaced."""
    revised: list[str] = []
    withdrawn: list[str] = []
    for row, successor in _gone(connection, municipality, crawl):
        (withdrawn if successor is None else revised).append(listed_from_json(row.listed).title)
        connection.execute(
            update(listings).where(listings.c.key == row.key).values(gone_at=now, problem=None)
        )
        connection.execute(
            insert(events).values(
                listing_key=row.key,
                crawl_key=crawl,
                at=now,
                what="withdrawn" if successor is None else "revised",
                successor=successor,
            )
        )
        if successor is None:
            retire(connection, municipality, row.key, row.meeting_id)
    return Departures(tuple(revised), tuple(withdrawn))


def retire(connection: Connection, municipality: str, key: int, meeting_id: str | None) -> None:
    """Withdraw a meeting whose listing is gone, unless another listing still stands for it."""
    if meeting_id is None:
        return
    others = select(listings.c.key).where(
        listings.c.municipality == municipality,
        listings.c.meeting_id == meeting_id,
        listings.c.gone_at.is_(None),
        listings.c.key != key,
    )
    if connection.execute(others.limit(1)).first() is None:
        writing.withdraw(connection, meeting_id, withdrawn=True)


def lift(connection: Connection, meeting_id: str | None) -> None:
    """Take back a withdrawal: the source lists the meeting again."""
    marked = (
        select(versions.c.version)
        .join(meetings, meetings.c.key == versions.c.meeting_key)
        .where(
            meetings.c.id == meeting_id,
            versions.c.version == meetings.c.current_version,
            versions.c.withdrawn_at.is_not(None),
        )
    )
    if meeting_id is not None and connection.execute(marked).first() is not None:
        writing.withdraw(connection, meeting_id, withdrawn=False)


def _gone(connection: Connection, municipality: str, crawl: int) -> list[_Gone]:
    """Return what was listed and is not, each with what stands in its place.

    A publication replaces another of the same meeting and kind when the two were never listed
    together, for then they are two; minutes replace an agenda in any case.
    """
    live = listings.alias("live")
    replaces = and_(
        live.c.meeting_key == listings.c.meeting_key, live.c.first_crawl > listings.c.seen_crawl
    )
    minutes = and_(
        live.c.meeting_key == live.c.occasion_key + "|minutes",
        listings.c.meeting_key != live.c.meeting_key,
    )
    successor = and_(
        live.c.municipality == municipality,
        live.c.occasion_key == listings.c.occasion_key,
        live.c.seen_crawl == crawl,
        or_(replaces, minutes),
    )
    rows = connection.execute(
        select(listings, live.c.source_id.label("successor"))
        .join(live, successor, isouter=True)
        .where(
            listings.c.municipality == municipality,
            listings.c.gone_at.is_(None),
            listings.c.seen_crawl != crawl,
        )
        .order_by(listings.c.key, live.c.meeting_key == listings.c.meeting_key)
    )
    # Where several would do, the last is one of the same kind.
    return [_Gone(row, row.successor) for row in {row.key: row for row in rows}.values()]


def _emptied(
    connection: Connection, municipality: str, crawl: int, lost: Sequence[Row[Any]]
) -> tuple[str, ...]:
    """Return the committees that lost everything they had."""
    seen = connection.scalars(
        select(listings.c.listed).where(
            listings.c.municipality == municipality, listings.c.seen_crawl == crawl
        )
    )
    alive = {listed_from_json(text).committee_key for text in seen}
    rows = [listed_from_json(row.listed) for row in lost]
    counted = Counter(row.committee_key for row in rows)
    names = {row.committee_key: row.committee for row in rows}
    return tuple(names[key] for key, count in counted.items() if count >= _FEW and key not in alive)
