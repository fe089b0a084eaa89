"""Promises without a time: a report that will be given, a matter that comes back or goes on."""

from __future__ import annotations

import re

from compare import promise_phrases as phrases
from compare.due import When
from compare.periods import Time
from compare.phrases import POLITICAL_MEETING
from compare.reading import Anchor, Promise, Reading

_VAGUE = 80
"""Characters between a promise and “et kommende møde”."""


def undated(here: Reading) -> list[Promise]:
    """Return the promise of a sentence that names no time, or only “et kommende møde”."""
    if here.itself or phrases.POLITE.search(here.text) or phrases.RULE.search(here.text):
        return []
    some = [when for when in here.times if _is_some_meeting(here, when)]
    for anchor in here.anchors:
        vague = any(gap(anchor, when) <= _VAGUE for when in some)
        if not here.sentence.row and _never(here, anchor):
            continue
        if vague or (not here.sentence.row and _will_come(here, anchor)):
            return [here.promise(_start(here, anchor), Time())]
    postponed = here.decided and phrases.POSTPONED.search(here.text)
    if postponed and (some or phrases.WAITS.search(here.text, postponed.end())):
        return [here.promise(some[0].start if some else postponed.start(), Time())]
    return _onward(here)


def gap(anchor: Anchor, when: When) -> int:
    """The characters between a promise and a time."""
    return max(when.start - anchor.end, anchor.start - when.end, 0)


def _start(here: Reading, anchor: Anchor) -> int:
    """Where a promise begins: of “i udvalget og derefter i byrådet”, what comes then."""
    left, right = here.part(anchor.start, anchor.end)
    then = phrases.SOME_DAY.search(here.text, max(left, anchor.end), right)
    follows = then and any(then.end() <= body.start < right for body in here.hearers)
    return then.start() if then and follows else anchor.start


def _never(here: Reading, anchor: Anchor) -> bool:
    left, right = here.part(anchor.start, anchor.end)
    return bool(phrases.NEVER.search(here.text, left, right))


def _is_some_meeting(here: Reading, when: When) -> bool:
    """“Et kommende møde”: of a committee, but nobody says when."""
    match = re.search(r"(\w*)(?:møder?|dagsorden)$", here.text[when.start : when.end])
    return when.time == Time() and bool(match and POLITICAL_MEETING.match(match[1]))


def _will_come(here: Reading, anchor: Anchor) -> bool:
    told = anchor.kind == "report" and _will_be_told(here, anchor)
    return told or _comes_again(here, anchor)


def _comes_again(here: Reading, anchor: Anchor) -> bool:
    """“Ser udvalget på sagen igen”, “bringes videre til udvalget”: not for the first time."""
    left, right = here.part(anchor.start, anchor.end)
    if not here.told(anchor.start, anchor.end) or phrases.WAS.search(here.text, left, right):
        return False
    if phrases.IF.search(here.text, 0, left) or phrases.IF_HERE.match(
        here.text, left, anchor.start
    ):
        return False
    again = phrases.AGAIN.search(here.text, left, right)
    asked = phrases.ASKED.search(here.text, anchor.end, right)
    if again and asked and asked.start() < again.start():
        return False  # “skal drøfte, hvilke temaer det vil arbejde videre med”
    if here.now:
        return bool(again and anchor.kind == "way")
    later = phrases.SOME_DAY.search(here.text, left, right) or phrases.WHEN.search(here.text)
    return bool(again or (later and phrases.COMES.search(here.text, left, right)))


def _will_be_told(here: Reading, anchor: Anchor) -> bool:
    """Whether a committee will be told: not now, not perhaps, not as a rule."""
    left, _ = here.clause(anchor.start, anchor.end)
    before = here.text[left : anchor.start]
    officials = phrases.OFFICIALS.search(here.text, 0, anchor.end)
    to_others = phrases.TO_SOMEBODY.match(here.text, anchor.end)
    back = "tilbage" in anchor.text and officials and not to_others
    if (back and anchor.kind == "report") or phrases.RESUMED.match(here.text, anchor.start):
        return True
    if here.decided:
        ordered = phrases.ORDERS.search(here.text, 0, anchor.end) or phrases.GETS.search(before)
        return bool(ordered and phrases.IS_TOLD.search(anchor.text))
    if phrases.ORDERS_NOW.search(here.text, 0, anchor.start) and not here.now:
        return True
    untold = here.now or not here.told(anchor.start, anchor.end)
    if untold or phrases.OTHER_HEARERS.search(before):
        return False
    since = 0 if phrases.RELATIVE.search(here.text, 0, left) else left
    if phrases.MODAL.search(here.text, since, anchor.end):
        return True
    told = phrases.AMONG_OTHER.search(here.text) or phrases.RESULT.search(before.rstrip())
    late = here.place > 1 or phrases.WHEN.search(here.text)
    return bool(phrases.PRESENT.match(anchor.text) and told and late)


def _onward(here: Reading) -> list[Promise]:
    """The matter goes on to a committee: “Herefter behandles sagen i byrådet”."""
    if here.now or not (here.political or phrases.SEPARATE.search(here.text)):
        return []
    treated = (a for a in here.anchors if a.kind != "way" and here.told(a.start, a.end))
    when_done = next(treated, None) if phrases.WHEN_DONE.match(here.text) else None
    onward = phrases.ONWARD.search(here.text)
    if onward:
        return [here.promise(onward.start(), Time())]
    return [here.promise(when_done.start, Time())] if when_done else []
