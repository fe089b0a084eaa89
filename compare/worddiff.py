"""Word diff: rapidfuzz finds the edits, diff-match-patch gives them their form.

The model is diff-match-patch's: a list of ``(op, text)`` with op -1 (deleted), 0 (kept) and 1
(inserted). Kept and deleted parts joined are the old text, kept and inserted parts the new one.
No word is ever cut. Paragraphs are aligned first, then sentences, so that only those that
changed are cut into words at all; a pair of unchanged texts costs next to nothing.

Only this module imports diff-match-patch. Its own word mode (words mapped to code points, no
time limit) is the reference that tests and benchmarks hold :func:`diff` against.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from compare.tokens import words

Diff = list[tuple[int, str]]
Cutter = Callable[[str], list[str]]

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s)[^.!?\n]*)*(?:[.!?]\s+|\n\s*|\Z)")
_FIRST_SURROGATE, _LAST_SURROGATE, _LAST_POINT = 0xD800, 0xDFFF, 0x10FFFF
MAX_CELLS = 1 << 29
"""rapidfuzz keeps one bit for each pair of tokens: 64 MiB, some 23,000 tokens on each side."""
SCRAP_WORDS, SCRAP_LETTERS = 1, 24
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
    found: Diff = []
    _compare(old, new, (_paragraphs, _sentences, words), found)
    return found


def patch(old: str, new: str) -> str:
    """Return the edits in diff-match-patch's patch format, which any of its ports can apply."""
    engine = diff_match_patch()
    return str(engine.patch_toText(engine.patch_make(old, diff(old, new))))


def reference(
    old: str, new: str, *, tokens: Callable[[str], list[str]] = words, semantic: bool = False
) -> Diff:
    """Compare with diff-match-patch itself over words mapped to code points, without time limit.

    Slow; for tests and benchmarks. ``semantic`` adds its clean-up for readers.

    Source: https://github.com/google/diff-match-patch/wiki/Line-or-Word-Diffs
    """
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    olds, news = tokens(old), tokens(new)
    codes = dict(zip(dict.fromkeys((*olds, *news)), map(chr, _code_points()), strict=False))
    table = {code: word for word, code in codes.items()}
    before, after = ("".join(map(codes.__getitem__, side)) for side in (olds, news))
    edits = engine.diff_main(before, after, False)
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
    del old[:head], new[:head]
    tail = _common(reversed(old), reversed(new))
    if tail:
        del old[-tail:], new[-tail:]
    found = _anchored(old, new) if len(old) * len(new) > MAX_CELLS else _edits(old, new)
    return [hunk.moved(head, head) for hunk in found] if head else found


def tidy(edits: Sequence[Hunk], old: Sequence[str]) -> list[Hunk]:
    """Join edits that only a scrap parts: one word and fewer than 24 letters."""
    result: list[Hunk] = []
    for hunk in edits:
        if result and is_scrap(old[result[-1].old_end : hunk.old_start]):
            result[-1] = result[-1].to(hunk)
        else:
            result.append(hunk)
    return result


def is_scrap(tokens: Sequence[str]) -> bool:
    """Whether a kept run is too short to stand between two edits."""
    if sum(map(len, tokens)) >= SCRAP_LETTERS:
        return False
    return sum(token[0].isalnum() for token in tokens) <= SCRAP_WORDS


def _compare(old: str, new: str, cutters: Sequence[Cutter], found: Diff) -> None:
    """Compare coarse parts, and the parts that differ by the finer ones."""
    cut, *finer = cutters
    olds, news = cut(old), cut(new)
    done = 0
    for hunk in hunks(olds, news) if finer else tidy(hunks(olds, news), olds):
        _keep("".join(olds[done : hunk.old_start]), found)
        done = hunk.old_end
        before = "".join(olds[hunk.old_start : done])
        after = "".join(news[hunk.new_start : hunk.new_end])
        if finer and before and after:
            _compare(before, after, finer, found)
        else:
            found += [(op, text) for op, text in ((-1, before), (1, after)) if text]
    _keep("".join(olds[done:]), found)


def _keep(text: str, found: Diff) -> None:
    """Add what is kept; two edits never touch, but two kept parts may."""
    if text and found and found[-1][0] == 0:
        text = found.pop()[1] + text
    if text:
        found.append((0, text))


def _paragraphs(text: str) -> list[str]:
    *parts, last = text.split("\n\n")
    return [*(part + "\n\n" for part in parts), last]


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)[:-1]  # the last match is the empty one at the end


def _common(old: Iterable[str], new: Iterable[str]) -> int:
    length = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        length += 1
    return length


def _edits(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    if not old or not new or len(old) == len(new) == 1:
        return [Hunk(0, len(old), 0, len(new))] if old or new else []
    result: list[Hunk] = []
    i = j = 0
    for block in Indel.opcodes(*_encode(old, new)).as_matching_blocks():
        if block.a > i or block.b > j:
            result.append(Hunk(i, block.a, j, block.b))
        i, j = block.a + block.size, block.b + block.size
    return result


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[object], Sequence[object]]:
    """Write each distinct token as one character; as numbers when Unicode has too few."""
    distinct = dict.fromkeys(old) | dict.fromkeys(new)
    codes: dict[str, str] = dict(zip(distinct, map(chr, _code_points()), strict=False))
    if len(codes) < len(distinct):
        numbers = {token: n for n, token in enumerate(distinct)}
        return [numbers[token] for token in old], [numbers[token] for token in new]
    return "".join(map(codes.__getitem__, old)), "".join(map(codes.__getitem__, new))


def _code_points() -> Iterator[int]:
    """All code points but the surrogates, which stand for no character."""
    return chain(range(_FIRST_SURROGATE), range(_LAST_SURROGATE + 1, _LAST_POINT + 1))


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
