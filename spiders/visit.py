"""One crawl of one municipality: list, ask what is due, fetch, keep.

It knows no Scrapy and no clock: the courier fetches, the archive's record keeps, the portal tells
what is what. One document is in hand at a time, and each is kept before the next is asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from datetime import date as Date
from typing import Literal

from ordlyd.archive import CrawlRecord
from ordlyd.crawled import (
    Answer,
    BrokenAnswer,
    Fetch,
    InPart,
    Listed,
    More,
    Portal,
    RawDocument,
)
from ordlyd.text import caseless
from spiders import monitors
from spiders.manners import Courier, Forbidden, LeaveAlone, Unavailable
from spiders.portal import GONE

MAX_LISTINGS = 20_000
MAX_PARTS = 200

Outcome = Literal["kept", "same", "failed", "doubtful"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        since: The first date of meeting.
        committee: A committee's name, or part of it.
        full: Whether everything is fetched again.
        accept_fewer: Whether a list that lost much is believed.
        reread_days: Meetings of so many days are fetched at each crawl.
    """

    since: Date | None = None
    committee: str | None = None
    full: bool = False
    accept_fewer: bool = False
    reread_days: int = 90

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.since is None and self.committee is None

    def wants(self, listed: Listed) -> bool:
        """Whether a publication is asked for."""
        by_time = self.since is None or listed.date >= self.since
        name = caseless(self.committee or "")
        return by_time and (not name or name in caseless(listed.committee))


@dataclass(slots=True)
class Summary:
    """What a crawl of one municipality did."""

    municipality: str
    listed: int = 0
    fetched: int = 0
    kept: int = 0
    failed: int = 0
    revised: int = 0
    withdrawn: int = 0
    complete: bool = False
    alarms: list[str] = field(default_factory=list)


class _Stopped(Exception):
    """The crawl is to stop where it is; the next goes on with it."""


class Visit:
    """One crawl of one municipality.

    Args:
        portal: Knows the platform.
        courier: Fetches.
        record: Keeps.
        wanted: What is asked for.
        tell: Told of each document.
        stop: Says why to stop now, or nothing.
        clock: Tells the time.
    """

    def __init__(
        self,
        portal: Portal,
        courier: Courier,
        record: CrawlRecord,
        wanted: Wanted,
        *,
        tell: Callable[[Outcome, Listed], None] = lambda _outcome, _listed: None,
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
        self._failed: set[str] = set()
        self.summary = Summary(record.municipality)

    async def run(self) -> Summary:
        """Crawl to the end, or to where it is told to stop."""
        try:
            return await self._crawl()
        except _Stopped as stopped:
            return self._break_off(str(stopped))

    async def _crawl(self) -> Summary:
        problems = await self._list()
        try:
            doubtful = await self._fetch_due(first=True)
            if doubtful and not problems:
                # A number that is no longer there: the list tells whether it was replaced.
                self._record.relist()
                problems = await self._list()
                await self._fetch_due(first=False)
        except LeaveAlone as error:
            problems.append(f"The host was left alone: {error.message}.")
        return self._finish(problems)

    def _break_off(self, reason: str) -> Summary:
        """Say what is left to the next crawl; what was had is kept."""
        done = self.summary
        done.listed = self._record.census().seen
        left = self._record.left(full=self._wanted.full, reread_days=self._wanted.reread_days)
        done.alarms = [
            f"Stopped: {reason}. {left} of {done.listed} publications are left to the next crawl."
        ]
        self._record.interrupt(done.alarms)
        return done

    def _finish(self, problems: list[str]) -> Summary:
        census = self._record.census()
        alarms = [f"The list could not be read: {problem}" for problem in problems]
        # What falls off a list of recent meetings was not taken back.
        rolling = getattr(self._portal, "rolling", False)
        if not problems and self._wanted.whole:
            accept_fewer = self._wanted.accept_fewer or rolling
            alarms = monitors.alarms(census, accept_fewer=accept_fewer)
        whole = self._wanted.whole and not rolling
        gone = self._record.finish(complete=not problems, alarms=alarms, whole=whole)
        done = self.summary
        done.listed, done.complete, done.alarms = census.seen, not problems, alarms
        done.revised, done.withdrawn = len(gone.revised), len(gone.withdrawn)
        return done

    async def _list(self) -> list[str]:
        """Read the list of the source, page by page; return what was wrong with it."""
        problems: list[str] = []
        asked: set[str] = set()
        queue = deque(self._portal.start())
        while queue:
            fetch = queue.popleft()
            self._heed()
            if fetch.url in asked and fetch.kind == "listing":
                continue
            asked.add(fetch.url)
            if len(asked) > MAX_LISTINGS:
                problems.append(f"it goes on for more than {MAX_LISTINGS} pages")
                break
            try:
                queue.extend(await self._list_page(fetch))
            except LeaveAlone as error:
                problems.append(error.message)
                break
            except (Unavailable, BrokenAnswer) as error:
                if fetch.kind != "session":
                    problems.append(error.message)
        return problems

    async def _list_page(self, fetch: Fetch) -> Iterable[Fetch]:
        """Note what one page lists; return the further pages that it names."""
        for count in range(1, self._courier.tries + 1):
            answer = await self._courier.get(fetch)
            if fetch.kind == "session":
                return ()
            further: list[Fetch] = []
            rows: list[Listed] = []
            try:
                for found in self._portal.listing(answer):
                    if isinstance(found, Fetch):
                        further.append(found)
                    elif self._wanted.wants(found):
                        rows.append(found)
            except BrokenAnswer:
                if count < self._courier.tries:
                    await self._courier.wait(count)
                    continue
                self._record.sight(rows)
                raise
            self._record.sight(rows)
            return further
        return ()

    async def _fetch_due(self, *, first: bool) -> int:
        """Fetch what is due; return of how many it is doubtful whether they are still there."""
        doubtful = 0
        due = self._record.due(full=self._wanted.full, reread_days=self._wanted.reread_days)
        for listed in due:
            if listed.source_id in self._failed:
                continue
            self._heed()
            outcome = await self._fetch(listed, first=first)
            doubtful += outcome == "doubtful"
            self._tell(outcome, listed)
        return doubtful

    async def _fetch(self, listed: Listed, *, first: bool) -> Outcome:
        """Fetch one document and keep it, or note why not."""
        fetch: Fetch | None = self._portal.document(listed)
        reason = ""
        while fetch is not None:
            try:
                whole, answer = await self._whole(listed, fetch, first=first)
                return self._keep(listed, _because(whole, reason), answer)
            except LeaveAlone as error:
                self._record.fail(listed, error.message)
                raise
            except Unavailable as error:
                if first and error.status in self._portal.gone_statuses:
                    return "doubtful"
                reason = reason or error.message
                if isinstance(error, Forbidden):
                    break
            except BrokenAnswer as error:
                reason = reason or error.message
            # Another form of what is held would look like an edit.
            fetch = None if self._record.had(listed) else fetch.otherwise
        self._record.fail(listed, reason)
        self._failed.add(listed.source_id)
        self.summary.failed += 1
        return "failed"

    async def _whole(self, listed: Listed, fetch: Fetch, *, first: bool) -> tuple[InPart, Answer]:
        """Fetch a document and its further parts until the portal has it whole."""
        gone = self._portal.gone_statuses if first else frozenset[int]()
        for count in range(1, self._courier.tries + 1):
            answer = await self._courier.get(fetch, gone=gone)
            try:
                return await self._accept(listed, answer)
            except BrokenAnswer:
                if count == self._courier.tries:
                    raise
                await self._courier.wait(count)
        raise AssertionError  # the last try returns or raises

    async def _accept(self, listed: Listed, answer: Answer) -> tuple[InPart, Answer]:
        whole = answer
        for _ in range(MAX_PARTS):
            try:
                had = self._portal.accept(listed, answer)
                return had if isinstance(had, InPart) else InPart(had), whole
            except More as more:
                answer = await self._part(more.fetch)
        raise Unavailable(f"it has more than {MAX_PARTS} parts")

    async def _part(self, fetch: Fetch) -> Answer:
        try:
            return await self._courier.get(fetch)
        except LeaveAlone:
            raise
        except Unavailable as error:
            gone = error.status in GONE
            return Answer(fetch.url, 0, {}, b"", fetch, problem=error.message, gone=gone)

    def _keep(self, listed: Listed, had: InPart, answer: Answer) -> Outcome:
        if had.lacks and self._record.had(listed):
            # What was had whole is not to lose a part: that would look like an edit.
            self._record.fail(listed, "; ".join(had.lacks))
            self.summary.failed += 1
            return "failed"
        raw = RawDocument(
            municipality=self._record.municipality,
            listed=listed,
            body=had.body,
            stable=self._portal.stable(had.body),
            media_type=answer.media_type,
            url=answer.url,
            fetched_at=self._clock(),
            lacks=had.lacks,
            empty=had.empty,
        )
        self.summary.fetched += 1
        new = self._record.keep(raw)
        self.summary.kept += new
        return "kept" if new else "same"

    def _heed(self) -> None:
        if reason := self._stop():
            raise _Stopped(reason)


def _because(had: InPart, reason: str) -> InPart:
    """Say of what was had in another form why its own could not be."""
    return replace(had, lacks=tuple(f"{lack} ({reason})" for lack in had.lacks)) if reason else had
