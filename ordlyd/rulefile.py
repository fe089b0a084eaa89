"""Rules of ``ordlyd.toml``, checked one by one: an error says which rule, field and line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ordlyd.errors import SettingsError
from ordlyd.rules import TABLES, Selection

_SEE = "See docs/alerts.md."


def check_rules(in_file: Mapping[str, Any], path: Path) -> None:
    """Check the searches and alerts of a file.

    Raises:
        SettingsError: One cannot be used, or two have one name.
    """
    for table, kind in TABLES.items():
        stated = in_file.get(table, [])
        if not isinstance(stated, list):
            raise SettingsError(
                f"{path} sets {table} to something else than tables.",
                hint=f"Begin each with a line [[{table}]]. {_SEE}",
            )
        rules = [_rule(kind, one, table, number, path) for number, one in enumerate(stated)]
        if name := _same_name(rules):
            raise SettingsError(
                f"{path} has two [[{table}]] of the name “{name}”.", hint="Rename one of them."
            )


def _rule(kind: type[Selection], stated: object, table: str, number: int, path: Path) -> Selection:
    try:
        return kind.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else None
        name = stated.get("name") if isinstance(stated, dict) else None
        which = f"[[{table}]] “{name}”" if isinstance(name, str) else f"[[{table}]]"
        line = place_in_file(path.read_text("utf-8"), table, number, field)
        raise SettingsError(
            f"{path}{f', line {line}' if line else ''}: {which} {_problem(first, field)}.",
            hint=_known_fields(kind, first, field),
        ) from error


def _same_name(rules: Sequence[Selection]) -> str | None:
    names = [rule.name for rule in rules]
    return next((name for name in names if names.count(name) > 1), None)


def _problem(first: Mapping[str, Any], field: str | None) -> str:
    if first["type"] == "missing":
        return f"lacks {field}"
    if first["type"] == "extra_forbidden":
        return f"sets “{field}”, which is no field of it"
    said = first["msg"].removeprefix("Value error, ").lower()
    return f"sets {field or 'itself'} to {_written(first['input'])}: {said}"


def _known_fields(kind: type[Selection], first: Mapping[str, Any], field: str | None) -> str:
    if first["type"] != "extra_forbidden":
        return _SEE
    near = difflib.get_close_matches(field or "", kind.model_fields, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(kind.model_fields)}."


def _written(value: object) -> str:
    """A value for a message; an address may hold a secret and is not repeated."""
    text = repr(value)
    return text if len(text) <= 60 and "://" not in text else "what it says"


def place_in_file(text: str, table: str, number: int, field: str | None) -> int | None:
    """Return the line of a TOML text where a field of a table stands, counted from 1.

    The table's own line where the field has none; ``None`` where it cannot be told, as of
    tables that are written in one line.

    Args:
        text: The file.
        table: Name of the tables.
        number: Which of them, counted from 0.
        field: Name of the field, if it is one.
    """
    lines = text.splitlines()
    heading = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
    starts = [n for n, line in enumerate(lines) if heading.match(line)]
    if number >= len(starts):
        return None
    stated = re.compile(rf"\s*[\"']?{re.escape(field or ' ')}[\"']?\s*=")
    for n in range(starts[number] + 1, len(lines)):
        if lines[n].lstrip().startswith("["):
            break
        if stated.match(lines[n]):
            return n + 1
    return starts[number] + 1
