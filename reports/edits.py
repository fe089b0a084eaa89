"""Silent edits: what was changed after it was published, newest first.

What was changed word for word is told by the comparison; that a document was changed, and when,
by the ledger (:mod:`reports.ledger`), to whose line each edit leads. The ledger also tells of a
text that was removed for good: that it was and when, never what it said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ordlyd.dates import COPENHAGEN
from ordlyd.ids import document, town
from ordlyd.stored import StoredMeeting
from reports import charts, ledger, paths, sheets
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.page import Context
from reports.sheets import Card
from reports.story import Finding
from reports.view import Edit as Line
from reports.view import Site

TABS: Mapping[str, str] = {
    "every": N_("All edits"),
    "serious": N_("Facts and passages"),
    "redacted": N_("Texts removed for good"),
}
_GRAVE = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one item, or what the ledger tells of a document beside that.

    Attributes:
        seen: When the new version was stored: the edit was made some time before.
        document: Id of the document that was edited.
        finding: What was changed; ``None`` where no words of an item that is held were.
        before: When the former version was stored: the edit was made after that.
        line: The line of the ledger, where it has one.
    """

    seen: datetime
    document: str
    finding: Finding | None
    before: datetime | None
    line: Line | None

    @property
    def redacted(self) -> bool:
        """Whether a text was removed for good."""
        return self.line is not None and self.line.what == "redacted"

    @property
    def severity(self) -> int:
        """Of its most serious change (0-3)."""
        return self.finding.severity if self.finding else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """An edit with its words, and the document, where it is held."""

    edit: Edit
    card: Card | None
    meeting: StoredMeeting | None
    path: str | None
    line_path: str | None


def listing(site: Site) -> Listing[Edit]:
    """All edits, newest first."""
    return Listing(
        site,
        Shelf(
            name="edits",
            tabs=TABS,
            towns=lambda e: (town(e.document),),
            tabs_of=_tabs,
            drawn=lambda e: _shown(site, e),
            rests_on=lambda e: _line_path(site, e),
            more=lambda rows: _charted(site, rows),
            per_page=40,
        ),
        sorted(edits(site), key=lambda e: (-e.seen.timestamp(), -e.severity, e.document)),
    )


def edits(site: Site) -> Iterator[Edit]:
    """The edits of items, then what the ledger tells beside them."""
    by_version: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for found in site.groups.get("edited", ()):
        if after := site.item(found.relation.b.id):
            by_version[document(after.id), after.version].append(found)
    for line in site.ledger:
        version = line.to_version if line.what == "edited" else None
        findings: Sequence[Finding | None]
        findings = by_version.pop((line.meeting_id, version or 0), []) or [None]
        for one in findings:
            yield Edit(line.at, line.meeting_id, one, _stored(site, one), line)
    for (name, _), findings in by_version.items():
        for found in findings:
            seen = _moment(site, found.relation.b.id)
            if seen:
                yield Edit(seen, name, found, _stored(site, found), None)


def _tabs(edit: Edit) -> Sequence[str]:
    own = {"serious": edit.severity == _GRAVE, "redacted": edit.redacted}
    return ["every", *(tab for tab, holds in own.items() if holds)]


def _shown(site: Site, edit: Edit) -> Shown:
    held = site.versions.get(edit.document) or [
        stored for stored in site.withdrawn if stored.id == edit.document
    ]
    kept = edit.document in site.versions
    return Shown(
        edit=edit,
        card=sheets.card(site, edit.finding, limit=2) if edit.finding else None,
        meeting=held[-1] if held else None,
        path=paths.meeting_path(held[-1]) if kept else None,
        line_path=_line_path(site, edit),
    )


def _line_path(site: Site, edit: Edit) -> str | None:
    return ledger.line_path(site.ledger, edit.line) if edit.line else None


def _stored(site: Site, found: Finding | None) -> datetime | None:
    """When the former version of an edited item was stored."""
    return _moment(site, found.relation.a.id) if found else None


def _moment(site: Site, identifier: str) -> datetime | None:
    item = site.item(identifier)
    return site.stored(item).stored_at if item else None


def _charted(site: Site, rows: Sequence[Edit]) -> Context:
    seen = [(e.severity == _GRAVE, e.seen.astimezone(COPENHAGEN).date()) for e in rows]
    series = {
        site.words.gettext("Facts and passages"): [day for grave, day in seen if grave],
        site.words.gettext("Other edits"): [day for grave, day in seen if not grave],
    }
    return {"chart": charts.bars(series, site.words)}
