"""Lines that a page repeats or counts, and that say nothing of the meeting."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ordlyd.lines import Line

_COUNT = re.compile(r"\d+")


def edge_noise(lines: Sequence[Line], patterns: Iterable[re.Pattern[str]]) -> set[int]:
    """Return the indexes of noise lines: at a page's edge, and numbered or repeated.

    A line counts as repeated when the first or last line of more than half of the pages (and
    of three at least) says the same but for its number.
    """
    edges = _edges(lines)
    patterns = tuple(patterns)
    numbered = {i for i in edges if any(p.fullmatch(lines[i].text.strip()) for p in patterns)}
    return numbered | _repeated(lines, edges - numbered)


def _edges(lines: Sequence[Line]) -> set[int]:
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and not line.blank:
            pages[line.page].append(index)
    return {i for indexes in pages.values() for i in (*indexes[:2], *indexes[-2:])}


def _repeated(lines: Sequence[Line], edges: set[int]) -> set[int]:
    pages = {line.page for line in lines if line.page is not None}
    said: dict[str, set[int]] = defaultdict(set)
    for index in edges:
        said[_COUNT.sub("#", lines[index].text.strip())].add(index)
    needed = max(3, len(pages) // 2 + 1)
    per_text = Counter({text: len({lines[i].page for i in where}) for text, where in said.items()})
    return {i for text, where in said.items() if per_text[text] >= needed for i in where}
