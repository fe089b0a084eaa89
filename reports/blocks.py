"""Reading form of a section's text: paragraphs, list items and table rows.

A document's text is kept line by line as it was extracted. To be read on a page, hard-wrapped
lines are joined and marks become structure. Every block keeps its place in the section's text, so
that a change can point at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Literal

BlockKind = Literal["paragraph", "subhead", "item", "row"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"[ \t]*([-*•·▪◦–]|\d{1,3}[.)]|[a-zæøå][.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[|:\- \t]{3,}")
_MID_SENTENCE = re.compile(r"[^\W_A-ZÆØÅ]-?\Z")
_PAIRING = frozenset({"og", "eller", "samt"})
_NARROW, _WIDE = 60, 160
"""Between these line widths (characters) a text is hard-wrapped; outside them it is not."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or table row.

    Attributes:
        kind: A ``subhead`` is a short line that stands alone and opens what follows.
        start: Character offset in the section's text.
        end: Offset after the last character.
        text: Joined into one line, without list mark.
        mark: The list mark as printed ("-", "2.", "b)").
        cells: The cells of a table row.
        head: Whether the row is a table's head.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    mark: str = ""
    cells: tuple[str, ...] = ()
    head: bool = False

    @property
    def ordinal(self) -> int | None:
        """The number that the list mark stands for ("b)" is 2), or ``None`` for a bullet."""
        mark = self.mark.rstrip(".)")
        if mark.isdecimal():
            return int(mark)
        return ord(mark) - 96 if mark in set("abcdefghijklmnopqrstuvwxyz") else None


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    start: int
    mark: str = ""
    lines: list[str] = field(default_factory=list)
    end: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that one HTML element holds: a list, a table or a single paragraph."""

    kind: BlockKind
    blocks: tuple[Block, ...]


@lru_cache(maxsize=64)  # one page asks of its few sections for each change in them
def blocks(text: str) -> tuple[Block, ...]:
    """Cut a section's text into blocks in reading order."""
    drafts = list(_drafts(text))
    found: list[Block] = []
    for draft, following in zip_longest(drafts, drafts[1:]):
        if draft.kind == "row":
            _add_row(found, draft)
        else:
            found.append(_finished(draft, following))
    return tuple(found)


def groups(found: Sequence[Block]) -> list[Group]:
    """Gather list items into lists and table rows into tables."""
    keyed = groupby(found, key=lambda b: (b.kind, b.kind in {"item", "row"} or b.start, _list(b)))
    return [Group(key[0], tuple(members)) for key, members in keyed]


def _list(block: Block) -> bool:
    return block.ordinal is None


def _drafts(text: str) -> Iterator[_Draft]:
    width = max((len(line) for line in text.splitlines()), default=0)
    draft: _Draft | None = None
    blank = False
    for match in _LINE.finditer(text):
        line = match[0].rstrip("\n")
        if not line.strip():
            blank = True
            continue
        if draft and _continues(draft, line, width, blank=blank):
            draft.lines.append(line)
        else:
            if draft:
                draft.alone &= blank
                yield draft
            draft = _opened(line, match.start(), after_blank=blank)
        draft.end = match.start() + len(line)
        blank = False
    if draft:
        draft.alone = False
        yield draft


def _opened(line: str, start: int, *, after_blank: bool) -> _Draft:
    if _is_row(line):
        return _Draft("row", start, lines=[line])
    if mark := _MARK.match(line):
        return _Draft("item", start, mark[1], [line[mark.end() :]])
    return _Draft("paragraph", start, lines=[line], alone=after_blank or start == 0)


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or (line.lstrip().startswith("|") and line.count("|") > 1)


def _continues(draft: _Draft, line: str, width: int, *, blank: bool) -> bool:
    """Whether a line goes on with the sentence or the hard-wrapped paragraph before it.

    A blank line may be a page break: it parts paragraphs only where the sentence has ended or
    the line before it had room for more.
    """
    if draft.kind == "row" or _is_row(line) or _MARK.match(line):
        return False
    last = draft.lines[-1].rstrip()
    if line.lstrip()[0].islower() and _MID_SENTENCE.search(last):
        return True
    if not _NARROW <= width <= _WIDE or (blank and last[-1] in ".:;?!"):
        return False
    first_word = line.split(maxsplit=1)[0]
    return len(last) + 1 + len(first_word) > width


def _finished(draft: _Draft, following: _Draft | None) -> Block:
    text = _joined(draft.lines)
    lone = draft.alone and following is not None and following.kind != "row"
    if lone and draft.kind == "paragraph" and len(text) <= 90 and text[-1] not in ".,:;?!":
        return Block("subhead", draft.start, draft.end, text)
    return Block(draft.kind, draft.start, draft.end, text, draft.mark)


def _joined(lines: list[str]) -> str:
    """One line of several; a word that was parted at a line end is whole again."""
    pieces = [lines[0].strip()]
    for line in lines[1:]:
        part = line.strip()
        if _parted(pieces[-1], part):
            pieces[-1] = pieces[-1][:-1]
        else:
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def _parted(before: str, after: str) -> bool:
    """Whether a hyphen at a line end parts a word, unlike the one in "børne- og unge…"."""
    hyphen = before.endswith("-") and before[-4:-1].isalpha() and len(before) > 3
    return hyphen and after[0].islower() and after.split(maxsplit=1)[0] not in _PAIRING


def _add_row(found: list[Block], draft: _Draft) -> None:
    line = draft.lines[0].strip()
    if line.startswith("|") and _RULE.fullmatch(line):
        _make_head(found, draft.end)
        return
    cells = line.strip("|").split("|") if line.startswith("|") else draft.lines[0].split("\t")
    stripped = tuple(cell.strip() for cell in cells)
    found.append(Block("row", draft.start, draft.end, " ".join(stripped), cells=stripped))


def _make_head(found: list[Block], end: int) -> None:
    """The rule under the first row of a Markdown table makes that row its head."""
    if not found or found[-1].kind != "row":
        return
    row = found.pop()
    if any(row.cells):
        found.append(Block("row", row.start, end, row.text, cells=row.cells, head=True))
