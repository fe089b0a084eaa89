"""Meeting pages of sites whose parts are known by CSS selectors.

What a page looks like is data (:class:`Page`, one for each look, in ``plugins/layouts``); the
reading is the same for all. Items are found by the elements that print their titles, and what
follows a title belongs to it until the next, however the site nests its boxes: for of most sites
the titles, headings and numbers are known, and the boxes around them are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.errors import NotMinutes
from ordlyd.headings import Heading, classify
from ordlyd.lines import Document, Line
from ordlyd.lines.builder import Builder
from ordlyd.lines.fields import FieldReader, node_attribute, node_text, web_address
from ordlyd.lines.firstagenda import attachment_lines, host_of, is_closed, said
from ordlyd.lines.front import front_lines
from ordlyd.model import SectionKind

_ANYTHING: re.Pattern[str] = re.compile(r"(?P<title>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """How one look of page prints a meeting. Selectors are CSS; an empty one selects nothing.

    Attributes:
        sign: Selectors each of which some element matches where a page has this look.
        item: The elements that print the items' titles.
        title: What such an element says, with a group ``title`` and, where it stands there, a
            group ``number``; an element that says something else opens no item.
        number: The elements that print the items' numbers, each before its title; where one
            has an attribute ``data-number``, that is the number.
        within: Where items stand: selectors and the kind of meeting they tell ("" for none).
            The first in which an item is found is read.
        headings: The elements that head sections. Of those, the levels count whose words are
            known headings somewhere on the page; others are sub-headings and belong to the text.
        known: Elements that head a section where they open a line with known words; only on a
            page on which ``headings`` finds none for certain.
        words: Headings that this look adds to the common vocabulary, folded, as ``Layout`` has.
        front: Patterns over what stands before the first item, line by line, after the page's
            own address and title. Their groups are named as marks: ``kind``, ``committee``,
            ``date``, ``place``, and for lists of people ``participants`` and ``absent``.
        notes: Patterns for whole lines inside items that are no text. A group ``case_number``
            is the item's; everything else is noise.
        skip: Furniture inside the items.
        attachments: Elements that each stand for one attachment of their item.
        address: An attachment's address, made of the element's attributes.
        box: The elements that each hold one item, title and all, and say which it is.
        item_id: The source's id of an item, made of its box's attributes.
        item_link: The item's own page, made of them.
    """

    sign: tuple[str, ...]
    item: str
    title: re.Pattern[str] = _ANYTHING
    number: str = ""
    within: tuple[tuple[str, str], ...] = (("main", ""), ("body", ""))
    headings: str = "h2, h3, h4, h5, h6"
    known: str = ""
    words: Mapping[str, SectionKind] = field(default_factory=dict)
    front: tuple[re.Pattern[str], ...] = ()
    notes: tuple[re.Pattern[str], ...] = ()
    skip: str = ""
    attachments: str = ""
    address: str = "{href}"
    box: str = ""
    item_id: str = ""
    item_link: str = ""


def fits(page: Page, tree: LexborHTMLParser) -> bool:
    """Whether a page has this look."""
    return all(tree.css_first(selector) is not None for selector in page.sign)


def read_selected(
    tree: LexborHTMLParser, page: Page, data: bytes, *, name: str, look: str
) -> Document:
    """Read a page of a known look into lines with marks.

    Args:
        tree: The page, parsed within the limits of :func:`ordlyd.lines.markup.parse_html`.
        page: Its look.
        data: The bytes that were parsed.
        name: File name or address, for messages; an address also tells where links lead.
        look: The look's name.

    Raises:
        NotMinutes: The page has the look's sign, but no item.
    """
    kind, roots, titles = _region(tree, page)
    if tree.body is None or not titles:
        raise NotMinutes(
            f"The page has the look {look}, but no item: “{page.item}” was looked for.",
            document=name,
            hint="Is it the list of meetings, or a page that a script fills in?",
        )
    address = _address(tree) or (name if host_of(name) else "")
    printed = node_text(tree.css_first("title"))
    shown = "".join(filter(str.isprintable, unquote(address)))
    front = [shown, printed, *_Front(titles[0].node).read_front(tree.body)]
    builder = Builder()
    front_lines(builder, page.front, front, kind=kind)
    reader = _Items(page, titles, base=address)
    _item_lines(builder, page, reader.read_all(roots))
    facts = said({"municipality_host": host_of(address), "title": printed})
    return builder.document(data, name=name, media_type="text/html", facts=facts, look=look)


def _address(tree: LexborHTMLParser) -> str:
    """Return the page's own address, where it states one."""
    places = (
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
        ("[data-url]", "data-url"),
        ("base[href]", "href"),
    )
    stated = [node_attribute(tree.css_first(selector), name) for selector, name in places]
    # The spider's own word is the last of the page, whatever the page says of itself.
    for mark in tree.css("meta[name=ordlyd-source]")[-1:]:
        stated.insert(0, node_attribute(mark, "content"))
    return next((address for address in stated if host_of(address)), "")


class _Title(NamedTuple):
    """An element that opens an item, and what it says."""

    node: LexborNode
    number: str
    title: str
    id: str
    link: str


def _region(
    tree: LexborHTMLParser, page: Page
) -> tuple[str, Sequence[LexborNode], Sequence[_Title]]:
    """Return the first region in which items stand: the kind that it tells, its boxes, titles."""
    titles = list(_titles(tree, page))
    for selector, kind in page.within:
        boxes = _outermost(tree, selector)
        held = {node.mem_id for box in boxes for node in (box, *box.css(page.item))}
        inside = [title for title in titles if title.node.mem_id in held]
        if inside:
            return kind, boxes, inside
    return "", (), ()


def _outermost(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Return the elements that match and stand in no other that does."""
    outermost: list[LexborNode] = []
    covered: set[int] = set()
    for node in tree.css(selector):
        if node.mem_id not in covered:
            outermost.append(node)
            covered.update(inner.mem_id for inner in node.css(selector))
    return outermost


def _titles(tree: LexborHTMLParser, page: Page) -> Iterator[_Title]:
    numbers = {node.mem_id for node in tree.css(page.number)} if page.number else set()
    boxes = {node.mem_id for node in tree.css(page.box)} if page.box else set()
    pending = ""
    for node in tree.css(f"{page.number}, {page.item}" if page.number else page.item):
        if node.mem_id in numbers:
            pending = node_attribute(node, "data-number") or node_text(node).rstrip(".: ")
            continue
        match = page.title.fullmatch(node_text(node))
        number = (match.groupdict().get("number") if match else "") or pending
        if match and (number or not page.number):
            box = _around(node, boxes)
            id_, link = _filled(page.item_id, box), _filled(page.item_link, box)
            yield _Title(node, number, match["title"].strip(), id_, link)
            pending = ""


def _around(node: LexborNode, boxes: Set[int]) -> Mapping[str, str]:
    """Return the attributes of the innermost box that an element stands in."""
    inner: LexborNode | None = node if boxes else None
    while inner is not None and inner.mem_id not in boxes:
        inner = inner.parent
    return _attributes(inner) if inner is not None else {}


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: (value or "").strip() for name, value in node.attributes.items()}


def _filled(template: str, attributes: Mapping[str, str]) -> str:
    """Fill a template with attributes; empty where one that it names is missing."""
    try:
        return template.format_map(attributes)
    except KeyError:
        return ""


class _Reached(Exception):
    """The first item: the front ends here."""


class _Front(FieldReader):
    """Reads what stands before the first item."""

    def __init__(self, first: LexborNode) -> None:
        self._parts = Builder()
        super().__init__(self._parts)
        self._hand(first, self._stop)

    def read_front(self, body: LexborNode) -> list[str]:
        """Return the lines before the first item."""
        try:
            self.read(body)
        except _Reached:
            self._end_line()
        return [line.text for line in self._parts.lines if not line.blank]

    def _stop(self, _node: LexborNode) -> None:
        raise _Reached


class _Items(FieldReader):
    """Reads the items: what follows a title is its item's until the next."""

    def __init__(self, page: Page, titles: Sequence[_Title], *, base: str) -> None:
        self._parts = Builder()
        super().__init__(self._parts, base=base)
        self._page = page
        self._titles = {title.node.mem_id: title for title in titles}
        self._found: list[tuple[str, str, str]] = []
        self._opened = False

    def read_all(self, roots: Iterable[LexborNode]) -> list[Line]:
        """Return the lines of all items, each after one marked ``item``."""
        roots = list(roots)
        self._prepare(roots)
        for root in roots:
            if root.mem_id in self._handed:
                self._handed[root.mem_id](root)
            else:
                self.read(root, headed=True)
        self._close_item()
        return self._parts.lines

    def _prepare(self, roots: Sequence[LexborNode]) -> None:
        """Say what is to be done with which element; the last word counts."""
        page = self._page
        heads = [n for n in _within(roots, page.headings) if n.mem_id not in self._titles]
        bold = _within(roots, page.known)
        levels = _levels(heads, bold, page)
        for node in heads:
            if node.tag in levels:
                self._hand(node, self._head)
            elif node.tag == "h3":  # elsewhere it heads sections, here it is a sub-heading
                self._hand(node, lambda sub: self._paragraph(node_text(sub)))
        for nodes, act in (
            (() if _strong(heads, page) else bold, self._head_if_known),
            (_within(roots, page.attachments), self._attach),
            (_within(roots, page.number), self._leave_out),
            (_within(roots, page.skip), self._leave_out),
        ):
            for node in nodes:
                if not node_attribute(node, "data-number"):
                    self._hand(node, act)
        for title in self._titles.values():
            self._hand(title.node, self._open_item, frames=True)

    def _leave_out(self, _node: LexborNode) -> None:
        self._break()

    def _open_item(self, node: LexborNode) -> None:
        self._close_item()
        self._opened = True
        title = self._titles[node.mem_id]
        closed = "true" if is_closed(title.title) else ""
        url = web_address(title.link, self._base) if title.link else None
        data = {"number": title.number, "id": title.id, "url": url or "", "closed": closed}
        self._parts.add(title.title, "item", said(data))
        self._mark, self._prefix = "lead", ""
        self._gap = self._follows = False

    def _close_item(self) -> None:
        self._end_line()
        if self._opened:  # before the first item there are buttons for the whole meeting
            attachment_lines(self._parts, self._found)
        self._found = []

    def _head(self, node: LexborNode) -> None:
        text = node_text(node).rstrip(":")
        if self._joining or self._lists:
            self._take_up(text)
        elif text:
            self._end_line()
            self._parts.add(text, "heading")
            self._mark, self._gap, self._follows = "body", False, False

    def _head_if_known(self, node: LexborNode) -> None:
        text = node_text(node)
        opens = not (self._pieces or self._joining or self._lists)
        if opens and _heading(text, self._page) is not None:
            self._head(node)
        else:
            self._take_up(node.text_lexbor())

    def _attach(self, node: LexborNode) -> None:
        self._break()
        said_of = _attributes(node)
        address = _filled(self._page.address, {k: quote(v) for k, v in said_of.items()})
        if "href" in said_of:
            address = said_of["href"]
        if not address:
            return
        title = node_text(node) or said_of.get("data-name", "")
        url = web_address(address, self._base) or address
        self._found.append((title, said_of.get("data-id", ""), url))


def _within(roots: Iterable[LexborNode], selector: str) -> list[LexborNode]:
    return [node for root in roots for node in root.css(selector)] if selector else []


def _strong(nodes: Iterable[LexborNode], page: Page) -> set[str]:
    """Return the tags of elements whose words are always a heading."""
    said_by = ((node.tag or "", _heading(node_text(node), page)) for node in nodes)
    return {tag for tag, heading in said_by if heading is not None and heading.strong}


def _levels(heads: Sequence[LexborNode], bold: Sequence[LexborNode], page: Page) -> set[str]:
    """Return the tags that head sections on this page: those that do so for certain, if any."""
    if certain := _strong(heads, page):
        return certain
    known = {node.tag or "" for node in heads if _heading(node_text(node), page) is not None}
    return known if known or _strong(bold, page) else {node.tag or "" for node in heads}


def _heading(text: str, page: Page) -> Heading | None:
    return classify(text, page.words)


def _item_lines(builder: Builder, page: Page, lines: Sequence[Line]) -> None:
    """Add the items' lines, each item's case number first, and attachments marked as such."""
    starts = [i for i, line in enumerate(lines) if line.mark == "item"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        notes = {i: note for i in range(start + 1, end) if (note := _note(lines[i], page))}
        builder.add(lines[start].text, "item", lines[start].data)
        numbers = (note.groupdict().get("case_number") for note in notes.values())
        if number := next(filter(None, numbers), ""):
            builder.add(number.strip(), "case_number")
        under_attachments = False
        for i in range(start + 1, end):
            line = lines[i]
            if line.mark == "heading":
                heading = _heading(line.text, page)
                under_attachments = heading is not None and heading.kind == "attachments"
            if i in notes:
                continue
            if under_attachments and line.mark in ("body", "row") and not line.blank:
                url = line.data.get("href", "").partition(" ")[0]
                builder.add(line.text.removeprefix("- "), "attachment", said({"url": url}))
            else:
                builder.add(line.text, line.mark, line.data)


def _note(line: Line, page: Page) -> re.Match[str] | None:
    if line.mark == "heading" or line.blank:
        return None
    text = line.text.removeprefix("- ")
    return next(filter(None, (pattern.fullmatch(text) for pattern in page.notes)), None)
