"""Attachments: which there are, which are to be fetched, and the bytes that were had of them.

A file is known by its address. Where it stands is noted once for each version of a meeting; its
bytes are objects like any other, a new version where they differ from those that were had before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ordlyd.archive.columns import in_utc
from ordlyd.archive.database import Database
from ordlyd.archive.file_tables import file_items, file_versions, files, files_noted
from ordlyd.archive.found_tables import redactions
from ordlyd.archive.objects import FolderObjects, RowObjects, sha256
from ordlyd.archive.reading import unpack_meeting
from ordlyd.archive.records import FileReceipt, HeldFile, Lacking
from ordlyd.archive.rota import REREAD_DAYS
from ordlyd.archive.tables import meetings, versions
from ordlyd.crawled import ListedFile
from ordlyd.model import Meeting

AGAIN = timedelta(days=7)
"""Time between two fetches of a file of a recent or coming meeting; of older ones there is one."""
_NOT_YET = "not fetched yet"


class FileRecord:
    """The attachments of one municipality, while a crawl asks for them."""

    def __init__(
        self, database: Database, folder: FolderObjects | None, municipality: str, now: datetime
    ) -> None:
        self._database = database
        self._folder = folder
        self.municipality = municipality
        self._now = in_utc(now)

    def note(self) -> None:
        """Note which attachments the meetings have, as they now stand in the archive."""
        with self._database.reading() as connection:
            waiting = connection.execute(_not_noted(self.municipality)).all()
        for key, version in waiting:
            with self._database.writing() as connection:
                _note(connection, self.municipality, key, version)

    def due(self, *, full: bool = False, reread_days: int = REREAD_DAYS) -> list[ListedFile]:
        """Return what is to be fetched, of the newest meetings first.

        Args:
            full: Everything.
            reread_days: Files of meetings of so many days, and of coming ones, are asked for
                again each week; older ones only until they are had.
        """
        recent = (self._now - timedelta(days=reread_days)).date()
        with self._database.reading() as connection:
            rows = _listed(connection, self.municipality)
        due = [row for row in rows if full or self._is_due(row, recent)]
        due.sort(key=lambda row: row.date, reverse=True)
        return [ListedFile(row.address, row.source_id, row.title, _place(row)) for row in due]

    def _is_due(self, row: Row[Any], recent: Date) -> bool:
        if row.checked_at is None or row.tries:
            return True
        return bool(row.date >= recent and self._now - row.checked_at >= AGAIN)

    def keep(
        self, file: ListedFile, body: bytes, stable: bytes, media_type: str, at: datetime
    ) -> bool:
        """Keep what was fetched, and say whether it is another than was had before."""
        digest, form = sha256(body), sha256(stable)
        with self._database.reading() as connection:
            row = connection.execute(
                select(files.c.key, files.c.stable_sha256).where(self._is(file))
            ).one()
        is_new: bool = row.stable_sha256 != form
        if is_new and self._folder is not None:
            self._folder.put(digest, body)
        with self._database.writing() as connection:
            if is_new:
                if self._folder is None:
                    RowObjects(connection).put(digest, body)
                connection.execute(
                    insert(file_versions).values(
                        file_key=row.key,
                        sha256=digest,
                        size=len(body),
                        media_type=media_type,
                        fetched_at=at,
                    )
                )
            had = {"checked_at": at, "stable_sha256": form, "problem": None, "tries": 0}
            connection.execute(update(files).where(files.c.key == row.key).values(had))
        return is_new

    def fail(self, file: ListedFile, reason: str) -> None:
        """Note why a file could not be had."""
        with self._database.writing() as connection:
            connection.execute(
                update(files).where(self._is(file)).values(problem=reason, tries=files.c.tries + 1)
            )

    def _is(self, file: ListedFile) -> Any:
        return (files.c.municipality == self.municipality) & (files.c.address == file.address)


def receipt(connection: Connection, municipality: str) -> FileReceipt | None:
    """Return which attachments are held; ``None`` where none was ever asked for."""
    noted = (
        select(files_noted.c.version)
        .join(meetings, meetings.c.key == files_noted.c.meeting_key)
        .where(meetings.c.municipality == municipality)
    )
    if connection.execute(noted.limit(1)).first() is None:
        return None
    rows = _listed(connection, municipality)
    lacking = [
        Lacking(f"{_place(row)}, “{row.title}”", row.problem or _NOT_YET)
        for row in rows
        if row.problem or row.checked_at is None
    ]
    held = sum(row.checked_at is not None for row in rows)
    return FileReceipt(listed=len(rows), held=held, lacking=lacking)


def of_item(connection: Connection, item_id: str, version: int) -> list[HeldFile]:
    """Return what was had of an item's attachments, each with its versions in order."""
    meeting_id, _, number = item_id.partition("#")
    columns = (
        select(
            file_items.c.title,
            files.c.address,
            file_versions.c.sha256,
            file_versions.c.size,
            file_versions.c.media_type,
            file_versions.c.fetched_at,
        )
        .select_from(file_items)
        .join(files, files.c.key == file_items.c.file_key)
        .join(meetings, meetings.c.key == file_items.c.meeting_key)
        .join(file_versions, file_versions.c.file_key == files.c.key)
        .where(
            meetings.c.id == meeting_id,
            file_items.c.version == version,
            file_items.c.number == number,
        )
        .order_by(file_items.c.place, file_versions.c.key)
    )
    return [HeldFile(*row) for row in connection.execute(columns)]


def forget(connection: Connection, key: int, version: int) -> None:
    """Remove the titles of a version's attachments; those of no other version were never had."""
    here = (file_items.c.meeting_key == key) & (file_items.c.version == version)
    connection.execute(update(file_items).where(here).values(title="", source_id=None))
    never = {"checked_at": None, "stable_sha256": None, "problem": None, "tries": 0}
    only_here = _only_redacted(select(file_items.c.file_key).where(here))
    connection.execute(update(files).where(files.c.key.in_(only_here)).values(never))


def forgotten(connection: Connection, key: int, version: int) -> list[str]:
    """Return the hashes of attachments' bytes that only versions have whose text was removed."""
    here = (file_items.c.meeting_key == key) & (file_items.c.version == version)
    gone = _only_redacted(select(file_items.c.file_key).where(here))
    still = select(file_versions.c.sha256).where(file_versions.c.file_key.not_in(gone))
    columns = select(file_versions.c.sha256).where(
        file_versions.c.file_key.in_(gone), file_versions.c.sha256.not_in(still)
    )
    return sorted(set(connection.scalars(columns)))


def _only_redacted(file_keys: Any) -> Any:
    """Those of some files that stand in no version that was not redacted."""
    elsewhere = (
        select(file_items.c.file_key)
        .outerjoin(redactions, _is_of(redactions, file_items))
        .where(redactions.c.at.is_(None))
    )
    return file_keys.where(file_items.c.file_key.not_in(elsewhere))


def _not_noted(municipality: str) -> Any:
    """Key and version of each current meeting whose attachments were not noted yet."""
    noted = select(files_noted.c.version).where(_is_of(files_noted, versions)).exists()
    return (
        select(versions.c.meeting_key, versions.c.version)
        .join(meetings, meetings.c.key == versions.c.meeting_key)
        .where(meetings.c.municipality == municipality, _is_current(), ~noted)
        .order_by(meetings.c.date.desc(), meetings.c.key)
    )


def _is_of(one: Any, other: Any) -> Any:
    """Whether rows of two tables are of one version."""
    return (one.c.meeting_key == other.c.meeting_key) & (one.c.version == other.c.version)


def _is_current() -> Any:
    return (versions.c.version == meetings.c.current_version) & versions.c.withdrawn_at.is_(None)


def _note(connection: Connection, municipality: str, key: int, version: int) -> None:
    """Note the attachments of one version of a meeting."""
    row = connection.execute(
        select(versions.c.meeting, versions.c.size).where(
            versions.c.meeting_key == key, versions.c.version == version
        )
    ).one()
    meeting = unpack_meeting(row.meeting, row.size, f"Version {version} of meeting {key}")
    places = list(_places(meeting))
    keys = _file_keys(connection, municipality, [address for address, _ in places])
    if places:
        connection.execute(
            insert(file_items),
            [
                {"file_key": keys[address], "meeting_key": key, "version": version, **place}
                for address, place in places
            ],
        )
    connection.execute(insert(files_noted).values(meeting_key=key, version=version))


def _places(meeting: Meeting) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each attachment that has an address or a number, with where it stands."""
    for item_place, item in enumerate(meeting.items):
        for place, attachment in enumerate(item.attachments):
            if address := attachment.url or attachment.id:
                yield (
                    address,
                    {
                        "item_place": item_place,
                        "place": place,
                        "number": item.number,
                        "title": attachment.title,
                        "source_id": attachment.id,
                    },
                )


def _file_keys(
    connection: Connection, municipality: str, addresses: Sequence[str]
) -> dict[str, int]:
    """Return the keys of files by address, those that are new among them."""
    known = select(files.c.address, files.c.key).where(
        files.c.municipality == municipality, files.c.address.in_(addresses)
    )
    keys: dict[str, int] = {row.address: row.key for row in connection.execute(known)}
    for address in dict.fromkeys(addresses):
        if address not in keys:
            keys[address] = connection.scalars(
                insert(files)
                .values(municipality=municipality, address=address, tries=0)
                .returning(files.c.key)
            ).one()
    return keys


def _listed(connection: Connection, municipality: str) -> list[Row[Any]]:
    """Return a row for each file of the meetings as they now stand, with where it stands last."""
    rows: Iterable[Row[Any]] = connection.execute(
        select(
            files.c.key,
            files.c.address,
            files.c.checked_at,
            files.c.problem,
            files.c.tries,
            file_items.c.title,
            file_items.c.number,
            file_items.c.source_id,
            meetings.c.id.label("meeting_id"),
            meetings.c.date,
        )
        .join(file_items, file_items.c.file_key == files.c.key)
        .join(versions, _is_of(versions, file_items))
        .join(meetings, meetings.c.key == versions.c.meeting_key)
        .outerjoin(redactions, _is_of(redactions, versions))
        .where(files.c.municipality == municipality, _is_current(), redactions.c.at.is_(None))
        .order_by(meetings.c.date, files.c.key, file_items.c.item_place)
    )
    return list({row.key: row for row in rows}.values())


def _place(row: Row[Any]) -> str:
    return f"{row.meeting_id}#{row.number}"
