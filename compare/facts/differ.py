"""Which facts an edit changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from compare.facts.labels import label
from compare.facts.patterns import OPPOSITES
from compare.facts.reading import Lexicon, Reading, read
from compare.levels import QUANTITIES, is_slip
from compare.model import Fact
from compare.tokens import Text
from compare.worddiff import Hunk
from ordlyd.dates import MONTHS

DECIDING = frozenset({"decision", "recommendation"})
"""Sections in which a word of decision is a fact by itself, not only when it replaces another."""
UN = "u"
SHORTEST_NEGATED = 3
_OPPOSITES: dict[str, list[str]] = {}
for _one, _other in OPPOSITES:
    _OPPOSITES.setdefault(_one, []).append(_other)
    _OPPOSITES.setdefault(_other, []).append(_one)
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
    _drop_moved_pairs(old, new, edits)
    words = (
        set(old.keys[units.old_start : units.old_end]),
        set(new.keys[units.new_start : units.new_end]),
    )
    return [_facts(old, new, edit, words, section) for edit in edits]


def _readings(text: Text, start: int, end: int, lexicon: Lexicon) -> list[Reading]:
    return [
        Reading(r.kind, r.start + opens, r.end + opens, r.value)
        for opens, closes in text.sentences(start, end)
        for r in read(text.folded.text[opens:closes], lexicon)
    ]


def _edit(old: Text, new: Text, hunk: Hunk, olds: list[Reading], news: list[Reading]) -> Edit:
    gone, come = _uncommon(
        _touched(old, hunk.old_start, hunk.old_end, olds),
        _touched(new, hunk.new_start, hunk.new_end, news),
    )
    pairs: list[tuple[Reading, Reading]] = []
    for family in (lambda kind: kind, _family):
        found, gone, come = _paired(gone, come, family)
        pairs += found

    def goes(reading: Reading) -> bool:
        return _overlaps(old, hunk.old_start, hunk.old_end, reading)

    def comes(reading: Reading) -> bool:
        return _overlaps(new, hunk.new_start, hunk.new_end, reading)

    return Edit(
        hunk,
        [(a, b) for a, b in pairs if goes(a) or comes(b)],
        [reading for reading in gone if goes(reading)],
        [reading for reading in come if comes(reading)],
    )


def _family(kind: str) -> str:
    return "quantity" if kind in QUANTITIES else kind


def _uncommon(gone: list[Reading], come: list[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Leave out what both lists say, as often as both say it."""
    common = Counter(map(_said, gone)) & Counter(map(_said, come))
    return _without(gone, common), _without(come, common)


def _said(reading: Reading) -> tuple[str, object]:
    return reading.kind, reading.value


def _without(readings: list[Reading], common: Counter[tuple[str, object]]) -> list[Reading]:
    left = Counter(common)
    result = []
    for reading in readings:
        if left[_said(reading)]:
            left[_said(reading)] -= 1
        else:
            result.append(reading)
    return result


def _paired(
    gone: list[Reading], come: list[Reading], family: Callable[[str], str]
) -> tuple[list[tuple[Reading, Reading]], list[Reading], list[Reading]]:
    """Pair facts of one family in their order: one became the other."""
    waiting: dict[str, deque[Reading]] = defaultdict(deque)
    for reading in come:
        waiting[family(reading.kind)].append(reading)
    pairs: list[tuple[Reading, Reading]] = []
    alone: list[Reading] = []
    for reading in gone:
        alike = waiting[family(reading.kind)]
        if alike:
            pairs.append((reading, alike.popleft()))
        else:
            alone.append(reading)
    left = sorted((r for queue in waiting.values() for r in queue), key=lambda r: r.start)
    return pairs, alone, left


def _touched(text: Text, start: int, end: int, readings: list[Reading]) -> list[Reading]:
    """The readings that overlap a range of tokens or stand beside it."""
    before = text.spans[start - 1][1] if start else 0
    after = text.spans[end][0] if end < len(text) else len(text.folded.text)
    first = bisect_left(readings, before, key=lambda reading: reading.end)
    last = bisect_right(readings, after, key=lambda reading: reading.start)
    return readings[first:last]


def _overlaps(text: Text, start: int, end: int, reading: Reading) -> bool:
    if start == end:
        return False
    return reading.end > text.spans[start][0] and reading.start < text.spans[end - 1][1]


def _drop_moved(edits: list[Edit]) -> None:
    """Take out what one edit of the sentence lost and another gained."""
    gone, come = _uncommon(
        [reading for edit in edits for reading in edit.gone],
        [reading for edit in edits for reading in edit.come],
    )
    lost, gained = set(gone), set(come)
    for edit in edits:
        edit.gone[:] = [reading for reading in edit.gone if reading in lost]
        edit.come[:] = [reading for reading in edit.come if reading in gained]


def _drop_moved_pairs(old: Text, new: Text, edits: list[Edit]) -> None:
    """Take out facts that only changed places together with what they are about."""
    before = Counter(_role(old, a) for edit in edits for a, _ in edit.pairs)
    after = Counter(_role(new, b) for edit in edits for _, b in edit.pairs)
    if before == after and all(label for _, _, label in before):
        for edit in edits:
            edit.pairs.clear()


def _role(text: Text, reading: Reading) -> tuple[str, object, str]:
    return reading.kind, reading.value, _label(text, reading).casefold()


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
    if _is_misspelt_month(old, new, edit.hunk):
        facts = [fact for fact in facts if fact.kind not in QUANTITIES]
    said = any(fact.kind in QUANTITIES for fact in facts)  # “over 20”, “inden jul”: said by these
    return (*facts, *_turned(old, new, edit.hunk)) if not said else tuple(facts)


def _is_misspelt_month(old: Text, new: Text, hunk: Hunk) -> bool:
    """``septmber`` in place of ``september`` says the same; ``juli`` in place of ``juni`` not."""
    words = (
        *old.keys[hunk.old_start : hunk.old_end],
        *new.keys[hunk.new_start : hunk.new_end],
    )
    named = [word in MONTHS for word in words]
    return len(words) == 2 and any(named) and not all(named) and is_slip(*words)


def _counts_alone(reading: Reading, section: str, others: set[str]) -> bool:
    """Whether a fact that stands on one side only is a change of fact."""
    if reading.kind == "decision":
        return section in DECIDING
    if reading.kind == "name" and isinstance(reading.value, tuple):
        return not all(word in others or word + "s" in others for word in reading.value)
    return (reading.kind, reading.value) not in _WEAK


def _turned(old: Text, new: Text, hunk: Hunk) -> list[Fact]:
    """``muligt`` that became ``umuligt``, ``flere`` that became ``færre``, or the other way."""
    after = set(new.keys[hunk.new_start : hunk.new_end])
    return [
        Fact(kind="negation", before=key, after=opposite, label="")
        for key in old.keys[hunk.old_start : hunk.old_end]
        for opposite in _opposites(key)
        if opposite in after
    ]


def _opposites(key: str) -> list[str]:
    negated = [UN + key, key[len(UN) :]] if key.startswith(UN) else [UN + key]
    for more, less in (("mer", "mindre"), ("mindre", "mer")):  # merudgift, mindreudgift
        negated += [less + key.removeprefix(more)] if key.startswith(more) else []
    return [*_OPPOSITES.get(key, ()), *(word for word in negated if len(word) > SHORTEST_NEGATED)]


def _printed(text: Text, reading: Reading) -> str:
    start, end = text.folded.span(reading.start, reading.end)
    return " ".join(text.original[start:end].split())


def _label(text: Text, reading: Reading) -> str:
    return label(text.folded.text, reading)
