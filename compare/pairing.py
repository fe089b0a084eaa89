"""Which parts of two items are compared with each other.

Sections are paired by kind and heading, then by kind in their order, then by what they say; a
section that has no like came or went as a whole. Titles are compared with titles and the list of
attachments with the list. Number, date and case number are no part of an item's wording.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from compare.pieces import Span
from ordlyd.model import AgendaItem, Section
from ordlyd.text import caseless

LIKENESS = 0.5
"""Part of their words that sections of different kinds share when they are one section."""
TELLING = frozenset({"other", "case_history"})
"""Kinds of section whose heading says more than the kind."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text and where it stands in its document.

    Attributes:
        text: The text.
        start: Where it starts in the extracted text; ``None`` when it is not one stretch of it.
        end: Where it ends there.
    """

    text: str = ""
    start: int | None = None
    end: int | None = None

    def place(self, span: Span) -> tuple[int, int] | None:
        """Return a span of this text as a span of the document.

        All of the part where noise was left out of its text, so that places cannot be told.
        """
        if self.start is None or self.end is None or span.start == span.end:
            return None
        if len(self.text) != self.end - self.start:
            return self.start, self.end
        return self.start + span.start, self.start + span.end


@dataclass(frozen=True, slots=True)
class PartPair:
    """Two parts to compare.

    Attributes:
        section: The kind of section, ``title``, or ``attachments``.
        old: The part of the item before.
        new: The part of the item after.
        whole: Whether the two are one phrase in two forms.
        template: Whether other words here are another layout, not another wording.
    """

    section: str
    old: Part
    new: Part
    whole: bool = False
    template: bool = False


def pair_up(a: AgendaItem, b: AgendaItem) -> list[PartPair]:
    """Return the parts of two items in reading order, each with its like."""
    pairs = [PartPair("title", Part(a.title), Part(b.title), whole=True)]
    olds, news = _texts(a), _texts(b)
    for i, j in pair_sections(olds, news):
        old, new = olds[i] if i is not None else None, news[j] if j is not None else None
        pairs += _heading(old, new)
        kind = old.kind if old else new.kind if new else "other"
        pairs.append(PartPair(kind, _part(old), _part(new)))
    pairs.append(PartPair("attachments", _attachments(a), _attachments(b)))
    return [pair for pair in pairs if pair.old.text or pair.new.text]


def _heading(old: Section | None, new: Section | None) -> list[PartPair]:
    if old is None or new is None or old.heading == new.heading:
        return []
    headings = Part(old.heading), Part(new.heading)
    return [PartPair(old.kind, *headings, whole=True, template=old.kind not in TELLING)]


def _part(section: Section | None) -> Part:
    return Part(section.text, section.start, section.end) if section else Part()


def _attachments(item: AgendaItem) -> Part:
    """The titles; in their place, where the section holds nothing else."""
    titles = "\n\n".join(attachment.title for attachment in item.attachments)
    section = item.section("attachments")
    if section and (not titles or "".join(section.text.split()) == "".join(titles.split())):
        return _part(section)
    return Part(titles)


def pair_sections(
    olds: Sequence[Section], news: Sequence[Section]
) -> list[tuple[int | None, int | None]]:
    """Pair sections, by their numbers; those without a like follow what they are printed after."""
    found: dict[int, int] = {}
    for key in _KEYS:
        found |= _by_key(olds, news, found, key)
    found |= _by_likeness(olds, news, found)
    places = {j: (i, 0, j) for i, j in found.items()}
    last = -1
    for j in range(len(news)):
        last = places.get(j, (last,))[0]
        places.setdefault(j, (last, 1, j))
    rows: list[tuple[tuple[int, int, int], int | None, int | None]] = [
        *((places[j], i, j) for i, j in found.items()),
        *(((i, 0, -1), i, None) for i in range(len(olds)) if i not in found),
        *((places[j], None, j) for j in range(len(news)) if j not in found.values()),
    ]
    return [(i, j) for _, i, j in sorted(rows, key=lambda row: row[0])]


def _texts(item: AgendaItem) -> list[Section]:
    return [section for section in item.sections if section.kind != "attachments"]


def _by_key(
    olds: Sequence[Section],
    news: Sequence[Section],
    found: dict[int, int],
    key: Callable[[Section], Hashable],
) -> dict[int, int]:
    """Pair what has the same key and no like yet, in order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, new in enumerate(news):
        if j not in found.values():
            waiting[key(new)].append(j)
    free = (i for i in range(len(olds)) if i not in found)
    return {i: waiting[key(olds[i])].popleft() for i in free if waiting[key(olds[i])]}


_KEYS: tuple[Callable[[Section], Hashable], ...] = (
    lambda section: (section.kind, caseless(section.heading)),
    lambda section: section.kind if section.kind not in TELLING else id(section),
)


def _by_likeness(
    olds: Sequence[Section], news: Sequence[Section], found: dict[int, int]
) -> dict[int, int]:
    """Pair what says much the same under different kinds, the likest first."""
    likeness = sorted(
        (-Indel.normalized_similarity(old.text.split(), new.text.split()), i, j)
        for i, old in enumerate(olds)
        if i not in found
        for j, new in enumerate(news)
        if j not in found.values()
    )
    pairs: dict[int, int] = {}
    for alike, i, j in likeness:
        if -alike >= LIKENESS and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
