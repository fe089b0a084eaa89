"""Municipality against municipality: what one has in common with another, and the list of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ordlyd.text import danish_key
from reports import paths
from reports.labels import RELATIONS
from reports.listing import PER_PAGE
from reports.page import Context, Page
from reports.story import Finding, reader_kind
from reports.view import Site

TOWNS = 20
"""Municipalities drawn in the matrix: those that have most in common with others."""
PAIRS = 200
"""Pairs of municipalities listed under it."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What two municipalities have in common.

    ``shade`` is 1 to 5 by its share of the most that any two have; 0 for nothing.
    """

    count: int
    path: str | None
    shade: int


def between(site: Site) -> dict[Pair, list[Finding]]:
    """The findings across municipalities by pair, in alphabetical order of slugs."""
    found: dict[Pair, list[Finding]] = defaultdict(list)
    for finding in site.findings:
        towns = sorted({finding.relation.a.municipality, finding.relation.b.municipality})
        if len(towns) == 2:
            found[towns[0], towns[1]].append(finding)
    return found


def pages(site: Site) -> Iterator[Page]:
    """The matrix, and a list for each pair."""
    found = between(site)
    yield Page(paths.MATRIX, "matrix.html", partial(_matrix, site, found))
    for pair, findings in found.items():
        numbers = range(1, -(-len(findings) // PER_PAGE) + 1)
        addresses = [paths.pair_path(*pair, n) for n in numbers]
        for number, path in zip(numbers, addresses, strict=True):
            part = findings[(number - 1) * PER_PAGE : number * PER_PAGE]
            frame = {"pair": pair, "total": len(findings), "number": number, "pages": addresses}
            yield Page(path, "pair.html", partial(_pair, frame, part), (frame, part))


def _matrix(site: Site, found: dict[Pair, list[Finding]]) -> Context:
    totals: Counter[str] = Counter()
    for pair, findings in found.items():
        totals.update(dict.fromkeys(pair, len(findings)))
    chosen = [town for town, _ in totals.most_common(TOWNS)]
    drawn = sorted(chosen, key=lambda town: danish_key(site.name(town)))
    most = max((len(findings) for findings in found.values()), default=0)
    cells = {(row, column): _cell(found, row, column, most) for row in drawn for column in drawn}
    ordered = sorted(
        found.items(), key=lambda e: (-len(e[1]), *(danish_key(site.name(t)) for t in e[0]))
    )
    return {
        "drawn": drawn,
        "cells": cells,
        "towns": len(totals),
        "total": sum(map(len, found.values())),
        "pairs": [
            (*pair, paths.pair_path(*pair, 1), len(findings), _kinds(findings))
            for pair, findings in ordered[:PAIRS]
        ],
        "pair_count": len(found),
    }


def _cell(found: dict[Pair, list[Finding]], row: str, column: str, most: int) -> Cell:
    first, second = sorted((row, column))
    count = len(found.get((first, second), ()))
    path = paths.pair_path(row, column, 1) if count else None
    return Cell(count, path, -(-5 * count // most) if count else 0)


def _kinds(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """Kinds of findings with their number, in the readers' order."""
    counted = Counter(reader_kind(finding.relation) for finding in findings)
    return [(kind, counted[kind]) for kind in RELATIONS if counted[kind]]


def _pair(frame: Context, part: Sequence[Finding]) -> Context:
    rows = [(f, paths.relation_path(f.relation.a.id, f.relation.b.id)) for f in part]
    return {**frame, "rows": rows}
