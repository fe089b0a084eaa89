"""Some findings made again from the originals of what they depend on, as of the last noting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date as Date
from itertools import takewhile

import polars as pl

from compare import Comparison
from compare.boilerplate import Formulas
from compare.learned import unpacked
from compare.neighbours import depended_on, mentioned, pairs
from compare.some import compare_pairs
from ordlyd.archive import Archive, Noting, StoredFinding
from ordlyd.cli.output import Tell
from ordlyd.cli.rereading import Reread
from ordlyd.errors import ArchiveError
from ordlyd.ids import document, occasion
from ordlyd.stored import StoredItem, StoredMeeting

Day = tuple[str, Date]
"""A municipality, and a day on which it held meetings."""


def derive(
    archive: Archive,
    read: Callable[[StoredMeeting], Reread],
    chosen: Iterable[StoredFinding],
    noting: Noting,
    unread: dict[str, str],
    tell: Tell,
    *,
    also: Collection[str] = (),
) -> Comparison:
    """Read again all documents of the meetings that findings depend on, and compare.

    Other meetings, that are only referred to or tell how far an archive reaches, are taken as
    they are stored. ``unread`` takes what could not be read again, with its reason; the meetings
    of items ``also`` named are read, too.
    """
    needed = {document(item) for item in (*depended_on(archive, chosen), *also)}
    occasions = {occasion(name) for name in needed}
    days = {_day(archive, name) for name in needed}
    held = list(_on(archive, days, noting))
    to_read = [stored for stored in held if occasion(stored.id) in occasions]
    items: list[StoredItem] = []
    for done, stored in enumerate(to_read):
        tell("read again", done, len(to_read))
        take(read(stored), items, unread)
    tell("read again", len(to_read), len(to_read))
    names = {item.id for item in items}
    more = mentioned(archive, names) | set(_last_days(archive, items, noting))
    others = [*held, *_on(archive, more - days, noting)]
    beside = [
        item for stored in others if occasion(stored.id) not in occasions for item in stored.items()
    ]
    return compare_pairs(items, pairs(archive, names), _known(noting), beside)


def take(again: Reread, items: list[StoredItem], unread: dict[str, str]) -> None:
    """Add the items of a version that was read again, or why it could not be."""
    if again.again is None:
        unread[again.stored.id] = again.problem
    else:
        items += again.again.items()


def _known(noting: Noting) -> Callable[[pl.DataFrame], Formulas]:
    if noting.context is None:
        raise ArchiveError(
            "It is not noted what was learned to be boilerplate.",
            hint="“ordlyd compare” notes it; “ordlyd verify” without an id needs it not.",
        )
    return unpacked(noting.context)


def _day(archive: Archive, meeting_id: str) -> Day:
    meeting = archive.get(meeting_id)
    assert isinstance(meeting, StoredMeeting)  # noqa: S101 - an id without a number is a meeting's
    return _identity(meeting)


def _identity(stored: StoredMeeting) -> Day:
    meeting = stored.meeting
    assert meeting.municipality is not None  # noqa: S101 - what is stored has all that identifies
    assert meeting.date is not None  # noqa: S101 - the same
    return meeting.municipality, meeting.date


def _on(archive: Archive, days: Iterable[Day], noting: Noting) -> Iterator[StoredMeeting]:
    """Yield all versions of the meetings of some days, as they were held at the noting."""
    for town, day in sorted(days):
        later = archive.meetings(
            since=day, municipalities=[town], versions="all", as_of=noting.as_of
        )
        for stored in takewhile(lambda one, day=day: one.meeting.date == day, later):  # type: ignore[misc]
            if not stored.withdrawn:
                yield stored


def _last_days(archive: Archive, items: Iterable[StoredItem], noting: Noting) -> Iterator[Day]:
    """Yield when the committees of some items met last, and each of their municipalities."""
    bodies = {(item.meeting.municipality or "", item.meeting.committee or "") for item in items}
    for town in {town for town, _ in bodies}:
        last = archive.last_days(town, noting.as_of)
        if last:
            yield town, max(last.values())
        yield from ((town, last[body]) for place, body in bodies if place == town and body in last)
