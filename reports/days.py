"""What is new: findings by the day on which they were first found or last became others.

"Since last time" is since the last day before the newest one on which anything was found. That
day stands in the archive, so that writing the site twice in a night hides nothing from a reader,
and who was away for a week goes back day by day. Where nobody noted when findings were found,
all of them are new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from functools import partial

from compare.model import Commitment, Decided
from ordlyd.dates import COPENHAGEN
from reports import decided, paths, promises
from reports.listing import PER_PAGE
from reports.page import Context, Page
from reports.story import Finding
from reports.view import Site

DAYS = 31
"""Days that have a page of their own."""


@dataclass(slots=True)
class Day:
    """What was found on one day, each list in the order of its kind."""

    findings: list[Finding] = field(default_factory=list)
    overdue: list[Commitment] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Everything found that day."""
        return len(self.findings) + len(self.overdue) + len(self.decided)


def days(site: Site) -> dict[Date, Day]:
    """The latest days on which something was found, the newest first; none without a record."""
    found: dict[Date, Day] = defaultdict(Day)
    for finding in site.findings:
        if day := _day(site, finding.relation.key):
            found[day].findings.append(finding)
    overdue = (c for c in site.comparison.commitments if c.status == "overdue")
    for commitment in filter(lambda c: site.item(c.item), overdue):
        if day := _day(site, commitment.key):
            found[day].overdue.append(commitment)
    for outcome in filter(lambda o: site.item(o.item), site.comparison.outcomes):
        if (day := _day(site, outcome.key)) and decided.tab(outcome):
            found[day].decided.append(outcome)
    return {day: found[day] for day in sorted(found, reverse=True)[:DAYS]}


def pages(site: Site) -> Iterator[Page]:
    """A page for each of the latest days; more where a day has much."""
    found = days(site)
    listed = [(day, paths.news_path(str(day), 1), of.count) for day, of in found.items()]
    for day, of in found.items():
        numbers = range(1, max(-(-len(of.findings) // PER_PAGE), 1) + 1)
        addresses = [paths.news_path(str(day), n) for n in numbers]
        for number, path in zip(numbers, addresses, strict=True):
            part = of.findings[(number - 1) * PER_PAGE : number * PER_PAGE]
            first = of if number == 1 else Day()
            frame = {"day": day, "days": listed, "number": number, "pages": addresses}
            late = [promises.lateness(site, c) for c in first.overdue]
            drawn = partial(_context, site, frame, part, first)
            yield Page(path, "news.html", drawn, (frame, part, first.overdue, first.decided, late))


def _context(site: Site, frame: Context, part: Sequence[Finding], first: Day) -> Context:
    return {
        **frame,
        "rows": [(f, paths.relation_path(f.relation.a.id, f.relation.b.id)) for f in part],
        "overdue": promises.drawn(site, first.overdue[:PER_PAGE]),
        "decided": [decided.otherwise(site, d) for d in first.decided[:PER_PAGE]],
    }


def _day(site: Site, key: str) -> Date | None:
    found = site.found_at(key)
    return found.changed.astimezone(COPENHAGEN).date() if found else None
