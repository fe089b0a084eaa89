"""About the data: what is held of whom, how it is judged, and how well that has been measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from functools import partial
from pathlib import Path

from ordlyd.stored import StoredMeeting
from ordlyd.text import danish_key
from reports import committees, paths
from reports.blocks import Group, blocks, groups
from reports.page import Context, Page
from reports.view import Site

QUALITY = Path(__file__).parents[1] / "docs" / "quality.md"
"""The measured figures, where ordlyd runs from its source folder."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one municipality."""

    name: str
    meetings: int
    items: int
    versions: int
    first: Date | None
    last: Date | None


def pages(site: Site) -> Iterator[Page]:
    """The one page."""
    yield Page(paths.ABOUT, "about.html", partial(_context, site))


def _context(site: Site) -> Context:
    comparison = site.comparison
    return {
        "held": _held(site),
        "items": sum(len(m.meeting.items) for m in site.meetings),
        "chart": committees.activity(site, site.meetings),
        "relations": Counter({kind: len(found) for kind, found in site.groups.items()}),
        "levels": Counter(change.level for change in comparison.changes),
        "quality": quality(),
    }


def _held(site: Site) -> list[Held]:
    by_town: dict[str, list[StoredMeeting]] = defaultdict(list)
    for stored in site.meetings:
        by_town[stored.meeting.municipality or ""].append(stored)
    found = [_of(site, town, held) for town, held in by_town.items()]
    return sorted(found, key=lambda one: danish_key(one.name))


def _of(site: Site, town: str, held: list[StoredMeeting]) -> Held:
    days = [m.meeting.date for m in held if m.meeting.date]
    return Held(
        name=site.name(town),
        meetings=len(held),
        items=sum(len(m.meeting.items) for m in held),
        versions=sum(len(site.versions[m.id]) for m in held),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def quality() -> list[Group]:
    """The measured figures as blocks for reading; none where they are not at hand."""
    if not QUALITY.is_file():
        return []
    lines = (line for line in QUALITY.read_text("utf-8").splitlines() if line[:2] != "# ")
    return groups(blocks("\n".join(line.lstrip("#").strip() for line in lines)))
