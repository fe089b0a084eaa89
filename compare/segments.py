"""One segment of what is held: sorted sketches that are left on disk, and a name for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from compare.bands import FAMILY
from compare.frames import FAMILIES
from compare.sketches import KEEP, Sketch
from compare.spans import each

if TYPE_CHECKING:
    from compare.hashing import Hashes

NAMES: Mapping[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "id": pl.String,
    "version": pl.String,
    "occasion": pl.String,
    "municipality": pl.String,
    "committee": pl.String,
    "day": pl.String,
    "body": pl.String,
    "number": pl.String,
    "title": pl.String,
    **dict.fromkeys(FAMILIES, pl.String),
}
"""What is told of each row: the item and the version that it is, its meeting, what it is called
there (``body`` is the committee as printed), its families."""

_NAMES = "names.parquet"


@dataclass(frozen=True, slots=True)
class Segment:
    """So many rows on end, from ``first`` on."""

    folder: Path
    first: int
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether its last file is there."""
        return (self.folder / _NAMES).is_file()

    def write(self, sketches: Iterable[tuple[str, Sketch]], names: pl.DataFrame) -> None:
        """Write it down: what is kept of the rows, one sketch after the other, and their names."""
        self.folder.mkdir(parents=True)
        for name, kept in sketches:
            order = np.argsort(kept.hashes, kind="stable")  # rows stand in their order before
            np.save(self._file(name, "rows"), kept.rows[order])
            np.save(self._file(name, "hashes"), kept.hashes[order])
        names.write_parquet(self.folder / _NAMES)

    def sketch(self, name: str) -> Sketch:
        """One of its sketches, sorted, and read only where it is looked at."""
        rows, hashes = (
            np.load(self._file(name, part), mmap_mode="r", allow_pickle=False)
            for part in ("rows", "hashes")
        )
        return Sketch(rows, hashes)

    def entries(self, name: str, wanted: Hashes) -> Sketch:
        """The entries of some hashes: all of a family, of more the first ones and the last.

        The rows between would be linked with one another only, and never with a later row.
        """
        held = self.sketch(name)
        begin = np.searchsorted(held.hashes, wanted, side="left")
        end = np.searchsorted(held.hashes, wanted, side="right")
        counts = np.minimum(end - begin, FAMILY + 1)
        at = each(begin, counts)
        at[np.cumsum(counts)[counts > FAMILY] - 1] = end[counts > FAMILY] - 1
        return Sketch(np.asarray(held.rows[at]), np.asarray(held.hashes[at]))

    def names(self, chosen: pl.Expr, columns: list[str]) -> pl.DataFrame:
        """Some columns of the rows that are chosen."""
        return pl.scan_parquet(self.folder / _NAMES).filter(chosen).select(columns).collect()

    def merged(self, other: Segment, folder: Path) -> Segment:
        """Write this one and the one that follows it as one."""
        sketches = ((name, _both(self.sketch(name), other.sketch(name))) for name in KEEP)
        names = [pl.read_parquet(segment.folder / _NAMES) for segment in (self, other)]
        merged = Segment(folder, self.first, self.count + other.count)
        merged.write(sketches, pl.concat(names))
        return merged

    def _file(self, name: str, part: str) -> Path:
        return self.folder / f"{name}-{part}.npy"


def _both(one: Sketch, other: Sketch) -> Sketch:
    rows, hashes = (one.rows, other.rows), (one.hashes, other.hashes)
    return Sketch(np.concatenate(rows), np.concatenate(hashes))
