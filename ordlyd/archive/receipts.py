"""The completeness receipt: what a source lists, what is held, and the rest by name with reason."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from ordlyd.archive import files
from ordlyd.archive.records import Lacking, Receipt
from ordlyd.archive.tables import crawls, fetches, listings
from ordlyd.crawled import listed_from_json

CLOSED = "closed: published beside the open one of the same meeting"
NOT_YET = "not fetched yet"
UNREAD = "fetched, not read yet"
CUT = "The last crawl was cut off before its end; the next goes on with it."


def towns(connection: Connection) -> list[str]:
    """Return the municipalities that were ever crawled, by slug."""
    return list(
        connection.scalars(select(crawls.c.municipality).distinct().order_by("municipality"))
    )


def receipt(connection: Connection, municipality: str) -> Receipt:
    """Return the receipt of one municipality."""
    rows = connection.execute(_live(municipality)).all()
    open_keys = {row.meeting_key for row in rows if not row.closed}
    judged = [(row, _reason(row, open_keys)) for row in rows]
    missing = [Lacking(_name(row), why) for row, why in judged if why and row.meeting_id is None]
    stale = [Lacking(_name(row), why) for row, why in judged if why and row.meeting_id is not None]
    last = connection.execute(_last(municipality)).first()
    return Receipt(
        municipality=municipality,
        listed=len(rows),
        held=sum(row.meeting_id is not None for row in rows),
        lacking=missing,
        stale=stale,
        alarms=_alarms(last),
        last_crawl=last.started_at if last else None,
        complete=bool(last and last.complete),
        attachments=files.receipt(connection, municipality),
    )


def alarm(connection: Connection, municipality: str, sentence: str) -> None:
    """Add a sentence to what is wrong with the last crawl."""
    last = connection.execute(_last(municipality)).first()
    if last is None:
        return
    alarms = [*json.loads(last.alarms), sentence]
    connection.execute(
        update(crawls)
        .where(crawls.c.key == last.key)
        .values(alarms=json.dumps(alarms, ensure_ascii=False))
    )


def _live(municipality: str) -> Any:
    newest = (
        select(func.max(fetches.c.key))
        .where(fetches.c.listing_key == listings.c.key)
        .correlate(listings)
        .scalar_subquery()
    )
    return (
        select(
            listings.c.listed,
            listings.c.meeting_key,
            listings.c.closed,
            listings.c.meeting_id,
            listings.c.problem,
            fetches.c.key.label("fetch"),
            fetches.c.read_at,
            fetches.c.problem.label("unreadable"),
        )
        .join(fetches, fetches.c.key == newest, isouter=True)
        .where(listings.c.municipality == municipality, listings.c.gone_at.is_(None))
        .order_by(listings.c.date.desc(), listings.c.key)
    )


def _last(municipality: str) -> Any:
    return (
        select(crawls)
        .where(crawls.c.municipality == municipality)
        .order_by(crawls.c.key.desc())
        .limit(1)
    )


def _reason(row: Row[Any], open_keys: set[str]) -> str:
    """Why a publication is not held as it now stands; empty when it is."""
    if row.problem:
        return str(row.problem)
    if row.unreadable:
        return str(row.unreadable)
    if row.fetch is not None:
        return "" if row.read_at else UNREAD
    if row.closed and row.meeting_key in open_keys:
        return CLOSED
    return NOT_YET


def _name(row: Row[Any]) -> str:
    return listed_from_json(row.listed).title


def _alarms(last: Row[Any] | None) -> list[str]:
    if last is None:
        return []
    alarms: list[str] = json.loads(last.alarms)
    return alarms if last.ended_at else alarms or [CUT]
