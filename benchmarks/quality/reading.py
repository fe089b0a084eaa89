"""The gold: four real documents as a person read them, and what lies between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from benchmarks.gold import HERE, NAMES, gold_items, gold_pairs, scored
from benchmarks.quality.page import Part, table
from compare import compare
from compare.model import Relation
from compare.pairs import named
from compare.references import references
from compare.said import read

_ABSENT = "The real documents are not beside this clone, so that this part was not measured."
_ISO = re.compile(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|[QH]\d))?(?:/\d{4}-(?:\d\d|[QH]\d))?")
_POOLED = re.compile(r"_pooled_f1$|^attachment_ids_f1$")
"""The same figures again, counted otherwise."""


def parts() -> list[Part]:
    """The fields of each document, and the relations, references and promises in all four."""
    if not HERE:
        return [Part("Reading", [_ABSENT]), Part("Between real documents", [_ABSENT])]
    return [_fields(), _between()]


def _fields() -> Part:
    figures = {key: scored(key)[0] for key in NAMES}
    names = [name for name in figures["000"] if not _POOLED.search(name)]
    rows = [[name, *(figures[key][name] for key in NAMES)] for name in names]
    said = "Each field of the four real documents, against a person's reading of them."
    return Part("Reading", [said, table(["field", *NAMES], rows)])


def _between() -> Part:
    items = gold_items()
    names = {item.id: key for key, item in items.items()}
    found = compare(items.values())
    gold = gold_pairs()
    rows = [
        _row("recurrences, with their kind", _wanted(gold), _related(names, found.relations)),
        _references(names, gold),
        _commitments(names, gold),
        _changes(names, gold, found.relations),
    ]
    said = (
        "Of the four real documents: what a person found in and between them. Of references and"
        " promises, those of tier A must be found; what is found beside them in tier B is no fault."
    )
    return Part("Between real documents", [said, table(["what", "wanted", "found", "false"], rows)])


def _row(name: str, wanted: Counter[Any], found: Counter[Any]) -> list[object]:
    hits = (wanted & found).total()
    return [name, wanted.total(), hits, (found - wanted).total()]


def _wanted(gold: dict[str, Any]) -> Counter[Any]:
    return Counter(
        (frozenset((tuple(pair["a"]), tuple(pair["b"]))), pair["relation"])
        for pair in gold["recurrences"]
    )


def _related(names: dict[str, tuple[str, int]], found: Iterable[Relation]) -> Counter[Any]:
    return Counter((frozenset((names[r.a.id], names[r.b.id])), r.kind) for r in found)


def _references(names: dict[str, tuple[str, int]], gold: dict[str, Any]) -> list[object]:
    items = gold_items()
    ours = Counter(
        (*names[r.item], str(r.date), _lower(r.committee), r.direction)
        for r in references(read(items.values()), map(named, items.values()))
    )
    tiers = {
        tier: Counter(
            (
                g["file"],
                g["item"],
                str(g["date"]),
                (g["committee"] or "").casefold(),
                g["direction"],
            )
            for g in gold["cross_references"]
            if g["tier"] in tier
        )
        for tier in ("A", "AB")
    }
    name = "references of tier A, with date, committee and direction"
    return [name, tiers["A"].total(), (tiers["A"] & ours).total(), (ours - tiers["AB"]).total()]


def _commitments(names: dict[str, tuple[str, int]], gold: dict[str, Any]) -> list[object]:
    """A promise is found where one of the item is due then, or one without a day is quoted."""
    ours = [
        ((*names[one.stored.id], promise.time.due), _key(one.quote(promise)))
        for one in read(gold_items().values())
        for promise in one.promises
    ]
    left = Counter(key for key, _ in ours)
    hits = 0
    wanted = [g for g in gold["commitments"] if g["tier"] == "A"]
    for g in wanted:
        due = g["due"] if _ISO.fullmatch(g["due"]) else None
        key, snippet = (g["file"], g["item"], due), _key(g["snippet"])
        if due:
            hits += left[key] > 0
            left[key] -= 1
        else:
            near = [text for (file, item, _), text in ours if (file, item) == key[:2]]
            hits += any(snippet in text or snippet[-40:] in text for text in near)
    known = [_key(g["snippet"]) for g in gold["commitments"]]
    false = sum(
        not any(s in text or text[:30] in s or s[-40:] in text for s in known) for _, text in ours
    )
    return ["promises of tier A, with when they are due", len(wanted), hits, false]


def _lower(committee: str | None) -> str:
    return (committee or "").casefold()


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _changes(
    names: dict[str, tuple[str, int]], gold: dict[str, Any], found: Iterable[Relation]
) -> list[object]:
    pair = frozenset(tuple(side) for side in gold["changes"]["pair"])
    (relation,) = (r for r in found if frozenset((names[r.a.id], names[r.b.id])) == pair)
    wanted = Counter({"passage": 1, "spelling": 1})  # a sentence less, and “pjecce”
    told = Counter({k: n for k, n in relation.changes.items() if k not in {"layout", "typography"}})
    return _row("changes of the duplicate pair above severity 0", wanted, told)
