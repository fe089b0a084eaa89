"""Shared passages: the longest stretch of words that two texts have in common.

Two texts are held against each other by their shared three-word shingles. Those at the same
distance in both texts (on one diagonal of the table of places) make a *stretch* as long as they
follow one another closely; stretches that follow one another closely in both texts are chained,
so that a word changed, added or left out does not cut a passage. This is the chaining of seeds
that local alignment uses (Smith, Cordell, Dillon 2013, "Infectious texts"), as frames.
"""

from __future__ import annotations

import polars as pl

SHINGLE = 3  # words
STEP = 10  # from one shingle to the next of a passage, in words: gaps of up to seven words
STRETCH = 8  # words; shorter ones are chance, where a phrase comes twice
REPEATED = 8  # a shingle that comes more often in one text says nothing of its place

_PAIR = ("a", "b")


def longest(common: pl.DataFrame) -> pl.DataFrame:
    """Return for each pair ``a``, ``b`` its longest ``passage`` in words; gaps do not count.

    Takes a row for each place that a shingle has in both texts: ``a``, ``b``, ``at``, ``at_b``.
    """
    close = _follows("first", "last") & _follows("first_b", "last_b")
    return (
        _stretches(common)
        .filter(pl.col("words") >= STRETCH)
        .sort(*_PAIR, "first", "words", descending=[False, False, False, True])
        .filter(_reaches_further())
        .with_columns(passage=(~close.fill_null(value=False)).cum_sum())
        .group_by(*_PAIR, "passage")
        .agg(pl.col("words").sum())
        .group_by(_PAIR)
        .agg(passage=pl.col("words").max().cast(pl.UInt32))
        .collect()
    )


def _stretches(common: pl.DataFrame) -> pl.LazyFrame:
    """Shingles that follow one another on one diagonal: where they begin and end, how long."""
    at, at_b = pl.col("at").cast(pl.Int64), pl.col("at_b").cast(pl.Int64)
    step = at.diff().over(*_PAIR, "diagonal")
    return (
        common.lazy()
        .select(*_PAIR, at=at, at_b=at_b, diagonal=at_b - at)
        .sort(*_PAIR, "diagonal", "at")
        .with_columns(step=step)
        .with_columns(follows=pl.col("step").le(STEP).fill_null(value=False))
        .with_columns(
            stretch=(~pl.col("follows")).cum_sum(),
            words=pl.when("follows").then(pl.col("step").clip(1, SHINGLE)).otherwise(SHINGLE),
        )
        .group_by(*_PAIR, "stretch")
        .agg(
            first=pl.col("at").first(),
            last=pl.col("at").last(),
            first_b=pl.col("at_b").first(),
            last_b=pl.col("at_b").last(),
            words=pl.col("words").sum(),
        )
    )


def _follows(first: str, last: str) -> pl.Expr:
    return (pl.col(first) - pl.col(last).shift(1).over(_PAIR)).is_between(1, STEP)


def _reaches_further() -> pl.Expr:
    """Not inside an earlier stretch, as a sentence that comes twice would be."""
    reached = pl.col("last").cum_max().shift(1).over(_PAIR)
    return reached.is_null() | (pl.col("last") > reached)
