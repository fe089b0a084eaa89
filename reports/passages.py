"""The passage that two items share, for showing."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ordlyd.stored import StoredItem

_WORD = re.compile(r"\S+")
_MOST = 3000
"""Words of an item that are searched; the time grows with the product of both."""


def longest_shared(a: StoredItem | None, b: StoredItem | None) -> str | None:
    """Return the longest run of words that stands in both items, as the first prints it."""
    if not a or not b:
        return None
    text = _text(a)
    old, new = list(_WORD.finditer(text))[:_MOST], _WORD.findall(_text(b))[:_MOST]
    matcher = SequenceMatcher(None, [m[0].casefold() for m in old], _folded(new), autojunk=False)
    match = matcher.find_longest_match()
    if not match.size:
        return None
    return text[old[match.a].start() : old[match.a + match.size - 1].end()]


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _text(item: StoredItem) -> str:
    return "\n\n".join(section.text for section in item.item.sections)
