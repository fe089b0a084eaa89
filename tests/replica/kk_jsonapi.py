"""A site of kk.dk's make: items over JSON:API, a page for each meeting and for each item."""

from __future__ import annotations

import json
from datetime import datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

from replica.council import GONE, HTML, JSON, Held, Item, Reply, Request, Site

PER_PAGE = 3
DENMARK = ZoneInfo("Europe/Copenhagen")


def path_of(meeting: Held) -> str:
    day = f"{meeting.date:%d%m%Y}"
    return f"/dagsordener-og-referater/{meeting.committee}/møde-{day}/{meeting.kind}"


class KkJsonApi(Site):
    """Prints its own host, as the true site does."""

    host = "https://www.kk.dk"

    def reply(self, request: Request) -> Reply:
        if request.path == "/jsonapi/node/agenda_element":
            return 200, JSON, json.dumps(self.elements(request))
        for meeting in self.meetings:
            if request.path == path_of(meeting):
                return 200, HTML, page(meeting)
            for item in meeting.items:
                if item.sections and request.path == f"{path_of(meeting)}/punkt-{item.number}":
                    return 200, HTML, item_page(meeting, item)
        return GONE

    def elements(self, request: Request) -> dict[str, object]:
        since = request.query.get("filter[fra][condition][value]", "")
        rows = [
            {
                "type": "node--agenda_element",
                "attributes": {
                    "title": item.title,
                    "path": {"alias": f"{path_of(meeting)}/punkt-{item.number}"},
                    "agenda_meeting_date": begins(meeting),
                    "agenda_element_serial_no": int(item.number),
                },
            }
            for meeting in sorted(self.meetings, key=lambda m: m.date)
            for item in meeting.items
            if str(meeting.date) >= since
        ]
        first = int(request.query.get("page[offset]", "0"))
        following = first + PER_PAGE
        links = {}
        if following < len(rows):
            query = "&".join(
                f"{quote(k)}={quote(v)}"
                for k, v in {**request.query, "page[offset]": str(following)}.items()
            )
            links["next"] = {"href": f"{self.host}{request.path}?{query}"}
        return {"data": rows[first:following], "links": links}


def begins(meeting: Held) -> str:
    hour, minute = map(int, meeting.start.split(":"))
    return datetime.combine(meeting.date, time(hour, minute), DENMARK).isoformat()


def frame(meeting: Held, inside: str) -> str:
    when = f"{meeting.date:%d.%m.%Y}, kl. {meeting.start}"
    return (
        f"<!DOCTYPE html><html><head><title>Møde</title></head><body><nav>Menu</nav><main>"
        f"<p>Mødedato: {when}</p><p>Mødested: Rådhuset</p>{inside}</main>"
        "<footer>Kontakt</footer><script>track()</script></body></html>"
    )


def page(meeting: Held) -> str:
    rows = "".join(
        f'<tr><td class="item-number">Punkt {item.number}</td><td class="item-content">'
        + (
            f'<a href="{quote(path_of(meeting))}/punkt-{item.number}">{item.title}</a>'
            if item.sections
            else item.title
        )
        + "</td></tr>"
        for item in meeting.items
    )
    return frame(meeting, f"<h1>{meeting.committee}</h1><table>{rows}</table>")


def item_page(meeting: Held, item: Item) -> str:
    text = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in item.sections.items())
    files = "".join(f'<a href="/files/{name}.pdf">{name}</a>' for name in item.attachments)
    content = f'<div class="node__content">{text}</div>'
    appendices = f'<div id="agenda-element-appendices">{files}</div>' if files else ""
    return frame(meeting, f"<h1>{item.title}</h1>{content}{appendices}")
