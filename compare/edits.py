"""The edits between texts, each with its level and its facts, as ranges of words.

Sentences are aligned first (:mod:`compare.align`), those that changed are diffed word by word,
and each edit is put on the ladder (:mod:`compare.levels`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.align import Block, Pairs, align
from compare.facts import Lexicon, differences
from compare.levels import level, severity
from compare.model import Fact, Level, Op
from compare.tokens import Text
from compare.worddiff import Hunk, hunks, is_scrap

SLIGHT_TOKENS = 6
"""A slip, a hyphen at a line end or a compound in parts takes no more words and marks."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: tokens of the old text that became tokens of the new one.

    Attributes:
        op: What was done; a move is two edits with one number, each with one empty range.
        tokens: The ranges of tokens.
        level: The rung of the ladder.
        facts: The facts that it changed.
        move: The number of the move.
    """

    op: Op
    tokens: Hunk
    level: Level
    facts: tuple[Fact, ...] = ()
    move: int | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What all texts under comparison show together."""

    lexicon: Lexicon
    known: Container[str]

    @classmethod
    def of(cls, pairs: Pairs, own: Iterable[str]) -> _Context:
        sentences = (
            text.folded.text[start:end]
            for pair in pairs
            for text in pair
            for start, end in text.sentences(0, len(text))
        )
        olds = {key for old, _ in pairs for key in old.keys}
        news = {key for _, new in pairs for key in new.keys}
        return cls(Lexicon.of(sentences, own=own), olds & news)


def edits(
    pairs: Pairs,
    sections: Sequence[str],
    *,
    whole: frozenset[int] = frozenset(),
    own: frozenset[str] = frozenset(),
) -> list[list[Edit]]:
    """Return for each pair of texts its edits, in order.

    Args:
        pairs: Old and new text of each section.
        sections: The kind of each section.
        whole: Numbers of pairs whose two texts are one sentence in two forms.
        own: The committees of the two texts, where they are not one.
    """
    blocks = align(pairs, whole=whole)
    if not any(blocks):
        return [[] for _ in pairs]
    context = _Context.of(pairs, own)
    moved = _moved_facts(pairs, sections, blocks, context)
    return [
        [
            edit
            for block in found
            for edit in _block_edits(*pairs[number], block, sections[number], context, moved)
        ]
        for number, found in enumerate(blocks)
    ]


def _block_edits(
    old: Text,
    new: Text,
    block: Block,
    section: str,
    context: _Context,
    moved: dict[int, tuple[Fact, ...]],
) -> Iterator[Edit]:
    tokens = _tokens(old, new, block.units)
    if block.op == "change":
        yield from _word_edits(old, new, tokens, section, context)
    elif block.move is not None:
        yield Edit("move", tokens, "passage", moved[block.move], block.move)
    else:
        sides = (
            Hunk(tokens.old_start, tokens.old_end, tokens.new_start, tokens.new_start),
            Hunk(tokens.old_end, tokens.old_end, tokens.new_start, tokens.new_end),
        )  # what stands in a passage is not the new form of what stood in another
        facts = [_facts(old, new, side, section, context) for side in sides]
        yield Edit(_op(tokens), tokens, "passage", (*facts[0], *facts[1]))


def _facts(old: Text, new: Text, tokens: Hunk, section: str, context: _Context) -> tuple[Fact, ...]:
    (found,) = differences(old, new, tokens, [tokens], section=section, lexicon=context.lexicon)
    return found


def _word_edits(
    old: Text, new: Text, tokens: Hunk, section: str, context: _Context
) -> Iterator[Edit]:
    """The edits inside sentences that changed."""
    found = _joined(old, new, _raw_hunks(old, new, tokens), context.known)
    facts = differences(old, new, tokens, found, section=section, lexicon=context.lexicon)
    for hunk, changed in zip(found, facts, strict=True):
        before = old.slice(hunk.old_start, hunk.old_end)
        after = new.slice(hunk.new_start, hunk.new_end)
        rung = level(before, after, facts=changed, known=context.known)
        if _is_passage(old, new, hunk):
            rung = "passage"
        yield Edit(_op(hunk), hunk, rung, changed if severity(rung) else ())


def _raw_hunks(old: Text, new: Text, tokens: Hunk) -> list[Hunk]:
    found = hunks(
        old.keys[tokens.old_start : tokens.old_end], new.keys[tokens.new_start : tokens.new_end]
    )
    return [hunk.moved(tokens.old_start, tokens.new_start) for hunk in found]


def _joined(old: Text, new: Text, found: list[Hunk], known: Container[str]) -> list[Hunk]:
    """Join edits that a scrap parts, but leave each slip of the pen for itself."""
    result: list[Hunk] = []
    for hunk in found:
        last = result[-1] if result else None
        if (
            last is not None
            and is_scrap(old.keys[last.old_end : hunk.old_start])
            and not _is_slight(old, new, last, known)
            and not _is_slight(old, new, hunk, known)
        ):
            result[-1] = last.to(hunk)
        else:
            result.append(hunk)
    return result


def _is_slight(old: Text, new: Text, hunk: Hunk, known: Container[str]) -> bool:
    """Whether an edit is one of layout, typography or spelling, by its words alone."""
    if max(hunk.old_end - hunk.old_start, hunk.new_end - hunk.new_start) > SLIGHT_TOKENS:
        return False
    before, after = old.slice(hunk.old_start, hunk.old_end), new.slice(hunk.new_start, hunk.new_end)
    return bool(before and after) and level(before, after, known=known) not in {"wording", "fact"}


def _is_passage(old: Text, new: Text, hunk: Hunk) -> bool:
    """Whether an edit inside changed sentences adds or removes whole ones."""
    if hunk.old_start == hunk.old_end:
        return _is_sentences(new, hunk.new_start, hunk.new_end)
    return hunk.new_start == hunk.new_end and _is_sentences(old, hunk.old_start, hunk.old_end)


def _is_sentences(text: Text, start: int, end: int) -> bool:
    starts = text.unit_starts
    return start in starts and (end in starts or end == len(text))


def _moved_facts(
    pairs: Pairs, sections: Sequence[str], blocks: list[list[Block]], context: _Context
) -> dict[int, tuple[Fact, ...]]:
    """The facts that changed inside passages that moved."""
    gone: dict[int, tuple[int, Hunk]] = {}
    come: dict[int, tuple[int, Hunk]] = {}
    for number, found in enumerate(blocks):
        for block in found:
            if block.move is not None:
                side = gone if block.units.old_start < block.units.old_end else come
                side[block.move] = (number, _tokens(*pairs[number], block.units))
    return {
        move: _facts_between(
            pairs[number][0],
            pairs[come[move][0]][1],
            tokens,
            come[move][1],
            sections[number],
            context,
        )
        for move, (number, tokens) in gone.items()
    }


def _facts_between(
    old: Text, new: Text, gone: Hunk, come: Hunk, section: str, context: _Context
) -> tuple[Fact, ...]:
    tokens = Hunk(gone.old_start, gone.old_end, come.new_start, come.new_end)
    found = _raw_hunks(old, new, tokens)
    facts = differences(old, new, tokens, found, section=section, lexicon=context.lexicon)
    return tuple(fact for changed in facts for fact in changed)


def _tokens(old: Text, new: Text, units: Hunk) -> Hunk:
    """Ranges of sentences as ranges of tokens."""
    return Hunk(
        _token(old, units.old_start),
        _token(old, units.old_end),
        _token(new, units.new_start),
        _token(new, units.new_end),
    )


def _token(text: Text, unit: int) -> int:
    return text.units[unit][0] if unit < len(text.units) else len(text)


def _op(hunk: Hunk) -> Op:
    if hunk.old_start == hunk.old_end:
        return "insert"
    return "delete" if hunk.new_start == hunk.new_end else "replace"
