"""Parsing HTML that may be hostile.

An HTML parser follows rules that make small files cost much: open formatting is opened again in
every paragraph, the stack of open elements is searched for most tags, and every attribute is
compared with those before it (WHATWG HTML, 13.2.4.3, 13.2.6 and 13.2.5.33). Each rule is bounded
here before the parser sees the text; ordinary pages pay for counting only.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

from ordlyd.errors import UnreadableDocument

MAX_HTML = 20_000_000
MAX_TAGS = 1_000_000
MAX_DEPTH = 1_000
_MAX_NODES = 5_000_000
_MAX_ATTRIBUTES = 2_000
_FEW_TAGS = 20_000  # with fewer, the search of the stack takes a second at worst
_LONG_TAG = 32_768

_NAMES = rb"(?=[bcefinstuBCEFINSTU])(?i:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)"
_STYLED = re.compile(rb"<" + _NAMES + rb"[\s/][^>]*")
_REGULAR = re.compile(rb"<[a-zA-Z]+(?:\s+[\w:-]+=\"[^\"]*\")*\s*/?")
_FORMATTING = re.compile(rb"<(/?)(?=" + _NAMES + rb"[\s/>])")
_PLAIN_FORMATTING = 39  # thirteen names; the parser keeps three alike open at most
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_BLANKS = bytes.maketrans(b"\t\n\f\r", b"    ")
_CONTROLS = bytes(byte for byte in [*range(32), 127] if byte not in b"\t\n\f\r")
_CODED_CONTROL = re.compile(
    rb"(?i)&#(?:0*(?:[0-9]|[12][0-9]|3[01]|127)|x0*(?:1?[0-9a-f]|7f))(?![0-9a-f]);?"
    rb"|&(?:NewLine|Tab);"
)
_OVERLONG = re.compile(rb"<[a-zA-Z][^>]{%d,}" % _LONG_TAG)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
# These never nest in themselves, or have no end tag.
_UNCOUNTED = frozenset(
    rb"area base br col dd dt embed hr img input li link meta option p param source tbody td "
    rb"tfoot th thead tr track wbr".split()
)


def parse_html(html: bytes, *, name: str) -> LexborHTMLParser:
    """Parse HTML in UTF-8; line ends and tabs become blanks, other control characters go.

    Raises:
        UnreadableDocument: More bytes, tags or elements inside one another than the limits
            above, or a tag with thousands of attributes.
    """
    data = html[: MAX_HTML + 1].translate(_BLANKS, _CONTROLS)
    if b"&" in data:
        data = _CODED_CONTROL.sub(b" ", data)
    tags = data.count(b"<")
    excess = _excess(html, data, tags)
    if excess:
        raise UnreadableDocument(
            f"The HTML has {excess}.", document=name, hint="Get the page again from the site."
        )
    return LexborHTMLParser(_disarmed(data, tags))


def _excess(html: bytes, data: bytes, tags: int) -> str:
    """Say what there is too much of, or nothing."""
    if len(html) > MAX_HTML:
        return f"{len(html):,} bytes, more than {MAX_HTML:,}"
    if tags > MAX_TAGS:
        return f"{tags:,} tags, more than {MAX_TAGS:,}"
    if tags > _FEW_TAGS and _depth_exceeds(data, MAX_DEPTH):
        return f"more than {MAX_DEPTH:,} elements inside one another"
    return "a tag with thousands of attributes" if _has_overfull_tag(data) else ""


def _disarmed(data: bytes, tags: int) -> bytes:
    """Give formatting tags other names where opening them again could make too many nodes."""
    styled = Counter(_STYLED.findall(data))
    reopened = _PLAIN_FORMATTING + sum(
        3 if _REGULAR.fullmatch(tag) else count for tag, count in styled.items()
    )
    return data if tags * reopened <= _MAX_NODES else _FORMATTING.sub(rb"<\1x-", data)


def _depth_exceeds(data: bytes, limit: int) -> bool:
    """Whether elements nest more deeply; an end tag counts where it fits the last open one."""
    stack: list[bytes] = []
    for slash, printed in _TAG.findall(data):
        tag = printed.lower()
        if tag in _UNCOUNTED:
            continue
        if not slash:
            stack.append(tag)
            if len(stack) > limit:
                return True
        elif stack and stack[-1] == tag:
            stack.pop()
    return False


def _has_overfull_tag(data: bytes) -> bool:
    windows = range(0, len(data), _LONG_TAG)
    if all(data.find(b">", at, at + _LONG_TAG) >= 0 for at in windows):
        return False
    tags = (_QUOTED.sub(b" ", match[0]) for match in _OVERLONG.finditer(data))
    return any(len(re.findall(rb"[^\s/]+", tag)) > _MAX_ATTRIBUTES for tag in tags)
