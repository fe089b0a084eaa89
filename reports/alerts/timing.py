"""What a rule has to tell now: each finding once, at once or in the digest of a day or a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ordlyd.dates import COPENHAGEN
from ordlyd.rules import WEEKDAYS, Alert
from reports.news import News

AT_ONCE = 10
"""Messages that one run sends for a rule; where there would be more, all stand in one."""

What = Literal["new", "changed"]
Name = tuple[str, str]
"""Sort and key of a finding."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One finding of a message, and whether it was told before in another form."""

    news: News
    what: What

    @property
    def name(self) -> Name:
        """What it was found as."""
        return self.news.sort, self.news.key


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule has to tell.

    Attributes:
        messages: What is to be sent now, each with the most serious first.
        waiting: What waits for the digest.
        next: When the next digest is due.
        settled: The digest that this run is, or makes needless.
    """

    messages: Sequence[Sequence[Telling]]
    waiting: Sequence[Telling]
    next: datetime | None
    settled: datetime | None


def due(
    rule: Alert,
    chosen: Iterable[News],
    told: Mapping[Name, datetime],
    *,
    settled: datetime | None,
    known: bool,
    now: datetime,
    before_time: bool = False,
) -> Due:
    """Tell what a rule has to send.

    Args:
        rule: Says when.
        chosen: The findings that it asks for.
        told: What it told before, each with the moment of the change that it told.
        settled: The last digest that was sent or had nothing to say.
        known: Whether the rule was run before; a new one tells what stands already in one message.
        now: With time zone.
        before_time: Send the digest now, whenever it is due.
    """
    fresh = sorted(_fresh(rule, chosen, told), key=lambda telling: telling.news.rank)
    if rule.when == "at once":
        if known and len(fresh) <= AT_ONCE:
            return Due([[telling] for telling in fresh], (), None, None)
        return Due([fresh] if fresh else [], (), None, None)
    last = last_due(rule, now)
    ripe = before_time or (settled is not None and settled < last)
    # A new rule waits for its first digest.
    if ripe or settled is None:
        settled = last
    sent, waiting = (fresh, []) if ripe else ([], fresh)
    return Due([sent] if sent else [], waiting, next_due(rule, now), settled)


def _fresh(rule: Alert, chosen: Iterable[News], told: Mapping[Name, datetime]) -> Iterable[Telling]:
    for news in chosen:
        before = told.get((news.sort, news.key))
        if before is None:
            yield Telling(news, "new")
        elif rule.changed and news.at.changed > before:
            yield Telling(news, "changed")


def last_due(rule: Alert, now: datetime) -> datetime:
    """The latest moment at which a digest was due, in Danish time."""
    return max(moment for moment in _moments(rule, now) if moment <= now)


def next_due(rule: Alert, now: datetime) -> datetime:
    """The first moment after now at which a digest is due, in Danish time."""
    return min(moment for moment in _moments(rule, now) if moment > now)


def _moments(rule: Alert, now: datetime) -> Iterable[datetime]:
    """The moments of a week before and a week after; two days more, for days differ in length."""
    today = now.astimezone(COPENHAGEN).date()
    for days in range(-9, 10):
        day = today + timedelta(days=days)
        if rule.when == "daily" or WEEKDAYS[day.weekday()] == rule.on:
            yield datetime.combine(day, rule.at, COPENHAGEN)
