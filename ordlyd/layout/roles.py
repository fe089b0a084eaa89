"""Roles of lines, and the shape that they give a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ordlyd.headings import Heading
from ordlyd.lines import Line
from ordlyd.model import ItemType

Role = Literal["blank", "noise", "header", "contents", "item", "section", "body", "residue"]


@dataclass(slots=True)
class SectionLines:
    """The lines of one section: its heading as printed, what that says, where it ends, its body."""

    printed: str
    heading: Heading
    at: int
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class ItemLines:
    """The lines of one item; ``id`` and ``url`` as its source gives them."""

    number: str
    title: list[Line]
    raw_title: str
    type: ItemType | None = None
    case_number: str | None = None
    closed: bool = False
    id: str = ""
    url: str = ""
    sections: list[SectionLines] = field(default_factory=list)


@dataclass(slots=True)
class Shape:
    """A document with a role for each of its lines.

    ``roles`` has one entry for each line, in order.
    """

    roles: list[Role]
    header: list[Line] = field(default_factory=list)
    items: list[ItemLines] = field(default_factory=list)

    def header_read(self, understood: Iterable[Line]) -> None:
        """Give header lines that were understood their role; the others stay residue."""
        for line in understood:
            self.roles[line.number - 1] = "header"

    def residue(self, lines: Sequence[Line]) -> Iterator[list[Line]]:
        """Yield each run of lines without a role, blank lines inside it left out."""
        run: list[Line] = []
        for line, role in zip(lines, self.roles, strict=True):
            if role == "residue":
                run.append(line)
            elif role != "blank" and run:
                yield run
                run = []
        if run:
            yield run


def blank_or_residue(lines: tuple[Line, ...]) -> list[Role]:
    """The roles that lines have before any rule has spoken."""
    return ["blank" if line.blank else "residue" for line in lines]
