"""The results of a comparison, in the JSON shapes that others rely on (``docs/compare.md``)."""

from __future__ import annotations

import hashlib
from datetime import date as Date
from functools import lru_cache
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from ordlyd.model import Record

RelationKind = Literal[
    "standing_item",
    "version",
    "duplicate",
    "near_duplicate",
    "series",
    "follow_up",
    "same_case",
    "passage",
    "similar",
]
Level = Literal["layout", "typography", "spelling", "wording", "fact", "passage"]
Op = Literal["insert", "delete", "replace", "move"]
LEVELS: tuple[Level, ...] = get_args(Level)
SEVERITY: dict[Level, int] = {
    "layout": 0,
    "typography": 0,
    "spelling": 1,
    "wording": 2,
    "fact": 3,
    "passage": 3,
}


@lru_cache(maxsize=100_000)  # asked for again and again, of every finding
def finding_key(*parts: str | None) -> str:
    """Return the lasting name of a finding: 16 hexadecimal digits of what it is about.

    It depends on ids and quoted words alone, so that it stays when evidence, scores or changes
    are found anew. Of ten million findings, two share a name with a chance of three in a million.
    """
    named = "\n".join(part or "" for part in parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:16]


class ItemRef(Record):
    """One side of a relation, enough to name it to a reader."""

    id: str
    municipality: str
    committee: str
    date: Date
    number: str
    title: str


class Fact(Record):
    """One fact that differs between two texts, with its unit and role."""

    kind: str
    before: str
    after: str
    label: str


class Change(Record):
    """One difference in wording between two items.

    ``a_span`` and ``b_span`` are character spans in the extracted texts of the two documents
    (``None`` on the side that lacks the words).
    """

    a: str
    b: str
    section: str
    op: Op
    level: Level
    severity: int
    before: str
    after: str
    a_span: tuple[int, int] | None
    b_span: tuple[int, int] | None
    facts: tuple[Fact, ...] = ()


class Relation(Record):
    """Two items that belong together, with every reason that holds."""

    a: ItemRef
    b: ItemRef
    kind: RelationKind
    score: float
    evidence: tuple[str, ...]
    changes: dict[Level, int] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """The lasting name of this finding."""
        return finding_key(self.a.id, self.b.id)


class Thread(Record):
    """All items of one matter in time order."""

    id: str
    title: str
    items: tuple[str, ...]
    kinds: tuple[RelationKind, ...]
    cadence_days: int | None = None
    next_expected: Date | None = None

    @property
    def key(self) -> str:
        """The lasting name of this finding."""
        return finding_key(self.id)


Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d$")]


class Reference(Record):
    """A mention of another meeting in an item's text.

    ``date`` is a month where the text names no day; ``span`` is where the sentence stands in
    the extracted text of the document.
    """

    item: str
    date: Date | Month | None
    committee: str | None
    number: str | None
    direction: Literal["earlier", "later", "parallel"]
    text: str
    span: tuple[int, int] | None = None
    resolves_to: str | None = None

    @property
    def key(self) -> str:
        """The lasting name of this finding."""
        return finding_key(self.item, str(self.date or ""), self.committee, self.number, self.text)


class Commitment(Record):
    """A promise to come back.

    ``due`` is an ISO date or a period (``2027-Q1``, ``2026-H2``, ``2024-08/2024-09``, ``2027``);
    ``every`` is the rhythm of what is reported again and again, as ISO 8601 duration or
    ``ongoing``; ``committee`` is whom it was made to, where that is named.
    """

    item: str
    due: str | None
    every: str | None = None
    committee: str | None = None
    text: str
    span: tuple[int, int] | None = None
    status: Literal["open", "met", "overdue"]
    met_by: str | None = None

    @property
    def key(self) -> str:
        """The lasting name of this finding."""
        return finding_key("promise", self.item, self.due, self.every, self.committee, self.text)


Verdict = Literal["as_recommended", "amended", "postponed", "returned", "rejected", "noted"]


class Dissent(Record):
    """Somebody who did not go along, how, and with which points (none: with all of it)."""

    name: str
    how: Literal["against", "abstained", "reserved"]
    points: tuple[str, ...] = ()


class DecidedPoint(Record):
    """One point of a recommendation and what became of it.

    ``verdict`` is ``None`` where the decision does not tell.
    """

    number: str | None
    recommended: str
    decided: str
    verdict: Verdict | None


class Decided(Record):
    """What was recommended in one item, and what was decided."""

    item: str
    verdict: Verdict | None
    points: tuple[DecidedPoint, ...]
    dissent: tuple[Dissent, ...] = ()

    @property
    def key(self) -> str:
        """The lasting name of this finding."""
        return finding_key(self.item)


class Comparison(Record):
    """Everything found over a set of items."""

    relations: tuple[Relation, ...] = ()
    changes: tuple[Change, ...] = ()
    threads: tuple[Thread, ...] = ()
    references: tuple[Reference, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    outcomes: tuple[Decided, ...] = ()
