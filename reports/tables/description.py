"""What the tables are: ``tables.toml``, read and checked once.

Frames, files, the codebook, the data package and the SQLite schema are all made from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import polars as pl
from polars.datatypes import DataType

from ordlyd.model import Record
from reports.words import Language

Kind = Literal["key", "text", "whole", "number", "yes", "date", "time", "moment", "list"]
"""A ``key`` is text that names something and says nothing; a ``time`` is text as ``16:00``."""

POLARS: Mapping[Kind, type[DataType] | DataType] = {
    "key": pl.String,
    "text": pl.String,
    "whole": pl.Int64,
    "number": pl.Float64,
    "yes": pl.Boolean,
    "date": pl.Date,
    "time": pl.String,
    "moment": pl.Datetime("us", "UTC"),
    "list": pl.List(pl.String),
}


class Said(Record):
    """One sentence in both languages."""

    en: str
    da: str

    def in_(self, language: Language) -> str:
        """The sentence in a language."""
        return self.da if language == "da" else self.en


class Column(Said):
    """One column; what it means in both languages.

    Attributes:
        to: The table whose key it holds.
        values: All that it can be; empty where that is open.
        facet: Whether its values are worth counting.
    """

    type: Kind
    to: str | None = None
    values: tuple[str, ...] = ()
    unit: str | None = None
    facet: bool = False


class Table(Said):
    """One table; its name to a reader in both languages.

    Attributes:
        rows: What one row is.
        key: The columns that name a row.
        full_text: The columns with a full-text index.
    """

    name: str
    rows: Said
    key: tuple[str, ...]
    full_text: tuple[str, ...] = ()
    columns: Mapping[str, Column]

    @property
    def types(self) -> dict[str, type[DataType] | DataType]:
        """The types of a frame of it."""
        return {name: POLARS[column.type] for name, column in self.columns.items()}

    @property
    def links(self) -> dict[str, tuple[str, str]]:
        """Foreign keys: from column to table and the column there."""
        return {
            name: (column.to, TABLES[column.to].key[0])
            for name, column in self.columns.items()
            if column.to
        }


def _read() -> dict[str, Table]:
    text = files(__package__).joinpath("tables.toml").read_text("utf-8")
    return {name: Table(name=name, **table) for name, table in tomllib.loads(text).items()}


TABLES: Mapping[str, Table] = MappingProxyType(_read())
"""The tables by name, in the order in which they are written."""

TITLE: Mapping[Language, str] = {
    "da": "Kommunale dagsordener og referater",
    "en": "Agendas and minutes of municipal councils",
}
ABOUT: Mapping[Language, str] = {
    "da": "Møder, punkter og afsnit, og hvad der går igen og er ændret i dem. Lavet af ordlyd.",
    "en": "Meetings, items and sections, what comes back and what was changed. Made by ordlyd.",
}
TERMS = {
    "name": "notspecified",
    "title": "The texts are the councils' own; ordlyd adds no terms to them",
}
"""As a licence in the words of Frictionless: an archive cannot license what others wrote."""
