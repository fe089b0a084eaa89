"""Items laid out for comparison: their names as columns, and their own words as one text each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from compare import frames
from compare.boilerplate import Formulas, formulas, own
from ordlyd.stored import StoredItem


@dataclass(frozen=True, slots=True)
class Laid:
    """Items in time order, by row.

    Attributes:
        matters: See :func:`compare.frames.matters`.
        texts: The words of each item, boilerplate apart; "" for one that has none.
        known: What was taken for boilerplate.
    """

    matters: pl.DataFrame
    texts: pl.Series
    known: Formulas


def lay(items: Sequence[StoredItem], known: Formulas | None = None) -> Laid:
    """Lay items out; what is boilerplate is learned from them, unless it is known."""
    matters, sentences = frames.matters(items), frames.sentences(items)
    if known is None:
        known = formulas(sentences, matters)
    return Laid(matters, frames.texts(own(sentences, known), len(matters)), known)
