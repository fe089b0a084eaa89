"""References: the mentions of other meetings in items, and the meetings held that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date as Date

from compare.bodies import same_body
from compare.mentions import Mention, direction_of
from compare.model import ItemRef, Reference
from compare.said import SHOWN, Said
from ordlyd.ids import document
from ordlyd.stored import StoredItem
from ordlyd.text import collapse


def references(said: Iterable[Said], held: Iterable[ItemRef]) -> list[Reference]:
    """Return the references in what items say, in their order.

    A reference resolves to a meeting held, by municipality, date and committee, and to its item
    where the number is printed. An earlier decision printed inside an item is a reference too.

    Args:
        said: What items say, from :func:`compare.said.read`.
        held: Each item held.
    """
    meetings = _Held(held)
    return [reference for one in said for reference in _references(one, meetings)]


def _references(said: Said, held: _Held) -> Iterator[Reference]:
    for mention in said.mentions:
        yield _reference(said, mention, said.quote(mention), said.span(mention), held)
    for entry in said.stored.item.history:
        known = any(
            mention.date == entry.date and same_body(mention.committee, entry.committee, None)
            for mention in said.mentions
        )
        if entry.date is None or known:
            continue
        direction = direction_of(entry.date, entry.committee, said.stored, ahead=False)
        if direction:
            mention = Mention(-1, 0, 0, entry.date, entry.committee, None, direction)
            yield _reference(said, mention, collapse(entry.text)[:SHOWN], None, held)


def _reference(
    said: Said, mention: Mention, text: str, span: tuple[int, int] | None, held: _Held
) -> Reference:
    return Reference(
        item=said.stored.id,
        date=mention.date,
        committee=mention.committee,
        number=mention.number,
        direction=mention.direction,
        text=text,
        span=span,
        resolves_to=held.find(said.stored, mention),
    )


class _Held:
    """The meetings held, to be found by municipality, day and committee."""

    def __init__(self, items: Iterable[ItemRef]) -> None:
        self._meetings: dict[tuple[str | None, Date | None], dict[str, ItemRef]]
        self._meetings = defaultdict(dict)
        self._items: dict[tuple[str, str], str] = {}
        for item in items:
            self._meetings[item.municipality, item.date].setdefault(document(item.id), item)
            self._items[document(item.id), item.number] = item.id

    def find(self, stored: StoredItem, mention: Mention) -> str | None:
        """The id of the one meeting, or of its item, that a mention can mean."""
        if not isinstance(mention.date, Date):
            return None
        that_day = self._meetings.get((stored.meeting.municipality, mention.date), {})
        same = [
            name
            for name, item in that_day.items()
            if name != document(stored.id)
            and same_body(mention.committee, item.committee, stored.meeting.committee)
        ]
        if len(same) != 1:
            return None
        return self._items.get((same[0], mention.number or ""), same[0])
