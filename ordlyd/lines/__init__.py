r"""Lines: what every document becomes before anything is understood of it.

A reader turns bytes into a :class:`Document`: the extracted text and its lines, each with what
the source itself says about it (page, font, mark). Readers understand formats, never minutes;
the layout engine gives lines their roles. See ``docs/architecture.md``.

``Document.text`` is exactly ``"\n".join(line.text for line in lines)``: nothing of the text is
outside a line, so that a layout can account for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

MediaType = Literal["application/pdf", "text/html", "application/json", "text/plain"]

Mark = Literal[
    "",  # the source says nothing: patterns and fonts decide
    "kind",  # "Referat", "Dagsorden", "Tillægsdagsorden"
    "committee",
    "date",  # Danish long form or ISO
    "end",
    "place",
    "participant",  # data: absent = "true"
    "contents",
    "item",  # the title; data: number, id, url, closed = "true"
    "case_number",
    "heading",  # opens a section; text is the heading
    "lead",  # first body line after an empty heading
    "body",
    "row",  # one table row, cells parted by tabs; data: table = ordinal in the document
    "attachment",  # data: id, url
    "noise",
]
"""What a structured source (a payload, a page) itself says a line is."""

_EMPTY: Mapping[str, str] = MappingProxyType({})


class Line(NamedTuple):
    """One line of extracted text.

    A tuple, for a page has thousands and a frozen dataclass takes three times as long to make.

    Attributes:
        text: The characters, without the line end.
        start: Offset of the first character in ``Document.text``.
        number: Counted from 1 in ``Document.text``.
        page: Counted from 1, where the format has pages.
        size: Font size of the first character in points, where known.
        weight: Font weight of the first character (400 regular, 700 bold), where known.
        mark: What the source itself says the line is.
        data: Ids and addresses that belong to the line; ``href`` holds the addresses of links
            in it, parted by blanks.
    """

    text: str
    start: int
    number: int
    page: int | None = None
    size: float | None = None
    weight: int | None = None
    mark: Mark = ""
    data: Mapping[str, str] = _EMPTY

    @property
    def end(self) -> int:
        """Offset after the last character in ``Document.text``."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether the line has no visible character."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched or imported file as text and lines.

    Attributes:
        name: File name or address, for messages.
        text: The extracted text.
        lines: All of the text, line by line.
        media_type: What the file turned out to be.
        sha256: Of the bytes.
        facts: What the source says outside its text, as strings: ``publication_id``,
            ``municipality_host``, ``title``.
        look: The look of page that told its parts, where a plugin's did; only the layout of
            that name fits.
    """

    name: str
    text: str
    lines: tuple[Line, ...]
    media_type: MediaType
    sha256: str
    facts: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    look: str = ""


# The readers need the contract above.
from ordlyd.lines.read import read, read_file  # noqa: E402
from ordlyd.lines.selected import Page  # noqa: E402

__all__ = ["Document", "Line", "Mark", "MediaType", "Page", "read", "read_file"]
