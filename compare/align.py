"""Which sentence became which: kept, changed, moved, gone or come.

In three steps. Sentences that stand in both texts in the same order are kept. Of the rest,
those that stand word for word elsewhere have moved, also from one section to another. What is
still left between two kept sentences is compared word by word, numbers counting as one word: two
sentences that share nearly half of the shorter one's letters are one sentence changed. Of the
others, those that stand elsewhere with few words changed have moved too; the last came or went.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.repeated import settle
from compare.tokens import Text
from compare.worddiff import Hunk, hunks
from ordlyd.stems import stem_words

BlockOp = Literal["change", "delete", "insert", "replace", "move"]
Pairs = Sequence[tuple[Text, Text]]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SHARED = 0.45
"""Part of the shorter sentence's letters that two sentences share when one became the other."""
HEAVIEST = 8
"""Letters from which a word counts for no more: one long compound is not half a sentence."""
FEW_WORDS = 3
"""A sentence shorter than this must share as much of the longer one, too."""
SHORT = 5
"""A sentence of at most so many words that takes another's place is its new form."""
TURNED = 0.7
"""Part of the letters of the longer sentence's stems that two wordings in other order share."""
SAME_LETTERS = 0.9
"""Part of their letters that two sentences share whose words a hyphen here and there has parted."""
MOVED_WORDS = 3
"""Fewer words elsewhere are chance, not a move."""
EDITED_MOVE_WORDS = 6
EDITED_MOVE_LIKENESS = 0.85
MAX_CANDIDATES = 300
"""Sentences on each side up to which edited moves are looked for."""


class Place(NamedTuple):
    """A sentence: the number of its pair of texts, and its number there."""

    pair: int
    unit: int

    def next(self) -> Place:
        """The sentence after it."""
        return Place(self.pair, self.unit + 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring sentences that fared alike.

    Attributes:
        op: What became of them.
        units: Their numbers in the old and in the new text. A move has two blocks, each with
            one empty range.
        move: The number of the move, over all pairs.
    """

    op: BlockOp
    units: Hunk
    move: int | None = None


class _Gap(NamedTuple):
    """Sentences between two kept ones."""

    pair: int
    units: Hunk
    groups: list[Hunk]

    def olds(self) -> Iterator[Place]:
        """The old sentences."""
        return (Place(self.pair, u) for u in range(self.units.old_start, self.units.old_end))

    def news(self) -> Iterator[Place]:
        """The new sentences."""
        return (Place(self.pair, u) for u in range(self.units.new_start, self.units.new_end))

    def lone_olds(self) -> list[Place]:
        """The old sentences in no group."""
        grouped = {u for group in self.groups for u in range(group.old_start, group.old_end)}
        return [place for place in self.olds() if place.unit not in grouped]

    def lone_news(self) -> list[Place]:
        """The new sentences in no group."""
        grouped = {u for group in self.groups for u in range(group.new_start, group.new_end)}
        return [place for place in self.news() if place.unit not in grouped]


def align(pairs: Pairs, *, whole: frozenset[int] = frozenset()) -> list[list[Block]]:
    """Align the sentences of texts that belong together in pairs.

    Args:
        pairs: Old and new text of each section; an empty text where one side lacks it.
        whole: Numbers of pairs whose two texts are one sentence in two forms (a title).

    Returns for each pair the blocks that are not kept, in order.
    """
    keys = [(_unit_keys(old), _unit_keys(new)) for old, new in pairs]
    gaps = [
        _Gap(number, hunk, [hunk] if number in whole else [])
        for number, (old, new) in enumerate(keys)
        for hunk in settle(hunks(old, new), old, new)
    ]
    loose = [gap for gap in gaps if not gap.groups]
    moves = _exact_moves(pairs, keys, loose)
    targets = frozenset(moves.values())
    for gap in loose:
        olds = [place.unit for place in gap.olds() if place not in moves]
        news = [place.unit for place in gap.news() if place not in targets]
        gap.groups.extend(_changed(*pairs[gap.pair], olds, news))
    moves |= _edited_moves(pairs, loose, moves)
    return _blocks(pairs, gaps, moves)


def _unit_keys(text: Text) -> list[str]:
    return [" ".join(text.keys[start:end]) for start, end in text.units]


def _word_count(text: Text, unit: int) -> int:
    start, end = text.units[unit]
    return sum(key[0].isalnum() for key in text.keys[start:end])


def _exact_moves(
    pairs: Pairs, keys: Sequence[tuple[list[str], list[str]]], gaps: Iterable[_Gap]
) -> dict[Place, Place]:
    """Pair sentences that stand word for word on both sides, outside the kept order."""
    elsewhere: dict[str, OrderedDict[Place, None]] = defaultdict(OrderedDict)
    for gap in gaps:
        for place in gap.news():
            elsewhere[keys[gap.pair][1][place.unit]][place] = None
    found: dict[Place, Place] = {}
    last: Place | None = None
    for place in (place for gap in gaps for place in gap.olds()):
        places = elsewhere[keys[place.pair][0][place.unit]]
        last = last.next() if last and last.next() in places else next(iter(places), None)
        if last is not None:
            del places[last]
            found[place] = last
    return {
        place: found[place]
        for run in _runs(found)
        if sum(_word_count(pairs[p.pair][0], p.unit) for p in run) >= MOVED_WORDS
        for place in run
    }


def _runs(moves: dict[Place, Place]) -> list[list[Place]]:
    """Moves of neighbours to neighbours, as lists of old places."""
    runs: list[list[Place]] = []
    for place in sorted(moves):
        last = runs[-1][-1] if runs else None
        if last and last.next() == place and moves[last].next() == moves[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _changed(old: Text, new: Text, olds: list[int], news: list[int]) -> list[Hunk]:
    """Groups of sentences that became each other: one to one, or split, or joined."""
    groups: list[Hunk] = []
    sure: list[bool] = []
    for i, j, strong in _links(old, new, olds, news):
        last = groups[-1] if groups else None
        if last is None or (i >= last.old_end and j >= last.new_end):
            groups.append(Hunk(i, i + 1, j, j + 1))
            sure.append(strong)
        elif i <= last.old_end and j <= last.new_end:
            end, new_end = max(last.old_end, i + 1), max(last.new_end, j + 1)
            groups[-1] = Hunk(last.old_start, end, last.new_start, new_end)
            sure[-1] |= strong
    return [group for group, strong in zip(groups, sure, strict=True) if strong]


def _links(
    old: Text, new: Text, olds: list[int], news: list[int]
) -> Iterator[tuple[int, int, bool]]:
    """Pairs of sentences that share most of the shorter one, in order, and whether that is sure.

    A sentence of a word or two that stands in a long one is only sure to be a part of it when
    the rest of the long one is there as well.
    """
    old_words, old_owner = _words(old, olds)
    new_words, new_owner = _words(new, news)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    i = j = 0
    for hunk in [*hunks(old_words, new_words), Hunk(len(old_words), 0, 0, 0)]:
        while i < hunk.old_start:
            shared[old_owner[i], new_owner[j]] += _weight(old_words[i])
            i, j = i + 1, j + 1
        i, j = hunk.old_end, hunk.new_end
    old_weights, new_weights = _weights(old_words, old_owner), _weights(new_words, new_owner)
    for (a, b), weight in sorted(shared.items()):
        shorter, longer = sorted((old_weights[a], new_weights[b]))
        few = min(_word_count(old, a), _word_count(new, b)) < FEW_WORDS
        strong = weight >= SHARED * (longer if few else shorter)
        if weight and (strong or weight == shorter):
            yield a, b, strong


def _words(text: Text, units: list[int]) -> tuple[list[str], list[int]]:
    """The keys of some sentences, numbers alike, and the sentence that each belongs to."""
    spans = [(unit, *text.units[unit]) for unit in units]
    words = [_NUMBER.sub("0", key) for _, start, end in spans for key in text.keys[start:end]]
    return words, [unit for unit, start, end in spans for _ in range(start, end)]


def _weight(key: str) -> int:
    return min(len(key), HEAVIEST) if key[0].isalnum() else 0


def _weights(words: list[str], owners: list[int]) -> dict[int, int]:
    weights: dict[int, int] = defaultdict(int)
    for word, owner in zip(words, owners, strict=True):
        weights[owner] += _weight(word)
    return weights


def _edited_moves(
    pairs: Pairs, gaps: Iterable[_Gap], moves: dict[Place, Place]
) -> dict[Place, Place]:
    """Pair lone sentences of some length that are nearly the same, the likest first."""
    targets = frozenset(moves.values())
    olds = [
        place
        for gap in gaps
        for place in gap.lone_olds()
        if place not in moves and _word_count(pairs[gap.pair][0], place.unit) >= EDITED_MOVE_WORDS
    ]
    news = [
        place
        for gap in gaps
        for place in gap.lone_news()
        if place not in targets and _word_count(pairs[gap.pair][1], place.unit) >= EDITED_MOVE_WORDS
    ]
    if max(len(olds), len(news)) > MAX_CANDIDATES:
        return {}
    likeness = sorted((-_likeness(pairs, old, new), old, new) for old in olds for new in news)
    found: dict[Place, Place] = {}
    for alike, old, new in likeness:
        if -alike >= EDITED_MOVE_LIKENESS and old not in found and new not in found.values():
            found[old] = new
    return found


def _likeness(pairs: Pairs, old: Place, new: Place) -> float:
    start, end = pairs[old.pair][0].units[old.unit]
    first, last = pairs[new.pair][1].units[new.unit]
    return Indel.normalized_similarity(
        pairs[old.pair][0].keys[start:end],
        pairs[new.pair][1].keys[first:last],
        score_cutoff=EDITED_MOVE_LIKENESS,
    )


def _blocks(pairs: Pairs, gaps: list[_Gap], moves: dict[Place, Place]) -> list[list[Block]]:
    runs = _runs(moves)
    gone = {place: n for n, run in enumerate(runs) for place in run}
    come = {moves[place]: n for n, run in enumerate(runs) for place in run}
    result: list[list[Block]] = [[] for _ in pairs]
    for gap in gaps:
        i, j = gap.units.old_start, gap.units.new_start
        end = Hunk(gap.units.old_end, gap.units.old_end, gap.units.new_end, gap.units.new_end)
        for group in [*gap.groups, end]:
            lone = _Gap(gap.pair, Hunk(i, group.old_start, j, group.new_start), [])
            result[gap.pair] += _lone(pairs, lone, gone, come)
            if group is not end:
                result[gap.pair].append(Block("change", group))
            i, j = group.old_end, group.new_end
    return result


def _lone(
    pairs: Pairs, gap: _Gap, gone: dict[Place, int], come: dict[Place, int]
) -> Iterator[Block]:
    """Blocks for sentences without a like in their place."""
    olds, news = list(gap.olds()), list(gap.news())
    if olds and news and not any(p in gone for p in olds) and not any(p in come for p in news):
        yield Block("change" if _is_new_form(pairs[gap.pair], olds, news) else "replace", gap.units)
        return
    for start, end, move in _stretches(olds, gone):
        at = gap.units.new_start
        yield Block("delete" if move is None else "move", Hunk(start, end, at, at), move)
    for start, end, move in _stretches(news, come):
        at = gap.units.old_end
        yield Block("insert" if move is None else "move", Hunk(at, at, start, end), move)


def _is_new_form(pair: tuple[Text, Text], olds: list[Place], news: list[Place]) -> bool:
    """Whether one sentence is another turned round or broken up, or both are short.

    Short ones are such as ``Godkendt.`` and ``Afvist.``; one that was turned round has most stems
    in common, in whatever order; one with many hyphens at line ends has the letters.
    """
    units = ([place.unit for place in places] for places in (olds, news))
    letters = ("".join(_words(text, own)[0]) for text, own in zip(pair, units, strict=True))
    if Indel.normalized_similarity(*letters, score_cutoff=SAME_LETTERS):
        return True
    if not len(olds) == len(news) == 1:
        return False
    places = list(zip(pair, (olds[0].unit, news[0].unit), strict=True))
    if all(_word_count(text, unit) <= SHORT for text, unit in places):
        return True
    old, new = (_stems(text, unit) for text, unit in places)
    return (old & new).total() >= TURNED * max(old.total(), new.total())


def _stems(text: Text, unit: int) -> Counter[str]:
    """The stems of a sentence's words, each as often as it has letters that count."""
    start, end = text.units[unit]
    words = Counter(stem for stem in stem_words(" ".join(text.keys[start:end])))
    return Counter({stem: count * _weight(stem) for stem, count in words.items()})


def _stretches(
    places: list[Place], moves: dict[Place, int]
) -> Iterator[tuple[int, int, int | None]]:
    """Neighbours of one move, or of none."""
    start = 0
    for n in range(1, len(places) + 1):
        move = moves.get(places[start])
        if n == len(places) or moves.get(places[n]) != move:
            yield places[start].unit, places[n - 1].unit + 1, move
            start = n
