"""The words of a corpus: what the seed texts hold, and walks along them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
"""A text as places in ``Words.spelling``."""
NUMBERS = 20_000
SHORTEST, LONGEST = 40, 2_500
MEAN, SIGMA = 420, 0.6
JUMPS = 0.25
"""Share of steps that go anywhere instead of to a word that follows."""
_TOKEN = re.compile(r"\S+(?:[ \t]*\n[ \t]*\n)?")
_NUMBER = re.compile(r"\d[\d.,]*\Z")
_MONTHS = "januar februar marts april maj juni juli august september oktober november".split()
_SLIPS = (("l", "1"), ("o", "0"), ("m", "rn"), ("æ", "ae"), ("å", "a"), ("ø", "o"), ("e", "c"))


class Words:
    """All words that a corpus may hold, by number, and how they follow each other.

    ``spelling`` holds first the words of the texts, then numbers, then each word of the texts as
    a bad scanner reads it, then what dates need.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        tokens = [_plain(token) for text in texts for token in _TOKEN.findall(text)]
        found = list(dict.fromkeys(("<NUM>", *tokens)))
        place = {word: number for number, word in enumerate(found)}
        chance = np.random.default_rng(0)
        figures = chance.choice(np.arange(2, 10_000_000), NUMBERS, replace=False)
        dates = [*(f"{day}." for day in range(1, 29)), *_MONTHS, *map(str, range(2008, 2027))]
        self.known = len(found)
        self.spelling = [*found, *(f"{n:,}".replace(",", ".") for n in figures)]
        self.spelling += [*map(_slipped, found), *dates]
        self._dates = len(self.spelling) - len(dates)
        self._stream = np.array([place[token] for token in tokens], dtype=np.int32)
        self._successors = np.roll(self._stream, -1)[np.argsort(self._stream, kind="stable")]
        self._degree = np.bincount(self._stream, minlength=self.known)
        self._begin = np.cumsum(self._degree) - self._degree
        lower = [word.strip().lower() for word in self.spelling]
        same = {word: number for number, word in enumerate(dict.fromkeys(lower))}
        self._same = np.array([same[word] for word in lower], dtype=np.int64)

    def any(self, count: int, rng: np.random.Generator) -> Ids:
        """Words as often as the texts have them, numbers among them."""
        return self._numbered(self._stream[rng.integers(len(self._stream), size=count)], rng)

    def numbers(self, count: int, rng: np.random.Generator) -> Ids:
        """Any numbers."""
        return rng.integers(self.known, self.known + NUMBERS, size=count, dtype=np.int32)

    def slipped(self, ids: Ids) -> Ids:
        """The words as a bad scanner reads them; what is no word of the texts as it is."""
        return np.where(ids < self.known, ids + self.known + NUMBERS, ids).astype(np.int32)

    def runs(self, ids: Ids) -> NDArray[np.int64]:
        """The different runs of three words, in lower case, each as one number."""
        words, base = self._same[ids], len(self.spelling)
        return np.unique((words[:-2] * base + words[1:-1]) * base + words[2:])

    def walks(self, count: int, rng: np.random.Generator) -> Iterator[Ids]:
        """Walk ``count`` texts, all of them one step at a time."""
        mu = np.log(MEAN) - SIGMA**2 / 2
        drawn = rng.lognormal(mu, SIGMA, size=count)
        yield from self._walked(np.clip(drawn, SHORTEST, LONGEST).astype(np.int64), rng)

    def _walked(self, lengths: NDArray[np.int64], rng: np.random.Generator) -> Iterator[Ids]:
        order = np.argsort(-lengths, kind="stable")
        active = len(lengths) - np.searchsorted(np.sort(lengths), np.arange(lengths.max()), "right")
        ends = np.cumsum(active)
        steps = np.empty(ends[-1], dtype=np.int32)
        now = self._stream[rng.integers(len(self._stream), size=len(lengths))]
        for begin, going in zip(ends - active, active, strict=True):
            now = self._next(now[:going], rng)
            steps[begin : begin + going] = now
        steps = self._numbered(steps, rng)
        starts, rank = ends - active, np.argsort(order, kind="stable")
        for length, place in zip(lengths, rank, strict=True):
            yield steps[starts[:length] + place]

    def _next(self, now: Ids, rng: np.random.Generator) -> Ids:
        chance = rng.random((2, len(now)))
        after = self._begin[now] + (chance[1] * self._degree[now]).astype(np.int64)
        anywhere = (chance[1] * len(self._stream)).astype(np.int64)
        jumps = chance[0] < JUMPS
        return np.where(jumps, self._stream[anywhere], self._successors[after])

    def _numbered(self, ids: Ids, rng: np.random.Generator) -> Ids:
        """Put numbers in the places of ``<NUM>``."""
        places = np.flatnonzero(ids == 0)
        ids[places] = self.numbers(len(places), rng)
        return ids

    def forms(self, count: int, rng: np.random.Generator) -> list[tuple[Ids, NDArray[np.bool_]]]:
        """Forms to be filled in: their words, and which of them are a number or a date."""
        lengths = rng.integers(SHORTEST, 151, size=count)
        return [self._form(text, rng) for text in (self._walked(lengths, rng) if count else ())]

    def _form(self, text: Ids, rng: np.random.Generator) -> tuple[Ids, NDArray[np.bool_]]:
        """A form with a date and some numbers; its copies resemble each other by 0.6 to 0.8."""
        fixed = text[(text < self.known) | (text >= self.known + NUMBERS)]
        blanks = np.zeros(len(fixed), dtype=np.bool_)
        figures = rng.choice(len(fixed) - 4, size=1 + len(fixed) // 30, replace=False) + 3
        blanks[figures] = True
        fixed[figures] = self.known
        fixed[:3] = self._dates
        blanks[:3] = True
        return fixed, blanks

    def filled(self, form: tuple[Ids, NDArray[np.bool_]], rng: np.random.Generator) -> Ids:
        """A form with another date, in its first three places, and other numbers."""
        text, blanks = form[0].copy(), form[1]
        text[blanks] = self.numbers(int(blanks.sum()), rng)
        month, year = self._dates + 28, self._dates + 28 + len(_MONTHS)
        text[:3] = (
            rng.integers(self._dates, month),
            rng.integers(month, year),
            rng.integers(year, len(self.spelling)),
        )
        return text


def _plain(token: str) -> str:
    word = token.rstrip()
    if _NUMBER.match(word):
        return "<NUM>"
    return word if len(word) == len(token) else f"{word}\n\n"


def _slipped(word: str) -> str:
    """The word with the first letter misread that a scanner may misread."""
    for letter, other in _SLIPS:
        if letter in word:
            return word.replace(letter, other, 1)
    return f"{word.rstrip()}'{word[len(word.rstrip()) :]}"
