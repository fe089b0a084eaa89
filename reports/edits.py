"""The ledger of silent edits: what was changed after it was published, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ordlyd.dates import COPENHAGEN
from ordlyd.stored import StoredItem
from reports import charts, sheets
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.page import Context
from reports.sheets import Card
from reports.story import Finding, reader_kind
from reports.view import Site

TABS: Mapping[str, str] = {
    "every": N_("All edits"),
    "serious": N_("Facts and passages"),
}
_GRAVE = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one item.

    Attributes:
        finding: What was changed.
        after: The item as it stands since.
        seen: When the new version was stored: the edit was made some time before.
        before: When the former version was stored: the edit was made after that.
    """

    finding: Finding
    after: StoredItem
    seen: datetime
    before: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An edit with its words."""

    edit: Edit
    card: Card


def listing(site: Site) -> Listing[Edit]:
    """All edits of items whose new version is held, newest first."""
    return Listing(
        site,
        Shelf(
            name="edits",
            tabs=TABS,
            towns=lambda e: (e.after.meeting.municipality or "",),
            tabs_of=lambda e: ("every", "serious") if e.finding.severity == _GRAVE else ("every",),
            drawn=lambda e: Shown(e, sheets.card(site, e.finding, limit=2)),
            more=lambda rows: _charted(site, rows),
            per_page=40,
        ),
        sorted(
            filter(None, (_edit(site, found) for found in site.groups.get("edited", ()))),
            key=lambda e: (-e.seen.timestamp(), -e.finding.severity, e.finding.relation.key),
        ),
    )


def _edit(site: Site, found: Finding) -> Edit | None:
    old, new = site.item(found.relation.a.id), site.item(found.relation.b.id)
    if new is None or reader_kind(found.relation) != "edited":
        return None
    before = site.stored(old).stored_at if old else None
    return Edit(found, new, site.stored(new).stored_at, before)


def _charted(site: Site, rows: Sequence[Edit]) -> Context:
    seen = [(e.finding.severity == _GRAVE, e.seen.astimezone(COPENHAGEN).date()) for e in rows]
    series = {
        site.words.gettext("Facts and passages"): [day for grave, day in seen if grave],
        site.words.gettext("Other edits"): [day for grave, day in seen if not grave],
    }
    return {"chart": charts.bars(series, site.words)}
