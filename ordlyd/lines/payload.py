"""FirstAgenda's answer to ``/api/agenda/dagsorden/{id}``: JSON with the items' text as HTML.

Source of the fields: ``docs/reading.md``. What is null or missing is unknown; what has another
type than expected is an error that names its place, for then the platform has changed.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from ordlyd.errors import NotMinutes, UnreadableDocument
from ordlyd.headings import classify
from ordlyd.kinds import names_minutes, names_supplement
from ordlyd.lines import Document, Mark
from ordlyd.lines.builder import NO_DATA, Builder
from ordlyd.lines.fields import FieldReader, tidy
from ordlyd.lines.firstagenda import GUID, NO_ID, attachment_lines, host_of, is_closed, said
from ordlyd.lines.markup import parse_html
from ordlyd.lines.pdf import read_pdf

MAX_JSON = 20_000_000

_EXPECTED = ("Dagsordenpunkter", "Moede", "Udvalg")
_OTHER_PAYLOADS = (
    ("Dagsordner", "a list of search results (soeg)"),
    ("Udvalg", "a list of committees (udvalgsliste)"),
    ("Moeder", "a list of one committee's meetings (udvalg)"),
)
_HALF = re.compile("[\ud800-\udfff]")
_TYPES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}

T = TypeVar("T", str, int, bool, list[Any], dict[str, Any])


@dataclass(frozen=True, slots=True)
class _Node:
    """One JSON object, its place in the payload, and the document it belongs to."""

    values: Mapping[str, Any]
    place: str
    document: str

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return a value of the expected type, or ``None`` where it is null or missing."""
        value = self.values.get(key)
        if isinstance(value, str):  # JSON may spell half a character, which no text can hold
            value = _HALF.sub("\ufffd", value)
        if value is None or type(value) is kind:
            return value
        raise self._wrong(key, value, kind)

    def text(self, *keys: str) -> str:
        """Return the first of some texts that says anything, tidied, or an empty one."""
        texts = (tidy(str(self.get(key, str) or "")) for key in keys)
        return next((text for text in texts if text), "")

    def id(self, key: str) -> str:
        """Return an id, or an empty text for the one that FirstAgenda uses for none."""
        value = self.text(key)
        return "" if value == NO_ID else value

    def child(self, key: str) -> _Node:
        """Return the object under a key; an empty one where it is null or missing."""
        return _Node(self.get(key, dict) or {}, f"{self.place}{key}.", self.document)

    def children(self, key: str) -> Iterator[_Node]:
        """Yield the objects of a list in printed order; nulls are left out."""
        for index, value in enumerate(self.get(key, list) or ()):
            if isinstance(value, dict):
                yield _Node(value, f"{self.place}{key}[{index}].", self.document)
            elif value is not None:
                raise self._wrong(f"{key}[{index}]", value, dict)

    def _wrong(self, key: str, value: object, kind: type) -> UnreadableDocument:
        found = _TYPES.get(type(value), "a number")
        return UnreadableDocument(
            f"{self.place}{key} is {found} where {_TYPES[kind]} was expected.",
            document=self.document,
            hint="FirstAgenda may have changed its answers; please report it.",
        )


def read_payload(data: bytes, text: str, *, name: str) -> Document:
    """Read a payload into lines with marks, in the order in which the site prints them.

    Raises:
        UnreadableDocument: Cut or malformed JSON, nested too deeply, longer than ``MAX_JSON``
            characters, or a value of an unexpected type.
        NotMinutes: JSON of another shape; says which keys were expected and found.
    """
    payload = _Node(_load(text, name), "", name)
    builder = Builder()
    items = sorted(payload.children("Dagsordenpunkter"), key=_place_in_meeting)
    host = next((host for item in items for host in _hosts(item)), "")
    _meeting_lines(builder, payload)
    reader = FieldReader(builder)
    for item in items:
        _item_lines(builder, reader, item, host)
    facts = {"publication_id": payload.id("Id"), "municipality_host": host}
    return builder.document(
        data,
        name=name,
        media_type="application/json",
        facts=said(facts),
    )


def _load(text: str, name: str) -> Mapping[str, Any]:
    if len(text) > MAX_JSON:
        raise UnreadableDocument(
            f"The JSON has {len(text):,} characters, more than {MAX_JSON:,}.", document=name
        )
    try:
        payload = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            f"The JSON is cut or malformed: {error.msg}.",
            document=name,
            line=error.lineno,
            hint="Get it again.",
        ) from None
    except (RecursionError, ValueError):
        raise UnreadableDocument(
            "The JSON is nested too deeply or holds a number too long to read.", document=name
        ) from None
    if isinstance(payload, dict) and isinstance(payload.get(_EXPECTED[0]), list):
        return payload
    raise _other_shape(payload, name)


def _other_shape(payload: object, name: str) -> NotMinutes:
    found = list(payload) if isinstance(payload, dict) else []
    other = next((what for key, what in _OTHER_PAYLOADS if key in found), "")
    keys = (
        ", ".join(str(key)[:40] for key in found[:8]) or f"{_TYPES.get(type(payload), 'a value')}"
    )
    return NotMinutes(
        f"This is {other}, not an agenda."
        if other
        else f"The JSON is not an agenda: expected {', '.join(_EXPECTED)}; found {keys}.",
        document=name,
        hint="Give the answer to /api/agenda/dagsorden/{id}.",
    )


def _place_in_meeting(item: _Node) -> tuple[bool, int]:
    sorting = item.get("Sorting", int)
    return sorting is None, sorting or 0


def _hosts(item: _Node) -> Iterator[str]:
    for link in (field.text("Link") for field in item.children("Felter")):
        address = host_of(link)
        if address:
            yield address


def _meeting_lines(builder: Builder, payload: _Node) -> None:
    meeting = payload.child("Moede")
    builder.add(_kind(payload, meeting), "kind")
    marks: tuple[tuple[Mark, str], ...] = (
        ("committee", payload.child("Udvalg").text("Navn")),
        ("date", meeting.text("Dato", "MeetingBeginUtc")),
        ("end", meeting.text("MeetingEndUtc")),
        ("place", meeting.text("Sted")),
    )
    for mark, text in marks:
        if text:
            builder.add(text, mark)
    for person in meeting.children("Moededeltagere"):
        if person.text("Name"):
            absent = person.get("Absent", bool) or person.get("ParticipationCancelled", bool)
            builder.add(
                person.text("Name"), "participant", {"absent": "true"} if absent else NO_DATA
            )


def _kind(payload: _Node, meeting: _Node) -> str:
    """Tell minutes by ``Afsluttet``; the name only refines, for it may say agenda of minutes."""
    title = meeting.text("Navn")
    closed = meeting.get("Afsluttet", bool)
    if closed or (closed is None and names_minutes(title)):
        return "Referat"
    supplement = (
        payload.get("TillaegsDagsorden", bool)
        or meeting.get("IsSupplementaryAgenda", bool)
        or names_supplement(title)
    )
    return "Tillægsdagsorden" if supplement else "Dagsorden"


def _item_lines(builder: Builder, reader: FieldReader, item: _Node, host: str) -> None:
    title = item.text("Navn", "Caption")
    data = {
        "number": item.text("Punktnummer", "Number"),
        "id": item.id("Id"),
        "closed": "true" if item.get("IsOpen", bool) is False or is_closed(title) else "",
    }
    builder.add(title, "item", said(data))
    place = len(builder.lines) - 1
    case_number = item.text("SagsNummer", "CaseNumber")
    if case_number:
        builder.add(case_number, "case_number")
    fields = list(item.children("Felter"))
    before = len(builder.lines)
    for field in fields:
        _field_lines(builder, reader, field)
        _pdf_lines(builder, field, said_above=(title, case_number))
    if decision := item.get("ItemDecision", str):  # null in every sample; lost if not
        _html_lines(builder, reader, "Beslutning", decision, item.document)
    if len(builder.lines) == before:  # the text, if there is any, is in a PDF of its own
        data["document_id"] = next((id_ for f in fields if (id_ := f.id("DocumentId"))), "")
        builder.lines[place] = builder.lines[place]._replace(data=said(data))
    attachment_lines(builder, [_attachment(node, host) for node in item.children("Bilag")])


def _field_lines(builder: Builder, reader: FieldReader, field: _Node) -> None:
    html = field.get("Html", str) or field.get("Tekst", str) or ""
    _html_lines(builder, reader, field.text("Navn"), html, field.document)


def _pdf_lines(builder: Builder, field: _Node, *, said_above: tuple[str, ...]) -> None:
    """Add the lines of a PDF that a crawl put in because the item's text is nowhere else."""
    packed = field.get("Pdf", str)
    if not packed:
        return
    try:
        data = base64.b64decode(packed, validate=True)
    except ValueError:
        raise UnreadableDocument(
            f"{field.place}Pdf is no PDF in Base64.", document=field.document
        ) from None
    lines = read_pdf(data, name=f"{field.document}, {field.place}Pdf").lines
    for line in lines:
        text = tidy(line.text)
        if text and text not in said_above:
            known = classify(text)
            mark: Mark = "heading" if known is not None and known.strong else "body"
            builder.add(text, mark, page=line.page)


def _html_lines(builder: Builder, reader: FieldReader, heading: str, html: str, name: str) -> None:
    if heading:
        builder.add(heading, "heading")
    root = parse_html(html.encode("utf-8", "replace"), name=name).body
    if root is not None:
        reader.read(root, headed=bool(heading))


def _attachment(node: _Node, host: str) -> tuple[str, str, str]:
    guid = node.id("Id")
    known = host and GUID.fullmatch(guid)
    return node.text("Navn"), guid, f"https://{host}/vis/pdf/bilag/{guid}" if known else ""
