"""``ordlyd alert``: what the rules of ``ordlyd.toml`` ask for, sent once."""

from __future__ import annotations

from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import log, notes
from ordlyd.cli.session import Session

SENT_IN_PART = 1


def alert(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing")
    ] = False,
    now: Annotated[
        bool, typer.Option("--now", help="Send the digests now, whenever they are due")
    ] = False,
    archive: options.Archive = None,
    form: options.TextForm = "text",
) -> None:
    """Send what was found, by the rules in ordlyd.toml: each finding once a rule.

    Digests are sent at their time, in Danish time, by the first run after it. What could not be
    sent is tried again by the next run.
    """
    from ordlyd.cli.work import alerts  # noqa: PLC0415 - imports the whole comparison

    session = Session.start(archive=archive)
    if not session.settings.alerts:
        notes().print("No rules: ordlyd.toml has no [[alerts]] (docs/alerts.md shows some).")
        return
    with session.archive() as opened:
        if dry_run:
            alerts.show(alerts.prepared(opened, session, before_time=now), form)
            return
        with opened.alert_lock():
            told = alerts.send(alerts.prepared(opened, session, before_time=now), form)
    for failure in told.failed:
        where = f" to {failure.channel}" if failure.channel else ""
        log.error("alert “%s”%s was not sent: %s", failure.rule, where, failure.problem)
    if told.failed:
        raise typer.Exit(SENT_IN_PART)
