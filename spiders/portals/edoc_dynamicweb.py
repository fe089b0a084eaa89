"""eDoc in Dynamicweb (Ringkøbing-Skjern): committees, a table of meetings for each, a page each.

Source of the addresses: ``docs/coverage.md``. The server states no charset, and pages hold their
pictures: they may have 4 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from ordlyd.dates import parse_moment
from ordlyd.text import caseless
from spiders.pages import Pages, kind_of, links, parsed, words

_COUNCIL = "/om-kommunen/byraad/dagsorden-og-referat"
_COMMITTEES = "/om-kommunen/politiske-udvalg"
_FORMER = "ref-"
_LIST = re.compile(r"(?i)dagsorden|referat")
_NUMBER = re.compile(r"(?i)[?&]AgendaID=(\d{1,9})")
_CELLS = 3  # number, moment, committee, …


class EdocDynamicweb(Pages):
    """eDoc in Dynamicweb.

    ``portal.council`` and ``portal.committees`` have the paths of the council's list and of the
    page of committees, where they are others than Ringkøbing-Skjern's.
    """

    name: ClassVar[str] = "edoc_dynamicweb"
    sign: ClassVar[str] = ".agenda--card"

    def start(self) -> Iterable[Fetch]:
        """Ask for the council's list and the page of committees."""
        council = self._town.portal.get("council", _COUNCIL)
        yield Fetch(f"{self._base}{council}", "listing", meta={"page": "table"})
        yield Fetch(f"{self._base}{self._committees}", "listing", meta={"page": "committees"})

    @property
    def _committees(self) -> str:
        return self._town.portal.get("committees", _COMMITTEES)

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the committees' pages, then their lists, then the meetings.

        Raises:
            BrokenListing: No committees, or a table that cannot be told.
        """
        page = parsed(answer, BrokenListing)
        step = answer.fetch.meta["page"]
        path = urlsplit(answer.fetch.url).path
        if step == "table":
            yield from self._table(page, answer.fetch)
        elif step == "committee":
            yield from self._below(page, path, "table")
        else:
            found = list(self._below(page, self._committees, "committee"))
            if not found:
                raise BrokenListing("the page lists no committees")
            yield from found

    def _below(self, page: LexborHTMLParser, path: str, step: str) -> Iterator[Fetch]:
        """Yield the pages directly below one; of a committee's, those that list meetings."""
        below = {
            address.partition("?")[0]: text
            for href, text in links(page, "a[href]")
            if (address := self._at(href)) and urlsplit(address).path.startswith(f"{path}/")
        }
        for address, text in below.items():
            rest = urlsplit(address).path.removeprefix(f"{path}/").strip("/")
            if "/" in rest or rest.startswith(_FORMER):
                continue
            if step == "committee" or _LIST.search(f"{rest} {text}"):
                yield Fetch(address, "listing", meta={"page": step})

    def _table(self, page: LexborHTMLParser, fetch: Fetch) -> Iterator[Listed]:
        faults = 0
        for row in page.css("tr.agenda--tr"):
            listed = self._listed(row, fetch.url.partition("?")[0])
            if listed is not None:
                yield listed
            faults += listed is None
        if faults:
            raise BrokenListing(f"{faults} rows of the table tell no meeting")

    def _listed(self, row: LexborNode, address: str) -> Listed | None:
        cells = [words(cell) for cell in row.css("td")]
        link = row.css_first("a[href]")
        leads = f"{row.attributes.get('onclick') or ''} " + (
            (link.attributes.get("href") or "") if link is not None else ""
        )
        number = _NUMBER.search(leads)
        day, start, _ = parse_moment(cells[1]) if len(cells) >= _CELLS else (None, None, None)
        if number is None or day is None:
            return None
        return Listed(
            source_id=number[1],
            url=f"{address}?AgendaID={number[1]}",
            page_url=f"{address}?AgendaID={number[1]}",
            committee=cells[2],
            committee_key=caseless(cells[2]),
            date=day,
            start=start,
            kind=kind_of(*cells[_CELLS:]),
            name=cells[_CELLS] if len(cells) > _CELLS else "",
        )
