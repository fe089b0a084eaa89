"""What a FirstAgenda site's pages and payloads have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from ordlyd.lines.builder import Builder

GUID = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NO_ID = "00000000-0000-0000-0000-000000000000"
"""What FirstAgenda writes for no id."""
_CLOSED = re.compile(
    r"(?i)^\s*lukket\s*(?::|$|[-–]\s)|^\s*lukke(?:t|de) punkt|[-–(]\s*lukket punkt\)?\s*$"
)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")


def is_closed(title: str) -> bool:
    """Whether a title or label says that the item was treated behind closed doors."""
    return bool(_CLOSED.search(title))


def guid_in(text: str) -> str:
    """Return the first id in a text; an empty one where there is none, or it stands for none."""
    found = GUID.search(text)
    return found[0] if found and found[0] != NO_ID else ""


def host_of(address: str) -> str:
    """Return the host of a web address in small letters, or an empty text."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return ""
    return host if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else ""


def attachment_lines(builder: Builder, attachments: Sequence[tuple[str, str, str]]) -> None:
    """Add attachments, given as title, id and address, under the heading that sites print."""
    if attachments and builder.lines[-1].text != "Bilag":
        builder.add("Bilag", "heading")
    for title, guid, url in attachments:
        builder.add(title, "attachment", said({"id": guid, "url": url}))


def said(data: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is not said."""
    return {key: value for key, value in data.items() if value}
