"""The part of :class:`ordlyd.archive.Archive` that tells of edits, and takes away for good."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from ordlyd.archive import ledger, reading, redaction
from ordlyd.archive.found_records import LedgerCheck, LedgerEntry, Redaction
from ordlyd.archive.locked import HoldsLocks
from ordlyd.archive.objects import RowObjects
from ordlyd.errors import ArchiveError
from ordlyd.stored import StoredMeeting

HELD = "held"
"""The folder in an archive for what a comparison leaves for the next."""


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveError(
            f"{folder} cannot be removed: {error.strerror}.",
            hint="Give yourself write access to it, and run the same command again.",
        ) from error


class HoldsLedger(HoldsLocks):
    """The ledger of silent edits, and redactions."""

    @property
    def held(self) -> Path | None:
        """Where a comparison may leave what the next one needs; ``None`` on a server.

        Nothing in it may be the only copy of anything: a redaction removes it all.
        """
        return self._folder.place / HELD if self._folder else None

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

    def version(self, id: str) -> StoredMeeting:  # noqa: A002 - the word for it
        """Return the version of a meeting that an id with its number names, as ``…/minutes@2``.

        Raises:
            UnknownName: There is no such version; carries those that are held.
        """
        with self._database.reading() as connection:
            return reading.version_of(connection, id)

    def redact(self, id: str, reason: str) -> Redaction:  # noqa: A002 - the word for it
        """Remove the text of one version, and its original, from the archive for good.

        The id, the moments and the hashes stay, with the reason. Killed at any moment, the same
        call goes on. Copies elsewhere (reports, exports, backups) are not ours to remove.

        Args:
            id: Of the version, as ``…/minutes@2``.
            reason: Why; it is shown, and must say nothing of what is removed.

        Raises:
            UnknownName: There is no such version.
            ArchiveError: No reason is given, something could not be removed yet, or a comparison is
                at work: it has read the text, and would note what it found in it.
        """
        if not reason.strip():
            raise ArchiveError(
                "A redaction needs a reason.", hint="It stands in the ledger in place of the text."
            )
        with self.compare_lock():
            return self._redact(id, reason.strip())

    def _redact(self, name: str, reason: str) -> Redaction:
        with self._database.writing() as connection:
            done = redaction.redact(
                connection, name, reason, full_text=self._database.has_full_text
            )
            if self._folder is None:
                for digest in done.originals:
                    RowObjects(connection).remove(digest)
        if self._folder is not None:
            for digest in done.originals:
                self._folder.remove(digest)
            _remove(self._folder.place / HELD)
        self._database.wipe()
        return done
