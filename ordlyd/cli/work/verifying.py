"""Stored findings derived again from the stored originals, and held against what was noted.

Nothing is asked of any site. Each version is read again from the bytes of its original, with
the layouts of now; the findings are made again of what was read, as of the last noting: of all
items, or, for some findings, of what they depend on, with what was learned of all the others
then. ``docs/compare.md`` tells how far that reaches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare import Comparison, compare
from compare.around import standing
from compare.gradual import Sizes, is_large, parted, sizes
from compare.neighbours import items_of
from compare.nightly import meetings_of
from compare.record import found
from ordlyd.archive import Archive, Noting, StoredFinding
from ordlyd.cli.output import Tell
from ordlyd.cli.rereading import Rereading
from ordlyd.cli.session import Session
from ordlyd.cli.work.deriving import derive, take
from ordlyd.cli.work.verdicts import DAMAGED, Verdict, compared, held_against, not_noted
from ordlyd.errors import ArchiveError, UnknownName
from ordlyd.ids import document, occasion
from ordlyd.stored import StoredItem, StoredMeeting

AT_ONCE = 2_000
"""Items whose meetings are read again at a time."""
_OWN = frozenset({"reference", "commitment", "outcome"})
"""The sorts of findings that are found in one item."""
_KEY = re.compile(r"[0-9a-f]{16}")
"""The name of a finding; no id of a meeting is like it."""


def verify_ledger(archive: Archive) -> Verdict:
    """Verify the chain of silent edits."""
    check = archive.check_ledger()
    if check.problem:
        return Verdict(check.head, "ledger", "differs", check.problem)
    return Verdict(check.head, "ledger", "held", f"{check.entries} entries")


@dataclass(frozen=True, slots=True)
class Alone:
    """Items all of whose own findings are known: what else is found of them was taken out.

    Attributes:
        items: Their ids.
        noted: The names of the findings that speak of them.
    """

    items: Collection[str] = ()
    noted: Collection[str] = ()

    def lacking(self, derived: Comparison) -> Iterator[Verdict]:
        """Yield what is found of an item by itself, and was not noted."""
        for one in found(derived):
            own = one.sort in _OWN and one.items[0] in self.items
            if own and one.key not in self.noted:
                yield not_noted(one)


_NONE = Alone()


def verify_all(archive: Archive, session: Session, tell: Tell) -> Iterator[Verdict]:
    """Verify the ledger, every version, and every finding that is not gone."""
    yield verify_ledger(archive)
    noting = archive.noting()
    listed = sizes(archive)
    if noting is not None and (is_large(listed) or not noting.whole):
        yield from _part_by_part(archive, session, list(parted(listed, AT_ONCE)), noting, tell)
    else:
        yield from _at_once(archive, session, noting, tell)


def _at_once(
    archive: Archive, session: Session, noting: Noting | None, tell: Tell
) -> Iterator[Verdict]:
    """Compare everything anew, so that a finding that was taken out is missed, too."""
    then = _held_then(archive, noting)
    total = sum(status.versions for status in archive.status())
    items: list[StoredItem] = []
    unread: dict[str, str] = {}
    read = Rereading(archive, session)
    for done, stored in enumerate(archive.meetings(versions="all")):
        tell("read again", done, total)
        yield _of_version(stored, read)
        if stored.redacted is None and (stored.id, stored.version) in then:
            take(read(stored), items, unread)
        read.forget()
    tell("read again", total, total)
    if noting is not None:
        stand = [one for one in archive.findings() if one.gone_at is None]
        derived = compare(items, progress=tell)
        yield from held_against(stand, derived, unread)
        noted = {key for key, _, _ in archive.moments()}
        yield from (not_noted(one) for one in found(derived) if one.key not in noted)


def _part_by_part(
    archive: Archive, session: Session, groups: Sequence[Sizes], noting: Noting, tell: Tell
) -> Iterator[Verdict]:
    """Verify each finding with the first of the meetings that it speaks of.

    Of large families a comparison that went by nights or by parts has linked others than one of
    everything would. So of relations and threads what was noted is asked after, and not what else
    there is.
    """
    place = {name: n for n, group in enumerate(groups) for name, _ in group}
    for n, group in enumerate(groups):
        tell("parts", n, len(groups))
        read = Rereading(archive, session)
        names: set[str] = set()
        for stored in meetings_of(archive, [name for name, _ in group]):
            names.update(item.id for item in stored.items())
            yield _of_version(stored, read)
        touching = standing(archive, names)
        first = [one for one in touching if one.intact and _first(one, place) == n]
        alone = Alone(names, {one.key for one in touching})
        yield from _derived(archive, read, first, noting, tell, alone)
    tell("parts", len(groups), len(groups))
    for one in archive.findings():
        if one.gone_at is None and not one.intact:
            yield Verdict(one.key, one.sort, "damaged", DAMAGED)
        elif one.gone_at is None and _first(one, place) is None:
            yield Verdict(one.key, one.sort, "differs", "It speaks of no item that is held.")


def _first(one: StoredFinding, place: Mapping[str, int]) -> int | None:
    """The first part that has an item of which a finding speaks."""
    items = (name for name in items_of(json.loads(one.body)) if "#" in name)
    occasions = map(occasion, items)
    return min((place[name] for name in occasions if name in place), default=None)


def verify_some(
    archive: Archive, session: Session, ids: Sequence[str], tell: Tell
) -> Iterator[Verdict]:
    """Verify what ids name: versions and items with the findings that speak of them, findings.

    Raises:
        UnknownName: Nothing has one of these ids.
    """
    read = Rereading(archive, session)
    chosen: dict[tuple[str, str], StoredFinding] = {}
    for name in ids:
        if _KEY.fullmatch(name):
            named = list(archive.findings(keys=[name]))
            if not named:
                raise UnknownName("finding", name, ())
        else:
            stored = archive.get(name)
            yield _of_stored(archive, stored, read)
            named = [one for one in archive.findings(items=_ids(stored)) if one.gone_at is None]
        chosen.update({(one.sort, one.key): one for one in named})
    for one in chosen.values():
        if one.gone_at is not None:
            why = f"It is no longer found since {one.gone_at:%Y-%m-%d %H:%M} UTC."
            yield Verdict(one.key, one.sort, "gone", why)
    stand = [one for one in chosen.values() if one.gone_at is None]
    noting = archive.noting()
    if noting is not None:
        yield from _derived(archive, read, stand, noting, tell)


def _derived(
    archive: Archive,
    read: Rereading,
    stand: Sequence[StoredFinding],
    noting: Noting,
    tell: Tell,
    alone: Alone = _NONE,
) -> Iterator[Verdict]:
    """Verify findings by reading again what they depend on."""
    if not stand and not alone.items:
        return
    unread: dict[str, str] = {}
    try:
        derived = derive(archive, read, stand, noting, unread, tell, also=alone.items)
    except ArchiveError as error:
        yield from (Verdict(one.key, one.sort, "damaged", str(error)) for one in stand)
        return
    yield from held_against(stand, derived, unread)
    yield from alone.lacking(derived)


def _held_then(archive: Archive, noting: Noting | None) -> set[tuple[str, int]]:
    """Return the versions that the last noted comparison compared."""
    if noting is None:
        return set()
    then = archive.meetings(versions="all", as_of=noting.as_of)
    return {(stored.id, stored.version) for stored in then if not stored.withdrawn}


def _of_version(stored: StoredMeeting, read: Rereading) -> Verdict:
    name = _name(stored)
    if stored.redacted is not None:
        return Verdict(name, "version", "redacted", stored.redacted.reason)
    again = read(stored)
    if again.meeting is None or again.problem:
        return Verdict(name, "version", "damaged", again.problem)
    return compared(name, "version", again.before, again.meeting)


def _of_stored(archive: Archive, stored: StoredMeeting | StoredItem, read: Rereading) -> Verdict:
    if isinstance(stored, StoredMeeting):
        return _of_version(stored, read)
    meeting = archive.get(f"{document(stored.id)}@{stored.version}")
    assert isinstance(meeting, StoredMeeting)  # noqa: S101 - an id without a number is a meeting's
    again = read(meeting)
    if again.again is None or again.problem:
        return Verdict(stored.version_id, "item", "damaged", again.problem)
    before, now = (
        {item.number: item for item in read.items} for read in (again.before, again.again.meeting)
    )
    number = stored.item.number
    if number not in now:
        return Verdict(stored.version_id, "item", "differs", "Its original has no such item.")
    return compared(stored.version_id, "item", before[number], now[number])


def _name(stored: StoredMeeting) -> str:
    return f"{stored.id}@{stored.version}"


def _ids(stored: StoredMeeting | StoredItem) -> list[str]:
    return [stored.id] if isinstance(stored, StoredItem) else [one.id for one in stored.items()]
