"""SBSYS's module for Umbraco (Hedensted): committees' pages, and a list of agendas for each.

Source of the addresses: ``docs/coverage.md``. A committee's page says in three attributes what
its list is to be asked with; all three are needed, and they follow the term of the council.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from ordlyd.text import caseless
from spiders.pages import KIND_UNKNOWN, Pages, kind_of, links, parsed, words

_ROOT = "/politik-og-indflydelse/kommunalbestyrelse-og-udvalg/dagsordener-og-referater"
_TAIL = "-dagsordener-og-referater"
_DAY = re.compile(r"/(\d\d)-(\d\d)-(\d{4})")
_PAGE_OF = re.compile(r"(?i)\s*[-–|]\s*dagsordener og referater.*$")
_SAYS_KIND = re.compile(r"(?i)dagsorden|referat")
_ASKED_WITH = (
    ("folderId", "data-listid"),
    ("pageUrl", "data-pageurl"),
    ("elementId", "data-elementid"),
)


class SbsysUmbraco(Pages):
    """SBSYS in Umbraco; ``portal.overview`` has the path of the page that lists committees."""

    name: ClassVar[str] = "sbsys_umbraco"
    says: ClassVar[re.Pattern[str]] = re.compile(r"\d{1,4}[a-z]?\.")
    sign: ClassVar[str] = "h2"

    def start(self) -> Iterable[Fetch]:
        """Ask for the page that lists the committees."""
        yield Fetch(f"{self._base}{self._root}", "listing", meta={"page": "overview"})

    @property
    def _root(self) -> str:
        return self._town.portal.get("overview", _ROOT)

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the committees' pages, then their lists, then the meetings.

        Raises:
            BrokenListing: No committees, or a committee's page that does not say what to ask.
        """
        page = parsed(answer, BrokenListing)
        step = answer.fetch.meta["page"]
        if step == "overview":
            yield from self._overview(page)
        elif step == "committee":
            yield from self._committee(page, answer.fetch)
        else:
            yield from self._list(page, answer.fetch)

    def _overview(self, page: LexborHTMLParser) -> Iterator[Fetch]:
        found = {
            address.partition("?")[0]
            for href, _ in links(page, "a[href]")
            if (address := self._at(href))
            and urlsplit(address).path.startswith(f"{self._root}/")
            and urlsplit(address).path.endswith(_TAIL)
        }
        if not found:
            raise BrokenListing("the page lists no committees")
        for address in sorted(found):
            yield Fetch(address, "listing", meta={"page": "committee"})

    def _committee(self, page: LexborHTMLParser, fetch: Fetch) -> Iterator[Fetch]:
        title = words(page.css_first("h1")) or words(page.css_first("title"))
        committee = _PAGE_OF.sub("", title) or fetch.url.rpartition("/")[2].removesuffix(_TAIL)
        boxes = [node for node in page.css("[data-listid]") if all(_asked_with(node).values())]
        if not boxes:
            raise BrokenListing(f"the page of {committee} does not say what its list is asked with")
        for box in boxes:
            query = urlencode(_asked_with(box))
            address = f"{self._base}/surface/AgendaSurface/GetAgendaList?{query}"
            meta = {"page": "list", "committee": committee}
            yield Fetch(address, "listing", {"X-Requested-With": "XMLHttpRequest"}, meta=meta)

    def _list(self, page: LexborHTMLParser, fetch: Fetch) -> Iterator[Listed]:
        for href, text in links(page, "a.list__link"):
            address = self._at(href)
            day = _DAY.search(unquote(href))
            if not address or day is None:
                raise BrokenListing(f"a link of the list tells no date: {href[:80]}")
            yield self._listed(address, day, fetch.meta["committee"], text)

    def _listed(self, address: str, day: re.Match[str], committee: str, text: str) -> Listed:
        parts = urlsplit(address)
        agenda = parse_qs(parts.query).get("agenda", [parts.path])[0]
        return Listed(
            source_id=agenda,
            url=address,
            page_url=address,
            committee=committee,
            committee_key=caseless(committee),
            date=Date(int(day[3]), int(day[2]), int(day[1])),
            start=None,
            kind=kind_of(text),
            name=text or "dagsorden eller referat",
            facts={} if _SAYS_KIND.search(text) else KIND_UNKNOWN,
        )


def _asked_with(node: LexborNode) -> dict[str, str]:
    return {key: node.attributes.get(name) or "" for key, name in _ASKED_WITH}
