"""Commitments: the promises in items, whether they were kept, and by which later item.

A promise is kept by the first later item of the same matter that comes before the committee it
was made to, no more than a month before it is due. The same matter is what a thread holds, what
refers back to the meeting, and what shares the case number and a word of what was promised.
A report that is given again and again is late when one and a half of its rhythm has gone by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from compare.bodies import same_body
from compare.due import months_of
from compare.model import Commitment, ItemRef, Reference, Relation, Thread
from compare.periods import last_day
from compare.reading import Promise
from compare.said import Said
from compare.titles import content
from compare.versions import identity
from ordlyd.ids import document
from ordlyd.stems import stem_words
from ordlyd.stored import StoredItem

EARLY = timedelta(days=31)
"""How long before it is due a promise may be kept."""
_LATE = 1.5
"""Rhythms that may go by before a report is late."""
_MONTH = 30.5
_TELLING = 5
"""Letters of a word that two titles may share."""

Status = Literal["open", "met", "overdue"]


def commitments(
    said: Iterable[Said],
    held: Iterable[ItemRef],
    relations: Iterable[Relation],
    threads: Iterable[Thread],
    references: Iterable[Reference],
    *,
    today: Date | None = None,
) -> list[Commitment]:
    """Return the commitments in what items say, in their order.

    Args:
        said: What items say, from :func:`compare.said.read`.
        held: Each item held.
        relations: The relations among them.
        threads: The threads of these relations.
        references: The references among them.
        today: The day for which it is judged what is late; without, that of the newest meeting
            held of the same municipality, for what is not held cannot be missed.
    """
    later = _Later(tuple(held), relations, threads, references)
    return [
        _commitment(one, promise, later, today or later.newest[one.stored.meeting.municipality])
        for one in said
        for promise in one.promises
    ]


def _commitment(said: Said, promise: Promise, later: _Later, today: Date) -> Commitment:
    text = said.quote(promise)
    status, met_by = _kept(said.stored, promise, later.of(said.stored, promise, text), today)
    return Commitment(
        item=said.stored.id,
        due=promise.time.due,
        every=promise.time.every,
        committee=promise.committee,
        text=text,
        span=said.span(promise),
        status=status,
        met_by=met_by,
    )


def _kept(
    stored: StoredItem, promise: Promise, candidates: Sequence[ItemRef], today: Date
) -> tuple[Status, str | None]:
    first, last = _window(identity(stored)[2], promise)
    kept = next((item for item in candidates if item.date >= first), None)
    if kept is not None and kept.date <= today:
        return "met", kept.id
    return ("overdue" if last and last < today else "open"), None


def _window(day: Date, promise: Promise) -> tuple[Date, Date | None]:
    """The first day on which a promise can be kept, and the last on which it is in time."""
    last = last_in_time(promise.time.due, promise.time.every, day)
    first = promise.time.first
    if months_of(promise.time.every) is None and first and first - Date.min > EARLY:
        return max(day, first - EARLY), last
    return day, last


def last_in_time(due: str | None, every: str | None, made: Date) -> Date | None:
    """Return the last day on which a promise can be kept in time; ``None`` where there is none.

    Args:
        due: When it is due, as in :class:`compare.model.Commitment`.
        every: The rhythm of what is promised again and again.
        made: The day of the meeting.
    """
    months = months_of(every)
    if months is None:
        return last_day(due)
    return made + timedelta(days=round(months * _MONTH * _LATE))


class _Later:
    """The later items of each matter.

    Attributes:
        newest: The day of the newest meeting held, by municipality.
    """

    def __init__(
        self,
        held: Sequence[ItemRef],
        relations: Iterable[Relation],
        threads: Iterable[Thread],
        references: Iterable[Reference],
    ) -> None:
        self._held = {item.id: item for item in held}
        self._matter: dict[str, set[str]] = defaultdict(set)
        self._likely: dict[str, set[str]] = defaultdict(set)
        self._last: dict[tuple[str, str], Date] = {}
        self.newest: dict[str | None, Date] = {}
        for item in held:
            town, body, day = item.municipality, item.committee, item.date
            self.newest[town] = max(day, self.newest.get(town, day))
            self._last[town, body] = max(day, self._last.get((town, body), day))
        for thread in threads:
            for name in thread.items:
                self._matter[name].update(thread.items)
        for relation in relations:
            if relation.kind in {"same_case", "passage", "follow_up"}:
                self._join(self._likely, relation.a.id, relation.b.id)
        self._refer(held, references)

    @staticmethod
    def _join(known: dict[str, set[str]], a: str, b: str) -> None:
        known[a].add(b)
        known[b].add(a)

    def _refer(self, held: Iterable[ItemRef], references: Iterable[Reference]) -> None:
        meetings: dict[str, list[str]] = defaultdict(list)
        for item in held:
            meetings[document(item.id)].append(item.id)
        for reference in references:
            there = reference.resolves_to
            if there in self._held:
                self._join(self._matter, reference.item, there)
            elif there:
                for name in meetings[there]:
                    self._join(self._likely, reference.item, name)

    def of(self, stored: StoredItem, promise: Promise, text: str) -> list[ItemRef]:
        """The later items before the committee that a promise was made to, in time order."""
        town, own, day = identity(stored)
        sure = self._matter.get(stored.id, set())
        likely = self._likely.get(stored.id, set()) - sure
        about = _words(stored.item.title, text) if likely else set()
        found = [self._held[name] for name in sure if name in self._held]
        found += [
            item
            for name in likely
            if (item := self._held.get(name)) and about.intersection(_words(item.title))
        ]
        gone = promise.committee is None and self._last[town, own] <= day
        later = (
            item
            for item in found
            if item.municipality == town
            and item.date > day
            and (gone or same_body(promise.committee, item.committee, own))
        )
        return sorted(later, key=lambda item: (item.date, item.id))


def _words(title: str, more: str = "") -> set[str]:
    """The stems of what an item, and a promise in it, are about."""
    words = " ".join(content(title))
    return {stem for stem in stem_words(f"{words} {more}") if len(stem) >= _TELLING}
