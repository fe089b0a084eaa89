"""The HTML of an item's text, as lines: what a page and a payload have in common.

A section is opened by an ``h3`` that does not stand in a ``span``; headings inside a ``span``
belong to the text (``docs/reading.md``). The tree is walked node by node without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import Mark
from ordlyd.lines.builder import Builder
from ordlyd.lines.list_marks import ListMarks

MAX_HTML = 20_000_000
MAX_OPEN = 200
"""Deepest nesting of inline formatting: HTML opens it again in every paragraph, so that a few
kilobytes with thousands of it would fill the memory (WHATWG HTML, 13.2.4.3)."""
MAX_DEPTH = 5_000


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_INLINE = _tags("a b big code em font i nobr s small strike strong tt u")
_CELLS = ("td", "th")
_WEB = re.compile(r"(?i)https?://[^\s/]")
_MAX_ADDRESS = 2_000
_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_SKIPPED = _tags(
    "audio button canvas head iframe link meta noscript object script select style svg template "
    "textarea title video"
)
_PARAGRAPHS = _tags("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul caption fieldset")
_BLOCKS = _PARAGRAPHS | _tags(
    "address article aside body center dd details div dt figcaption figure footer form header "
    "html legend li main nav section summary tbody td tfoot th thead tr"
)


def parse_html(html: str, *, name: str) -> LexborHTMLParser:
    """Parse HTML that may be hostile.

    Raises:
        UnreadableDocument: Longer than ``MAX_HTML`` characters, or nested too deeply.
    """
    if len(html) > MAX_HTML:
        raise UnreadableDocument(
            f"The HTML has {len(html):,} characters, more than {MAX_HTML:,}.", document=name
        )
    _refuse_deep(html, name)
    return LexborHTMLParser(html.encode("utf-8", "replace"))


def _refuse_deep(html: str, name: str) -> None:
    inline = depth = 0
    for slash, printed in _TAG.findall(html):
        step = -1 if slash else 1
        tag = printed.lower()
        if tag in _INLINE:
            inline = max(inline + step, 0)
        elif tag not in _VOID:
            depth = max(depth + step, 0)
        if inline > MAX_OPEN or depth > MAX_DEPTH:
            raise UnreadableDocument("The HTML is nested too deeply.", document=name)


def tidy(text: str) -> str:
    """Collapse white space as a browser does, hard blanks too; drop control characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(ch if ch >= " " or ch.isspace() else " " for ch in text).split())


def web_address(href: str) -> str | None:
    """Return an address on the web without blanks, or ``None`` for any other."""
    href = href.strip()
    if not _WEB.match(href) or len(href) > _MAX_ADDRESS:
        return None
    return "".join("%20" if ch.isspace() else ch for ch in href if ch.isprintable() or ch.isspace())


def _is_box(table: LexborNode) -> bool:
    """Whether a table has one cell only: a frame around text, which is no table to a reader."""
    parts = chain.from_iterable(
        (part,) if part.tag == "tr" else part.iter() for part in table.iter()
    )
    cells = (cell for row in parts if row.tag == "tr" for cell in row.iter() if cell.tag in _CELLS)
    return len(list(islice(cells, 2))) == 1


class FieldReader:
    """Turns the HTML of items into lines, counting tables through the document."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._tables = 0
        self._begin()

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._links: list[str] = []
        self._lists: list[ListMarks] = []
        self._shapes = ["box"]  # of what encloses the cells: rows, box or flat
        self._cells: list[str] = []
        self._joining = 0  # cells and headings that are open: their blocks are one line
        self._sections: list[bool] = []  # of the h3 that are open: whether it heads a section
        self._spans = 0
        self._mark: Mark = "lead"
        self._prefix = ""
        self._gap = False
        self._table = 0

    def read(self, root: LexborNode) -> None:
        """Add the lines of one field, the first text before any heading as its lead."""
        self._begin()
        node, depth = root.first_child, 1
        while node is not None:
            child = self._enter(node)
            if child is not None:
                node, depth = child, depth + 1
                continue
            while node.next is None:
                node, depth = node.parent, depth - 1
                if depth == 0 or node is None:
                    self._end_line()
                    return
                self._leave(node.tag)
            node = node.next

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Take up a node; return its first child if its children are to be read."""
        tag = node.tag
        if tag == "-text":
            self._pieces.append(node.text_content or "")
            return None
        if tag is None or tag in _SKIPPED or tag[0] in "-!":
            return None
        opened = _OPENED.get(tag)
        if opened:
            opened(self, node)
        elif tag in _BLOCKS:
            self._boundary(tag)
        child = node.first_child
        if child is None:
            self._leave(tag)
        return child

    def _leave(self, tag: str | None) -> None:
        closed = _CLOSED.get(tag or "")
        if closed:
            closed(self)
        elif tag in _BLOCKS:
            self._boundary(tag)

    def _boundary(self, tag: str) -> None:
        if self._joining:
            self._pieces.append(" ")
            return
        self._end_line()
        if tag in _PARAGRAPHS and not self._lists:
            self._gap = True

    def _take(self) -> str:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        return text

    def _take_links(self) -> dict[str, str]:
        links = " ".join(dict.fromkeys(self._links))
        self._links.clear()
        return {"href": links} if links else {}

    def _end_line(self) -> None:
        if not self._pieces:
            return
        blank = "\xa0" in self._pieces
        text = self._take()
        if text:
            prefix = "" if text.startswith(self._prefix) else self._prefix
            self._add(prefix + text, self._mark, self._take_links())
            self._mark, self._prefix = "body", ""
        elif blank:
            self._gap = True

    def _add(self, text: str, mark: Mark, data: dict[str, str]) -> None:
        if (
            self._gap
            and self._builder.lines
            and self._builder.lines[-1].mark in ("body", "lead", "row")
        ):
            self._builder.add("", "body")
        self._gap = False
        self._builder.add(text, mark, data)

    def _br(self, _node: LexborNode) -> None:
        if self._joining:
            self._pieces.append(" ")
        elif "".join(self._pieces).strip():
            self._end_line()
        else:
            self._gap = True

    def _open_span(self, _node: LexborNode) -> None:
        self._spans += 1

    def _close_span(self) -> None:
        self._spans -= 1

    def _open_heading(self, _node: LexborNode) -> None:
        self._boundary("h3")
        heads = not (self._spans or self._joining or self._lists)
        self._sections.append(heads)
        self._joining += heads

    def _close_heading(self) -> None:
        if not self._sections.pop():
            self._boundary("h3")
            return
        self._joining -= 1
        text = self._take()
        self._gap = False
        self._mark = "body" if text else "lead"
        if text:
            self._builder.add(text, "heading", self._take_links())

    def _open_link(self, node: LexborNode) -> None:
        address = web_address(node.attributes.get("href") or "")
        if address:
            self._links.append(address)

    def _open_list(self, node: LexborNode) -> None:
        self._boundary("ol")
        self._lists.append(ListMarks(node))

    def _close_list(self) -> None:
        self._end_line_or_blank()
        self._lists.pop()
        self._prefix = ""
        self._gap = not self._lists

    def _end_line_or_blank(self) -> None:
        if self._joining:
            self._pieces.append(" ")
        else:
            self._end_line()

    def _open_list_item(self, node: LexborNode) -> None:
        self._end_line_or_blank()
        if self._lists and not self._joining:
            self._prefix = self._lists[-1].mark(node)

    def _open_table(self, node: LexborNode) -> None:
        self._boundary("table")
        box = not self._joining and _is_box(node)
        self._shapes.append("box" if box else "flat" if self._joining else "rows")
        self._table = 0

    def _close_table(self) -> None:
        self._shapes.pop()
        self._boundary("table")

    def _open_cell(self, _node: LexborNode) -> None:
        self._end_line_or_blank()
        if self._shapes[-1] == "rows":
            self._joining += 1

    def _close_cell(self) -> None:
        if self._shapes[-1] != "rows":
            self._end_line_or_blank()
            return
        self._joining -= 1
        self._cells.append(self._take())

    def _close_row(self) -> None:
        if self._shapes[-1] != "rows":
            self._end_line_or_blank()
            return
        cells, self._cells = self._cells, []
        if any(cells):
            self._add_row("\t".join(cells))

    def _add_row(self, text: str) -> None:
        if not self._table:
            self._tables += 1
            self._table = self._tables
        if self._mark == "lead":
            self._builder.add("", "lead")
            self._mark = "body"
        self._add(text, "row", {"table": str(self._table), **self._take_links()})


_OPENED: dict[str, Callable[[FieldReader, LexborNode], None]] = {
    "a": FieldReader._open_link,
    "br": FieldReader._br,
    "h3": FieldReader._open_heading,
    "li": FieldReader._open_list_item,
    "ol": FieldReader._open_list,
    "span": FieldReader._open_span,
    "table": FieldReader._open_table,
    "td": FieldReader._open_cell,
    "th": FieldReader._open_cell,
    "ul": FieldReader._open_list,
}
_CLOSED: dict[str, Callable[[FieldReader], None]] = {
    "br": lambda _reader: None,
    "h3": FieldReader._close_heading,
    "li": FieldReader._end_line_or_blank,
    "ol": FieldReader._close_list,
    "span": FieldReader._close_span,
    "table": FieldReader._close_table,
    "td": FieldReader._close_cell,
    "th": FieldReader._close_cell,
    "tr": FieldReader._close_row,
    "ul": FieldReader._close_list,
}
