"""A site of Meetings+: an overview of what is recent, committees' pages, titles without text."""

from __future__ import annotations

from replica.council import GONE, HTML, Held, Reply, Request, Site

from ordlyd.text import slug


def path_of(meeting: Held) -> str:
    return f"/committees/{slug(meeting.committee)}/mote-{meeting.date}"


class MeetingsPlus(Site):
    """``recent``: how many meetings the overview shows."""

    recent = 2

    def reply(self, request: Request) -> Reply:
        if request.path == "/overview":
            return 200, HTML, self.overview()
        for committee in self.committees():
            if request.path == f"/committees/{slug(committee)}":
                return 200, HTML, self.committee(committee)
        for meeting in self.meetings:
            if request.path == path_of(meeting):
                return 200, HTML, page(meeting)
        return GONE

    def overview(self) -> str:
        newest = sorted(self.meetings, key=lambda m: m.date, reverse=True)[: self.recent]
        rows = (
            f'<div class="meeting-list-item" data-content-id="{m.number}">'
            f'<a href="{path_of(m)}"> {m.date} {m.start} </a>'
            f'<span class="url-text"> {m.committee} </span></div>'
            for m in newest
        )
        menu = (f'<a href="/committees/{slug(c)}">{c}</a>' for c in self.committees())
        return f"<html><body><nav>{''.join(menu)}</nav>{''.join(rows)}</body></html>"

    def committee(self, committee: str) -> str:
        held = (m for m in self.meetings if m.committee == committee)
        rows = (
            f'<a class="accessible-table-cell" href="{path_of(m)}" '
            f'aria-label="{m.committee} {m.date} {m.start}">{m.date} {m.start}</a>'
            for m in held
        )
        box = f'<div id="committeesRecentContent">{"".join(rows)}</div>'
        return f"<html><body><h1>{committee}</h1>{box}</body></html>"


def page(meeting: Held) -> str:
    rows = "".join(
        f'<li class="meeting-item-row"><a name="id_{meeting.number}{item.number}"></a>'
        f'<span class="list-item-number"> {item.number} </span>'
        f'<p class="item-title"> {item.title} </p></li>'
        for item in meeting.items
    )
    tab = "protocolTabContent" if meeting.kind == "referat" else "agendaTabContent"
    return f'<html><body><div id="{tab}"><ul>{rows}</ul></div></body></html>'
