"""What a relation tells, in one sentence, and how loudly it should be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from compare.levels import seriousness
from compare.model import LEVELS, Change, Comparison, Fact, ItemRef, Relation
from ordlyd.ids import document, document_kind
from ordlyd.text import caseless
from reports.labels import MEETING_KINDS, N_, RELATIONS
from reports.words import Words

ORDER = tuple(RELATIONS)
"""Kinds as readers see them, the most telling first."""

EXPECTED = frozenset({"series", "follow_up", "passage", "similar", "same_case", "standing_item"})
"""Kinds whose texts are meant to differ: their changes are no news."""

SHORT = 26
"""Characters of a fact that stay on one line, also on a phone."""

_SENTENCE_END = re.compile(r"[.!?][\"”)]?\s+(?=[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation worth telling, as plain text.

    Attributes:
        severity: Of its most serious change (0-3); 0 where the texts are meant to differ.
        opening: What the two items are to each other.
        details: What differs, in few words.
        title: Of the item.
        where: Both committees and dates.
        relation: What was found.
        changes: Its changes, most serious first.
    """

    severity: int
    opening: str
    details: str
    title: str
    where: str
    relation: Relation
    changes: tuple[Change, ...]

    @property
    def headline(self) -> str:
        """What happened, in one sentence."""
        return f"{self.opening} – {self.details}" if self.details else self.opening

    def __str__(self) -> str:
        return f"{self.headline}\n  {self.title}\n  {self.where}"


def reader_kind(relation: Relation) -> str:
    """The kind as readers see it: a version is an edit, or an agenda become minutes."""
    if relation.kind != "version":
        return relation.kind
    return "edited" if document(relation.a.id) == document(relation.b.id) else "completed"


def news(relation: Relation, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes a reader is to be told, most serious first."""
    told = (change for change in changes if not expected(relation, change))
    return tuple(sorted(told, key=seriousness))


def expected(relation: Relation, change: Change) -> bool:
    """Whether a change is no news: it is listed, and neither told nor counted.

    A decision that minutes add to their agenda is what minutes are for; and when two committees
    are given one text, each is called by its own name in it.
    """
    if reader_kind(relation) == "completed" and change.section == "decision":
        return change.op == "insert"
    return (
        relation.a.committee != relation.b.committee
        and _names(change.before, relation.a.committee)
        and _names(change.after, relation.b.committee)
    )


def _names(words: str, committee: str) -> bool:
    return caseless(words).rstrip("s") == caseless(committee).rstrip("s")


def loudness(relation: Relation, told: Sequence[Change]) -> tuple[int, int, int, int, str, str]:
    """Sort key for relations: the most serious first, then kind, then the latest."""
    kind = reader_kind(relation)
    severity = 0 if kind in EXPECTED else max((c.severity for c in told), default=0)
    binding = seriousness(told[0])[0] if told else 1
    latest = max(relation.a.date, relation.b.date).toordinal()
    return (-severity, ORDER.index(kind), binding, -latest, relation.a.id, relation.b.id)


Telling = tuple[Relation, tuple[Change, ...]]
"""A relation, and its changes that a reader is told."""


def findings(comparison: Comparison, words: Words) -> list[Finding]:
    """All relations but standing items, most serious first."""
    told = sorted(_tellings(comparison), key=lambda telling: loudness(*telling))
    return [finding(relation, changes, words) for relation, changes in told]


def most_serious(parts: Iterable[Comparison], limit: int, words: Words) -> list[Finding]:
    """The first so many of :func:`findings`, without items that stayed as they were."""
    tellings = (one for part in parts for one in _tellings(part))
    telling = (one for one in tellings if one[1] or one[0].kind != "version")
    told = nsmallest(limit, telling, key=lambda telling: loudness(*telling))
    return [finding(relation, changes, words) for relation, changes in told]


def _tellings(comparison: Comparison) -> Iterator[Telling]:
    by_pair = changes_by_pair(comparison.changes)
    for relation in comparison.relations:
        if relation.kind != "standing_item":
            yield relation, news(relation, by_pair.get((relation.a.id, relation.b.id), ()))


def finding(relation: Relation, told: tuple[Change, ...], words: Words) -> Finding:
    """Put one relation into words."""
    return Finding(
        severity=-loudness(relation, told)[0],
        opening=opening(relation, words),
        details=", ".join(_details(relation, told, words)),
        title=relation.b.title or relation.a.title,
        where=where(relation.a, relation.b, words),
        relation=relation,
        changes=told,
    )


def changes_by_pair(changes: Iterable[Change]) -> dict[tuple[str, str], list[Change]]:
    """Changes by the ids of their two items, in reading order."""
    pairs: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        pairs.setdefault((change.a, change.b), []).append(change)
    return pairs


def opening(relation: Relation, words: Words) -> str:
    """What two items are to each other."""
    a, b = relation.a, relation.b
    kind = reader_kind(relation)
    days = abs((b.date - a.date).days)
    if kind == "edited":
        return words.label(RELATIONS, kind)
    if kind == "completed":
        kinds = [words.label(MEETING_KINDS, document_kind(ref.id)) for ref in (a, b)]
        return words.gettext("From %(a)s to %(b)s", a=kinds[0], b=kinds[1])
    if kind == "series":
        return words.ngettext(
            "The same report again after %(n)s day", "The same report again after %(n)s days", days
        )
    if kind in {"duplicate", "near_duplicate"}:
        return words.gettext(_twice(a, b))
    return words.label(RELATIONS, kind)


def _twice(a: ItemRef, b: ItemRef) -> str:
    if a.municipality != b.municipality:
        return N_("The same text in two municipalities")
    if a.committee == b.committee:
        return N_("The same case twice in one committee")
    if a.date == b.date:
        return N_("Same case, two committees, same day")
    return N_("Same case, two committees")


def _details(relation: Relation, told: Sequence[Change], words: Words) -> list[str]:
    if reader_kind(relation) in EXPECTED:
        return []
    of = {level: [c for c in told if c.level == level] for level in LEVELS}
    ordered = relation.kind == "version" or relation.a.date < relation.b.date
    details = [
        *_facts(of["fact"], words),
        *_passages(of["passage"], words, ordered=ordered),
        *_wordings(of["wording"], words),
        *_spellings(of["spelling"], words),
    ]
    if details or reader_kind(relation) == "completed":
        return details
    return [words.gettext("the wording is the same")]


def _facts(changes: Sequence[Change], words: Words) -> list[str]:
    facts = [fact for change in changes for fact in change.facts]
    if 0 < len(facts) <= 2 and all(len(f.before) + len(f.after) <= 60 for f in facts):
        return [arrow(fact) for fact in facts]
    n = max(len(facts), len(changes))
    return [words.ngettext("%(n)s fact changed", "%(n)s facts changed", n)] if n else []


def _passages(changes: Sequence[Change], words: Words, *, ordered: bool) -> list[str]:
    """Count sentences by what happened to them; of two papers of one day neither is the first."""
    counted: Counter[str] = Counter()
    for change in changes:
        one_sided = not ordered and change.op in {"insert", "delete"}
        counted["one-sided" if one_sided else change.op] += sentences(change.before or change.after)
    tell = {
        "insert": words.ngettext(
            "%(n)s sentence added", "%(n)s sentences added", counted["insert"]
        ),
        "delete": words.ngettext(
            "%(n)s sentence removed", "%(n)s sentences removed", counted["delete"]
        ),
        "one-sided": words.ngettext(
            "%(n)s sentence stands in only one of them",
            "%(n)s sentences stand in only one of them",
            counted["one-sided"],
        ),
        "replace": words.ngettext(
            "%(n)s sentence rewritten", "%(n)s sentences rewritten", counted["replace"]
        ),
        "move": words.ngettext("%(n)s sentence moved", "%(n)s sentences moved", counted["move"]),
    }
    return [told for op, told in tell.items() if counted[op]]


def _wordings(changes: Sequence[Change], words: Words) -> list[str]:
    n = len(changes)
    return [words.ngettext("%(n)s place reworded", "%(n)s places reworded", n)] if n else []


def _spellings(changes: Sequence[Change], words: Words) -> list[str]:
    if not changes:
        return []
    n = len(changes)
    said = words.ngettext("%(n)s word spelled differently", "%(n)s words spelled differently", n)
    first = changes[0]
    short = n == 1 and 0 < len(first.before) + len(first.after) <= 50
    return [f"{said} ({first.before} / {first.after})" if short else said]


def sentences(text: str) -> int:
    """How many sentences a passage has, one at least."""
    return 1 + len(_SENTENCE_END.findall(text.strip()))


def arrow(fact: Fact) -> str:
    """A fact before and after, a common unit said once: ``12,0 → 14,5 mio. kr.``.

    A fact that only one text has carries the sign of that text: ``+ ikke``.
    """
    if not (fact.before and fact.after):
        return f"− {fact.before}" if fact.before else f"+ {fact.after}"
    before, after = fact.before.split(), fact.after.split()
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
        before.pop()
        after.pop()
    unit = fact.after.split()[len(after) :]
    parts = (*before, "→", *after, *unit)
    whole = " ".join(parts)
    return "\u00a0".join(parts) if len(whole) <= SHORT else whole


def where(a: ItemRef, b: ItemRef, words: Words) -> str:
    """Both committees and dates, said once where they agree."""
    apart = a.municipality != b.municipality
    bodies = [f"{r.committee} ({r.municipality})" if apart else r.committee for r in (a, b)]
    days = [words.date(r.date) for r in (a, b)]
    return ", ".join(words.list(dict.fromkeys(said)) for said in (bodies, days))
