"""Crawls some municipalities in a process of its own: ``python -m spiders.run`` with a job.

The job comes as JSON on stdin, what happens goes as JSON lines to stdout: a line for each
document and one for each municipality that is done. When nobody reads them any more, it stops.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from ordlyd.archive import Archive
from ordlyd.errors import OrdlydError
from ordlyd.settings import load_settings
from spiders import settings as gentle
from spiders.base import require_contact
from spiders.files import FileSummary
from spiders.guard import Site
from spiders.visit import Outcome, Summary

WRONG_USE = 2


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be crawled.

    Attributes:
        archive: Folder or address of the archive.
        towns: Slugs.
        base_urls: Other addresses than the usual ones, by slug.
        since: The first date of meeting, as ISO date.
        committee: A committee's name, or part of it.
        full: Whether everything is fetched again.
        accept_fewer: Whether a list that lost much is believed.
        attachments: Whether attachments are fetched, and nothing else.
    """

    archive: str
    towns: list[str]
    base_urls: dict[str, str]
    since: str | None = None
    committee: str | None = None
    full: bool = False
    accept_fewer: bool = False
    attachments: bool = False


def main() -> int:
    """Run the job on stdin; returns the exit code."""
    job = TypeAdapter(Job).validate_json(sys.stdin.buffer.read())
    place = job.archive if job.archive.startswith("postgresql") else Path(job.archive)
    try:
        _check(job)
        with Archive.open(place, create=True) as archive, archive.crawl_lock():
            crawl(job)
    except OrdlydError as error:
        say({"error": str(error)})
        return WRONG_USE
    return 0


def _check(job: Job) -> None:
    """Raise ``SettingsError`` before anything is asked of a host that may not be crawled."""
    for slug in job.towns:
        address = job.base_urls.get(slug)
        require_contact(load_settings(), Site(address or "https://live", bool(address)))


def crawl(job: Job) -> None:
    """Crawl the towns, so many at one time; returns when all are done."""
    process = AsyncCrawlerProcess(_settings(job))

    async def all_of_them() -> None:
        queue = iter(job.towns)

        async def one_after_another() -> None:
            for slug in queue:
                await _crawl_one(process, job, slug)

        at_once = load_settings().crawl_at_once
        await asyncio.gather(*(one_after_another() for _ in range(min(at_once, len(job.towns)))))

    loop = asyncio.get_event_loop()
    everything = loop.create_task(all_of_them())
    everything.add_done_callback(lambda _: _stop())
    process.start(stop_after_crawl=False)
    if everything.done() and not everything.cancelled():
        everything.result()


async def _crawl_one(process: AsyncCrawlerProcess, job: Job, slug: str) -> None:
    done: list[Summary | FileSummary] = []

    def tell(outcome: Outcome, title: str) -> None:
        say({"town": slug, "outcome": outcome, "title": title})

    await process.crawl(
        process.spider_loader.load(slug),
        since=job.since,
        committee=job.committee,
        base_url=job.base_urls.get(slug),
        full="yes" if job.full else "",
        accept_fewer="yes" if job.accept_fewer else "",
        attachments="only" if job.attachments else "no",
        tell=tell,
        done=done.append,
    )
    say({"town": slug, "done": asdict(done[0]) if done else None})


def say(line: dict[str, Any]) -> None:
    """Write a line for whoever started this; end at once when nobody is there."""
    try:
        print(json.dumps(line, ensure_ascii=False), flush=True)
    except BrokenPipeError:
        os._exit(1)  # the archive is right at any moment; the next crawl goes on


def _settings(job: Job) -> ScrapySettings:
    values = {name: getattr(gentle, name) for name in dir(gentle) if name.isupper()}
    ours = {"ORDLYD_ARCHIVE": job.archive, "ORDLYD_LOCKED": True}
    return ScrapySettings({**values, **ours})


def _stop() -> None:
    from twisted.internet import reactor  # noqa: PLC0415 - it must not be imported too early

    reactor.stop()  # type: ignore[misc]  # Twisted types it as a module


if __name__ == "__main__":
    sys.exit(main())
