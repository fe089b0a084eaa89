"""Long texts over several pages, so that no page weighs more than a slow line carries.

Nearly every item and pair fits one page. Of the others the first page keeps its address and all
that is told; the text goes on at the same address with a number. How many pages there are
depends on the texts alone, so that it is known without drawing or comparing them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ordlyd.stored import StoredItem
from reports.blocks import Block, blocks
from reports.places import Place

ITEM = 60_000
"""What the text of an item may weigh on one page, in characters with their markup."""

PAIR = 24_000
"""Characters of both texts of a pair for one page: each may be drawn twice, and marked."""

_BLOCK, _CELL = 40, 14
"""Characters of markup around a paragraph, and around a cell of a table."""


def breaks(item: StoredItem) -> list[tuple[int, int]]:
    """The sections and blocks with which an item's further pages begin."""
    texts = [section.text for section in item.item.sections]
    if sum(map(_most, texts)) <= ITEM:
        return []
    found: list[tuple[int, int]] = []
    weight = 0
    for section, text in enumerate(texts):
        for number, block in enumerate(blocks(text)):
            weight += _weight(block)
            if weight > ITEM and (section or number):
                found.append((section, number))
                weight = _weight(block)
    return found


def leaf_of(item: StoredItem, place: Place) -> int:
    """The page of an item on which a place stands, counted from 1."""
    return bisect_right(breaks(item), (place.section, place.block)) + 1


def pair_count(a: StoredItem | None, b: StoredItem | None) -> int:
    """How many pages the word diff of two items takes."""
    length = sum(len(s.text) for item in (a, b) if item for s in item.item.sections)
    return max(-(-length // PAIR), 1)


def shared_out(weights: Sequence[int], count: int) -> list[int]:
    """Share things of some weight out to so many pages in order; the page of each, from 0."""
    whole, done = max(sum(weights), 1), 0
    pages: list[int] = []
    for weight in weights:
        pages.append(min(done * count // whole, count - 1))
        done += weight
    return pages


def _most(text: str) -> int:
    """What a text weighs at most, found without cutting it into blocks."""
    cells = text.count("\t") + text.count("|")
    return len(text) + _BLOCK * (1 + text.count("\n")) + _CELL * cells


def _weight(block: Block) -> int:
    return len(block.text) + _BLOCK + _CELL * len(block.cells)
