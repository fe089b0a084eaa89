"""The HTML of an item's text, as lines: what a page and a payload have in common.

A section is opened by an ``h3`` that does not stand in a ``span``; headings inside a ``span``
belong to the text (``docs/reading.md``). The tree is walked without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain, islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from ordlyd.lines import Mark
from ordlyd.lines.builder import NO_DATA, Builder
from ordlyd.lines.list_marks import ListMarks

_WEB = re.compile(r"(?i)https?://[^\s/]")
_MAX_ADDRESS = 2_000
_CELLS = ("td", "th")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIPPED = _tags(
    "audio button canvas head iframe link meta noscript object script select style svg template "
    "textarea title video -comment"
)
_PARAGRAPHS = _tags(
    "blockquote caption dl fieldset h1 h2 h3 h4 h5 h6 hr ol p pre table ul"
)  # set apart by a blank line
_BLOCKS = _PARAGRAPHS | _tags(
    "address article aside body center dd details div dt figcaption figure footer form header "
    "html legend li main nav section summary tbody td tfoot th thead tr"
)

# Most text stands in paragraphs, alone or in inline elements only: those are read in one go.
_MIXED = f"p:has(a,br,table,{','.join(sorted(_SKIPPED - {'-comment', 'head', 'link', 'meta'}))})"


def tidy(text: str) -> str:
    """Collapse white space as a browser does, and hard blanks too."""
    if "  " in text or "\n" in text or "\xa0" in text or "\t" in text:
        return " ".join(text.split())
    return text.strip()


def node_text(node: LexborNode | None) -> str:
    """Return the text of an element, or nothing where there is none."""
    return tidy(node.text_lexbor()) if node is not None else ""


def node_attribute(node: LexborNode | None, name: str) -> str:
    """Return an attribute of an element, or nothing where either is lacking."""
    return ((node.attributes.get(name) if node is not None else "") or "").strip()


def web_address(href: str, base: str = "") -> str | None:
    """Return an address on the web without blanks, or ``None`` for any other.

    Args:
        href: As a link has it.
        base: The page's own address, where relative links are to be understood.
    """
    href = href.strip()
    if base:
        try:
            href = urljoin(base, href)
        except ValueError:  # an address that only looks like one
            return None
    if not _WEB.match(href) or len(href) > _MAX_ADDRESS:
        return None
    return "".join(filter(str.isprintable, href)).replace(" ", "%20")


def _is_box(table: LexborNode) -> bool:
    """Whether a table has one cell only: a frame around text, which is no table to a reader."""
    parts = chain.from_iterable((p,) if p.tag == "tr" else p.iter() for p in table.iter())
    cells = (cell for row in parts if row.tag == "tr" for cell in row.iter() if cell.tag in _CELLS)
    return len(list(islice(cells, 2))) == 1


class FieldReader:
    """Turns the HTML of items into lines, counting tables through the document.

    ``base`` is the page's own address, where relative links are to be understood. A reader of
    pages whose parts are known by selectors may take some elements over (:meth:`_hand`).
    """

    def __init__(self, builder: Builder, *, base: str = "") -> None:
        self._builder = builder
        self._base = base
        self._tables = 0
        self._handed: dict[int, Callable[[LexborNode], None]] = {}
        self._around: set[int] = set()  # elements around those
        self._frames: set[int] = set()  # elements that are boxes only, whatever their tag
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
        self._mark: Mark = "lead"  # of the next line of text
        self._prefix = ""
        self._gap = False  # whether a blank line parts the next line from the one before
        self._follows = False  # whether there is one before, in this section
        self._table = 0

    def read(self, root: LexborNode, *, headed: bool = False) -> None:
        """Add the lines of one field; text before any heading is its lead unless headed."""
        self._begin()
        self._mark = "body" if headed else "lead"
        mixed = {node.mem_id for node in root.css(_MIXED)} | self._around
        open_nodes: list[tuple[LexborNode, str]] = []
        node = root.first_child
        while node is not None or open_nodes:
            if node is None:
                node, tag = open_nodes.pop()
                self._leave(tag)
            elif self._handed and node.mem_id in self._handed:
                self._handed[node.mem_id](node)
            elif (tag := node.tag or "") == "-text":
                self._take_up(node.text_content or "")
            elif tag == "p" and node.mem_id not in mixed:
                self._paragraph(node.text_lexbor())
            elif tag not in _SKIPPED:
                if self._frames and node.mem_id in self._frames:
                    tag = "div"
                self._enter(node, tag)
                open_nodes.append((node, tag))
                node = node.first_child
                continue
            node = node.next
        self._end_line()

    def _hand(
        self, node: LexborNode, act: Callable[[LexborNode], None], *, frames: bool = False
    ) -> None:
        """Have an element handed over whole, and not entered.

        ``frames``: the tables, lists and headings around it are layout, not text.
        """
        self._handed[node.mem_id] = act
        outer = node.parent
        known = self._frames if frames else self._around
        while outer is not None and outer.mem_id not in known:  # else all around it are known
            self._around.add(outer.mem_id)
            known.add(outer.mem_id)
            outer = outer.parent

    def _take_up(self, text: str) -> None:
        """Add text to the line; blanks at its start count for nothing but a hard one's gap."""
        if self._pieces or not text.isspace():
            self._pieces.append(text)
        elif "\xa0" in text and not self._joining:
            self._gap = True

    def _enter(self, node: LexborNode, tag: str) -> None:
        opened = _OPENED.get(tag)
        if opened:
            opened(self, node)
        elif tag in _BLOCKS:
            self._boundary(tag)

    def _leave(self, tag: str) -> None:
        closed = _CLOSED.get(tag)
        if closed:
            closed(self)
        elif tag in _BLOCKS:
            self._boundary(tag)

    def _boundary(self, tag: str) -> None:
        self._break()
        if tag in _PARAGRAPHS and not (self._lists or self._joining):
            self._gap = True

    def _break(self) -> None:
        if self._joining:
            self._pieces.append(" ")
        elif self._pieces:
            self._end_line()

    def _take(self) -> str:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        return text

    def _take_links(self) -> dict[str, str]:
        links = " ".join(dict.fromkeys(self._links))
        self._links.clear()
        return {"href": links} if links else {}

    def _paragraph(self, text: str) -> None:
        """Take up a paragraph that is text only."""
        if self._joining or self._lists:
            self._break()
            self._pieces.append(text)
            self._break()
            return
        if self._pieces:
            self._end_line()
        self._gap = True
        if text := tidy(text):
            self._print(text)
            self._gap = True

    def _end_line(self) -> None:
        if text := self._take():
            self._print(text)

    def _print(self, text: str) -> None:
        if self._prefix:
            text = text if text.startswith(self._prefix) else self._prefix + text
            self._prefix = ""
        self._add(text, self._mark, self._take_links() if self._links else NO_DATA)
        self._mark = "body"

    def _add(self, text: str, mark: Mark, data: Mapping[str, str]) -> None:
        if self._gap and self._follows:
            self._builder.add("", "body")
        self._gap, self._follows = False, True
        self._builder.add(text, mark, data)

    def _open_br(self, _node: LexborNode) -> None:
        if not (self._joining or self._pieces):
            self._gap = True
        self._break()

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
        self._gap = self._follows = False
        self._mark = "body" if text else "lead"
        if text:
            self._builder.add(text, "heading", self._take_links())

    def _open_link(self, node: LexborNode) -> None:
        href = (node.attributes.get("href") or "").strip()
        if href and not href.startswith("#") and (address := web_address(href, self._base)):
            self._links.append(address)

    def _open_list(self, node: LexborNode) -> None:
        self._boundary("ol")
        self._lists.append(ListMarks(node))

    def _close_list(self) -> None:
        self._break()
        self._lists.pop()
        self._prefix = ""
        self._gap = not self._lists

    def _open_list_item(self, node: LexborNode) -> None:
        self._break()
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
        self._break()
        if self._shapes[-1] == "rows":
            self._joining += 1

    def _close_cell(self) -> None:
        if self._shapes[-1] != "rows":
            self._break()
            return
        self._joining -= 1
        self._cells.append(self._take())

    def _close_row(self) -> None:
        if self._shapes[-1] != "rows":
            self._break()
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
            self._mark, self._gap = "body", False
        self._add(text, "row", {"table": str(self._table), **self._take_links()})


_OPENED: dict[str, Callable[[FieldReader, LexborNode], None]] = {
    "a": FieldReader._open_link,
    "br": FieldReader._open_br,
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
    "h3": FieldReader._close_heading,
    "li": FieldReader._break,
    "ol": FieldReader._close_list,
    "span": FieldReader._close_span,
    "table": FieldReader._close_table,
    "td": FieldReader._close_cell,
    "th": FieldReader._close_cell,
    "tr": FieldReader._close_row,
    "ul": FieldReader._close_list,
}
