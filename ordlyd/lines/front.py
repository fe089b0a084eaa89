"""What a page prints before its first item: which committee met, when, where, and who took part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ordlyd.lines import Mark
from ordlyd.lines.builder import NO_DATA, Builder

_MARKS: tuple[tuple[str, Mark], ...] = (
    ("kind", "kind"),
    ("committee", "committee"),
    ("date", "date"),
    ("start", "date"),  # “kl. 16.00” on a line of its own is read as a moment without a day
    ("place", "place"),
)
_PEOPLE = (("participants", NO_DATA), ("absent", {"absent": "true"}))
_NO_PARTY = re.compile(r"\s*\(\s*\)$")


def front_lines(
    builder: Builder, patterns: Iterable[re.Pattern[str]], lines: Sequence[str], *, kind: str
) -> None:
    """Add what the patterns find as lines with marks; everything else is the site's furniture.

    Args:
        builder: Takes the lines.
        patterns: Searched in the lines, joined by line ends; of each group the first that says
            anything counts. Groups are named as in :data:`_MARKS` and :data:`_PEOPLE`.
        lines: The page's address, its title, and the text before the first item.
        kind: What the place of the items tells of the meeting's kind, if anything.
    """
    found = {"kind": kind} if kind else {}
    text = "\n".join(lines)
    for match in filter(None, (pattern.search(text) for pattern in patterns)):
        for group, value in match.groupdict().items():
            if value and value.strip():
                found.setdefault(group, value.strip())
    if committee := found.get("committee"):  # “referat fra byrådet”
        found["committee"] = committee[:1].upper() + committee[1:]
    for group, mark in _MARKS:
        if group in found:
            builder.add(found[group], mark)
    for group, data in _PEOPLE:
        for line in found.get(group, "").splitlines():
            if name := _NO_PARTY.sub("", line.strip().removeprefix("- ")):
                builder.add(name, "participant", data)
