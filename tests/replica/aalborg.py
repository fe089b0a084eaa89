"""Aalborg's application: lists whose links lead to a developer's machine, and minutes."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import quote

from replica.council import GONE, HTML, Held, Reply, Request, Site


class Aalborg(Site):
    """``numbers``: the number of each committee; one without meetings is a number of yesterday."""

    numbers: ClassVar = {"15": "Byrådet", "56": "Teknisk Udvalg"}

    def reply(self, request: Request) -> Reply:
        if request.path == "/dagsordenreferat/":
            committee = self.numbers.get(request.query.get("Id", ""))
            held = [m for m in self.meetings if m.committee == committee and m.kind == "referat"]
            return 200, HTML, f"<html><body>{''.join(map(link, held))}</body></html>"
        asked = (request.query.get("udvalg"), request.query.get("moedetitel"))
        for meeting in self.meetings:
            if request.path.endswith("/visreferat") and asked == named(meeting):
                return 200, HTML, page(meeting)
        return GONE


def named(meeting: Held) -> tuple[str, str]:
    return meeting.committee, f"{meeting.date} {meeting.start.replace(':', '.')}"


def link(meeting: Held) -> str:
    committee, moment = named(meeting)
    query = f"udvalg={quote(committee)}&amp;moedetitel={quote(moment)}"
    title = f"Referat for {committee} {meeting.date.day}. september {meeting.date.year}"
    address = f"http://localhost:5287/visreferat?{query}"
    return f'<a class="moede-link btn" href="{address}" title="{title}">{meeting.date}</a>'


def page(meeting: Held) -> str:
    parts = [f"<h3>Referat fra {meeting.committee}</h3>"]
    for item in meeting.items:
        parts.append(f"<h3>{item.number}. {item.title}</h3>")
        parts.append("<p>Åben</p>" if item.sections else "<p>Lukket punkt</p>")
        parts += (f"<h4>{heading}</h4><p>{text}</p>" for heading, text in item.sections.items())
    return f"<html><body><main>{''.join(parts)}</main></body></html>"
