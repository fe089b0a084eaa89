"""Which stored items are versions of one another, and which text of each item is current.

A meeting is published as agenda, perhaps a supplement, then minutes, and each of these may be
stored in several versions. Read in that order, an item is followed from text to text: first by
case number, title and number together, then by ever fewer of them, so that an item that was
renumbered or retitled is still itself. What comes last is its current text; only that is
compared with other items, so that nothing is counted twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date as Date

from rapidfuzz.fuzz import ratio

from compare.titles import plain
from ordlyd.case_numbers import normalise
from ordlyd.errors import IncompleteMeeting
from ordlyd.ids import document, occasion
from ordlyd.stored import StoredItem

_PUBLISHED: dict[str, int] = {"agenda": 0, "supplement": 1, "minutes": 2}
_SAME_TITLE = 60.0  # per cent of letters: a retitled item, not another one in its place
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Versions:
    """The texts of a set of items, told apart by time.

    Attributes:
        current: The current text of each item, in time order.
        steps: Each two consecutive texts of one item that are not word for word the same
            record, older first.
        latest: For each item id, its highest version.
    """

    current: tuple[StoredItem, ...]
    steps: tuple[tuple[StoredItem, StoredItem], ...]
    latest: dict[str, int]

    def reference(self, item: StoredItem, other: StoredItem) -> str:
        """The id under which a relation of kind ``version`` names an item.

        An id without ``@`` means the latest version; between two versions of one document, and
        for a version that is not the latest, the id says which version it is.
        """
        same_document = document(item.id) == document(other.id)
        if same_document or item.version != self.latest[item.id]:
            return item.version_id
        return item.id


def identity(item: StoredItem) -> tuple[str, str, Date]:
    """The municipality, committee and date of an item's meeting.

    Raises:
        IncompleteMeeting: One of the three is not known.
    """
    meeting = item.meeting
    if meeting.municipality is None or meeting.committee is None or meeting.date is None:
        raise IncompleteMeeting(
            "An item can only be compared when its municipality, committee and date are known.",
            document=item.id,
            hint="Import the document again with --municipality, --committee and --date.",
        )
    return meeting.municipality, meeting.committee, meeting.date


def number(item: StoredItem) -> tuple[int, ...]:
    """Sort key that puts item 2 before item 10."""
    return tuple(int(digits) for digits in _NUMBERS.findall(item.item.number))


def case_key(item: StoredItem) -> str | None:
    """The normal form of an item's case number, unique inside its municipality only."""
    return normalise(item.item.case_number) if item.item.case_number else None


def trace(items: Iterable[StoredItem]) -> Versions:
    """Follow each item through its documents and versions.

    The order of ``items`` does not matter; an item given twice counts once.
    """
    once = {item.version_id: item for item in items}
    meetings: dict[str, dict[tuple[int, str, int], list[StoredItem]]] = defaultdict(dict)
    for item in sorted(once.values(), key=_printed):
        stage = (_PUBLISHED[item.meeting.kind], document(item.id), item.version)
        meetings[occasion(item.id)].setdefault(stage, []).append(item)
    current: list[StoredItem] = []
    steps: list[tuple[StoredItem, StoredItem]] = []
    for stages in meetings.values():
        _follow([stages[stage] for stage in sorted(stages)], current, steps)
    latest: dict[str, int] = {}
    for item in once.values():
        latest[item.id] = max(item.version, latest.get(item.id, 0))
    return Versions(tuple(sorted(current, key=chronological)), tuple(steps), latest)


def _printed(item: StoredItem) -> tuple[object, ...]:
    return number(item), item.id, item.version


def chronological(item: StoredItem) -> tuple[str, str, str, tuple[int, ...], str, int]:
    """Sort key by date and hour, then meeting, then place in it."""
    meeting = item.meeting
    place = document(item.id), number(item), item.id, item.version
    return str(meeting.date), meeting.start or "", *place


def _follow(
    stages: list[list[StoredItem]],
    current: list[StoredItem],
    steps: list[tuple[StoredItem, StoredItem]],
) -> None:
    held: list[StoredItem] = []
    for stage in stages:
        earlier = match(held, stage)
        for item in stage:
            old = earlier.get(item.version_id)
            if old is not None:
                held.remove(old)
                if document(old.id) != document(item.id) or old.item != item.item:
                    steps.append((old, item))
        held += stage
    current += held


Key = Callable[[StoredItem], Hashable]
_KEYS: tuple[Key, ...] = (
    lambda it: (case_key(it), plain(it.item.title), it.item.number),
    lambda it: (case_key(it), plain(it.item.title)),
    lambda it: (plain(it.item.title), it.item.number),
    lambda it: plain(it.item.title),
    lambda it: (case_key(it), it.item.number) if it.item.case_number else it.version_id,
    lambda it: it.item.number,
)
"""What two texts of one item agree in, the surest first."""


def match(old: Iterable[StoredItem], new: Iterable[StoredItem]) -> dict[str, StoredItem]:
    """Return the earlier text of each new item that has one, by the new item's version id."""
    left, right, found = list(old), list(new), dict[str, StoredItem]()
    for key in _KEYS:
        by_key: dict[Hashable, list[StoredItem]] = defaultdict(list)
        for item in left:
            by_key[key(item)].append(item)
        for item in right:
            earlier = next((o for o in by_key[key(item)] if _compatible(o, item)), None)
            if earlier is not None:
                by_key[key(item)].remove(earlier)
                found[item.version_id] = earlier
        taken = {item.version_id for item in found.values()}
        left = [item for item in left if item.version_id not in taken]
        right = [item for item in right if item.version_id not in found]
    return found


def _compatible(old: StoredItem, new: StoredItem) -> bool:
    cases = {case_key(old), case_key(new)}
    if None not in cases:
        return len(cases) == 1
    return ratio(plain(old.item.title), plain(new.item.title)) >= _SAME_TITLE
