"""What an edit is, and the few ways in which all of them are made."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compare.model import Level

Pair = tuple[str, str]
Maker = Callable[[str, random.Random], Pair | None]
Another = Callable[[re.Match[str], random.Random], str]

SENTENCE = re.compile(
    r"(?<=[a-zæøå]{4}[.!?] )[A-ZÆØÅ](?:[^.!?\n\t|]|\d\.\d){25,200}[a-zæøå]{4}[.!?](?=\n| [A-ZÆØÅ])"
)
"""A sentence inside a paragraph, with nothing in it that might end it early."""
MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december"
).split()
MONTH = rf"(?:{'|'.join(MONTHS)})"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of known truth.

    Attributes:
        name: What it does.
        level: The rung of the ladder.
        make: Makes two wordings of a text, or none where the text has no place for it.
        facts: Kinds of the facts that it changes, once for each; ``None`` where that depends on
            the words that happen to stand there.
        sections: Kinds of section that it is for; any without.
        also: Levels of what goes with it, such as a word beside a fact: may be told, need not.
    """

    name: str
    level: Level
    make: Maker
    facts: tuple[str, ...] | None = ()
    sections: frozenset[str] = frozenset()
    also: frozenset[Level] = frozenset()


def replaced(text: str, start: int, end: int, new: str) -> str:
    """Put other words in a place of a text."""
    return text[:start] + new + text[end:]


def pick(pattern: str | re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    """One of the places where a pattern stands."""
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def swap(pattern: str | re.Pattern[str], new: str | Another) -> Maker:
    """Put other words in one place of a text: a template of groups, or made from the match."""

    def make(text: str, rng: random.Random) -> Pair | None:
        match = pick(pattern, text, rng)
        if match is None:
            return None
        made = match.expand(new) if isinstance(new, str) else new(match, rng)
        return text, replaced(text, *match.span(), made)

    return make


def carried(sentences: Callable[[random.Random], Pair]) -> Maker:
    """Put a sentence before one of a text, and its other wording into the twin."""

    def make(text: str, rng: random.Random) -> Pair | None:
        match = pick(SENTENCE, text, rng)
        place = match.start() if match else 0
        old, new = sentences(rng)
        return replaced(text, place, place, f"{old} "), replaced(text, place, place, f"{new} ")

    return make


def one_of(*pairs: Pair) -> Maker:
    """Carry one of some pairs of wordings."""
    return carried(lambda rng: rng.choice(pairs))


def form(template: str, *fills: Callable[[random.Random], Pair]) -> Callable[[random.Random], Pair]:
    """Fill each ``{}`` of a sentence with the two wordings of one thing."""

    def make(rng: random.Random) -> Pair:
        made = [fill(rng) for fill in fills]
        old, new = (template.format(*(pair[side] for pair in made)) for side in (0, 1))
        return old, new

    return make


def forms(templates: Sequence[str], fill: Callable[[random.Random], Pair]) -> Maker:
    """Carry one of some sentences with the two wordings of one thing."""
    return carried(lambda rng: form(rng.choice(templates), fill)(rng))


def other_digit(match: re.Match[str], rng: random.Random) -> str:
    """The number with another digit somewhere."""
    printed = match[0]
    at = rng.choice([i for i, ch in enumerate(printed) if ch.isdigit()])
    digits = [d for d in "123456789" if d != printed[at]]
    return printed[:at] + rng.choice(digits) + printed[at + 1 :]


def two(values: Sequence[str], rng: random.Random) -> Pair:
    """Two different values."""
    first, second = rng.sample(list(values), 2)
    return first, second


def danish(number: float) -> str:
    """A number as officials print it: ``1.250.000``, ``12,5``."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))
