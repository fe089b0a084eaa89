"""Words and sentences of a text, each with its place in the original.

Comparison sees a text as keys: words and punctuation marks of the folded text, without regard
to letter case, quotes, dashes, line breaks, list and table marks. What folding took away stands
in the gaps between the words, so that nothing of the original is lost.

Numbers stay whole (``12,0``; ``28-04-2026``; ``00.15.00-K01-5-26``): ``63`` and ``66`` are two
words that differ, never two digits of which one does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from unicodedata import combining

from ordlyd.sentences import ABBREVIATIONS
from ordlyd.text import EXTRACTION, LAYOUT, TYPOGRAPHY, Folded, Rule, fold

WORD = r"\d+(?:[.,:/-]\d+)*(?:-?\w+(?:-\d+)*)?|\w+"
TOKEN = re.compile(rf"(?:{WORD}|[^\w\s])[^\S\n]*|\n+|[^\S\n]+")
"""A word or a mark with the blanks after it: half as many tokens, and no lone blanks."""

_CORE = re.compile(rf"{WORD}|[^\w\s]")
_NUMBERED = re.compile(r'(?m)^[ \t]*(?:\d{1,2}|[a-z])[.)][ \t]+(?=[A-ZÆØÅ"“”»]|at\b)')
_LINE_BREAK = re.compile(r"\n")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_LIST_MARK = re.compile(r"\n[^\S\n]*(?:[-*•·▪◦–]|\d{1,2}[.)]|[a-z]\))[^\S\n]")
_STOPS = frozenset(".!?")
_CLOSERS = frozenset("\"')]")
_MAY_END = frozenset(("kr", "mio", "mia", "pct", "osv", "etc", "mv", "mm", "v", "m", "l"))
"""Abbreviations that end a sentence when a capital follows (``24 mio. kr. Teamet …``)."""
SHORT_LINE = 70
"""A shorter line before a capital is a heading or ends its paragraph; full lines are longer."""


def _numbered(match: re.Match[str]) -> str:
    """Take a list number away, but not a number that a wrapped line happens to begin with."""
    before = match.string[max(0, match.start() - 200) : match.start()]
    text = before.rstrip()
    line = text[text.rfind("\n") + 1 :]
    new_paragraph = before[len(text) :].count("\n") > 1
    if new_paragraph or len(line) < SHORT_LINE or line[-1] in ".:;!?)":
        return ""
    return match[0]


FOLDING: tuple[Rule, ...] = (*EXTRACTION, *TYPOGRAPHY, (_NUMBERED, _numbered), *LAYOUT)


def words(text: str) -> list[str]:
    """Cut a text into tokens; joined again they are the text."""
    return TOKEN.findall(text)


@dataclass(frozen=True)
class Text:
    """A text made ready for comparison.

    Attributes:
        original: The text as printed.
        folded: Its normal form, with places.
        spans: For each token, its span in ``folded.text``.
        keys: For each token, the form under which two tokens are the same.
    """

    original: str
    folded: Folded = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)
    keys: tuple[str, ...]

    @classmethod
    def read(cls, original: str) -> Text:
        """Fold and cut a text."""
        folded = fold(original, FOLDING)
        spans = tuple(match.span() for match in _CORE.finditer(folded.text))
        keys = tuple(folded.text[start:end].casefold() for start, end in spans)
        return cls(original, folded, spans, keys)

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.keys)

    @cached_property
    def cores(self) -> tuple[tuple[int, int], ...]:
        """For each token, its span in the original."""
        origin = self.folded.origin
        return tuple(
            (origin[start], self._with_accents(origin[end - 1] + 1)) for start, end in self.spans
        )

    def _with_accents(self, end: int) -> int:
        """The end of a letter that was printed as two characters."""
        while end < len(self.original) and combining(self.original[end]):
            end += 1
        return end

    @cached_property
    def units(self) -> tuple[tuple[int, int], ...]:
        """The sentences, as ranges of tokens; headings, list points and table rows are such."""
        cuts = [0, *(i + 1 for i in self._may_part() if self._parts(i)), len(self)]
        return tuple((start, end) for start, end in pairwise(cuts) if start < end)

    @cached_property
    def unit_starts(self) -> dict[int, int]:
        """The number of each sentence, by its first token."""
        return {start: number for number, (start, _) in enumerate(self.units)}

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences that lie in a range of tokens, as spans of ``folded.text``."""
        first = self.unit_starts.get(start, len(self.units))
        for opens, closes in islice(self.units, first, None):
            if closes > end:
                return
            yield self.spans[opens][0], self.spans[closes - 1][1]

    def after(self, token: int) -> int:
        """Where token ``token`` ends in the original; 0 before the first."""
        return self.cores[token][1] if token >= 0 else 0

    def before(self, token: int) -> int:
        """Where token ``token`` starts in the original; the end behind the last."""
        return self.cores[token][0] if token < len(self) else len(self.original)

    def gap(self, token: int) -> str:
        """What the original has between token ``token - 1`` and token ``token``."""
        return self.original[self.after(token - 1) : self.before(token)]

    def slice(self, start: int, end: int) -> str:
        """The original from the first to the last of a range of tokens."""
        return self.original[self.before(start) : self.after(end - 1)] if start < end else ""

    def _may_part(self) -> list[int]:
        """Tokens, but the last, after which there is a stop or a line break."""
        ends = [end for _, end in self.cores]
        breaks = {bisect_right(ends, m.start()) - 1 for m in _LINE_BREAK.finditer(self.original)}
        stops = {i for i, key in enumerate(self.keys) if key in _STOPS or key in _CLOSERS}
        return sorted(i for i in breaks | stops if 0 <= i < len(self) - 1)

    def _parts(self, token: int) -> bool:
        """Whether a sentence ends after a token."""
        gap = self.gap(token + 1)
        if not gap:
            return False
        following = self.folded.text[self.spans[token + 1][0]]
        if _LIST_MARK.search(gap):
            return True
        if self._stops(token, following):
            return not following.islower()
        return "\n" in gap and self._line_parts(token, gap, following)

    def _line_parts(self, token: int, gap: str, following: str) -> bool:
        if following.islower() or self.keys[token] in ",-":
            return False  # a page break, or a wrapped line, in mid-sentence
        if _PARAGRAPH.search(gap):
            return True
        end = self.after(token)
        line = self.original[self.original.rfind("\n", 0, end) + 1 : end]
        return "\t" in line or "|" in line or len(line) < SHORT_LINE

    def _stops(self, token: int, following: str) -> bool:
        if self.keys[token] in _CLOSERS and token and not self.gap(token):
            return self.keys[token - 1] in _STOPS
        if self.keys[token] != ".":
            return self.keys[token] in _STOPS
        return not self._abbreviated(token, following)

    def _abbreviated(self, stop: int, following: str) -> bool:
        if not stop or self.gap(stop):
            return False
        word = self.keys[stop - 1]
        if word.isdigit():  # a list number, or an ordinal, unless it ends the sentence
            opens_line = stop == 1 or "\n" in self.gap(stop - 1)
            return (opens_line and len(word) < 3) or not following.isupper()
        if self.folded.text[self.spans[stop - 1][0]].isupper() and len(word) == 1:
            return True  # an initial, or a party
        if word in _MAY_END:
            return not following.isupper()
        return word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())
