"""Tables as files of their own: Parquet, CSV for Danish Excel, and JSON Lines.

Each batch is written when it comes. Only a Parquet file cannot be added to: its batches are
files by themselves until the last, and polars then makes one of them, a part at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import polars as pl
from polars import selectors

from reports.tables.description import Table

Add = Callable[[Table, pl.DataFrame], None]
"""What a writer is once it is open: it takes batches. Closing it completes the files."""

APART = "; "
"""Between the parts of a list in a cell."""

_TOLD = {"key", "text", "list"}
MOMENT = "%Y-%m-%d %H:%M:%S"
"""How a CSV writes a moment, in UTC; Danish Excel knows it."""

_FORMULA = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"
_NUMBER = r"0\d+|\d{12,}|\d+[.,]?\d*e[+-]?\d+|[.,]\d+|\d+(?:[ .,:/\\-]+\d*)+"
_MONEY = r"kr\.?\s*\d[\d .,-]*|\d[\d .,]*\s*(?:%|kr\.?)"
_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sep(?:t|tember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
_DATE = rf"(?:\d{{1,2}}[. -]*)?{_MONTH}[. -]*(?:\d{{1,4}}[. -]*)?"
GUARDED = rf"(?i)^'*(?:{_FORMULA}|\s*(?:{_NUMBER}|{_MONEY}|{_DATE}|sand|falsk|true|false)\s*$)"
"""A text that a spreadsheet would run as a formula, or take for a number, a date or a truth.

Apostrophes before it count too: so the one that a guarded text gets can be told and taken off.
"""


@contextmanager
def parquet_files(folder: Path) -> Iterator[Add]:
    """One Parquet file a table."""
    parts: dict[str, int] = {}

    def add(table: Table, frame: pl.DataFrame) -> None:
        nth = parts[table.name] = parts.get(table.name, 0) + 1
        place = folder / f"{table.name}.parts"
        place.mkdir(exist_ok=True)
        frame.write_parquet(place / f"{nth:08}.parquet", compression="lz4")

    yield add
    for name in parts:
        place = folder / f"{name}.parts"
        pl.scan_parquet(place / "*.parquet").sink_parquet(folder / f"{name}.parquet")
        rmtree(place)


@contextmanager
def csv_files(folder: Path) -> Iterator[Add]:
    """One CSV file a table."""
    begun: set[str] = set()

    def add(table: Table, frame: pl.DataFrame) -> None:
        is_first = table.name not in begun
        begun.add(table.name)
        with (folder / f"{table.name}.csv").open("ab") as file:
            _guarded(table, frame).write_csv(
                file,
                include_header=is_first,
                include_bom=is_first,
                separator=";",
                decimal_comma=True,
                datetime_format=MOMENT,
            )

    yield add


@contextmanager
def jsonl_files(folder: Path) -> Iterator[Add]:
    """One JSON Lines file a table."""

    def add(table: Table, frame: pl.DataFrame) -> None:
        with (folder / f"{table.name}.jsonl").open("ab") as file:
            frame.write_ndjson(file)

    yield add


def _guarded(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    told = [name for name, column in table.columns.items() if column.type in _TOLD]
    joined = frame.with_columns(selectors.by_dtype(pl.List(pl.String)).list.join(APART))
    return joined.with_columns(pl.col(told).str.replace(f"({GUARDED})", "'${1}"))
