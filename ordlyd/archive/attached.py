"""The part of :class:`ordlyd.archive.Archive` that holds attachments."""

from __future__ import annotations

from datetime import datetime

from ordlyd.archive import files
from ordlyd.archive.database import Database
from ordlyd.archive.objects import FolderObjects, RowObjects
from ordlyd.archive.records import HeldFile
from ordlyd.stored import StoredItem


class HoldsFiles:
    """Attachments' bytes, and the items that they belong to."""

    _database: Database
    _folder: FolderObjects | None

    def files(self, municipality: str, now: datetime) -> files.FileRecord:
        """Return the record of a municipality's attachments, for a crawl that asks for them."""
        return files.FileRecord(self._database, self._folder, municipality, now)

    def files_of(self, item: StoredItem) -> list[HeldFile]:
        """Return what was had of an item's attachments, each with its versions in order."""
        with self._database.reading() as connection:
            return files.of_item(connection, item.id, item.version)

    def file(self, held: HeldFile) -> bytes:
        """Return the bytes of an attachment, checked against their hash.

        Raises:
            ArchiveError: The stored bytes are damaged.
        """
        with self._database.reading() as connection:
            originals = self._folder or RowObjects(connection)
            return originals.get(held.sha256, held.size)
