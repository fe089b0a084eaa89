"""Building a :class:`Document` line by line, so that text and lines always agree."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from ordlyd.lines import Document, Line, Mark, MediaType

NO_DATA: Mapping[str, str] = MappingProxyType({})


class Builder:
    """Collects lines and keeps count of their place in the text."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._at = 0

    def add(
        self,
        text: str,
        mark: Mark = "",
        data: Mapping[str, str] = NO_DATA,
        *,
        page: int | None = None,
        size: float | None = None,
        weight: int | None = None,
    ) -> None:
        """Append one line; ``text`` holds no line end."""
        number = len(self.lines) + 1
        self.lines.append(Line(text, self._at, number, page, size, weight, mark, data))
        self._at += len(text) + 1

    def document(
        self,
        source: bytes,
        *,
        name: str,
        media_type: MediaType,
        facts: Mapping[str, str] = NO_DATA,
        look: str = "",
    ) -> Document:
        """Return the document that the lines make up; ``source`` is what was read."""
        return Document(
            name=name,
            text="\n".join([line.text for line in self.lines]),
            lines=tuple(self.lines),
            media_type=media_type,
            sha256=hashlib.sha256(source).hexdigest(),
            facts=facts,
            look=look,
        )
