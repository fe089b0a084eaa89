"""Sample documents in the layouts of real councils, every case in them invented.

Two batches tell a story in time: what was published first, and what was published later, among
it silent edits of the first. ``README.md`` beside this file says what a reader should find.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

SAMPLES = Path(str(resources.files("ordlyd.samples")))
"""The folder with the sample documents."""

BATCHES = ("first", "second")
"""Folders of ``SAMPLES`` in the order in which their documents were published."""

HEADERLESS = SAMPLES / "headerless"
"""Documents that state neither date nor committee on a front page: importing them needs options."""


def sample_batches() -> list[list[Path]]:
    """Return the documents of each batch in the order of their names.

    A document of a later batch with the name of an earlier one is a new version of it.
    """
    return [sorted(path for path in (SAMPLES / name).iterdir()) for name in BATCHES]
