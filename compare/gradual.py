"""A comparison of a large archive part by part: in bounded memory, and gone on with if cut off.

First what is boilerplate is learned, one municipality after the other, for that is how it counts.
Then the meetings, by municipality and day, are compared part by part as nights are
(:mod:`compare.nightly`): each with itself and with what is held of the parts before it. What is
found is gathered in an archive of its own, beside what is held, and handed out when there is no
part left; so nothing is noted of a comparison that did not come to its end, and what was done of
it is not done again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import date as Date
from itertools import groupby
from pathlib import Path

import polars as pl

from compare import frames
from compare.boilerplate import Formulas, formulas, merged
from compare.held import PARTS, Held
from compare.nightly import Night, texts_of
from compare.pairs import Progress, silent
from compare.record import ENGINE, found, in_turn
from compare.versions import trace
from ordlyd.archive import Archive, Found
from ordlyd.errors import ArchiveError
from ordlyd.ids import occasion, town

PART = 20_000
"""Items, each version of them counted, of one part: a bound on memory."""
READ = 2_000
"""Items that are laid out at a time while boilerplate is learned."""

Sizes = list[tuple[str, int]]
"""Meetings, by municipality and day, with how many items there are of each."""


class Gradual:
    """One such comparison, begun now or before.

    Args:
        archive: What is compared.
        folder: Of :class:`compare.held.Held`; what is found is kept there meanwhile.
        mark: When the comparison begins to read.
        anew: Begin now, whatever was begun before.
        today: The day for which it is judged what is late; without, that of the newest meeting
            held of each municipality.
    """

    def __init__(
        self,
        archive: Archive,
        folder: Path,
        mark: str,
        *,
        anew: bool = False,
        today: Date | None = None,
    ) -> None:
        self._archive = archive
        self._folder = folder
        self._today = today
        self._sizes = sizes(archive)
        self._begun = None if anew else _begun(folder)
        self.mark = self._begun.mark if self._begun else mark

    def compare(self, progress: Progress | None = None) -> None:
        """Compare what is not compared yet."""
        tell = progress or silent
        held = self._begun or self._begin(tell)
        done = frozenset(held.occasions())
        left = [size for size in self._sizes if size[0] not in done]
        total = sum(items for _, items in self._sizes)
        compared = total - sum(items for _, items in left)
        with Archive.open(self._folder / PARTS, create=True) as noted:
            for part in parted(left, PART):
                tell("items", compared, total)
                self._compare([name for name, _ in part], held, noted, tell)
                compared += sum(items for _, items in part)
        tell("items", total, total)
        self._begun = held

    @property
    def held(self) -> Held:
        """What everything was compared as, once it was."""
        assert self._begun is not None  # noqa: S101 - compare() was called
        return self._begun

    def found(self) -> Iterator[Found]:
        """Yield what was found."""
        with Archive.open(self._folder / PARTS) as noted:
            yield from (one for some in in_turn(noted.findings()) for one in found(some))

    def _begin(self, tell: Progress) -> Held:
        shutil.rmtree(self._folder / PARTS, ignore_errors=True)
        known, count = _learned(self._archive, self._sizes, tell)
        return Held.make(self._folder, known, count, rules=ENGINE, in_parts=True)

    def _compare(self, part: list[str], held: Held, noted: Archive, tell: Progress) -> None:
        night = Night(self._archive, held, part, noted=noted, today=self._today)
        told = night.compare(tell)
        noted.note_findings(found(told), engine=ENGINE, within=night.touched)
        night.hold(told, self.mark)


def _begun(folder: Path) -> Held | None:
    """What was held of a comparison that did not come to its end, if all of it is there."""
    try:
        Archive.open(folder / PARTS).close()
    except ArchiveError:
        return None
    return Held.open(folder, rules=ENGINE, in_parts=True)


def sizes(archive: Archive) -> Sizes:
    """Return the meetings of an archive and their sizes."""
    listed = ((occasion(name), items) for name, items in archive.sizes())
    grouped = groupby(listed, key=lambda size: size[0])
    return [(name, sum(items for _, items in sizes)) for name, sizes in grouped]


def is_large(sizes: Sizes) -> bool:
    """Whether an archive has more than is compared at once."""
    return sum(items for _, items in sizes) > PART


def parted(sizes: Iterable[tuple[str, int]], most: int) -> Iterator[Sizes]:
    """Cut meetings into parts of so many items at most, or one meeting."""
    part: Sizes = []
    full = 0
    for size in sizes:
        if part and full + size[1] > most:
            yield part
            part, full = [], 0
        part.append(size)
        full += size[1]
    if part:
        yield part


def _learned(archive: Archive, sizes: Sizes, tell: Progress) -> tuple[Formulas, int]:
    """Return what is boilerplate, and of how many items that was learned."""
    known: list[Formulas] = []
    count = done = 0
    total = sum(items for _, items in sizes)
    for _, meetings in groupby(sizes, key=lambda size: town(size[0])):
        matters, sentences = [], []
        rows = sections = 0
        for part in parted(meetings, READ):
            tell("boilerplate", done, total)
            items = trace(texts_of(archive, [name for name, _ in part])).current
            matters.append(frames.matters(items, first=rows))
            sentences.append(frames.sentences(items, first=rows, sections=sections))
            rows += len(items)
            sections += sum(len(item.item.sections) for item in items)
            done += sum(size for _, size in part)
        known.append(formulas(pl.concat(sentences), pl.concat(matters)))
        count += rows
    tell("boilerplate", total, total)
    return merged(known), count
