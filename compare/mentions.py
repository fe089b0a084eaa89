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
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Literal

from compare import phrases
from compare.bodies import OTHERS, Body, bodies, same_body
from compare.due import Day, days, year_of
from compare.periods import Clock
from compare.prose import Sentence
from ordlyd.dates import MONTHS
from ordlyd.stored import StoredItem

Direction = Literal["earlier", "later", "parallel"]
_NEAR = 90
"""Characters between a decision and its date in one clause."""
_AT_ONCE = 30
"""Characters between a body and the day on which it will meet."""
_ROW, _GAP = 240, 60
"""Characters of a row in a timetable, and between a body and its date there."""
_UNNAMED, _AFTER = 60, 10
"""Characters that a bare “udvalget”, and a body after the date, seem farther off."""
_MARKS = " |*•·-–"
_DIGIT = re.compile(r"\d")


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
    if not _DIGIT.search(text):
        return
    named, ahead = bodies(text), _tense(text)
    listed = days(text, Clock(stored.meeting.date, year_of(sentence.lead)), ahead=ahead)
    seen: set[tuple[Date, str | None]] = set()
    turns = _turns(text, named, listed)
    for day in listed:
        met = _meeting(sentence, day, named, listed, stored)
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
    before = [body for body in named if body.end <= match.start() and not body.short]
    after = [day for day in listed if day.start >= match.end()]
    return dict(zip(after, before, strict=True)) if len(before) == len(after) > 1 else {}


def _together(body: Body | None, named: Sequence[Body], before: str) -> list[Body]:
    """A body and those named with it: “i Kulturudvalget og Økonomiudvalget den 4. maj”."""
    if body is None:
        return []
    found = [body]
    start = next((b.start for b in reversed(named) if b.name and b.name == body.name), -1)
    for other in reversed([b for b in named if b.name and not b.short and b.end <= start]):
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


_NOBODY = Body(0, 0, None)
"""Stands for the committee itself, where the text names none."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A date in its clause: what stands before it and after it, and who is named there."""

    before: str
    after: str
    named: tuple[Body, ...]  # places are those of the clause
    clause: str
    later: bool
    now: bool = False  # in a decision or a recommendation, where “godkender” is done at once

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the clause says something, before the date or after it."""
        return bool(pattern.search(self.before) or pattern.search(self.after))

    def leading(self, body: Body) -> str:
        """What leads from the date to a body after it."""
        return self.clause[len(self.before) : body.start]

    def nearest(self) -> Body | None:
        """The body that the date most likely belongs to: one with a name before a bare one."""
        end = len(self.before)

        def distance(body: Body) -> int:
            gap = end - body.end if body.end <= end else body.start - end + _AFTER
            return gap if body.name else gap + _UNNAMED

        near = (
            body
            for body in self.named
            if not body.short
            and (body.end <= end or not phrases.ANOTHER_DEED.search(self.leading(body)))
        )
        return min(near, key=distance, default=None)

    def beside(self) -> Body | None:
        """The body that the date follows at once."""
        before = (body for body in self.named if body.end <= len(self.before))
        return next((b for b in before if phrases.BESIDE.fullmatch(self.before, b.end)), None)


def _meeting(
    sentence: Sentence,
    day: Day,
    named: Sequence[Body],
    listed: Sequence[Day],
    stored: StoredItem,
) -> Body | None:
    """Return the body that meets on a day, or ``None`` where the day is no meeting's."""
    text, own = sentence.text, stored.meeting.date
    start, end = phrases.clause(text, day.start, day.end)
    inside = tuple(
        replace(body, start=body.start - start, end=body.end - start)
        for body in named
        if start <= body.start and body.end <= end
    )
    before = phrases.WEEKDAY.sub("", text[start : _first_of_list(text, day, listed)])
    later = bool(own and day.value > own)
    now = sentence.section in {"decision", "recommendation"}
    place = _Place(before, text[day.end : end], inside, text[start:end], later, now)
    if phrases.RANGE.match(place.after):
        return None
    met = _by_meeting(place, stored)
    if met or sentence.section == "attachments":
        return met
    return _by_decision(place) or _by_timetable(sentence, place, day, named)


def _first_of_list(text: str, day: Day, listed: Sequence[Day]) -> int:
    """Where the list of dates begins that a date stands in: “1. juni, 17. aug. og 26. okt.”."""
    start = day.start
    for other in reversed([d for d in listed if d.end <= day.start]):
        if phrases.LIST.fullmatch(text[other.end : start]):
            start = other.start
    return start


def _by_meeting(place: _Place, stored: StoredItem) -> Body | None:
    """“På mødet den …”, “i referatet fra …”, “Økonomiudvalgets møde i salen den …”."""
    match = phrases.MEETING.search(place.before)
    if match is None or not phrases.POLITICAL_MEETING.match(match["kind"]):
        return None
    body = place.nearest()
    both = (match["of"] or "").lstrip(" ,").startswith("mellem")
    if match["body"] and not both and (forum := _forum(match["body"], stored)):
        start = match.start("body")
        named = (b for b in place.named if b.start >= start and b.name)
        return next(named, Body(start, start, forum))
    others = (
        phrases.ONE_OF_MANY.search(place.before[: match.start()])
        or phrases.WITH.match(place.after)
        or phrases.WITH.search(match["of"] or "")
        or OTHERS.search(place.before)
    )
    return body or (None if others else _NOBODY)


def _forum(printed: str, stored: StoredItem) -> str | None:
    """The body that a meeting is said to be one of, if it is political."""
    name = printed.strip(" ,")
    own = stored.meeting.committee
    is_own = own is not None and same_body(name, own, None)
    return name if is_own or (phrases.FORUM.search(name) and name[0].isupper()) else None


def _by_decision(place: _Place) -> Body | None:
    """A body decides, or something is decided, on that day."""
    body, before = place.beside() or place.nearest(), place.before
    if phrases.MOVED_TO.search(before):
        return body or _NOBODY
    if phrases.REJECTED.search(before) and not phrases.DECISION_OF.search(before):
        return None
    if phrases.TREATED_THEN.search(before) and (body or phrases.PUT_TO_TREATMENT.search(before)):
        return body or _NOBODY
    other = OTHERS.search(before)
    if body is None:
        return _NOBODY if not place.says(OTHERS) and _passive(place) else None
    if other and body.name is None and body.end < other.start():
        return None  # “besluttede koncernledelsen den …”
    return body if place.beside() is body or _acts(place, body) else None


def _passive(place: _Place) -> bool:
    """“Planen blev godkendt den …”, “planen er den … vedtaget”, “genstand for drøftelse”."""
    if place.later:
        coming = place.says(phrases.MODAL) and place.says(phrases.TO_BE_DISCUSSED)
        return coming and not phrases.EVENT.search(place.before)
    return bool(
        phrases.WAS_DECIDED.search(place.before)
        or phrases.THEN_WAS_DECIDED.search(place.after)
        or (phrases.WAS.search(place.before) and phrases.THEN_DECIDED.match(place.after))
    )


def _acts(place: _Place, body: Body) -> bool:
    """Whether a body decides, or is told, something on that day."""
    before, end = place.before, len(place.before)
    if phrases.EVENT.search(before):
        return False
    if phrases.OPENING.match(before):
        return bool(phrases.VERB_FIRST.match(place.after)) and body.start - end <= _NEAR
    if phrases.AUXILIARY.search(before):
        sent = phrases.LETTER.search(place.leading(body))
        return not sent and bool(phrases.ACTS.search(place.after))
    if place.later:
        at_once = 0 <= end - body.end <= _AT_ONCE and place.says(phrases.AHEAD)
        acts = not place.now and body.end <= end and phrases.WILL_ACT.search(before, body.end)
        return at_once or bool(acts or phrases.TREATED_ON.search(before))
    if phrases.NOT_THEIRS.search(place.leading(body)):
        return False
    return any(end - match.end() <= _NEAR for match in phrases.ACTS.finditer(before))


def _by_timetable(
    sentence: Sentence, place: _Place, day: Day, named: Sequence[Body]
) -> Body | None:
    """A row of a timetable: who meets, and on which days."""
    text = sentence.text
    row = sentence.row and len(text) <= _ROW
    if not row or phrases.REJECTED.search(place.before.lstrip(_MARKS)) or OTHERS.search(text):
        return None
    if beside := place.beside():
        return beside
    gaps = [(max(body.start - day.end, day.start - body.end), body) for body in named if body.name]
    near = [(gap, body.start, body) for gap, body in gaps if gap <= (4 if body.short else _GAP)]
    return min(near, default=(0, 0, None))[2]


_MONTHS = "|".join(name for name in MONTHS if len(name) > 3 or name == "maj")
_IN_MONTH = re.compile(
    rf"\b(?P<met>(?:[Pp]å|[Ff]ra) (?:\w+ )?\w*møde[ts]? )?[Ii] (?P<month>{_MONTHS})(?: måned)?"
    r"(?: (?P<year>(?:19|20)\d\d))?\b"
)


def _monthly(place: int, sentence: Sentence, stored: StoredItem) -> list[Mention]:
    """“I december 2020 besluttede byrådet”, “på mødet i marts”: a month of a meeting held."""
    own, text = stored.meeting.date, sentence.text
    match = _IN_MONTH.search(text)
    if match is None or own is None or _tense(text):
        return []
    month = MONTHS[match["month"]]
    year = int(match["year"] or own.year - (month > own.month))
    parts = text[: match.start()], text[match.end() :]
    found = _Place(*parts, tuple(bodies(text)), text, later=False)
    first = not found.before and phrases.DECIDED_FIRST.match(found.after)
    held = match["met"] or first or phrases.DECIDES_IN.search(found.before)
    body = found.nearest()
    if not held or body is None or (year, month) >= (own.year, own.month):
        return []
    return [Mention(place, *match.span(), f"{year}-{month:02d}", body.name, None, "earlier")]


def _again(place: int, prose: Sequence[Sentence], found: Sequence[Mention]) -> list[Mention]:
    """“På mødet besluttede udvalget”: the meeting that was named last in this section."""
    text, last = prose[place].text, found[-1] if found else None
    match = phrases.SAME_MEETING.search(text)
    if match is None or last is None or last.direction != "earlier":
        return []
    name = next((body.name for body in bodies(text) if not body.short), None)
    same = name is None or last.committee is None or name == last.committee
    if not same or prose[last.sentence].section != prose[place].section:
        return []
    if not phrases.BEHIND.search(text):
        return []
    return [Mention(place, *match.span(), last.date, name or last.committee, None, "earlier")]
