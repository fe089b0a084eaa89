"""København, www.kk.dk: a list of items over JSON:API, and a page for each item.

Source of the addresses: ``docs/coverage.md``. The list knows items, not meetings: they are
gathered by their addresses. A document is the meeting's own page and the pages of its items,
each in an element of ours that says its number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlencode

from selectolax.lexbor import LexborHTMLParser

from ordlyd.crawled import MAX_DOCUMENT, Answer, BrokenDocument, BrokenListing, Fetch, Listed, More
from ordlyd.dates import parse_iso
from ordlyd.text import caseless
from spiders.pages import Pages, kind_of, parsed, words
from spiders.portal import parse_json

REACH = timedelta(days=400)
"""How far back the list is asked for where nobody says since when: it has 10,000 items a year."""
_ALIAS = re.compile(
    r"(?P<meeting>/dagsordener-og-referater/(?P<committee>[^/]+)/m[^/]*-"
    r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})[^/]*/(?P<kind>[^/]+))/punkt-[^/]+"
)
_FIELDS = "title,path,agenda_meeting_date,agenda_element_serial_no"
_MUTE = ["script", "style", "noscript", "template", "svg", "iframe"]
_LONGEST = 18_000_000
_LONG_ALIAS = 500
_TOLD = 20
"""Faults of a list that are kept until its end."""


class KkJsonApi(Pages):
    """København's site, or another of its make."""

    name: ClassVar[str] = "kk_jsonapi"
    rolling: ClassVar[bool] = True

    def start(self) -> Iterable[Fetch]:
        """Ask for the items from the first day asked for on, oldest first."""
        first = self._since or self.today() - REACH
        query = {
            "filter[fra][condition][path]": "agenda_meeting_date",
            "filter[fra][condition][operator]": ">=",
            "filter[fra][condition][value]": str(first),
            "fields[node--agenda_element]": _FIELDS,
            "sort": "agenda_meeting_date",
            "page[limit]": "50",
        }
        address = f"{self._base}/jsonapi/node/agenda_element?{urlencode(query)}"
        yield self._page(address, {}, [])

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the meetings that a page of items completes, and ask for the next page.

        Raises:
            BrokenListing: On the last page, when something on any of them could not be told.
        """
        payload = parse_json(answer, BrokenListing)
        rows = payload.get("data") if isinstance(payload, dict) else None
        if not isinstance(rows, list):
            raise BrokenListing("the list has no items (“data”)")
        meetings: dict[str, str] = dict(answer.fetch.meta["meetings"])
        faults: list[str] = list(answer.fetch.meta["faults"])
        for row in rows:
            try:
                alias, moment = _told(row)
                meetings.setdefault(alias, moment)
            except (AttributeError, TypeError, ValueError) as error:
                faults.append(str(error))
        following = _next(payload)
        # The items come in the order of their dates: a day is whole when a later one has begun.
        latest = max((moment[:10] for moment in meetings.values()), default="")
        for alias, moment in list(meetings.items()):
            if not following or moment[:10] < latest:
                del meetings[alias]
                yield self._listed(alias, moment)
        if following and (address := self._at(following)) and address != answer.fetch.url:
            yield self._page(address, meetings, faults)
            return
        if following:
            faults.append("the list goes on at an address that is none")
        if faults:
            raise BrokenListing(f"{len(faults)} entries cannot be told: {faults[0]}"[:300])

    def accept(self, listed: Listed, answer: Answer) -> bytes:
        """Gather a meeting's pages.

        Raises:
            BrokenDocument: A page is not what it should be.
            More: There is another item.
        """
        if not answer.status:
            raise BrokenDocument("the page of an item could not be had")
        page = parsed(answer, BrokenDocument)
        if "left" in answer.fetch.meta:
            return self._with_item(page, answer)
        left = [
            (_number(words(cell)), self._item_address(cell.parent), _row(cell.parent))
            for cell in page.css("tr > td.item-number")
        ]
        if not left:
            raise BrokenDocument("the page of the meeting lists no item (“td.item-number”)")
        return self._go_on(_element("ordlyd-page", page, {"data-url": listed.page_url}), left)

    def _with_item(self, page: LexborHTMLParser, answer: Answer) -> bytes:
        if page.css_first("h1") is None or page.css_first(".node__content") is None:
            raise BrokenDocument("the page of an item has no text (“.node__content”)")
        number, address, _ = answer.fetch.meta["left"][0]
        said = {"data-number": number, "data-url": address}
        body = answer.fetch.meta["body"] + _element("ordlyd-item", page, said)
        return self._go_on(body, answer.fetch.meta["left"][1:])

    def _go_on(self, body: bytes, left: list[tuple[str, str, str]]) -> bytes:
        """Add the items that have no page of their own, up to the next that has one."""
        while left and not left[0][1]:
            body += _wrapped("ordlyd-item", left[0][2], {"data-number": left[0][0]})
            left = left[1:]
        if len(body) > _LONGEST:
            raise BrokenDocument("the pages of the meeting are too long together")
        if left:
            meta = {"body": body, "left": left}
            raise More(Fetch(left[0][1], "document", max_bytes=MAX_DOCUMENT, meta=meta))
        return b'<!DOCTYPE html>\n<html lang="da"><body>\n' + body + b"</body></html>\n"

    def _item_address(self, row: Any) -> str:
        link = row.css_first("td.item-content a[href]")
        return self._at(link.attributes.get("href") or "") if link is not None else ""

    def _page(self, address: str, meetings: Mapping[str, str], faults: list[str]) -> Fetch:
        headers = {"Accept": "application/vnd.api+json"}
        meta = {"meetings": dict(meetings), "faults": faults[:_TOLD]}
        return Fetch(address, "listing", headers, meta=meta)

    def _listed(self, alias: str, printed: str) -> Listed:
        match = _ALIAS.match(f"{alias}/punkt-0")
        if match is None:  # it matched when it was noted
            raise BrokenListing(f"{alias} is no address of a meeting")
        moment = parse_iso(printed)
        start = f"{moment:%H:%M}" if moment else "00:00"
        return Listed(
            source_id=alias,
            url=f"{self._base}{quote(alias)}",
            page_url=f"{self._base}{quote(alias)}",
            committee=match["committee"],
            committee_key=caseless(match["committee"]),
            date=Date(int(match["year"]), int(match["month"]), int(match["day"])),
            start=start if start != "00:00" else None,
            kind=kind_of(match["kind"]),
            name=match["kind"],
        )


def _told(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the address of an item's meeting, and the meeting's moment as printed."""
    attributes = row.get("attributes", {})
    alias = unquote(str((attributes.get("path") or {}).get("alias") or ""))
    match = _ALIAS.fullmatch(alias[:_LONG_ALIAS])
    if match is None:
        raise ValueError(f"an item at “{alias[:80]}”, which tells no meeting")
    Date(int(match["year"]), int(match["month"]), int(match["day"]))
    return match["meeting"], str(attributes.get("agenda_meeting_date") or "")


def _next(payload: Mapping[str, Any]) -> str:
    """Return where a list goes on (JSON:API 1.0, “links”: a text, or an object with ``href``)."""
    links = payload.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    address = following.get("href") if isinstance(following, dict) else following
    return address if isinstance(address, str) else ""


def _number(printed: str) -> str:
    return printed.removeprefix("Punkt").strip(" .:")


def _row(row: Any) -> str:
    return f"<table>{row.html}</table>"


def _element(tag: str, page: LexborHTMLParser, said: Mapping[str, str]) -> bytes:
    """Return what a page shows, in an element of ours; scripts and the like are left out."""
    page.strip_tags(_MUTE)
    main = page.css_first("main")
    main = main if main is not None and main.css_first("h1") is not None else page.body
    return _wrapped(tag, (main.html if main is not None else "") or "", said)


def _wrapped(tag: str, inside: str, said: Mapping[str, str]) -> bytes:
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in said.items())
    inside = inside.replace("<body", "<div").replace("</body", "</div")
    return f"<{tag}{attributes}>\n{inside}\n</{tag}>\n".encode()
