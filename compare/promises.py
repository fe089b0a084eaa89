"""Promises to come back: what an item says will be put before a committee again, and when.

A promise is somebody who reports back (``vender tilbage``, ``forelægges``, ``præsenteres``) or a
matter that a committee will treat again (``til drøftelse igen``, ``forventes vedtaget``), with a
time to come; or a report that is given again and again (``hvert kvartal``); or, without a time,
a report that will be given. Every later meeting that an item names is one too. What the item
itself does (``Med denne sag fremlægges …``), and work that nobody will report on, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cached_property

from compare import promise_phrases as phrases
from compare.bodies import OTHERS, Body, bodies
from compare.due import When, days, whens, year_of
from compare.mentions import Mention
from compare.periods import Clock, Time, whole
from compare.phrases import CLAUSE, POLITICAL_MEETING, clause
from compare.prose import Sentence
from compare.times import ONGOING
from ordlyd.stems import stem_words
from ordlyd.stored import StoredItem

_FAR = 160
"""Characters between a promise and its time."""
_VAGUE = 80
"""Characters between a promise and “et kommende møde”."""
_OBJECTS = 2
"""Words with a meaning of their own between “godkende” and its time: “planen i juni”."""
_ROW, _CELL = 240, 12
"""Characters of a row, and of a cell beside the rhythm that it holds."""
_LONG = 6
"""Letters of a stem that tells what a promise is about."""
_UNREAD = frozenset({"title", "attachments", "competence"})
_NOW = frozenset({"recommendation", "decision"})
"""Sections where “godkende” is what is done now."""
_WORD = re.compile(r"\w+")


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


def promises(
    stored: StoredItem, prose: Sequence[Sentence], mentioned: Sequence[Mention]
) -> list[Promise]:
    """Return the promises of an item in reading order.

    Args:
        stored: The item.
        prose: Its sentences, from :func:`compare.prose.sentences`.
        mentioned: The meetings it names, from :func:`compare.mentions.mentions`.
    """
    found: list[Promise] = []
    for place, sentence in enumerate(prose):
        if sentence.section in _UNREAD:
            continue
        later = [m for m in mentioned if m.sentence == place and m.direction == "later"]
        if later or _may_promise(sentence):
            here = _Reading(place, sentence, stored.meeting.date)
            found += _carried(here, found) or _of_sentence(here, later)
    return [_dated_elsewhere(promise, found, prose) for promise in found]


def _may_promise(sentence: Sentence) -> bool:
    """Whether it is worth reading: most sentences speak of no committee, or of no return."""
    text = sentence.text.lower()
    told = sentence.row or sentence.section == "decision" or _any_in(phrases.TOLD_TO, text)
    return told and _any_in(phrases.MAY_PROMISE, text)


def _any_in(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)


class _Reading:
    """A sentence while it is read: its times, its clauses, and who is named in it."""

    def __init__(self, place: int, sentence: Sentence, today: Date | None) -> None:
        self.place, self.sentence, self.text, self.today = place, sentence, sentence.text, today
        self.decided = sentence.section == "decision"

    @cached_property
    def times(self) -> list[When]:
        """The times it names."""
        clock = Clock(self.today, year_of(self.sentence.lead))
        return whens(self.text, days(self.text, clock, ahead=True), clock)

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies it names in full."""
        return [body for body in bodies(self.text) if not body.short]

    @cached_property
    def anchors(self) -> list[tuple[re.Match[str], bool]]:
        """What may promise, and whether that is a report (or else a treatment)."""
        row = self.sentence.row and len(self.text) <= _ROW
        treats = phrases.ROW_TREATS if row else phrases.TREATS
        found = [(match, True) for match in phrases.RETURNS.finditer(self.text)]
        return found + [(match, row) for match in treats.finditer(self.text)]

    @cached_property
    def itself(self) -> bool:
        """Whether it speaks of what the item itself does."""
        return bool(phrases.THIS_CASE.search(self.text))

    @property
    def political(self) -> bool:
        """Whether a body or politics is named."""
        return self.decided or bool(self.bodies or phrases.POLITICAL.search(self.text))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the clause around a stretch."""
        return clause(self.text, start, end)

    def told(self, start: int, end: int) -> bool:
        """Whether the clause around a stretch names a body, or politics."""
        left, right = self.clause(start, end)
        named = any(left <= body.start < right for body in self.bodies)
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


def _of_sentence(here: _Reading, later: Sequence[Mention]) -> list[Promise]:
    """The promises of one sentence, one for each time; those without a time only alone."""
    met = [
        Promise(here.place, m.start, Time(m.date.isoformat(), m.date, m.date), m.committee, True)
        for m in later
        if isinstance(m.date, Date)
    ]
    rhythms, dated = list(_rhythms(here)), list(_dated(here))
    if rhythms and dated:  # “hvert kvartal, første gang i juni”
        first = dated.pop(0)
        rhythms[:1] = [replace(first, time=replace(first.time, every=rhythms[0].time.every))]
    unique: dict[tuple[str | None, str | None], Promise] = {}
    for promise in (*rhythms, *dated, *met):
        if not (promise.committee or "").startswith("KKR"):
            due = promise.time.due
            unique.setdefault((due, None if due else promise.time.every), promise)
    return sorted(unique.values(), key=lambda p: p.start) or _undated(here)


def _dated(here: _Reading) -> Iterator[Promise]:
    """Promises with a time of their own, or, in a list, that of the line above it."""
    if here.itself or not here.anchors:
        return
    times = [when for when in here.times if here.to_come(when) and not when.time.every]
    for anchor, report in here.anchors:
        if not here.political and not _inherent(here, anchor):
            continue
        fit = [when for when in times if _fits(here, anchor, when, report=report)]
        if fit:
            best = min(fit, key=lambda when: _distance(here, anchor, when))
            yield here.promise(anchor.start(), best.time)
            yield from _also(here, best, times)
        elif here.sentence.row and not times and (time := _over(here)):
            yield here.promise(anchor.start(), time)


def _inherent(here: _Reading, anchor: re.Match[str]) -> bool:
    """Whether only a political body does what is said, and nobody else is said to do it."""
    return bool(phrases.INHERENT.search(anchor[0])) and not OTHERS.search(here.text)


def _also(here: _Reading, last: When, times: Sequence[When]) -> Iterator[Promise]:
    """“… for udvalget i juni og for byrådet i august”: the next committee has its own time."""
    for when in (w for w in times if w.start > last.end):
        named = [b for b in here.bodies if last.end < b.start and b.end < when.start]
        start = named[0].start if named else 0
        if len(named) != 1 or not phrases.ALSO.fullmatch(here.text, last.end, start):
            return
        yield here.promise(start, when.time)
        last = when


def _distance(here: _Reading, anchor: re.Match[str], when: When) -> tuple[bool, int]:
    """How far a time is from a promise, those of its own clause before those of others."""
    apart = when.end <= anchor.start() and phrases.BREAK.search(here.text, when.end, anchor.start())
    return bool(apart), _gap(anchor, when)


def _gap(anchor: re.Match[str], when: When) -> int:
    return max(when.start - anchor.end(), anchor.start() - when.end, 0)


def _fits(here: _Reading, anchor: re.Match[str], when: When, *, report: bool) -> bool:
    """Whether a time is that of a promise, not of something else in the sentence."""
    if _gap(anchor, when) > _FAR or _told_to_others(here, anchor):
        return False
    if here.sentence.row and len(here.text) <= _ROW:
        return True
    if when.end <= anchor.start():
        between = here.text[when.end : anchor.start()].rstrip()
        return not phrases.BREAK.search(between) or bool(phrases.RESULT.search(between))
    between = here.text[anchor.end() : when.start]
    if CLAUSE.search(phrases.THEN.sub("", between) if report else between):
        return False
    if report or not _is_verb(anchor):
        return True
    objects = sum(word.casefold() not in phrases.FUNCTION_WORDS for word in _WORD.findall(between))
    year = len(when.time.due or "") == 4
    return here.sentence.section not in _NOW and objects <= (0 if year else _OBJECTS)


def _told_to_others(here: _Reading, anchor: re.Match[str]) -> bool:
    """Whether those who are told are borgerne, and no body is named beside them."""
    left = max((m.end() for m in phrases.BREAK.finditer(here.text, 0, anchor.start())), default=0)
    return bool(phrases.OTHER_HEARERS.search(here.text, left))


def _is_verb(anchor: re.Match[str]) -> bool:
    return anchor[0].casefold().startswith(("drøft", "behandl", "godkend", "vedt", "beslut"))


def _over(here: _Reading) -> Time | None:
    """The time that the line over a list names: “Implementering, 2027”, “Fase 3: marts 2027”."""
    lead, clock = here.sentence.lead, Clock(here.today)
    times = [w for w in whens(lead, days(lead, clock, ahead=True), clock) if here.to_come(w)]
    if times:
        return times[-1].time
    year = year_of(lead) if re.search(r", (?:19|20)\d\d\W*$", lead) else None
    return whole(year) if year and (here.today is None or year >= here.today.year) else None


def _rhythms(here: _Reading) -> Iterator[Promise]:
    """What is reported again and again."""
    for when in here.times:
        if when.time.every and (_is_standing(here, when) or _is_fixed(here, when)):
            time = when.time
            if time.due is None and here.sentence.row and (over := _over(here)):
                time = replace(over, every=time.every)
            yield here.promise(when.start, time)


def _is_standing(here: _Reading, when: When) -> bool:
    left, right = here.clause(when.start, when.end)
    after = here.text[when.end : right]
    relative = phrases.WHICH.match(here.text, right)
    told = here.told(when.start, when.end) or (relative and here.told(*relative.span()))
    if not told or phrases.ALREADY.search(here.text, left, when.start):
        return False
    if when.time.every == ONGOING:
        before = phrases.TOLD_BEFORE.search(here.text, left, when.start)
        spoken = before and not phrases.OTHER_HEARERS.search(here.text, left, when.start)
        return bool(spoken or phrases.SPOKEN.match(after))
    if phrases.ADJECTIVE.search(here.text[when.start : when.end]):
        return bool(re.match(rf" (?:\w+ )?{phrases.REPORT}\b", after, re.IGNORECASE))
    return bool(phrases.REPORTS.search(here.text, left, right))


def _is_fixed(here: _Reading, when: When) -> bool:
    """A row of a table of fixed reports, with the rhythm in a cell of its own or at the end."""
    row, text = here.sentence, here.text
    if not row.row or len(text) > _ROW or not phrases.FIXED.search(f"{row.lead} {text}"):
        return False
    left = text.rfind("|", 0, when.start) + 1
    right = text.find("|", when.end)
    alone = left > 0 and (right if right >= 0 else len(text)) - left - (when.end - when.start)
    return bool(0 < alone <= _CELL or not text[when.end :].strip(" .|)"))


def _undated(here: _Reading) -> list[Promise]:
    """A report that will be given, nobody says when; or something for “et kommende møde”."""
    if here.itself or phrases.POLITE.search(here.text):
        return []
    some = [when for when in here.times if _is_some_meeting(here, when)]
    for anchor, report in here.anchors:
        vague = any(_gap(anchor, when) <= _VAGUE for when in some)
        if vague or (report and not here.sentence.row and _will_be_told(here, anchor)):
            return [here.promise(anchor.start(), Time())]
    if some and here.decided and phrases.POSTPONED.search(here.text):
        return [here.promise(some[0].start, Time())]
    return _onward(here)


def _onward(here: _Reading) -> list[Promise]:
    """The matter goes on to a committee: “Herefter behandles sagen i byrådet”."""
    if here.sentence.section in _NOW or not here.political:
        return []
    treated = (match for match, _ in here.anchors if here.told(*match.span()))
    when_done = next(treated, None) if phrases.WHEN_DONE.match(here.text) else None
    onward = phrases.ONWARD.search(here.text) or when_done
    return [here.promise(onward.start(), Time())] if onward else []


def _is_some_meeting(here: _Reading, when: When) -> bool:
    """“Et kommende møde”: of a committee, but nobody says when."""
    match = re.search(r"(\w*)møder?$", here.text[when.start : when.end])
    return when.time == Time() and bool(match and POLITICAL_MEETING.match(match[1]))


def _will_be_told(here: _Reading, anchor: re.Match[str]) -> bool:
    """Whether a committee will be told: not now, not perhaps, not as a rule."""
    left, _ = here.clause(*anchor.span())
    before = here.text[left : anchor.start()]
    back = phrases.COMES_BACK.search(here.text, left) and "tilbage" in anchor[0]
    if back or phrases.RESUMED.match(here.text, anchor.start()):
        return True
    if here.decided:
        ordered = phrases.ORDERS.search(here.text, 0, anchor.end())
        return bool(ordered and phrases.TOLD.search(anchor[0]))
    untold = here.sentence.section in _NOW or not here.told(*anchor.span())
    if untold or phrases.OTHER_HEARERS.search(before):
        return False
    if phrases.MODAL.search(here.text, left, anchor.end()):
        return True
    told = phrases.AMONG_OTHER.search(here.text) or phrases.RESULT.search(before.rstrip())
    late = here.place > 1 or phrases.WHEN_DONE.match(here.text)
    return bool(phrases.PRESENT.match(anchor[0]) and told and late)


def _carried(here: _Reading, found: list[Promise]) -> list[Promise]:
    """A sentence that speaks of the time of the one before it: “I samme forbindelse vil …”."""
    last = found[-1] if found else None
    same = phrases.SAME.search(here.text)
    dated = any(here.to_come(when) or when.time.every for when in here.times)
    if last is None or last.sentence != here.place - 1 or not same or dated or here.itself:
        return []
    anchor = next((match for match, _ in here.anchors), None)
    if anchor is None:
        return []
    if last.named:
        found.pop()  # the meeting was only named there; here is what is promised for it
    return [replace(last, sentence=here.place, start=anchor.start(), named=False)]


def _dated_elsewhere(
    promise: Promise, found: Sequence[Promise], prose: Sequence[Sentence]
) -> Promise:
    """Give a promise without a time that of the same report, where it is promised with one."""
    if promise.time != Time():
        return promise
    about = _about(promise, prose)
    later = (p for p in found if p.time.due and p.sentence > promise.sentence)
    again = next((p for p in later if about & _about(p, prose)), None)
    return replace(promise, time=again.time) if again else promise


def _about(promise: Promise, prose: Sequence[Sentence]) -> set[str]:
    """The stems of what is promised: of “Evalueringen forelægges udvalget” the evaluation."""
    words = stem_words(prose[promise.sentence].text[: promise.start])[-6:]
    return {stem for stem in words if len(stem) >= _LONG}
