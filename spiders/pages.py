"""What portals of sites without an interface share: pages of HTML in place of answers in JSON.

A page is kept as it was received, with one line after it that says where it was had: the reader
learns from it where the page's links lead. What is hashed to tell an edit is the text and the
links, without menus and scripts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.crawled import (
    MAX_DOCUMENT,
    MAX_FILE,
    Answer,
    BrokenAnswer,
    BrokenDocument,
    Fetch,
    Listed,
    ListedFile,
)
from ordlyd.errors import UnreadableDocument
from ordlyd.kinds import names_minutes, names_supplement
from ordlyd.lines.markup import parse_html
from ordlyd.model import MeetingKind
from ordlyd.municipality import Municipality
from ordlyd.text import collapse
from spiders.portal import GONE, checked_file, decode, without_marks

SOURCE = "ordlyd-source"
KIND_UNKNOWN: Mapping[str, str] = {"kind": "unknown"}
"""What a list says of a meeting whose one address holds its agenda and, later, its minutes."""
_MUTE = ["script", "style", "noscript", "template", "svg", "iframe", "nav", "footer"]
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Pages:
    """The part of a portal that is the same wherever a meeting is one page."""

    gone_statuses: ClassVar[frozenset[int]] = GONE
    file_hosts: ClassVar[tuple[str, ...]] = ()
    sign: ClassVar[str]
    """A selector: some element matches on the page of a meeting …"""
    says: ClassVar[re.Pattern[str]] = re.compile("")
    """… and begins so."""

    def __init__(
        self,
        town: Municipality,
        base_url: str,
        *,
        since: Date | None,
        committee: str | None,  # noqa: ARG002 - what comes too much is left out by the spider
    ) -> None:
        self._town = town
        self._base = base_url
        self._since = since

    def today(self) -> Date:
        """Return the day on which it is asked, for lists that are had year by year."""
        return Date.today()

    def document(self, listed: Listed) -> Fetch:
        """Return the request for a meeting's page."""
        return Fetch(listed.url, "document", max_bytes=MAX_DOCUMENT)

    def accept(self, listed: Listed, answer: Answer) -> bytes:
        """Return the page, when it is that of a meeting.

        Raises:
            BrokenDocument: It is another page: an error, a challenge, a list.
        """
        page = parsed(answer, BrokenDocument)
        if not any(self.says.match(words(node)) for node in page.css(self.sign)):
            raise BrokenDocument(f"the page shows no agenda item (“{self.sign}”)")
        return with_source(answer.body, listed.url)

    def stable(self, body: bytes) -> bytes:
        """Return the page's text and links."""
        return words_and_links(body)

    def file(self, listed: ListedFile) -> Fetch | None:
        """Return the request for an attachment, at the address that its page links to."""
        address = self._at(listed.address) or listed.address
        return Fetch(address, "file", max_bytes=MAX_FILE, files=True)

    def accept_file(self, listed: ListedFile, answer: Answer) -> bytes:  # noqa: ARG002 - the contract's
        """Return a file's bytes.

        Raises:
            BrokenDocument: It is empty, or a page.
        """
        return checked_file(answer)

    def _at(self, href: str) -> str:
        """Return the address of a link, on the host in hand; empty where it leads elsewhere."""
        return on_host(self._base, href)


def parsed(answer: Answer, broken: type[BrokenAnswer]) -> LexborHTMLParser:
    """Return an answer as a page; servers that state no charset send UTF-8.

    Raises:
        BrokenAnswer: It is empty, no UTF-8, no page, or too much for a parser.
    """
    text = decode(answer, broken)
    if "<" not in text[:10_000]:
        raise broken("the answer is no page")
    try:
        return parse_html(text.encode(), name=answer.url)
    except UnreadableDocument as error:
        raise broken(error.message) from None


def with_source(body: bytes, url: str) -> bytes:
    """Add where a page was had."""
    mark = f'\n<meta name="{SOURCE}" content="{html.escape(url, quote=True)}">\n'
    return body + mark.encode()


def words_and_links(body: bytes) -> bytes:
    """Return the text of a page and its links, without menus, scripts and marks."""
    try:
        tree = parse_html(body, name="page")
    except UnreadableDocument:
        return without_marks(body)
    tree.strip_tags(_MUTE)
    root = tree.body
    if root is None:
        return without_marks(body)
    said = (
        (node.attributes.get("href") or node.attributes.get("data-id") or "")
        for node in root.css("a[href], [data-id]")
    )
    return without_marks("\n".join([collapse(root.text_lexbor()), *said]).encode())


def on_host(base: str, href: str) -> str:
    """Return an absolute address on the base's host; empty for one that leads elsewhere.

    Sites print the address that they are known by; what stands for them is asked instead.
    """
    try:
        parts = urlsplit(href.strip())
        path = urlsplit(urljoin(f"{base}/", parts._replace(scheme="", netloc="").geturl()))
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or not same_site(base, parts.netloc):
        return ""
    return path._replace(fragment="").geturl()


def same_site(base: str, netloc: str) -> bool:
    """Whether a link without a host, or with one, may be asked at the base.

    A site that is stood in for on loopback prints the host that it is known by.
    """
    own = urlsplit(base)
    bare = own.netloc.removeprefix("www.")
    return not netloc or netloc.removeprefix("www.") == bare or own.hostname in _LOOPBACK


def links(page: LexborHTMLParser | LexborNode, selector: str) -> Iterator[tuple[str, str]]:
    """Yield address and text of links, each address once."""
    seen: set[str] = set()
    for node in page.css(selector):
        href = (node.attributes.get("href") or "").strip()
        if href and href not in seen:
            seen.add(href)
            yield href, words(node)


def words(node: LexborNode | None) -> str:
    """Return the text of an element in one line."""
    return collapse(node.text_lexbor()) if node is not None else ""


def kind_of(*texts: str) -> MeetingKind:
    """Tell minutes and supplements by their names; everything else is an agenda."""
    name = " ".join(texts)
    if names_minutes(name):
        return "minutes"
    return "supplement" if names_supplement(name) else "agenda"
