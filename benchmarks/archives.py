"""Time and memory of comparing a whole archive, the first time and in a night.

    python -m benchmarks.archives [ITEMS…]

The archive holds the items of :mod:`benchmarks.relations`; one in four names an earlier meeting of
its committee, and one in eight promises to come back. It is stored as a crawl stores it, but for
the last 800 items; these come afterwards, in the night. Each comparison runs in a process of its
own, as ``ordlyd compare`` does, so that the memory told is its own. The archive without those 800
is made once and kept beside the other corpora.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from benchmarks._memory import peak
from benchmarks.corpus import cache
from benchmarks.relations import Corpus
from ordlyd.archive import Archive
from ordlyd.model import Meeting
from ordlyd.stored import StoredItem

SIZES = (12_000, 48_000)
NIGHT = 800
RECIPE = 1
"""Goes up when the same number of items gives another archive."""
_COUNTS = "new", "changed", "gone", "as before"
_MONTHS = "januar februar marts april maj juni juli august september oktober november december"


def meetings(count: int) -> Iterator[Meeting]:
    """Invented meetings with so many items, the same each time."""
    rng = Random(2)
    for _, items in groupby(Corpus(count).items, key=lambda item: item.meeting.id):
        told = [_saying(item, rng) for item in items]
        yield told[0].meeting.model_copy(update={"items": tuple(item.item for item in told)})


def _saying(stored: StoredItem, rng: Random) -> StoredItem:
    """An item that may name a meeting of its committee, and may promise something."""
    day = stored.meeting.date
    assert day is not None
    before, after = day - timedelta(weeks=rng.randint(1, 30)), day + timedelta(weeks=20)
    months = _MONTHS.split()
    told = ""
    if rng.random() < 1 / 4:
        told += (
            f" Udvalget behandlede sagen på mødet den {before.day}. {months[before.month - 1]} "
            f"{before.year}."
        )
    if rng.random() < 1 / 8:
        when = f"{months[after.month - 1]} {after.year}"
        told += f" Forvaltningen vender tilbage til udvalget i {when}."
    section = stored.item.sections[0]
    text = section.text + told
    longer = section.model_copy(update={"text": text, "end": len(text)})
    item = stored.item.model_copy(update={"sections": (longer,)})
    return StoredItem(stored.id, stored.version, stored.meeting, item)


def made(count: int) -> Path:
    """Return an archive of so many items but for the night's, made now or before."""
    target = cache() / f"archive-{count}-v{RECIPE}"
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        with Archive.open(part / "archive", create=True) as archive:
            left = count - NIGHT
            for meeting in meetings(count):
                left -= len(meeting.items)
                if left >= 0:
                    store(archive, meeting)
        part.replace(target)
    return target / "archive"


def store(archive: Archive, meeting: Meeting) -> None:
    """Store a meeting as if it had been read from bytes of its own."""
    original = meeting.id.encode()
    digest = hashlib.sha256(original).hexdigest()
    source = meeting.source.model_copy(update={"sha256": digest})
    again = meeting.model_copy(update={"source": source})
    archive.store(again, original, name=meeting.id, text="")


def _compared(folder: Path) -> tuple[float, float, str]:
    """Seconds and MB of one comparison, and what was noted."""
    from ordlyd.cli.work.comparing import compare_and_note  # noqa: PLC0415 - counts to its time

    start = time.perf_counter()
    with Archive.open(folder) as archive:
        noted = compare_and_note(archive).noted
    assert noted is not None
    memory = peak()
    counts = noted.new, noted.changed, noted.gone, noted.unchanged
    told = ", ".join(map(" ".join, zip(map(str, counts), _COUNTS, strict=True)))
    return time.perf_counter() - start, memory, told


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print seconds, memory and what was noted of the first comparison, and of a night."""
    for size in sizes:
        held = made(size)
        part = Path(mkdtemp(prefix=".night-", dir=cache()))
        try:
            shutil.copytree(held, part / "archive")
            _told(size, "first", part / "archive")
            with Archive.open(part / "archive") as archive:
                for meeting in meetings(size):
                    store(archive, meeting)
            _told(size, "night", part / "archive")
        finally:
            shutil.rmtree(part)


def _told(size: int, what: str, folder: Path) -> None:
    with get_context("spawn").Pool(1) as pool:
        seconds, memory, told = pool.apply(_compared, (folder,))
    print(f"{size:>7} items  {what}  {seconds:7.1f} s  {memory:6.0f} MB  {told}", flush=True)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
