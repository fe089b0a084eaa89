"""The part of :class:`ordlyd.archive.Archive` that lets only one process at a time do some work."""

from __future__ import annotations

from contextlib import AbstractContextManager

from ordlyd.archive.database import Database
from ordlyd.archive.lock import ALERTS, COMPARISON, CRAWL, Work, folder_lock
from ordlyd.archive.objects import FolderObjects


class HoldsLocks:
    """A lock for each work that only one process at a time can do."""

    _database: Database
    _folder: FolderObjects | None

    def crawl_lock(self) -> AbstractContextManager[None]:
        """Hold what only one crawl at a time can; a process that ends in any way lets go of it.

        Raises:
            ArchiveError: Another crawl is at work.
        """
        return self._lock(CRAWL)

    def alert_lock(self) -> AbstractContextManager[None]:
        """Hold what only one sender of alerts at a time can, as :meth:`crawl_lock` does.

        Raises:
            ArchiveError: Another is at work.
        """
        return self._lock(ALERTS)

    def compare_lock(self) -> AbstractContextManager[None]:
        """Hold what only one comparison at a time can, as :meth:`crawl_lock` does.

        Raises:
            ArchiveError: Another is at work.
        """
        return self._lock(COMPARISON)

    def _lock(self, work: Work) -> AbstractContextManager[None]:
        if self._folder:
            return folder_lock(self._folder.place, work)
        return self._database.server_lock(work)
