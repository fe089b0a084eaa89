"""The ledger of silent edits, a page for each hundred lines, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from reports import paths
from reports.page import Page
from reports.view import Edit

PER_PAGE = 100
"""Lines on one page."""


def line_path(edits: Sequence[Edit], line: Edit) -> str:
    """Where a line of the ledger stands."""
    return f"{paths.ledger_path(edits.index(line) // PER_PAGE + 1)}#n{line.n}"


def pages(edits: Sequence[Edit]) -> Iterator[Page]:
    """All pages of the ledger; one where it is empty."""
    addresses = [paths.ledger_path(n) for n in range(1, max(-(-len(edits) // PER_PAGE), 1) + 1)]
    for number, path in enumerate(addresses, 1):
        part = edits[(number - 1) * PER_PAGE : number * PER_PAGE]
        fixed = {"edits": part, "number": number, "pages": addresses, "total": len(edits)}
        yield Page(path, "ledger.html", partial(dict, fixed), (part, len(edits)))
