"""Give every line of a document its role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import cast

from ordlyd import case_numbers
from ordlyd.layout.data import Layout
from ordlyd.layout.items import find_items, title_lines
from ordlyd.layout.noise import edge_noise
from ordlyd.layout.roles import ItemLines, SectionLines, Shape, blank_or_residue
from ordlyd.layout.sections import (
    LEAD,
    House,
    Opening,
    find_openings,
    learn_house,
    with_capitals,
)
from ordlyd.lines import Document, Line
from ordlyd.model import ItemType, SectionKind
from ordlyd.text import bare, caseless, collapse

_CLOSED = re.compile(r"(?i)\(?(?:lukket punkt|lukket sag|punktet er lukket|lukket)\)?\.?")


def shape(document: Document, layout: Layout, extra: Mapping[str, SectionKind]) -> Shape:
    """Find header, contents, items and sections; everything else stays residue."""
    form = Shape(blank_or_residue(document.lines))
    for i in edge_noise(document.lines, layout.noise):
        form.roles[i] = "noise"
    for i, line in enumerate(document.lines):
        if line.mark == "noise":
            form.roles[i] = "noise"
    lines = [ln for ln, role in zip(document.lines, form.roles, strict=True) if role != "noise"]
    starts = _starts(lines, layout, extra)
    first = starts[0] if starts else len(lines)
    _read_front(form, lines[:first], layout)
    house = learn_house(lines, starts, extra)
    width = max((len(lines[i].text) for i in starts), default=0)
    for start, end in pairwise([*starts, len(lines)]):
        form.items.append(_read_item(form, lines, start, end, layout, house, width))
    return form


def _starts(lines: Sequence[Line], layout: Layout, extra: Mapping[str, SectionKind]) -> list[int]:
    if layout.item is None:
        return [i for i, line in enumerate(lines) if line.mark == "item"]
    return find_items(lines, layout.item, _contents_text(lines, layout), extra)


def _contents_text(lines: Sequence[Line], layout: Layout) -> str:
    """Return the folded text after the contents heading; a title in it is cut or merged."""
    if layout.contents is None:
        return ""
    opens = (i for i, line in enumerate(lines) if layout.contents.match(bare(line.text)))
    start = next(opens, None)
    return (
        "" if start is None else caseless("\n".join(ln.text for ln in lines[start : start + 200]))
    )


def _read_front(form: Shape, lines: Sequence[Line], layout: Layout) -> None:
    """Part the lines before the first item into header and contents."""
    in_contents = False
    for line in lines:
        in_contents = in_contents or bool(
            layout.contents and layout.contents.match(bare(line.text))
        )
        if in_contents or line.mark == "contents":
            _give(form, line, "contents")
        else:
            form.header.append(line)


def _give(form: Shape, line: Line, role: str) -> None:
    if not line.blank:
        form.roles[line.number - 1] = role  # type: ignore[call-overload]


def _read_item(
    form: Shape,
    lines: Sequence[Line],
    start: int,
    end: int,
    layout: Layout,
    house: House,
    width: int,
) -> ItemLines:
    item = _read_title(lines, start, layout, house, width)
    at = start + len(item.title)
    for line in item.title:
        _give(form, line, "item")
    at = _read_case_number(form, item, lines, at, end, layout)
    openings = with_capitals(lines, at, end, find_openings(lines, at, end, house))
    first = openings[0].start if openings else end
    _add_section(form, item, lines, Opening(at, at, "", LEAD), first)
    ends = [*(opening.start for opening in openings[1:]), end]
    for opening, until in zip(openings, ends, strict=False):
        _add_section(form, item, lines, opening, until, printed=True)
    return item


def _read_title(
    lines: Sequence[Line], start: int, layout: Layout, house: House, width: int
) -> ItemLines:
    line = lines[start]
    if layout.item is None:
        return ItemLines(
            number=line.data.get("number", ""),
            title=[line],
            raw_title=collapse(line.text),
            closed=line.data.get("closed") == "true",
            id=line.data.get("id", ""),
            url=line.data.get("url", ""),
        )
    title = title_lines(lines, start, width, house.extra)
    if layout.between is not None:
        between = layout.between
        title = [title[0], *takewhile(lambda ln: not between.match(ln.text), title[1:])]
    number, first = layout.item.match(bare(line.text)).group("number", "title")  # type: ignore[union-attr]
    raw = collapse(" ".join([first, *(bare(ln.text) for ln in title[1:])]))
    return ItemLines(number=number, title=title, raw_title=raw)


def _read_case_number(
    form: Shape, item: ItemLines, lines: Sequence[Line], at: int, end: int, layout: Layout
) -> int:
    """Read the case number that may stand alone under a title, and a line of the type above it."""
    i = _next_said(lines, at, end)
    between = layout.between.match(lines[i].text) if layout.between and i < end else None
    if between:
        item.type = cast(ItemType, between["type"])
        _give(form, lines[i], "item")
        at, i = i + 1, _next_said(lines, i + 1, end)
    if i == end or lines[i].mark not in ("", "case_number"):
        return at
    number = case_numbers.parse(lines[i].text)
    if number is None and lines[i].mark == "case_number":
        number = collapse(lines[i].text) or None
    if number is None:
        return at
    item.case_number = number
    item.closed = item.closed or lines[i].text.strip().casefold().startswith("lukket")
    _give(form, lines[i], "item")
    return i + 1


def _next_said(lines: Sequence[Line], at: int, end: int) -> int:
    return next((i for i in range(at, end) if not lines[i].blank), end)


def _add_section(
    form: Shape,
    item: ItemLines,
    lines: Sequence[Line],
    opening: Opening,
    until: int,
    *,
    printed: bool = False,
) -> None:
    body = list(lines[opening.end : until])
    if not printed and all(line.blank for line in body):
        return
    if not opening.printed and _CLOSED.fullmatch(collapse(" ".join(line.text for line in body))):
        item.closed = True
        for line in body:
            _give(form, line, "item")
        return
    for line in lines[opening.start : opening.end]:
        _give(form, line, "section")
    for line in body:
        _give(form, line, "body")
    edge = (
        lines[opening.end - 1] if opening.end > opening.start else lines[max(opening.start - 1, 0)]
    )
    item.sections.append(SectionLines(opening.printed, opening.heading, edge.end, body))
