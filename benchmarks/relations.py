"""Time and memory of finding relations, at growing sizes, with what was planted and found.

    python -m benchmarks.relations [ITEMS…]

The items are invented: words of invented syllables with a natural spread of frequencies, in
sentences, under titles and case numbers, with formulas, standing items, quarterly reports, items
put to two committees, reworded copies and reused passages. Memory is the highest so far of the
whole process, so sizes should grow.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from benchmarks._memory import peak
from compare.laid import lay
from compare.relations import relate
from compare.versions import trace
from ordlyd.model import AgendaItem, Meeting, Section, Source
from ordlyd.stored import StoredItem

_TOWNS, _BODIES, _PER_MEETING = 20, 4, 12
_ROUND = _TOWNS * _BODIES * _PER_MEETING  # items until a body meets again
_STANDING = ("Godkendelse af dagsorden", "Eventuelt")
_PLANTED = ("duplicate", "near_duplicate", "series", "passage")


class Corpus:
    """Invented items, the same for the same seed; ``planted`` holds (kind, index, index)."""

    def __init__(self, count: int, *, words: int = 420, seed: int = 1) -> None:
        self._random = Random(seed)
        syllables = [a + b for a in "bdfghklmnprstv" for b in ("a", "e", "i", "o", "u", "æ", "ø")]
        self._words = ["".join(self._random.choices(syllables, k=k % 4 + 1)) for k in range(30_000)]
        # added up once, not for each sentence
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._formulas = [" ".join(self._sentence()) for _ in range(40)]
        self._length = words
        self.planted: list[tuple[str, int, int]] = []
        self.items = list(self._stored(count))

    def _sentence(self) -> list[str]:
        length = self._random.randint(6, 24)
        return self._random.choices(self._words, cum_weights=self._weights, k=length)

    def _text(self, words: int) -> list[str]:
        text: list[str] = []
        while len(text) < words:
            sentence = self._sentence()
            text += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
        return text

    def _reworded(self, text: list[str], share: float) -> list[str]:
        fresh = iter(self._random.choices(self._words, cum_weights=self._weights, k=len(text)))
        return [next(fresh) if self._random.random() < share else word for word in text]

    def _stored(self, count: int) -> Iterator[StoredItem]:
        texts: list[list[str]] = []
        titles: list[str] = []
        for index in range(count):
            title, text = self._new(index, texts, titles)
            texts.append(text)
            titles.append(title)
            yield self._item(index, title, text)

    def _new(self, index: int, texts: list[list[str]], titles: list[str]) -> tuple[str, list[str]]:
        nth = index % _PER_MEETING
        if nth in (0, _PER_MEETING - 1):
            return _STANDING[nth > 0], []
        length = max(40, int(self._random.lognormvariate(0, 0.6) * self._length * 0.85))
        title = " ".join(self._random.sample(self._words, 4)).capitalize()
        kind = _PLANTED[index % 40] if index % 40 < len(_PLANTED) else ""
        old = index - _ROUND if kind == "series" else self._random.randrange(len(texts) or 1)
        if not kind or not 0 <= old < len(texts) or len(texts[old]) < 100:
            return title, self._text(length)
        self.planted.append((kind, old, index))
        if kind == "duplicate":
            return titles[old], self._reworded(texts[old], 0.004)
        if kind == "near_duplicate":
            return title, self._reworded(texts[old], 0.06)
        if kind == "passage":
            return title, self._text(length) + texts[old][10:70] + self._text(40)
        report = titles[old].partition(" pr. ")[0]
        return f"{report} pr. {index % 28 + 1}. marts 2026", self._text(length)

    def _item(self, index: int, title: str, text: list[str]) -> StoredItem:
        meeting_number = index // _PER_MEETING
        town, body = meeting_number % _TOWNS, meeting_number // _TOWNS % _BODIES
        when = date(2020, 1, 1) + timedelta(days=meeting_number // (_TOWNS * _BODIES) * 7)
        formulas = self._random.sample(self._formulas, 2)
        body_text = " ".join(text) + "\n\n" + " ".join(f"{f.capitalize()}." for f in formulas)
        item = AgendaItem(
            number=str(index % _PER_MEETING + 1),
            title=title,
            raw_title=title,
            case_number=f"{town:02}-{self._random.randrange(index // 2 + 50):06}",
            sections=(Section(kind="summary", text=body_text, start=0, end=len(body_text)),),
        )
        meeting = Meeting(
            municipality=f"town-{town}",
            committee=f"Udvalg {body}",
            kind="minutes",
            date=when,
            items=(),
            source=Source(media_type="text/plain", sha256="0" * 64, layout="invented"),
        )
        return StoredItem(f"{meeting.id}#{item.number}", 1, meeting, item)


def main(sizes: tuple[int, ...] = (1_250, 5_000)) -> None:
    """Print one line for each size: seconds, peak memory, pairs by kind, recall of the planted."""
    for size in sizes:
        corpus = Corpus(size)
        start = time.perf_counter()
        versions = trace(corpus.items)
        read = time.perf_counter()
        found = relate(lay(versions.current))
        end = time.perf_counter()
        ids = [item.id for item in versions.current]
        pairs = {frozenset((ids[a], ids[b])) for a, b in found.select("a", "b").iter_rows()}
        planted = Counter(kind for kind, _, _ in corpus.planted)
        met = Counter(
            kind
            for kind, a, b in corpus.planted
            if frozenset((corpus.items[a].id, corpus.items[b].id)) in pairs
        )
        memory = peak()
        print(
            f"{size:>7} items  versions {read - start:5.2f} s  relations {end - read:6.2f} s"
            f"  peak {memory:6.0f} MB  {dict(Counter(found['kind']))}"
            f"  planted found { {kind: f'{met[kind]}/{planted[kind]}' for kind in planted} }"
        )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (1_250, 5_000))
