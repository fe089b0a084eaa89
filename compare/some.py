"""Some pairs compared alone, as they are compared among many more items."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from compare import frames
from compare.boilerplate import Formulas
from compare.comparison import concluded
from compare.laid import lay
from compare.model import Comparison
from compare.pairs import judged, named, silent, steps, told
from compare.relations import related
from compare.versions import trace
from ordlyd.stored import StoredItem

_PAIRS = {"a": pl.UInt32, "b": pl.UInt32}


def compare_pairs(
    items: Iterable[StoredItem],
    pairs: Iterable[tuple[str, str]],
    known: Callable[[pl.DataFrame], Formulas],
    beside: Iterable[StoredItem] = (),
) -> Comparison:
    """Compare given pairs only.

    Args:
        items: All versions of all documents of the meetings whose items are compared.
        pairs: Ids of items; what is no current item is left out.
        known: Gives what is boilerplate among some sentences, as it was learned from all items.
        beside: Items of other meetings, that references and commitments may depend on.

    Raises:
        IncompleteMeeting: A meeting without municipality, committee or date.
    """
    versions = trace(items)
    current = versions.current
    rows = {item.id: row for row, item in enumerate(current)}
    among = {tuple(sorted((rows[a], rows[b]))) for a, b in pairs if {a, b} <= rows.keys()}
    laid = lay(current, known(frames.sentences(current)))
    found = related(pl.DataFrame(sorted(among), schema=_PAIRS, orient="row"), laid)
    relations, changes = told([*steps(versions), *judged(current, found)], silent)
    held = {item.id: named(item) for item in (*trace(beside).current, *current)}
    return concluded(current, relations, changes, held=held.values())
