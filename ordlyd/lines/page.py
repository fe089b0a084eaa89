"""A meeting's page on a FirstAgenda site, as a browser has it after its script has run.

Only the containers that are known to hold agenda or minutes are read; menus, buttons and other
furniture of the page stay out because nothing asks for them.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.errors import NotMinutes
from ordlyd.lines import Document
from ordlyd.lines.builder import NO_DATA, Builder
from ordlyd.lines.fields import FieldReader, tidy, web_address
from ordlyd.lines.firstagenda import GUID, attachment_lines, host_of, is_closed, said
from ordlyd.lines.markup import parse_html

_KIND = re.compile(r"(?i)\b(till[æa]gs?\w*|\w*referat|\w*dagsorden|\w*protokol)\b")
_ABSENT = re.compile(r"(?i)^\s*(?:afbud|fravær\w*|ikke til stede)(?: (?:fra|med afbud))?\s*:?\s*")
_PRESENT = re.compile(r"(?i)^\s*(?:mødte|deltagere|til stede|medlemmer|mødedeltagere)\s*:\s*")
_CLOSED_NOTICE = re.compile(r"(?i)lukket (?:\w*punkt|sag)\.?")
_ROOTED = re.compile(r"/(?!/)")
_CASE = re.compile(r"(?i)^(?:sagsn\w*|journaln\w*)\.?\s*:?\s+")
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
    heading = tree.css_first("h1.dato")
    rows = body.css(_outermost("tr.punktrow")) if body is not None else []
    if body is None or (heading is None and not rows):
        raise _other_page(text, name)
    facts = _facts(tree)
    builder = Builder()
    _meeting_lines(builder, tree, heading)
    reader = FieldReader(builder)
    for row in rows:
        _item_lines(builder, reader, row, facts.get("municipality_host", ""))
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


def _facts(tree: LexborHTMLParser) -> dict[str, str]:
    addresses = (
        _attribute(tree.css_first(selector), name)
        for selector, name in (
            ("link[rel=canonical]", "href"),
            ("meta[property='og:url']", "content"),
            ("base[href]", "href"),
        )
    )
    facts = {
        "publication_id": _attribute(tree.css_first("#hentHeledagsorden"), "data-id"),
        "municipality_host": next(filter(None, map(host_of, addresses)), ""),
        "title": _text(tree.css_first("title")),
    }
    return said(facts)


def _meeting_lines(builder: Builder, tree: LexborHTMLParser, heading: LexborNode | None) -> None:
    title = _text(heading)
    kind = _KIND.search(title)
    if kind:
        builder.add(title[: kind.end()], "kind")
    committee = _text(tree.css_first(".title .udvalg, .dagsordeninfo .udvalg, span.udvalg"))
    date = (
        _text(tree.css_first(".dagsordeninfo .dato")) or title[kind.end() if kind else 0 :].strip()
    )
    place = _text(tree.css_first(".title .sted, .dagsordeninfo .sted, span.sted"))
    for mark, text in (("committee", committee), ("date", date), ("place", place)):
        if text:
            builder.add(text, mark)  # type: ignore[arg-type]
    cell = tree.css_first("td.deltagere")
    if cell is not None:
        _participant_lines(builder, cell)


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


def _item_lines(builder: Builder, reader: FieldReader, row: LexborNode, host: str) -> None:
    title = _text(row.css_first(".overskrift"))
    labels = [_text(label) for label in row.css(".label")]
    number = next((label for label in labels if label[:1].isdigit()), "")
    guid = GUID.search(row.id or "")
    data = {
        "number": number.rstrip("."),
        "id": guid[0] if guid else "",
        "closed": "true" if any(map(is_closed, [title, *labels])) else "",
    }
    builder.add(title, "item", said(data))
    if case_number := _CASE.sub("", _text(row.css_first(".sagsnummer"))):
        builder.add(case_number, "case_number")
    links = [_attachment(link, host) for link in row.css("a.bilag-link")]
    for inside in row.css(".punkt a.bilag-link, .punkt .pdf-label"):
        inside.decompose()
    before = len(builder.lines)
    for part in row.css(_outermost(".punkt")):
        reader.read(part)
    text = builder.lines[before:]
    if len(text) == 1 and _CLOSED_NOTICE.fullmatch(text[0].text):
        builder.lines[before] = text[0]._replace(mark="noise")
    attachment_lines(builder, links)


def _attachment(link: LexborNode, host: str) -> tuple[str, str, str]:
    href = _attribute(link, "href")
    guid = GUID.search(_attribute(link, "id")) or GUID.search(href)
    if _ROOTED.match(href):
        href = f"https://{host}{href}" if host else href
    else:
        href = web_address(href) or ""
    return _text(link), guid[0] if guid else "", href


def _text(node: LexborNode | None) -> str:
    return tidy(node.text()) if node is not None else ""


def _attribute(node: LexborNode | None, name: str) -> str:
    return ((node.attributes.get(name) if node is not None else "") or "").strip()


def _outermost(selector: str) -> str:
    """Select what stands in no other of its kind, so that nothing is read twice."""
    return f"{selector}:not({selector} *)"
