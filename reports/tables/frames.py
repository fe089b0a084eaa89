"""The tables as polars frames, in one call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from compare import compare
from ordlyd.archive import Archive
from reports.tables.gather import Holdings, batches


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of an archive as a frame; ``docs/tables.md`` says what the columns hold."""

    municipalities: pl.DataFrame
    lacking: pl.DataFrame
    meetings: pl.DataFrame
    attendance: pl.DataFrame
    items: pl.DataFrame
    sections: pl.DataFrame
    votes: pl.DataFrame
    history: pl.DataFrame
    attachments: pl.DataFrame
    relations: pl.DataFrame
    changes: pl.DataFrame
    facts: pl.DataFrame
    threads: pl.DataFrame
    thread_items: pl.DataFrame
    references: pl.DataFrame
    commitments: pl.DataFrame
    outcomes: pl.DataFrame
    outcome_points: pl.DataFrame
    dissent: pl.DataFrame


def load_tables(archive: Path | str = "archive", *, mask_personal_data: bool = True) -> Tables:
    """Open an archive, compare all that it holds, and return the tables.

    Args:
        archive: Its folder, or a ``postgresql://`` address.
        mask_personal_data: Hide e-mail addresses, phone and CPR numbers.

    Raises:
        ArchiveError: There is no archive, or it was made by a newer ordlyd.
    """
    with Archive.open(archive) as opened:
        comparison = compare(opened.items(versions="all"))
        return tables(Holdings.of(opened, comparison, mask_personal_data=mask_personal_data))


def tables(holdings: Holdings) -> Tables:
    """Make the frames of what is held and found."""
    parts: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
    for table, frame in batches(holdings):
        parts[table.name].append(frame)
    return Tables(**{name: pl.concat(frames) for name, frames in parts.items()})
