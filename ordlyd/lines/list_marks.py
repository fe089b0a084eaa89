"""The numbers and letters that a browser sets before list items (WHATWG HTML, 4.4.5)."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborNode

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


_STYLES: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}


class ListMarks:
    """Counts the items of one list and gives each its mark: ``1. ``, ``b. `` or ``- ``."""

    def __init__(self, node: LexborNode) -> None:
        attributes = node.attributes
        self._ordered = node.tag == "ol"
        self._style = _STYLES.get(attributes.get("type") or "", str)
        self._next = _whole(attributes.get("start"), 1)

    def mark(self, item: LexborNode) -> str:
        """Return the mark of the next item."""
        if not self._ordered:
            return "- "
        number = _whole(item.attributes.get("value"), self._next)
        self._next = number + 1
        return f"{self._style(number) if number > 0 else number}. "


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else default
