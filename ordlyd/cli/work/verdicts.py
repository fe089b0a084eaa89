"""Whether one thing that is stored is what its originals say, and where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from compare import Comparison
from compare.neighbours import items_of
from compare.record import ENGINE, found
from ordlyd.archive import Found, StoredFinding
from ordlyd.archive.objects import sha256
from ordlyd.ids import document
from ordlyd.model import Record

Answer = Literal["held", "differs", "damaged", "gone", "redacted"]
FINE: frozenset[Answer] = frozenset({"held", "redacted"})
DAMAGED = "Its stored body is another than noted."
MOST, LENGTH = 5, 80
"""Differences named of one thing, and characters shown of each."""
_OTHERWISE = (
    "Its original says something else: the stored text was altered, or the layout was mended since."
)


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


def not_noted(one: Found) -> Verdict:
    """Return that something is found which was not noted."""
    return Verdict(one.key, one.sort, "differs", "It is found, and was not noted.")


def compared(name: str, what: str, stored: Record, again: Record) -> Verdict:
    """Return whether a record that was read again is the one that is stored."""
    before, after = stored.model_dump(mode="json"), again.model_dump(mode="json")
    if before == after:
        return Verdict(name, what, "held")
    return Verdict(name, what, "differs", _OTHERWISE, _differences(before, after))


def held_against(
    stored: Sequence[StoredFinding], derived: Comparison, unread: Mapping[str, str]
) -> Iterator[Verdict]:
    """Yield whether each finding is found again, byte for byte."""
    hashes = {(one.sort, one.key): sha256(one.body) for one in found(derived)}
    other: dict[tuple[str, str], StoredFinding] = {}
    for one in stored:
        if not one.intact:
            yield Verdict(one.key, one.sort, "damaged", DAMAGED)
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
