"""Aalborg's own application: a list of minutes for each committee, a page for each meeting.

Source of the addresses: ``docs/coverage.md``. The committees' numbers are data of the town: no
page lists them, and they change when a new council is constituted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from selectolax.lexbor import LexborNode

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from ordlyd.text import caseless, collapse
from spiders.pages import Pages, kind_of, parsed, words

_APP = "/dagsordenreferat"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ +T](\d\d)[.:](\d\d))?")
_HEADLINE = re.compile(
    r"(?i)^(?:referat|dagsorden)\s+(?:for|fra)\s+(?P<committee>.+?)(?:\s+\d{1,2}\.\s[a-z]+\s\d{4}.*)?$"
)


class Aalborg(Pages):
    """Aalborg's application.

    ``portal.committees`` has the committees' numbers, parted by blanks.
    """

    name: ClassVar[str] = "aalborg"
    says: ClassVar[re.Pattern[str]] = re.compile(r"\d{1,4}[a-z]?\.")
    sign: ClassVar[str] = "h3"
    rolling: ClassVar[bool] = True

    def start(self) -> Iterable[Fetch]:
        """Ask for the list of each committee."""
        for number in self._town.portal.get("committees", "").split():
            address = f"{self._base}{_APP}/?Id={quote(number)}"
            yield Fetch(address, "listing", meta={"number": number})

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the minutes of one committee.

        Raises:
            BrokenListing: It has none: its number changed, or the page did.
        """
        number = answer.fetch.meta["number"]
        found = parsed(answer, BrokenListing).css("a.moede-link[href]")
        faults = 0
        for link in found:
            listed = self._listed(link, number)
            if listed is not None:
                yield listed
            faults += listed is None
        if not found or faults:
            what = f"{faults} of its links tell no date" if found else "it lists no meeting"
            raise BrokenListing(f"committee {number}: {what} (numbers change with a new council)")

    def _listed(self, link: LexborNode, number: str) -> Listed | None:
        # The links lead to a developer's machine: what they ask for is right, the host is not.
        query = urlsplit(collapse(link.attributes.get("href") or "")).query
        moment = _MOMENT.match(parse_qs(query).get("moedetitel", [""])[0])
        if moment is None:
            return None
        said = (collapse(link.attributes.get("title") or "") or words(link))[:300]
        headline = _HEADLINE.match(said)
        committee = headline["committee"] if headline else said
        address = f"{self._base}{_APP}/visreferat?{quote(query, safe='=&%+-_.~')}"
        return Listed(
            source_id=f"{number}?{query}",
            url=address,
            page_url=address,
            committee=committee[:1].upper() + committee[1:] or f"Udvalg {number}",
            committee_key=caseless(committee) or number,
            date=Date.fromisoformat(moment[1]),
            start=f"{moment[2]}:{moment[3]}" if moment[2] else None,
            kind=kind_of(said if headline else "referat"),
            name=said,
        )
