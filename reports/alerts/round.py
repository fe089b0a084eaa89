"""One round of alerts: what each rule has to tell is claimed, then everything open is handed over.

First all claims, each in one transaction, then the deliveries: a rule or channel that fails does
not stop the others. What the archive holds of a message is which findings it tells; its words are
written from the site as it is now, so that a finding that is no more is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain

from ordlyd.archive.outbox import Claimed, Delivery, Outbox, RuleState
from ordlyd.errors import SettingsError
from ordlyd.rules import Alert
from reports.alerts.channel import Channel
from reports.alerts.channels import channels
from reports.alerts.messages import Message, compose
from reports.alerts.timing import Due, Name, Telling, due
from reports.news import News, findings_news, item_news
from reports.selection import Selector
from reports.view import Site

GONE = "no longer found"
NOT_THERE = "no longer in the rule"
TRIES = 3
"""Failures after which a channel is left alone for a round: a dead server costs its timeout."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as it would be sent to one channel."""

    rule: str
    channel: str
    subject: str
    text: str
    again: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a rule keeps for its next digest."""

    rule: str
    findings: int
    next: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be sent, and why; ``channel`` is empty where the rule itself is at fault."""

    rule: str
    channel: str
    problem: str


@dataclass(slots=True)
class Result:
    """What became of a round."""

    sent: list[Preview] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    dropped: list[Failure] = field(default_factory=list)


class Round:
    """One run over one state of the archive.

    Args:
        site: What was found.
        rules: With municipalities as slugs.
        outbox: Of the archive.
        address: Where the site lies on the web.
        now: With time zone.
        before_time: Send digests now, whenever they are due.
    """

    def __init__(
        self,
        site: Site,
        rules: Sequence[Alert],
        outbox: Outbox,
        *,
        address: str | None,
        now: datetime,
        before_time: bool = False,
    ) -> None:
        self._site = site
        self._outbox = outbox
        self._address = address
        self._now = now
        self._before_time = before_time
        self._selectors = {rule.name: Selector(rule, site) for rule in rules}
        self._channels: dict[str, dict[str, Channel]] = {}
        self.rules: list[Alert] = []
        self.broken: list[Failure] = []
        for rule in rules:
            try:
                self._channels[rule.name] = {one.label: one for one in channels(rule)}
            except SettingsError as error:
                self.broken.append(Failure(rule.name, "", str(error)))
            else:
                self.rules.append(rule)

    def preview(self) -> list[Preview]:
        """Return exactly what :meth:`run` would send; nothing is noted and nothing sent."""
        found = [
            self._shown(message, d.rule, d.channel, again=d.again) for d, message in self._open()
        ]
        for rule in self.rules:
            state = self._outbox.rule(rule.name)
            for tellings in self._due(rule, state).messages:
                message = self._composed(rule.name, tellings, standing=state is None)
                labels = self._channels[rule.name]
                found += [self._shown(message, rule.name, label, again=False) for label in labels]
        return found

    def waiting(self) -> list[Waiting]:
        """Return what is kept for a digest."""
        plans = ((rule, self._due(rule, self._outbox.rule(rule.name))) for rule in self.rules)
        return [Waiting(r.name, len(d.waiting), d.next) for r, d in plans if d.next]

    def run(self) -> Result:
        """Claim what is due and hand over what is open."""
        for rule in self.rules:
            self._claim(rule)
        result = Result(failed=list(self.broken))
        failures: Counter[tuple[str, str]] = Counter()
        for delivery, message in self._open():
            way = delivery.rule, delivery.channel
            if failures[way] < TRIES and not self._deliver(delivery, message, result):
                failures[way] += 1
        for delivery, why in self._dead():
            self._outbox.drop(delivery, why)
            result.dropped.append(Failure(delivery.rule, delivery.channel, why))
        return result

    def _claim(self, rule: Alert) -> None:
        state = self._outbox.rule(rule.name)
        plan = self._due(rule, state)
        self._outbox.claim(
            rule.name,
            [[_claimed(telling) for telling in message] for message in plan.messages],
            list(self._channels[rule.name]),
            now=self._now,
            settled_at=plan.settled,
            standing=state is None,
        )

    def _due(self, rule: Alert, state: RuleState | None) -> Due:
        return due(
            rule,
            self._selectors[rule.name].chosen(self._news_for(rule)),
            self._outbox.told(rule.name),
            settled=state.settled_at if state else None,
            known=state is not None,
            now=self._now,
            before_time=self._before_time,
        )

    def _news_for(self, rule: Alert) -> Iterator[News]:
        """Items by themselves are told only where a rule asks for them."""
        return chain(self._findings, self._items if "item" in rule.kind else ())

    def _open(self) -> Iterator[tuple[Delivery, Message]]:
        """What can be handed over, with its words."""
        for delivery in self._outbox.open():
            tellings = self._tellings(delivery)
            if tellings and delivery.channel in self._channels.get(delivery.rule, {}):
                yield delivery, self._composed(delivery.rule, tellings, standing=delivery.standing)

    def _dead(self) -> Iterator[tuple[Delivery, str]]:
        """What can never be handed over, and why; a broken rule may be mended."""
        broken = {failure.rule for failure in self.broken}
        for delivery in self._outbox.open():
            if delivery.rule in broken:
                continue
            if delivery.channel not in self._channels.get(delivery.rule, {}):
                yield delivery, NOT_THERE
            elif not self._tellings(delivery):
                yield delivery, GONE

    def _tellings(self, delivery: Delivery) -> list[Telling]:
        named = ((self._by_name.get((c.sort, c.finding)), c.what) for c in delivery.claimed)
        found = [
            Telling(news, "changed" if what == "changed" else "new") for news, what in named if news
        ]
        return sorted(found, key=lambda telling: telling.news.rank)

    def _deliver(self, delivery: Delivery, message: Message, result: Result) -> bool:
        """Hand one message over, and tell whether it was taken."""
        channel = self._channels[delivery.rule][delivery.channel]
        words = self._site.words
        self._outbox.hand(delivery, self._now)
        handed = channel.send(message, words, delivery.token, again=delivery.again)
        if handed.outcome == "sent":
            self._outbox.sent(delivery, self._now)
            shown = self._shown(message, delivery.rule, delivery.channel, again=delivery.again)
            result.sent.append(shown)
        else:
            self._outbox.failed(delivery, handed.problem, unsure=handed.outcome == "unsure")
            result.failed.append(Failure(delivery.rule, delivery.channel, handed.problem))
        return handed.outcome == "sent"

    def _composed(self, rule: str, tellings: Sequence[Telling], *, standing: bool) -> Message:
        selector = self._selectors[rule]
        return compose(self._site, tellings, selector, address=self._address, standing=standing)

    def _shown(self, message: Message, rule: str, label: str, *, again: bool) -> Preview:
        text = self._channels[rule][label].shown(message, self._site.words, again=again)
        return Preview(rule, label, message.subject, text, again)

    @cached_property
    def _findings(self) -> list[News]:
        return findings_news(self._site)

    @cached_property
    def _items(self) -> list[News]:
        return list(item_news(self._site))

    @cached_property
    def _by_name(self) -> Mapping[Name, News]:
        wanted = any("item" in rule.kind for rule in self.rules)
        found = chain(self._findings, self._items if wanted else ())
        return {(news.sort, news.key): news for news in found}


def _claimed(telling: Telling) -> Claimed:
    news = telling.news
    return Claimed(news.sort, news.key, news.at.changed, telling.what)
