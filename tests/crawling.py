"""Crawls a replica for tests: in this process without a socket, or by the command with one."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archives import a_place

from ordlyd.archive import Archive
from ordlyd.cli.kept import ReadSummary, read_kept
from ordlyd.cli.session import Session
from ordlyd.crawled import Fetch
from ordlyd.settings import Settings
from spiders.base import cookies_of
from spiders.files import FileSummary, FileVisit
from spiders.guard import Site
from spiders.manners import Budget, Courier, Got, Passing, TooLong
from spiders.portals.firstagenda import FirstAgenda
from spiders.replica.firstagenda import FirstAgendaSite, Item, Publication
from spiders.replica.server import Asked, Page
from spiders.visit import Summary, Visit, Wanted

BASE = "http://127.0.0.1:9"
COMMITTEE = "Teknik- og Miljøudvalget"
DENMARK = ZoneInfo("Europe/Copenhagen")
TODAY = datetime.now(DENMARK).replace(hour=16, minute=0, second=0, microsecond=0)


def meeting(
    name: str = "m", *, days: int = -400, committee: str = COMMITTEE, **fields
) -> Publication:
    """A publication of so many days from today, invented."""
    items = fields.pop("items", None) or [
        Item("Godkendelse af dagsorden", "25/1"),
        Item(
            f"Boliger ved åen, sag {name}",
            "26/1172",
            [
                ("Sagsfremstilling", f"<p>Der bygges 40 boliger ved åen i sag {name}.</p>"),
                ("Beslutning", "<p>Godkendt.</p>"),
            ],
            ["Kort over åen"],
        ),
        Item("Køb af grund", "26/9", closed=True),
    ]
    begins = TODAY + timedelta(days=days)
    return Publication(
        name, committee, begins, items, **{"people": ["Anne Dam", "-Bo Lind"]} | fields
    )


@dataclass
class World:
    """A site, an archive, and the crawls between the two.

    Attributes:
        site: Change it to move it on.
        archive: What the crawls write.
        asked: The addresses asked for in the last crawl.
        slept: Seconds waited in the last crawl.
        answers: By the beginning of an address: what is answered in place of the site, in order;
            a function is called with the site's own page, an exception is raised.
        stop: Says why to stop, or nothing.
    """

    site: FirstAgendaSite
    archive: Archive
    asked: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    answers: dict[str, list] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    stop: Callable[[], str | None] = lambda: None

    def crawl(
        self, *, later: timedelta = timedelta(hours=1), read: bool = True, **wanted
    ) -> Summary:
        """Crawl once, and read; each crawl is so much later than the one before."""
        self.now += later
        self.asked.clear()
        self.slept.clear()
        summary = asyncio.run(self._visit(Wanted(**wanted)).run())
        if read:
            self.read()
        return summary

    def read(self) -> ReadSummary:
        session = Session(Settings())
        return read_kept(self.archive, session, "odense", lambda *_: None)

    def crawl_files(self, *, later: timedelta = timedelta(hours=1), **wanted) -> FileSummary:
        """Crawl the attachments once."""
        self.now += later
        self.asked.clear()
        visit = FileVisit(
            *self._with(self.archive.files("odense", self.now), Wanted(**wanted)),
            stop=self.stop,
            clock=lambda: self.now,
        )
        return asyncio.run(visit.run())

    def _visit(self, wanted: Wanted) -> Visit:
        ticks = itertools.count(1)
        return Visit(
            *self._with(self.archive.crawl("odense", self.now), wanted),
            stop=self.stop,
            clock=lambda: self.now + timedelta(seconds=next(ticks)),
        )

    def _with(self, record, wanted: Wanted):
        town = Session(Settings()).registry.municipality("odense")
        portal = FirstAgenda(town, BASE, since=wanted.since, committee=wanted.committee)
        site = Site(BASE, given=True, file_hosts=portal.file_hosts)
        courier = Courier(_Ask(self), site, Budget(0), 3, 1.0, self._sleep)
        return portal, courier, record, wanted

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def documents(self) -> list[str]:
        """The documents asked for in the last crawl."""
        return [path for path in self.asked if "/dagsorden/" in path]

    def meetings(self, **which):
        return list(self.archive.meetings(**which))

    def withdrawn(self) -> list[str]:
        return [stored.id for stored in self.meetings() if stored.withdrawn]


@dataclass
class _Ask:
    world: World
    cookies: dict[str, str] = field(default_factory=dict)

    async def __call__(self, url: str, fetch: Fetch) -> Got:
        path, _, query = url.removeprefix(BASE).partition("?")
        headers = dict(fetch.headers)
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.world.asked.append(f"{path}?{query}" if query else path)
        asked = Asked(urlsplit(path).path, query, headers, time.monotonic())
        page = self._instead(self.world.asked[-1], self.world.site.answer(asked))
        got = Got(page.status, {k.lower(): v for k, v in page.headers.items()}, page.body)
        set_ = [value.encode() for name, value in page.headers.items() if name == "Set-Cookie"]
        response = SimpleNamespace(headers=SimpleNamespace(getlist=lambda _: set_))
        self.cookies |= cookies_of(response)
        if len(got.body) > fetch.max_bytes:
            raise TooLong("the answer is too long")
        return got

    def _instead(self, address: str, page: Page) -> Page:
        for start, answers in self.world.answers.items():
            if not address.startswith(start) or not answers:
                continue
            answer = answers.pop(0)
            if isinstance(answer, BaseException):
                raise answer
            return answer(page) if callable(answer) else answer
        return page


def many(answer, times: int = 100) -> list:
    return [answer] * times


NO_ANSWER = Passing("no answer (reset)")


def opened(tmp_path: Path, *publications: Publication) -> World:
    """A world of these publications, before its first crawl."""
    archive = Archive.open(a_place(tmp_path / "archive"), create=True)
    return World(FirstAgendaSite(list(publications)), archive)
