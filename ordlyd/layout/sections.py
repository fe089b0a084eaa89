"""Where sections begin inside an item.

Three kinds of source tell it in three ways: marked sources say so; fonts show it (the style in
which the known headings are set); in bare text only words and their place do. There a heading
stands alone on its line, is no cell of a flattened table, opens one section an item, and keeps
the order that all houses keep: economy and attachments come after what they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ordlyd.decisions import decides
from ordlyd.headings import WEAK, Heading, classify, heading_key
from ordlyd.layout.style import Style, body_style, common_style, style_of
from ordlyd.lines import Line
from ordlyd.model import SectionKind
from ordlyd.text import bare

UNKNOWN = Heading("other", strong=False)
LEAD = Heading("summary", strong=True)
_LAST: tuple[SectionKind, ...] = ("attachments", "economy")
_SHORT = 34
_NEAR = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """A heading found in an item: its lines' indexes and what it says."""

    start: int
    end: int
    printed: str
    heading: Heading


@dataclass(frozen=True, slots=True)
class House:
    """What is known of headings before an item is read.

    Attributes:
        extra: Headings of the layout and the town.
        style: The style of section headings, where fonts show it.
        habitual: Weak headings that most items of the document have.
        spaced: Whether headings in this document have a blank line before them.
        full: Characters from which on a line may have been cut by the page's width.
    """

    extra: Mapping[str, SectionKind]
    style: Style | None
    habitual: frozenset[str]
    spaced: bool
    full: float


def learn_house(
    lines: Sequence[Line], starts: Sequence[int], extra: Mapping[str, SectionKind]
) -> House:
    """Learn from a whole document how its headings look."""
    first = starts[0] if starts else 0
    known = [
        i
        for i, line in enumerate(lines)
        if i > first and (h := classify(line.text, extra)) is not None and h.strong
    ]
    style = common_style([lines[i] for i in known], body_style(lines))
    spaced = sum(lines[i - 1].blank for i in known) * 2 > len(known)
    return House(extra, style, _habitual(lines, starts), spaced, _full(lines))


def _full(lines: Sequence[Line]) -> float:
    lengths = sorted(len(line.text) for line in lines if not line.blank)
    return 0.85 * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0


def _habitual(lines: Sequence[Line], starts: Sequence[int]) -> frozenset[str]:
    """Return the weak headings that stand alone in at least half of the items."""
    seen: Counter[str] = Counter()
    for start, end in pairwise([*starts, len(lines)]):
        keys = {heading_key(line.text) for line in lines[start + 1 : end] if len(line.text) < 60}
        seen.update(keys & WEAK.keys())
    return frozenset(key for key, n in seen.items() if n >= 2 and 2 * n >= len(starts))


def find_openings(lines: Sequence[Line], start: int, end: int, house: House) -> list[Opening]:
    """Return the headings between two indexes, in order."""
    if any(line.mark for line in lines[start:end]):
        return _marked(lines, start, end, house)
    if house.style is not None:
        return _styled(lines, start, end, house, house.style)
    return _worded(lines, start, end, house)


def with_capitals(
    lines: Sequence[Line], start: int, end: int, openings: Sequence[Opening]
) -> list[Opening]:
    """Let a line of capitals open a section in a lead and after a decision.

    Nothing there is long enough to have sub-headings, so such a line (“BESLUTNINGSFORSLAG FRA
    …”) begins something else. In the body of any other section it is a sub-heading.
    """
    found = [Opening(start, start, "", LEAD), *openings]
    places = [opening.start for opening in found[1:]] + [end]
    added = [
        Opening(i, i + 1, bare(lines[i].text).strip(), UNKNOWN)
        for opening, until in zip(found, places, strict=True)
        if not opening.printed or opening.heading.kind == "decision"
        for i in _capitals(lines[:until], opening)
    ]
    return sorted([*openings, *added], key=lambda opening: (opening.start, opening.end))


def _capitals(lines: Sequence[Line], opening: Opening) -> Iterator[int]:
    said = not opening.printed  # a decision may itself be printed in capitals
    for i in range(opening.end, len(lines)):
        text = bare(lines[i].text).strip()
        alone = lines[i].mark == "body" or i == opening.end or lines[i - 1].blank
        if said and alone and _is_capitals(text) and not decides(text):
            yield i
        said = said or bool(text)


def _is_capitals(text: str) -> bool:
    words = " " in text and text.isupper() and "\t" not in text and text[0] not in "|-•"
    return words and 8 <= len(text) <= 80 and text[-1] not in ".,;"


def _marked(lines: Sequence[Line], start: int, end: int, house: House) -> list[Opening]:
    openings = []
    for i in range(start, end):
        if lines[i].mark == "heading":
            heading = classify(lines[i].text, house.extra) or UNKNOWN
            openings.append(Opening(i, i + 1, lines[i].text.strip(), heading))
        elif lines[i].mark == "lead":
            openings.append(Opening(i, i, "", LEAD))
    return openings


def _styled(
    lines: Sequence[Line], start: int, end: int, house: House, style: Style
) -> list[Opening]:
    openings: list[Opening] = []
    for i in range(start, end):
        if lines[i].blank or style_of(lines[i]) != style:
            continue
        heading = classify(lines[i].text, house.extra)
        wraps = openings and openings[-1].end == i and heading is None
        if wraps:
            former = openings.pop()
            printed = f"{former.printed} {lines[i].text.strip()}"
            heading = classify(printed, house.extra) or former.heading
            openings.append(Opening(former.start, i + 1, printed, heading))
        else:
            openings.append(Opening(i, i + 1, lines[i].text.strip(), heading or UNKNOWN))
    return openings


def _worded(lines: Sequence[Line], start: int, end: int, house: House) -> list[Opening]:
    found = []
    for i in range(start, end):
        heading = classify(lines[i].text, house.extra)
        if heading is None or not (heading.strong or heading_key(lines[i].text) in house.habitual):
            continue
        if _stands_alone(lines, i, start, house) and not _is_cell(lines, i, start, end, heading):
            found.append(Opening(i, i + 1, bare(lines[i].text).strip(), heading))
    return _in_order(found)


def _stands_alone(lines: Sequence[Line], i: int, start: int, house: House) -> bool:
    if i == start:
        return True
    before = lines[i - 1]
    if before.blank or before.page != lines[i].page:
        return True
    if house.spaced:
        return i == start or classify(before.text, house.extra) is not None
    return before.text.rstrip()[-1:] in '.:?!)"”|' or len(before.text) < house.full


def _is_cell(lines: Sequence[Line], i: int, start: int, end: int, heading: Heading) -> bool:
    """Whether a heading's word is a cell of a flattened table: scraps on both sides.

    What stands under “Beslutning”, “Bilag” or “Beslutningskompetence” is short in itself.
    """
    before = _next_said(lines[max(start, i - _NEAR) : i][::-1])
    after = _next_said(lines[i + 1 : min(end, i + _NEAR)])
    if before is None or after is None or heading.kind in ("decision", "attachments", "competence"):
        return False
    return _is_scrap(before, heading) and _is_scrap(after, heading)


def _next_said(lines: Sequence[Line]) -> Line | None:
    return next((line for line in lines if not line.blank), None)


def _is_scrap(line: Line, heading: Heading) -> bool:
    text = line.text.strip()
    if "\t" in line.text or text.startswith("|"):
        return True
    known = classify(text)
    return (
        len(text) < _SHORT
        and text[-1:] not in ".:?!"
        and (known is None or known.kind == heading.kind)
    )


def _in_order(found: list[Opening]) -> list[Opening]:
    """Keep one opening of each undated heading, and nothing before what it comes after."""
    winners: dict[object, Opening] = {}
    for opening in found:
        same = (heading_key(opening.printed), opening.heading.date)
        if same not in winners or opening.heading.kind in _LAST:
            winners[same] = opening
    kept = sorted(winners.values(), key=lambda opening: opening.start)
    in_order: list[Opening] = []
    later: set[SectionKind] = set()
    for opening in reversed(kept):
        if not _too_early(opening.heading.kind, later):
            in_order.append(opening)
        later.add(opening.heading.kind)
    return in_order[::-1]


def _too_early(kind: SectionKind, later: set[SectionKind]) -> bool:
    if kind == "attachments":
        return bool(later & {"summary", "presentation"})
    return kind == "economy" and {"presentation", "recommendation"} <= later
