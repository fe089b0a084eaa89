"""What every page ends with: the documents it rests on, and what of its towns is lacking.

A page says what it is drawn from: how many documents, of which committees and years, and by name
what of their municipalities could not be had or read. How much is held in all stands in the receipt
that it leads to; a page that said so would have to be drawn again whenever anything came. Nor does
it say when it was written: what it says holds until what it rests on changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

SCOPES = 3
"""Committees and years that a page names; one that shows more names none."""

NAMED = 3
"""Lacking documents named at the foot of a page; the receipt names them all."""


class Named(Protocol):
    """A document by name, with what is wrong."""

    @property
    def name(self) -> str:
        """File name, address, or committee and date."""

    @property
    def reason(self) -> str:
        """Why, in words."""


class Refusal(Named, Protocol):
    """A document that could not be had or read."""

    @property
    def municipality(self) -> str | None:
        """Whose it is, where that is known."""


class Receipt(Protocol):
    """What the source of a municipality lists, and what is held of it."""

    @property
    def municipality(self) -> str:
        """Slug."""

    @property
    def listed(self) -> int:
        """Publications that the source lists."""

    @property
    def held(self) -> int:
        """Those of them that are held."""

    @property
    def lacking(self) -> Sequence[Named]:
        """The others, each with the reason."""

    @property
    def alarms(self) -> Sequence[str]:
        """What is wrong with the last crawl, for a reader."""

    @property
    def last_crawl(self) -> datetime | None:
        """When it began, with time zone."""


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A committee's documents of one year."""

    municipality: str
    committee: str
    year: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A document that could not be had or read, as the receipt names it.

    Attributes:
        name: File name, address, or committee and date.
        reason: Why, in words.
        municipality: Slug; ``None`` where nobody knows.
    """

    name: str
    reason: str
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Footing:
    """What a page rests on.

    Attributes:
        documents: How many documents, with their versions.
        latest: When the last of them was stored.
        scopes: Their committees and years; none when there are many.
        towns: Their municipalities.
        lacking: What of these could not be had or read.
    """

    documents: int
    latest: datetime | None
    scopes: Sequence[Scope]
    towns: Sequence[str]
    lacking: Sequence[Lack]
