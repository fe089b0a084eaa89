"""What lies around items that are compared anew: the stored findings that they may touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from compare.holding import until_of
from compare.model import Commitment, Comparison, Relation
from compare.record import stored
from compare.threads import joins
from ordlyd.archive import Archive, StoredFinding
from ordlyd.ids import bare, town

AT_A_TIME = 1_000  # items asked for in one statement


def findings(archive: Archive, items: Collection[str], sort: str | None = None) -> Comparison:
    """Return the standing findings that touch some items, each once."""
    return stored(standing(archive, items, sort))


def standing(
    archive: Archive, items: Collection[str], sort: str | None = None
) -> Collection[StoredFinding]:
    """Return the same as they are stored."""
    ordered = sorted(items)
    parts = (ordered[n : n + AT_A_TIME] for n in range(0, len(ordered), AT_A_TIME))
    found = {
        (one.sort, one.key): one
        for part in parts
        for one in archive.findings(sort=sort, items=part)
        if one.gone_at is None
    }
    return found.values()


def sides(relation: Relation) -> tuple[str, str]:
    """The two items of a relation, without versions."""
    return bare(relation.a.id), bare(relation.b.id)


def touches(relation: Relation, items: Collection[str]) -> bool:
    """Whether one side of a relation is among some items."""
    return any(side in items for side in sides(relation))


def matters(relations: Iterable[Relation]) -> set[str]:
    """The items on either side, but for procedural ones, which are related to all others."""
    telling = (relation for relation in relations if relation.kind != "standing_item")
    return {side for relation in telling for side in sides(relation)}


class Near:
    """The items that belong to the matters of others, and the relations that say so.

    Attributes:
        ids: The items.
        relations: All stored relations that touch one of them and none that is compared anew.
    """

    def __init__(self, archive: Archive, first: Collection[str], anew: Collection[str]) -> None:
        self.ids: set[str] = set()
        found: dict[str, Relation] = {}
        reached = set(first) - set(anew)
        while reached:
            self.ids |= reached
            relations = findings(archive, reached, "relation").relations
            found.update((one.key, one) for one in relations if not touches(one, anew))
            joined = (one for one in relations if joins(one))
            reached = {side for one in joined for side in sides(one)} - self.ids - set(anew)
        self.relations = [found[key] for key in sorted(found)]


def staying(
    there: Comparison, anew: Collection[str], near: Collection[str], late: Collection[str]
) -> Comparison:
    """Return the stored findings that are not found again.

    Args:
        there: What touches the items below.
        anew: Items that are compared anew: nothing of theirs stays.
        near: Items whose threads and promises are found again.
        late: Items whose open promises are.
    """
    kept = {one.key for one in there.relations if not touches(one, anew)}
    pairs = {(one.a.id, one.b.id) for one in there.relations if one.key in kept}
    again = {*anew, *near}
    return Comparison(
        relations=tuple(one for one in there.relations if one.key in kept),
        changes=tuple(one for one in there.changes if (one.a, one.b) in pairs),
        threads=tuple(one for one in there.threads if again.isdisjoint(one.items)),
        references=tuple(one for one in there.references if one.item not in anew),
        commitments=tuple(
            one
            for one in there.commitments
            if one.item not in again and not (one.item in late and one.status == "open")
        ),
        outcomes=tuple(one for one in there.outcomes if one.item not in anew),
    )


def now_late(
    there: Comparison, late: Collection[str], today: Mapping[str, str]
) -> Iterator[Commitment]:
    """Yield the open promises of some items as they stand on the day of their municipality."""
    for one in there.commitments:
        if one.item in late and one.status == "open":
            until = until_of(one)
            over = until is not None and until.isoformat() < today[town(one.item)]
            yield one.model_copy(update={"status": "overdue"}) if over else one
