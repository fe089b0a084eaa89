"""Recommended and decided: the items of which something else was decided, or not by all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date

from compare.model import Decided, DecidedPoint
from ordlyd.stored import StoredItem
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.view import Site

TABS: Mapping[str, str] = {
    "amended": N_("Amended"),
    "postponed": N_("Postponed"),
    "returned": N_("Sent back"),
    "rejected": N_("Rejected"),
    "noted": N_("Only noted"),
    "dissent": N_("Followed, not by all"),
}
"""An item stands in one of them: by what was decided, else by who did not go along."""

SHOWN = 4
"""Points of one item shown in a list."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An item that was not, or not by all, decided as recommended."""

    decided: Decided
    item: StoredItem
    path: str

    @property
    def points(self) -> tuple[DecidedPoint, ...]:
        """The points to show in a list: those of which something else became, or else all."""
        other = tuple(p for p in self.decided.points if p.verdict != "as_recommended")
        return (other or self.decided.points)[:SHOWN]


def listing(site: Site) -> Listing[Decided]:
    """The items that were decided otherwise, the latest first."""
    return Listing(
        site,
        Shelf(
            name="decided",
            tabs=TABS,
            towns=lambda d: (_item(site, d).meeting.municipality or "",),
            tabs_of=lambda d: (tab(d) or "",),
            drawn=lambda d: otherwise(site, d),
            per_page=25,
        ),
        sorted(
            (d for d in site.comparison.outcomes if tab(d) and site.item(d.item)),
            key=lambda d: (-(_item(site, d).meeting.date or Date.min).toordinal(), d.item),
        ),
    )


def tab(decided: Decided) -> str | None:
    """Where an item is listed; ``None`` where it was decided as recommended, by all."""
    if decided.verdict in TABS:
        return decided.verdict
    return "dissent" if decided.dissent else None


def otherwise(site: Site, decided: Decided) -> Otherwise:
    """An item for showing."""
    item = _item(site, decided)
    return Otherwise(decided, item, site.item_path(item))


def _item(site: Site, decided: Decided) -> StoredItem:
    """The item, which the caller knows to be held."""
    item = site.item(decided.item)
    assert item is not None  # noqa: S101 - listing() took only those that are
    return item
