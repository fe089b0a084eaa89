"""Formpipe Meetings+: an overview of about two months, and a page for each committee.

Source of the addresses: ``docs/coverage.md``. Addresses of meetings are read, never built. The
lists show what is recent; what falls off them was not taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import ClassVar
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from ordlyd.text import caseless
from spiders.pages import KIND_UNKNOWN, Pages, links, parsed, words

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[ T,]{1,2}(?:kl\.? ?)?(?P<hour>\d\d)[:.](?P<minute>\d\d))?"
)


class MeetingsPlus(Pages):
    """Meetings+, for one municipality on it."""

    name: ClassVar[str] = "meetingsplus"
    sign: ClassVar[str] = "li.meeting-item-row"
    rolling: ClassVar[bool] = True

    def start(self) -> Iterable[Fetch]:
        """Ask for the overview."""
        yield Fetch(f"{self._base}/overview", "listing")

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the meetings of the overview and its committees, or those of one committee.

        Raises:
            BrokenListing: No overview: neither meetings nor committees are on it.
        """
        page = parsed(answer, BrokenListing)
        committee = answer.fetch.meta.get("committee")
        if committee is not None:
            yield from self._of_committee(page, committee)
            return
        rows = page.css(".meeting-list-item")
        committees = {
            address: text
            for href, text in links(page, "a[href*='/committees/']")
            if (address := self._at(href)) and _is_committee(address)
        }
        if not rows and not committees:
            raise BrokenListing("the overview lists no meeting and no committee")
        for row in rows:
            yield from self._of_links(row, words(row.css_first(".url-text")))
        for address, text in committees.items():
            name = text or address.rpartition("/")[2]
            yield Fetch(address, "listing", meta={"committee": name})

    def _of_committee(self, page: LexborHTMLParser, committee: str) -> Iterator[Listed]:
        box = page.css_first("#committeesRecentContent")
        if box is None:
            raise BrokenListing(f"the page of {committee} has no list of meetings")
        yield from self._of_links(box, words(page.css_first("h1")) or committee)

    def _of_links(self, box: LexborNode, committee: str) -> Iterator[Listed]:
        """Yield a meeting for each link that prints a date, or has one read out."""
        seen: set[str] = set()
        for link in box.css("a[href]"):
            said = f"{words(link)} {link.attributes.get('aria-label') or ''}"
            moment = _MOMENT.search(said)
            address = self._at(link.attributes.get("href") or "")
            if moment is None or not address or address in seen:
                continue
            seen.add(address)
            yield self._listed(address, moment, committee or _slug(address))

    def _listed(self, address: str, moment: re.Match[str], committee: str) -> Listed:
        start = f"{moment['hour']}:{moment['minute']}" if moment["hour"] else None
        return Listed(
            source_id=urlsplit(address).path,
            url=address,
            page_url=address,
            committee=committee,
            committee_key=_slug(address) or caseless(committee),
            date=Date.fromisoformat(moment["day"]),
            start=start,
            kind="agenda",
            name="dagsorden eller referat",
            facts=KIND_UNKNOWN,
        )


def _is_committee(address: str) -> bool:
    return len(urlsplit(address).path.strip("/").split("/")) == 2


def _slug(address: str) -> str:
    """Return the committee's part of an address ``/committees/{slug}/…``, if it has one."""
    parts = urlsplit(address).path.strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] == "committees" else ""
