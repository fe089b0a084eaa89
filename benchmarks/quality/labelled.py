"""Sentences in the manner of real minutes, invented and labelled by hand before they were tried.

A line is ``[section] text => references || promises``. A reference is a date and a committee, a
promise is when it is due (``-`` without a time) and its rhythm. What is marked ``~`` may be found
and need not be: a month without a day, a body that is no committee, a matter of taste. Each
sentence stands alone in an item of the Teknikudvalget of 4 March 2031, which is a Tuesday.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compare.pairs import named
from compare.references import references
from compare.said import Said, read
from ordlyd.model import AgendaItem, Meeting, Section, Source
from ordlyd.stored import StoredItem

FOLDER = Path(__file__).parents[1] / "sentences"
BODY, DAY = "Teknikudvalget", date(2031, 3, 4)
_LINE = re.compile(r"(?:\[(?P<section>\w+)\] )?(?P<text>.+?) => ?(?P<refer>.*?) ?\|\| ?(?P<due>.*)")


@dataclass(frozen=True, slots=True)
class Labels:
    """What is to be found, each thing as often as it is there, and what may be."""

    wanted: Counter[str]
    allowed: Counter[str]

    @classmethod
    def read(cls, printed: str) -> Labels:
        """Read labels parted by semicolons."""
        parts = [part.strip() for part in printed.split(";") if part.strip()]
        return cls(
            Counter(part.casefold() for part in parts if part[0] != "~"),
            Counter(part[1:].casefold() for part in parts if part[0] == "~"),
        )

    def missed(self, found: Counter[str]) -> Counter[str]:
        """What should have been found."""
        return self.wanted - found

    def vain(self, found: Counter[str]) -> Counter[str]:
        """What should not have been found."""
        return found - self.wanted - self.allowed


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its labels, and what the program found in it."""

    section: str
    text: str
    references: Labels
    promises: Labels
    references_found: Counter[str]
    promises_found: Counter[str]


def sentences(name: str) -> Iterator[Sentence]:
    """Yield the sentences of one file."""
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{name}: no labelled sentence: {line}")
        section, text = match["section"] or "background", match["text"]
        item = _item(section, text)
        said = read([item])
        yield Sentence(
            section,
            text,
            Labels.read(match["refer"]),
            Labels.read(match["due"]),
            _references(said, item),
            Counter(
                "/".join(filter(None, (p.time.due or "-", p.time.every))).casefold()
                for one in said
                for p in one.promises
            ),
        )


def _references(said: list[Said], item: StoredItem) -> Counter[str]:
    """Dated references; an undated one is no label of these files."""
    return Counter(
        f"{one.date} {one.committee or ''}".strip().casefold()
        for one in references(said, [named(item)])
        if one.date
    )


def _item(section: str, text: str) -> StoredItem:
    part = Section.model_validate(
        {"kind": section, "heading": "", "text": text, "start": 0, "end": len(text)}
    )
    item = AgendaItem(number="1", title="Cykelsti", raw_title="Cykelsti", sections=(part,))
    meeting = Meeting(
        municipality="aaby",
        committee=BODY,
        kind="minutes",
        date=DAY,
        items=(item,),
        source=Source(media_type="text/plain", sha256="0" * 64, layout="invented"),
    )
    return StoredItem(meeting.item_id(item), 1, meeting, item)


@dataclass(slots=True)
class Score:
    """What of one sort was found, found in vain, and missed."""

    hits: int = 0
    vain: int = 0
    missed: int = 0

    def add(self, labels: Labels, found: Counter[str]) -> None:
        """Count one sentence."""
        self.hits += (labels.wanted & found).total()
        self.vain += labels.vain(found).total()
        self.missed += labels.missed(found).total()

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / ((self.hits + self.vain) or 1)

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.hits / ((self.hits + self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / ((2 * self.hits + self.vain + self.missed) or 1)


def scores(name: str) -> dict[str, Score]:
    """Return the scores of references and of promises in one file."""
    found = {"references": Score(), "commitments": Score()}
    for sentence in sentences(name):
        found["references"].add(sentence.references, sentence.references_found)
        found["commitments"].add(sentence.promises, sentence.promises_found)
    return found
