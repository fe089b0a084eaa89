"""The archive and its comparison as a site, and as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from ordlyd.archive import Archive, LedgerEntry
from ordlyd.cli.output import tracking
from ordlyd.cli.session import Session
from ordlyd.cli.work.comparing import Results, compare_and_note
from ordlyd.ids import town
from ordlyd.rules import Selection
from reports import Holdings, SiteSummary, export_tables, write_site
from reports.site import site_of
from reports.tables import Format
from reports.view import Edit, FoundAt, Site

R = TypeVar("R", bound=Selection)


def site_now(archive: Archive, session: Session) -> Site:
    """Compare the archive, note what was found, and return what reports look things up in."""
    comparison = compare_and_note(archive).comparison()
    return site_of(
        list(archive.meetings(versions="all")),
        comparison,
        names=session.names,
        language=session.settings.language,
        mask_personal_data=session.settings.mask_personal_data,
        found=moments(archive),
    )


def moments(archive: Archive) -> dict[str, FoundAt]:
    """When each finding was first found, and when it last changed, by its name."""
    return {key: FoundAt(first, changed) for key, first, changed in archive.moments()}


def write_report(found: Results, output: Path, session: Session) -> SiteSummary:
    """Write the site, showing progress."""
    archive, towns = found.archive, found.towns
    with tracking() as tell:
        return write_site(
            list(archive.meetings(versions="all", municipalities=towns)),
            found.comparison(),
            output,
            names=session.names,
            language=session.settings.language,
            refusals=[one for one in archive.refusals() if found.tells(one.municipality)],
            receipts=[one for one in archive.receipts() if found.tells(one.municipality)],
            mask_personal_data=session.settings.mask_personal_data,
            found=moments(archive),
            ledger=[edit(one) for one in archive.ledger() if found.tells(town(one.meeting_id))],
            searches=[with_slugs(search, session) for search in session.settings.searches],
            address=session.settings.site_url,
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


def write_tables(found: Results, output: Path, form: Format, session: Session) -> list[Path]:
    """Write the tables and return their files."""
    holdings = Holdings.of(
        found.archive,
        found.comparison(),
        names=session.names,
        municipalities=found.towns,
        mask_personal_data=session.settings.mask_personal_data,
    )
    return export_tables(holdings, output, form, language=session.settings.language)


def with_slugs(rule: R, session: Session) -> R:
    """Return a rule with its municipalities as slugs; ``UnknownName`` where there is none."""
    return rule.model_copy(update={"municipality": tuple(session.slugs(rule.municipality))})
