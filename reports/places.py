"""Where the words of a change stand: section, paragraph, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from compare.model import Change
from ordlyd.stored import StoredItem
from ordlyd.text import collapse
from reports.blocks import blocks

AROUND = 70
"""Characters of context shown on each side of a quoted change."""

_LAST = 200
"""Occurrences of a change's words that are looked at, so that a hostile text cannot cost time."""


@dataclass(frozen=True, slots=True)
class Place:
    """A character of one section of one item.

    Attributes:
        section: Index in the item's sections.
        offset: Character offset in the section's text.
        block: Index in the section's blocks.
    """

    section: int
    offset: int
    block: int

    @property
    def anchor(self) -> str:
        """The id of the block on the item's page."""
        return f"s{self.section + 1}-{self.block + 1}"


def locate(item: StoredItem, span: tuple[int, int] | None, words: str) -> Place | None:
    """Find a span of the extracted document in an item's sections.

    A section's text may lack lines that were noise, so its offsets can be off by some lines: the
    occurrence of the words nearest to the stated place is taken.
    """
    if span is None:
        return None
    for index, section in enumerate(item.item.sections):
        if section.start <= span[0] <= section.end:
            offset = _nearest(section.text, words.strip(), span[0] - section.start)
            starts = [block.start for block in blocks(section.text)]
            return Place(index, offset, max(bisect_right(starts, offset) - 1, 0))
    return None


def excerpt(item: StoredItem, place: Place, length: int) -> tuple[str, str]:
    """The words of the same paragraph around ``length`` characters, cut between words."""
    text = item.item.sections[place.section].text
    found = blocks(text)
    first, end = found[place.block], place.offset + length
    last = found[max(bisect_right([b.start for b in found], max(end - 1, 0)) - 1, 0)]
    before = text[first.start : place.offset].replace("**", "")
    after = text[end : max(last.end, end)].replace("**", "")
    return _tail(before.removeprefix(first.mark).lstrip()), _head(after.rstrip())


def sides(change: Change) -> tuple[tuple[str, tuple[int, int] | None, str], ...]:
    """Item id, span and words of both sides of a change."""
    return (
        (change.a, change.a_span, change.before),
        (change.b, change.b_span, change.after),
    )


def _nearest(text: str, words: str, near: int) -> int:
    near = min(max(near, 0), max(len(text) - 1, 0))
    if not words:
        return near
    first = words.split()[:8]
    if text.startswith(" ".join(first), near):
        return near
    pattern = r"\s+".join(re.escape(word) for word in first)
    found = islice(re.finditer(pattern, text), _LAST)
    return min((m.start() for m in found), key=lambda at: abs(at - near), default=near)


def _tail(text: str) -> str:
    """The last words of a text."""
    joined = collapse(text)
    blank = " " if joined and text[-1].isspace() else ""
    if len(joined) <= AROUND:
        return joined + blank
    return f"… {joined[-AROUND:].partition(' ')[2]}{blank}"


def _head(text: str) -> str:
    """The first words of a text."""
    joined = collapse(text)
    blank = " " if joined and text[0].isspace() else ""
    if len(joined) <= AROUND:
        return blank + joined
    return f"{blank}{joined[:AROUND].rpartition(' ')[0]} …"
