"""Shared passages: the longest run of words that two texts have in common.

Two texts are held against each other by the three-word shingles that occur once in each, which
is what makes a line of places in one text correspond to a line of places in the other (the idea
of patience diff, B. Cohen 2003). A run goes on as long as both sides move forward by no more
than ``GAP`` words, so that a changed word or a name that occurs everywhere does not cut it.
"""

from __future__ import annotations

import polars as pl

GAP = 8  # words between the beginnings of two shingles of one run
SHINGLE = 3  # words


def longest(common: pl.DataFrame) -> pl.DataFrame:
    """Return for each pair ``a``, ``b`` its longest ``passage`` in words.

    Takes a row for each shingle that two texts share: ``a``, ``b`` and its places ``at``,
    ``at_b``. The words of a gap do not count; a shingle that moved on by one adds one word.
    """
    pair = ("a", "b")
    step = pl.col("at").diff().over(pair)
    step_b = pl.col("at_b").cast(pl.Int64).diff().over(pair)
    goes_on = step.is_between(1, GAP) & step_b.is_between(1, GAP)
    return (
        common.lazy()
        .sort(*pair, "at")
        .with_columns(step=step, goes_on=goes_on.fill_null(value=False))
        .with_columns(run=(~pl.col("goes_on")).cum_sum())
        .with_columns(
            words=pl.when("goes_on")
            .then(pl.min_horizontal("step", pl.lit(SHINGLE, dtype=pl.UInt32)))
            .otherwise(SHINGLE)
        )
        .group_by(*pair, "run")
        .agg(pl.col("words").sum())
        .group_by(pair)
        .agg(passage=pl.col("words").max().cast(pl.UInt32))
        .collect()
    )
