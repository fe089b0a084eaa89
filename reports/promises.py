"""Promises to come back: which are late, which are open, which were met and by what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from compare.model import Commitment
from ordlyd.ids import bare
from ordlyd.stored import StoredItem
from ordlyd.text import danish_key
from reports import dues, paths
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.page import Context
from reports.places import locate
from reports.sheets import place_path
from reports.view import Site

TABS: Mapping[str, str] = {
    "overdue": N_("Overdue"),
    "open": N_("Not due yet"),
    "met": N_("Met"),
}

_MARK = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as a reader is shown it.

    Attributes:
        commitment: What was found.
        item: The item that it was made in.
        path: The item's page.
        where: The address of the paragraph in which it stands.
        to: The committee that it was made to.
        due: When it is due, in words.
        every: Its rhythm, in words.
        late: Days after the time it was due: until it was met, or until the newest meeting held.
        met: The later item that met it, where it is held.
        met_path: That item's page.
    """

    commitment: Commitment
    item: StoredItem
    path: str
    where: str | None
    to: str
    due: str
    every: str
    late: int
    met: StoredItem | None
    met_path: str | None

    @property
    def text(self) -> str:
        """The promise in its words, without the mark of a list that it stood in."""
        return _MARK.sub("", self.commitment.text)

    @property
    def place(self) -> str:
        """The promise in its place, or where its item tells it."""
        return self.where or f"{self.path}#{self.name}"

    @property
    def name(self) -> str:
        """The lasting name of the promise on its item's page."""
        return f"p-{self.commitment.key}"


def listing(site: Site) -> Listing[Commitment]:
    """All promises whose item is held."""
    held = [c for c in site.comparison.commitments if site.item(c.item)]
    return Listing(
        site,
        Shelf(
            name="promises",
            tabs=TABS,
            towns=lambda c: (_town(site, c),),
            tabs_of=lambda c: (c.status,),
            drawn=lambda c: promised(site, c),
            rests_on=lambda c: lateness(site, c),
            more=lambda rows: _tally(site, rows),
        ),
        sorted(held, key=lambda c: order(site, c)),
    )


def order(site: Site, commitment: Commitment) -> tuple[object, ...]:
    """Sort key: the longest overdue first, then what is due soonest, undated last."""
    made = _made(site, commitment)
    last = dues.deadline(commitment, made) or Date.max
    return last.toordinal(), -(made or Date.min).toordinal(), commitment.item, commitment.key


def promised(site: Site, commitment: Commitment) -> Promised | None:
    """A promise for showing; ``None`` where its item is not held."""
    item = site.item(commitment.item)
    if item is None:
        return None
    place = locate(item, commitment.span, " ".join(commitment.text.split()[:8]))
    met = site.item(commitment.met_by) if commitment.met_by else None
    own = item.meeting.committee or site.words.gettext("committee unknown")
    return Promised(
        commitment=commitment,
        item=item,
        path=site.item_path(item),
        where=place_path(site, item, place) if place else None,
        to=commitment.committee or own,
        due=dues.when(commitment.due, site.words),
        every=dues.rhythm(commitment.every, site.words),
        late=lateness(site, commitment),
        met=met,
        met_path=site.item_path(met) if met else None,
    )


def lateness(site: Site, commitment: Commitment) -> int:
    """Days from the time that a promise was due until it was met, or until the newest meeting."""
    item = site.item(commitment.item)
    met = site.item(commitment.met_by) if commitment.met_by else None
    if item is None or not (met or commitment.status == "overdue"):
        return 0
    last = dues.deadline(commitment, item.meeting.date)
    until = met.meeting.date if met else site.newest.get(item.meeting.municipality or "")
    return max((until - last).days, 0) if last and until else 0


def rests_on(site: Site, item: StoredItem) -> object:
    """What is shown of promises with an item."""
    held = [*site.promises_of.get(item.id, ()), *site.met_by.get(item.id, ())]
    return [(commitment, lateness(site, commitment)) for commitment in held]


def made_in(site: Site, item: StoredItem) -> list[Promised]:
    """The promises of an item's current text."""
    if not site.is_current(item):
        return []
    return drawn(site, site.promises_of.get(item.id, ()))


def met_in(site: Site, item: StoredItem) -> list[Promised]:
    """The promises that an item met."""
    return drawn(site, site.met_by.get(item.id, ())) if site.is_current(item) else []


def drawn(site: Site, commitments: Sequence[Commitment]) -> list[Promised]:
    """Promises for showing, in the order given."""
    return [shown for one in commitments if (shown := promised(site, one))]


def _made(site: Site, commitment: Commitment) -> Date | None:
    item = site.item(commitment.item)
    return item.meeting.date if item else None


def _town(site: Site, commitment: Commitment) -> str:
    item = site.item(commitment.item)
    return (item.meeting.municipality or "") if item else ""


def _tally(site: Site, rows: Sequence[Commitment]) -> Context:
    """Promises counted by municipality and committee, those with most overdue first."""
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for one in rows:
        item = site.item(bare(one.item))
        if item is None:
            continue
        body = (item.meeting.municipality or "", item.meeting.committee or "")
        counts = counted.setdefault(body, dict.fromkeys(TABS, 0))
        counts[one.status] += 1
    ordered = sorted(
        counted.items(), key=lambda e: (-e[1]["overdue"], -e[1]["open"], danish_key(e[0][1]))
    )
    return {
        "committees": [
            (site.name(town), body, paths.committee_path(town, body), counts)
            for (town, body), counts in ordered[:100]
        ]
    }
