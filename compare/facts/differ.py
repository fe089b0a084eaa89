"""Which facts an edit changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.facts.labels import label
from compare.facts.patterns import OPPOSITES
from compare.facts.reading import Lexicon, Reading, read
from compare.levels import QUANTITIES
from compare.model import Fact
from compare.tokens import Text
from compare.worddiff import Hunk

DECIDING = frozenset({"decision", "recommendation"})
"""Sections in which a word of decision is a fact by itself, not only when it replaces another."""
UN = "u"
_OPPOSITES = frozenset(OPPOSITES)
_WEAK = frozenset({("modality", "will"), ("number", "all"), ("number", "some")})
"""Facts only in place of others: the future tense, and ``alle`` that may be left unsaid."""


class Edit(NamedTuple):
    """One edit and the readings that it leaves without their like on the other side."""

    hunk: Hunk
    pairs: list[tuple[Reading, Reading]]
    gone: list[Reading]
    come: list[Reading]


def differences(
    old: Text, new: Text, units: Hunk, hunks: Sequence[Hunk], *, section: str, lexicon: Lexicon
) -> list[tuple[Fact, ...]]:
    """Return for each word hunk inside a pair of sentences the facts that it changed.

    Args:
        old: The text before.
        new: The text after.
        units: The sentences that became each other, as ranges of tokens.
        hunks: The edits inside them, as ranges of tokens.
        section: Kind of the section.
        lexicon: What the texts show about names.

    A fact that only went to another place in the sentence is not changed; two facts that
    changed places are.
    """
    olds = _readings(old, units.old_start, units.old_end, lexicon)
    news = _readings(new, units.new_start, units.new_end, lexicon)
    edits = [_edit(old, new, hunk, olds, news) for hunk in hunks]
    _drop_moved(edits)
    words = (
        set(old.keys[units.old_start : units.old_end]),
        set(new.keys[units.new_start : units.new_end]),
    )
    return [_facts(old, new, edit, words, section) for edit in edits]


def _readings(text: Text, start: int, end: int, lexicon: Lexicon) -> list[Reading]:
    found = []
    for first, last in text.units:
        if start <= first and last <= end:
            offset = text.spans[first][0]
            sentence = text.folded.text[offset : text.spans[last - 1][1]]
            found += [
                Reading(r.kind, r.start + offset, r.end + offset, r.value)
                for r in read(sentence, lexicon)
            ]
    return found


def _edit(old: Text, new: Text, hunk: Hunk, olds: list[Reading], news: list[Reading]) -> Edit:
    gone = [r for r in olds if _touches(old, hunk.old_start, hunk.old_end, r)]
    come = [r for r in news if _touches(new, hunk.new_start, hunk.new_end, r)]
    for reading in list(gone):
        same = next((r for r in come if (r.kind, r.value) == (reading.kind, reading.value)), None)
        if same is not None:
            gone.remove(reading)
            come.remove(same)
    pairs = [*_pairs(gone, come, exact=True), *_pairs(gone, come, exact=False)]
    pairs = [
        (a, b)
        for a, b in pairs
        if _overlaps(old, hunk.old_start, hunk.old_end, a)
        or _overlaps(new, hunk.new_start, hunk.new_end, b)
    ]
    gone = [r for r in gone if _overlaps(old, hunk.old_start, hunk.old_end, r)]
    come = [r for r in come if _overlaps(new, hunk.new_start, hunk.new_end, r)]
    return Edit(hunk, pairs, gone, come)


def _pairs(
    gone: list[Reading], come: list[Reading], *, exact: bool
) -> list[tuple[Reading, Reading]]:
    """Take from both lists the facts that became each other: of one kind, or two quantities."""
    pairs = []
    for a in list(gone):
        alike = (
            b for b in come if a.kind == b.kind or (not exact and {a.kind, b.kind} <= QUANTITIES)
        )
        if (b := next(alike, None)) is not None:
            gone.remove(a)
            come.remove(b)
            pairs.append((a, b))
    return pairs


def _touches(text: Text, start: int, end: int, reading: Reading) -> bool:
    before = text.spans[start - 1][1] if start else 0
    after = text.spans[end][0] if end < len(text) else len(text.folded.text)
    return reading.end >= before and reading.start <= after


def _overlaps(text: Text, start: int, end: int, reading: Reading) -> bool:
    if start == end:
        return False
    return reading.end > text.spans[start][0] and reading.start < text.spans[end - 1][1]


def _drop_moved(edits: list[Edit]) -> None:
    """Take out what one edit of the sentence lost and another gained."""
    for edit in edits:
        for reading in list(edit.gone):
            for other in edits:
                same = (r for r in other.come if (r.kind, r.value) == (reading.kind, reading.value))
                if (found := next(same, None)) is not None:
                    edit.gone.remove(reading)
                    other.come.remove(found)
                    break


def _facts(
    old: Text, new: Text, edit: Edit, words: tuple[set[str], set[str]], section: str
) -> tuple[Fact, ...]:
    facts = [
        Fact(kind=b.kind, before=_printed(old, a), after=_printed(new, b), label=_label(new, b))
        for a, b in edit.pairs
    ]
    facts += [
        Fact(kind=r.kind, before=_printed(old, r), after="", label=_label(old, r))
        for r in edit.gone
        if _counts_alone(r, section, words[1])
    ]
    facts += [
        Fact(kind=r.kind, before="", after=_printed(new, r), label=_label(new, r))
        for r in edit.come
        if _counts_alone(r, section, words[0])
    ]
    return (*facts, *_turned(old, new, edit.hunk))


def _counts_alone(reading: Reading, section: str, others: set[str]) -> bool:
    """Whether a fact that stands on one side only is a change of fact."""
    if reading.kind == "decision":
        return section in DECIDING
    if reading.kind == "name" and isinstance(reading.value, tuple):
        return not all(word in others or word + "s" in others for word in reading.value)
    return (reading.kind, reading.value) not in _WEAK


def _turned(old: Text, new: Text, hunk: Hunk) -> list[Fact]:
    """``muligt`` that became ``umuligt``, ``flere`` that became ``færre``, or the other way."""
    before = old.keys[hunk.old_start : hunk.old_end]
    after = new.keys[hunk.new_start : hunk.new_end]
    return [
        Fact(kind="negation", before=a, after=b, label="")
        for a in before
        for b in after
        if {(a, b), (b, a)} & _OPPOSITES
        or (min(len(a), len(b)) > 3 and (a == UN + b or b == UN + a))
    ]


def _printed(text: Text, reading: Reading) -> str:
    start, end = text.folded.span(reading.start, reading.end)
    return " ".join(text.original[start:end].split())


def _label(text: Text, reading: Reading) -> str:
    return label(text.folded.text, reading)
