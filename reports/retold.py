"""A word diff told from the changes that were found, so that nothing is compared again.

The comparison says where each difference stands in both texts. What lies between two of them is
the same on both sides, or else the changes do not tell all: then the two texts must be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compare.changes import Segment
from compare.model import Change
from ordlyd.model import Section

Span = tuple[int, int]


def retold(old: Section, new: Section, changes: Iterable[Change]) -> list[Segment] | None:
    """Return two sections as segments; joined, these are the two texts.

    ``None`` where the changes do not tell them: places in a text that lacks lines of its
    document, and passages that moved.

    Args:
        old: The section before.
        new: The section after.
        changes: Those of its item, in reading order.
    """
    if not (_is_whole(old) and _is_whole(new)):
        return None
    found: list[Segment] = []
    i = j = 0
    for change in changes:
        if not _is_within(change, old, new):
            continue
        a, b = _places(change, old, new, (i, j))
        if change.op == "move" or a[0] < i or b[0] < j:
            return None
        blanks = _add_kept(found, old.text[i : a[0]], new.text[j : b[0]])
        if blanks is None:
            return None
        before, after = blanks[0] + old.text[slice(*a)], blanks[1] + new.text[slice(*b)]
        found.append(Segment(change.op, before, after, change.level))
        i, j = a[1], b[1]
    return found if _add_kept(found, old.text[i:], new.text[j:]) == ("", "") else None


def _is_whole(section: Section) -> bool:
    return len(section.text) == section.end - section.start


def _is_within(change: Change, old: Section, new: Section) -> bool:
    """Whether a change is one of a pair of sections, by the places that it has."""
    sides = [(change.a_span, old), (change.b_span, new)]
    placed = [(span, section) for span, section in sides if span is not None]
    return bool(placed) and all(s.start <= at[0] and at[1] <= s.end for at, s in placed)


def _places(change: Change, old: Section, new: Section, done: Span) -> tuple[Span, Span]:
    """Where a change stands in the two texts; on a side that lacks its words, where it would."""
    a, b = change.a_span, change.b_span
    at = a[0] - old.start if a else done[0] + (b[0] - new.start if b else done[1]) - done[1]
    to = b[0] - new.start if b else done[1] + at - done[0]
    return (at, at + (a[1] - a[0] if a else 0)), (to, to + (b[1] - b[0] if b else 0))


def _add_kept(found: list[Segment], old: str, new: str) -> tuple[str, str] | None:
    """Add what lies between two changes; other blanks at its ends go with the changes beside it.

    Returns the blanks of both sides that go with the next one; ``None`` where words differ.
    """
    core = old.strip()
    if core != new.strip():
        return None
    (lead, tail), (new_lead, new_tail) = _ends(old, core), _ends(new, core)
    if lead != new_lead:
        if not found:
            return None
        last = found[-1]
        found[-1] = replace(last, old=last.old + lead, new=last.new + new_lead)
        lead = ""
    kept = lead + core + (tail if tail == new_tail else "")
    if kept:
        found.append(Segment("equal", kept, kept))
    return ("", "") if tail == new_tail else (tail, new_tail)


def _ends(text: str, core: str) -> tuple[str, str]:
    """The blanks before and after the words; all before, where there are none."""
    lead = len(text) - len(text.lstrip())
    return text[:lead], text[lead + len(core) :]
