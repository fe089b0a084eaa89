"""What is reported to a committee again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from compare import promise_phrases as phrases
from compare import promise_words as words
from compare.due import When
from compare.reading import ROW, Promise, Reading
from compare.time_words import ONGOING

_TOLD = 60
"""Characters between “løbende” and what is told."""
_CELL = 12
"""Characters of a cell beside the rhythm that it holds."""


def rhythms(here: Reading) -> Iterator[Promise]:
    """Yield what is reported again and again."""
    for when in here.times:
        if when.time.every and (_is_standing(here, when) or _is_fixed(here, when)):
            time = when.time
            if time.due is None and here.sentence.row and (over := here.over()):
                time = replace(over, every=time.every)
            yield here.promise(when.start, time)


def _is_standing(here: Reading, when: When) -> bool:
    left, right = here.part(when.start, when.end)
    after = here.text[when.end : right]
    relative = phrases.WHICH.match(here.text, right)
    which = relative and here.told(*relative.span()) and _reports(here, right, relative.end())
    if not which and not here.tells(left, right):
        return False
    if phrases.ALREADY.search(here.text, left, when.start):
        return False
    if when.time.every == ONGOING:
        return _is_ongoing(here, when, left, right)
    if phrases.ADJECTIVE.search(here.text[when.start : when.end]):
        return bool(re.match(rf" (?:\w+ ){{0,2}}?{words.REPORT}\b", after, re.IGNORECASE))
    return bool(which) or _reports(here, left, right)


def _is_ongoing(here: Reading, when: When, left: int, right: int) -> bool:
    """“Orienteres løbende”, “løbende gøre udvalget bekendt med”: what is told, not what is done."""
    if phrases.OTHER_HEARERS.search(here.text, left, when.start):
        return False
    near = here.text[when.end : min(right, when.end + _TOLD)].partition(" og ")[0]
    return bool(
        phrases.SPOKEN.search(near) or phrases.TOLD_BEFORE.search(here.text, left, when.start)
    )


def _reports(here: Reading, left: int, right: int) -> bool:
    """Whether a clause says that something is reported, or on its way to a body."""
    if phrases.REPORTS.search(here.text, left, right):
        return True
    return any(left <= anchor.start < right for anchor in here.anchors)


def _is_fixed(here: Reading, when: When) -> bool:
    """A row of a table of fixed reports, with the rhythm in a cell of its own or at the end."""
    row, text = here.sentence, here.text
    if not row.row or len(text) > ROW or not phrases.FIXED.search(f"{row.lead} {text}"):
        return False
    left = text.rfind("|", 0, when.start) + 1
    right = text.find("|", when.end)
    alone = left > 0 and (right if right >= 0 else len(text)) - left - (when.end - when.start)
    return bool(0 < alone <= _CELL or not text[when.end :].strip(" .|)"))
