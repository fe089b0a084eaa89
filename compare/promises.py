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
from dataclasses import replace
from datetime import date as Date

from compare import promise_phrases as phrases
from compare.bodies import OTHERS
from compare.due import When
from compare.mentions import Mention
from compare.periods import Time
from compare.phrases import CLAUSE
from compare.prose import Sentence
from compare.reading import Anchor, Promise, Reading
from compare.rhythms import rhythms
from compare.undated import gap, undated
from ordlyd.stems import stem_words
from ordlyd.stored import StoredItem

_FAR, _NEAR = 160, 110
"""Characters between a promise and its time, and between the way to a body and its time."""
_OBJECTS = 2
"""Words with a meaning of their own between “godkende” and its time: “planen i juni”."""
_DECIDES = tuple("drøft behandl godkend vedt beslut priorit fastl fastsæt tiltræd udvælg".split())
_LONG = 6
"""Letters of a stem that tells what a promise is about."""
_UNREAD = frozenset({"title", "attachments", "competence"})
_WORD = re.compile(r"\w+")


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
        named = [m for m in mentioned if m.sentence == place]
        later = [m for m in named if m.direction == "later"]
        if later or _may_promise(sentence):
            held = [(m.start, m.end) for m in named if m.direction != "later"]
            here = Reading(place, sentence, stored.meeting.date, held)
            found += _carried(here, found) or _of_sentence(here, later)
    return [_dated_elsewhere(promise, found, prose) for promise in found]


def _may_promise(sentence: Sentence) -> bool:
    """Whether it is worth reading: most sentences speak of no committee."""
    if sentence.row or sentence.section in {"decision", "recommendation"}:
        return True
    text = sentence.text.lower()
    return any(word in text for word in phrases.TOLD_TO) or bool(
        phrases.SHORT.search(sentence.text)
    )


def _of_sentence(here: Reading, later: Sequence[Mention]) -> list[Promise]:
    """The promises of one sentence, one for each time; those without a time only alone."""
    met = [
        Promise(here.place, m.start, Time(m.date.isoformat(), m.date, m.date), m.committee, True)
        for m in later
        if isinstance(m.date, Date)
    ]
    again, dated = list(rhythms(here)), list(_dated(here))
    if again and dated:  # “hvert kvartal, første gang i juni”
        first = dated.pop(0)
        again[:1] = [replace(first, time=replace(first.time, every=again[0].time.every))]
    unique: dict[tuple[str | None, str | None], Promise] = {}
    for promise in (*again, *dated, *met):
        if not (promise.committee or "").startswith("KKR"):
            due = promise.time.due
            unique.setdefault((due, None if due else promise.time.every), promise)
    return sorted(unique.values(), key=lambda p: p.start) or undated(here)


def _dated(here: Reading) -> Iterator[Promise]:
    """Promises with a time of their own, or, in a list, that of the line above it."""
    if here.itself or not here.anchors:
        return
    times = [when for when in here.times if here.to_come(when) and not when.time.every]
    for anchor in here.anchors:
        if not here.political and not _inherent(here, anchor):
            continue
        fit = [when for when in times if _fits(here, anchor, when)]
        if fit:
            best = min(fit, key=lambda when: _distance(here, anchor, when))
            yield here.promise(anchor.start, best.time)
            yield from _also(here, best, times)
        elif here.sentence.row and not times and (time := here.over()):
            yield here.promise(anchor.start, time)


def _inherent(here: Reading, anchor: Anchor) -> bool:
    """Whether only a political body does what is said, and nobody else is said to do it."""
    to = phrases.TO_SOMEBODY.match(here.text, anchor.end)
    return bool(phrases.INHERENT.search(anchor.text)) and not to and not OTHERS.search(here.text)


def _also(here: Reading, last: When, times: Sequence[When]) -> Iterator[Promise]:
    """“… for udvalget i juni og for byrådet i august”: each has its own time."""
    for when in (w for w in times if w.start > last.end):
        if phrases.AND_AGAIN.fullmatch(here.text, last.end, when.start):
            yield here.promise(last.start, when.time)
            last = when
            continue
        named = [b for b in here.bodies if last.end < b.start and b.end < when.start]
        start = named[0].start if named else 0
        if len(named) != 1 or not phrases.ALSO.fullmatch(here.text, last.end, start):
            return
        yield here.promise(start, when.time)
        last = when


def _distance(here: Reading, anchor: Anchor, when: When) -> tuple[bool, bool, int]:
    """How far a time is from a promise, those of its own clause before those of others.

    In “Tallene fra uge 20 tilgår udvalget i uge 24” the first time is part of the subject.
    """
    before = when.end <= anchor.start
    apart = before and phrases.BREAK.search(here.text, when.end, anchor.start)
    left, _ = here.part(when.start, when.end)
    of_noun = before and phrases.OF_NOUN.search(here.text, left, when.start)
    return bool(apart), bool(of_noun), gap(anchor, when)


def _fits(here: Reading, anchor: Anchor, when: When) -> bool:
    """Whether a time is that of a promise, not of something else in the sentence."""
    if gap(anchor, when) > _FAR or _told_to_others(here, anchor):
        return False
    if here.row:
        return anchor.kind != "way" or gap(anchor, when) <= _NEAR
    if anchor.kind == "way":
        return _on_its_way(here, anchor, when)
    if when.end <= anchor.start:
        between = here.text[when.end : anchor.start].rstrip()
        result = phrases.RESULT.search(between) or phrases.RESULT_THEN.match(here.text, anchor.end)
        return not phrases.BREAK.search(between) or bool(result)
    return _comes_then(here, anchor, when)


def _comes_then(here: Reading, anchor: Anchor, when: When) -> bool:
    """Whether a time after a promise is in its clause, and not that of its object."""
    between, report = here.text[anchor.end : when.start], anchor.kind == "report"
    if CLAUSE.search(phrases.THEN.sub("", between) if report else between):
        return False
    return report or not ((_is_verb(anchor) and here.now) or _of_object(here, anchor, when))


def _of_object(here: Reading, anchor: Anchor, when: When) -> bool:
    """Whether a time belongs to what is decided on: “godkende en ny indgang i 2032”."""
    if when.end <= anchor.start or not _is_verb(anchor):
        return False
    between = _WORD.findall(here.text[anchor.end : when.start])
    objects = sum(word.casefold() not in phrases.FUNCTION_WORDS for word in between)
    return objects > (0 if len(when.time.due or "") == 4 else _OBJECTS)


def _on_its_way(here: Reading, anchor: Anchor, when: When) -> bool:
    """Whether a body has its time in its clause: “er tilbage i udvalget i juni”."""
    left, right = here.part(anchor.start, anchor.end)
    within = left <= when.start < right or phrases.AT_WHICH.fullmatch(here.text, when.end, left)
    if not within or gap(anchor, when) > _NEAR or _of_object(here, anchor, when):
        return False
    between = here.text[min(anchor.end, when.end) : max(anchor.start, when.start)]
    return not (
        phrases.BEFORE.search(here.text, left, when.start) or phrases.ELSEWHERE.search(between)
    )


def _told_to_others(here: Reading, anchor: Anchor) -> bool:
    """Whether those who are told are borgerne, and no body is named beside them."""
    left = max((m.end() for m in phrases.BREAK.finditer(here.text, 0, anchor.start)), default=0)
    return bool(phrases.OTHER_HEARERS.search(here.text, left))


def _is_verb(anchor: Anchor) -> bool:
    return anchor.text.casefold().startswith(_DECIDES)


def _carried(here: Reading, found: list[Promise]) -> list[Promise]:
    """A sentence that speaks of the time of the one before it: “I samme forbindelse vil …”."""
    last = found[-1] if found else None
    same = phrases.SAME.search(here.text)
    dated = any(here.to_come(when) or when.time.every for when in here.times)
    if last is None or last.sentence != here.place - 1 or not same or dated or here.itself:
        return []
    anchor = next((a for a in here.anchors if a.kind != "way"), None)
    if anchor is None:
        return []
    if last.named:
        found.pop()  # the meeting was only named there; here is what is promised for it
    return [replace(last, sentence=here.place, start=anchor.start, named=False)]


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
