"""The archive and its comparison as a site, and as tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from compare.record import found, stored
from ordlyd.archive import Archive, LedgerEntry
from ordlyd.cli.output import tracking
from ordlyd.cli.session import Session
from ordlyd.cli.work.comparing import Results, compare_and_note
from ordlyd.ids import document, town
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


def site_lately(archive: Archive, session: Session, since: datetime) -> Site:
    """Compare the archive, and return the site of what was found or changed since a moment.

    Only the documents that this speaks of are read. Standing items are no news, and not in it.
    """
    compare_and_note(archive)
    lately = [one for one in archive.findings(since=since) if one.gone_at is None]
    everything = stored(lately)
    telling = tuple(one for one in everything.relations if one.kind != "standing_item")
    comparison = everything.model_copy(update={"relations": telling})
    named = {document(name) for one in found(comparison) for name in one.items}
    return site_of(
        list(archive.meetings_by_id(named)),
        comparison,
        names=session.names,
        language=session.settings.language,
        mask_personal_data=session.settings.mask_personal_data,
        found={one.key: FoundAt(one.first_found_at, one.changed_at) for one in lately},
    )


def moments(archive: Archive) -> dict[str, FoundAt]:
    """When each finding was first found, and when it last changed, by its name."""
    return {key: FoundAt(first, changed) for key, first, changed in archive.moments()}


def write_report(results: Results, output: Path, session: Session) -> SiteSummary:
    """Write the site, showing progress."""
    archive, towns = results.archive, results.towns
    with tracking() as tell:
        return write_site(
            list(archive.meetings(versions="all", municipalities=towns)),
            results.comparison(),
            output,
            names=session.names,
            language=session.settings.language,
            refusals=[one for one in archive.refusals() if results.tells(one.municipality)],
            receipts=[one for one in archive.receipts() if results.tells(one.municipality)],
            mask_personal_data=session.settings.mask_personal_data,
            found=moments(archive),
            ledger=[edit(one) for one in archive.ledger() if results.tells(town(one.meeting_id))],
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


def write_tables(results: Results, output: Path, form: Format, session: Session) -> list[Path]:
    """Write the tables and return their files."""
    holdings = Holdings.of(
        results.archive,
        results.comparison(),
        names=session.names,
        municipalities=results.towns,
        mask_personal_data=session.settings.mask_personal_data,
    )
    return export_tables(holdings, output, form, language=session.settings.language)


def with_slugs(rule: R, session: Session) -> R:
    """Return a rule with its municipalities as slugs; ``UnknownName`` where there is none."""
    return rule.model_copy(update={"municipality": tuple(session.slugs(rule.municipality))})
