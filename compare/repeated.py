"""Edits beside a sentence that stands several times: which of its copies came or went.

``B X`` becoming ``Y X X`` may be ``B`` that became ``Y``, with one ``X`` more behind; or ``B``
that became ``Y X``. The fewest edits do not tell which. Here the words do: of all ways to lay the
kept copy, that in which the two edits around it differ least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from compare.worddiff import Hunk

FARTHEST = 16
"""A kept copy is moved over no more sentences: bounded work, whatever a text repeats."""


def settle(edits: Sequence[Hunk], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Lay what is kept between two edits where these differ least.

    Args:
        edits: Edits of sentences, in order; they never touch.
        old: The old sentences, words parted by blanks.
        new: The new ones.

    Returns edits that keep as much as those given, in order.
    """
    result: list[Hunk] = []
    for hunk in edits:
        if not result:
            result.append(hunk)
            continue
        ways = list(_ways(result.pop(), hunk, old, new))
        best = ways[0]
        if len(ways) > 1:  # seldom: most sentences stand once
            best = min(ways, key=lambda way: sum(_differing(edit, old, new) for edit in way))
        result += [edit for edit in best if edit[0] < edit[1] or edit[2] < edit[3]]
    return result


def _ways(
    last: Hunk, hunk: Hunk, old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Hunk, Hunk]]:
    """Two edits as they are, and with the kept sentences between them laid elsewhere."""
    yield last, hunk
    for steps in _steps(old, last[:2], hunk[:2]):
        yield _laid(last, hunk, steps, 0)
    for steps in _steps(new, last[2:], hunk[2:]):
        yield _laid(last, hunk, 0, steps)


def _laid(last: Hunk, hunk: Hunk, old: int, new: int) -> tuple[Hunk, Hunk]:
    return (
        Hunk(last.old_start, last.old_end + old, last.new_start, last.new_end + new),
        Hunk(hunk.old_start + old, hunk.old_end, hunk.new_start + new, hunk.new_end),
    )


def _steps(units: Sequence[str], last: tuple[int, ...], hunk: tuple[int, ...]) -> Iterator[int]:
    """How far the sentences between two edits of one text may be laid, and be the same."""
    kept = units[last[1] : hunk[0]]
    farthest = min(FARTHEST, hunk[1] - hunk[0])
    for steps in range(-min(FARTHEST, last[1] - last[0]), farthest + 1):
        start = last[1] + steps
        if steps and units[start] == kept[0] and units[start : start + len(kept)] == kept:
            yield steps


def _differing(edit: Hunk, old: Sequence[str], new: Sequence[str]) -> int:
    """How many words an edit takes away and brings, whatever their order."""
    before = Counter(" ".join(old[edit.old_start : edit.old_end]).split())
    after = Counter(" ".join(new[edit.new_start : edit.new_end]).split())
    return (before - after).total() + (after - before).total()
