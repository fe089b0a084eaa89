"""All pairs of texts that resemble each other, by counting what each two share: slow and sure."""

from __future__ import annotations

import polars as pl

_RUN = 3
_COMMON = 100
"""A run in more items than this is no candidate by itself; nor is it left out of the measure."""


def pairs(texts: pl.DataFrame, least: float) -> pl.DataFrame:
    """Return ``a`` < ``b`` and ``jaccard`` of all pairs of at least so much resemblance.

    The measure is Jaccard's over runs of three words, in lower case, split at blanks, computed
    here from the texts alone. Two texts are looked at if they share a run that few others have.
    """
    runs = _runs(texts)
    sizes = dict(runs.group_by("id").len().iter_rows())
    rare = runs.filter(pl.len().over("run").is_between(2, _COMMON))
    sets = {item: set(found) for item, found in runs.group_by("id").agg("run").iter_rows()}
    rows = []
    for a, b in _sharing(rare).iter_rows():
        shared = len(sets[a] & sets[b])
        measure = shared / (sizes[a] + sizes[b] - shared)
        if measure >= least:
            rows.append((a, b, measure))
    return pl.DataFrame(
        rows, schema={"a": pl.Int64, "b": pl.Int64, "jaccard": pl.Float64}, orient="row"
    ).sort("a", "b")


def _runs(texts: pl.DataFrame) -> pl.DataFrame:
    """The different runs of each item: ``id`` and ``run``, numbered."""
    words = texts.select(
        pl.col("id").cast(pl.Int64),
        pl.col("text").str.to_lowercase().str.extract_all(r"\S+").alias("word"),
    ).explode("word", empty_as_null=True)
    words = words.with_columns(pl.col("word").rank("dense").cast(pl.Int64))
    base = words.select(pl.col("word").max()).item() + 1
    if base**_RUN >= 2**63:
        raise ValueError(f"{base} different words are too many to number their runs")
    ahead = [pl.col("word").shift(-n).over("id") for n in range(_RUN)]
    run = (ahead[0] * base + ahead[1]) * base + ahead[2]
    return words.select("id", run.alias("run")).drop_nulls().unique()


def _sharing(rare: pl.DataFrame) -> pl.DataFrame:
    """Pairs with enough rare runs in common to be worth measuring."""
    joined = (
        rare.lazy()
        .join(rare.lazy(), on="run", suffix="_b")
        .filter(pl.col("id") < pl.col("id_b"))
        .group_by("id", "id_b")
        .len()
        .filter(pl.col("len") >= 5)
        .select("id", "id_b")
    )
    return joined.collect(engine="streaming")
