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
from urllib.parse import urlsplit

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
class _Rules:
    """What one host says in robots.txt; ``missing`` is why nothing may be asked of it."""

    robots: Protego = field(default_factory=lambda: Protego.parse(""))
    rest: float = 0.0
    missing: str = ""


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
    _rules: dict[str, _Rules] = field(default_factory=dict, init=False)

    async def get(self, fetch: Fetch, *, gone: frozenset[int] = frozenset()) -> Answer:
        """Return the answer to a request.

        Args:
            fetch: What to ask for.
            gone: Statuses that are not worth a second try.

        Raises:
            Unavailable: It could not be had; says why, and after how many tries.
        """
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
        url = self.site.check(fetch.url, files=fetch.files)
        for _ in range(MAX_REDIRECTS + 1):
            rules = await self._obey(url)
            if rules.rest:
                await self.sleep(rules.rest)
            await self.budget.turn()
            got = await self.ask(url, fetch)
            if got.status not in _REDIRECTS or "location" not in got.headers:
                return url, got
            url = self.site.check(got.headers["location"], url, files=fetch.files)
        raise Astray(f"more than {MAX_REDIRECTS} redirects")

    async def _obey(self, url: str) -> _Rules:
        """Return the rules of a host, read before anything else of it is asked for.

        Source: RFC 9309, 2.3.1: where there is none (4xx), all is allowed; where it cannot be
        had (5xx, no answer), nothing is.
        """
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        rules = self._rules.get(origin)
        if rules is None:
            rules = self._rules[origin] = _Rules()
            await self._read_rules(origin, rules)
        if rules.missing:
            raise Unavailable(rules.missing)
        if not rules.robots.can_fetch(url, _ROBOT):
            raise Forbidden("robots.txt forbids it")
        return rules

    async def _read_rules(self, origin: str, rules: _Rules) -> None:
        own = self.site.is_own(origin)
        fetch = Fetch(f"{origin}/robots.txt", "session", max_bytes=MAX_ROBOTS, files=not own)
        try:
            answer = await self.get(fetch)
        except Unavailable as error:
            if 400 <= error.status < 500 and error.status not in _AGAIN:
                return
            missing = f"robots.txt cannot be had: {error.message}"
            if own:
                del self._rules[origin]
                raise LeaveAlone(missing) from error
            rules.missing = f"{missing} ({origin})"
        else:
            rules.robots = Protego.parse(answer.body.decode("utf-8", "replace"))
            rules.rest = min(float(rules.robots.crawl_delay(_ROBOT) or 0), MAX_REST)


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
