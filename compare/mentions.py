"""Where an item's text speaks of another meeting.

A date is a meeting only when the words around it say so: it stands beside a word for a meeting
(``på mødet den 2. februar``), beside a political body (``BSU den 2. juni``), beside a decision
(``blev godkendt den 26. juni 2019``), or in a clause in which a political body decides something.
Trips, deadlines, hearings, dates of laws and letters, and what ministries, boards and managers
decide are none. The meeting's own date is none either, unless another committee met that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from compare import phrases
from compare.bodies import Body, bodies, same_body
from compare.due import Day, days, year_of
from compare.meetings import Place, meeting
from compare.near_dates import has_date
from compare.periods import Clock
from compare.prose import Sentence
from ordlyd.dates import MONTHS
from ordlyd.stored import StoredItem

Direction = Literal["earlier", "later", "parallel"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a meeting in one sentence of an item.

    Attributes:
        sentence: The sentence's place among the item's sentences.
        start: Where the date begins in it.
        end: Where it ends.
        date: The day, or ``2026-06`` where only the month is printed.
        committee: As named, in the plain definite form.
        number: The item's number at that meeting, if it is printed.
        direction: Seen from the item's own meeting.
    """

    sentence: int
    start: int
    end: int
    date: Date | str
    committee: str | None
    number: str | None
    direction: Direction


def mentions(stored: StoredItem, prose: Sequence[Sentence]) -> list[Mention]:
    """Return the mentions of other meetings in an item.

    Args:
        stored: The item.
        prose: Its sentences, from :func:`compare.prose.sentences`.
    """
    found: list[Mention] = []
    for place, sentence in enumerate(prose):
        here = list(_dated(place, sentence, stored))
        found += here or _monthly(place, sentence, stored) or _again(place, prose, found)
    return found


def _dated(place: int, sentence: Sentence, stored: StoredItem) -> Iterator[Mention]:
    text = sentence.text
    if not has_date(text):
        return
    named, ahead = bodies(text), _tense(text)
    listed = days(text, Clock(stored.meeting.date, year_of(sentence.lead)), ahead=ahead)
    seen: set[tuple[Date, str | None]] = set()
    turns = _turns(text, named, listed)
    for day in listed:
        met = meeting(sentence, day, named, listed, stored)
        own = turns.get(day)
        for body in [own] if met and own else _together(met, named, text[: day.start]):
            direction = direction_of(day.value, body.name, stored, ahead=ahead)
            if direction and (day.value, body.name) not in seen:
                number = _number(text, day)
                yield Mention(place, day.start, day.end, day.value, body.name, number, direction)
            seen.add((day.value, body.name))


def _turns(text: str, named: Sequence[Body], listed: Sequence[Day]) -> dict[Day, Body]:
    """Who meets on which day: “Kulturudvalget og byrådet hhv. den 4. og 26. maj”."""
    match = phrases.RESPECTIVELY.search(text)
    if match is None:
        return {}
    before = [body for body in named if body.end <= match.start()]
    after = [day for day in listed if day.start >= match.end()]
    return dict(zip(after, before, strict=True)) if len(before) == len(after) > 1 else {}


def _together(body: Body | None, named: Sequence[Body], before: str) -> list[Body]:
    """A body and those named with it: “i Kulturudvalget og Økonomiudvalget den 4. maj”."""
    if body is None:
        return []
    found = [body]
    last = next((b for b in reversed(named) if b.name and b.name == body.name), body)
    start = last.start
    for other in reversed([b for b in named if b.name and b.end <= start and b.owns == last.owns]):
        if start <= len(before) and phrases.TOGETHER.fullmatch(before[other.end : start]):
            found.insert(0, other)
            start = other.start
    return found


def _tense(text: str) -> bool | None:
    ahead, behind = bool(phrases.AHEAD.search(text)), bool(phrases.BEHIND.search(text))
    return None if ahead == behind else ahead


def direction_of(
    day: Date, committee: str | None, stored: StoredItem, *, ahead: bool | None
) -> Direction | None:
    """Return where a meeting lies in time; ``None`` for the item's own."""
    own = stored.meeting
    if own.date is None:
        return "later" if ahead else "earlier"
    if day == own.date:
        return None if same_body(committee, own.committee, own.committee) else "parallel"
    return "earlier" if day < own.date else "later"


def _number(text: str, day: Day) -> str | None:
    after, before = text[day.end :], text[: day.start]
    match = phrases.NUMBER_AFTER.search(after) or phrases.NUMBER_BEFORE.search(before)
    return match[1] if match else None


_MONTHS = "|".join(name for name in MONTHS if len(name) > 3 or name == "maj")
_MONTH = re.compile(rf"[Ii] (?:{_MONTHS})")
"""What every month of a meeting holds, and most sentences do not."""
_IN_MONTH = re.compile(
    rf"\b(?P<met>(?:[Pp]å|[Ff]ra) (?:\w+ )?\w*møde[ts]? )?[Ii] (?P<month>{_MONTHS})(?: måned)?"
    r"(?: (?P<year>(?:19|20)\d\d))?\b"
)


def _monthly(place: int, sentence: Sentence, stored: StoredItem) -> list[Mention]:
    """“I december 2020 besluttede byrådet”, “på mødet i marts”: a month of a meeting held."""
    own, text = stored.meeting.date, sentence.text
    match = _IN_MONTH.search(text) if _MONTH.search(text) else None
    if match is None or own is None or _tense(text) is not False:
        return []
    month = MONTHS[match["month"]]
    year = int(match["year"] or own.year - (month > own.month))
    parts = text[: match.start()], text[match.end() :]
    found = Place(*parts, bodies(text), text, later=False)
    first = not found.before and phrases.DECIDED_FIRST.match(found.after)
    held = match["met"] or first or phrases.DECIDES_IN.search(found.before)
    body = found.nearest()
    if not held or body is None or (year, month) >= (own.year, own.month):
        return []
    return [Mention(place, *match.span(), f"{year}-{month:02d}", body.name, None, "earlier")]


def _again(place: int, prose: Sequence[Sentence], found: Sequence[Mention]) -> list[Mention]:
    """“På mødet besluttede udvalget”: the meeting that was named last in this section."""
    text, last = prose[place].text, found[-1] if found else None
    if last is None or last.direction != "earlier":
        return []
    match = phrases.SAME_MEETING.search(text)
    if match is None:
        return []
    name = next((body.name for body in bodies(text)), None)
    same = name is None or last.committee is None or name == last.committee
    if not same or prose[last.sentence].section != prose[place].section:
        return []
    if not phrases.BEHIND.search(text):
        return []
    return [Mention(place, *match.span(), last.date, name or last.committee, None, "earlier")]
