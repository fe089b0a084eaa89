"""Boilerplate, learned and not listed: what stands in many unrelated items is no evidence.

Items are unrelated when title (but for its date), case number and text all differ: the same
report put to five committees is one item to this count, and so is a quarterly report under one
title. Two things are learned, town by town, and hold everywhere:

* a *sentence* (numbers apart) is a formula when it stands in enough unrelated items of one
  municipality: one in a hundred, but never fewer than 3 and never more than 10. The floor keeps
  a small archive from learning a passage that two reports share; the ceiling keeps a large one
  from taking ten reports' common text for news.
* a whole *section* of a kind that templates prescribe (effect, economy, hearing, statements) is a
  formula when it stands word for word in two unrelated items.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

SHARE = 100  # one item in so many
FEWEST, MOST = 3, 10
_LEARNED: list[tuple[str, type[pl.DataType]]] = [("key", pl.String), ("items", pl.UInt32)]
PRESCRIBED = ("effect", "economy", "hearing", "statements")


@dataclass(frozen=True, slots=True)
class Formulas:
    """What is boilerplate.

    Attributes:
        sentences: ``key`` (the sentence with every number as 0) and in how many unrelated
            ``items`` each stands, in the municipality where it stands most ("in 412 items").
        sections: ``key``, the whole text of each prescribed section that is a formula.
    """

    sentences: pl.DataFrame
    sections: pl.DataFrame


def formulas(sentences: pl.DataFrame, matters: pl.DataFrame) -> Formulas:
    """Return what is boilerplate among items."""
    return Formulas(learn(sentences, matters), learn_sections(sentences, matters))


def merged(known: Iterable[Formulas]) -> Formulas:
    """Return as one what was learned of several municipalities, each by itself."""
    parts = [Formulas(pl.DataFrame(schema=_LEARNED), pl.DataFrame(schema=_LEARNED[:1])), *known]
    sentences = pl.concat([part.sentences for part in parts])
    sections = pl.concat([part.sections for part in parts])
    return Formulas(_most(sentences), sections.unique().sort("key"))


def own(sentences: pl.DataFrame, known: Formulas) -> pl.DataFrame:
    """Return the sentences that say something of their own, in the same order and columns."""
    prescribed = whole_sections(sentences).join(known.sections, on="key", how="semi")
    return (
        sentences.lazy()
        .with_columns(key=without_numbers())
        .join(known.sentences.lazy(), on="key", how="anti", maintain_order="left")
        .join(prescribed.lazy(), on="section", how="anti", maintain_order="left")
        .drop("key")
        .collect()
    )


def learn(sentences: pl.DataFrame, matters: pl.DataFrame) -> pl.DataFrame:
    """Return the formula sentences: ``key`` and in how many unrelated ``items`` each stands.

    ``key`` is the sentence with every number as 0, and ``items`` the count in the municipality
    where it stands most ("stands in 412 items").
    """
    limits = _limits(sentences, matters)
    keyed = sentences.with_columns(key=without_numbers())
    return (
        _counted(keyed.filter(pl.col("key").is_duplicated()), matters, _texts(sentences))
        .join(limits, on="municipality")
        .filter(pl.col("items") >= pl.col("limit"))
        .pipe(_most)
    )


def _most(counted: pl.DataFrame) -> pl.DataFrame:
    """Each key with its count in the municipality where it stands most."""
    found = counted.group_by("key").agg(pl.col("items").max())
    return found.sort("items", "key", descending=[True, False])


def learn_sections(sentences: pl.DataFrame, matters: pl.DataFrame) -> pl.DataFrame:
    """Return the ``key`` of each prescribed section that stands in unrelated items."""
    whole = whole_sections(sentences).filter(pl.col("key").is_duplicated())
    known = _counted(whole, matters, _texts(sentences)).filter(pl.col("items") >= 2)
    return known.select("key").unique().sort("key")


def whole_sections(sentences: pl.DataFrame) -> pl.DataFrame:
    """Each section that templates prescribe: ``row``, ``section`` and its text as ``key``."""
    return (
        sentences.filter(pl.col("kind").is_in(PRESCRIBED))
        .group_by("row", "section", maintain_order=True)
        .agg(key=pl.col("text").str.join(" "))
    )


def without_numbers() -> pl.Expr:
    """The ``key`` of a sentence: itself, with every number as 0."""
    return pl.col("text").str.replace_all(r"\d+", "0")


def _texts(sentences: pl.DataFrame) -> pl.DataFrame:
    return sentences.group_by("row").agg(whole=pl.col("text").str.join(" ").hash(seed=0))


def _counted(keyed: pl.DataFrame, matters: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """For each key and municipality, the number of unrelated ``items`` it stands in."""
    alone = pl.lit("#") + pl.col("row").cast(pl.String)
    return (
        keyed.lazy()
        .select("row", "key")
        .join(matters.lazy().select("row", "municipality", "timeless", "case"), on="row")
        .join(texts.lazy(), on="row")
        .group_by("key", "municipality")
        .agg(
            items=pl.min_horizontal(
                pl.col("timeless").n_unique(),
                pl.col("case").fill_null(alone).n_unique(),
                pl.col("whole").n_unique(),
            )
        )
        .collect()
    )


def _limits(sentences: pl.DataFrame, matters: pl.DataFrame) -> pl.DataFrame:
    """For each municipality, the number of unrelated items that makes a formula."""
    return (
        matters.join(sentences, on="row", how="semi")
        .group_by("municipality")
        .agg(limit=(pl.len() // SHARE).clip(FEWEST, MOST))
    )
