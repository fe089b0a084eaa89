"""What was measured, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: a heading and paragraphs or tables under it."""

    title: str
    blocks: Sequence[str]

    def __str__(self) -> str:
        """The part as Markdown."""
        return "\n\n".join((f"## {self.title}", *self.blocks))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Draw a table; numbers with a decimal point are rounded down, so that 1.000 is all."""
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: object) -> str:
    return f"{int(cell * 1000) / 1000:.3f}" if isinstance(cell, float) else str(cell)
