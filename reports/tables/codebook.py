"""The codebook: what each table and column means, as Markdown to read and as CSV to sort."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from reports.tables.description import TABLES, Column, Table
from reports.words import Language

HEADER = (
    "table",
    "column",
    "type",
    "key",
    "refers_to",
    "values",
    "unit",
    "meaning_da",
    "meaning_en",
)

_Word = Literal["column", "type", "holds", "key", "to", "values", "unit"]
_WORDS: dict[Language, dict[_Word, str]] = {
    "da": {
        "column": "kolonne",
        "type": "type",
        "holds": "indhold",
        "key": "nøgle",
        "to": "en nøgle i",
        "values": "værdier",
        "unit": "enhed",
    },
    "en": {
        "column": "column",
        "type": "type",
        "holds": "holds",
        "key": "Key",
        "to": "a key of",
        "values": "one of",
        "unit": "unit",
    },
}


def codebook_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each column of each table, under :data:`HEADER`."""
    for table in TABLES.values():
        for name, column in table.columns.items():
            is_key = "key" if name in table.key else ""
            about = (column.to or "", " ".join(column.values), column.unit or "")
            yield (table.name, name, column.type, is_key, *about, column.da, column.en)


def codebook_csv() -> str:
    """The codebook as CSV for Danish Excel."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(codebook_rows())
    return f"\ufeff{text.getvalue()}"


def codebook_markdown(language: Language) -> str:
    """The codebook as Markdown, a heading for each table."""
    return "\n".join(_section(table, language) for table in TABLES.values())


def _section(table: Table, language: Language) -> str:
    words = _WORDS[language]
    keys = ", ".join(f"`{name}`" for name in table.key)
    lines = [
        f"## {table.name}",
        "",
        f"{table.rows.in_(language)} {words['key'].capitalize()}: {keys}.",
        "",
        f"| {words['column']} | {words['type']} | {words['holds']} |",
        "| --- | --- | --- |",
        *(f"| `{n}` | {c.type} | {_meaning(c, language)} |" for n, c in table.columns.items()),
        "",
    ]
    return "\n".join(lines)


def _meaning(column: Column, language: Language) -> str:
    words = _WORDS[language]
    listed = ", ".join(f"`{value}`" for value in column.values)
    parts = (
        column.in_(language),
        f"{words['to']} `{column.to}`" if column.to else "",
        f"{words['values']} {listed}" if listed else "",
        f"{words['unit']}: {column.unit}" if column.unit else "",
    )
    return "; ".join(filter(None, parts))
