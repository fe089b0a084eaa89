"""What stored findings depend on: the days to read again, and the pairs to compare again.

A relation depends on its two items, and on what else the later one has to do with the meeting of
the earlier; a thread on all relations among its items; a commitment on everything that its item
is related to. Which pairs were found to belong together is taken from what was noted; whether
each does, is found anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date as Date
from typing import Any

from compare import around
from ordlyd.archive import Archive, StoredFinding
from ordlyd.ids import bare, document, town

_DAY = len("2031-03-04")
"""A date that is shorter names a month."""


def bodies_of(archive: Archive, names: Collection[str], sort: str | None = None) -> list[Any]:
    """Return the bodies of the findings that speak of some items or meetings.

    Those that are gone are left out, and those that are damaged: each is told of by itself.
    """
    found = around.standing(archive, names, sort)
    return [json.loads(one.body) for one in found if one.intact]


def depended_on(archive: Archive, chosen: Iterable[StoredFinding]) -> set[str]:
    """Return the ids of the items that findings depend on, without version."""
    needed: set[str] = set()
    promising: set[str] = set()
    for one in chosen:
        body = json.loads(one.body)
        needed |= items_of(body)
        if one.sort == "commitment":
            promising |= {body["item"], document(body["item"])}
    if promising:
        for body in bodies_of(archive, promising):
            needed |= items_of(body)
    return {name for name in needed if "#" in name}


def pairs(archive: Archive, items: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs among some items that were found to belong together."""
    known = set(items)
    for body in bodies_of(archive, known, "relation"):
        sides = sorted(items_of(body))
        if len(sides) > 1 and known.issuperset(sides):
            yield sides[0], sides[1]


def mentioned(archive: Archive, items: Collection[str]) -> set[tuple[str, Date]]:
    """Return the municipality and day of the meetings that some items speak of."""
    bodies = [body for body in bodies_of(archive, items, "reference") if body["item"] in items]
    return {
        (town(body["item"]), Date.fromisoformat(body["date"]))
        for body in bodies
        if len(body["date"] or "") == _DAY
    }


def items_of(body: dict[str, Any]) -> set[str]:
    """Return the ids in the body of a finding, without version; a meeting may be among them."""
    body = body.get("relation", body)
    sides = [body[side]["id"] for side in ("a", "b") if side in body]
    named = [body.get(name) for name in ("item", "met_by", "resolves_to")]
    listed = body.get("items", ())
    return {bare(name) for name in (*sides, *named, *listed) if name}
