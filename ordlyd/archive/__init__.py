"""The archive: :class:`Archive` and what it answers with (``docs/archive.md``)."""

from ordlyd.archive.crawling import CrawlRecord
from ordlyd.archive.departures import Census, Departures
from ordlyd.archive.found_records import (
    Found,
    LedgerCheck,
    LedgerEntry,
    Noted,
    Noting,
    Redaction,
    StoredFinding,
)
from ordlyd.archive.kept import Kept
from ordlyd.archive.records import (
    FileReceipt,
    HeldFile,
    Hit,
    Lacking,
    MunicipalityStatus,
    Receipt,
    Refusal,
    Stored,
)
from ordlyd.archive.store import Archive

__all__ = [
    "Archive",
    "Census",
    "CrawlRecord",
    "Departures",
    "FileReceipt",
    "Found",
    "HeldFile",
    "Hit",
    "Kept",
    "Lacking",
    "LedgerCheck",
    "LedgerEntry",
    "MunicipalityStatus",
    "Noted",
    "Noting",
    "Receipt",
    "Redaction",
    "Refusal",
    "Stored",
    "StoredFinding",
]
