"""How a spider asks: slowly, one at a time, by robots.txt, and patiently when it is refused.

:class:`Courier` makes one request after the other for one municipality. What it is given to ask
with is a function from a request to an answer, so that its manners can be tried without a network.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from protego import Protego

from ordlyd.crawled import Answer, Fetch
from ordlyd.errors import OrdlydError
from spiders.guard import OffLimits, Site

MAX_REDIRECTS = 10
MAX_ROBOTS = 500_000
MAX_WAIT = 600.0
"""Seconds; a host that asks for more is left alone until the next crawl."""
MAX_REST = 60.0
"""Seconds between two requests that robots.txt can ask for with Crawl-delay."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOT = "ordlyd"
_FEW = 2
"""Tries for what leads away or in circles; the second has the cookie that the first was given."""


class Unavailable(OrdlydError):
    """Something could not be had; ``status`` is the last HTTP status, 0 where there was none."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Forbidden(Unavailable):
    """robots.txt does not allow it."""


class LeaveAlone(Unavailable):
    """The host is to be asked nothing more now."""


class Passing(OrdlydError):
    """No answer came, for a reason that may pass: a reset, a time-out, a cut answer."""


class Astray(OrdlydError):
    """One redirect leads to the next."""


class TooLong(OrdlydError):
    """The answer is longer than allowed."""


@dataclass(frozen=True, slots=True)
class Got:
    """One answer, before redirects and refusals are looked at."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a try gave no answer, how long to wait, and how many tries it is worth."""

    reason: str
    status: int = 0
    wait: float = 0.0
    tries: int = 1


class Ask(Protocol):
    """Asks once. Raises :class:`Passing` or :class:`TooLong` where no answer comes."""

    def __call__(self, url: str, fetch: Fetch) -> Awaitable[Got]:
        """Send one request; redirects are not followed."""


@dataclass(slots=True)
class Budget:
    """What all hosts of a platform together may be asked: once in so many seconds."""

    seconds: float
    _next: float = 0.0

    async def turn(self) -> None:
        """Wait for a turn."""
        now = time.monotonic()
        at = max(now, self._next)
        self._next = at + self.seconds
        if at > now:
            await asyncio.sleep(at - now)


@dataclass(slots=True)
class Courier:
    """Fetches for one municipality, one request at a time.

    Attributes:
        ask: Sends one request.
        site: Where it may go.
        budget: The platform's, shared by its municipalities.
        tries: For one answer.
        pause: Seconds before the second try; doubled for each further one, with jitter.
        sleep: Waits.
    """

    ask: Ask
    site: Site
    budget: Budget
    tries: int = 4
    pause: float = 2.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _robots: Protego | None = field(default=None, init=False)
    _rest: float = field(default=0.0, init=False)

    async def get(self, fetch: Fetch, *, gone: frozenset[int] = frozenset()) -> Answer:
        """Return the answer to a request.

        Args:
            fetch: What to ask for.
            gone: Statuses that are not worth a second try.

        Raises:
            Unavailable: It could not be had; says why, and after how many tries.
        """
        await self._obey(fetch.url)
        for count in itertools.count(1):
            tried = await self._try(fetch)
            if isinstance(tried, Answer):
                return tried
            if tried.status in gone or count >= min(tried.tries, self.tries):
                after = "" if count == 1 else f" after {count} tries"
                raise Unavailable(f"{tried.reason}{after}", status=tried.status)
            if tried.wait > MAX_WAIT:
                raise LeaveAlone(
                    f"{tried.reason}; the host asks to wait {tried.wait:.0f} s", status=tried.status
                )
            await self.wait(count, at_least=tried.wait)
        raise AssertionError  # the loop has no end

    async def _try(self, fetch: Fetch) -> Answer | _Refusal:
        """Ask once, and go where the answers lead."""
        try:
            url, got = await self._follow(fetch)
        except OffLimits as error:
            return _Refusal(f"it leads to {error.message}", tries=_FEW)
        except TooLong as error:
            return _Refusal(error.message, tries=1)
        except Astray as error:
            return _Refusal(error.message, tries=_FEW)
        except Passing as error:
            return _Refusal(error.message, tries=self.tries)
        if 200 <= got.status < 300:
            return Answer(url, got.status, got.headers, got.body, fetch)
        return _Refusal(
            f"HTTP {got.status}",
            got.status,
            retry_after(got.headers) or 0.0,
            self.tries if got.status in _AGAIN else 1,
        )

    async def wait(self, count: int, *, at_least: float = 0.0) -> None:
        """Wait before the next try: longer each time, and never to the same second as others."""
        longer = min(self.pause * 2 ** (count - 1), MAX_WAIT)
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        await self.sleep(max(at_least, longer * jitter))

    async def _follow(self, fetch: Fetch) -> tuple[str, Got]:
        """Ask, and go where the answers lead as long as they stay on the site."""
        url = self.site.check(fetch.url)
        for _ in range(MAX_REDIRECTS + 1):
            if self._robots is not None and not self._robots.can_fetch(url, _ROBOT):
                raise Forbidden("robots.txt forbids it")
            if self._rest:
                await self.sleep(self._rest)
            await self.budget.turn()
            got = await self.ask(url, fetch)
            if got.status not in _REDIRECTS or "location" not in got.headers:
                return url, got
            url = self.site.check(got.headers["location"], url)
        raise Astray(f"more than {MAX_REDIRECTS} redirects")

    async def _obey(self, url: str) -> None:
        """Read robots.txt once, before anything else.

        Source: RFC 9309, 2.3.1: where there is none (4xx), all is allowed; where it cannot be
        had (5xx, no answer), nothing is.
        """
        if self._robots is None:
            self._robots = Protego.parse("")
            rules = Fetch(f"{self.site.base}/robots.txt", "session", max_bytes=MAX_ROBOTS)
            try:
                answer = await self.get(rules)
            except Unavailable as error:
                if not 400 <= error.status < 500 or error.status in _AGAIN:
                    self._robots = None
                    raise LeaveAlone(f"robots.txt cannot be had: {error.message}") from error
            else:
                self._robots = Protego.parse(answer.body.decode("utf-8", "replace"))
                self._rest = min(float(self._robots.crawl_delay(_ROBOT) or 0), MAX_REST)
        if not self._robots.can_fetch(url, _ROBOT):
            raise Forbidden("robots.txt forbids it")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks to wait, or ``None`` (RFC 9110, 10.2.3)."""
    stated = headers.get("retry-after", "").strip()
    if stated.isdecimal() and len(stated) < 10:
        return float(stated)
    try:
        moment = parsedate_to_datetime(stated)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
