"""Fonts: which style opens items, which opens sections, where the file has fonts at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ordlyd.lines import Line

Style = tuple[float, bool]
"""Font size rounded to half a point, and whether it is bold."""

BOLD = 415
"""Lowest weight that counts as bold: FirstAgenda's bold Arial reports 415, its regular 305."""


def style_of(line: Line) -> Style | None:
    """Return a line's style, or ``None`` where the source knows no fonts."""
    if line.size is None:
        return None
    return round(line.size * 2) / 2, (line.weight or 0) >= BOLD


def body_style(lines: Iterable[Line]) -> Style | None:
    """Return the style in which most characters are set."""
    weight: Counter[Style] = Counter()
    for line in lines:
        style = style_of(line)
        if style is not None:
            weight[style] += len(line.text)
    return weight.most_common(1)[0][0] if weight else None


def common_style(lines: Sequence[Line], body: Style | None) -> Style | None:
    """Return the style that most of these lines share, if it stands out from the body."""
    styles = Counter(style for line in lines if (style := style_of(line)) is not None)
    if not styles or body is None:
        return None
    style = styles.most_common(1)[0][0]
    return style if style > body else None
