"""What crawls saw and fetched: the record that one crawl of a municipality writes.

A crawl lists, asks what is due, keeps what it fetched, and finishes. Each step is a transaction
of its own, so that one that is killed loses nothing and the next goes on where it was. What the
source lists now stands in ``listings``; every kept document is a row of ``fetches``, and every
appearing, vanishing and coming back a row of ``events``: both only grow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from ordlyd.archive import departures, redaction
from ordlyd.archive.columns import in_utc
from ordlyd.archive.database import Database
from ordlyd.archive.departures import Census, Departures
from ordlyd.archive.objects import FolderObjects, RowObjects, sha256
from ordlyd.archive.rota import REREAD_DAYS, is_due
from ordlyd.archive.tables import crawls, events, fetches, listings
from ordlyd.crawled import Listed, RawDocument, listed_from_json, listed_to_json, stated

GOES_ON = timedelta(hours=36)
"""A crawl that was cut off no longer ago is gone on with."""
_BATCH = 500
_HAND = 100
"""Documents taken in hand at one time."""

# Run for each document; made once, for making a statement takes longer than running it.
_ADD_FETCH = insert(fetches)
_ADD_EVENT = insert(events)
_ADD_LISTING = insert(listings).returning(listings.c.key, sort_by_parameter_order=True)
_SAID = ("meeting_key", "occasion_key", "date", "closed", "listed", "stated", "seen_crawl")
_SEEN_AGAIN = (
    update(listings)
    .where(listings.c.key == bindparam("at"))
    .values({name: bindparam(name) for name in _SAID} | {"gone_at": None})
)
_CHECKED = (
    update(listings)
    .where(listings.c.key == bindparam("at"))
    .values(
        checked_at=bindparam("moment"),
        checked_as=bindparam("said"),
        stable_sha256=bindparam("stable"),
        problem=bindparam("lacking"),
        tries=bindparam("again"),
    )
)
IN_PART = "held in part: "
EMPTY = "empty at the source: "
"""What a problem of a document that was had begins with."""


class CrawlRecord:
    """One crawl of one municipality, as the archive records it; :meth:`begin` opens one."""

    def __init__(
        self,
        database: Database,
        folder: FolderObjects | None,
        key: int,
        municipality: str,
        now: datetime,
        goes_on_from: datetime,
    ) -> None:
        self._database = database
        self._folder = folder
        self.key = key
        self.municipality = municipality
        self.now = now
        self.goes_on_from = goes_on_from
        self._hand: dict[str, tuple[int, str | None]] = {}
        self._redacted: frozenset[str] = frozenset()

    @classmethod
    def begin(
        cls, database: Database, folder: FolderObjects | None, municipality: str, now: datetime
    ) -> CrawlRecord:
        """Open a crawl; it goes on with one that was cut off shortly before."""
        now = in_utc(now)
        with database.writing() as connection:
            last = connection.execute(
                select(crawls.c.ended_at, crawls.c.goes_on_from)
                .where(crawls.c.municipality == municipality)
                .order_by(crawls.c.key.desc())
                .limit(1)
            ).first()
            cut = last is not None and last.ended_at is None
            goes_on_from = (
                last.goes_on_from if last and cut and now - last.goes_on_from < GOES_ON else now
            )
            key = connection.scalars(
                insert(crawls)
                .values(
                    municipality=municipality,
                    started_at=now,
                    goes_on_from=goes_on_from,
                    complete=False,
                    alarms="[]",
                )
                .returning(crawls.c.key)
            ).one()
        return cls(database, folder, key, municipality, now, goes_on_from)

    def sight(self, rows: Sequence[Listed]) -> None:
        """Note what the source lists; the same row twice is one."""
        unique = {row.source_id: row for row in rows}
        batch = list(unique.values())
        for start in range(0, len(batch), _BATCH):
            with self._database.writing() as connection:
                self._sight(connection, batch[start : start + _BATCH])

    def relist(self) -> None:
        """Begin the list anew: what was seen in this crawl is to be seen once more."""
        with self._database.writing() as connection:
            connection.execute(
                update(listings)
                .where(listings.c.seen_crawl == self.key)
                .values(seen_crawl=self.key - 1)
            )

    def due(self, *, full: bool = False, reread_days: int = REREAD_DAYS) -> Iterator[Listed]:
        """Yield what is to be fetched of what this crawl saw, the newest meetings first.

        Args:
            full: Everything.
            reread_days: Meetings of so many days, and all coming ones, at each crawl.
        """
        keys = self._due(full=full, reread_days=reread_days)
        for start in range(0, len(keys), _HAND):
            yield from self._take(keys[start : start + _HAND])

    def left(self, *, full: bool = False, reread_days: int = REREAD_DAYS) -> int:
        """Return how many documents are still to be fetched."""
        return len(self._due(full=full, reread_days=reread_days))

    def _due(self, *, full: bool, reread_days: int) -> list[int]:
        with self._database.reading() as connection:
            seen = connection.execute(
                select(
                    listings.c.key,
                    listings.c.source_id,
                    listings.c.meeting_key,
                    listings.c.date,
                    listings.c.closed,
                    listings.c.checked_at,
                    listings.c.tries,
                    (listings.c.stated != listings.c.checked_as).label("changed"),
                )
                .where(listings.c.seen_crawl == self.key)
                .order_by(listings.c.date.desc(), listings.c.key)
            ).all()
        open_keys = {row.meeting_key for row in seen if not row.closed}
        return [
            row.key
            for row in seen
            if not (row.closed and row.meeting_key in open_keys)
            and is_due(row, self.now, self.goes_on_from, full=full, reread_days=reread_days)
        ]

    def keep(self, raw: RawDocument) -> bool:
        """Keep a fetched document and say whether it is another than was had before."""
        key, former = self._hand.get(raw.listed.source_id) or self._look_up(raw.listed)
        stable = sha256(raw.stable)
        checked = {
            "at": key,
            "moment": raw.fetched_at,
            "said": stated(raw.listed),
            "lacking": _lacking(raw),
            "again": int(bool(raw.lacks)),
        }
        digest = sha256(raw.body)
        is_new = stable != former and digest not in self._redacted
        if is_new and self._folder is not None:
            self._folder.put(digest, raw.body)
        with self._database.writing() as connection:
            if is_new and self._folder is None:
                RowObjects(connection).put(digest, raw.body)
            if is_new:
                connection.execute(_ADD_FETCH, self._fetch(key, digest, raw))
            connection.execute(_CHECKED, {**checked, "stable": stable})
        self._hand[raw.listed.source_id] = key, stable
        return is_new

    def had(self, listed: Listed) -> bool:
        """Whether a document was had before."""
        _, former = self._hand.get(listed.source_id) or self._look_up(listed)
        return former is not None

    def fail(self, listed: Listed, reason: str) -> None:
        """Note why a document could not be had."""
        with self._database.writing() as connection:
            connection.execute(
                update(listings)
                .where(self._is(listed))
                .values(problem=reason, tries=listings.c.tries + 1)
            )

    def census(self) -> Census:
        """Compare what this crawl saw with what was listed before."""
        with self._database.reading() as connection:
            return departures.census(connection, self.municipality, self.key)

    def interrupt(self, alarms: Sequence[str]) -> None:
        """Note why the crawl stops before its end; the next goes on with it."""
        with self._database.writing() as connection:
            self._note(connection, alarms=json.dumps(list(alarms), ensure_ascii=False))

    def finish(
        self, *, complete: bool, alarms: Sequence[str] = (), whole: bool = True
    ) -> Departures:
        """End the crawl; after a whole list without alarm, tell revisions from withdrawals.

        Args:
            complete: Whether the list was read to its end, without a fault.
            alarms: What is wrong with it, for a reader.
            whole: Whether everything was asked for, and not one committee or a part of time.
        """
        with self._database.writing() as connection:
            gone = Departures((), ())
            if complete and whole and not alarms:
                gone = departures.settle(connection, self.municipality, self.key, self.now)
            self._note(
                connection,
                ended_at=self.now,
                complete=complete and whole,
                alarms=json.dumps(list(alarms), ensure_ascii=False),
            )
        return gone

    def _note(self, connection: Connection, **values: object) -> None:
        connection.execute(update(crawls).where(crawls.c.key == self.key).values(**values))

    def _take(self, keys: Sequence[int]) -> Iterator[Listed]:
        """Take some documents in hand: what is needed to keep them is read at once."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(
                    listings.c.key,
                    listings.c.source_id,
                    listings.c.stable_sha256,
                    listings.c.listed,
                ).where(listings.c.key.in_(keys))
            ).all()
            self._redacted = redaction.redacted(connection)
        by_key = {row.key: row for row in rows}
        self._hand = {row.source_id: (row.key, row.stable_sha256) for row in rows}
        for key in keys:
            yield listed_from_json(by_key[key].listed)

    def _look_up(self, listed: Listed) -> tuple[int, str | None]:
        columns = select(listings.c.key, listings.c.stable_sha256).where(self._is(listed))
        with self._database.reading() as connection:
            row = connection.execute(columns).one()
            self._redacted = redaction.redacted(connection)
        return row.key, row.stable_sha256

    def _is(self, listed: Listed) -> ColumnElement[bool]:
        return (listings.c.municipality == self.municipality) & (
            listings.c.source_id == listed.source_id
        )

    def _sight(self, connection: Connection, batch: Sequence[Listed]) -> None:
        ids = [row.source_id for row in batch]
        held = connection.execute(
            select(listings.c.source_id, listings.c.key, listings.c.gone_at, listings.c.meeting_id)
            .where(listings.c.municipality == self.municipality)
            .where(listings.c.source_id.in_(ids))
        ).all()
        known = {row.source_id: row for row in held}
        new = [
            {**self._values(listed), "first_crawl": self.key, "tries": 0}
            for listed in batch
            if listed.source_id not in known
        ]
        if new:
            keys = connection.scalars(_ADD_LISTING, new).all()
            connection.execute(_ADD_EVENT, [self._event(key, "listed") for key in keys])
        again = [
            {**self._values(listed), "at": known[listed.source_id].key}
            for listed in batch
            if listed.source_id in known
        ]
        if again:
            connection.execute(_SEEN_AGAIN, again)
        for row in held:
            if row.gone_at is not None:
                connection.execute(_ADD_EVENT, self._event(row.key, "back"))
                departures.lift(connection, row.meeting_id)

    def _values(self, listed: Listed) -> dict[str, Any]:
        return {
            "municipality": self.municipality,
            "source_id": listed.source_id,
            "meeting_key": listed.meeting_key,
            "occasion_key": listed.occasion_key,
            "date": listed.date,
            "closed": listed.closed,
            "listed": listed_to_json(listed),
            "stated": stated(listed),
            "seen_crawl": self.key,
        }

    def _event(self, key: int, what: str) -> dict[str, Any]:
        return {"listing_key": key, "crawl_key": self.key, "at": self.now, "what": what}

    def _fetch(self, key: int, digest: str, raw: RawDocument) -> dict[str, Any]:
        return {
            "listing_key": key,
            "crawl_key": self.key,
            "sha256": digest,
            "size": len(raw.body),
            "media_type": raw.media_type,
            "url": raw.url,
            "fetched_at": raw.fetched_at,
            "residue": 0,
        }


def _lacking(raw: RawDocument) -> str | None:
    """What of a kept document could not be had; what the source has nothing of comes after."""
    said = [*raw.lacks, *raw.empty]
    return (IN_PART if raw.lacks else EMPTY) + "; ".join(said) if said else None
