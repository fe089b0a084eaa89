"""A word diff laid out for reading: rows of the same paragraph in two texts.

:func:`compare.changes.inline` says which words differ; this module cuts the result into rows at
the paragraphs of either text, so that two columns stay side by side, and folds long stretches in
which nothing differs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from compare.changes import Segment, inline
from compare.model import SEVERITY
from reports.blocks import blocks

CONTEXT = 1
"""Unchanged rows shown on each side of a change."""


@dataclass(slots=True)
class Row:
    """One paragraph in both texts.

    Attributes:
        number: Counted from 1 in the section.
        segments: Words in reading order; joined, they are both paragraphs.
        old: Character span of the row in the old text.
        new: Character span of the row in the new text.
    """

    number: int = 0
    segments: list[Segment] = field(default_factory=list)
    old: tuple[int, int] = (0, 0)
    new: tuple[int, int] = (0, 0)

    @property
    def severity(self) -> int:
        """Severity of the most serious difference in the row (0-3)."""
        return max((SEVERITY[s.level] for s in self.segments if s.level), default=0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows, shown or folded away."""

    rows: tuple[Row, ...]
    folded: bool


def rows(
    old: str, new: str, section: str = "", segments: Iterable[Segment] | None = None
) -> list[Row]:
    """Diff two texts of one kind of section word by word and cut the result into rows.

    Args:
        old: The text before.
        new: The text after.
        section: The kind of section.
        segments: Their word diff, where it is known.
    """
    known = inline(old, new, section) if segments is None else segments
    cut = _cut(known, _starts(old), _starts(new))
    filled = [row for row in cut if any(s.old.strip() or s.new.strip() for s in row.segments)]
    for number, row in enumerate(filled, 1):
        row.number = number
    return filled


def stretches(found: Iterable[Row]) -> list[Stretch]:
    """Fold runs of unchanged rows, but for their context, when there is anything to gain."""
    listed = list(found)
    changed = [i for i, row in enumerate(listed) if row.severity]
    near = {i + d for i in changed for d in range(-CONTEXT, CONTEXT + 1)}
    result: list[Stretch] = []
    for i, row in enumerate(listed):
        folded = i not in near
        if result and result[-1].folded is folded:
            result[-1] = replace(result[-1], rows=(*result[-1].rows, row))
        else:
            result.append(Stretch((row,), folded))
    return result


def _starts(text: str) -> list[int]:
    return [block.start for block in blocks(text) if block.start]


def _cut(
    segments: Iterable[Segment], old_starts: Sequence[int], new_starts: Sequence[int]
) -> Iterator[Row]:
    row = Row()
    for segment in segments:
        old_cuts = _within(old_starts, row.old[1], len(segment.old))
        new_cuts = _within(new_starts, row.new[1], len(segment.new))
        for i, part in enumerate(_parts(segment, old_cuts, new_cuts)):
            if i:
                yield row
                row = Row(old=(row.old[1],) * 2, new=(row.new[1],) * 2)
            row.segments.append(part)
            row.old = (row.old[0], row.old[1] + len(part.old))
            row.new = (row.new[0], row.new[1] + len(part.new))
    yield row


def _within(starts: Sequence[int], at: int, length: int) -> list[int]:
    """The starts that lie in a stretch, counted from its first character.

    One at its end is left to the next stretch.
    """
    return [s - at for s in starts[bisect_left(starts, at) : bisect_left(starts, at + length)]]


def _parts(segment: Segment, old_cuts: list[int], new_cuts: list[int]) -> list[Segment]:
    """Cut a segment where a paragraph starts; the first part goes on with the row before it."""
    if segment.level is None:
        pieces = _split(segment.old, sorted({*old_cuts, *new_cuts}))
        return [replace(segment, old=piece, new=piece) for piece in pieces]
    both = zip_longest(_split(segment.old, old_cuts), _split(segment.new, new_cuts), fillvalue="")
    return [replace(segment, old=old, new=new) for old, new in both]


def _split(text: str, cuts: list[int]) -> list[str]:
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]
