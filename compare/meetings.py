"""Whether a date is the day of a political meeting, and whose.

The words of its clause tell. A word for a meeting governs the date (``på mødet den …``), a body
stands beside it (``BSU den …``), a body is the subject of what was done then (``Udvalget så den
…``, ``Den … gennemgik udvalget``), or what a body did is named with it (``byrådets afslag af …``).
Which verb it is does not matter, unless it is one for a trip or a visit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare import deeds, phrases
from compare.bodies import OTHERS, Body, same_body
from compare.due import Day
from compare.prose import Sentence
from ordlyd.stored import StoredItem

_FAR, _NEAR = 400, 90
"""Characters of a clause on each side of a date, and between a decision and its date in it."""
_AT_ONCE = 30
"""Characters between a body and the day on which it will meet."""
_ROW, _GAP = 240, 60
"""Characters of a row in a timetable, and between a body and its date there."""
_UNNAMED, _AFTER = 60, 10
"""Characters that a bare “udvalget”, and a body after the date, seem farther off."""
_MARKS = " |*•·-–"
NOBODY = Body(0, 0, None)
"""Stands for the committee itself, where the text names none."""


@dataclass(frozen=True, slots=True)
class Place:
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
            if body.end <= end or not phrases.ANOTHER_DEED.search(self.leading(body))
        )
        return min(near, key=distance, default=None)

    def beside(self) -> Body | None:
        """The body that the date follows at once."""
        before = (body for body in self.named if body.end <= len(self.before))
        return next((b for b in before if phrases.BESIDE.fullmatch(self.before, b.end)), None)

    def is_subject(self, body: Body) -> bool:
        """Whether a body is who acts: “udvalget”, not “udvalgets” or “i udvalget”."""
        fronted = phrases.FRONTED.fullmatch(self.clause, 0, body.start)
        governed = deeds.GOVERNED.search(self.clause, 0, body.start)
        return not body.owns and bool(fronted or not governed)


def meeting(
    sentence: Sentence,
    day: Day,
    named: Sequence[Body],
    listed: Sequence[Day],
    stored: StoredItem,
) -> Body | None:
    """Return the body that meets on a day, or ``None`` where the day is no meeting's.

    Args:
        sentence: The sentence.
        day: A date in it.
        named: The bodies it names.
        listed: All its dates.
        stored: The item.
    """
    text, own = sentence.text, stored.meeting.date
    start, end = _clause(text, day)
    inside = tuple(
        replace(body, start=body.start - start, end=body.end - start)
        for body in named
        if start <= body.start and body.end <= end
    )
    before = phrases.WEEKDAY.sub("", text[start : _first_of_list(text, day, listed)])
    before = phrases.OPENS.sub("", before)
    later = bool(own and day.value > own)
    now = sentence.section in {"decision", "recommendation"}
    place = Place(before, text[day.end : end], inside, text[start:end], later, now)
    if phrases.RANGE.match(place.after):
        return None
    met = _by_meeting(place, stored)
    if met or sentence.section == "attachments":
        return met
    return (
        _by_antecedent(text, start, day, named, place)
        or _by_deed(place)
        or _by_decision(place)
        or _by_timetable(sentence, place, day, named)
    )


def _clause(text: str, day: Day) -> tuple[int, int]:
    """The clause of a date; one that stands alone in brackets is of the clause around them."""
    start, end = phrases.clause(text, day.start, day.end)
    if text[:start].endswith("(") and phrases.IN_BRACKETS.fullmatch(text, start, day.start):
        start, end = phrases.clause(text, start - 1, end + 1)
    return max(start, day.start - _FAR), min(end, day.end + _FAR)


def _first_of_list(text: str, day: Day, listed: Sequence[Day]) -> int:
    """Where the list of dates begins that a date stands in: “1. juni, 17. aug. og 26. okt.”."""
    start = day.start
    for other in reversed([d for d in listed if d.end <= day.start]):
        if phrases.LIST.fullmatch(text[other.end : start]):
            start = other.start
    return start


def _by_meeting(place: Place, stored: StoredItem) -> Body | None:
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
    return body or (None if others else NOBODY)


def _forum(printed: str, stored: StoredItem) -> str | None:
    """The body that a meeting is said to be one of, if it is political."""
    name = printed.strip(" ,")
    own = stored.meeting.committee
    is_own = own is not None and same_body(name, own, None)
    return name if is_own or (phrases.FORUM.search(name) and name[0].isupper()) else None


def _by_antecedent(
    text: str, start: int, day: Day, named: Sequence[Body], place: Place
) -> Body | None:
    """A body of the clause beside: “byrådets ja, som ventes den …”, “den …, hvor byrådet …”."""
    if place.says(deeds.OUTING) or deeds.EVENT.search(place.before):
        return None
    after = _in_clause_after(text, day, named, place)
    if after or place.named or phrases.REJECTED.search(place.before):
        return after
    return _in_clause_before(text, start, named)


def _in_clause_after(text: str, day: Day, named: Sequence[Body], place: Place) -> Body | None:
    """“Siden den …, hvor udvalget sagde nej”, “det var den …, at byrådet sagde ja”."""
    after = phrases.THEN_WHERE.match(text, day.end)
    if after is None or not (after["where"] or phrases.CLEFT.search(place.before)):
        return None
    first = next((b for b in named if b.start >= after.end()), None)
    if first is None or first.owns or deeds.OUTING.match(text, first.end + 1):
        return None
    return first if phrases.LEADS.fullmatch(text, after.end(), first.start) else None


def _in_clause_before(text: str, start: int, named: Sequence[Body]) -> Body | None:
    """“Byrådets ja, som ventes den …”, “sidst udvalget så på det, var den …”."""
    relative = phrases.RELATIVE.search(text, 0, start)
    end = relative.start() if relative else start
    body = next((b for b in reversed(named) if b.end <= end), None)
    if body is None or phrases.LAST_WAS.search(text, 0, start):
        return body
    if relative is None:
        return None
    if relative["what"]:
        return body if phrases.UNTIL.search(text, 0, body.start) else None
    deed = body.owns and phrases.A_DEED.fullmatch(text, body.end, end)
    return body if deed or body.end == end else None


def _by_deed(place: Place) -> Body | None:
    """“Byrådets afslag af …”, “efter indstilling fra Økonomiudvalget af …”."""
    before = [b for b in reversed(place.named) if b.end <= len(place.before)]
    if not before or place.says(deeds.OUTING):
        return None
    last, match = before[0], phrases.DEED_THEN.search(place.before)
    if match:
        noun = match.start("deed"), match.end("deed")
        inside = (b for b in before if b.start <= noun[0] < b.end)  # “en udvalgsbeslutning af …”
        owner = (b for b in before if b.owns and _is_deed(place.before, b.end, noun[1]))
        return next(inside, None) or next(owner, None)
    led = phrases.DEED_BY.search(place.before, 0, last.start)
    return last if led and phrases.DEED_OF.fullmatch(place.before, last.end) else None


def _is_deed(text: str, start: int, end: int) -> bool:
    return bool(phrases.A_DEED.fullmatch(text, start, end))


def _by_decision(place: Place) -> Body | None:
    """A body decides, or something is decided, on that day."""
    body, before = place.beside() or place.nearest(), place.before
    if _is_plain(place):
        return body or NOBODY
    again = phrases.NEXT_TIME if place.later else phrases.LAST_TIME
    if again.search(before):
        return body if body and (place.later or phrases.HAD.search(before)) else None
    if phrases.REJECTED.search(before) and not phrases.DECISION_OF.search(before):
        return None
    treated = phrases.TREATED_THEN.search(before) and not place.says(deeds.OUTING)
    if body is None:
        put = treated and phrases.PUT_TO_TREATMENT.search(before)
        return NOBODY if put or (not place.says(OTHERS) and _passive(place)) else None
    return body if treated or _is_theirs(place, body) else None


def _is_plain(place: Place) -> bool:
    """“Mødet flyttes til den …”, “punkt 9 fra den …”, “den …, pkt. 9”."""
    numbered = phrases.ITEM_THEN.match(place.after) and not OTHERS.search(place.before)
    said = phrases.MOVED_TO.search(place.before) or phrases.ITEM_OF.search(place.before)
    return bool(numbered or said)


def _is_theirs(place: Place, body: Body) -> bool:
    """Whether a date of the clause is that of a body of the clause."""
    other = OTHERS.search(place.before)
    if other and body.name is None and body.end < other.start():
        return False  # “besluttede koncernledelsen den …”
    beside = place.beside() is body and not place.says(deeds.OUTING)
    return beside or _follows(place, body) or _acts(place, body)


def _passive(place: Place) -> bool:
    """“Planen blev godkendt den …”, “planen er den … vedtaget”, “genstand for drøftelse”."""
    if place.later:
        coming = place.says(phrases.MODAL) and place.says(phrases.TO_BE_DISCUSSED)
        again = phrases.TREATED_AGAIN.search(place.before)
        return bool(coming or again) and not deeds.EVENT.search(place.before)
    return bool(
        phrases.WAS_DECIDED.search(place.before)
        or phrases.THEN_WAS_DECIDED.search(place.after)
        or (phrases.WAS.search(place.before) and phrases.THEN_DECIDED.match(place.after))
    )


def _follows(place: Place, body: Body) -> bool:
    """Whether the body stands at once after the date: “den … i Teknikudvalget”."""
    if deeds.EVENT.search(place.before) or place.says(deeds.OUTING):
        return False
    after = len(place.clause) - len(place.after)
    theirs = not body.owns or phrases.AT_THEIRS.match(place.clause, body.end)
    return bool(theirs and phrases.THEN_BODY.fullmatch(place.clause, after, body.start))


def _acts(place: Place, body: Body) -> bool:
    """Whether a body decides, or is told, something on that day."""
    before, end = place.before, len(place.before)
    if deeds.EVENT.search(before) or place.says(deeds.OUTING):
        return False
    if phrases.OPENING.match(before):
        return _opened(place, body)
    if phrases.AUXILIARY.search(before):
        sent = phrases.LETTER.search(place.leading(body))
        acts = body.end <= end and place.is_subject(body)
        return not sent and bool(acts or phrases.ACTS.search(place.after))
    said = body.end <= end and place.is_subject(body) and _is_verb_then(place, body)
    if place.later:
        return (said and not place.now) or _will_act(place, body)
    if phrases.NOT_THEIRS.search(place.leading(body)):
        return False
    return said or any(end - match.end() <= _NEAR for match in phrases.ACTS.finditer(before))


def _will_act(place: Place, body: Body) -> bool:
    """“Udvalget skal den …”, “drøftes i udvalget den …”."""
    end = len(place.before)
    at_once = 0 <= end - body.end <= _AT_ONCE and place.says(phrases.AHEAD)
    acts = not place.now and body.end <= end and phrases.WILL_ACT.search(place.before, body.end)
    return bool(at_once or acts or phrases.TREATED_ON.search(place.before))


def _opened(place: Place, body: Body) -> bool:
    """“Den … gennemgik udvalget …”: the date, its verb, the body."""
    if body.start - len(place.before) > _NEAR:
        return False
    then = phrases.VERB_FIRST.match(place.after) or phrases.VERB_THEN.fullmatch(
        place.clause, len(place.clause) - len(place.after), body.start
    )
    return bool(then) and not body.owns


def _is_verb_then(place: Place, body: Body) -> bool:
    """“Udvalget så den …”, “Udvalget lagde linjen den …”: a subject, its verb, the date."""
    said = place.before[body.end :]
    if phrases.ONE_VERB.fullmatch(said):
        return True
    if place.later:
        return bool(phrases.PRESENT_VERB.fullmatch(said))
    if phrases.HAS_DONE.fullmatch(said):
        return True
    return len(said) <= _NEAR and bool(phrases.PAST_VERB.match(said))


def _by_timetable(sentence: Sentence, place: Place, day: Day, named: Sequence[Body]) -> Body | None:
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
