"""Attachments' bytes, for those who ask for them: what portals share, and one crawl of them.

Attachments are known once the meetings are read; so this comes after, from the archive's own
record of them, one at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ordlyd.archive.files import FileRecord
from ordlyd.crawled import Attachments, BrokenAnswer, Fetch, ListedFile, More, Portal
from spiders.manners import Courier, LeaveAlone, Unavailable
from spiders.portal import without_marks
from spiders.visit import Outcome, Wanted

NOT_HERE = "its address is on another host, which the platform does not keep files on"
_MAX_HOPS = 3


@dataclass(slots=True)
class FileSummary:
    """What a crawl of a municipality's attachments did."""

    municipality: str
    fetched: int = 0
    kept: int = 0
    failed: int = 0
    alarms: list[str] = field(default_factory=list)


class FileVisit:
    """One crawl of one municipality's attachments.

    Args:
        portal: Knows the platform.
        courier: Fetches.
        record: Keeps.
        wanted: What is asked for.
        tell: Told of each file.
        stop: Says why to stop now, or nothing.
        clock: Tells the time.
    """

    def __init__(
        self,
        portal: Portal,
        courier: Courier,
        record: FileRecord,
        wanted: Wanted,
        *,
        tell: Callable[[Outcome, ListedFile], None] = lambda _outcome, _file: None,
        stop: Callable[[], str | None] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._portal = portal
        self._courier = courier
        self._record = record
        self._wanted = wanted
        self._tell = tell
        self._stop = stop
        self._clock = clock
        self.summary = FileSummary(record.municipality)

    async def run(self) -> FileSummary:
        """Fetch what is due, the files of the newest meetings first."""
        self._record.note()
        due = self._record.due(full=self._wanted.full, reread_days=self._wanted.reread_days)
        if not due:
            return self.summary
        for done, file in enumerate(due):
            reason = self._stop()
            try:
                if not done and reason is None:
                    await self._greet()
                outcome: Outcome = "failed" if reason else await self._fetch(file)
            except LeaveAlone as error:
                reason, outcome = f"the host was left alone, {error.message}", "failed"
            if reason:
                left = f"{len(due) - done} of {len(due)} attachments are left to the next crawl."
                self.summary.alarms.append(f"Stopped: {reason}. {left}")
                break
            self._tell(outcome, file)
        return self.summary

    async def _greet(self) -> None:
        """Have the cookies that the first requests of a crawl are given."""
        for fetch in self._portal.start():
            if fetch.kind == "session":
                try:
                    await self._courier.get(fetch)
                except LeaveAlone:
                    raise
                except Unavailable:
                    continue

    async def _fetch(self, file: ListedFile) -> Outcome:
        """Fetch one file and keep it, or note why not."""
        portal = self._portal
        fetch = portal.file(file) if isinstance(portal, Attachments) else None
        reason = NOT_HERE
        while fetch is not None:
            try:
                return self._keep(file, *await self._had(file, fetch))
            except LeaveAlone as error:
                self._record.fail(file, error.message)
                raise
            except (Unavailable, BrokenAnswer) as error:
                reason = error.message
            fetch = fetch.otherwise
        self._record.fail(file, reason)
        self.summary.failed += 1
        return "failed"

    async def _had(self, file: ListedFile, fetch: Fetch) -> tuple[bytes, str]:
        """Return a file's bytes and media type, wherever pages on the way lead."""
        assert isinstance(self._portal, Attachments)  # noqa: S101 - it gave the fetch
        for _ in range(_MAX_HOPS):
            answer = await self._courier.get(fetch)
            try:
                return self._portal.accept_file(file, answer), answer.media_type
            except More as more:
                fetch = more.fetch
        raise Unavailable("one page leads to the next, and none to the file")

    def _keep(self, file: ListedFile, body: bytes, media_type: str) -> Outcome:
        self.summary.fetched += 1
        new = self._record.keep(file, body, without_marks(body), media_type, self._clock())
        self.summary.kept += new
        return "kept" if new else "same"
