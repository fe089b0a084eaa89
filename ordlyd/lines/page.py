"""A meeting's page on a FirstAgenda site, as a browser has it after its script has run.

Only the containers that are known to hold agenda or minutes are read; menus, buttons and other
furniture of the page stay out because nothing asks for them.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.errors import NotMinutes
from ordlyd.lines import Document, Mark
from ordlyd.lines.builder import NO_DATA, Builder
from ordlyd.lines.fields import FieldReader, node_attribute, node_text, web_address
from ordlyd.lines.firstagenda import attachment_lines, guid_in, host_of, is_closed, said
from ordlyd.lines.markup import parse_html

_KIND = re.compile(r"(?i)\b(till[æa]gs?\w*|\w*referat|\w*dagsorden|\w*protokol)\b")
_ABSENT = re.compile(r"(?i)^\s*(?:afbud|fravær\w*|ikke til stede)(?: (?:fra|med afbud))?\s*:?\s*")
_PRESENT = re.compile(r"(?i)^\s*(?:mødte|deltagere|til stede|medlemmer|mødedeltagere)\s*:\s*")
_CLOSED_NOTICE = re.compile(r"(?i)lukket (?:\w*punkt|sag)\.?")
_ROOTED = re.compile(r"/(?!/)")
_CASE = re.compile(r"(?i)^(?:sagsn\w*|journaln\w*)\.?\s*:?\s+")
_PARTS = ".overskrift, .label, .sagsnummer, a.bilag-link, .punkt:not(.punkt *)"
_HEAD = "title, base[href], link[rel=canonical], meta[property='og:url']"
_MEETING = ".dato, .udvalg, .sted, .deltagere, #hentHeledagsorden"
_LOOKED_FOR = "“h1.dato” and “tr.punktrow”"
_OTHER_PAGES = (
    (
        "Der opstod en fejl",
        "the site's error page",
        "The id is no longer in use: read the list again.",
    ),
    ("pdfframe", "the frame around a PDF", "Get the PDF itself: add ?redirectDirectlyToPdf=true."),
)


def read_page(data: bytes, text: str, *, name: str) -> Document:
    """Read a meeting's page into lines with marks.

    Raises:
        UnreadableDocument: Longer or nested more deeply than the limits allow.
        NotMinutes: HTML of another page; says what was looked for.
    """
    tree = parse_html(data.removeprefix(BOM_UTF8), name=name)
    body = tree.body
    head = _head(tree)
    rows = body.css("tr.punktrow:not(tr.punktrow *)") if body is not None else []
    if body is None or not (rows or "h1 dato" in head):
        raise _other_page(text, name)
    facts = _facts(head)
    builder = Builder()
    _meeting_lines(builder, head)
    items = [_item(row, facts.get("municipality_host", "")) for row in rows]
    for inside in body.css(".punkt a.bilag-link, .punkt .pdf-label"):
        inside.decompose()  # attachments have lines of their own
    reader = FieldReader(builder)
    for item in items:
        _item_lines(builder, reader, item)
    return builder.document(data, name=name, media_type="text/html", facts=facts)


def _other_page(text: str, name: str) -> NotMinutes:
    for words, what, hint in _OTHER_PAGES:
        if words in text:
            return NotMinutes(f"This is {what}.", document=name, hint=hint)
    return NotMinutes(
        f"The page is not a meeting of a FirstAgenda site: {_LOOKED_FOR} were looked for.",
        document=name,
        hint="Save the meeting's page from a browser, or give the PDF or payload.",
    )


def _head(tree: LexborHTMLParser) -> dict[str, LexborNode]:
    """Find what the page says of the meeting, in one pass; the first of each name counts."""
    found: dict[str, LexborNode] = {}
    for node in [*(tree.head.css(_HEAD) if tree.head else ()), *tree.css(_MEETING)]:
        classes = node_attribute(node, "class").split()
        names = [name for name in ("dato", "udvalg", "sted", "deltagere") if name in classes]
        name = f"{node.tag} {names[0]}" if node.tag == "h1" and names else ""
        found.setdefault(name or (names[0] if names else node.id or node.tag or ""), node)
    return found


def _facts(head: Mapping[str, LexborNode]) -> dict[str, str]:
    sources = (("link", "href"), ("meta", "content"), ("base", "href"))
    addresses = (node_attribute(head.get(tag), name) for tag, name in sources)
    return said(
        {
            "publication_id": node_attribute(head.get("hentHeledagsorden"), "data-id"),
            "municipality_host": next(filter(None, map(host_of, addresses)), ""),
            "title": node_text(head.get("title")),
        }
    )


def _meeting_lines(builder: Builder, head: Mapping[str, LexborNode]) -> None:
    title = node_text(head.get("h1 dato"))
    kind = _KIND.search(title)
    end = kind.end() if kind else 0
    marks: tuple[tuple[Mark, str], ...] = (
        ("kind", title[:end]),
        ("committee", node_text(head.get("udvalg"))),
        ("date", node_text(head.get("dato")) or title[end:].strip()),
        ("place", node_text(head.get("sted"))),
    )
    for mark, text in marks:
        if text:
            builder.add(text, mark)
    if "deltagere" in head:
        _participant_lines(builder, head["deltagere"])


def _participant_lines(builder: Builder, cell: LexborNode) -> None:
    """Names are parted by line breaks, list items or commas; after “Afbud” they are absent."""
    parts = Builder()
    FieldReader(parts).read(cell)
    absent = False
    for line in parts.lines:
        text = line.text.removeprefix("- ")
        if _ABSENT.match(text):
            absent = True
        elif _PRESENT.match(text):
            absent = False
        text = _PRESENT.sub("", _ABSENT.sub("", text))
        for name in filter(None, map(str.strip, re.split("[,;]", text))):
            builder.add(name, "participant", {"absent": "true"} if absent else NO_DATA)


@dataclass(slots=True)
class _Item:
    """What one row of the page holds, by the class of its parts."""

    title: str = ""
    number: str = ""
    id: str = ""
    case_number: str = ""
    closed: bool = False
    texts: list[LexborNode] = field(default_factory=list)
    attachments: list[tuple[str, str, str]] = field(default_factory=list)


def _item(row: LexborNode, host: str) -> _Item:
    item = _Item(id=guid_in(row.id or ""))
    for part in row.css(_PARTS):
        classes = node_attribute(part, "class").split()
        if "punkt" in classes:
            item.texts.append(part)
        elif "bilag-link" in classes:
            item.attachments.append(_attachment(part, host))
        elif "overskrift" in classes:
            item.title = item.title or node_text(part)
        elif "sagsnummer" in classes:
            item.case_number = item.case_number or _CASE.sub("", node_text(part))
        else:
            label = node_text(part)
            item.number = item.number or (label.rstrip(".") if label[:1].isdigit() else "")
            item.closed |= is_closed(label)
    item.closed |= is_closed(item.title)
    return item


def _item_lines(builder: Builder, reader: FieldReader, item: _Item) -> None:
    data = {"number": item.number, "id": item.id, "closed": "true" if item.closed else ""}
    builder.add(item.title, "item", said(data))
    if item.case_number:
        builder.add(item.case_number, "case_number")
    before = len(builder.lines)
    for text in item.texts:
        reader.read(text)
    lines = builder.lines[before:]
    if len(lines) == 1 and _CLOSED_NOTICE.fullmatch(lines[0].text):
        builder.lines[before] = lines[0]._replace(mark="noise")
    attachment_lines(builder, item.attachments)


def _attachment(link: LexborNode, host: str) -> tuple[str, str, str]:
    href = node_attribute(link, "href")
    guid = guid_in(node_attribute(link, "id")) or guid_in(href)
    if _ROOTED.match(href):
        href = f"https://{host}{href}" if host else href
    else:
        href = web_address(href) or ""
    return node_text(link), guid, href
