"""The archive and its comparison as a site, and as tables."""

from __future__ import annotations

from pathlib import Path

from compare import Comparison
from ordlyd.archive import Archive, LedgerEntry
from ordlyd.cli.output import tracking
from ordlyd.cli.session import Session
from reports import SiteSummary, export_tables, write_site
from reports.tables import Format
from reports.view import Edit, FoundAt


def write_report(
    archive: Archive, comparison: Comparison, output: Path, session: Session
) -> SiteSummary:
    """Write the site, showing progress."""
    with tracking() as tell:
        return write_site(
            list(archive.meetings(versions="all")),
            comparison,
            output,
            names=session.names,
            language=session.settings.language,
            refusals=archive.refusals(),
            receipts=archive.receipts(),
            mask_personal_data=session.settings.mask_personal_data,
            found={key: FoundAt(first, changed) for key, first, changed in archive.moments()},
            ledger=[edit(entry) for entry in archive.ledger()],
            progress=tell,
        )


def edit(entry: LedgerEntry) -> Edit:
    """An entry of the ledger as reports show it."""
    return Edit(
        n=entry.n,
        at=entry.at,
        what=entry.what,
        meeting_id=entry.meeting_id,
        from_version=entry.from_version,
        to_version=entry.to_version,
        from_sha256=entry.from_sha256,
        to_sha256=entry.to_sha256,
        reason=entry.reason,
        entry_hash=entry.hash,
    )


def write_tables(
    archive: Archive, comparison: Comparison, output: Path, form: Format, session: Session
) -> list[Path]:
    """Write the tables and return their files."""
    return export_tables(
        list(archive.meetings(versions="all")),
        comparison,
        output,
        form,
        mask_personal_data=session.settings.mask_personal_data,
    )
