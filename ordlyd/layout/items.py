"""Where items begin: the lines “Punkt N: title”, told from the same words inside prose.

Every line that matches the layout's item pattern is a candidate. It gains by what follows a
real heading (a case number, a section heading), by the contents page naming it, by its font,
and by continuing the count; the chain of rising numbers with the greatest sum wins. So a line
“Punkt 3: …” inside item 5, or a decision that counts its points, opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ordlyd import case_numbers
from ordlyd.headings import classify
from ordlyd.layout.style import body_style, common_style, style_of
from ordlyd.lines import Line
from ordlyd.model import SectionKind
from ordlyd.text import bare, caseless, collapse
from ordlyd.titles import read_title

_LEADER = re.compile(r"\.{3,}\s*\d*\s*\|?\s*$|…\s*\d+\s*$")
_LOOK_AHEAD = 4
_MAX_TITLE_LINES = 6
_MOST_ITEMS = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may open an item: its index, printed number, order and weight."""

    index: int
    number: str
    order: int
    weight: int


def find_items(
    lines: Sequence[Line],
    pattern: re.Pattern[str],
    contents: str,
    extra: Mapping[str, SectionKind],
) -> list[int]:
    """Return the indexes of the lines that open items, in order.

    Args:
        lines: All lines of the document.
        pattern: The layout's item pattern.
        contents: The text of the contents page, folded.
        extra: The town's own headings.
    """
    matches = [(i, m) for i, line in enumerate(lines) if (m := _match(pattern, line))]
    special = common_style([lines[i] for i, _ in matches], body_style(lines))
    if special is not None:
        matches = [(i, m) for i, m in matches if style_of(lines[i]) == special]
    ends = [*(i for i, _ in matches[1:]), len(lines)]
    candidates = [
        Candidate(
            i,
            m["number"],
            _order(m["number"]),
            _weight(lines[i + 1 : end], i == 0 or lines[i - 1].blank, m, contents, extra),
        )
        for (i, m), end in zip(matches, ends, strict=False)
    ]
    # A chain is found in quadratic time; a thousand is ten times the longest agenda.
    most = sorted(candidates, key=lambda c: -c.weight)[:_MOST_ITEMS]
    return [c.index for c in _best_chain(sorted(most, key=lambda c: c.index))]


def _match(pattern: re.Pattern[str], line: Line) -> re.Match[str] | None:
    match = pattern.match(bare(line.text))
    return None if match is None or _LEADER.search(line.text) else match


def _order(number: str) -> int:
    return int(re.sub(r"\D", "", number)[:9] or 0)


def _weight(
    rest: Sequence[Line],
    after_blank: bool,
    match: re.Match[str],
    contents: str,
    extra: Mapping[str, SectionKind],
) -> int:
    """Return how much speaks for a candidate.

    Args:
        rest: The lines after it until the next candidate.
        after_blank: Whether a blank line, or nothing, stands before it.
        match: What the item pattern found in it.
        contents: The text of the contents page, folded.
        extra: The town's own headings.
    """
    title = match["title"]
    following = [line.text for line in rest[:12] if not line.blank][:_LOOK_AHEAD]
    return (
        2 * any(case_numbers.parse(text) for text in following)
        + 2 * any((h := classify(text, extra)) is not None and h.strong for text in following)
        + 3 * (bool(contents) and len(title) > 3 and caseless(title)[:25] in contents)
        + (read_title(title, committee_prefixes=True).title != collapse(title))
        + after_blank
    )


def _best_chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the chain of rising numbers with the greatest sum of weights."""
    best: list[tuple[int, int]] = []  # (sum, index of the candidate before or -1)
    for i, here in enumerate(candidates):
        # A candidate before the first item would be left without a role.
        options = [(here.weight + (1 if here.order == 1 else -1) - 2 * bool(i), -1)]
        for j, before in enumerate(candidates[:i]):
            if before.order < here.order or _lettered(before, here):
                step = 1 if here.order - before.order <= 1 else -2
                options.append((best[j][0] + here.weight + step, j))
        # Of equal chains the earlier: what follows a heading may refer to it, not the reverse.
        best.append(max(options, key=lambda option: (option[0], -option[1])))
    chain: list[Candidate] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _lettered(before: Candidate, here: Candidate) -> bool:
    return (
        before.order == here.order and before.number < here.number and before.number != here.number
    )


def title_lines(
    lines: Sequence[Line], start: int, width: int, extra: Mapping[str, SectionKind]
) -> list[Line]:
    """Return the lines of a title that begins at ``start`` and may wrap.

    With fonts, a title goes on while the style does. Without, while the next word would not
    have fitted on the line before; text that follows without a blank line is told from a
    wrapped title by that, by its indent and by its length.

    Args:
        lines: All lines of the document.
        start: The index of the title's first line.
        width: Length of the longest first line of a title in this document.
        extra: The town's own headings.
    """
    title = [lines[start]]
    for line in lines[start + 1 : start + _MAX_TITLE_LINES]:
        if line.blank or case_numbers.parse(line.text) or _is_heading(line.text, extra):
            break
        if not _goes_on(title[-1], line, width):
            break
        title.append(line)
    return title


def _is_heading(text: str, extra: Mapping[str, SectionKind]) -> bool:
    heading = classify(text, extra)
    return heading is not None and heading.strong


def _goes_on(before: Line, line: Line, width: int) -> bool:
    style = style_of(line)
    if style is not None:
        return style == style_of(before)
    text, former = line.text, before.text.rstrip()
    if text[:1].isspace() or len(text) > width + 3:
        return False
    if text[:1].islower() and former[-1:] not in ".?!:":
        return True
    return len(former) + 1 + len(text.split(maxsplit=1)[0]) > 0.93 * width
