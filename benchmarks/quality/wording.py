"""Changes: levels and kinds of fact on edits of real text, of which the truth is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks._judging import NOTHING, Tallies, Verdict, by_fact, by_level, judge
from benchmarks.edits import EDITS, twins
from benchmarks.edits.fresh import FRESH
from benchmarks.edits.making import Edit
from benchmarks.edits.texts import samples, texts
from benchmarks.gold import HERE, NAMES, read_real
from benchmarks.quality.page import Part, table
from benchmarks.quality.record import noted
from compare.model import LEVELS, SEVERITY

EACH = 24
"""Twins of each edit."""
SEED = 2026


def tried(edits: Sequence[Edit]) -> list[Verdict]:
    """Twins of some edits, as the comparison tells them."""
    some = texts(read_real(key).meeting for key in NAMES) if HERE else samples()
    return list(judge(twins(some, EACH, edits=edits, seed=SEED)))


def parts() -> list[Part]:
    """The scores of levels and kinds, and which edits went wrong how often."""
    origin = "the four real documents" if HERE else "our own samples, for the real are not here"
    verdicts = [*tried(EDITS), *tried(FRESH)]
    loud = sum(
        SEVERITY[v.twin.level] == 0 and any(SEVERITY[rung] for rung in v.levels) for v in verdicts
    )
    made = (
        f"{len(verdicts)} twins of {len(EDITS) + len(FRESH)} kinds of edit in texts of {origin}"
        " (`benchmarks/edits/`), half of them undone again. Edits of layout or typography told"
        f" above severity 0: {loud}."
    )
    runs = [row for row in noted() if row["name"] == "edits"]
    first = (
        f"{len(FRESH)} of the kinds (`benchmarks/edits/fresh.py`) were written when the comparison"
        " had been mended by the others. At their first run, before it was mended by them too, they"
        " got F1 of " + ", ".join(f"{run['f1']} ({run['what']})" for run in runs) + "; one of"
        " them was itself wrong. What all get now tells only that nothing was lost."
    )
    return [
        Part(
            "Levels of changes", [made, first, *_scores(by_level(verdicts)), _confusion(verdicts)]
        ),
        Part("Kinds of fact", [*_scores(by_fact(verdicts)), *_wrong(verdicts)]),
    ]


def _scores(tallies: Tallies) -> list[str]:
    rows = [
        [label, tally.hits + tally.missed, tally.hits, tally.vain, tally.f1]
        for label, tally in sorted(tallies.of.items())
    ]
    head = ["", "wanted", "found", "in vain", "F1"]
    return [f"Macro-F1: **{int(tallies.macro_f1 * 10_000) / 10_000:.4f}**", table(head, rows)]


def _confusion(verdicts: Sequence[Verdict]) -> str:
    """True levels as rows, the highest level told as columns."""
    cells = Counter((verdict.twin.level, verdict.highest) for verdict in verdicts)
    columns = (*LEVELS, NOTHING)
    rows = [[true, *(cells[true, said] or "" for said in columns)] for true in LEVELS]
    return table(["true \\ told", *columns], rows)


def _wrong(verdicts: Sequence[Verdict]) -> list[str]:
    count = Counter(verdict.twin.edit.name for verdict in verdicts)
    wrong = Counter(verdict.twin.edit.name for verdict in verdicts if not verdict.right)
    if not wrong:
        return ["No twin was told wrongly, in level or facts."]
    rows = [[name, count[name], number] for name, number in wrong.most_common()]
    return [
        "Edits that were told wrongly, in level or facts:",
        table(["edit", "twins", "wrong"], rows),
    ]
