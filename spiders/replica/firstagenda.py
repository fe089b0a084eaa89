"""A FirstAgenda site: the cookie dance, the list, an answer for each publication, its PDFs.

What it publishes is a list of :class:`Publication` that moves on: a meeting is added, edited
without a sign, published again under new numbers, taken back.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ordlyd.dates import COPENHAGEN
from spiders.replica.server import Asked, Page

NO_ID = "00000000-0000-0000-0000-000000000000"
COOKIE = ".AspNet.Cookies"
_JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache"}
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_ERROR = b"<html><body><h1>Der opstod en fejl</h1></body></html>"


def number(name: str) -> str:
    """Return a GUID that is always the same for one name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"ordlyd/replica/{name}"))


@dataclass(frozen=True)
class Item:
    """One item: its sections as heading and HTML; its number is its place unless given."""

    title: str
    case_number: str = ""
    sections: Sequence[tuple[str, str]] = ()
    attachments: Sequence[str] = ()
    closed: bool = False
    pdf: bytes | None = None
    number: str = ""


@dataclass(frozen=True)
class Publication:
    """One agenda, supplement or set of minutes.

    Attributes:
        name: What its numbers are made of; another name is another publication.
        committee: Name.
        begins: In Danish time.
        items: In order.
        minutes: Whether the meeting has ended.
        title: What the site calls it.
        people: Names; those that open with “-” are absent.
        place: Where it was held.
        payload: The whole answer, where it is given as such.
    """

    name: str
    committee: str
    begins: datetime
    items: Sequence[Item] = ()
    minutes: bool = True
    title: str | None = "Referat"
    people: Sequence[str] = ()
    place: str = "Rådhuset "
    payload: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        """Its number."""
        return str(self.payload["Id"]) if self.payload else number(self.name)


@dataclass
class FirstAgendaSite:
    """One municipality's site; change its attributes to move it on.

    Attributes:
        publications: What it lists now.
        host: What it calls itself in its links.
        group: What the list calls the present term.
        generator: The version that stands in each text, and says nothing.
        dance: Whether it wants the cookie of the front page.
        robots: Its robots.txt; ``None`` for none.
        replaced: Names of attachments that have another number than at first.
        files: Attachments' bytes, by name.
        storage: The address that files are redirected to; its own, where it is empty.
        framed: Whether a file comes as a page with it in a frame, whatever is asked for.
    """

    publications: list[Publication] = field(default_factory=list)
    host: str = "dagsordener.odense.dk"
    group: str = "Udvalg 2026-2029"
    generator: str = "22.1.0"
    dance: bool = True
    robots: str | None = None
    replaced: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    storage: str = ""
    framed: bool = False

    _signatures: Iterator[int] = field(default_factory=itertools.count)

    def edit(self, name: str, before: str, after: str) -> None:
        """Change words of a publication without a sign."""
        for place, publication in enumerate(self.publications):
            if publication.name == name:
                self.publications[place] = _edited(publication, before, after)

    def republish(self, name: str, *, attachments: bool = False) -> None:
        """Publish again under new numbers; those of the attachments, too, or not."""
        for place, publication in enumerate(self.publications):
            if publication.name == name:
                self.publications[place] = replace(publication, name=f"{name}, igen")
                if attachments:
                    self.replaced |= {a for item in publication.items for a in item.attachments}

    def withdraw(self, name: str) -> None:
        """Take a publication back."""
        self.publications = [one for one in self.publications if one.name != name]

    def answer(self, asked: Asked) -> Page:
        """Answer as the platform does."""
        path = asked.path.casefold()
        if path.startswith("/api/v1/signed/"):
            return self._file(path.rpartition("/")[2])
        if path == "/robots.txt":
            return Page(self.robots.encode()) if self.robots is not None else Page(_ERROR, 404)
        if path in ("/", "/home/anonymousauthentication"):
            cookie = {"Set-Cookie": f"{COOKIE}=session; path=/; HttpOnly"}
            return Page(b"<html><body>Dagsordener</body></html>", 200, {**_HTML, **cookie})
        if self.dance and COOKIE not in asked.headers.get("cookie", ""):
            return Page(b"", 302, {"Location": "/Home/AnonymousAuthentication?callback=%2f"})
        if path.startswith("/vis/pdf/bilag/"):
            return self._file_link(path.removeprefix("/vis/pdf/bilag/").rstrip("/"), asked)
        return self._content(path)

    def _file_link(self, wanted: str, asked: Asked) -> Page:
        """Lead to a file's signed address, or show it in a frame."""
        signed = f"{self.storage}/api/v1/signed/{next(self._signatures)}/{wanted}"
        if not self._file(wanted).body:
            return Page(_ERROR, 404, _HTML)
        if self.framed or "redirectDirectlyToPdf=true" not in asked.query:
            frame = f'<iframe id="pdfframe" src="{signed}?x=1&amp;X-Amz-Expires=300"></iframe>'
            return Page(f"<html><title>Dokumentvisning</title>{frame}</html>".encode(), 200, _HTML)
        return Page(b"", 302, {"Location": f"{signed}?x=1&X-Amz-Expires=300"})

    def _file(self, wanted: str) -> Page:
        for name, body in self.files.items():
            if self.file_number(name) == wanted:
                return Page(body, 200, {"Content-Type": "application/pdf"})
        return Page(b"", 404)

    def _content(self, path: str) -> Page:
        start, _, last = path.rpartition("/")
        if path == "/api/agenda/udvalgsliste":
            return _json(self.catalogue())
        found = next((one for one in self.publications if one.id == last), None)
        if start == "/api/agenda/dagsorden":
            return _json(self.payload(found)) if found else Page(_ERROR, 500, _HTML)
        if start == "/vis/pdf/dagsordenpunkt":
            return self._item_pdf(last)
        return Page(_ERROR, 404, _HTML)

    def _item_pdf(self, wanted: str) -> Page:
        for publication in self.publications:
            for place, item in enumerate(publication.items, 1):
                if number(f"{publication.name}#{place}") == wanted and item.pdf:
                    return Page(item.pdf, 200, {"Content-Type": "application/pdf"})
        return Page(_ERROR, 404, _HTML)

    def catalogue(self) -> dict[str, Any]:
        """The answer of udvalgsliste."""
        committees: dict[str, list[Publication]] = {}
        for publication in sorted(self.publications, key=lambda one: one.begins, reverse=True):
            committees.setdefault(publication.committee, []).append(publication)
        rows = [
            {"Id": number(name), "Navn": name, "Moeder": [_row(one) for one in published]}
            for name, published in sorted(committees.items())
        ]
        return {"Udvalg": {self.group: rows}}

    def payload(self, publication: Publication) -> Mapping[str, Any]:
        """The answer of dagsorden/{id}."""
        if publication.payload is not None:
            return publication.payload
        people = [_person(name) for name in publication.people]
        row = _row(publication)
        meeting = {**row, "Id": NO_ID, "MeetingEndUtc": None, "ReleasedDate": None}
        return {
            "Dagsordenpunkter": [
                self._item(publication, place, item)
                for place, item in enumerate(publication.items, 1)
            ],
            "Udvalg": {
                "Id": number(publication.committee),
                "OrganisationId": number("organisation"),
                "Navn": publication.committee,
                "Historisk": False,
            },
            "Moede": {**meeting, "Moededeltagere": people, "Description": "", "SourceId": "3780"},
            "TillaegsDagsorden": False,
            "Id": publication.id,
            "Lydfiler": None,
            "LiveIntegrationEnabled": False,
        }

    def _item(self, publication: Publication, place: int, item: Item) -> dict[str, Any]:
        title = f"Lukket: {item.title}" if item.closed else item.title
        document = number(f"{publication.name}#{place} pdf") if not item.closed else NO_ID
        link = f"https://{self.host}/Vis/Pdf/bilag/{document}" if not item.closed else ""
        field_ = {"Navn": "", "Html": self._html(item), "Tekst": None, "Id": NO_ID}
        return {
            "Lydfiler": None,
            "Felter": [{**field_, "Link": link, "DocumentId": document}],
            "ItemDecision": None,
            "SagsNummer": item.case_number,
            "Navn": title,
            "Punktnummer": item.number or str(place),
            "Bilag": [
                {"HarPdfVersion": "true", "Order": 0, "Navn": name, "Id": self.file_number(name)}
                for name in item.attachments
            ],
            "Id": number(f"{publication.name}#{place}"),
            "AgendaUid": publication.id,
            "Number": item.number or str(place),
            "Sorting": place,
            "IsOpen": not item.closed,
            "CaseNumber": item.case_number,
            "SourceId": str(39000 + place),
            "Caption": title,
        }

    def file_number(self, name: str) -> str:
        """Return the number of an attachment."""
        return number(f"{name}, ny" if name in self.replaced else name)

    def _html(self, item: Item) -> str:
        if item.closed or item.pdf is not None:
            return ""
        noise = (
            f'<meta name="generator" content="Aspose.Words for .NET {self.generator}">'
            "<title>Dagsordenspunkt</title>"
        )
        sections = "\r\n".join(
            f"<h3>{heading}</h3>\r\n<span class='ukendt'>{noise}<div>{text}</div></span>"
            for heading, text in item.sections
        )
        return f"<div><div id='sagsfremstillingContainer'>\r\n\r\n{sections}\r\n</div></div>"


def _edited(publication: Publication, before: str, after: str) -> Publication:
    if publication.payload is not None:
        text = json.dumps(publication.payload, ensure_ascii=False).replace(before, after)
        return replace(publication, payload=json.loads(text))
    items = [
        replace(
            item, sections=[(head, text.replace(before, after)) for head, text in item.sections]
        )
        for item in publication.items
    ]
    return replace(publication, items=items)


def _row(publication: Publication) -> dict[str, Any]:
    begins = publication.begins.astimezone(COPENHAGEN)
    ends = begins + timedelta(hours=2) if publication.minutes else None
    released = begins - timedelta(days=4)
    return {
        "Id": publication.id,
        "MeetingBeginUtc": begins.isoformat(),
        "MeetingEndUtc": ends.isoformat() if ends else None,
        "ReleasedDate": released.isoformat().replace("+", ".1234567+", 1),
        "Dato": begins.isoformat(),
        "Sted": publication.place,
        "Afsluttet": publication.minutes,
        "Moededeltagere": None,
        "Navn": publication.title,
        "Description": None,
        "ElasticSearchResults": None,
        "SourceId": None,
        "IsSupplementaryAgenda": False,
    }


def _person(name: str) -> dict[str, Any]:
    return {
        "Name": name.lstrip("-"),
        "Absent": name.startswith("-"),
        "ParticipationCancelled": name.startswith("-"),
        "AttendanceType": 0,
    }


def _json(value: Mapping[str, Any]) -> Page:
    return Page(json.dumps(value, ensure_ascii=False).encode(), 200, _JSON)
