"""References: the mentions of other meetings in items, and the meetings held that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date

from compare.bodies import same_body
from compare.mentions import Mention, direction_of, mentions
from compare.model import Reference
from compare.prose import Sentence, sentences
from compare.versions import document
from ordlyd.stored import StoredItem
from ordlyd.text import collapse

SHOWN = 600
"""Characters of a sentence that are quoted."""


def references(items: Sequence[StoredItem]) -> list[Reference]:
    """Return the references of a set of items in the order of the items.

    A reference resolves to a meeting held, by municipality, date and committee, and to its item
    where the number is printed; an earlier decision printed inside an item is a reference too.

    Args:
        items: The current text of each item.
    """
    held = _Held(items)
    return [reference for stored in items for reference in _references(stored, held)]


def _references(stored: StoredItem, held: _Held) -> Iterator[Reference]:
    prose = sentences(stored.item)
    seen: list[Mention] = mentions(stored, prose)
    for mention in seen:
        yield _reference(stored, mention, _quote(prose[mention.sentence], mention), held)
    for entry in stored.item.history:
        known = any(
            m.date == entry.date and same_body(m.committee, entry.committee, None) for m in seen
        )
        way = entry.date and direction_of(entry.date, entry.committee, stored, ahead=False)
        if entry.date and way and not known:
            mention = Mention(-1, 0, 0, entry.date, entry.committee, None, way)
            yield _reference(stored, mention, collapse(entry.text)[:SHOWN], held)


def _reference(stored: StoredItem, mention: Mention, text: str, held: _Held) -> Reference:
    return Reference(
        item=stored.id,
        date=mention.date,
        committee=mention.committee,
        number=mention.number,
        direction=mention.direction,
        text=text,
        resolves_to=held.find(stored, mention),
    )


def _quote(sentence: Sentence, mention: Mention) -> str:
    """The sentence; of a long one, the part around the date."""
    start = max(0, min(mention.start - SHOWN // 2, len(sentence.text) - SHOWN))
    return sentence.text[start : start + SHOWN]


class _Held:
    """The meetings held, to be found by municipality, day and committee."""

    def __init__(self, items: Iterable[StoredItem]) -> None:
        self._meetings: dict[tuple[str | None, Date | None], dict[str, StoredItem]] = defaultdict(
            dict
        )
        self._items: dict[tuple[str, str], str] = {}
        for item in items:
            meeting = item.meeting
            self._meetings[meeting.municipality, meeting.date].setdefault(document(item), item)
            self._items[document(item), item.item.number] = item.id

    def find(self, stored: StoredItem, mention: Mention) -> str | None:
        """Return the id of the meeting, or of the item, that a mention means."""
        if not isinstance(mention.date, Date):
            return None
        own = stored.meeting.committee
        that_day = self._meetings.get((stored.meeting.municipality, mention.date), {})
        same = [
            name
            for name, item in that_day.items()
            if same_body(mention.committee, item.meeting.committee, own)
            and name != document(stored)
        ]
        if len(same) != 1:
            return None
        return self._items.get((same[0], mention.number or ""), same[0])
