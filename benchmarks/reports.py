"""The site of reports: beside a bare Jinja2 loop, after one changed item, and at 20,000 items.

    python -m benchmarks.reports [ITEMS…]

* **bare** renders the same templates with the same contexts, all made beforehand, and writes the
  files: what is left when there is nothing to look up, to compare, to escape from or to index.
* **whole** is the first run into an empty folder, the search index included.
* **nothing** is the second run, **one item** the run after a meeting got a new version that
  differs in one item; both with everything from the meetings in memory to the last file.

Times are CPU seconds of one process, for the machine may be shared; memory is the most it had,
the meetings themselves included. The items are invented: three sections of some 2,500 characters,
fifteen items a meeting, one relation for two items (edits, duplicates, series, passages).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random

from benchmarks._memory import peak
from benchmarks.danish import article, noun
from compare import Comparison, diff
from compare.model import Change, ItemRef, Relation, RelationKind
from ordlyd.model import AgendaItem, Decision, Meeting, Section, SectionKind, Source
from ordlyd.stored import StoredItem, StoredMeeting
from reports import write_site
from reports.drawing import Pen
from reports.marks import Marks
from reports.pages import pages
from reports.view import Site
from reports.words import Words

SIZES = (2_000, 20_000)
GOALS = {"bare": 2.0, "one item": 0.05}
_TOWNS, _BODIES, _PER_MEETING = 10, 6, 15
_KINDS: tuple[RelationKind, ...] = ("duplicate", "near_duplicate", "series", "passage")
_SECTIONS: tuple[tuple[SectionKind, str], ...] = (
    ("summary", "Sagsresumé"), ("presentation", "Sagsfremstilling"), ("economy", "Økonomi"),
)  # fmt: skip
_NOW = datetime(2026, 1, 2, tzinfo=UTC)
_NAMES = {f"by-{n}": f"By {n}" for n in range(_TOWNS)}


def meetings(count: int) -> list[StoredMeeting]:
    """Invented meetings with so many items; the same each time."""
    rng = Random(1)
    prose = article(400_000).split("\n\n")
    return [_meeting(number, rng, prose) for number in range(-(-count // _PER_MEETING))]


def _meeting(number: int, rng: Random, prose: list[str]) -> StoredMeeting:
    town, body = number % _TOWNS, number // _TOWNS % _BODIES
    day = date(2020, 1, 6) + timedelta(days=number // (_TOWNS * _BODIES) * 14)
    items = tuple(_item(n, number, rng, prose) for n in range(1, _PER_MEETING + 1))
    source = Source(
        url=f"https://by-{town}.example/vis?id={number}",
        media_type="application/json",
        sha256=f"{number:064x}",
        layout="invented",
    )
    meeting = Meeting(
        municipality=f"by-{town}",
        committee=f"Udvalget for {_BODY[body]}",
        kind="minutes",
        date=day,
        items=items,
        source=source,
    )
    return StoredMeeting(meeting.id, 1, meeting, datetime(2026, 1, 1, tzinfo=UTC))


_BODY = ("Kultur", "Teknik", "Børn og Unge", "Beskæftigelse", "Sundhed", "Økonomi")


def _item(number: int, meeting: int, rng: Random, prose: list[str]) -> AgendaItem:
    title = f"{noun(rng).capitalize()} og {noun(rng)} {meeting}-{number}"
    decided = "Udvalget godkendte indstillingen."
    parts = [(k, h, "\n\n".join(rng.sample(prose, 2))) for k, h in _SECTIONS]
    return AgendaItem(
        number=str(number),
        title=title,
        raw_title=title,
        case_number=f"{rng.randrange(99):02}.00.00-P20-{meeting}-26",
        sections=tuple(_placed([*parts, ("decision", "Beslutning", decided)])),
        decision=Decision(text=decided, outcome="approved"),
    )


def _placed(parts: list[tuple[SectionKind, str, str]]) -> Iterator[Section]:
    at = 0
    for kind, heading, text in parts:
        yield Section(kind=kind, heading=heading, text=text, start=at, end=at + len(text))
        at += len(text) + 20


def compared(held: list[StoredMeeting]) -> tuple[list[StoredMeeting], Comparison]:
    """Relate one item in two to another, which is made a copy of it where its kind asks that."""
    rng = Random(2)
    relations: list[Relation] = []
    changes: list[Change] = []
    made = list(held)
    for at, stored in enumerate(held[_TOWNS:], _TOWNS):
        items = list(stored.meeting.items)
        for place in range(0, _PER_MEETING, 2):
            kind = rng.choice(_KINDS)
            a = rng.choice(list(made[rng.randrange(at)].items()))
            if kind != "passage":
                items[place] = edited(a.item, items[place], rng)
            b = StoredItem(f"{stored.id}#{items[place].number}", 1, stored.meeting, items[place])
            relations.append(
                Relation(a=_ref(a), b=_ref(b), kind=kind, score=0.9, evidence=("text 0.9",))
            )
            changes += diff(a, b) if kind != "passage" else []
        made[at] = replace(
            stored, meeting=stored.meeting.model_copy(update={"items": tuple(items)})
        )
    return made, Comparison(relations=tuple(relations), changes=tuple(changes))


def edited(text: AgendaItem, name: AgendaItem, rng: Random) -> AgendaItem:
    """The text of one item under the name of another, with a word or two changed."""
    parts = []
    for section in text.sections:
        words = section.text.split(" ")
        words[rng.randrange(len(words))] = noun(rng)
        parts.append((section.kind, section.heading, " ".join(words)))
    return name.model_copy(update={"sections": tuple(_placed(parts))})


def _ref(item: StoredItem) -> ItemRef:
    m = item.meeting
    return ItemRef(
        id=item.id,
        municipality=m.municipality or "",
        committee=m.committee or "",
        date=m.date or date.min,
        number=item.item.number,
        title=item.item.title,
    )


def one_more(
    held: list[StoredMeeting], found: Comparison
) -> tuple[list[StoredMeeting], Comparison]:
    """A night later: one meeting has a new version, in which one item was edited."""
    old = held[len(held) // 2]
    first, *rest = old.meeting.items
    meeting = old.meeting.model_copy(update={"items": (edited(first, first, Random(3)), *rest)})
    new = replace(old, version=2, meeting=meeting, stored_at=_NOW)
    a, b = (next(iter(stored.items())) for stored in (old, new))
    refs = [_ref(e).model_copy(update={"id": e.version_id}) for e in (a, b)]
    edit = Relation(a=refs[0], b=refs[1], kind="version", score=1, evidence=("version 1 to 2",))
    told = diff(a, b, a_id=a.version_id, b_id=b.version_id)
    later = found.model_copy(
        update={"relations": (*found.relations, edit), "changes": (*found.changes, *told)}
    )
    return [*held, new], later


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of some work in this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def runs(count: int) -> dict[str, float]:
    """Seconds of the first run and of those after it, the pages, the files and the memory."""
    held, found = compared(meetings(count))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)

        def write(day: int, held: list[StoredMeeting], found: Comparison) -> None:
            now = _NOW + timedelta(days=day)
            measured["pages"] = write_site(held, found, site, names=_NAMES, now=now).pages

        measured: dict[str, float] = {}
        measured["whole"] = timed(partial(write, 0, held, found))
        measured["MB"] = peak()
        measured["nothing"] = timed(partial(write, 1, held, found))
        measured["one item"] = timed(partial(write, 2, *one_more(held, found)))
        sizes = {file: file.stat().st_size for file in site.rglob("*.*") if file.is_file()}
        index = [size for file, size in sizes.items() if "search" in file.parts]
        measured["index MB"] = sum(index) / 1e6
        measured["page kB"] = max(size for f, size in sizes.items() if f.suffix == ".html") / 1000
    return measured


def beside_bare(count: int) -> tuple[float, float]:
    """Seconds of drawing and writing all pages, ours and bare."""
    held, found = compared(meetings(count))
    words = Words("da")
    site = Site(held, found, names=_NAMES, words=words)
    pen = Pen(site, Marks(site), _NOW, masks=True)
    listed = list(pages(site))
    with tempfile.TemporaryDirectory() as folder:
        ours = timed(lambda: write_site(held, found, Path(folder), names=_NAMES, now=_NOW))
    ready = [(page, pen.given(page)) for page in listed]
    with tempfile.TemporaryDirectory() as folder:
        bare = timed(
            lambda: [
                _bare(pen, page.template, given, Path(folder) / page.path) for page, given in ready
            ]
        )
    return ours, bare


def _bare(pen: Pen, template: str, given: dict[str, object], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pen.environment.get_template(template).render(given).encode())


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the times of each size, and their ratios beside the goals."""
    fresh = get_context("spawn")  # the memory of one size must not count for the next
    for size in sizes:
        with fresh.Pool(1) as pool:
            seen = pool.apply(runs, (size,))
        print(
            f"{size:>7} items {seen['pages']:7.0f} pages  whole {seen['whole']:7.1f} s"
            f" ({seen['pages'] / seen['whole']:.0f} pages/s)  nothing {seen['nothing']:6.2f} s"
            f"  one item {seen['one item']:6.2f} s = {seen['one item'] / seen['whole']:.1%}"
            f" (goal {GOALS['one item']:.0%})  peak {seen['MB']:5.0f} MB"
            f"  index {seen['index MB']:.1f} MB  largest page {seen['page kB']:.0f} kB",
            flush=True,
        )
    for size in islice(sizes, 1):
        with fresh.Pool(1) as pool:
            ours, bare = pool.apply(beside_bare, (size,))
        print(
            f"{size:>7} items  ours {ours:6.1f} s  bare Jinja2 {bare:6.1f} s"
            f"  ratio {ours / bare:.2f} (goal {GOALS['bare']})"
        )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
