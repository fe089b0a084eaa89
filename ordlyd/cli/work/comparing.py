"""Comparing an archive, and noting in it what was found."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import date as Date
from pathlib import Path
from typing import Any

from compare import Comparison, compare
from compare.boilerplate import Formulas
from compare.gradual import Gradual, is_large, sizes
from compare.held import Held
from compare.holding import Holding
from compare.learned import packed
from compare.narrowed import among, since
from compare.nightly import Night, renewed
from compare.record import ENGINE, SORTS, found, in_turn
from ordlyd.archive import Archive, Noted
from ordlyd.cli.output import log, tracking

LARGE = 10_000
"""Items from which what is new is compared alone: everything takes half a minute by then."""
GROWN = 1.25
"""How much an archive may grow until what is boilerplate is learned anew, and all compared."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a comparison came to.

    Attributes:
        archive: Where it is noted.
        noted: What the noting came to; ``None`` where nothing was noted.
        whole: All that was found, where that is at hand.
        only_new: Whether only what was new or changed is told.
        first: Tell only what has a side in a meeting from this day on.
        towns: Tell only what is of these municipalities alone; of all, if none is named.
    """

    archive: Archive
    noted: Noted | None
    whole: Comparison | None = None
    only_new: bool = False
    first: Date | None = None
    towns: Collection[str] = ()

    def parts(self, sort: str | None = None) -> Iterator[Comparison]:
        """Yield what is told, part by part; read from the archive, only findings of one sort."""
        for part in self._parts(sort):
            recent = part if self.first is None else since(part, self.first)
            yield among(recent, self.towns) if self.towns else recent

    def _parts(self, sort: str | None) -> Iterator[Comparison]:
        if self.only_new and self.noted:
            yield from in_turn(self.archive.findings(sort=sort, since=self.noted.at))
        elif self.whole is not None:
            yield self.whole
        else:
            yield from in_turn(self.archive.findings(sort=sort))

    def tells(self, municipality: str | None) -> bool:
        """Whether it tells of a municipality."""
        return not self.towns or municipality in self.towns

    def in_short(self) -> Results:
        """The same for people: of what is not at hand, only what is new, unless a day is given."""
        return replace(self, only_new=self.only_new or (self.whole is None and self.first is None))

    def lists(self) -> dict[str, Iterator[Any]]:
        """Each list of a comparison, to be gone through once."""
        return {name: self._listed(name, sort) for name, sort in SORTS.items()}

    def _listed(self, name: str, sort: str) -> Iterator[Any]:
        for part in self.parts(sort):
            yield from getattr(part, name)

    def comparison(self) -> Comparison:
        """All that is told, as one."""
        in_part = self.only_new or self.towns or self.first is not None
        if self.whole is not None and not in_part:
            return self.whole
        told: dict[str, list[Any]] = {name: [] for name in SORTS}
        for part in self.parts():
            for name, found_there in told.items():
                found_there.extend(getattr(part, name))
        return Comparison(**{name: tuple(of_one) for name, of_one in told.items()})


def compare_archive(
    archive: Archive, *, municipalities: Collection[str] = (), elsewhere: bool = False
) -> Comparison:
    """Compare all versions that the archive holds, showing progress, and note nothing."""
    items = archive.items(municipalities=municipalities, versions="all")
    with tracking() as tell:
        return compare(items, progress=tell, elsewhere=elsewhere)


def compare_and_note(archive: Archive, *, anew: bool = False) -> Results:
    """Compare the whole archive, and note in it what was found.

    Of a large archive that was compared before, only what is new is compared with everything;
    for the first time, it is compared part by part.

    Args:
        archive: The archive.
        anew: Compare everything with everything all the same.

    Raises:
        ArchiveError: Another comparison of it is at work, or it cannot be written.
    """
    with archive.compare_lock():
        held = Held.open(archive.held, rules=ENGINE) if archive.held and not anew else None
        if held is not None and held.count >= LARGE and held.grown <= GROWN:
            return _at_night(archive, held)
        if is_large(sizes(archive)):
            return _in_parts(archive, anew=anew)
        return _at_once(archive)


def _at_night(archive: Archive, held: Held) -> Results:
    as_of = datetime.now(UTC)
    night = Night(archive, held, renewed(archive, held))
    with tracking() as tell:
        comparison = night.compare(tell)
    noted = archive.note_findings(
        found(comparison), engine=ENGINE, as_of=as_of, within=night.touched
    )
    night.hold(comparison, as_of.isoformat())
    return Results(archive, noted)


def _in_parts(archive: Archive, *, anew: bool) -> Results:
    now = datetime.now(UTC).isoformat()
    with ExitStack() as stack:
        folder = archive.held or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        gradual = Gradual(archive, folder, now, anew=anew)
        if gradual.mark != now:
            log.info("Going on with the comparison that was begun at %s.", gradual.mark)
        with tracking() as tell:
            gradual.compare(tell)
        noted = archive.note_findings(
            gradual.found(),
            engine=ENGINE,
            as_of=datetime.fromisoformat(gradual.mark),
            context=packed(gradual.held.formulas),
        )
        gradual.held.finish()
    return Results(archive, noted)


def _at_once(archive: Archive) -> Results:
    as_of = datetime.now(UTC)
    holding = Holding(archive.held, as_of.isoformat()) if archive.held else None
    known: list[Formulas] = []
    with tracking() as tell:
        comparison = compare(
            archive.items(versions="all"), progress=tell, holding=holding, learned=known.append
        )
    noted = archive.note_findings(
        found(comparison), engine=ENGINE, as_of=as_of, context=packed(known[0])
    )
    if holding is not None:
        holding.keep()
    return Results(archive, noted, comparison)


def found_in(
    archive: Archive, towns: Collection[str], *, anew: bool = False, elsewhere: bool = False
) -> Results:
    """Compare the whole archive and note it; or some municipalities alone, which is not noted.

    Among some alone other formulas are learned, and nothing that they share with others is found.
    The same matter ``elsewhere`` is not noted either: how alike two are moves with all others.
    """
    if towns or elsewhere:
        alone = compare_archive(archive, municipalities=towns, elsewhere=elsewhere)
        return Results(archive, None, alone)
    return compare_and_note(archive, anew=anew)
