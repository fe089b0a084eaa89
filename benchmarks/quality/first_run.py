"""Note how new sentences fare before anything was mended by them.

    python -m benchmarks.quality.first_run NAME

Each file of sentences is noted once, with the commit whose rules had never seen it; what is
measured later is no first run. ``docs/quality.md`` shows both.
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime

from benchmarks.quality.commit import commit
from benchmarks.quality.labelled import FOLDER, scores

NOTED = FOLDER / "first_runs.csv"
_FIELDS = ("name", "date", "commit", "what", "precision", "recall", "f1")


def noted() -> list[dict[str, str]]:
    """The first runs so far."""
    if not NOTED.exists():
        return []
    with NOTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(name: str) -> None:
    """Measure a file of sentences and note it, if it was not noted before."""
    rows = noted()
    if any(row["name"] == name for row in rows):
        sys.exit(f"{name}: was tried before; a first run is noted once")
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    for what, score in scores(name).items():
        figures = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
        rows.append(dict(zip(_FIELDS, (name, day, commit(), what, *figures), strict=True)))
    with NOTED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
