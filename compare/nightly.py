"""A night's comparison: what is new against everything before, without reading it all again.

*Anew* are compared the items of meetings of which something was stored, withdrawn or redacted
since the last comparison, and of meetings that had named one of those; with everything. *Near*
is what that may touch: the items that they are related to, that they name, and the threads of
all these. Of what is near, threads and promises are found again, and all other findings taken as
they are stored. Elsewhere only promises that were open may now be *late*.

Boilerplate is what the last comparison of everything learned. With that, a night finds what a
comparison of everything would find, but for one thing: of a family of more than
:data:`compare.bands.FAMILY` copies it links a new one with the first ones and the last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date as Date
from datetime import datetime
from typing import get_args

import polars as pl

from compare.around import Near, findings, matters, now_late, sides, staying
from compare.bands import linked
from compare.commitments import commitments
from compare.comparison import followed
from compare.frames import FAMILIES
from compare.held import Held
from compare.holding import names, waiting
from compare.laid import lay
from compare.model import Commitment, Comparison, ItemRef, Reference, Relation, Thread
from compare.outcomes import outcomes
from compare.pairs import Pair, Progress, judged, named, silent, steps, told
from compare.references import references
from compare.relations import related
from compare.said import Said, read
from compare.threads import threads
from compare.versions import chronological, trace
from ordlyd.archive import Archive
from ordlyd.ids import document, occasion, town
from ordlyd.model import MeetingKind
from ordlyd.stored import StoredItem, StoredMeeting

_KINDS = get_args(MeetingKind)


class Night:
    """One night: :meth:`compare` finds; once that is noted, :meth:`hold` holds what is new.

    Args:
        archive: Where the items lie.
        held: What was compared before.
        occasions: The meetings that are compared anew, and those that wait for one of them.
        noted: Where what was found before is noted; the archive, if none is given.
        today: The day for which it is judged what is late; without, that of the newest meeting
            held of each municipality.

    Attributes:
        touched: The items all of whose findings :meth:`compare` returned, by id.
    """

    def __init__(
        self,
        archive: Archive,
        held: Held,
        occasions: Iterable[str],
        *,
        noted: Archive | None = None,
        today: Date | None = None,
    ) -> None:
        self._archive = archive
        self._held = held
        self._noted = noted or archive
        self._today = today
        self._fetched: dict[str, StoredItem] = {}
        self._occasions = set(occasions)
        self._occasions |= {occasion(item) for item in self._awaiting()}
        self._before = held.rows_of(self._occasions)
        self._others = held.without(self._before["row"])
        texts = list(texts_of(archive, self._occasions))
        self._versions = trace(texts)
        self._new = self._versions.current
        self._laid = lay(self._new, held.formulas)
        self._names = names(self._new, self._laid)
        self._anew = {*self._before["id"], *(item.id for item in texts)}
        self.touched: frozenset[str] = frozenset(self._anew)

    def compare(self, progress: Progress | None = None) -> Comparison:
        """Return all findings that touch ``touched``."""
        tell = progress or silent
        tell("relations", 0, 1)
        relations, changes = told([*steps(self._versions), *self._pairs()], tell)
        tell("references", 0, 1)
        said, own = read(self._new), [named(item) for item in self._new]
        meant = self._meant(said)
        refer = references(said, [*own, *meant])
        naming = [*refer, *self._naming()]
        others = self._others.refs("id", {one.item for one in naming})
        relations = followed(relations, naming, [*own, *meant, *others])
        near = Near(self._noted, self._reached(relations, refer), self._anew)
        over_time = threads([*relations, *near.relations])
        today = self._days()
        late = self._late(today) - near.ids
        self.touched = frozenset({*self._anew, *near.ids, *late})
        there = findings(self._noted, self.touched)
        stays = staying(there, self._anew, near.ids, late)
        all_relations = [*relations, *near.relations]
        promises = self._promises(said, all_relations, over_time, [*refer, *stays.references], near)
        overdue = now_late(there, late, today)
        return Comparison(
            relations=(*relations, *stays.relations),
            changes=(*changes, *stays.changes),
            threads=(*over_time, *stays.threads),
            references=(*refer, *stays.references),
            commitments=(*promises, *overdue, *stays.commitments),
            outcomes=(*outcomes(self._new), *stays.outcomes),
        )

    def hold(self, found: Comparison, mark: str) -> None:
        """Hold what is new, and what was renewed no longer as it was.

        Args:
            found: What :meth:`compare` returned.
            mark: When this comparison began to read.
        """
        others = self._held.waiting.filter(~pl.col("item").is_in(sorted(self.touched)))
        self._held.add(
            self._laid.texts,
            self._names,
            waiting=pl.concat([others, waiting(found)]).unique(),
            gone=self._before["row"],
            mark=mark,
        )

    def _awaiting(self) -> list[str]:
        """The items that name a meeting of a day and municipality of which something is new."""
        days = {tuple(occasion.split("/")[::2][:2]) for occasion in self._occasions}
        wanted = pl.DataFrame(
            [(town, day.partition("T")[0]) for town, day in sorted(days)],
            schema={"municipality": pl.String, "day": pl.String},
            orient="row",
        )
        found = self._held.waiting.join(wanted, on=["municipality", "day"], how="semi")
        return found["item"].unique().to_list()

    def _fetch(self, called: pl.DataFrame) -> list[StoredItem]:
        """The items of held rows, in time order."""
        versions = set(called["version"])
        missing = versions - self._fetched.keys()
        for meeting in self._archive.meetings_by_id({document(version) for version in missing}):
            if not meeting.withdrawn:
                here = {item.version_id: item for item in meeting.items()}
                self._fetched.update({name: here[name] for name in missing & here.keys()})
        found = (self._fetched[name] for name in versions & self._fetched.keys())
        return sorted(found, key=chronological)

    def _pairs(self) -> Iterator[Pair]:
        """Yield what is new with what it belongs together with."""
        rows = pl.int_range(len(self._new), dtype=pl.UInt32, eager=True) + self._held.count
        new = self._names.with_columns(row=rows.cast(pl.UInt32))
        by_name = [
            linked(pl.concat([members, _members(new, name)]))
            for name, members in self._others.families(new)
        ]
        alike = self._others.alike(self._laid.texts)
        found = pl.concat([alike, *by_name])
        pairs = found.filter(pl.col("b") >= self._held.count).unique()
        others = self._others.rows(pairs["a"].unique())
        items = sorted([*self._fetch(others), *self._new], key=chronological)
        called = pl.concat([others, new.select(others.columns)])
        yield from judged(
            items, related(_placed(pairs, called, items), lay(items, self._held.formulas))
        )

    def _meant(self, said: Iterable[Said]) -> list[ItemRef]:
        """The held items of meetings on the days that new items name."""
        days = {
            (town, day.isoformat())
            for one in said
            for day in one.days()
            if (town := one.stored.meeting.municipality)
        }
        return self._others.refs("occasion", self._others.on_days(days))

    def _naming(self) -> list[Reference]:
        """The references of other items to what is compared anew, or to its meetings."""
        asked = {*self._anew, *map(document, self._anew)}
        there = findings(self._noted, asked, "reference").references
        return [one for one in there if one.item not in self._anew]

    def _reached(self, relations: Iterable[Relation], refer: Iterable[Reference]) -> set[str]:
        """The items that what is new may touch, and those that what it replaces touched."""
        before = findings(self._noted, self._anew)
        met = {one.item for one in before.commitments}
        meant = self._meant_by(refer)
        return {*matters(relations), *matters(before.relations), *met, *meant}

    def _promises(
        self,
        said: Iterable[Said],
        relations: Collection[Relation],
        over_time: Collection[Thread],
        refer: Collection[Reference],
        near: Near,
    ) -> list[Commitment]:
        """The promises of what is new and of what is near."""
        promised = findings(self._noted, near.ids, "commitment").commitments
        promising = {one.item for one in promised} & near.ids
        asked = {*promising, *map(document, promising)}
        naming = findings(self._noted, asked, "reference").references
        refer = list({one.key: one for one in (*refer, *naming)}.values())
        wanted = promising | {one.item for one in naming} | self._meant_by(refer)
        wanted |= {side for one in relations for side in sides(one)}
        wanted |= {item for one in over_time for item in one.items}
        held = [*self._others.refs("id", wanted), *map(named, self._new)]
        again = read(self._fetch(self._others.called(promising)))
        newest = self._others.newest({item.municipality for item in held})
        everything = {item.id: item for item in (*held, *newest)}
        return commitments(
            [*said, *again],
            everything.values(),
            relations,
            over_time,
            refer,
            today=self._today,
        )

    def _meant_by(self, refer: Iterable[Reference]) -> set[str]:
        """The items that references mean: themselves, or all of the meeting."""
        meant = {one.resolves_to for one in refer if one.resolves_to}
        meetings = {occasion(name) for name in meant if "#" not in name}
        return {name for name in meant if "#" in name} | {*self._others.rows_of(meetings)["id"]}

    def _late(self, today: Mapping[str, str]) -> set[str]:
        """The items with promises that can no longer be kept in time."""
        days = pl.DataFrame(
            [*today.items()], schema={"municipality": pl.String, "today": pl.String}, orient="row"
        )
        waits = self._held.waiting.join(days, on="municipality")
        over = waits.filter(pl.col("until") < pl.col("today"))
        return set(over["item"]) - self._anew

    def _days(self) -> dict[str, str]:
        """The day that it is in each municipality of which something is new."""
        towns = {town(name) for name in self._occasions}
        if self._today is not None:
            return dict.fromkeys(towns, self._today.isoformat())
        found = self._others.last_days(towns)
        for name, day in self._names.select("municipality", "day").iter_rows():
            found[name] = max(day, found.get(name, day))
        return found


def renewed(archive: Archive, held: Held) -> set[str]:
    """Return the meetings of which something is new since the last comparison."""
    changed = archive.changed_since(datetime.fromisoformat(held.mark))
    return {occasion(meeting) for meeting in changed}


def meetings_of(archive: Archive, occasions: Iterable[str]) -> Iterator[StoredMeeting]:
    """Yield all versions of all documents of some meetings."""
    return archive.meetings_by_id([f"{name}/{kind}" for name in occasions for kind in _KINDS])


def texts_of(archive: Archive, occasions: Iterable[str]) -> Iterator[StoredItem]:
    """Yield all versions of all items of some meetings, but for withdrawn ones."""
    for meeting in meetings_of(archive, occasions):
        if not meeting.withdrawn:
            yield from meeting.items()


def _members(new: pl.DataFrame, name: str) -> pl.DataFrame:
    """New rows of one sort of family, in the order of those families."""
    return new.sort(FAMILIES[name]).select("row", family=name).drop_nulls()


def _placed(
    pairs: pl.DataFrame, called: pl.DataFrame, items: Collection[StoredItem]
) -> pl.DataFrame:
    """Give pairs the places of their items in time order; without those that are not there."""
    versions = pl.Series([item.version_id for item in items], dtype=pl.String)
    places = pl.DataFrame({"version": versions}).with_row_index("place").join(called, on="version")
    place = places.select("row", "place")
    both = pairs.join(place, left_on="a", right_on="row").join(
        place, left_on="b", right_on="row", suffix="_b"
    )
    one, other = pl.col("place"), pl.col("place_b")
    return both.select(a=pl.min_horizontal(one, other), b=pl.max_horizontal(one, other))
