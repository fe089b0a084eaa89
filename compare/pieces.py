"""Two texts cut into pieces: what is equal, and what differs how, over the originals.

The old parts of all pieces joined are the old text, the new parts the new one. Between the edits
of words lie the differences that comparison looks through: blanks, breaks and marks in the gaps
between words (layout), and the same word printed otherwise (typography).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from compare.edits import Edit, edits
from compare.levels import level
from compare.model import Fact, Level
from compare.tokens import Text
from compare.worddiff import Hunk

PieceOp = Literal["equal", "insert", "delete", "replace", "move"]
MIRRORED: dict[PieceOp, PieceOp] = {"insert": "delete", "delete": "insert"}


class Span(NamedTuple):
    """A stretch of a text, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters."""
        return text[self.start : self.end]


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts.

    Attributes:
        op: What was done; a move has two pieces, each with one side without words.
        old: Its span in the old text.
        new: Its span in the new text.
        level: The rung of the ladder; ``None`` where nothing differs.
        old_words: The span of the words that differ, without blanks and marks around them.
        new_words: The same in the new text.
        facts: The facts that it changed.
        move: The number of the move.
    """

    op: PieceOp
    old: Span
    new: Span
    level: Level | None = None
    old_words: Span = NOWHERE
    new_words: Span = NOWHERE
    facts: tuple[Fact, ...] = ()
    move: int | None = None

    def mirror(self) -> Piece:
        """The same piece the other way."""
        return replace(
            self,
            op=MIRRORED.get(self.op, self.op),
            old=self.new,
            new=self.old,
            old_words=self.new_words,
            new_words=self.old_words,
            facts=tuple(
                fact.model_copy(update={"before": fact.after, "after": fact.before})
                for fact in self.facts
            ),
        )


def pieces(
    texts: Sequence[tuple[str, str]],
    sections: Sequence[str],
    *,
    whole: frozenset[int] = frozenset(),
    own: frozenset[str] = frozenset(),
) -> list[list[Piece]]:
    """Cut pairs of texts into pieces; from new to old they are the mirror.

    Args:
        texts: Old and new text of each section.
        sections: The kind of each section.
        whole: Numbers of pairs whose two texts are one sentence in two forms.
        own: The committees of the two texts, where they are not one.
    """
    if [old for old, _ in texts] > [new for _, new in texts]:
        other = pieces([(new, old) for old, new in texts], sections, whole=whole, own=own)
        return [[piece.mirror() for piece in found] for found in other]
    pairs = [_read(old, new) for old, new in texts]
    found = edits(pairs, sections, whole=whole, own=own)
    return [
        list(_equals_joined(_cut(old, new, part)))
        for (old, new), part in zip(pairs, found, strict=True)
    ]


def _read(old: str, new: str) -> tuple[Text, Text]:
    text = Text.read(old)
    return text, text if old == new else Text.read(new)


def _cut(old: Text, new: Text, found: Iterable[Edit]) -> Iterator[Piece]:
    """Go through both texts from edit to edit."""
    if old is new:
        yield _equal(Span(0, len(old.original)), Span(0, len(old.original)))
        return
    at_old = at_new = i = j = 0
    for edit in found:
        tokens = edit.tokens
        yield from _kept(old, new, at_old, at_new, Hunk(i, tokens.old_start, j, tokens.new_start))
        if i < tokens.old_start:
            at_old, at_new = old.after(tokens.old_start - 1), new.after(tokens.new_start - 1)
        piece = _piece(old, new, edit, at_old, at_new)
        yield _equal(Span(at_old, piece.old.start), Span(at_new, piece.new.start))
        yield piece
        at_old, at_new = piece.old.end, piece.new.end
        i, j = tokens.old_end, tokens.new_end
    yield from _kept(old, new, at_old, at_new, Hunk(i, len(old), j, len(new)))
    if i < len(old):
        at_old, at_new = old.after(len(old) - 1), new.after(len(new) - 1)
    tails = Span(at_old, len(old.original)), Span(at_new, len(new.original))
    yield _compared(old, new, *tails, rung="layout")


def _kept(old: Text, new: Text, at_old: int, at_new: int, tokens: Hunk) -> Iterator[Piece]:
    """Words that are kept, each with the gap before it; halved until all of a half is equal."""
    i, end, j, new_end = tokens
    if i == end:
        return
    stretch, new_stretch = Span(at_old, old.after(end - 1)), Span(at_new, new.after(new_end - 1))
    if stretch.of(old.original) == new_stretch.of(new.original):
        yield _equal(stretch, new_stretch)
    elif end - i == 1:
        word, new_word = Span(*old.cores[i]), Span(*new.cores[j])
        gap, new_gap = Span(at_old, word.start), Span(at_new, new_word.start)
        yield _compared(old, new, gap, new_gap, rung="layout")
        yield _compared(old, new, word, new_word)
    else:
        half = (end - i) // 2
        yield from _kept(old, new, at_old, at_new, Hunk(i, i + half, j, j + half))
        at_old, at_new = old.after(i + half - 1), new.after(j + half - 1)
        yield from _kept(old, new, at_old, at_new, Hunk(i + half, end, j + half, new_end))


def _compared(old: Text, new: Text, a: Span, b: Span, *, rung: Level | None = None) -> Piece:
    """A piece that may differ in layout and typography only."""
    before, after = a.of(old.original), b.of(new.original)
    if before == after:
        return _equal(a, b)
    op: PieceOp = "insert" if not before else "replace" if after else "delete"
    return Piece(op, a, b, rung or level(before, after), a, b)


def _piece(old: Text, new: Text, edit: Edit, at_old: int, at_new: int) -> Piece:
    """An edit with those of the gaps around it that differ too."""
    tokens = edit.tokens
    words = Span(old.before(tokens.old_start), _end(old, tokens.old_start, tokens.old_end))
    new_words = Span(new.before(tokens.new_start), _end(new, tokens.new_start, tokens.new_end))
    gap, new_gap = old.original[at_old : words.start], new.original[at_new : new_words.start]
    tail, new_tail = old.gap(tokens.old_end), new.gap(tokens.new_end)
    old_span, new_span = words, new_words
    if not words.end > words.start:  # nothing but a gap on the old side
        before, after = gap == new_gap, gap == new_tail
        old_span, new_span = _lopsided(
            at_old, words, at_new, new_words, len(new_tail), before, after
        )
    elif not new_words.end > new_words.start:
        before, after = gap == new_gap, new_gap == tail
        new_span, old_span = _lopsided(at_new, new_words, at_old, words, len(tail), before, after)
    else:
        if gap != new_gap:
            old_span, new_span = Span(at_old, words.end), Span(at_new, new_words.end)
        if tail != new_tail:
            old_span = Span(old_span.start, words.end + len(tail))
            new_span = Span(new_span.start, new_words.end + len(new_tail))
    return Piece(edit.op, old_span, new_span, edit.level, words, new_words, edit.facts, edit.move)


def _lopsided(
    at_bare: int, bare: Span, at_full: int, full: Span, tail: int, before: bool, after: bool
) -> tuple[Span, Span]:
    """Which of the two gaps around words that only one side has is the other side's only gap."""
    if before:  # the gap before the words; the one behind them goes with them
        return Span(bare.start, bare.start), Span(full.start, full.end + tail)
    if after:
        return Span(at_bare, at_bare), Span(at_full, full.end)
    return Span(at_bare, bare.start), Span(at_full, full.end + tail)


def _end(text: Text, start: int, end: int) -> int:
    return text.after(end - 1) if start < end else text.before(start)


def _equal(a: Span, b: Span) -> Piece:
    return Piece("equal", a, b)


def _equals_joined(found: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours that are equal, and leave out what is empty."""
    full = (p for p in found if p.old.start < p.old.end or p.new.start < p.new.end)
    for equal, run in groupby(full, key=lambda piece: piece.level is None):
        if not equal:
            yield from run
            continue
        parts = list(run)
        first, last = parts[0], parts[-1]
        yield _equal(Span(first.old.start, last.old.end), Span(first.new.start, last.new.end))
