"""What the comparison says of edited twins, held against what is known of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.edits import Twin
from compare.changes import text_changes
from compare.model import LEVELS, Level

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A twin, the levels of the changes that were found, and the kinds of their facts."""

    twin: Twin
    levels: tuple[Level, ...]
    facts: tuple[str, ...]

    @property
    def highest(self) -> str:
        """The level of the most serious change, or ``nothing``."""
        return max(self.levels, key=LEVELS.index, default=NOTHING)

    @property
    def told(self) -> frozenset[str]:
        """The levels that count: without those that only may go with the edit."""
        return frozenset(self.levels) - (self.twin.edit.also - {self.twin.level})

    @property
    def right(self) -> bool:
        """Whether the level is the true one, nothing else is said, and the facts are the true."""
        return self.told == {self.twin.level} and self.facts_right

    @property
    def facts_right(self) -> bool:
        """Whether the kinds of the facts are those that the edit changed."""
        true = self.twin.edit.facts
        return true is None or Counter(true) == Counter(self.facts)


@dataclass(slots=True)
class Tally:
    """Hits, and what was said in vain or passed over."""

    hits: int = 0
    vain: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (2 * self.hits + self.vain + self.missed or 1)


@dataclass(slots=True)
class Tallies:
    """A tally for each label."""

    of: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, true: Iterable[str], said: Iterable[str]) -> None:
        """Count what one twin should and did get."""
        wanted, got = Counter(true), Counter(said)
        for label in wanted | got:
            hits = min(wanted[label], got[label])
            tally = self.of[label]
            tally.hits += hits
            tally.vain += got[label] - hits
            tally.missed += wanted[label] - hits

    @property
    def macro_f1(self) -> float:
        """The mean of the labels' F1."""
        return sum(tally.f1 for tally in self.of.values()) / (len(self.of) or 1)


def judge(twins: Iterable[Twin]) -> Iterator[Verdict]:
    """Compare each twin."""
    for twin in twins:
        found = text_changes(twin.old, twin.new, twin.section)
        facts = [fact.kind for change in found for fact in change.facts]
        yield Verdict(twin, tuple(change.level for change in found), tuple(facts))


def by_level(verdicts: Sequence[Verdict]) -> Tallies:
    """Tally levels: every level that a twin's changes have counts once."""
    tallies = Tallies()
    for verdict in verdicts:
        tallies.add({verdict.twin.level}, verdict.told)
    return tallies


def by_fact(verdicts: Sequence[Verdict]) -> Tallies:
    """Tally kinds of fact, each as often as it changed, where the edit says which."""
    tallies = Tallies()
    for verdict in verdicts:
        if verdict.twin.edit.facts is not None:
            tallies.add(verdict.twin.edit.facts, verdict.facts)
    return tallies
