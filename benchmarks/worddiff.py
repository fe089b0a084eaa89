"""The word diff beside diff-match-patch (words mapped to code points, no time limit).

Ten thousand pairs of 1 to 10 KB in a row, few and many edits by turns: each must rebuild both
texts, neither time nor memory may drift, and every twentieth is given to the peer as well.

Then pairs of 10 KB and 60 KB; *few* is six words edited, *many* a fifth of the words edited, one
paragraph gone and one come. Methods take turns in one run; only the ratios say anything.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks._memory import peak
from benchmarks.danish import article, noun
from compare.worddiff import Diff, diff, reference

MINUTES = Path(__file__).resolve().parents[2] / "shared" / "minutes"
GOALS = {(10, "few"): 0.15, (10, "many"): 0.03, (60, "few"): 0.12, (60, "many"): 0.01}
"""Largest share of diff-match-patch's time, by size in KB and number of edits."""
PAIRS, PEER_EVERY, TENTH = 10_000, 20, 1_000
ROUNDS = 25
SLOW = 0.5  # seconds from which one round must do


def main() -> None:
    """Print what pairs in a row took, and for each large one: times, goal, edits, words cut."""
    in_a_row()  # first, so that no large pair hides what memory these take
    print(f"{'text':9}{'pair':>9} {'ours ms':>9} {'dmp ms':>9} {'ratio':>7} {'goal':>6}"
          f" {'hunks':>6} {'dmp sem.':>8} {'cut':>4}")  # fmt: skip
    for name, text in sources().items():
        for (size, edits), goal in GOALS.items():
            row(name, size, edits, goal, *pair(text[: size * 1000], edits))


def in_a_row() -> None:
    """Print what ten thousand pairs took, and whether the last went as the first."""
    text = article(70_000)
    rng = random.Random(7)
    ours: dict[str, list[float]] = {"few": [], "many": []}
    theirs: dict[str, list[tuple[float, float]]] = {"few": [], "many": []}
    memory, wrong = 0.0, 0
    for number in range(PAIRS):
        edits = ("few", "many")[number % 2]
        size = rng.randint(1_000, 10_000)
        start = rng.randrange(len(text) - size)
        old, new = pair(text[start : start + size], edits, seed=number)
        begun = time.perf_counter()
        found = diff(old, new)
        ours[edits].append(time.perf_counter() - begun)
        wrong += not rebuilds(found, old, new) or cut(found) > 0
        if number // 2 % PEER_EVERY == 0:
            theirs[edits].append((ours[edits][-1], timed(words_to_chars, old, new)))
        if number == TENTH:
            memory = peak()
    print(f"{PAIRS} pairs in a row: {wrong} wrong, memory {peak() - memory:+.1f} MB after the"
          f" first {TENTH}")  # fmt: skip
    for edits, times in ours.items():
        mine, peer = (sum(side) for side in zip(*theirs[edits], strict=True))
        first, last = (statistics.median(part) for part in (times[:500], times[-500:]))
        print(f"  {edits:5} {1000 * statistics.median(times):6.2f} ms a pair, last to first"
              f" {last / first:.2f}, to diff-match-patch {mine / peer:.4f}"
              f" ({len(theirs[edits])} pairs)", flush=True)  # fmt: skip


def rebuilds(found: Diff, old: str, new: str) -> bool:
    """Whether what is kept and deleted is the old text, and what is kept and inserted the new."""
    sides = ("".join(text for op, text in found if op in (0, side)) for side in (-1, 1))
    return tuple(sides) == (old, new)


def sources() -> dict[str, str]:
    """The texts to edit: invented prose, and the real minutes where they lie beside the clone."""
    texts = {"invented": article(70_000)}
    if MINUTES.is_dir():
        paths = sorted(MINUTES.glob("*.txt"))
        texts["minutes"] = "\n\n".join(path.read_text(encoding="utf-8") for path in paths)
    return texts


def pair(old: str, edits: str, seed: int = 4) -> tuple[str, str]:
    """Return a text and its edited twin."""
    rng = random.Random(seed)
    words = re.findall(r"\S+\s*|\s+", old)
    count = 6 if edits == "few" else len(words) // 5
    for place in rng.sample(range(len(words)), count):
        words[place] = rng.choice((noun(rng) + " ", "", words[place] + noun(rng) + " "))
    new = "".join(words)
    if edits == "few":
        return old, new
    paragraphs = new.split("\n\n")
    del paragraphs[len(paragraphs) // 3]
    paragraphs.insert(2 * len(paragraphs) // 3, article(600, seed=9))
    return old, "\n\n".join(paragraphs)


def row(name: str, size: int, edits: str, goal: float, old: str, new: str) -> None:
    """Measure one pair, the methods by turns, and print it."""
    theirs = [timed(words_to_chars, old, new)]
    ours = [timed(diff, old, new)]
    while theirs[0] < SLOW and len(theirs) < ROUNDS:
        theirs.append(timed(words_to_chars, old, new))
        ours.append(timed(diff, old, new))
    while len(ours) < ROUNDS:
        ours.append(timed(diff, old, new))
    mine, peer = statistics.median(ours), statistics.median(theirs)
    found = diff(old, new)
    hunks, semantic = count(found), count(reference(old, new, semantic=True))
    verdict = "" if mine <= goal * peer and hunks <= semantic and not cut(found) else "  MISSED"
    print(f"{name:9}{size:>4} {edits:4} {1000 * mine:9.2f} {1000 * peer:9.1f} {mine / peer:7.4f}"
          f" {goal:6.2f} {hunks:6} {semantic:8} {cut(found):4}{verdict}", flush=True)  # fmt: skip


def words_to_chars(old: str, new: str) -> Diff:
    """The peer: words, blanks and marks each mapped to a code point."""
    return reference(old, new, tokens=re.compile(r"\w+|\s+|[^\w\s]").findall)


def timed(method: Callable[[str, str], Diff], old: str, new: str) -> float:
    """Seconds that one comparison takes."""
    start = time.perf_counter()
    method(old, new)
    return time.perf_counter() - start


def count(edits: Diff) -> int:
    """The number of edits, a deletion and its insertion counting once."""
    return sum(bool(op) and (i == 0 or edits[i - 1][0] == 0) for i, (op, _) in enumerate(edits))


def cut(edits: Diff) -> int:
    """The number of edits that start or end inside a word, on either side."""
    cuts = 0
    for side in (-1, 1):
        parts = [text for op, text in edits if op in (0, side)]
        cuts += sum(left[-1].isalnum() and right[0].isalnum() for left, right in pairwise(parts))
    return cuts


if __name__ == "__main__":
    main()
