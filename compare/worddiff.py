"""Word diff: rapidfuzz finds the edits, diff-match-patch gives them their form.

The model is diff-match-patch's: a list of ``(op, text)`` with op -1 (deleted), 0 (kept) and 1
(inserted). Kept and deleted parts joined are the old text, kept and inserted parts the new one.
No word is ever cut. Sentences are aligned first, so that only those that changed are cut into
words at all; a pair of unchanged texts costs next to nothing.

Only this module imports diff-match-patch. Its own word mode (words mapped to code points, no
time limit) is the reference that tests and benchmarks hold :func:`diff` against.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from compare.tokens import words

Diff = list[tuple[int, str]]

_CUT = re.compile(r"[.!?]\s+|\n\s*")
_FIRST_SURROGATE, _LAST_SURROGATE, _LAST_POINT = 0xD800, 0xDFFF, 0x10FFFF
MAX_CELLS = 1 << 29
"""rapidfuzz keeps one bit for each pair of tokens: 64 MiB, some 23,000 tokens on each side."""
SCRAP_WORDS, SCRAP_LETTERS = 1, 16
"""A kept run this short between two edits says less than one edit across it."""


class Hunk(NamedTuple):
    """One edit: tokens ``old_start:old_end`` become ``new_start:new_end``."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def moved(self, old: int, new: int) -> Hunk:
        """The same edit in a longer list of tokens."""
        return Hunk(
            self.old_start + old, self.old_end + old, self.new_start + new, self.new_end + new
        )

    def to(self, last: Hunk) -> Hunk:
        """The edit from here to the end of a later one."""
        return Hunk(self.old_start, last.old_end, self.new_start, last.new_end)


def diff(old: str, new: str) -> Diff:
    """Compare two texts word by word.

    Returns diff-match-patch's ``(op, text)`` list: -1 deleted, 0 kept, 1 inserted, neighbours
    of one kind joined, nothing empty. Words are never cut; ``diff(new, old)`` is the mirror.
    """
    if old == new:
        return [(0, old)] if old else []
    olds, news = _sentences(old), _sentences(new)
    result: Diff = []
    done = 0
    for hunk in hunks(olds, news):
        result.append((0, "".join(olds[done : hunk.old_start])))
        done = hunk.old_end
        before = "".join(olds[hunk.old_start : done])
        after = "".join(news[hunk.new_start : hunk.new_end])
        result += _diff_words(before, after)
    result.append((0, "".join(olds[done:])))
    return _joined(result)


def patch(old: str, new: str) -> str:
    """Return the edits in diff-match-patch's patch format, which any of its ports can apply."""
    engine = diff_match_patch()
    return str(engine.patch_toText(engine.patch_make(old, diff(old, new))))


def reference(old: str, new: str, *, semantic: bool = False) -> Diff:
    """Compare with diff-match-patch itself over words mapped to code points, without time limit.

    Slow; for tests and benchmarks. ``semantic`` adds its clean-up for readers.

    Source: https://github.com/google/diff-match-patch/wiki/Line-or-Word-Diffs
    """
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    olds, news = words(old), words(new)
    codes = {word: chr(_point(n)) for n, word in enumerate(dict.fromkeys((*olds, *news)))}
    table = {code: word for word, code in codes.items()}
    edits = engine.diff_main(
        "".join(map(codes.__getitem__, olds)), "".join(map(codes.__getitem__, news)), False
    )
    if semantic:
        engine.diff_cleanupSemantic(edits)
    return [(op, "".join(map(table.__getitem__, text))) for op, text in edits]


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return the fewest edits that turn one list of tokens into another, in order.

    Edits never touch each other. ``hunks(new, old)`` has the same edits, mirrored. Lists too
    long for the memory budget are cut at tokens that stand once in each.
    """
    old, new = list(old), list(new)
    if old > new:
        return [Hunk(*hunk[2:], *hunk[:2]) for hunk in hunks(new, old)]
    head = _common(old, new)
    old, new = old[head:], new[head:]
    tail = _common(old[::-1], new[::-1])
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    found = _anchored(old, new) if len(old) * len(new) > MAX_CELLS else _edits(old, new)
    return [hunk.moved(head, head) for hunk in found]


def tidy(edits: Sequence[Hunk], old: Sequence[str]) -> list[Hunk]:
    """Join edits that only a scrap parts: one word and fewer than 16 letters."""
    result: list[Hunk] = []
    for hunk in edits:
        if result and is_scrap(old[result[-1].old_end : hunk.old_start]):
            result[-1] = result[-1].to(hunk)
        else:
            result.append(hunk)
    return result


def is_scrap(tokens: Sequence[str]) -> bool:
    """Whether a kept run is too short to stand between two edits."""
    count = sum(token[0].isalnum() for token in tokens)
    return count <= SCRAP_WORDS and sum(map(len, tokens)) < SCRAP_LETTERS


def _sentences(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in _CUT.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


def _diff_words(old: str, new: str) -> Iterator[tuple[int, str]]:
    olds, news = words(old), words(new)
    i = 0
    for hunk in tidy(hunks(olds, news), olds):
        yield 0, "".join(olds[i : hunk.old_start])
        yield -1, "".join(olds[hunk.old_start : hunk.old_end])
        yield 1, "".join(news[hunk.new_start : hunk.new_end])
        i = hunk.old_end
    yield 0, "".join(olds[i:])


def _joined(edits: Diff) -> Diff:
    """Join neighbours of one kind; between two kept parts, all deleted before all inserted."""
    result: Diff = []
    full = (edit for edit in edits if edit[1])
    for kept, run in groupby(full, key=lambda edit: edit[0] == 0):
        parts = list(run)
        for op in (0,) if kept else (-1, 1):
            text = "".join(part for kind, part in parts if kind == op)
            result += [(op, text)] if text else []
    return result


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    length = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        length += 1
    return length


def _edits(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    if not old or not new:
        return [Hunk(0, len(old), 0, len(new))] if old or new else []
    result: list[Hunk] = []
    for op in Indel.opcodes(*_encode(old, new)):
        if op.tag == "equal":
            continue
        i, j = op.src_start, op.dest_start
        if result and result[-1].old_end == i and result[-1].new_end == j:
            i, _, j, _ = result.pop()
        result.append(Hunk(i, op.src_end, j, op.dest_end))
    return result


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[object], Sequence[object]]:
    """Write each distinct token as one character; as numbers when Unicode has too few."""
    codes = {token: n for n, token in enumerate(dict.fromkeys((*old, *new)))}
    if _point(len(codes)) > _LAST_POINT:
        return [codes[token] for token in old], [codes[token] for token in new]
    letters = {token: chr(_point(n)) for token, n in codes.items()}
    return "".join(map(letters.__getitem__, old)), "".join(map(letters.__getitem__, new))


def _point(number: int) -> int:
    """The code point for a number, past the surrogates."""
    return number if number < _FIRST_SURROGATE else number + _LAST_SURROGATE - _FIRST_SURROGATE + 1


def _anchored(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Cut two long lists at their common rare tokens and compare what lies between.

    Source: the patience method of Bram Cohen, https://bramcohen.livejournal.com/73318.html
    """
    anchors = _anchors(old, new)
    if not anchors:
        return [Hunk(0, len(old), 0, len(new))]
    result: list[Hunk] = []
    i = j = 0
    for a, b in [*anchors, (len(old), len(new))]:
        result += [hunk.moved(i, j) for hunk in hunks(old[i:a], new[j:b])]
        i, j = a, b
    return result


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising sequence of places of tokens that stand once in each list."""
    places = {token: i for i, token in enumerate(new)}
    news = Counter(new)
    once = {token for token, count in Counter(old).items() if count == 1 and news[token] == 1}
    pairs = [(i, places[token]) for i, token in enumerate(old) if token in once]
    ends: list[int] = []  # the smallest place that ends a sequence of each length
    last: list[int] = []  # the pair that does
    previous: list[int] = []
    for n, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [n]
    chain = []
    n = last[-1] if last else -1
    while n >= 0:
        chain.append(pairs[n])
        n = previous[n]
    return chain[::-1]
