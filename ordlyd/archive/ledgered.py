"""The part of :class:`ordlyd.archive.Archive` that tells of edits, and takes away for good."""

from __future__ import annotations

from collections.abc import Iterator

from ordlyd.archive import ledger, redaction
from ordlyd.archive.database import Database
from ordlyd.archive.objects import FolderObjects, RowObjects
from ordlyd.archive.records import LedgerCheck, LedgerEntry, Redaction
from ordlyd.errors import ArchiveError


class HoldsLedger:
    """The ledger of silent edits, and redactions."""

    _database: Database
    _folder: FolderObjects | None

    def ledger(self) -> Iterator[LedgerEntry]:
        """Yield the silent edits and the redactions, in the order in which they were stored."""
        last = 0
        while True:
            with self._database.reading() as connection:
                page = ledger.page(connection, last)
            yield from page
            if not page:
                return
            last = page[-1].n

    def check_ledger(self) -> LedgerCheck:
        """Follow the chain of the ledger, and hold it against the versions that are stored."""
        with self._database.reading() as connection:
            return ledger.check(connection)

    def redact(self, id: str, reason: str) -> Redaction:  # noqa: A002 - the word for it
        """Remove the text of one version, and its original, from the archive for good.

        The id, the moments and the hashes stay, with the reason. Killed at any moment, the same
        call goes on. Copies elsewhere (reports, exports, backups) are not ours to remove.

        Args:
            id: Of the version, as ``…/minutes@2``.
            reason: Why; it is shown, and must say nothing of what is removed.

        Raises:
            UnknownName: There is no such version.
            ArchiveError: No reason is given, or something could not be removed yet.
        """
        if not reason.strip():
            raise ArchiveError(
                "A redaction needs a reason.", hint="It stands in the ledger in place of the text."
            )
        with self._database.writing() as connection:
            done = redaction.redact(
                connection, id, reason.strip(), full_text=self._database.has_full_text
            )
            if self._folder is None:
                for digest in done.originals:
                    RowObjects(connection).remove(digest)
        if self._folder is not None:
            for digest in done.originals:
                self._folder.remove(digest)
        self._database.wipe()
        return done
