"""Tables as a SQLite database that opens in Datasette: keys, indexes, full text, descriptions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from html import escape
from pathlib import Path

import polars as pl
from polars import selectors

from reports.tables.description import ABOUT, TABLES, TITLE, Kind, Table
from reports.tables.files import Add
from reports.words import Language

NAME = "ordlyd.sqlite3"
METADATA = "metadata.json"

_TYPES: Mapping[Kind, str] = {"whole": "INTEGER", "yes": "INTEGER", "number": "REAL"}
_TOKENS = "unicode61 remove_diacritics 0"
"""With diacritics removed, å would be a, and ø o."""
_FACETS = 5
"""Facets that Datasette counts when a table is opened; more would be slow."""
_STYLE = (
    "dl.column-descriptions { columns: 18rem } dl.column-descriptions dt { break-after: avoid }"
)
"""Datasette puts what the columns hold above the rows, which would be a page down."""
_LABELS = {"municipalities": "name", "meetings": "id", "items": "title", "threads": "title"}


@contextmanager
def database_file(folder: Path) -> Iterator[Add]:
    """The database; its indexes and full text are made when all rows are in."""
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as connection:
        run = connection.execute
        # A file that is cut off is thrown away, so nothing needs to be safe before the end.
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run("BEGIN")
        for table in TABLES.values():
            run(_create(table))

        def add(table: Table, frame: pl.DataFrame) -> None:
            marks = ", ".join("?" * len(table.columns))
            insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 - our own names
            connection.executemany(insert, _plain(frame).iter_rows())

        yield add
        for table in TABLES.values():
            for statement in (*_indexes(table), *_full_text(table)):
                run(statement)
        run("COMMIT")
        run("ANALYZE")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Dates and moments as ISO text, truths as 0 and 1, lists as JSON arrays."""
    lists = [
        pl.Series(name, [json.dumps(v, ensure_ascii=False) for v in frame[name].to_list()])
        for name in frame.select(selectors.by_dtype(pl.List(pl.String))).columns
    ]
    return frame.with_columns(
        selectors.date().dt.strftime("%Y-%m-%d"),
        selectors.datetime().dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        selectors.boolean().cast(pl.Int64),
        *lists,
    )


def _create(table: Table) -> str:
    columns = (f'"{name}" {_TYPES.get(c.type, "TEXT")}' for name, c in table.columns.items())
    key = ", ".join(f'"{name}"' for name in table.key)
    links = (
        f'FOREIGN KEY ("{name}") REFERENCES "{to}" ("{there}")'
        for name, (to, there) in table.links.items()
    )
    parts = ",\n  ".join((*columns, f"PRIMARY KEY ({key})", *links))
    return f'CREATE TABLE "{table.name}" (\n  {parts}\n)'


def _indexes(table: Table) -> Iterator[str]:
    """Index what tables are joined by, and what is counted or sought by day."""
    for name, column in table.columns.items():
        if name != table.key[0] and (column.type in {"key", "date"} or column.facet):
            yield f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")'


def _full_text(table: Table) -> Iterator[str]:
    if not table.full_text:
        return
    index, columns = f'"{table.name}_fts"', ", ".join(f'"{name}"' for name in table.full_text)
    yield (
        f"CREATE VIRTUAL TABLE {index} USING fts5 "
        f'({columns}, content="{table.name}", tokenize="{_TOKENS}")'
    )
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608 - our own names


def metadata(language: Language) -> str:
    """What Datasette is to say of the database, as its ``metadata.json``."""
    database = Path(NAME).stem
    tables = {name: _told(table, language) for name, table in TABLES.items()}
    whole = {
        "title": TITLE[language],
        "description": ABOUT[language],
        "custom_units": ["characters = [text]"],
        "databases": {database: {"tables": tables}},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _told(table: Table, language: Language) -> dict[str, object]:
    columns = table.columns.items()
    facets = [name for name, column in columns if column.facet]
    told: dict[str, object] = {
        "title": table.in_(language),
        "description_html": f"<style>{_STYLE}</style><p>{escape(table.rows.in_(language))}</p>",
        "columns": {name: column.in_(language).replace("`", "") for name, column in columns},
        "facets": sorted(facets, key=lambda name: table.columns[name].type == "yes")[:_FACETS],
        "units": {name: column.unit for name, column in columns if column.unit},
    }
    if table.name in _LABELS:
        told["label_column"] = _LABELS[table.name]
    return told
