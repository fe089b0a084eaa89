"""Corpora of 10,000 to a million items with planted near-duplicates, of which the truth is known.

    python -m benchmarks.corpus [ITEMS…]

The recipe, after which a corpus is the same wherever it is made from the same seed texts:

- The seed texts are split at blanks; a word that ends a paragraph keeps its blank line, and every
  number is one word, ``<NUM>``. The words of an item walk along these texts from each word to one
  that follows it somewhere; one step in four jumps to any word, so that runs of words are shared
  by many items, some often and most hardly ever. A ``<NUM>`` becomes one of 20,000 numbers.
- Nineteen items of twenty are such walks, about 420 words long (log-normal, 40 to 2,500).
- Every twentieth is a copy of an earlier one. Its resemblance is drawn between 0.3 and 1, and
  enough words are edited to reach it: half of the copies here and there, half mostly in one block.
  One copy in five is of an item that was copied before, so that there are clusters.
- With families, every fifth item is instead one of so many forms of 40 to 150 words, filled in
  with another date and other numbers each time.

Beside the texts are all pairs of planted likes with their exact resemblance: the Jaccard measure
over runs of three words, in lower case, split at blanks. A corpus is made in pieces of 10,000
items, all items of a piece one step at a time, so that memory does not grow with its size; and a
smaller corpus is the beginning of a larger one. It is kept on disk and made once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import numpy as np
import polars as pl

from benchmarks import _copies
from benchmarks._walk import Ids, Words
from ordlyd.samples import SAMPLES

RECIPE = 1
"""Goes up when the same seed gives another corpus."""
STEP = 10_000
MINUTES = Path(__file__).resolve().parents[2] / "shared" / "minutes"
_PAIRS = {"a": pl.Int64, "b": pl.Int64, "jaccard": pl.Float64}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk."""

    folder: Path

    def texts(self) -> pl.LazyFrame:
        """The items: ``id`` (counted from 0) and ``text``."""
        return pl.scan_parquet(self.folder / "items-*.parquet")

    def pairs(self) -> pl.DataFrame:
        """The planted pairs: ``a`` < ``b``, and their exact ``jaccard``, however low.

        Families are not among them: each is one cluster, not half a million pairs.
        """
        return pl.read_parquet(self.folder / "pairs.parquet")

    def families(self) -> pl.DataFrame:
        """The members of families: ``id`` and ``family``; empty where there are none."""
        return pl.read_parquet(self.folder / "families.parquet")


def corpus(count: int, *, families: int = 0, seed: int = 1, folder: Path | None = None) -> Corpus:
    """Return a corpus of so many items, made now or before.

    Args:
        count: How many items.
        families: How many families a fifth of the items belong to.
        seed: Another seed gives another corpus.
        folder: Where corpora are kept; ``~/.cache/ordlyd-benchmarks`` without.
    """
    texts = seed_texts()
    origin = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]
    name = f"{count}-families{families}-seed{seed}-{origin}-v{RECIPE}"
    target = (folder or cache()) / name
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{name}-", dir=target.parent))
        try:
            _write(part, Words(texts), count, families, seed)
            part.replace(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return Corpus(target)


def cache() -> Path:
    """The folder where corpora are kept when none is named."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "ordlyd-benchmarks"


def seed_texts() -> list[str]:
    """Real minutes where they lie beside the clone, or else our own samples."""
    folder, pattern = (MINUTES, "*.txt") if MINUTES.is_dir() else (SAMPLES, "**/*.txt")
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern))]


def _write(folder: Path, words: Words, count: int, families: int, seed: int) -> None:
    sources = planned(count, families, seed)
    forms = words.forms(families, np.random.default_rng([seed, 1]))
    kept: dict[int, Ids] = {}
    groups: dict[int, list[tuple[int, Ids]]] = {}
    wanted = set(sources.values())
    for first in range(0, count, STEP):
        rng = np.random.default_rng([seed, 2, first])
        piece = list(words.walks(STEP, rng))[: count - first]
        for place, number in enumerate(range(first, first + len(piece))):
            if _is_member(number, families):
                piece[place] = words.filled(forms[_family(number, families)], rng)
            elif number in sources:
                source = sources[number]
                piece[place] = _copies.copy(kept[source], words, rng)
                groups.setdefault(source, [(source, kept[source])]).append((number, piece[place]))
            elif number in wanted:
                kept[number] = piece[place]
        _texts(first, piece, words).write_parquet(
            folder / f"items-{first // STEP:04}.parquet", compression="zstd"
        )
    rows = [row for group in groups.values() for row in _resemblances(group, words)]
    pairs = pl.DataFrame(rows, schema=_PAIRS, orient="row").sort("a", "b")
    pairs.write_parquet(folder / "pairs.parquet")
    members = [n for n in range(count) if _is_member(n, families)]
    pl.DataFrame(
        {"id": members, "family": [_family(n, families) for n in members]},
        schema={"id": pl.Int64, "family": pl.Int64},
    ).write_parquet(folder / "families.parquet")


def planned(count: int, families: int, seed: int) -> dict[int, int]:
    """Return for each item that is a copy the item it is a copy of."""
    random = Random(seed)
    sources: dict[int, int] = {}
    used: list[int] = []
    for number in range(19, count, 20):
        if used and random.random() < 0.2:
            source = random.choice(used)
        else:
            source = random.randrange(number)
            while source % 20 == 19 or _is_member(source, families):
                source = random.randrange(number)
            used.append(source)
        sources[number] = source
    return sources


def _is_member(number: int, families: int) -> bool:
    return families > 0 and number % 5 == 0


def _family(number: int, families: int) -> int:
    return number // 5 % families


def _texts(first: int, piece: Sequence[Ids], words: Words) -> pl.DataFrame:
    lengths = np.fromiter(map(len, piece), dtype=np.int64, count=len(piece))
    items = np.repeat(np.arange(first, first + len(piece)), lengths)
    spelled = pl.Series(words.spelling).gather(np.concatenate(piece))
    return (
        pl.DataFrame({"id": items, "text": spelled})
        .group_by("id", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
        .with_columns(pl.col("text").str.replace_all("\n\n ", "\n\n", literal=True))
    )


def _resemblances(
    group: Sequence[tuple[int, Ids]], words: Words
) -> Iterator[tuple[int, int, float]]:
    """The exact resemblance of each two items of a cluster."""
    runs = [(number, words.runs(text)) for number, text in group]
    for at, (b, right) in enumerate(runs):
        for a, left in runs[:at]:
            shared = len(np.intersect1d(left, right, assume_unique=True))
            yield min(a, b), max(a, b), shared / (len(left) + len(right) - shared)


def main(sizes: tuple[int, ...] = (10_000, 100_000)) -> None:
    """Make corpora anew and print what that took and what is in them."""
    for size in sizes:
        folder = Path(mkdtemp(prefix="ordlyd-corpus-"))
        try:
            start = time.perf_counter()
            made = corpus(size, folder=folder)
            took = time.perf_counter() - start
            weight = sum(path.stat().st_size for path in made.folder.iterdir())
            tally = made.texts().select(
                words=pl.col("text").str.count_matches(r"\S+").sum(),
                characters=pl.col("text").str.len_bytes().sum(),
            )
            words, characters = tally.collect().row(0)
            near = made.pairs().filter(pl.col("jaccard") >= 0.5).height
            print(f"{size:>8} items {took:6.1f} s  {words / 1e6:7.1f} M words"
                  f" {characters / 1e6:8.1f} MB, {weight / 1e6:7.1f} MB on disk"
                  f"  {near} pairs at 0.5 or more", flush=True)  # fmt: skip
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (10_000, 100_000))
