"""What was compared before, on disk: new texts are held against it without reading it again.

A folder of segments (:mod:`compare.segments`), one for each comparison that added something;
small ones are merged as they add up, so that there are never many. Rows are counted on through all
segments and never given twice.

Nothing here is the only copy of anything: a folder that is missing, damaged or made by other
rules is left aside, and everything is compared anew. What a comparison adds becomes part of the
folder in one step, when the list of its files is replaced.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from compare import hashing
from compare.bands import NAMED, band
from compare.boilerplate import Formulas
from compare.frames import FAMILIES
from compare.model import ItemRef
from compare.segments import NAMES, Segment
from compare.signatures import LEAST
from compare.sketches import KEEP, Sketch, sketch
from compare.spans import edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORM = 2
"""Goes up when the files of the folder change their shape."""

PARTS = "parts"
"""The folder for what is found, while everything is compared part by part."""

LARGEST = 250_000
"""Rows of one segment: a bound on memory while it is sorted, and of what is written anew."""

WAITING = {
    "item": pl.String,
    "municipality": pl.String,
    "day": pl.String,
    "until": pl.String,
}
"""What items wait for, see :mod:`compare.holding`."""

_CALLED = ("row", "id", "version")
_REF = ("id", "municipality", "body", "day", "number", "title")
_STATE, _WAITING = "state.json", "waiting.parquet"


class Held:
    """What was compared before; :meth:`open` finds it, :meth:`make` begins anew."""

    def __init__(self, folder: Path, state: Mapping[str, Any]) -> None:
        self._folder = folder
        self._state = dict(state)

    @classmethod
    def open(cls, folder: Path, *, rules: int, in_parts: bool = False) -> Held | None:
        """Open what is held, or return ``None`` where there is nothing of use.

        Args:
            folder: Of the segments.
            rules: The version of the rules of comparison; what others made is of no use.
            in_parts: Open what is not everything yet, and nothing else.
        """
        try:
            state = json.loads((folder / _STATE).read_text("utf-8"))
            found = cls(folder, state)
            whole = all(segment.is_whole for segment in found.segments)
            same = state["made_by"] == _made_by(rules) and state["in_parts"] == in_parts
            known = all(path.is_file() for path in (*found._formula_files(), found._waiting_file()))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if whole and same and known else None

    @classmethod
    def make(
        cls, folder: Path, known: Formulas, learned_from: int, *, rules: int, in_parts: bool = False
    ) -> Held:
        """Begin anew; the first :meth:`add` removes what was there.

        Args:
            folder: Of the segments.
            known: What is boilerplate.
            learned_from: Of how many items that was learned.
            rules: The version of the rules of comparison.
            in_parts: Everything is added part by part, until :meth:`finish`.
        """
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(
            folder,
            {
                "made_by": _made_by(rules),
                "formulas": _unused(folder),
                "waiting": "",
                "segments": [],
                "learned_from": learned_from,
                "in_parts": in_parts,
                "gone": [],
                "mark": "",
            },
        )
        for path, learned in zip(
            made._formula_files(), (known.sentences, known.sections), strict=True
        ):
            path.parent.mkdir(exist_ok=True)
            learned.write_parquet(path)
        return made

    @property
    def segments(self) -> list[Segment]:
        """All segments, in the order of their rows."""
        return [Segment(self._folder / n, f, c) for n, f, c in self._state["segments"]]

    @property
    def count(self) -> int:
        """The number of rows ever given."""
        return sum(segment.count for segment in self.segments)

    @property
    def grown(self) -> float:
        """How many rows there are for each one that boilerplate was learned from."""
        learned_from: int = self._state["learned_from"]
        return self.count / max(1, learned_from)

    @property
    def mark(self) -> str:
        """What the last comparison said of how far it came."""
        return str(self._state["mark"])

    @cached_property
    def formulas(self) -> Formulas:
        """What is boilerplate, as the last comparison of everything learned it."""
        sentences, sections = map(pl.read_parquet, self._formula_files())
        return Formulas(sentences, sections)

    @property
    def waiting(self) -> pl.DataFrame:
        """What items wait for: ``item`` and ``municipality``, and ``day`` or ``until``."""
        if not self._state["waiting"]:  # nothing was added yet
            return pl.DataFrame(schema=WAITING)
        return pl.read_parquet(self._waiting_file())

    def without(self, rows: Iterable[int]) -> Held:
        """The same as if some rows stood no longer, to look things up in."""
        return Held(self._folder, {**self._state, "gone": self._gone(rows)})

    def _gone(self, more: Iterable[int]) -> list[int]:
        return sorted({*self._state["gone"], *more})

    def last_days(self, municipalities: Iterable[str]) -> dict[str, str]:
        """The day of the newest meeting of each of some municipalities."""
        wanted = pl.Series(sorted(municipalities), dtype=pl.String)
        chosen = pl.col("municipality").is_in(wanted.implode())
        held = self._names(chosen, "row", "municipality", "day")
        return dict(held.group_by("municipality").agg(pl.col("day").max()).iter_rows())

    def occasions(self) -> pl.Series:
        """The meetings of which there are standing rows, each once."""
        return self._names(pl.lit(value=True), "row", "occasion")["occasion"].unique()

    def refs(self, column: str, values: Iterable[str]) -> list[ItemRef]:
        """The standing items that have one of some values in a column."""
        wanted = pl.Series(sorted(values), dtype=pl.String)
        return self._refs(pl.col(column).is_in(wanted.implode()))

    def newest(self, municipalities: Iterable[str]) -> list[ItemRef]:
        """The last standing item of each committee of some municipalities."""
        wanted = pl.Series(sorted(municipalities), dtype=pl.String)
        chosen = pl.col("municipality").is_in(wanted.implode())
        held = self._names(chosen, "row", "municipality", "committee", "day")
        ordered = held.sort("day", "row")
        last = ordered.unique(["municipality", "committee"], keep="last")["row"]
        return self._refs(pl.col("row").is_in(last.implode()))

    def _refs(self, chosen: pl.Expr) -> list[ItemRef]:
        found = self._names(chosen, "row", *_REF).select(_REF)
        return [
            ItemRef(id=id_, municipality=town, committee=body, date=day, number=number, title=title)
            for id_, town, body, day, number, title in found.iter_rows()
        ]

    def on_days(self, days: Iterable[tuple[str, str]]) -> set[str]:
        """The meetings of municipalities on days."""
        wanted = pl.DataFrame(
            sorted(days), schema={"municipality": pl.String, "day": pl.String}, orient="row"
        )
        chosen = pl.col("day").is_in(wanted["day"].unique().implode())
        held = self._names(chosen, "row", "municipality", "day", "occasion")
        return set(held.join(wanted, on=["municipality", "day"], how="semi")["occasion"])

    def rows_of(self, occasions: Iterable[str]) -> pl.DataFrame:
        """The standing rows of some meetings: ``row``, ``id`` and ``version``."""
        wanted = pl.Series(sorted(occasions), dtype=pl.String)
        return self._names(pl.col("occasion").is_in(wanted.implode()), *_CALLED)

    def rows(self, rows: pl.Series) -> pl.DataFrame:
        """What some rows are called, if they still stand: ``row``, ``id`` and ``version``."""
        return self._names(pl.col("row").is_in(rows.implode()), *_CALLED)

    def called(self, ids: Iterable[str]) -> pl.DataFrame:
        """The standing rows of some items: ``row``, ``id`` and ``version``."""
        wanted = pl.Series(sorted(ids), dtype=pl.String)
        return self._names(pl.col("id").is_in(wanted.implode()), *_CALLED)

    def families(self, new: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield, for each sort of family, the held rows that share one with new ones.

        Takes the columns :data:`compare.frames.FAMILIES`; gives ``row`` and ``family``, and of a
        large family its first members and the last.
        """
        nth = pl.int_range(pl.len()).over("family")
        last = pl.len().over("family") - 1
        for name in FAMILIES:
            wanted = new[name].drop_nulls().unique()
            found = self._names(pl.col(name).is_in(wanted.implode()), "row", name)
            named = found.rename({name: "family"}).sort("row")
            yield name, named.filter((nth <= NAMED) | (nth == last))

    def alike(self, texts: pl.Series) -> pl.DataFrame:
        """Return the pairs ``a``, ``b`` that texts make with what is held, and with each other.

        The texts have the rows that follow those held. Two held rows are no pair here.
        """
        found = [pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32})]
        away = np.array(self._state["gone"], np.uint32)
        for name, keep in KEEP.items():
            new = _from(self.count, sketch(texts, keep))
            pairs = band(self._beside(name, new, away), least=LEAST[name]).frame()
            found.append(pairs.filter(pl.col("b") >= self.count))
        return pl.concat(found).unique().sort("a", "b")

    def add(
        self,
        texts: pl.Series,
        names: pl.DataFrame,
        *,
        waiting: pl.DataFrame,
        gone: Iterable[int] = (),
        mark: str,
    ) -> None:
        """Hold more texts, and some rows no longer, all in one step.

        Args:
            texts: Of the rows that follow those held.
            names: The columns ``NAMES`` of each, but for ``row``.
            waiting: What all items wait for.
            gone: Rows that stand no longer.
            mark: How far this comparison came.
        """
        segments = [*self.segments, *self._written(texts, names)]
        while len(segments) > 1 and _should_merge(*segments[-2:]):
            *segments, one, other = segments
            segments.append(one.merged(other, self._folder / _unused(self._folder)))
        self._state["waiting"] = _unused(self._folder)
        self._waiting_file().parent.mkdir()
        waiting.write_parquet(self._waiting_file())
        self._state["segments"] = [[s.folder.name, s.first, s.count] for s in segments]
        self._state["gone"] = self._gone(gone)
        self._state["mark"] = mark
        self._keep()

    def finish(self) -> None:
        """Hold what was added part by part as everything."""
        self._state["in_parts"] = False
        self._keep()

    def _written(self, texts: pl.Series, names: pl.DataFrame) -> Iterator[Segment]:
        """Write texts down that follow what is held, and yield their segments."""
        first = self.count
        for start in range(0, len(texts), LARGEST):
            some, called = texts.slice(start, LARGEST), names.slice(start, LARGEST)
            added = Segment(self._folder / _unused(self._folder), first + start, len(some))
            rows = pl.int_range(added.first, added.first + added.count, dtype=pl.UInt32, eager=True)
            kept = ((name, _from(added.first, sketch(some, keep))) for name, keep in KEEP.items())
            added.write(kept, called.with_columns(row=rows).select(*NAMES))
            yield added

    def _keep(self) -> None:
        """Replace the list of files in one step, then remove those that it no longer names."""
        written = self._folder / f"{_STATE}.new"
        with written.open("w", encoding="utf-8") as file:
            json.dump(self._state, file)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self._folder / _STATE)
        named = {name for name, _, _ in self._state["segments"]}
        named |= {self._state["formulas"], self._state["waiting"]}
        named |= {PARTS} if self._state["in_parts"] else set()
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in named:
                shutil.rmtree(path)

    def _names(self, chosen: pl.Expr, *columns: str) -> pl.DataFrame:
        schema = {name: NAMES[name] for name in columns}
        found = [segment.names(chosen, list(columns)) for segment in self.segments]
        gone = pl.Series(self._state["gone"], dtype=pl.UInt32)
        together = pl.concat([pl.DataFrame(schema=schema), *found])
        return together.filter(~pl.col("row").is_in(gone.implode()))

    def _beside(self, name: str, new: Sketch, away: NDArray[np.uint32]) -> Sketch:
        """New hashes after the held entries of the same ones."""
        wanted = np.sort(new.hashes)
        wanted = wanted[edges(wanted)[:-1]]
        parts = [*(segment.entries(name, wanted) for segment in self.segments), new]
        rows = np.concatenate([part.rows for part in parts])
        hashes = np.concatenate([part.hashes for part in parts])
        stands = ~np.isin(rows, away)
        return Sketch(rows[stands], hashes[stands])

    def _waiting_file(self) -> Path:
        return self._folder / str(self._state["waiting"]) / _WAITING

    def _formula_files(self) -> tuple[Path, Path]:
        folder = self._folder / self._state["formulas"]
        return folder / "sentences.parquet", folder / "sections.parquet"


def _should_merge(one: Segment, other: Segment) -> bool:
    """Whether two neighbours become one: there are few segments, and each row is merged seldom."""
    return one.count <= 2 * other.count and one.count + other.count <= LARGEST


def _made_by(rules: int) -> list[int]:
    return [FORM, hashing.ALGORITHM, rules]


def _unused(folder: Path) -> str:
    """A name that no folder in it has."""
    numbers = (int(path.name) for path in folder.iterdir() if path.name.isdecimal())
    return f"{max(numbers, default=0) + 1:06}"


def _from(first: int, kept: Sketch) -> Sketch:
    """A sketch of texts whose rows are counted from ``first``."""
    return Sketch(kept.rows + np.uint32(first), kept.hashes)
