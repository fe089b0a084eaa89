"""Which items share text: from words to pairs, each stage a pure function from frame to frame.

``sketch`` turns words into shingles, ``cluster`` folds items of the very same text into one,
``band`` puts items that share long shingles side by side, ``verify`` measures each pair exactly.
No stage keeps anything between calls, and none depends on the order or the number of its rows,
so that a stage can be replaced by a sampled or a distributed one without the others knowing.

Sources: word shingles and their resemblance and containment, Broder 1997 ("On the resemblance
and containment of documents"); star and chain for large families, ``docs/compare.md``.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from compare.passages import REPEATED, SHINGLE, longest

ANCHOR = 8  # words; a run of so many in common is rare by chance, and any reused passage has one
FAMILY = 50  # members up to which all pairs are made
CHUNK = 2_000_000  # shingles that are looked at together, a bound on memory
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio: Knuth's multiplicative hash


def candidates(words: pl.DataFrame) -> pl.DataFrame:
    """Return all pairs of rows that share a run of ``ANCHOR`` words.

    Takes ``row`` and ``word`` in reading order; gives ``a`` and ``b`` with ``a < b``, each pair
    once. Members of families of more than ``FAMILY`` are paired as :func:`linked` does.
    """
    texts = cluster(words)
    first = texts.group_by("text").agg(row=pl.col("row").min()).select("row")
    pairs = band(sketch(words.join(first, on="row", how="semi", maintain_order="left"), ANCHOR))
    copies = linked(texts.select(family="text", row="row"))
    return pl.concat([spread(pairs, texts), copies]).unique().sort("a", "b")


def sketch(words: pl.DataFrame, size: int) -> pl.DataFrame:
    """Return each item's runs of ``size`` words: ``row``, ``at`` (from 0) and ``shingle``."""
    word, row = words["word"].to_numpy(), words["row"].to_numpy()
    count = max(0, len(word) - size + 1)
    shingle = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        shingle = (shingle ^ word[offset : offset + count]) * _MIX
        shingle ^= shingle >> np.uint64(29)
    inside = row[:count] == row[size - 1 :]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    at = np.arange(count) - np.repeat(starts, np.diff(starts, append=len(row)))[:count]
    return pl.DataFrame(
        {"row": row[:count], "at": at.astype(np.uint32), "shingle": shingle}
    ).filter(inside)


def cluster(words: pl.DataFrame) -> pl.DataFrame:
    """Return ``row`` and ``text``, equal for items that have the very same words."""
    return words.group_by("row").agg(text=pl.col("word").implode().hash(seed=0)).sort("row")


def band(shingles: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs ``a``, ``b`` of rows that share a shingle."""
    families = (
        shingles.lazy()
        .filter(pl.col("shingle").is_duplicated())
        .select("shingle", "row")
        .unique()
        .sort("shingle", "row")
        .group_by("shingle")
        .agg("row")
        .filter(pl.col("row").list.len() > 1)
        .select("row")
        .unique()
        .with_row_index("family")
        .explode("row")
        .collect()
    )
    return linked(families)


def linked(members: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of members of one family: ``a``, ``b`` with ``a < b``, each once.

    Takes ``family`` and ``row``; the order of rows within a family is kept. All pairs up to
    ``FAMILY`` members; in a larger family each member is paired with the first (star) and with
    the one before it (chain), so that pairs grow as the family and it still hangs together.
    """
    within = pl.col("row").over("family")
    numbered = members.lazy().with_columns(
        size=pl.len().over("family"),
        nth=pl.int_range(pl.len()).over("family"),
        first=within.first(),
        before=pl.col("row").shift(1).over("family"),
    )
    small = numbered.filter(pl.col("size").is_between(2, FAMILY))
    large = numbered.filter((pl.col("size") > FAMILY) & (pl.col("nth") > 0))
    pairs = pl.concat(
        [
            small.join(small, on="family")
            .filter(pl.col("row") < pl.col("row_right"))
            .select(a="row", b="row_right"),
            large.select(a="first", b="row"),
            large.select(a="before", b="row"),
        ]
    )
    return (
        pairs.select(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
        .unique()
        .collect()
    )


def spread(pairs: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of an item to the items that have the very same text.

    Up to ``FAMILY`` pairs for each pair of texts; beyond that the pair itself stands for all.
    """
    named = texts.with_columns(size=pl.len().over("text"))
    both = pairs.join(named, left_on="a", right_on="row").join(
        named, left_on="b", right_on="row", suffix="_b"
    )
    few = pl.col("size") * pl.col("size_b") <= FAMILY
    many = both.filter(~few).select("a", "b")
    copies = (
        both.filter(few)
        .join(texts.rename({"row": "a_copy"}), on="text")
        .join(texts.rename({"row": "b_copy", "text": "text_b"}), on="text_b")
        .select(a=pl.min_horizontal("a_copy", "b_copy"), b=pl.max_horizontal("a_copy", "b_copy"))
    )
    return pl.concat([many, copies])


def verify(pairs: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Measure each pair exactly, over shingles of ``SHINGLE`` words.

    Adds to ``a`` and ``b``: ``shared`` (different shingles in common), ``resemblance`` (Jaccard),
    ``containment`` (share of the shorter text that stands in the other) and ``passage`` (words
    in the longest common passage, see :mod:`compare.passages`).
    """
    shingles = _counted(pairs, words)
    empty = pairs.head(0)
    parts = [_common(part, shingles) for part in [empty, *_parts(pairs, shingles)]]
    sizes = shingles.group_by("row").agg(size=pl.len())
    size = (pl.col("size").fill_null(0), pl.col("size_b").fill_null(0))
    shared = pl.col("shared").fill_null(0)
    return (
        pairs.join(pl.concat(parts), on=["a", "b"], how="left")
        .join(sizes, left_on="a", right_on="row", how="left")
        .join(sizes, left_on="b", right_on="row", how="left", suffix="_b")
        .select(
            "a",
            "b",
            shared=shared,
            resemblance=_ratio(shared, size[0] + size[1] - shared),
            containment=_ratio(shared, pl.min_horizontal(*size)),
            passage=pl.col("passage").fill_null(0),
        )
    )


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole).otherwise(0.0)


def _counted(pairs: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Each different shingle of the paired rows: ``row``, ``shingle``, and its places ``at``."""
    wanted = pl.concat([pairs.select(row="a"), pairs.select(row="b")]).unique()
    return (
        sketch(words.join(wanted, on="row", how="semi", maintain_order="left"), SHINGLE)
        .group_by("row", "shingle")
        .agg("at")
    )


def _parts(pairs: pl.DataFrame, shingles: pl.DataFrame) -> list[pl.DataFrame]:
    """Cut pairs into parts of about ``CHUNK`` shingles."""
    sizes = shingles.group_by("row").agg(size=pl.len())
    part = pl.col("size").fill_null(0).cum_sum() // CHUNK
    return (
        pairs.join(sizes, left_on="a", right_on="row", how="left", maintain_order="left")
        .with_columns(part=part)
        .drop("size")
        .partition_by("part", include_key=False)
    )


def _common(pairs: pl.DataFrame, shingles: pl.DataFrame) -> pl.DataFrame:
    """For each pair with a common shingle, how many are ``shared`` and the longest ``passage``."""
    left = shingles.join(pairs.select(row="a").unique(), on="row", how="semi")
    right = shingles.join(pairs.select(row="b").unique(), on="row", how="semi")
    common = pairs.join(left, left_on="a", right_on="row").join(
        right, left_on=["b", "shingle"], right_on=["row", "shingle"], suffix="_b"
    )
    telling = pl.max_horizontal(pl.col("at", "at_b").list.len()) <= REPEATED
    places = common.filter(telling).select("a", "b", "at", "at_b").explode("at").explode("at_b")
    return (
        common.group_by("a", "b")
        .agg(shared=pl.len())
        .join(longest(places), on=["a", "b"], how="left")
    )
