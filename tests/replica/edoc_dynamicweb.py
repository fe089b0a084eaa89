"""Ringkøbing-Skjern's site: tables of meetings, cards, no charset in the header."""

from __future__ import annotations

from replica.council import GONE, Held, Reply, Request, Site
from replica.frederikssund import MONTHS

from ordlyd.text import slug

COUNCIL = "/om-kommunen/byraad/dagsorden-og-referat"
COMMITTEES = "/om-kommunen/politiske-udvalg"
BARE = "text/html"
PICTURE = "data:image/png;base64," + "iVBORw0KGgo" * 2_000


def list_of(committee: str) -> str:
    return COUNCIL if committee == "Byrådet" else f"{COMMITTEES}/{slug(committee)}/dagsordener"


class EdocDynamicweb(Site):
    def reply(self, request: Request) -> Reply:
        if request.path == COMMITTEES:
            shown = (f'<a href="{COMMITTEES}/{slug(c)}">{c}</a>' for c in self.committees()[1:])
            former = f'<a href="{COMMITTEES}/ref-2018-2021">Tidligere</a>'
            return 200, BARE, f"<html><body>{''.join(shown)}{former}</body></html>"
        for committee in self.committees():
            if request.path == f"{COMMITTEES}/{slug(committee)}":
                below = f'<a href="{list_of(committee)}">Dagsordener</a>'
                other = f'<a href="{COMMITTEES}/{slug(committee)}/medlemmer">Medlemmer</a>'
                return 200, BARE, f"<html><body>{below}{other}</body></html>"
            if request.path == list_of(committee):
                return self.list_or_meeting(committee, request.query.get("AgendaID", ""))
        return GONE

    def list_or_meeting(self, committee: str, number: str) -> Reply:
        held = [m for m in self.meetings if m.committee == committee]
        if number:
            return next(((200, BARE, page(m)) for m in held if str(m.number) == number), GONE)
        rows = "".join(
            f'<tr class="agenda--tr" onclick="top.location=\'?AgendaID={m.number}\'">'
            f"<td>{m.number}</td><td>{moment(m)}</td><td>{m.committee}</td>"
            f'<td><a href="?AgendaID={m.number}">{m.kind.capitalize()}</a></td></tr>'
            for m in held
        )
        return 200, BARE, f"<html><body><table>{rows}</table></body></html>"


def moment(meeting: Held) -> str:
    month = MONTHS.split()[meeting.date.month - 1]
    return f"{meeting.date.day}. {month} {meeting.date.year} kl. {meeting.start}"


def page(meeting: Held) -> str:
    parts = [
        f'<div class="agenda--card"><h1>{meeting.kind.capitalize()}: {moment(meeting)}</h1></div>',
        f'<div class="agenda--card"><p>Salen</p><p>{meeting.committee}</p></div>',
        '<div class="agenda--card"><h2>Deltagere</h2><ul><li>Ib Lund</li></ul></div>',
    ]
    for item in meeting.items:
        parts.append(
            f'<div class="agenda--card agenda--item" id="g{item.number}">'
            f'<h2 class="h3">{item.number} <span>: {item.title}</span></h2>'
            f'<p>Sagsnr: {item.case_number}</p><img src="{PICTURE}">'
        )
        parts += (
            f"<strong>{heading}</strong><p>{text}</p>" for heading, text in item.sections.items()
        )
        parts.append("</div>")
    return f"<html><body>{''.join(parts)}</body></html>"
