"""The changes between two items, or two plain texts: where, what, how serious.

Title, sections and attachments are compared, each with its like; number and date of the item
are no part of its text. One difference is one change. Words are shown as printed, with line
breaks as blanks, and found again by their spans in the extracted texts of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from compare.levels import severity
from compare.model import Change, Level
from compare.pairing import Part, PartPair, pair_up
from compare.pieces import Piece, Span, pieces
from ordlyd.stored import StoredItem
from ordlyd.text import collapse

_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of two texts for drawing: joined, ``old`` and ``new`` are the whole texts.

    Attributes:
        op: What was done.
        old: The old words; with ``op`` ``insert`` only blanks, if anything.
        new: The new words; with ``op`` ``delete`` only blanks, if anything.
        level: The rung of the ladder; ``None`` where nothing differs.
    """

    op: Literal["equal", "insert", "delete", "replace", "move"]
    old: str
    new: str
    level: Level | None = None


def changes(
    a: StoredItem, b: StoredItem, *, a_id: str | None = None, b_id: str | None = None
) -> list[Change]:
    """Return the changes from one item to another, in reading order.

    Where one text was put to two committees, each speaking of itself by its name, the other name
    is other wording and no other fact.

    Args:
        a: The item before.
        b: The item after.
        a_id: The id to give for ``a``; its own without.
        b_id: The id to give for ``b``; its own without.
    """
    committees = {a.meeting.committee, b.meeting.committee}
    own = frozenset(name for name in committees if name and len(committees) > 1)
    return _changes(pair_up(a.item, b.item), a_id or a.id, b_id or b.id, own)


def text_changes(
    old: str, new: str, section: str = "", *, a_id: str = "", b_id: str = ""
) -> list[Change]:
    """Return the changes from one plain text to another; spans are places in the two texts."""
    pair = PartPair(section, Part(old, 0, len(old)), Part(new, 0, len(new)))
    return _changes([pair], a_id, b_id)


def inline(old: str, new: str, section: str = "") -> list[Segment]:
    """Return two texts of one section as segments, for drawing side by side or in line."""
    (found,) = pieces([(old, new)], [section])
    return [Segment(p.op, p.old.of(old), p.new.of(new), p.level) for p in found]


class _Side(NamedTuple):
    """One side of a change: words of a part."""

    part: Part
    words: Span


def _changes(
    pairs: Sequence[PartPair], a_id: str, b_id: str, own: frozenset[str] = frozenset()
) -> list[Change]:
    found = pieces(
        [(pair.old.text, pair.new.text) for pair in pairs],
        [pair.section for pair in pairs],
        whole=frozenset(n for n, pair in enumerate(pairs) if pair.whole),
        own=own,
    )
    parts = list(zip(pairs, found, strict=True))
    targets = {
        piece.move: _Side(pair.new, piece.new_words)
        for pair, part in parts
        for piece in part
        if _is_target(piece)
    }
    return [
        _change(pair, piece, targets.get(piece.move), a_id, b_id)
        for pair, part in parts
        for piece in _layout_joined(pair, part)
        if piece.level is not None and not _is_target(piece)
    ]


def _is_target(piece: Piece) -> bool:
    """Whether a piece is the place that something moved to."""
    return piece.move is not None and piece.old_words.start == piece.old_words.end


def _change(pair: PartPair, piece: Piece, target: _Side | None, a_id: str, b_id: str) -> Change:
    before = _Side(pair.old, piece.old_words)
    after = target if target and piece.move is not None else _Side(pair.new, piece.new_words)
    rung = _level(pair, piece)
    show = _as_printed if rung == "layout" else collapse
    return Change(
        a=a_id,
        b=b_id,
        section=pair.section,
        op="replace" if piece.op == "equal" else piece.op,
        level=rung,
        severity=severity(rung),
        before=show(before.words.of(before.part.text)),
        after=show(after.words.of(after.part.text)),
        a_span=before.part.place(before.words),
        b_span=after.part.place(after.words),
        facts=piece.facts,
    )


def _as_printed(text: str) -> str:
    return text


def _level(pair: PartPair, piece: Piece) -> Level:
    """The level of a piece in its part: order in a list, and words of a template, are layout."""
    rung = piece.level or "layout"
    reordered = pair.section == "attachments" and piece.op == "move"
    renamed = pair.template and severity(rung) > 0
    return "layout" if reordered or renamed else rung


def _layout_joined(pair: PartPair, part: Sequence[Piece]) -> Iterator[Piece]:
    """Take a paragraph that was set anew as one change, not one for each of its lines."""
    held: Piece | None = None
    for piece in part:
        if _is_in_paragraph(pair, piece):
            if piece.level == "layout":
                held = _stretched(held, piece)
            continue
        yield from [held] if held else []
        held = None
        yield piece
    yield from [held] if held else []


def _is_in_paragraph(pair: PartPair, piece: Piece) -> bool:
    """Whether a piece differs at most in layout and no paragraph ends in it."""
    texts = piece.old.of(pair.old.text), piece.new.of(pair.new.text)
    return piece.level in {None, "layout"} and not any(_PARAGRAPH.search(t) for t in texts)


def _stretched(held: Piece | None, piece: Piece) -> Piece:
    if held is None:
        return piece
    return replace(
        held,
        op="replace",
        old_words=Span(held.old_words.start, piece.old_words.end),
        new_words=Span(held.new_words.start, piece.new_words.end),
    )
