"""Which items share text: from texts to pairs, each stage a pure function.

``sketch`` keeps a few hashes of each text, ``band`` puts texts that share them side by side,
``measure`` holds each pair against each other exactly, ``longest`` finds its longest passage. No
stage keeps anything between calls, and none depends on the order or the number of its texts, so
that a stage can be replaced by a distributed one without the others knowing. ``docs/compare.md``
gives the numbers; a text is named by its place, counted from 0.
"""

from __future__ import annotations

import polars as pl

from compare.bands import NAMED, band, linked
from compare.hashing import runs, words
from compare.measure import measure
from compare.passages import REPEATED, SHINGLE, longest
from compare.sketches import KEEP, resembling, sketch

LEAST = {"resembling": 3, "anchors": 1}
"""Hashes that two texts must share; of resemblance 0.5, 999 pairs of 1,000 share three."""
TELLING = 10  # runs of three words in common that a passage of 25 words has at least
CHUNK = 2_000_000  # words of paired texts that are looked at together, a bound on memory


def candidates(texts: pl.Series) -> pl.DataFrame:
    """Return pairs of texts that resemble each other or have a passage in common.

    Gives ``a`` and ``b`` with ``a < b``, each pair once: all of resemblance 0.5, and all that
    share fifteen words in a row, with star and chain for large families (:mod:`compare.bands`).
    """
    alike = cluster(texts)
    told = _firsts(alike, len(texts))
    found = [
        band(sketch(texts, keep, which=told), least=LEAST[name]).frame()
        for name, keep in KEEP.items()
    ]
    copies = linked(alike.select("row", family="text"))
    return pl.concat([spread(pl.concat(found).unique(), alike), copies]).unique().sort("a", "b")


def near(texts: pl.Series, least: float = 0.5) -> pl.DataFrame:
    """Return all pairs of at least so much resemblance: ``a``, ``b`` and what they measure.

    Of families of more than :data:`compare.bands.FAMILY` the pairs that link them.
    """
    alike = cluster(texts)
    told = sketch(texts, resembling, which=_firsts(alike, len(texts)))
    pairs = band(told, least=LEAST["resembling"]).frame()
    measured = measure(pairs, texts).filter(pl.col("resemblance") >= least)
    copies = spread(measured.select("a", "b"), alike)
    more = copies.join(measured, on=["a", "b"], how="anti")
    same = linked(alike.select("row", family="text"))
    return pl.concat([measured, measure(pl.concat([more, same]), texts)]).sort("a", "b")


def cluster(texts: pl.Series) -> pl.DataFrame:
    """Return ``row`` and ``text`` of those that say something; ``text`` is equal for copies."""
    named = pl.DataFrame({"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    return named.with_columns(text=texts.hash(seed=0)).filter(texts.str.len_bytes() > 0)


def _firsts(alike: pl.DataFrame, count: int) -> pl.Series:
    """Whether each of so many texts is the first of its copies."""
    firsts = alike.unique("text", keep="first")["row"]
    return pl.int_range(count, dtype=pl.UInt32, eager=True).is_in(firsts.implode())


def spread(pairs: pl.DataFrame, alike: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of a text to the texts that are the very same.

    Up to so many pairs for each pair of texts as a family has; beyond that the pair itself
    stands for all.
    """
    named = alike.with_columns(size=pl.len().over("text"))
    both = pairs.join(named, left_on="a", right_on="row").join(
        named, left_on="b", right_on="row", suffix="_b"
    )
    few = pl.col("size") * pl.col("size_b") <= NAMED
    many = both.filter(~few).select("a", "b")
    copies = (
        both.filter(few)
        .join(alike.rename({"row": "a_copy"}), on="text")
        .join(alike.rename({"row": "b_copy", "text": "text_b"}), on="text_b")
        .select(a=pl.min_horizontal("a_copy", "b_copy"), b=pl.max_horizontal("a_copy", "b_copy"))
    )
    return pl.concat([many, copies])


def verify(pairs: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Measure each pair exactly.

    Adds to ``a`` and ``b`` what :func:`compare.measure.measure` does, and ``passage`` (words in
    the longest common passage, see :mod:`compare.passages`).
    """
    measured = measure(pairs, texts)
    telling = measured.filter(pl.col("shared") >= TELLING).select("a", "b")
    empty = longest(_common(telling.head(0), texts))
    found = pl.concat([empty, *(longest(_common(p, texts)) for p in _parts(telling, texts))])
    return measured.join(found, on=["a", "b"], how="left", maintain_order="left").with_columns(
        pl.col("passage").fill_null(0)
    )


def _parts(pairs: pl.DataFrame, texts: pl.Series) -> list[pl.DataFrame]:
    """Cut pairs into parts of about ``CHUNK`` words."""
    size = texts.gather(pairs["a"]).str.count_matches(" ", literal=True)
    return pairs.with_columns(part=size.cum_sum() // CHUNK).partition_by("part", include_key=False)


def _common(pairs: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Each place of each run of three words that a pair shares: ``a``, ``b``, ``at``, ``at_b``.

    A run that comes often in one text says nothing of its place, and is left out.
    """
    left, right = _places(pairs["a"], texts), _places(pairs["b"], texts)
    return (
        pairs.join(left, left_on="a", right_on="row")
        .join(right, left_on=["b", "run"], right_on=["row", "run"], suffix="_b")
        .filter(pl.max_horizontal(pl.col("at", "at_b").list.len()) <= REPEATED)
        .select("a", "b", "at", "at_b")
        .explode("at")
        .explode("at_b")
    )


def _places(rows: pl.Series, texts: pl.Series) -> pl.DataFrame:
    """Each different run of three words of some texts: ``row``, ``run``, and its places ``at``."""
    wanted = rows.unique().sort()
    read = words(texts.gather(wanted))
    hashed, inside = runs(read, SHINGLE)
    counts = pl.Series(read.counts, dtype=pl.UInt32)
    within = pl.select(row=pl.lit(wanted).repeat_by(counts), at=pl.int_ranges(counts))
    return (
        within.explode("row", "at")
        .head(len(hashed))
        .with_columns(run=pl.Series(hashed, dtype=pl.UInt64))
        .filter(pl.Series(inside))
        .group_by("row", "run")
        .agg("at")
    )
