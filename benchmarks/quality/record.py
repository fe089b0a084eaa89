"""First runs: what was noted of sentences and edits before anything was mended by them."""

from __future__ import annotations

import csv

from benchmarks.quality.labelled import FOLDER

NOTED = FOLDER / "first_runs.csv"
FIELDS = ("name", "date", "commit", "what", "precision", "recall", "f1")


def noted() -> list[dict[str, str]]:
    """The first runs so far."""
    if not NOTED.exists():
        return []
    with NOTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
