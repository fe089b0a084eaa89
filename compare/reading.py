"""A sentence while it is read for promises: its times, its clauses, and who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from itertools import islice
from typing import Literal

from compare import promise_phrases as phrases
from compare.bodies import Body, bodies
from compare.deeds import GOVERNED, OUTING
from compare.due import When, days, whens, year_of
from compare.periods import Clock, Time, whole
from compare.phrases import POLITICAL_MEETING, clause
from compare.prose import Sentence

_HEARERS, _LEFT = 30, 40
"""Bodies of a sentence that are asked, and characters before each that say how it stands."""
Kind = Literal["report", "treat", "way"]
ROW = 240
"""Characters of a row of a table or of a list."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in one sentence of an item.

    Attributes:
        sentence: The sentence's place among the item's sentences.
        start: Where the promise begins in it.
        time: When it is due, and its rhythm.
        committee: Whom it is made to, if a body is named.
        named: Whether the sentence only names a meeting to come.
    """

    sentence: int
    start: int
    time: Time
    committee: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may promise.

    Attributes:
        start: Where they begin.
        end: Where they end.
        text: The words.
        kind: ``report`` (somebody comes back), ``treat`` (the matter does), or ``way``: only that
            something is on its way to a body, which promises nothing without a time to come or
            a word for “again”.
    """

    start: int
    end: int
    text: str
    kind: Kind


def _anchor(match: re.Match[str], kind: Kind) -> Anchor:
    return Anchor(match.start(), match.end(), match[0], kind)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class Reading:
    """A sentence while it is read."""

    def __init__(
        self,
        place: int,
        sentence: Sentence,
        today: Date | None,
        held: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.place, self.sentence, self.text, self.today = place, sentence, sentence.text, today
        self._held = held  # where it names meetings that were held
        self.decided = sentence.section == "decision"
        self.now = sentence.section in {"recommendation", "decision"}
        self.row = sentence.row and len(sentence.text) <= ROW

    @cached_property
    def times(self) -> list[When]:
        """The times it names, but for those of meetings that were held."""
        clock = Clock(self.today, year_of(self.sentence.lead))
        return [
            when
            for when in whens(self.text, days(self.text, clock, ahead=True), clock)
            if not any(when.start < end and start < when.end for start, end in self._held)
        ]

    @cached_property
    def bodies(self) -> Sequence[Body]:
        """The bodies it names."""
        return bodies(self.text)

    @cached_property
    def hearers(self) -> list[Body]:
        """The bodies that something may come to; “om byrådets beslutning” names none."""
        return [body for body in self.bodies if not body.owns or self._is_way(body)]

    def _is_way(self, body: Body) -> bool:
        """Whether something comes to what is a body's: “på udvalgets bord”."""
        owned = phrases.OWNED.match(self.text, body.end)
        first = not self.text[: body.start].strip() and owned and "medlem" in owned[0]
        about = phrases.ABOUT.search(self.text, max(0, body.start - _LEFT), body.start)
        return bool(owned and not first and not about)

    @cached_property
    def anchors(self) -> list[Anchor]:
        """What may promise, the clearest first."""
        treats = phrases.ROW_TREATS if self.row else phrases.TREATS
        found = [_anchor(match, "report") for match in phrases.RETURNS.finditer(self.text)]
        kind: Kind = "report" if self.row else "treat"
        found += [_anchor(match, kind) for match in treats.finditer(self.text)]
        return [*found, *self._participles(), *self._ways()]

    def _participles(self) -> Iterator[Anchor]:
        """“Vil … blive forelagt”, “søges indhentet”: only after what makes it one to come."""
        for match in phrases.DONE.finditer(self.text):
            left, _ = self.clause(*match.span())
            if phrases.COMING.search(self.text, left, match.start()):
                yield _anchor(match, "report" if match["told"] else "treat")

    def _ways(self) -> Iterator[Anchor]:
        """What is on its way to a body, and what a body does with what comes to it."""
        for match in islice(phrases.FOR_MEETING.finditer(self.text), _HEARERS):
            left, right = self.part(*match.span())
            past = phrases.WAS.search(self.text, left, right) and not self.decided
            if POLITICAL_MEETING.match(match["kind"]) and not past:
                yield _anchor(match, "way")
        for (left, right), bodies_here in self._parts():
            if phrases.WAS.search(self.text, left, right) or self._worth_nothing(left, right):
                continue
            ways = [body for body in bodies_here if self._to(left, body)]
            yield from (Anchor(w.start, w.end, self.text[w.start : w.end], "way") for w in ways)
            patterns = [phrases.MOVES if ways else phrases.GIVES]
            free = any(not GOVERNED.search(self.text, left, body.start) for body in bodies_here)
            if free and not self.now:
                patterns.append(phrases.TAKES)
            for pattern in patterns:
                for match in pattern.finditer(self.text, left, right):
                    yield _anchor(match, "way")

    def _parts(self) -> Iterable[tuple[tuple[int, int], list[Body]]]:
        """The bodies that hear, by the part of the sentence that they stand in."""
        parts: dict[tuple[int, int], list[Body]] = {}
        for body in self.hearers[:_HEARERS]:
            parts.setdefault(self.part(body.start, body.end), []).append(body)
        return parts.items()

    def _to(self, left: int, body: Body) -> bool:
        """Whether something is said to come to a body, or to what is its own."""
        to = phrases.WAY.search(self.text, max(left, body.start - _LEFT), body.start)
        return bool(to or (body.owns and phrases.OWNED.match(self.text, body.end)))

    def _worth_nothing(self, left: int, right: int) -> bool:
        """Whether a clause speaks of money, seats, trips, or of what others send in."""
        nothing = phrases.NO_RETURN.search(self.text, left, right)
        return bool(nothing or OUTING.search(self.text, left, right))

    @cached_property
    def itself(self) -> bool:
        """Whether it speaks of what the item itself does."""
        return bool(phrases.THIS_CASE.search(self.text))

    @property
    def political(self) -> bool:
        """Whether a body or politics is named."""
        put = self.now and phrases.PUT.search(self.text)
        return self.decided or bool(put or self.hearers or phrases.POLITICAL.search(self.text))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the clause around a stretch."""
        return clause(self.text, start, end)

    def part(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of what has one verb: a clause ends at “, og” and “, vil” too."""
        text = phrases.BRACKETS.sub(_blank, self.text) if "(" in self.text else self.text
        left, right = clause(text, start, end)
        before = (m.end() for m in phrases.PART.finditer(self.text, left) if m.end() <= start)
        left = max(before, default=left)
        after = phrases.PART.search(self.text, end, right)
        return left, after.start() if after else right

    def told(self, start: int, end: int) -> bool:
        """Whether the clause around a stretch names a body, or politics."""
        return self.tells(*self.clause(start, end))

    def tells(self, left: int, right: int) -> bool:
        """Whether a body, or politics, is named within bounds."""
        named = any(left <= body.start < right for body in self.hearers)
        return named or self.decided or bool(phrases.POLITICAL.search(self.text, left, right))

    def promise(self, start: int, time: Time) -> Promise:
        """A promise to the body named after it in its clause, or as its subject before it."""
        left, right = self.clause(start, start)
        left = max(left, self.text.rfind(",", 0, start))
        near = [body for body in self.bodies if left <= body.start < right]
        body = next((b for b in near if b.start >= start), near[-1] if near else None)
        return Promise(self.place, start, time, body.name if body else None)

    def to_come(self, when: When) -> bool:
        """Whether a time is not over on the day of the meeting."""
        last = when.time.last
        return last is not None and (self.today is None or last > self.today)

    def over(self) -> Time | None:
        """The time that the line over a list names: “Implementering, 2027”, “Fase 3: marts”."""
        lead, clock = self.sentence.lead, Clock(self.today)
        times = [w for w in whens(lead, days(lead, clock, ahead=True), clock) if self.to_come(w)]
        if times:
            return times[-1].time
        year = year_of(lead) if re.search(r", (?:19|20)\d\d\W*$", lead) else None
        return whole(year) if year and (self.today is None or year >= self.today.year) else None
