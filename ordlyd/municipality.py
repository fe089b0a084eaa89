"""A municipality as data: what a plugin or a TOML file says about one town."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from ordlyd.errors import PluginError
from ordlyd.model import Record, SectionKind
from ordlyd.text import caseless


class Municipality(Record):
    """One town: who it is, where it publishes, and what its minutes do differently.

    ``headings`` adds to the common vocabulary: headings of this town that open a section when
    they stand alone on a line, also where the text has no fonts.
    """

    name: str
    slug: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    code: Annotated[str, Field(pattern=r"^\d{3}$", description="Official municipality code")]
    platform: str | None = None
    host: str | None = None
    valid_from: date | None = None
    portal: Mapping[str, str] = Field(
        default={}, description="What the platform's spider must know of this town"
    )
    headings: Mapping[str, SectionKind] = {}
    committee_prefixes: bool = Field(
        default=False, description='Whether titles open with committees, as "BU/SSÆ - "'
    )
    note: str = ""

    @field_validator("headings")
    @classmethod
    def _fold_headings(cls, headings: Mapping[str, SectionKind]) -> Mapping[str, SectionKind]:
        return {caseless(heading): kind for heading, kind in headings.items()}


def read_municipalities(text: str, *, name: str) -> tuple[Municipality, ...]:
    """Read municipalities from TOML: one ``[[municipality]]`` table for each.

    Args:
        text: The file's text.
        name: The file's name, for messages.

    Raises:
        PluginError: The file is no TOML, or a table is wrong; names the file, table and key.
    """
    try:
        tables = tomllib.loads(text).get("municipality", [])
    except tomllib.TOMLDecodeError as error:
        raise PluginError(f"{name} is not valid TOML: {error}.") from error
    if not isinstance(tables, list) or not tables:
        raise PluginError(
            f"{name} has no municipality.", hint="Write one [[municipality]] table for each town."
        )
    return tuple(_validated(table, f"{name}, table {n}") for n, table in enumerate(tables, 1))


def _validated(table: object, where: str) -> Municipality:
    try:
        return Municipality.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise PluginError(f"{where}: {key}: {first['msg']}.") from error
