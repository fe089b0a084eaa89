"""The whole comparison: versions, relations, changes and threads over a set of items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date

import polars as pl

from compare import frames
from compare.boilerplate import Formulas
from compare.commitments import commitments
from compare.followups import follow_ups
from compare.holding import Holding
from compare.laid import lay
from compare.model import Change, Comparison, ItemRef, Reference, Relation
from compare.outcomes import outcomes
from compare.pairs import Progress, judged, named, silent, steps, told
from compare.references import references
from compare.relations import relate
from compare.said import read
from compare.threads import threads
from compare.versions import trace
from ordlyd.stored import StoredItem


def compare(
    items: Iterable[StoredItem],
    *,
    progress: Progress | None = None,
    today: Date | None = None,
    holding: Holding | None = None,
    known: Callable[[pl.DataFrame], Formulas] | None = None,
    learned: Callable[[Formulas], None] | None = None,
    elsewhere: bool = False,
) -> Comparison:
    """Find what belongs together among items, and what was changed.

    The order of ``items`` does not matter, nor does it matter that an item comes in several
    versions or as agenda and as minutes: those are compared with one another (kind
    ``version``), and only the current text with other items.

    Args:
        items: What the archive holds.
        progress: Called with a stage's name, what is done of it and how much there is.
        today: The day for which it is judged what is late; without, that of the newest meeting
            held of each municipality.
        holding: Takes what a night's comparison needs of them.
        known: Gives what is boilerplate among some sentences; without, that is learned anew.
        learned: Called with what is boilerplate.
        elsewhere: Look for the same matter in other municipalities, too.

    Raises:
        IncompleteMeeting: A meeting without municipality, committee or date.
    """
    tell = progress or silent
    tell("versions", 0, 1)
    versions = trace(items)
    current = versions.current
    tell("relations", 0, 1)
    laid = lay(current, known and known(frames.sentences(current)))
    relations, changes = told(
        [*steps(versions), *judged(current, relate(laid, elsewhere=elsewhere))], tell
    )
    tell("references", 0, 1)
    found = concluded(current, relations, changes, held=map(named, current), today=today)
    if learned is not None:
        learned(laid.known)
    if holding is not None:
        holding.take(current, laid, found)
    return found


def concluded(
    current: Sequence[StoredItem],
    relations: Sequence[Relation],
    changes: Iterable[Change],
    *,
    held: Iterable[ItemRef],
    today: Date | None = None,
) -> Comparison:
    """Tell what items say, and what follows from it and from their relations.

    References may mean, and promises be met by, any item that is ``held``.
    """
    said, held = read(current), tuple(held)
    refer = references(said, held)
    relations = followed(relations, refer, map(named, current))
    matters = threads(relations)
    promises = commitments(said, held, relations, matters, refer, today=today)
    return Comparison(
        relations=tuple(relations),
        changes=tuple(changes),
        threads=tuple(matters),
        references=tuple(refer),
        commitments=tuple(promises),
        outcomes=tuple(outcomes(current)),
    )


def followed(
    relations: Sequence[Relation], refer: Iterable[Reference], items: Iterable[ItemRef]
) -> list[Relation]:
    """Return the relations with the follow-ups that references among items make."""
    return follow_ups(relations, refer, {item.id: item for item in items})
