"""The one Scrapy spider: it drives whichever portal a municipality publishes on.

Scrapy opens the connections, keeps the cookies and the distance in time, and unpacks answers.
What to fetch next is decided in :mod:`spiders.visit`; nothing goes through Scrapy's queue, so that
one document is in hand at a time and memory does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from datetime import date as Date
from functools import cache
from importlib.metadata import version
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from ordlyd.archive import Archive
from ordlyd.crawled import Fetch, Portal
from ordlyd.errors import SettingsError
from ordlyd.municipality import Municipality
from ordlyd.settings import Settings, load_settings
from spiders.files import FileSummary, FileVisit
from spiders.guard import GIVEN, Site
from spiders.hours import Hours
from spiders.manners import Budget, Courier, Got, Passing, TooLong
from spiders.visit import Outcome, Summary, Visit, Wanted

_TRUE = frozenset({"1", "true", "yes", "on"})


class PortalSpider(scrapy.Spider):
    """Crawls one municipality; subclasses made by the loader say which.

    Args of a command line (``-a name=value``): ``since``, ``committee``, ``base_url``, ``full``,
    ``accept_fewer``; ``attachments`` is ``yes`` for those of all meetings that were read, after
    the meetings, and ``only`` for them alone.
    """

    town: ClassVar[Municipality]
    portal: ClassVar[type[Portal]]

    def __init__(
        self,
        since: str | None = None,
        committee: str | None = None,
        base_url: str | None = None,
        full: str = "",
        accept_fewer: str = "",
        attachments: str = "",
        tell: Callable[[Outcome, str], None] = lambda _outcome, _title: None,
        done: Callable[[Summary | FileSummary], None] = lambda _summary: None,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.ours = load_settings()
        self.wanted = Wanted(
            Date.fromisoformat(since) if since else None,
            committee,
            full.casefold() in _TRUE,
            accept_fewer.casefold() in _TRUE,
            self.ours.reread_days,
        )
        self.site = Site(
            (base_url or f"https://{self.town.host}").rstrip("/"),
            bool(base_url),
            (
                *getattr(self.portal, "file_hosts", ()),
                *self.town.portal.get("file_hosts", "").split(),
            ),
        )
        self._attachments = attachments.casefold() or ("yes" if self.ours.attachments else "")
        if self.site.given:
            GIVEN.add(self.site.host)
        self._tell = tell
        self._done = done
        self._cookies: dict[str, str] = {}
        self._agent = user_agent(self.ours)

    async def start(self) -> AsyncIterator[Any]:
        """Crawl; nothing is handed to Scrapy's queue."""
        require_contact(self.ours, self.site)
        with Archive.open(
            self.settings.get("ORDLYD_ARCHIVE") or self.ours.archive, create=True
        ) as archive:
            if self.settings.getbool("ORDLYD_LOCKED"):
                await self._crawl(archive)
            else:
                with archive.crawl_lock():
                    await self._crawl(archive)
        return
        yield  # an asynchronous iterator of nothing

    async def _crawl(self, archive: Archive) -> None:
        files = self._attachments in {*_TRUE, "only"}
        steps: dict[Callable[[Archive], Awaitable[Summary | FileSummary]], bool] = {
            self._visit: self._attachments != "only",
            self._visit_files: files,
        }
        for step in (step for step, wanted in steps.items() if wanted):
            summary: Summary | FileSummary
            if reason := self._when_to_stop():
                summary = Summary(self.town.slug, alarms=[f"Not begun: {reason}."])
            else:
                summary = await step(archive)
            for alarm in summary.alarms:
                self.logger.error("%s: %s", self.name, alarm)
            self._done(summary)

    async def _visit(self, archive: Archive) -> Summary:
        record = archive.crawl(self.town.slug, datetime.now(UTC))
        visit = Visit(
            self._portal(),
            self._courier(),
            record,
            self.wanted,
            tell=lambda outcome, listed: self._tell(outcome, listed.title),
            stop=self._when_to_stop,
        )
        return await visit.run()

    async def _visit_files(self, archive: Archive) -> FileSummary:
        visit = FileVisit(
            self._portal(),
            self._courier(),
            archive.files(self.town.slug, datetime.now(UTC)),
            self.wanted,
            tell=lambda outcome, file: self._tell(outcome, file.title),
            stop=self._when_to_stop,
        )
        return await visit.run()

    def _portal(self) -> Portal:
        return self.portal(
            self.town,
            self.site.base,
            since=self.wanted.since,
            committee=self.wanted.committee,
        )

    def _courier(self) -> Courier:
        return Courier(
            self.ask,
            self.site,
            budget(self.portal.name, self.ours.platform_delay),
            self.ours.crawl_tries,
            2 * self.ours.crawl_delay,
        )

    async def ask(self, url: str, fetch: Fetch) -> Got:
        """Send one request through Scrapy's downloader."""
        meta: dict[str, Any] = {"download_maxsize": fetch.max_bytes}
        if self.site.given:
            meta["proxy"] = None
        headers = {**fetch.headers, "User-Agent": self._agent}
        own = self.site.is_own(url)
        if own and fetch.cookies and self._cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        request = scrapy.Request(url, headers=headers, meta=meta, dont_filter=True)
        response = await self._download(request, fetch.max_bytes)
        named = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        if own and fetch.cookies:
            self._cookies.update(cookies_of(response))
        return Got(response.status, named, response.body)

    async def _download(self, request: scrapy.Request, limit: int) -> Response:
        engine = self.crawler.engine
        assert engine is not None  # noqa: S101 - it runs while its spider does
        try:
            return await engine.download_async(request)
        except (DownloadCancelledError, IgnoreRequest) as error:
            raise TooLong(f"the answer has more than {limit / 1e6:,.1f} MB") from error
        except (CloseSpider, NotImplementedError):
            raise
        except Exception as error:  # every kind of network failure; a bug shows in the receipt
            raise Passing(f"no answer ({type(error).__name__}: {error})"[:300]) from error

    def _when_to_stop(self) -> str | None:
        return None if self.site.at_home else Hours(self.ours.crawl_window).over()


def cookies_of(response: Response) -> dict[str, str]:
    """Return the cookies that an answer sets; all are for the one host in hand."""
    set_ = (value.decode("latin-1") for value in response.headers.getlist("Set-Cookie"))
    pairs = (one.partition(";")[0].partition("=") for one in set_)
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


@cache
def budget(platform: str, seconds: float) -> Budget:  # noqa: ARG001 - the cache has one for each
    """Return what the hosts of a platform share in this process."""
    return Budget(seconds)


def user_agent(settings: Settings) -> str:
    """Say who asks: name, version, home page and contact."""
    homepage = f"+{settings.homepage}" if settings.homepage else ""
    about = "; ".join(part for part in (homepage, settings.contact) if part)
    return f"ordlyd/{version('ordlyd')}" + (f" ({about})" if about else "")


def require_contact(settings: Settings, site: Site) -> None:
    """Raise ``SettingsError`` when a live host is to be crawled without a contact."""
    if not site.at_home and not settings.contact:
        raise SettingsError(
            "Live hosts are not crawled without a contact that a council can write to.",
            hint='Set contact = "you@example.org" in ordlyd.toml, or ORDLYD_CONTACT.',
        )
