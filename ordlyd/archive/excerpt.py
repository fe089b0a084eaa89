"""The sentence of an item that best shows why a search found it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ordlyd.archive.query import Term
from ordlyd.model import SectionKind
from ordlyd.sentences import sentence_spans

LONGEST = 500
"""Characters shown of a sentence; flattened tables make longer ones."""

_BEFORE = 150
"""Characters kept before the first word found where a sentence is cut."""

Found = tuple[int, int, int]
"""Start, end, and which term it is."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, word for word, and the spans in it of what was found."""

    kind: SectionKind | None
    sentence: str
    highlights: list[tuple[int, int]]


def excerpt(
    title: str, sections: Iterable[tuple[SectionKind, str]], terms: Sequence[Term]
) -> Excerpt:
    """Return the first sentence with the most terms, or the title when no sentence has any.

    A sentence counts before the name of an attachment.
    """
    best: Excerpt | None = None
    most = (0, False)
    for kind, text in sections:
        for span, found in _by_sentence(text, terms):
            rank = (len({which for _, _, which in found}), kind != "attachments")
            if rank > most:
                best, most = _cut(kind, text, span, found), rank
    return best or Excerpt(None, title, _merged(_find(title, terms)))


def _find(text: str, terms: Sequence[Term]) -> list[Found]:
    return sorted(
        (start, end, which) for which, term in enumerate(terms) for start, end in term.spans(text)
    )


def _by_sentence(text: str, terms: Sequence[Term]) -> Iterable[tuple[tuple[int, int], list[Found]]]:
    """Yield the sentences in which something was found, with what was found."""
    found = _find(text, terms)
    if not found:
        return
    starts = [start for start, _, _ in found]
    for left, right in sentence_spans(text):
        here = found[bisect_left(starts, left) : bisect_left(starts, right)]
        if here:
            yield (left, right), here


def _cut(kind: SectionKind, text: str, span: tuple[int, int], found: Sequence[Found]) -> Excerpt:
    """Cut a sentence out of its text, and a long one down at blanks."""
    left, right = span
    if right - left > LONGEST:
        first, end, _ = found[0]
        left = _word_start(text, left, first)
        right = _word_end(text, left, right, end)
    inside = [
        (start - left, min(end, right) - left, which)
        for start, end, which in found
        if start < right
    ]
    return Excerpt(kind, text[left:right], _merged(inside))


def _word_start(text: str, left: int, first: int) -> int:
    """Return where to begin so that a little stands before what was found first."""
    if first - left <= _BEFORE:
        return left
    return text.find(" ", first - _BEFORE, first) + 1 or first


def _word_end(text: str, left: int, right: int, found: int) -> int:
    """Return where to end, after what was found, so that the excerpt is not too long."""
    longest = left + LONGEST
    if right <= longest:
        return right
    blank = text.rfind(" ", found, longest)
    return blank if blank >= 0 else longest


def _merged(found: Iterable[Found]) -> list[tuple[int, int]]:
    """Return the spans in order, overlapping ones as one."""
    spans: list[tuple[int, int]] = []
    for start, end, _ in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans
