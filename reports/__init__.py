"""Reports: the static site of what came back and what was changed, and the tables of it.

Reports import comparison and the kernel. The command line calls the functions named here and
nothing below them.
"""

from __future__ import annotations

from compare.model import Comparison
from reports.site import SiteSummary, write_site
from reports.story import Finding, findings
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
    comparison: Comparison, limit: int = 5, *, language: Language = "da"
) -> list[Finding]:
    """The most serious findings; ``str()`` of one is three lines of plain text."""
    return findings(comparison, Words(language))[:limit]
