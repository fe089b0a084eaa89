"""Time and memory of finding the same matter elsewhere, at growing sizes, with what was planted.

    python -m benchmarks.similar [ITEMS…]

Items are invented as frames: words with a natural spread of frequencies, names of their own in
each town, a fifth of the items of a matter that other towns have too (twelve words of its own,
of which each town uses eight). Memory is the highest so far of the process, so sizes should grow.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import polars as pl

from benchmarks._memory import peak
from compare import frames, similar

_TOWNS, _WORDS, _COMMON = 98, 150, 60_000
_MATTER, _USED, _IN_TOWNS = 12, 8, 6
_SHARE = 0.2


def made(count: int, seed: int = 1) -> tuple[pl.DataFrame, pl.Series, np.ndarray]:
    """Matters and texts of so many items, and the matter of each (-1: its own)."""
    random = np.random.default_rng(seed)
    names = _names(_COMMON)
    weights = 1 / (np.arange(_COMMON) + 3)
    spoken = random.choice(_COMMON, size=(count, _WORDS), p=weights / weights.sum())
    matters = max(1, int(count * _SHARE / _IN_TOWNS))
    matter = np.where(random.random(count) < _SHARE, random.integers(0, matters, count), -1)
    special = _names(matters * _MATTER, ending="a")
    town = random.integers(0, _TOWNS, count)
    texts, titles = [], []
    for row in range(count):
        words = names[spoken[row]].tolist()
        local = [f"{w}by{chr(97 + town[row] % 26)}" for w in words[:5]]
        of = random.permutation(_MATTER)[:_USED] + matter[row] * _MATTER
        own = (
            special[of].tolist()
            if matter[row] >= 0
            else names[random.integers(500, _COMMON, 4)].tolist()
        )
        titles.append(sorted(own[:3]))
        texts.append(" ".join([*words, *local, *own * 2]))
    columns = {
        "row": np.arange(count, dtype=np.uint32),
        "municipality": [f"town-{n}" for n in town],
        "day": ["2031-03-04"] * count,
        "timeless": [" ".join(title) for title in titles],
        "content": titles,
    }
    given = pl.DataFrame(columns, schema_overrides={"row": pl.UInt32})
    empty = pl.DataFrame(schema=frames.MATTERS)
    return pl.concat([empty, given], how="diagonal"), pl.Series(texts), matter


def _names(count: int, ending: str = "") -> np.ndarray:
    """So many invented words, each once."""
    syllables = [a + b for a in "bdfghklmnprstv" for b in "aeiouæøå"]
    base = len(syllables)
    return np.array(
        [
            "".join(syllables[n // base**place % base] for place in range(4)) + ending
            for n in range(count)
        ]
    )


def main(sizes: tuple[int, ...] = (10_000,)) -> None:
    """Print one line for each size: CPU seconds, peak memory, pairs, and what of it was planted."""
    for size in sizes:
        matters, texts, matter = made(size)
        start = time.process_time()
        terms = similar.terms(matters, texts)
        read = time.process_time()
        found = similar.similar(terms)
        end = time.process_time()
        a, b = (found[side].to_numpy() for side in "ab")
        right = (matter[a] == matter[b]) & (matter[a] >= 0)
        told = np.isin(np.flatnonzero(matter >= 0), np.concatenate([a[right], b[right]])).mean()
        memory = peak()
        print(
            f"{size:>7} items  terms {read - start:6.2f} CPU s  similar {end - read:6.2f} CPU s"
            f"  peak {memory:6.0f} MB  pairs {len(found)}"
            f"  of them planted {right.mean():.3f}  items of a matter that found one {told:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (10_000,))
