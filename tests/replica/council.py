"""A made-up council for replicas of sites: its meetings, and what their sites have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from spiders.replica.server import Asked, Page

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Item:
    """An item with its sections; one without any is closed."""

    number: str
    title: str
    case_number: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """A meeting as a site shows it at one time."""

    number: int
    committee: str
    date: date
    items: tuple[Item, ...]
    start: str = "16:00"
    kind: str = "referat"


ITEMS = (
    Item("1", "Godkendelse af dagsorden", "26-000101", {"Beslutning": "Godkendt."}),
    Item(
        "2",
        "Ny kunstgræsbane i Vesterby",
        "26-004711",
        {
            "Indstilling": "Forvaltningen indstiller, at banen anlægges for 4,6 mio. kr.",
            "Sagsfremstilling": "Klubben har 310 medlemmer. Den nuværende bane er nedslidt.",
            "Beslutning": "Godkendt.",
        },
        ("Notat om baner",),
    ),
    Item("3", "Lukket punkt"),
)
COUNCIL = (
    Held(901, "Byrådet", date(2026, 8, 25), ITEMS),
    Held(902, "Byrådet", date(2026, 9, 29), ITEMS[:2], kind="dagsorden"),
    Held(903, "Teknisk Udvalg", date(2026, 9, 8), ITEMS, start="14:30"),
)


class Request(NamedTuple):
    """What was asked of a site: the path decoded, and the query."""

    path: str
    query: dict[str, str]


Reply = tuple[int, str, str]
"""Status, media type, text."""
GONE: Reply = (404, HTML, "<html><body>Siden findes ikke</body></html>")


class Site:
    """A site whose state a test moves on; each platform says what it answers."""

    def __init__(self, meetings: tuple[Held, ...] = COUNCIL) -> None:
        self.meetings = meetings
        self.asked: list[str] = []
        self.faults: dict[str, Reply] = {}

    def reply(self, request: Request) -> Reply:
        """Answer one request, as the platform does."""
        raise NotImplementedError

    def answer(self, asked: Asked) -> Page:
        """Answer one request of the server of replicas."""
        status, media_type, text = self.get(asked.address)
        return Page(text.encode(), status, {"Content-Type": media_type})

    def get(self, target: str) -> Reply:
        """Answer a path and query, or give the fault that was set for a part of it."""
        parts = urlsplit(target)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.asked.append(target)
        if parts.path == "/robots.txt":
            return 404, "text/plain", ""
        fault = next((f for path, f in self.faults.items() if path in unquote(target)), None)
        return fault or self.reply(Request(unquote(parts.path), query))

    def edit(self, number: int, change: Callable[[Held], Held]) -> None:
        """Publish a meeting anew."""
        self.meetings = tuple(change(m) if m.number == number else m for m in self.meetings)

    def committees(self) -> list[str]:
        """The committees, each once."""
        return list(dict.fromkeys(meeting.committee for meeting in self.meetings))


def reworded(old: str, new: str) -> Callable[[Held], Held]:
    """Return an edit that replaces words in every section of a meeting."""

    def change(meeting: Held) -> Held:
        items = tuple(
            replace(i, sections={h: text.replace(old, new) for h, text in i.sections.items()})
            for i in meeting.items
        )
        return replace(meeting, items=items)

    return change
