"""Åben Dagsorden: a search for meetings by their dates, and a fragment of HTML for each.

Source of the addresses: ``docs/coverage.md``. The search answers with 50 meetings at most, so a
span of time that is full is halved until none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed
from ordlyd.dates import parse_iso
from ordlyd.text import caseless, collapse
from spiders.pages import KIND_UNKNOWN, Pages
from spiders.portal import parse_json

FIRST, LAST = Date(2007, 1, 1), Date(2049, 12, 31)
"""From the reform that made today's municipalities to a day when nobody meets yet."""
_MOST = 50
_TRIALS = ("testudvalg",)
"""Committees that are none: the vendor tries things out there."""
_FORMATS: Mapping[str, str] = {"iso": "%Y-%m-%d", "dmy": "%d/%m/%Y"}


class AabenDagsorden(Pages):
    """Åben Dagsorden, for one municipality on it.

    ``portal.dates`` says how the town's search wants dates: ``iso`` or ``dmy``.
    """

    name: ClassVar[str] = "aabendagsorden"
    sign: ClassVar[str] = ".agenda-item-title"

    def start(self) -> Iterable[Fetch]:
        """Ask for all meetings at once; the answer says whether that was too much."""
        yield self._search(self._since or FIRST, LAST)

    def listing(self, answer: Answer) -> Iterator[Fetch | Listed]:
        """Yield the meetings of a span of time, or ask for its halves.

        Raises:
            BrokenListing: No answer of the search, or a day with more meetings than it tells.
        """
        payload = parse_json(answer, BrokenListing)
        rows = payload.get("meetings") if isinstance(payload, dict) else None
        if not isinstance(rows, list):
            raise BrokenListing("the search has no meetings (“meetings”)")
        first, last = (Date.fromisoformat(answer.fetch.meta[key]) for key in ("first", "last"))
        told = payload.get("numberOfResults")
        full = max(len(rows), told if isinstance(told, int) else 0) >= _MOST
        if full and first < last:
            middle = first + timedelta(days=(last - first).days // 2)
            yield self._search(middle + timedelta(days=1), last)
            yield self._search(first, middle)
            return
        faults = []
        for row in rows:
            try:
                if listed := self._listed(row):
                    yield listed
            except (AttributeError, TypeError, ValueError) as error:
                faults.append(str(error))
        if full:
            faults.insert(0, f"there are more meetings on {first} than the search tells")
        if faults:
            raise BrokenListing(f"{len(faults)} faults in the list: {faults[0]}"[:300])

    def _search(self, first: Date, last: Date) -> Fetch:
        form = _FORMATS[self._town.portal.get("dates", "iso")]
        query = {"query": "", "fromDate": first.strftime(form), "toDate": last.strftime(form)}
        return Fetch(
            f"{self._base}/rest/meeting/search?{urlencode(query)}",
            "listing",
            {"Accept": "application/json"},
            meta={"first": str(first), "last": str(last)},
        )

    def _listed(self, row: Mapping[str, Any]) -> Listed | None:
        given = row.get("meetingId")
        number = "" if given is None else str(given).strip()
        committee = collapse(str(row.get("committeeGroupName") or row.get("committeeName") or ""))
        printed = row.get("date")
        if not number or not committee or not isinstance(printed, str):
            raise ValueError("a meeting without id, committee or date")
        if caseless(committee).startswith(_TRIALS):
            return None
        moment = parse_iso(printed)
        start = f"{moment:%H:%M}" if moment else "00:00"
        return Listed(
            source_id=number,
            url=f"{self._base}/fragments/meeting/{quote(number, safe='')}/view",
            page_url=f"{self._base}/meeting/{quote(number, safe='')}",
            committee=committee,
            committee_key=caseless(committee),
            date=moment.date() if moment else Date.fromisoformat(printed[:10]),
            start=start if start != "00:00" else None,
            kind="agenda",
            closed=bool(row.get("blocked")),
            name="dagsorden eller referat",
            facts=KIND_UNKNOWN,
        )
