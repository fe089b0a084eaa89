"""On its way up: the same matter in a committee and then in the whole council.

The steps of a thread before each item of the council, the latest one of each committee, since
the council last had the matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from rapidfuzz.fuzz import ratio

from compare.bodies import is_council
from compare.model import Decided, Thread
from ordlyd.stored import StoredItem
from ordlyd.text import collapse
from reports import paths, sheets
from reports.labels import N_
from reports.listing import Listing, Shelf
from reports.sheets import Card
from reports.threads import held_items
from reports.view import Site
from reports.wording import Row, rows

TABS: Mapping[str, str] = {
    "changed": N_("Changed on the way"),
    "same": N_("The same recommendation"),
}
_ALIKE = 50.0
"""Per cent of letters from which two recommendations are one text in two forms."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A matter on its way: what each committee had before it, and what the council had."""

    thread: Thread
    council: StoredItem
    below: tuple[StoredItem, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One committee's treatment beside the council's.

    Attributes:
        item: In the committee.
        path: Its page.
        decided: What became of its recommendation there.
        same: Whether the recommendation is word for word the council's.
        rows: Else both recommendations, word by word, where they are one text in two forms.
        card: What else was found between the two items.
    """

    item: StoredItem
    path: str
    decided: Decided | None
    same: bool
    rows: tuple[Row, ...]
    card: Card | None


@dataclass(frozen=True, slots=True)
class Climbed:
    """A climb as it is shown."""

    climb: Climb
    thread_path: str
    path: str
    decided: Decided | None
    rungs: tuple[Rung, ...]

    @property
    def title(self) -> str:
        """What the council called the matter."""
        return self.climb.council.item.title


def listing(site: Site) -> Listing[Climb]:
    """All climbs, the latest in the council first."""
    found = [climb for thread in site.threads for climb in climbs(site, thread)]
    return Listing(
        site,
        Shelf(
            name="climbs",
            tabs=TABS,
            towns=lambda c: (c.council.meeting.municipality or "",),
            tabs_of=lambda c: (_tab(c),),
            drawn=lambda c: climbed(site, c),
            rests_on=lambda c: _rests_on(site, c),
            per_page=30,
        ),
        sorted(found, key=lambda c: (-_day(c.council).toordinal(), c.council.id)),
    )


def climbs(site: Site, thread: Thread) -> Iterator[Climb]:
    """The council's items of a thread that committees had before it."""
    waiting: dict[tuple[str, str], StoredItem] = {}
    for item in held_items(site, thread):
        town, body = item.meeting.municipality or "", item.meeting.committee or ""
        if not is_council(body):
            waiting[town, body] = item
            continue
        below = [i for (home, _), i in waiting.items() if home == town and _day(i) <= _day(item)]
        if below and item.meeting.kind == "minutes":
            waiting = {key: i for key, i in waiting.items() if key[0] != town}
            yield Climb(thread, item, tuple(below))


def climbed(site: Site, climb: Climb) -> Climbed:
    """A climb for showing."""
    council = climb.council
    return Climbed(
        climb=climb,
        thread_path=paths.thread_path(climb.thread.key),
        path=site.item_path(council),
        decided=site.decided_of.get(council.id),
        rungs=tuple(_rung(site, item, council) for item in climb.below),
    )


def recommendation(item: StoredItem) -> str:
    """What an item recommends, its sections joined."""
    return "\n\n".join(s.text for s in item.item.sections if s.kind == "recommendation")


def _rests_on(site: Site, climb: Climb) -> object:
    council = climb.council
    pairs = [site.pairs.get(frozenset((item.id, council.id))) for item in climb.below]
    return pairs, [site.decided_of.get(item.id) for item in (*climb.below, council)]


def _rung(site: Site, item: StoredItem, council: StoredItem) -> Rung:
    asked, above = recommendation(item), recommendation(council)
    same = collapse(asked) == collapse(above)
    alike = not same and ratio(collapse(asked), collapse(above)) >= _ALIKE
    found = site.pairs.get(frozenset((item.id, council.id)))
    return Rung(
        item=item,
        path=site.item_path(item),
        decided=site.decided_of.get(item.id),
        same=same and bool(above.strip()),
        rows=tuple(rows(asked, above, "recommendation")) if alike else (),
        card=sheets.card(site, found) if found else None,
    )


def _tab(climb: Climb) -> str:
    above = collapse(recommendation(climb.council))
    below: Sequence[str] = [collapse(recommendation(item)) for item in climb.below]
    return "same" if all(asked == above for asked in below) else "changed"


def _day(item: StoredItem) -> Date:
    return item.meeting.date or Date.min
