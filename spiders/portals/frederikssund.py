"""Frederikssund's own site: committees, their years, and a page for each agenda and minutes.

Source of the addresses: ``docs/coverage.md``. An address tells committee, moment and kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from spiders.pages import Pages, kind_of, links, parsed, words

_ROOT = "/Politik/Dagsordener-og-referater"
_COMMITTEE = re.compile(rf"(?i){_ROOT}/(?P<slug>[^/?#]+)/?")
_MEETING = re.compile(
    rf"(?i){_ROOT}/(?P<slug>[^/]+)/(?P<day>\d{{4}}-\d\d-\d\d)_(?P<hour>\d\d)-(?P<minute>\d\d)/"
    r"(?P<kind>[\w-]+)/?"
)
_MEETINGS_OF = re.compile(r"(?i)^(?P<committee>.{3,}?)s møder$")
_FORMER_TERMS = "udvalg-"
"""Committees of former terms stand under pages of another make."""


class Frederikssund(Pages):
    """Frederikssund's site."""

    name: ClassVar[str] = "frederikssund"
    sign: ClassVar[str] = "span.no"
    rolling: ClassVar[bool] = True

    def start(self) -> Iterable[Fetch]:
        """Ask for the list of committees."""
        yield Fetch(f"{self._base}{_ROOT}", "listing")

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the committees' pages, then the meetings of each, year by year.

        Raises:
            BrokenListing: There are no committees.
        """
        page = parsed(answer, BrokenListing)
        committee = answer.fetch.meta.get("committee")
        if committee is not None:
            yield from self._of_committee(page, committee)
            return
        committees = dict(self._committees(page))
        if not committees:
            raise BrokenListing("the page lists no committees")
        for address, name in committees.items():
            for query in ("", *self._years()):
                yield Fetch(f"{address}{query}", "listing", meta={"committee": name})

    def _committees(self, page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
        for href, text in links(page, "a[href]"):
            address = self._at(href)
            match = _COMMITTEE.fullmatch(unquote(urlsplit(address).path)) if address else None
            if match and not match["slug"].casefold().startswith(_FORMER_TERMS):
                named = _MEETINGS_OF.match(text)
                yield address.partition("?")[0], named["committee"] if named else text

    def _years(self) -> list[str]:
        """Return what asks for the years before this one; without it the present year is shown."""
        this = self.today().year
        first = self._since.year if self._since else this - 1
        return [f"?year={year}" for year in range(this - 1, first - 1, -1)]

    def _of_committee(self, page: LexborHTMLParser, committee: str) -> Iterator[Listed]:
        for href, text in links(page, "a[href]"):
            address = self._at(href)
            path = unquote(urlsplit(address).path) if address else ""
            match = _MEETING.fullmatch(path)
            if match:
                yield Listed(
                    source_id=path.rstrip("/").casefold(),
                    url=address,
                    page_url=address,
                    committee=committee or words(page.css_first("h1")) or match["slug"],
                    committee_key=match["slug"].casefold(),
                    date=Date.fromisoformat(match["day"]),
                    start=f"{match['hour']}:{match['minute']}",
                    kind=kind_of(match["kind"]),
                    name=text or match["kind"],
                )
