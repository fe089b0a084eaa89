"""What each item says of other meetings and of what is to come, read once for both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date

from compare.mentions import Mention, mentions
from compare.promises import promises
from compare.prose import Sentence, sentences
from compare.reading import Promise
from ordlyd.stored import StoredItem

SHOWN = 600
"""Characters of a sentence that are quoted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one item says.

    Attributes:
        stored: The item.
        sentences: The sentences that hold a mention or a promise, by place.
        mentions: The other meetings that it names.
        promises: What it promises.
    """

    stored: StoredItem
    sentences: dict[int, Sentence]
    mentions: tuple[Mention, ...]
    promises: tuple[Promise, ...]

    def days(self) -> set[Date]:
        """The days of the meetings that it names, those of earlier decisions among them."""
        named = [*(m.date for m in self.mentions), *(h.date for h in self.stored.item.history)]
        return {day for day in named if isinstance(day, Date)}

    def quote(self, found: Mention | Promise) -> str:
        """The sentence; of a long one, the part around what was found."""
        text = self.sentences[found.sentence].text
        start = max(0, min(found.start - SHOWN // 2, len(text) - SHOWN))
        return text[start : start + SHOWN]

    def span(self, found: Mention | Promise) -> tuple[int, int] | None:
        """Where the sentence stands in the extracted text of the document."""
        return self.sentences[found.sentence].span


def read(items: Iterable[StoredItem]) -> list[Said]:
    """Return what each item says, without those that say nothing of the kind."""
    return [said for stored in items if (said := _read(stored)) is not None]


def _read(stored: StoredItem) -> Said | None:
    prose = sentences(stored.item)
    mentioned = mentions(stored, prose)
    promised = promises(stored, prose, mentioned)
    if not (mentioned or promised or stored.item.history):
        return None
    places = {m.sentence for m in mentioned} | {p.sentence for p in promised}
    kept = {place: prose[place] for place in sorted(places)}
    return Said(stored, kept, tuple(mentioned), tuple(promised))
