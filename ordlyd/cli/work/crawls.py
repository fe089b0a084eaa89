"""One run of the spiders, in a process of its own, with the reading of what they keep.

The two meet at the archive only: the process fetches and keeps, this one reads what is kept,
each municipality as soon as it is done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import IO, Any

from ordlyd.archive import Archive, FileReceipt, Lacking
from ordlyd.cli.kept import ReadSummary, read_kept
from ordlyd.cli.output import Tell
from ordlyd.cli.session import Session, WrongUse
from ordlyd.settings import PREFIX

_PROGRAM = "spiders.run"
_PASSED_ON = ("crawl_delay", "platform_delay")
"""Settings that a command may have chosen for itself."""
_NOT_TO_BE_HAD = ("closed", "empty at the source")
_NEVER_BEGAN = "The crawl ended before it had begun; what it says of that stands above."


@dataclass(frozen=True, slots=True)
class Order:
    """What the spiders are asked for; :class:`spiders.run.Job` but for the archive.

    Attachments are asked for by a second run, when the meetings that name them are read.
    """

    towns: list[str]
    base_urls: dict[str, str]
    since: str | None = None
    committee: str | None = None
    full: bool = False
    accept_fewer: bool = False
    attachments: bool = False


@dataclass(slots=True)
class Outcome:
    """What a crawl of one municipality came to, and its receipt.

    Attributes:
        municipality: Slug.
        fetched: Documents had.
        new: Meetings that are new in the archive.
        revised: New versions.
        unchanged: Documents that say what the archive holds.
        withdrawn: Publications that the source took back.
        replaced: Publications in whose place others came.
        listed: What the source lists; this and the following as in the receipt.
        attachments: The same of attachments' bytes.
    """

    municipality: str
    fetched: int = 0
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    replaced: int = 0
    listed: int = 0
    held: int = 0
    lacking: list[Lacking] = field(default_factory=list)
    stale: list[Lacking] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    attachments: FileReceipt | None = None

    @property
    def well(self) -> bool:
        """Whether all that can be had is held; what is closed or empty cannot be."""
        missing = [*self.lacking, *self.stale]
        if self.attachments is not None:
            missing += self.attachments.lacking
        return not self.alarms and all(one.reason.startswith(_NOT_TO_BE_HAD) for one in missing)


def crawl(archive: Archive, session: Session, order: Order, tell: Tell) -> list[Outcome]:
    """Crawl, read what is kept, and return what came of it.

    Raises:
        WrongUse: The spiders refuse to begin: no contact is set, or another crawl is at work.
    """
    outcomes: dict[str, Outcome] = {}
    meetings = replace(order, attachments=False)
    for slug, done in _done(session, meetings, lambda n: tell("fetch", n, n)):
        outcomes[slug] = _outcome(archive, session, slug, done, tell)
    for slug in order.towns:
        if slug not in outcomes:
            outcomes[slug] = _outcome(archive, session, slug, None, tell)
    if order.attachments:
        for slug, done in _done(session, order, lambda n: tell("fetch attachments", n, n)):
            outcomes[slug].alarms += (done or {"alarms": [_NEVER_BEGAN]})["alarms"]
            outcomes[slug].attachments = archive.receipt(slug).attachments
    return [outcomes[slug] for slug in order.towns]


def _done(
    session: Session, order: Order, tell: Callable[[int], None]
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Run the spiders and yield each municipality that is done, with what was done.

    Raises:
        WrongUse: They refuse to begin.
    """
    fetched = 0
    for line in _run(session, order):
        if "error" in line:
            raise WrongUse(str(line["error"]))
        if "outcome" in line:
            fetched += 1
            tell(fetched)
        if "done" in line:
            yield str(line["town"]), line["done"]


def _run(session: Session, order: Order) -> Iterator[dict[str, Any]]:
    """Start the spiders and yield what they tell, line by line."""
    job = json.dumps({"archive": str(session.settings.archive), **asdict(order)})
    said = {f"{PREFIX}{name.upper()}": str(getattr(session.settings, name)) for name in _PASSED_ON}
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **said},
    )
    with process:
        try:
            assert process.stdin is not None  # noqa: S101 - both are pipes
            assert process.stdout is not None  # noqa: S101 - the same
            process.stdin.write(job.encode())
            process.stdin.close()
            yield from _lines(process.stdout)
        except BaseException:
            process.kill()  # the archive is right at any moment; the next crawl goes on
            raise


def _lines(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"{"):
            yield json.loads(line)


def _outcome(
    archive: Archive, session: Session, slug: str, done: dict[str, Any] | None, tell: Tell
) -> Outcome:
    """Read what is kept of a municipality; ``done`` is ``None`` when its crawl did not end."""
    read: ReadSummary = read_kept(archive, session, slug, tell)
    receipt = archive.receipt(slug)
    if done is None:
        done = {"alarms": [] if receipt.alarms else [_NEVER_BEGAN]}
    alarms = list(dict.fromkeys([*receipt.alarms, *done["alarms"]]))
    return Outcome(
        municipality=slug,
        fetched=int(done.get("fetched", 0)),
        new=read.count("new"),
        revised=read.count("revised"),
        unchanged=read.count("unchanged"),
        withdrawn=int(done.get("withdrawn", 0)),
        replaced=int(done.get("revised", 0)),
        listed=receipt.listed,
        held=receipt.held,
        lacking=receipt.lacking,
        stale=receipt.stale,
        alarms=alarms,
    )
