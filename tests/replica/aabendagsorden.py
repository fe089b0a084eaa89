"""A site of Åben Dagsorden: a search by dates that tells 50 meetings at most, and fragments."""

from __future__ import annotations

import json
from datetime import datetime

from replica.council import GONE, HTML, JSON, Held, Reply, Request, Site

FORMAT = {"iso": "%Y-%m-%d", "dmy": "%d/%m/%Y"}


class AabenDagsorden(Site):
    """``dates``: what the search wants."""

    dates = "iso"

    def reply(self, request: Request) -> Reply:
        if request.path == "/rest/meeting/search":
            return 200, JSON, json.dumps(self.search(request))
        number = request.path.removeprefix("/fragments/meeting/").removesuffix("/view")
        for meeting in self.meetings:
            if request.path.startswith("/fragments/") and number == str(meeting.number):
                return 200, HTML, fragment(meeting)
        return GONE

    def search(self, request: Request) -> dict[str, object]:
        first, last = (
            datetime.strptime(request.query[key], FORMAT[self.dates]).date()
            for key in ("fromDate", "toDate")
        )
        found = [m for m in self.meetings if first <= m.date <= last]
        rows = [
            {
                "meetingId": m.number,
                "date": f"{m.date}T{m.start}:00",
                "blocked": not m.items,
                "committeeGroupName": m.committee,
                "committeeName": f"{m.committee} 2026-2029",
                "agendaItems": [{"title": item.title} for item in m.items[:3]],
            }
            for m in found[:50]
        ]
        return {"numberOfResults": len(found), "meetings": rows}


def fragment(meeting: Held) -> str:
    parts = ['<div class="meeting">']
    for item in meeting.items:
        parts.append(f'<h3 class="agenda-item-title">Punkt {item.number} {item.title}</h3><div>')
        parts += (f"<h4>{heading}</h4><p>{text}</p>" for heading, text in item.sections.items())
        parts += (
            f'<button data-id="{meeting.number}{i}" data-name="{name}.pdf">{name}</button>'
            for i, name in enumerate(item.attachments)
        )
        parts.append("</div>")
    return "".join([*parts, "</div>"])
