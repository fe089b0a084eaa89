"""``datapackage.json``: what the files are, for programs that read Frictionless data packages.

Source: Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal

from reports.tables.description import ABOUT, TABLES, TERMS, TITLE, Column, Kind, Table
from reports.tables.files import MOMENT
from reports.words import Language

NAME = "datapackage.json"
TableFormat = Literal["parquet", "csv", "jsonl"]
"""The formats that write a file for each table."""

_TYPES: Mapping[Kind, str] = {
    "key": "string",
    "text": "string",
    "whole": "integer",
    "number": "number",
    "yes": "boolean",
    "date": "date",
    "time": "string",
    "moment": "datetime",
    "list": "array",
}
_MEDIA: Mapping[TableFormat, str] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
}


def datapackage(form: TableFormat, language: Language) -> str:
    """The description of a folder of tables in one format."""
    whole = {
        "profile": "data-package",
        "name": "ordlyd",
        "title": TITLE[language],
        "description": ABOUT[language],
        "licenses": [TERMS],
        "resources": [_resource(table, form, language) for table in TABLES.values()],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, form: TableFormat, language: Language) -> dict[str, object]:
    in_csv = {"encoding": "utf-8-sig", "dialect": {"delimiter": ";", "csv": {"delimiter": ";"}}}
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.{form}",
        "format": form,
        "mediatype": _MEDIA[form],
        "title": table.in_(language),
        "description": table.rows.in_(language),
        **(in_csv if form == "csv" else {"encoding": "utf-8"}),
        "schema": _schema(table, form, language),
    }


def _schema(table: Table, form: TableFormat, language: Language) -> dict[str, object]:
    fields = [_field(name, column, form, language) for name, column in table.columns.items()]
    links = [
        {
            "fields": [name],
            "reference": {"resource": to.replace("_", "-"), "fields": [there]},
        }
        for name, (to, there) in table.links.items()
    ]
    return {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": links,
    }


def _field(name: str, column: Column, form: TableFormat, language: Language) -> dict[str, object]:
    field: dict[str, object] = {
        "name": name,
        "type": _TYPES[column.type],
        "description": column.in_(language),
    }
    if form == "csv":
        field |= _IN_CSV.get(column.type, {})
    if column.values:
        field["constraints"] = {"enum": [_value(column, value) for value in column.values]}
    if column.unit:
        field["unit"] = column.unit
    return field


def _value(column: Column, value: str) -> str | int:
    return int(value) if column.type == "whole" else value


_IN_CSV: Mapping[Kind, Mapping[str, str]] = {
    "list": {"type": "string"},
    "number": {"decimalChar": ","},
    "moment": {"format": MOMENT},
}
"""What a CSV writes in its own way."""
