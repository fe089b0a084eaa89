"""What a reader wants to hear of, and where it is sent: the tables of ``ordlyd.toml``.

``[[searches]]`` become feeds, ``[[alerts]]`` become messages. Addresses may name variables of the
environment (``mailtos://user:${MAIL_PASSWORD}@…``), so that no secret need stand in the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import time as Time
from typing import Annotated, Literal, get_args
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ordlyd.errors import SettingsError

Kind = Literal[
    "edited",
    "duplicate",
    "near_duplicate",
    "completed",
    "series",
    "follow_up",
    "passage",
    "similar",
    "same_case",
    "commitment",
    "overdue",
    "met",
    "item",
]
"""Kinds of news: those of relations as readers see them, promises, and items by themselves."""
KINDS: tuple[Kind, ...] = get_args(Kind)

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_WORD = re.compile(r"[^\W_]")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _several(value: object) -> object:
    """One word stands for a list of it."""
    return (value,) if isinstance(value, str) else value


def _clock(value: object) -> object:
    if isinstance(value, str) and not _CLOCK.fullmatch(value):
        raise ValueError("is no time of day such as 07:00")
    return value


def _words(value: object) -> object:
    if isinstance(value, str) and value and not _WORD.search(value):
        raise ValueError("has no word in it")
    return value


Words = Annotated[str, BeforeValidator(_words)]
Several = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Selection(BaseModel):
    """What news a reader wants: all that is stated must hold, and of a list any one.

    Attributes:
        name: What readers call it; it is told apart from others by it.
        words: As ``ordlyd search`` takes them: all must stand in the item, in any form.
        municipality: Slugs or names.
        committee: Names as printed, without the term.
        case: Case numbers; ``27.42.00*`` stands for all that begin so.
        kind: Of the news.
        severity: Of its most serious change, at least.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=100)
    words: Words = ""
    municipality: Several = ()
    committee: Several = ()
    case: Several = ()
    kind: Annotated[tuple[Kind, ...], BeforeValidator(_several)] = ()
    severity: int = Field(default=0, ge=0, le=3)


class Search(Selection):
    """A search with a feed of its own."""

    words: Words = Field(min_length=1)


class Alert(Selection):
    """A rule that sends messages.

    Attributes:
        to: Addresses as Apprise takes them.
        when: One message for each finding, or all of a day or a week in one.
        at: When a digest is due, in Danish time.
        on: The day of a weekly digest.
        changed: Whether a finding that became another is told again.
    """

    to: Annotated[Several, Field(min_length=1)]
    when: Literal["at once", "daily", "weekly"] = "at once"
    at: Annotated[Time, BeforeValidator(_clock)] = Time(7, 0)
    on: Weekday = "monday"
    changed: bool = False


TABLES: Mapping[str, type[Selection]] = {"searches": Search, "alerts": Alert}


def variables(address: str) -> list[str]:
    """The names of the variables that an address needs."""
    return _VARIABLE.findall(address)


def filled(address: str, rule: str, environment: Mapping[str, str] | None = None) -> str:
    """Put the variables of the environment into an address.

    A value that stands inside an address is written so that no mark in it can end its part; one
    that is the whole address is taken as it is.

    Args:
        address: As the file says it.
        rule: Name of the rule, for the message.
        environment: In place of that of the process.

    Raises:
        SettingsError: A variable is not set.
    """
    values: Mapping[str, str] = os.environ if environment is None else environment

    def value(match: re.Match[str]) -> str:
        try:
            stated = values[match[1]]
        except KeyError:
            raise SettingsError(
                f"The alert “{rule}” needs the variable {match[1]}, which is not set.",
                hint=f"Set {match[1]} in the environment that “ordlyd alert” runs in.",
            ) from None
        return stated if match[0] == address.strip() else quote(stated, safe="")

    return _VARIABLE.sub(value, address).strip()
