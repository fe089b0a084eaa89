"""Measure and write it down: ``make quality``, or ``python -m benchmarks.quality [PART…]``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.quality.commit import commit
from benchmarks.quality.page import Part

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
PARTS = ("reading", "wording", "near", "prose")
_HEAD = """# Quality

What is found, and what is found in vain. `make quality` measures every figure on this page anew
and writes the page; only first runs were noted before, once each, by the same program. Nothing is
written by hand. Figures are cut, not rounded: 1.000 is all.

Measured on {day:%Y-%m-%d} at commit `{commit}`."""


def main(names: list[str]) -> None:
    """Print the parts named; without names measure all and write the page."""
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    made: list[Part] = []
    for name in names or PARTS:
        for part in import_module(f"benchmarks.quality.{name}").parts():
            print(part, end="\n\n", flush=True)
            made.append(part)
    if not names:
        head = _HEAD.format(day=datetime.now(UTC), commit=commit())
        PAGE.write_text("\n\n".join((head, *map(str, made))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
