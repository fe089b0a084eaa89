"""What a reader types into a search, as terms.

Words stand for all their forms and may come in any order; all must be there. ``"words in
quotes"`` stand for themselves, in that order. A star after a word or a quote leaves its end
open: ``plejebolig*`` also finds ``plejeboligventeliste``. A number with marks inside, such as a
case number, is one term. Nothing else has a meaning: every other mark is a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ordlyd.stems import plain, stem, stem_words, words
from ordlyd.text import clean

TERMS = 32
"""Terms of a query that count; any further ones are left out."""

WORD_COLUMNS = "head body minor"
STEM_COLUMNS = "head_stems body_stems minor_stems"

_LETTER = r"[^\W_]"
_GAP = r"[\W_]+"
_CHUNK = re.compile(r'"(?P<quoted>[^"]*)"?(?P<open>\*?)|[^\s"]+')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be there.

    Attributes:
        words: In lower case, in this order.
        exact: Whether other forms of the words do not count.
        open: Whether the last word may go on.
    """

    words: tuple[str, ...]
    exact: bool = False
    open: bool = False

    def match(self) -> str:
        """The term in the index's own language; every word is quoted and cannot be a command."""
        if self.exact or self.open:
            return f'{{{WORD_COLUMNS}}} : "{" ".join(self.words)}"{" *" if self.open else ""}'
        return f'{{{STEM_COLUMNS}}} : "{" ".join(map(stem, self.words))}"'

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the term stands in a text, as whole words."""
        text = plain(text)
        for match in re.finditer(self._pattern(), text, re.IGNORECASE):
            if self.exact or self.open or self._same_stems(match[0]):
                yield match.span()

    def _pattern(self) -> str:
        """Words as they are, or every word that begins as a stem does."""
        exact = self.exact or self.open
        parts = self.words if exact else [f"{stem(word)}{_LETTER}*" for word in self.words]
        end = f"{_LETTER}*" if self.open else f"(?!{_LETTER})"
        return f"(?<!{_LETTER}){_GAP.join(parts)}{end}"

    def _same_stems(self, text: str) -> bool:
        return stem_words(text) == [stem(word) for word in self.words]


def parse(query: str) -> list[Term]:
    """Return the terms of a query, each once; an empty list when it has no word."""
    terms = (_term(match) for match in _CHUNK.finditer(clean(query)))
    return list(dict.fromkeys(term for term in terms if term.words))[:TERMS]


def has_words(query: str) -> bool:
    """Whether there is anything to look for."""
    return bool(parse(query))


def _term(match: re.Match[str]) -> Term:
    quoted = match["quoted"]
    text = match[0] if quoted is None else quoted
    return Term(
        words=tuple(word for word, _, _ in words(text)),
        exact=quoted is not None,
        open=bool(match["open"]) if quoted is not None else text.endswith("*"),
    )
