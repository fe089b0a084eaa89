"""The archive: every version of every document, kept for good.

An archive is a folder with ``archive.sqlite3`` and ``objects/``, or a PostgreSQL database. It
only grows: a changed document becomes a new version, and the former stays. Each write is one
transaction, and an original is on disk before any row speaks of it, so that an archive opens
and goes on wherever a run was cut off. ``docs/archive.md`` tells the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from ordlyd.archive import kept, reading, receipts, redaction, refused, search, writing
from ordlyd.archive.attached import HoldsFiles
from ordlyd.archive.crawling import CrawlRecord
from ordlyd.archive.database import Database, batches, open_folder, open_server
from ordlyd.archive.holdings import status
from ordlyd.archive.identity import content_sha256
from ordlyd.archive.kept import Kept
from ordlyd.archive.ledgered import HoldsLedger
from ordlyd.archive.locked import HoldsLocks
from ordlyd.archive.noted import HoldsFindings
from ordlyd.archive.objects import FolderObjects, RowObjects
from ordlyd.archive.outbox import Outbox
from ordlyd.archive.records import (
    Hit,
    MunicipalityStatus,
    Receipt,
    Refusal,
    Stored,
    Versions,
)
from ordlyd.archive.tables import documents
from ordlyd.errors import ArchiveError
from ordlyd.model import Meeting
from ordlyd.stored import StoredItem, StoredMeeting


class Archive(HoldsFindings, HoldsLedger, HoldsFiles, HoldsLocks):
    """An open archive; :meth:`open` makes one. A context manager that closes it."""

    def __init__(self, database: Database, folder: FolderObjects | None) -> None:
        self._database = database
        self._folder = folder

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Self:
        """Open the archive in a folder, or at a ``postgresql://`` address.

        Args:
            path: The folder, or the address.
            create: Make the archive if there is none.

        Raises:
            ArchiveError: It is missing, is not an archive, or was made by a newer ordlyd.
        """
        if isinstance(path, str) and path.startswith("postgresql"):
            database, folder = open_server(path), None
        else:
            database = open_folder(Path(path), create=create)
            folder = FolderObjects(Path(path) / "objects")
        try:
            database.prepare(create=create)
        except BaseException:
            database.close()
            raise
        return cls(database, folder)

    def close(self) -> None:
        """Let go of the archive."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def store(
        self,
        meeting: Meeting,
        original: bytes,
        *,
        name: str,
        text: str,
        retrieved_at: datetime | None = None,
        apart_from: Collection[str] = (),
        given: str | None = None,
    ) -> Stored:
        """Store what was read from a document, with the document, in one transaction.

        The same bytes again change nothing. Other bytes that say the same make no new version
        either; they are noted as a further original. Anything else is a new version.

        Args:
            meeting: What was read; its source names the SHA-256 of the bytes.
            original: The bytes of the document.
            name: File name or address.
            text: The extracted text, which the sections' spans point into.
            retrieved_at: When a crawl fetched the document; ``None`` for an imported file.
            apart_from: Ids of meetings that it is not, for its source lists them beside it.
            given: What was known of the document beside its bytes, to read it again alike.

        Raises:
            IncompleteMeeting: It is not known, or cannot be told, which meeting this is.
            Redacted: What it says was removed from the archive for good.
            UnreadableDocument: The text holds what no file can hold.
            ArchiveError: The archive cannot be written.
        """
        delivery = writing.deliver(
            meeting,
            original,
            name=name,
            text=text,
            retrieved_at=retrieved_at,
            apart_from=apart_from,
            given=given,
        )
        sha256 = delivery.meeting.source.sha256
        with self._database.reading() as connection:
            redaction.forbid(connection, sha256, content_sha256(delivery.meeting), name)
        if self._folder is not None:
            self._folder.put(sha256, original)
        with self._database.writing() as connection:
            if self._folder is None:
                RowObjects(connection).put(sha256, original)
            refused.clear(connection, name, sha256)
            return writing.write(connection, delivery, full_text=self._database.has_full_text)

    def knows(self, sha256: str) -> bool:
        """Whether a document of these bytes was stored before."""
        known = select(documents.c.version).where(documents.c.sha256 == sha256).limit(1)
        with self._database.reading() as connection:
            return connection.scalar(known) is not None

    def refuse(
        self, *, name: str, sha256: str, reason: str, municipality: str | None = None
    ) -> None:
        """Record a document that could not be had or read, until it can.

        Args:
            name: File name or address.
            sha256: Of its bytes; empty when there were none.
            reason: What was wrong, for a reader.
            municipality: Whose document it is, where that is known.
        """
        with self._database.writing() as connection:
            refused.record(connection, name, sha256, reason, municipality)

    def refusals(self) -> list[Refusal]:
        """Return the documents that could not be had or read, by name."""
        with self._database.reading() as connection:
            return refused.listed(connection)

    def withdraw(self, id: str, *, withdrawn: bool = True) -> None:  # noqa: A002 - the word for it
        """Mark that the source took a meeting back, or that it is there again.

        The mark is on the current version: with a later one it was a revision, no withdrawal.

        Raises:
            UnknownName: There is no such meeting.
        """
        with self._database.writing() as connection:
            writing.withdraw(connection, id, withdrawn=withdrawn)

    def meetings(
        self,
        *,
        since: Date | None = None,
        municipalities: Collection[str] = (),
        versions: Versions = "current",
        as_of: datetime | None = None,
    ) -> Iterator[StoredMeeting]:
        """Yield meetings by date, id and version, withdrawn ones among them and marked so.

        Meetings stored meanwhile may or may not come along.

        Args:
            since: The first date of meeting.
            municipalities: Slugs; empty for all.
            versions: The current version of each meeting, or all.
            as_of: Leave out versions stored later, and withdrawals marked later.
        """
        last: StoredMeeting | None = None
        while True:
            with self._database.reading() as connection:
                page = reading.page(
                    connection,
                    last,
                    since=since,
                    municipalities=municipalities,
                    which=versions,
                    as_of=as_of,
                )
            if not page:
                return
            yield from page
            last = page[-1]

    def items(
        self,
        *,
        since: Date | None = None,
        municipalities: Collection[str] = (),
        versions: Versions = "current",
    ) -> Iterator[StoredItem]:
        """Yield the items of :meth:`meetings`, but for withdrawn versions."""
        chosen = self.meetings(since=since, municipalities=municipalities, versions=versions)
        for meeting in chosen:
            if not meeting.withdrawn:
                yield from meeting.items()

    def sizes(self) -> list[tuple[str, int]]:
        """Return the id of each meeting by municipality, date and id, and how many items it has.

        The items of all its versions are counted.
        """
        with self._database.reading() as connection:
            return reading.sizes(connection)

    def changed_since(self, moment: datetime) -> list[str]:
        """Return the meetings of which something was stored, withdrawn, redacted or came back."""
        with self._database.reading() as connection:
            return reading.changed_since(connection, moment)

    def meetings_by_id(self, ids: Collection[str]) -> Iterator[StoredMeeting]:
        """Yield all versions of some meetings; ids that nothing has are left out."""
        for part in batches(sorted(ids), reading.PAGE):
            with self._database.reading() as connection:
                found = reading.by_ids(connection, part)
            yield from found

    def get(self, id: str) -> StoredMeeting | StoredItem:  # noqa: A002 - the word for it
        """Return the meeting or item of an id, in its current version or one named by ``@2``.

        Raises:
            UnknownName: Nothing has that id; carries the nearest ids.
        """
        with self._database.reading() as connection:
            return reading.get(connection, id)

    def original(self, sha256: str) -> bytes:
        """Return the bytes of a document, checked against their hash.

        Raises:
            UnknownName: No such document was stored.
            ArchiveError: The stored bytes are damaged.
        """
        with self._database.reading() as connection:
            row = reading.document(connection, sha256)
            originals = self._folder or RowObjects(connection)
            return originals.get(sha256, row.size)

    def text(self, sha256: str) -> str:
        """Return the text that was extracted from a document, checked against its own hash.

        Raises:
            UnknownName: No such document was stored.
            ArchiveError: The stored text is damaged.
        """
        with self._database.reading() as connection:
            row = reading.document(connection, sha256)
            return RowObjects(connection).get(row.text_sha256, row.text_size).decode()

    def search(
        self,
        words: str,
        *,
        municipality: str | None = None,
        since: Date | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Return the items in which all the words stand, in any form, the best first.

        Args:
            words: Words in any order, "words in quotes" in theirs, ``begin*`` for an open end.
            municipality: Slug; ``None`` for all.
            since: The first date of meeting.
            limit: Hits at most; never more than 1000.

        Raises:
            ArchiveError: The archive has no full-text index, as one on PostgreSQL.
        """
        if not self._database.has_full_text:
            raise ArchiveError(
                "An archive on PostgreSQL has no full-text index.",
                hint="Search an archive in a folder.",
            )
        with self._database.reading() as connection:
            return search.find(
                connection, words, municipality=municipality, since=since, limit=limit
            )

    def status(self) -> list[MunicipalityStatus]:
        """Return what is held of each municipality, by slug."""
        with self._database.reading() as connection:
            return status(connection)

    @property
    def outbox(self) -> Outbox:
        """The messages that alerts are to send, and what each rule has told."""
        return Outbox(self._database)

    def crawl(self, municipality: str, now: datetime) -> CrawlRecord:
        """Begin to record a crawl of one municipality, or go on with one that was cut off."""
        return CrawlRecord.begin(self._database, self._folder, municipality, now)

    def unread(self, municipality: str | None = None, *, again: bool = False) -> Iterator[Kept]:
        """Yield the kept documents that no layout has read, in the order of fetching.

        Args:
            municipality: Slug; ``None`` for all.
            again: Those too that could not be read before.
        """
        last = 0
        while True:
            with self._database.reading() as connection:
                found = kept.unread(connection, municipality, last, again=again)
            if found is None:
                return
            yield found
            last = found.key

    def kept(self, document: Kept) -> bytes:
        """Return the bytes of a kept document, checked against their hash.

        Raises:
            ArchiveError: The stored bytes are damaged.
        """
        with self._database.reading() as connection:
            originals = self._folder or RowObjects(connection)
            return originals.get(document.sha256, document.size)

    def mark_read(self, document: Kept, stored: Stored, *, residue: int = 0) -> None:
        """Note which meeting a kept document was found to be.

        Args:
            document: The document.
            stored: What became of it.
            residue: Its lines that no rule of the layout accounts for.
        """
        with self._database.writing() as connection:
            kept.mark_read(connection, document.key, stored.id, stored.version, residue)

    def mark_unreadable(self, document: Kept, problem: str) -> None:
        """Note why a kept document could not be read; the receipt names it."""
        with self._database.writing() as connection:
            kept.mark_unreadable(connection, document.key, problem)

    def alarm(self, municipality: str, sentence: str) -> None:
        """Add what is wrong with the last crawl of a municipality, found after its end."""
        with self._database.writing() as connection:
            receipts.alarm(connection, municipality, sentence)

    def receipt(self, municipality: str) -> Receipt:
        """Return what the source of a municipality lists, and what of it is held."""
        with self._database.reading() as connection:
            return receipts.receipt(connection, municipality)

    def receipts(self) -> list[Receipt]:
        """Return the receipt of each municipality that was ever crawled, by slug."""
        with self._database.reading() as connection:
            return [receipts.receipt(connection, town) for town in receipts.towns(connection)]
