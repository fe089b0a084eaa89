"""Edited twins: a real Danish text and its like with known edits, whose truth is known beforehand.

An edit is named for what it does, with the level that the ladder of the design gives it and the
kinds of fact that it changes. Each takes a text and a source of chance and makes two wordings of
one place of it: mostly the text as it stands and an edited one; where real texts seldom have the
words that are asked for, a sentence that has them is put into both first. What is truth is taken
from the design's words and from what the edit does to the meaning, never from what the program
says of it. Twins are to be tried both ways: an edit undone is an edit of the same level.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.edits import facts, layout, names, passages, same, wording
from benchmarks.edits.making import Edit
from compare.model import Level

EDITS: tuple[Edit, ...] = (
    *layout.LAYOUT,
    *layout.TYPOGRAPHY,
    *wording.SPELLING,
    *wording.WORDING,
    *same.SAME,
    *facts.FACTS,
    *names.FACTS,
    *passages.PASSAGES,
    *passages.TOGETHER,
)


@dataclass(frozen=True, slots=True)
class Twin:
    """Two wordings and what is known of them."""

    edit: Edit
    section: str
    old: str
    new: str

    @property
    def level(self) -> Level:
        """The level of the edit."""
        return self.edit.level

    def mirrored(self) -> Twin:
        """The same edit undone."""
        return Twin(self.edit, self.section, self.new, self.old)


def twins(
    texts: Sequence[tuple[str, str]], each: int, *, edits: Sequence[Edit] = EDITS, seed: int = 0
) -> Iterator[Twin]:
    """Yield ``each`` twins of every edit, as far as the texts have places for it.

    Args:
        texts: Kind of section and text, of any minutes.
        each: How many twins of each edit, half of them undone.
        edits: What is to be done.
        seed: Another seed gives other twins.
    """
    for edit in edits:
        rng = random.Random(f"{seed} {edit.name}")
        fit = [one for one in texts if not edit.sections or one[0] in edit.sections]
        made = 0
        for _ in range(20 * each if fit else 0):
            section, text = rng.choice(fit)
            pair = edit.make(text, rng)
            if pair is not None and pair[0] != pair[1]:
                twin = Twin(edit, section, *pair)
                yield twin.mirrored() if made % 2 else twin
                made += 1
            if made == each:
                break
