"""Near-duplicates and families on corpora of which every likeness is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import polars as pl

from benchmarks.corpus import Corpus, corpus
from benchmarks.quality.page import Part, table
from compare import signatures

SIZES = (10_000, 100_000)
FAMILY_ITEMS, FAMILIES = 100_000, 20
LEAST = 0.5
_BANDS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))


def parts() -> list[Part]:
    """Recall by band of resemblance, precision, and families in one cluster."""
    return [_pairs(), _families()]


def found(texts: pl.Series) -> pl.DataFrame:
    """The pairs ``a``, ``b`` that the comparison finds to resemble each other."""
    near = signatures.near(texts, LEAST)
    return near.select(pl.col("a", "b").cast(pl.Int64))


def _pairs() -> Part:
    rows = [row for size in SIZES for row in _rows(corpus(size), size)]
    said = (
        f"All pairs of resemblance {LEAST} or more in corpora with planted copies"
        " (`benchmarks/corpus.py`), by the exact resemblance of the pair. Every pair found that was"
        " not planted is measured again from the bare texts; it is false if it resembles less."
    )
    return Part(
        "Near-duplicates", [said, table(["items", "resemblance", "pairs", "found", "share"], rows)]
    )


def _rows(made: Corpus, size: int) -> Iterator[list[object]]:
    planted = made.pairs().filter(pl.col("jaccard") >= LEAST)
    texts = made.texts().select("text").collect()["text"]
    pairs = found(texts)
    hits = planted.join(pairs, on=["a", "b"], how="semi")
    for low, high in _BANDS:
        closed = "both" if high == 1 else "left"
        within = pl.col("jaccard").is_between(low, high, closed=closed)
        wanted, got = planted.filter(within).height, hits.filter(within).height
        yield [size, f"{low} to {high}", wanted, got, got / (wanted or 1)]
    yield [size, "recall", planted.height, hits.height, hits.height / (planted.height or 1)]
    others = pairs.join(planted, on=["a", "b"], how="anti")
    false = sum(_resemblance(texts[a], texts[b]) < LEAST for a, b in others.iter_rows())
    right = pairs.height - false
    yield [size, "precision", pairs.height, right, right / (pairs.height or 1)]


def _resemblance(one: str, other: str) -> float:
    left, right = ({*zip(w, w[1:], w[2:], strict=False)} for w in (_words(one), _words(other)))
    return len(left & right) / (len(left | right) or 1)


def _words(text: str) -> list[str]:
    return text.lower().split()


def _families() -> Part:
    made = corpus(FAMILY_ITEMS, families=FAMILIES)
    members = dict(made.families().iter_rows())
    pairs = found(made.texts().select("text").collect()["text"])
    within = pairs.filter(pl.col("a").is_in(list(members)) & pl.col("b").is_in(list(members)))
    cluster = _clusters(pairs.iter_rows())
    sizes = Counter(members.values())
    largest = {
        family: Counter(cluster.get(item, item) for item in items).most_common(1)[0]
        for family, items in _by_family(members).items()
    }
    shares = [count / sizes[family] for family, (_, count) in largest.items()]
    apart = len({name for name, _ in largest.values()})
    rows = [
        ["members in the largest cluster of their family, mean", sum(shares) / len(shares)],
        ["the same, of the family that fares worst", min(shares)],
        ["clusters that hold a family", apart],
        ["pairs for each member", within.height / len(members)],
    ]
    said = (
        f"{FAMILIES} families of {sizes[0]} forms filled in otherwise, among {FAMILY_ITEMS} items."
        " Pairs must grow as the family, and still hold it together."
    )
    return Part("Large families", [said, table(["what", "figure"], rows)])


def _by_family(members: dict[int, int]) -> dict[int, list[int]]:
    families: dict[int, list[int]] = defaultdict(list)
    for item, family in members.items():
        families[family].append(item)
    return families


def _clusters(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The cluster of each item that is in a pair, named by one of its items."""
    parent: dict[int, int] = {}

    def root(item: int) -> int:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in pairs:
        parent[root(b)] = root(a)
    return {item: root(item) for item in list(parent)}
