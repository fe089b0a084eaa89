"""Threads: all items of one matter in time order, and when its report is due again.

Relations that say "the same matter" are joined up: version, duplicate, near duplicate, series and
follow-up.
A shared case number alone joins nothing, for towns reuse one number for unrelated items; it does
when the titles agree as well, or a passage of 100 words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise
from statistics import median

from compare.model import ItemRef, Relation, Thread
from ordlyd.ids import bare, occasion

_JOINING = frozenset({"version", "duplicate", "near_duplicate", "series", "follow_up"})
_AGREEING = re.compile(r"title|passage [1-9]\d\d")
"""Evidence beside which a shared case number counts: the titles, or a passage of 100 words."""
_ISSUED = frozenset({"title", "title but for dates"})
_LEAST = 3  # dates that make a rhythm
_SLACK_DAYS, _SLACK = 7, 0.25  # how far a gap may be from the median: the larger of the two
_REGULAR = 0.75  # share of the gaps that keep within it


def threads(relations: Iterable[Relation]) -> list[Thread]:
    """Join relations up into threads of two meetings or more, earliest first.

    The id of a thread is that of its earliest item after ``thread:``; its title is that of the
    latest one. ``cadence_days`` is the median gap between three dates or more of one committee's
    reports of one title, where three quarters of the gaps keep within a quarter of it (or 7
    days), and ``next_expected`` is so many days after the last one.
    """
    joining = [relation for relation in relations if joins(relation)]
    items = {bare(ref.id): ref for relation in joining for ref in (relation.a, relation.b)}
    groups: dict[str, list[Relation]] = defaultdict(list)
    root = _roots((bare(relation.a.id), bare(relation.b.id)) for relation in joining)
    for relation in joining:
        groups[root[bare(relation.a.id)]].append(relation)
    found = (_thread(group, items) for group in groups.values())
    return sorted((thread for thread in found if thread), key=lambda thread: thread.id)


def joins(relation: Relation) -> bool:
    """Whether a relation says that two items are of one matter."""
    agrees = any(_AGREEING.match(reason) for reason in relation.evidence)
    return relation.kind in _JOINING or (relation.kind == "same_case" and agrees)


def _roots(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each name the one that stands for all it is joined to (union-find)."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {name: root(name) for name in parent}


def _thread(relations: Sequence[Relation], items: dict[str, ItemRef]) -> Thread | None:
    ids = {bare(ref.id) for relation in relations for ref in (relation.a, relation.b)}
    if len({occasion(item_id) for item_id in ids}) < 2:
        return None
    in_time = sorted(ids, key=lambda item_id: (items[item_id].date, item_id))
    days, following = cadence(_issues(relations))
    return Thread(
        id=f"thread:{in_time[0]}",
        title=items[in_time[-1]].title,
        items=tuple(in_time),
        kinds=tuple(sorted({relation.kind for relation in relations})),
        cadence_days=days,
        next_expected=following,
    )


def _issues(relations: Sequence[Relation]) -> list[Date]:
    """The dates of a report in the committee that has had it most often, or else first."""
    dates: dict[tuple[str, str], set[Date]] = defaultdict(set)
    for relation in relations:
        if relation.a.date != relation.b.date and _ISSUED.intersection(relation.evidence):
            for ref in (relation.a, relation.b):
                dates[ref.municipality, ref.committee].add(ref.date)
    most = min(dates.items(), key=lambda body: (-len(body[1]), min(body[1]), body[0]), default=None)
    return sorted(most[1]) if most else []


def cadence(dates: Sequence[Date]) -> tuple[int | None, Date | None]:
    """Return the usual gap in days between sorted dates, and the next date; or two ``None``."""
    gaps = [(after - before).days for before, after in pairwise(dates)]
    if len(dates) < _LEAST:
        return None, None
    usual = round(median(gaps))
    slack = max(_SLACK_DAYS, _SLACK * usual)
    if sum(abs(gap - usual) <= slack for gap in gaps) < _REGULAR * len(gaps):
        return None, None
    return usual, dates[-1] + timedelta(days=usual)
