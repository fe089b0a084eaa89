"""Reports: the static site of what came back and what was changed, and the tables of it.

Reports import comparison and the kernel. The command line calls the functions named here and
nothing below them.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare.model import Comparison
from reports.site import SiteSummary, write_site
from reports.story import Finding, most_serious
from reports.tables import Holdings, Tables, export_tables, load_tables
from reports.words import Language, Words

__all__ = [
    "Finding",
    "Holdings",
    "SiteSummary",
    "Tables",
    "export_tables",
    "load_tables",
    "top_findings",
    "write_site",
]


def top_findings(
    parts: Iterable[Comparison], limit: int = 5, *, language: Language = "da"
) -> list[Finding]:
    """The most serious findings of a comparison that comes in parts, or in one.

    ``str()`` of one is three lines of plain text. An item that went from the agenda to the
    minutes as it was is no finding.
    """
    return most_serious(parts, limit, Words(language))
