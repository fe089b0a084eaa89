"""Hyphens at line ends, which pdfium takes away where it joins two lines.

It puts a mark in their place that does not say whether the hyphen belonged to the word.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise, zip_longest

REMOVED = re.compile("[\x02\ufffe]+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_FIRST = re.compile(r"\w*")
_LAST = re.compile(r"\w*\Z")
_REACH = 80  # no word is longer
_ADDRESS = re.compile(r"\S*[/@]\S*\Z|www\.\S*\Z")
_AND = frozenset({"og", "eller", "samt"})


def mend_hyphens(text: str) -> str:
    """Decide for each hyphen that was removed at a line end whether it belonged to the word.

    It stays before "og", "eller" and "samt" (``børne- og``), before a capital or a digit,
    after one or two letters (``p-huse``), in web addresses, and where the word stands with a
    hyphen elsewhere in the document. It goes where the joined word stands elsewhere. Otherwise
    it stays, for nothing may be lost.
    """
    parts = REMOVED.split(text)
    if len(parts) == 1:
        return text
    words = {word.casefold() for part in parts for word in _WORD.findall(part)}
    hyphens = [_hyphen(before, after, words) for before, after in pairwise(parts)]
    return "".join(chain.from_iterable(zip_longest(parts, hyphens, fillvalue="")))


def _hyphen(left: str, right: str, words: set[str]) -> str:
    before = _found(_LAST, left[-_REACH:])
    after = _found(_FIRST, right[:_REACH])
    if after in _AND:
        return "- "
    if len(before) <= 2 or not after[:1].islower() or _ADDRESS.search(left[-_REACH:]):
        return "-"
    hyphened, joined = f"{before}-{after}".casefold(), f"{before}{after}".casefold()
    return "" if joined in words and hyphened not in words else "-"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
