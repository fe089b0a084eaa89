"""Frederikssund's site: committees, the present year unless another is asked for, folded items."""

from __future__ import annotations

from replica.council import GONE, HTML, Held, Reply, Request, Site

from ordlyd.text import slug

ROOT = "/Politik/Dagsordener-og-referater"
MONTHS = "januar februar marts april maj juni juli august september oktober november december"


def path_of(meeting: Held) -> str:
    moment = f"{meeting.date}_{meeting.start.replace(':', '-')}"
    return f"{ROOT}/{slug(meeting.committee)}s-moeder/{moment}/{meeting.kind}"


class Frederikssund(Site):
    """``year``: what is shown when none is asked for."""

    year = 2026

    def reply(self, request: Request) -> Reply:
        if request.path == ROOT:
            shown = (
                f'<a href="{ROOT}/{slug(c)}s-moeder">{c}s møder</a>' for c in self.committees()
            )
            former = f'<a href="{ROOT}/udvalg-2022-2025">Udvalg 2022-2025</a>'
            return 200, HTML, f"<html><body>{''.join(shown)}{former}</body></html>"
        for committee in self.committees():
            if request.path == f"{ROOT}/{slug(committee)}s-moeder":
                year = int(request.query.get("year", self.year))
                return 200, HTML, self.committee(committee, year)
        for meeting in self.meetings:
            if request.path == path_of(meeting):
                return 200, HTML, page(meeting)
        return GONE

    def committee(self, committee: str, year: int) -> str:
        held = (m for m in self.meetings if m.committee == committee and m.date.year == year)
        rows = (f'<li><a href="{path_of(m)}">{m.kind}</a></li>' for m in held)
        return f"<html><body><h1>{committee}s møder</h1><ul>{''.join(rows)}</ul></body></html>"


def page(meeting: Held) -> str:
    day = f"{meeting.date.day}. {MONTHS.split()[meeting.date.month - 1]} {meeting.date.year}"
    parts = [
        f"<h1>{meeting.committee}s møde den {day}</h1>",
        f"<p>Mødelokale 1 kl. {meeting.start.replace(':', '.')}</p>",
        f"<p>{meeting.kind.capitalize()}</p>",
    ]
    for item in meeting.items:
        parts.append(
            f'<h2><span class="no">{item.number}</span> <span>{item.title}</span></h2>'
            f'<div id="item-{item.number}">'
        )
        parts += (f"<h3>{heading}</h3><p>{text}</p>" for heading, text in item.sections.items())
        parts.append("</div>")
    return f"<html><body>{''.join(parts)}</body></html>"
