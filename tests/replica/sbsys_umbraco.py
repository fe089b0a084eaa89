"""Hedensted's site: a list that wants all three of a page's attributes, agendas unfolded."""

from __future__ import annotations

from urllib.parse import quote

from replica.council import GONE, HTML, Held, Reply, Request, Site
from replica.frederikssund import MONTHS

from ordlyd.text import slug

ROOT = "/politik-og-indflydelse/kommunalbestyrelse-og-udvalg/dagsordener-og-referater"


def path_of(committee: str) -> str:
    return f"{ROOT}/{slug(committee)}-dagsordener-og-referater"


def agenda_of(meeting: Held) -> str:
    return f"/dagsorden/{slug(meeting.committee)}_2026/{meeting.date:%d-%m-%Y}"


class SbsysUmbraco(Site):
    def reply(self, request: Request) -> Reply:
        if request.path == ROOT:
            shown = (f'<a href="{path_of(c)}">{c}</a>' for c in self.committees())
            return 200, HTML, f"<html><body><main>{''.join(shown)}</main></body></html>"
        if request.path == "/surface/AgendaSurface/GetAgendaList":
            return self.agendas(request)
        for committee in self.committees():
            if request.path == path_of(committee):
                return 200, HTML, self.committee(committee, request.query.get("agenda", ""))
        return GONE

    def agendas(self, request: Request) -> Reply:
        if not {"folderId", "pageUrl", "elementId"} <= request.query.keys():
            return 400, HTML, "Bad Request"
        held = (m for m in self.meetings if f"2026{slug(m.committee)}" == request.query["folderId"])
        rows = (
            f'<a class="list__link" href="{path_of(m.committee)}'
            f'?agenda={quote(agenda_of(m), safe="")}&amp;elementid=7560">{m.kind}</a>'
            for m in held
        )
        return 200, HTML, f'<div class="list__links">{"".join(rows)}</div>'

    def committee(self, committee: str, agenda: str) -> str:
        shown = "".join(unfolded(m) for m in self.meetings if agenda and agenda_of(m) == agenda)
        box = (
            f'<div data-listid="2026{slug(committee)}" data-pageurl="{path_of(committee)}" '
            'data-elementid="7560"></div>'
        )
        title = f"{committee} - dagsordener og referater"
        return f"<html><body><main><h1>{title}</h1>{box}{shown}</main></body></html>"


def unfolded(meeting: Held) -> str:
    day = f"{meeting.date.day}. {MONTHS.split()[meeting.date.month - 1]} {meeting.date.year}"
    parts = [
        f"<p>Udvalg: {meeting.committee} 2026-2029</p>",
        f"<p>Mødedato: {day} {meeting.start}</p><p>Mødested: Salen</p>",
    ]
    for item in meeting.items:
        parts.append(f"<h2>{item.number}. {item.title}</h2><p>Sagsnr.: {item.case_number}</p>")
        parts += (f"<h3>{heading}</h3><p>{text}</p>" for heading, text in item.sections.items())
    return "".join(parts)
