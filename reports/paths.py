"""Addresses: file names that cannot be steered by foreign text, and links that may be followed.

A file name is made of slugs (``a-z0-9-``, bounded) and a short hash of the whole id, so that two
ids never share a file and no title reaches the file system. Addresses depend on ids alone: they
last when texts, relations or languages change.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import urlsplit

from compare.model import finding_key
from ordlyd.model import Meeting
from ordlyd.stored import StoredItem, StoredMeeting
from ordlyd.text import slug

FRONT = "index.html"
STYLE = "style.css"
RECEIPT = "receipt.html"
SEARCH = "search.html"
SCRIPT = "search.js"
FEEDS = "feeds.html"

ABOUT = "about.html"
MATRIX = "matrix.html"


def short_hash(text: str) -> str:
    """Ten hexadecimal digits that stand for an id in a file name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def meeting_path(stored: StoredMeeting) -> str:
    """Where the page of a meeting lies."""
    return (
        f"meetings/{_folder(stored.meeting)}/{_stem(stored.meeting)}-{short_hash(stored.id)}.html"
    )


def item_path(stored: StoredItem, *, current: bool = True) -> str:
    """Where the page of an item lies; former versions lie beside the current one."""
    name = stored.id if current else stored.version_id
    number = _part(stored.item.number, 12)
    stem = f"{_stem(stored.meeting)}-{number}"
    return f"items/{_folder(stored.meeting)}/{stem}-{short_hash(name)}.html"


def relation_path(a: str, b: str) -> str:
    """Where the page of a pair lies, whatever its kind."""
    name = finding_key(a, b)
    return f"relations/{name[:2]}/{name}.html"


def municipality_path(municipality: str, year: str) -> str:
    """Where a municipality's meetings of one year are listed."""
    return f"municipalities/{_part(municipality, 40)}-{_part(year, 12)}.html"


def group_path(group: str, page: int) -> str:
    """Where a page of all findings of one group lies; pages count from 1."""
    return f"findings/{_part(group, 40)}-{page}.html"


def receipt_path(municipality: str, page: int) -> str:
    """Where the receipt of a municipality lies; pages count from 1."""
    return f"receipts/{_part(municipality, 40)}-{page}.html"


def ledger_path(page: int) -> str:
    """Where a page of the ledger of silent edits lies; pages count from 1, the newest."""
    return f"ledger/{page}.html"


def town_name(municipality: str) -> str:
    """A municipality's slug as it stands in addresses."""
    return _part(municipality, 40)


def feed_path(sort: str, *names: str) -> str:
    """Where a feed lies; names beyond a slug are told apart by a hash of all of them."""
    if not names:
        return f"feeds/{_part(sort, 40)}.atom"
    stem = "-".join(_part(name, 50) for name in names)
    if any(name != _part(name, 50) for name in names) or len(names) > 1:
        stem = f"{stem}-{short_hash('/'.join(names))}"
    return f"feeds/{_part(sort, 40)}/{stem}.atom"


def thread_path(key: str, page: int = 1) -> str:
    """Where a page of a thread lies; the latest steps stand on page 1."""
    return f"threads/{key[:2]}/{key}{f'-{page}' if page > 1 else ''}.html"


def committee_path(municipality: str, committee: str) -> str:
    """Where the page of a committee lies."""
    stem = f"{_part(committee, 50)}-{short_hash(f'{municipality}/{committee}')}"
    return f"committees/{_part(municipality, 40)}/{stem}.html"


def listing_path(name: str, scope: str, tab: str, page: int) -> str:
    """Where a page of a list lies; ``scope`` is a municipality or "all"."""
    return f"{name}/{_part(scope, 40)}-{tab}-{page}.html"


def pair_path(one: str, other: str, page: int) -> str:
    """Where the findings between two municipalities are listed, whichever is named first."""
    first, second = sorted((one, other))
    return f"matrix/{_part(first, 40)}--{_part(second, 40)}-{page}.html"


def news_path(day: str, page: int) -> str:
    """Where what was found on one day is listed."""
    return f"news/{_part(day, 12)}-{page}.html"


def leaf(path: str, number: int) -> str:
    """Where a page goes on; the first keeps its address."""
    return path if number == 1 else f"{path.removesuffix('.html')}-{number}.html"


def root(path: str) -> str:
    """The way from a page back to the top of the site."""
    return "../" * path.count("/")


def web_link(url: str | None) -> str | None:
    """Return an address that a reader may follow, or ``None``.

    Only http and https with a host, and nothing that a browser would strip or guess about.
    """
    if not url or any(ch.isspace() or ord(ch) < 0x20 for ch in url) or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _folder(meeting: Meeting) -> str:
    year = str(meeting.date.year) if meeting.date else "undated"
    return f"{_part(meeting.municipality or '', 40)}/{year}"


def _stem(meeting: Meeting) -> str:
    day = meeting.date.isoformat() if meeting.date else "undated"
    return f"{_part(meeting.committee or '', 50)}-{day}-{meeting.kind}"


@lru_cache(4096)
def _part(text: str, limit: int) -> str:
    return slug(text)[:limit].strip("-") or "unknown"
