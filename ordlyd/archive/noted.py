"""The part of :class:`ordlyd.archive.Archive` that holds what comparisons found, and of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from datetime import date as Date

from ordlyd.archive import findings, reading
from ordlyd.archive.database import Database
from ordlyd.archive.found_records import Found, Noted, Noting, StoredFinding
from ordlyd.archive.records import Original
from ordlyd.stored import StoredMeeting


class HoldsFindings:
    """Findings, when they were noted, and what finding them again needs."""

    _database: Database

    def note_findings(
        self,
        found: Iterable[Found],
        *,
        engine: int,
        as_of: datetime | None = None,
        within: Collection[str] | None = None,
        context: bytes | None = None,
    ) -> Noted:
        """Note what a comparison found: what is new or changed is dated, what is not there is gone.

        Written in short transactions: a noting that is cut off is gone on with by the next one,
        under the same moment. Noting the same again writes no finding.

        Args:
            found: All that was found, or, with ``within``, all that touches these items.
            engine: The version of the rules of comparison.
            as_of: When the comparison began to read; now, if it is not given.
            within: Ids of items; only findings that touch one of them can be gone.
            context: What finding the same again needs to know; ``None`` keeps what is held.

        Raises:
            ArchiveError: The archive cannot be written, or another noting has begun meanwhile.
        """
        notebook = findings.Notebook(
            self._database,
            engine=engine,
            as_of=as_of or datetime.now(UTC),
            whole=within is None,
            context=context,
        )
        notebook.take(found)
        notebook.drop(within)
        return notebook.end()

    def noting(self) -> Noting | None:
        """Return the last noting that came to its end; ``None`` before the first."""
        with self._database.reading() as connection:
            return findings.last(connection)

    def findings(
        self,
        *,
        sort: str | None = None,
        since: datetime | None = None,
        keys: Collection[str] | None = None,
        items: Collection[str] | None = None,
    ) -> Iterator[StoredFinding]:
        """Yield the findings as they were last noted, those that are gone among them.

        Left out are those whose texts a redaction took, until they are found again.

        Args:
            sort: Only these: ``relation``, ``reference``, ``commitment``, ``thread``, ``outcome``.
            since: Only what was first found, changed, came back or was gone at this moment or
                later.
            keys: Only these names; at most 30,000.
            items: Only what speaks of one of these items, by id without version; as many.
        """
        last = 0
        while True:
            with self._database.reading() as connection:
                page = findings.page(
                    connection, last, sort=sort, since=since, keys=keys, items=items
                )
            yield from (one for _, one in page)
            if not page:
                return
            last = page[-1][0]

    def moments(self) -> Iterator[tuple[str, datetime, datetime]]:
        """Yield the name of each finding that is not gone, when it was first found and changed."""
        last = 0
        while True:
            with self._database.reading() as connection:
                page = findings.moments(connection, last)
            yield from ((key, first, changed) for _, key, first, changed in page)
            if not page:
                return
            last = page[-1][0]

    def original_of(self, stored: StoredMeeting) -> Original:
        """Return which document a version was read from, and what was known of it.

        Raises:
            ArchiveError: No row tells.
        """
        with self._database.reading() as connection:
            return reading.original(connection, stored)

    def last_days(self, municipality: str, as_of: datetime) -> dict[str, Date]:
        """Return the day of the newest meeting that was held then, by committee."""
        with self._database.reading() as connection:
            return reading.last_days(connection, municipality, as_of)
