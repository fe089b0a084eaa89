"""FirstAgenda Publication: one list of everything, one JSON answer for each publication.

Source of the addresses and fields: ``docs/crawling.md``. The number of a publication is no
identity: it changes when a council publishes again, and the former then answers with HTTP 500.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date as Date
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from ordlyd.dates import in_copenhagen
from ordlyd.errors import UnreadableDocument
from ordlyd.kinds import names_supplement
from ordlyd.lines.markup import parse_html
from ordlyd.model import MeetingKind
from ordlyd.municipality import Municipality
from spiders.portal import (
    GONE,
    MAX_DOCUMENT,
    MAX_FILE,
    Answer,
    BrokenDocument,
    BrokenListing,
    Fetch,
    InPart,
    Listed,
    ListedFile,
    More,
    checked_file,
    is_page,
    parse_json,
    without_marks,
)

_JSON = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
_NO_ID = "00000000-0000-0000-0000-000000000000"
_CLOSED = re.compile(r"(?i)\blukket\b")
_TERM = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")
_SPEAKS = re.compile(r"(?:^|>)\s*(?!Dagsordenspunkt\s*<)[^<>\s]|(?i:<img\b)")
_STANDING = re.compile(
    r"(?i)\b(?:godkendelse af (?:dagsorden|referat)|meddelelser|eventuelt|underskrift\w*"
    r"|lukkede? punkt\w*|spørgeti\w+|aktuelle sager|gensidig orientering)"
)
_MAX_PDFS = 60
"""Items of one meeting whose text is fetched as a PDF."""


_WHOLE_ONLY = "only the PDF of the whole meeting could be had"


class FirstAgenda:
    """FirstAgenda Publication, for one municipality on it."""

    name: ClassVar[str] = "firstagenda"
    gone_statuses: ClassVar[frozenset[int]] = GONE | {500}
    file_hosts: ClassVar[tuple[str, ...]] = (
        ".firstagenda.com",
        "firstagenda-4.s3.eu-west-1.amazonaws.com",
    )

    def __init__(
        self,
        town: Municipality,  # noqa: ARG002 - every portal takes one
        base_url: str,
        *,
        since: Date | None,  # noqa: ARG002 - one list holds it all
        committee: str | None,  # noqa: ARG002 - the same
    ) -> None:
        self._base = base_url

    def start(self) -> Iterable[Fetch]:
        """Have the front page give its cookie, then ask for the list."""
        yield Fetch(f"{self._base}/", "session")
        yield Fetch(f"{self._base}/api/agenda/udvalgsliste", "listing", _JSON)

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield every publication of every committee.

        Raises:
            BrokenListing: After everything that could be told, when something could not.
        """
        payload = parse_json(answer, BrokenListing)
        groups = payload.get("Udvalg") if isinstance(payload, dict) else None
        if not isinstance(groups, dict):
            raise BrokenListing("the list has no committees (“Udvalg”)")
        faults: list[str] = []
        for group, committees in groups.items():
            for committee in _objects(committees, f"Udvalg.{group}", faults):
                place = f"{group}, {committee.get('Navn')}"
                for meeting in _objects(committee.get("Moeder"), place, faults):
                    try:
                        yield self._listed(group, committee, meeting)
                    except (TypeError, ValueError) as error:
                        faults.append(f"{place}: {error}")
        if faults:
            raise BrokenListing(f"{len(faults)} entries cannot be told: {faults[0]}"[:300])

    def document(self, listed: Listed) -> Fetch:
        """Return the request for one publication; failing that, for all of it as a PDF."""
        number = quote(listed.source_id)
        whole = Fetch(
            f"{self._base}/vis/pdf/dagsorden/{number}",
            "document",
            max_bytes=MAX_DOCUMENT,
            meta={"whole": True},
            files=True,
        )
        return Fetch(listed.url, "document", _JSON, max_bytes=MAX_DOCUMENT, otherwise=whole)

    def accept(self, listed: Listed, answer: Answer) -> bytes | InPart:
        """Check a publication, and send for what it has in a PDF only.

        Raises:
            BrokenDocument: It is another one, or none.
            More: The text of an item, or of all, is in a PDF.
        """
        _follow_frame(answer)
        if answer.fetch.meta.get("whole"):
            if not _is_pdf(answer.body):
                raise BrokenDocument("the answer is no PDF")
            return InPart(answer.body, (_WHOLE_ONLY,))
        if "waiting" in answer.fetch.meta:
            return self._with_pdf(listed, answer)
        payload = parse_json(answer, BrokenDocument)
        items = payload.get("Dagsordenpunkter") if isinstance(payload, dict) else None
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BrokenDocument("the answer is no agenda (“Dagsordenpunkter” is missing)")
        found = payload.get("Id")
        if found not in (None, _NO_ID) and str(found).casefold() != listed.source_id.casefold():
            raise BrokenDocument(f"the answer is another agenda ({str(found)[:40]})")
        waiting = [index for index, item in enumerate(items) if _in_pdf_only(item)][:_MAX_PDFS]
        if waiting:
            raise More(self._ask_for_pdf(InPart(answer.body), waiting, items))
        return answer.body

    def file(self, listed: ListedFile) -> Fetch | None:
        """Return the request for an attachment; the answer comes from another host."""
        if not listed.id:
            return None
        address = f"{self._base}/vis/pdf/bilag/{quote(listed.id)}/?redirectDirectlyToPdf=true"
        return Fetch(address, "file", max_bytes=MAX_FILE, files=True)

    def accept_file(self, listed: ListedFile, answer: Answer) -> bytes:  # noqa: ARG002 - the contract's
        """Return a file's bytes.

        Raises:
            BrokenDocument: It is empty, or a page.
            More: It is a page with the file in a frame.
        """
        _follow_frame(answer)
        return checked_file(answer)

    def stable(self, body: bytes) -> bytes:
        """Leave out generator marks and signed addresses."""
        return without_marks(body)

    def _listed(
        self, group: str, committee: Mapping[str, Any], meeting: Mapping[str, Any]
    ) -> Listed:
        name = _words(meeting.get("Navn"))
        begins = _moment(meeting.get("Dato") or meeting.get("MeetingBeginUtc"))
        number = _id(meeting.get("Id"))
        if begins is None:
            raise ValueError("a meeting without a date")
        if not number:
            raise ValueError(f"a meeting on {begins:%Y-%m-%d} without an id")
        body = _words(committee.get("Navn"))
        term = _TERM.search(body) or _TERM.search(group)
        ends = _moment(meeting.get("MeetingEndUtc"))
        facts = {
            "group": group,
            "place": _words(meeting.get("Sted")),
            "end": f"{ends:%H:%M}" if ends else "",
            "term": f"{term[1]}-{term[2]}" if term else "",
        }
        return Listed(
            source_id=number,
            url=f"{self._base}/api/agenda/dagsorden/{quote(number)}",
            page_url=f"{self._base}/vis?id={quote(number)}",
            committee=_TERM.sub("", body).strip(" -–,()") or body,
            committee_key=_id(committee.get("Id")) or body,
            date=begins.date(),
            start=f"{begins:%H:%M}",
            kind=_kind(meeting, name),
            closed=bool(_CLOSED.search(name)),
            released=_moment(meeting.get("ReleasedDate")),
            name=name,
            facts={key: value for key, value in facts.items() if value},
        )

    def _ask_for_pdf(self, had: InPart, waiting: list[int], items: list[dict[str, Any]]) -> Fetch:
        """Return the request for an item's PDF; failing that, for the file it was made from."""
        item = items[waiting[0]]
        number, document = quote(_id(item.get("Id"))), quote(_id(item["Felter"][0]["DocumentId"]))
        meta = {"had": had, "waiting": waiting, "problems": []}
        source = Fetch(
            f"{self._base}/Pdf/HentEksternPdf?documentId={document}",
            "document",
            max_bytes=MAX_DOCUMENT,
            meta=meta,
            files=True,
        )
        return Fetch(
            f"{self._base}/vis/pdf/dagsordenpunkt/{number}",
            "document",
            max_bytes=MAX_DOCUMENT,
            meta=meta,
            otherwise=source,
            files=True,
        )

    def _with_pdf(self, listed: Listed, answer: Answer) -> InPart:
        """Put an item's PDF into the payload, where it is read; then send for the next one.

        One that cannot be had is left out and named.
        """
        had: InPart = answer.fetch.meta["had"]
        waiting: list[int] = answer.fetch.meta["waiting"]
        payload = json.loads(had.body)
        item = payload["Dagsordenpunkter"][waiting[0]]
        if answer.status and _is_pdf(answer.body):
            item["Felter"][0]["Pdf"] = base64.b64encode(without_marks(answer.body)).decode()
            body = json.dumps(payload, separators=(",", ":")).encode()
            had = replace(had, body=body)
        else:
            problems = [*answer.fetch.meta["problems"], "" if answer.gone else _no_pdf(answer)]
            if (further := answer.fetch.otherwise) is not None:
                raise More(replace(further, meta={**further.meta, "problems": problems}))
            had = _without_pdf(had, _number(item), next(filter(None, problems), ""))
        if len(had.body) > 2 * MAX_DOCUMENT:
            raise BrokenDocument(f"{listed.title}: its PDFs are too long together")
        if waiting[1:]:
            raise More(self._ask_for_pdf(had, waiting[1:], payload["Dagsordenpunkter"]))
        return had


def _follow_frame(answer: Answer) -> None:
    """Raise ``More`` where files may come, and a page came that shows one in a frame."""
    fetch = answer.fetch
    if not fetch.files or "framed" in fetch.meta or not is_page(answer.body):
        return
    try:
        frame = parse_html(answer.body, name=answer.url).css_first("iframe#pdfframe[src]")
    except UnreadableDocument:
        return
    if frame is not None and (address := frame.attributes.get("src")):
        # Signed for some minutes, and on another host: neither kept nor told.
        raise More(replace(fetch, url=address.strip(), meta={**fetch.meta, "framed": True}))


def _number(item: Mapping[str, Any]) -> str:
    return _words(item.get("Punktnummer") or item.get("Number")) or "without number"


def _no_pdf(answer: Answer) -> str:
    return answer.problem or "the answer is no PDF"


def _without_pdf(had: InPart, number: str, problem: str) -> InPart:
    """Note that an item has no text: the source has none, or its PDF could not be had."""
    if not problem:
        return replace(had, empty=(*had.empty, f"item {number} has neither text nor a PDF"))
    lack = f"the text of item {number} is only in a PDF, which could not be had: {problem}"
    return replace(had, lacks=(*had.lacks, lack))


def _is_pdf(body: bytes) -> bool:
    return b"%PDF-" in body[:1024]


def _objects(value: object, place: str, faults: list[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list; a fault where it is none, for then something may be missing."""
    if not isinstance(value, list):
        faults.append(f"{place} is no list")
        return
    for one in value:
        if isinstance(one, dict):
            yield one
        else:
            faults.append(f"{place} holds what is no object")


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _id(value: object) -> str:
    """Return a number in small letters; nothing for the one that stands for none."""
    number = _words(value).casefold()
    return "" if number == _NO_ID else number


def _moment(value: object) -> datetime | None:
    """Return a point in time in Danish local time, or ``None`` where none is stated.

    Raises:
        ValueError: It is no point in time.
        TypeError: It is no text.
    """
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no time")
    moment = datetime.fromisoformat(value)
    return in_copenhagen(moment)


def _kind(meeting: Mapping[str, Any], name: str) -> MeetingKind:
    """Tell minutes by ``Afsluttet``: the name says “Dagsorden” of minutes in some towns."""
    if meeting.get("Afsluttet"):
        return "minutes"
    supplement = meeting.get("IsSupplementaryAgenda") or names_supplement(name)
    return "supplement" if supplement else "agenda"


def _in_pdf_only(item: Mapping[str, Any]) -> bool:
    """Whether an open item has no word of text, and a PDF of its own.

    Standing items have an empty frame and nothing to say in a PDF either.
    """
    fields = item.get("Felter")
    if item.get("IsOpen") is False or not isinstance(fields, list) or not fields:
        return False
    if not all(isinstance(field, dict) for field in fields):
        return False
    html = "".join(str(field.get("Html") or field.get("Tekst") or "") for field in fields)
    if html and (_SPEAKS.search(html) or _STANDING.search(_words(item.get("Navn")))):
        return False
    has_pdf = bool(_id(fields[0].get("DocumentId")) and _words(fields[0].get("Link")))
    return has_pdf and bool(_id(item.get("Id")))
