"""Item titles: what is printed after “Punkt N:”, and what is the title in it.

Taken off, in any order: ``Lukket:`` and its like (the item is closed), ``B-sag:`` (its type),
``D - `` and ``O - `` (Meetings+, for *drøftelse* and *orientering*, which are no types of ours),
and committees (``BU/SSÆ - ``) where the town opens its titles with them. All else is title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from ordlyd.model import ItemType
from ordlyd.text import clean, collapse, latin

_CLOSED = re.compile(
    r"(?i)^\s*(?:\(?lukket(?: (?:punkt|sag|dagsorden))?\)?\s*[:–-]\s*|\(lukket\)\s*)"
)
_CLOSED_TAIL = re.compile(r"(?i)\s*[-–(]\s*lukket(?: punkt| sag)?\)?\s*$")
_TYPE = re.compile(r"^\s*(?:\(?([A-D])-(?:sag|punkt)\)?|\(([A-D])\)|([A-D])-sager)\s*[:–-]?\s*")
_MATTER = re.compile(r"^\s*[DO] [-–] (?=[A-ZÆØÅ])")
_COMMITTEES = re.compile(r"^\s*([A-ZÆØÅ]{2,5}(?:\s?/\s?[A-ZÆØÅ]{2,5}){0,7})\s*[-–:]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and what stood before it."""

    title: str
    type: ItemType | None
    committees: tuple[str, ...]
    closed: bool


def read_title(raw: str, *, committee_prefixes: bool) -> Title:
    """Take type, committees and closed doors off a printed title."""
    text = collapse(latin(clean(raw)))
    kind: ItemType | None = None
    committees: tuple[str, ...] = ()
    closed = False
    while True:
        if (match := _CLOSED.match(text)) and match.end() < len(text):
            closed = True
        elif kind is None and (match := _TYPE.match(text)) and match.end() < len(text):
            kind = cast(ItemType, match[1] or match[2] or match[3])
        elif match := _MATTER.match(text):
            pass
        elif committee_prefixes and not committees and (match := _COMMITTEES.match(text)):
            committees = tuple(part.strip() for part in match[1].split("/"))
        else:
            break
        text = text[match.end() :]
    if (match := _CLOSED_TAIL.search(text)) and match.start() > 0:
        closed, text = True, text[: match.start()]
    return Title(text.strip(), kind, committees, closed)


def opens_with_committees(raw_titles: Iterable[str]) -> bool:
    """Whether most of a document's titles open with committees, as the town's manner."""
    titles = [_CLOSED.sub("", title) for title in raw_titles]
    return sum(bool(_COMMITTEES.match(title)) for title in titles) * 2 > len(titles) > 1
