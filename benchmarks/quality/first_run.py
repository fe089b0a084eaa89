"""Note how new sentences and edits fare before anything was mended by them.

    python -m benchmarks.quality.first_run NAME

NAME is a file of sentences, or ``edits`` for those of ``benchmarks/edits/fresh.py``. Each is noted
once, with the commit whose rules had never seen it; what is measured later is no first run.
``docs/quality.md`` shows both.
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime

from benchmarks._judging import by_fact, by_level
from benchmarks.edits.fresh import FRESH
from benchmarks.quality import wording
from benchmarks.quality.commit import commit
from benchmarks.quality.labelled import scores
from benchmarks.quality.record import FIELDS, NOTED, noted


def _measured(name: str) -> dict[str, tuple[str, str, str]]:
    """Precision, recall and F1 of each thing that is measured; of macro-F1 that alone."""
    if name == "edits":
        tried = wording.tried(FRESH)
        macro = {"levels, macro": by_level(tried), "facts, macro": by_fact(tried)}
        return {what: ("", "", f"{tallies.macro_f1:.3f}") for what, tallies in macro.items()}
    return {
        what: (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
        for what, score in scores(name).items()
    }


def main(name: str) -> None:
    """Measure a file of sentences and note it, if it was not noted before."""
    rows = noted()
    if any(row["name"] == name for row in rows):
        sys.exit(f"{name}: was tried before; a first run is noted once")
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    for what, figures in _measured(name).items():
        rows.append(dict(zip(FIELDS, (name, day, commit(), what, *figures), strict=True)))
    with NOTED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
