"""Stored findings derived again from the stored originals, and held against what was noted.

Nothing is asked of any site. Each version is read again from the bytes of its original, with
the layouts of now; the findings are made again of what was read, as of the last noting: of all
items, or, for some findings, of what they depend on, with what was learned of all the others
then. ``docs/compare.md`` tells how far that reaches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from compare import Comparison, compare
from compare.learned import unpacked
from compare.neighbours import items_of
from compare.record import ENGINE, found
from ordlyd.archive import Archive, Noting, StoredFinding
from ordlyd.archive.objects import sha256
from ordlyd.cli.output import Tell
from ordlyd.cli.rereading import Reread, reread
from ordlyd.cli.session import Session
from ordlyd.cli.work.deriving import derive, take
from ordlyd.errors import ArchiveError, UnknownName
from ordlyd.ids import document
from ordlyd.model import Record
from ordlyd.stored import StoredItem, StoredMeeting

Answer = Literal["held", "differs", "damaged", "gone", "redacted"]
FINE: frozenset[Answer] = frozenset({"held", "redacted"})
MOST, LENGTH = 5, 80
"""Differences named of one thing, and characters shown of each."""
_OTHERWISE = (
    "Its original says something else: the stored text was altered, or the layout was mended since."
)
_KEY = re.compile(r"[0-9a-f]{16}")
"""The name of a finding; no id of a meeting is like it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one thing that is stored is what its originals say.

    Attributes:
        id: Of a version, or the name of a finding.
        what: ``version``, ``item``, ``ledger``, or the sort of finding.
        answer: ``held`` byte for byte; ``differs``; ``damaged`` or missing; ``gone``: no longer
            found at the last noting; ``redacted``: its text was removed, and may be.
        why: For a reader.
        differences: Where, and the stored and the new value.
    """

    id: str
    what: str
    answer: Answer
    why: str = ""
    differences: tuple[str, ...] = ()


def verify_ledger(archive: Archive) -> Verdict:
    """Verify the chain of silent edits."""
    check = archive.check_ledger()
    if check.problem:
        return Verdict(check.head, "ledger", "differs", check.problem)
    return Verdict(check.head, "ledger", "held", f"{check.entries} entries")


def verify_all(archive: Archive, session: Session, tell: Tell) -> Iterator[Verdict]:
    """Verify the ledger, every version, and every finding that is not gone."""
    yield verify_ledger(archive)
    noting = archive.noting()
    then = _held_then(archive, noting)
    total = sum(status.versions for status in archive.status())
    items: list[StoredItem] = []
    unread: dict[str, str] = {}
    for done, stored in enumerate(archive.meetings(versions="all")):
        tell("read again", done, total)
        if stored.redacted is not None:
            yield Verdict(_name(stored), "version", "redacted", stored.redacted.reason)
            continue
        again = reread(archive, session, stored)
        yield _of_version(again)
        if (stored.id, stored.version) in then:
            take(again, items, unread)
    tell("read again", total, total)
    if noting is not None:
        stand = [one for one in archive.findings() if one.gone_at is None]
        # A night's comparison keeps to what the last one of everything learned.
        known = None if noting.whole or not noting.context else unpacked(noting.context)
        derived = compare(items, progress=tell, known=known)
        yield from _held_against(stand, derived, unread)
        noted = {key for key, _, _ in archive.moments()}
        for one in found(derived):
            if one.key not in noted:
                yield Verdict(one.key, one.sort, "differs", "It is found, and was not noted.")


def verify_some(
    archive: Archive, session: Session, ids: Sequence[str], tell: Tell
) -> Iterator[Verdict]:
    """Verify what ids name: versions and items with the findings that speak of them, findings.

    Raises:
        UnknownName: Nothing has one of these ids.
    """
    chosen: dict[tuple[str, str], StoredFinding] = {}
    for name in ids:
        if _KEY.fullmatch(name):
            named = list(archive.findings(keys=[name]))
            if not named:
                raise UnknownName("finding", name, ())
        else:
            stored = archive.get(name)
            yield _of_stored(archive, session, stored)
            named = [one for one in archive.findings(items=_ids(stored)) if one.gone_at is None]
        chosen.update({(one.sort, one.key): one for one in named})
    for one in chosen.values():
        if one.gone_at is not None:
            why = f"It is no longer found since {one.gone_at:%Y-%m-%d %H:%M} UTC."
            yield Verdict(one.key, one.sort, "gone", why)
    stand = [one for one in chosen.values() if one.gone_at is None]
    noting = archive.noting()
    if stand and noting is not None:
        unread: dict[str, str] = {}
        try:
            derived = derive(archive, session, stand, noting, unread, tell)
        except ArchiveError as error:
            yield from (Verdict(one.key, one.sort, "damaged", str(error)) for one in stand)
            return
        yield from _held_against(stand, derived, unread)


def _held_then(archive: Archive, noting: Noting | None) -> set[tuple[str, int]]:
    """Return the versions that the last noted comparison compared."""
    if noting is None:
        return set()
    then = archive.meetings(versions="all", as_of=noting.as_of)
    return {(stored.id, stored.version) for stored in then if not stored.withdrawn}


def _of_version(again: Reread) -> Verdict:
    name = _name(again.stored)
    if again.meeting is None or again.problem:
        return Verdict(name, "version", "damaged", again.problem)
    return _compared(name, "version", again.before, again.meeting)


def _of_stored(archive: Archive, session: Session, stored: StoredMeeting | StoredItem) -> Verdict:
    if isinstance(stored, StoredMeeting):
        if stored.redacted is not None:
            return Verdict(_name(stored), "version", "redacted", stored.redacted.reason)
        return _of_version(reread(archive, session, stored))
    meeting = archive.get(f"{document(stored.id)}@{stored.version}")
    assert isinstance(meeting, StoredMeeting)  # noqa: S101 - an id without a number is a meeting's
    again = reread(archive, session, meeting)
    if again.again is None or again.problem:
        return Verdict(stored.version_id, "item", "damaged", again.problem)
    before, now = (
        {item.number: item for item in read.items} for read in (again.before, again.again.meeting)
    )
    number = stored.item.number
    if number not in now:
        return Verdict(stored.version_id, "item", "differs", "Its original has no such item.")
    return _compared(stored.version_id, "item", before[number], now[number])


def _compared(name: str, what: str, stored: Record, again: Record) -> Verdict:
    before, after = stored.model_dump(mode="json"), again.model_dump(mode="json")
    if before == after:
        return Verdict(name, what, "held")
    return Verdict(name, what, "differs", _OTHERWISE, _differences(before, after))


def _held_against(
    stored: Sequence[StoredFinding], derived: Comparison, unread: Mapping[str, str]
) -> Iterator[Verdict]:
    """Yield whether each finding is found again, byte for byte."""
    hashes = {(one.sort, one.key): sha256(one.body) for one in found(derived)}
    other: dict[tuple[str, str], StoredFinding] = {}
    for one in stored:
        if not one.intact:
            yield Verdict(one.key, one.sort, "damaged", "Its stored body is another than noted.")
        elif hashes.get((one.sort, one.key)) == one.body_sha256:
            yield Verdict(one.key, one.sort, "held")
        else:
            other[one.sort, one.key] = one
    again = {
        (one.sort, one.key): one.body for one in found(derived) if (one.sort, one.key) in other
    }
    for name, one in other.items():
        yield _explained(one, again.get(name), unread)


def _explained(one: StoredFinding, again: bytes | None, unread: Mapping[str, str]) -> Verdict:
    body = json.loads(one.body)
    documents = {document(name) for name in items_of(body)}
    for name in sorted(documents & unread.keys()):
        return Verdict(one.key, one.sort, "damaged", f"{name}: {unread[name]}")
    why = "It is not found." if again is None else "It is found otherwise."
    if one.engine != ENGINE:
        why += f" It was noted by rules {one.engine}; these are rules {ENGINE}."
    differences = () if again is None else _differences(body, json.loads(again))
    return Verdict(one.key, one.sort, "differs", why, differences)


def _differences(before: object, after: object, place: str = "") -> tuple[str, ...]:
    """Name the first places where two JSON values differ, with both."""
    return tuple(islice(_differing(before, after, place), MOST))


def _differing(before: object, after: object, place: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before | after:
            yield from _differing(before.get(name), after.get(name), f"{place}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing(one, other, f"{place}[{number}]")
    elif before != after:
        one, other = (json.dumps(value, ensure_ascii=False) for value in (before, after))
        alike = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
        start = max(0, alike - LENGTH // 3)
        yield f"{place}: {_shown(one, start)} → {_shown(other, start)}"


def _shown(text: str, start: int) -> str:
    """A part of a text, as long as can be shown."""
    part = text[start : start + LENGTH]
    return f"{'…' if start else ''}{part}{'…' if start + LENGTH < len(text) else ''}"


def _name(stored: StoredMeeting) -> str:
    return f"{stored.id}@{stored.version}"


def _ids(stored: StoredMeeting | StoredItem) -> list[str]:
    return [stored.id] if isinstance(stored, StoredItem) else [one.id for one in stored.items()]
