"""Alerts over an archive: the site as it is, the rules of the settings, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ordlyd.archive import Archive
from ordlyd.cli.output import notes, results, safe, write_json
from ordlyd.cli.session import Session
from ordlyd.cli.work.publish import site_now, with_slugs
from ordlyd.dates import COPENHAGEN
from reports.alerts.round import Preview, Result, Round, Waiting


def prepared(archive: Archive, session: Session, *, before_time: bool) -> Round:
    """Compare the archive and make the rules ready.

    Args:
        archive: Holds the meetings and the outbox.
        session: Its settings have the rules.
        before_time: Send digests now.
    """
    site = site_now(archive, session)
    return Round(
        site,
        [with_slugs(rule, session) for rule in session.settings.alerts],
        archive.outbox,
        address=session.settings.site_url,
        now=datetime.now(UTC),
        before_time=before_time,
    )


def show(round_: Round, form: str) -> None:
    """Print what would be sent, as it would be."""
    found, waiting = round_.preview(), round_.waiting()
    if form == "json":
        write_json({"messages": found, "waiting": waiting, "failed": round_.broken})
        return
    for preview in found:
        _print(preview)
    _print_waiting(waiting)
    for failure in round_.broken:
        notes().print(safe(failure.problem))
    if not found:
        notes().print("Nothing would be sent.")


def _print_waiting(waiting: Iterable[Waiting]) -> None:
    for one in waiting:
        when = one.next.astimezone(COPENHAGEN)
        told = f"{one.rule}: {one.findings} for the digest of {when:%Y-%m-%d %H:%M}."
        notes().print(safe(told))


def _print(preview: Preview) -> None:
    again = " (tried before)" if preview.again else ""
    console = results()
    console.print(safe(f"{preview.rule} → {preview.channel}{again}"), style="bold")
    console.print(safe(f"Subject: {preview.subject}"), end="\n\n")
    console.print(safe(preview.text).rstrip("\n"), end="\n\n")


def send(round_: Round, form: str) -> Result:
    """Send what is due, and tell what became of it."""
    told = round_.run()
    if form == "json":
        write_json(told)
        return told
    for preview in told.sent:
        results().print(safe(f"{preview.rule} → {preview.channel}: {preview.subject}"))
    for failure in told.dropped:
        notes().print(safe(f"{failure.rule} → {failure.channel} is left out: {failure.problem}."))
    if not told.sent and not told.failed:
        notes().print("Nothing new to send.")
    _print_waiting(round_.waiting())
    return told
