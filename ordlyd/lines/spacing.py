"""Paragraphs of a PDF: where the space between two lines is wider than the lines of one.

A PDF says where each line stands and nothing of paragraphs. Lines of one paragraph keep one
distance, the leading; it is learned for each font size from the narrowest distance that lines of
that size keep, and for sizes that never come twice from that of the body. A page's end parts two
paragraphs only where a sentence ends there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_NARROW, _WIDE = 0.9, 1.75
"""Leading as a multiple of the font size: narrower is a superscript, wider a paragraph."""
_USUAL = 1.25
_SLACK = 1.2


class PrintedLine(NamedTuple):
    """A line as a PDF prints it.

    ``page`` counts from 1; ``size`` is in points; ``baseline`` in points above the page's foot;
    ``named_bold`` tells whether the font's name says bold; ``last_baseline`` is that of the last
    row where the line was joined of two.
    """

    text: str
    page: int
    size: float | None
    weight: int | None
    named_bold: bool
    baseline: float | None
    last_baseline: float | None = None


def paragraph_ends(lines: Sequence[PrintedLine]) -> set[int]:
    """Return the indexes of the lines after which a paragraph ends."""
    said = [i for i, line in enumerate(lines) if line.text.strip()]
    leading = _leadings([lines[i] for i in said])
    return {i for i, j in pairwise(said) if _parted(lines[i], lines[j], leading)}


def _leadings(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """Return the leading of each font size, in points."""
    steps: dict[float, list[float]] = defaultdict(list)
    for before, after in pairwise(lines):
        step = _step(before, after)
        size = before.size if before.size == after.size else None
        if step is not None and size and _NARROW * size <= step <= _WIDE * size:
            steps[size].append(step)
    body = Counter(line.size for line in lines if line.size).most_common(1)
    ratio = _narrowest(steps[body[0][0]]) / body[0][0] if body and steps[body[0][0]] else _USUAL
    sizes = {line.size for line in lines if line.size}
    return {size: _narrowest(steps[size]) if steps[size] else ratio * size for size in sizes}


def _narrowest(steps: Sequence[float]) -> float:
    """Return the narrowest step that is no accident: one in twenty keep it at least."""
    return sorted(steps)[len(steps) // 20]


def _step(before: PrintedLine, after: PrintedLine) -> float | None:
    above = before.baseline if before.last_baseline is None else before.last_baseline
    if before.page != after.page or above is None or after.baseline is None:
        return None
    return above - after.baseline


def _parted(before: PrintedLine, after: PrintedLine, leading: dict[float, float]) -> bool:
    if before.page != after.page:
        return before.text.rstrip()[-1:] in ".:?!"
    step = _step(before, after)
    if step is None or not before.size or not after.size:
        return False
    return step < 0 or step > _SLACK * leading[max(before.size, after.size)]
