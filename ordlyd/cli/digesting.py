"""``ordlyd digest``: what is new, as Markdown for a mail, a wiki or a chat."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from pathlib import Path
from typing import Annotated, Literal

import typer

from ordlyd.cli import options
from ordlyd.cli.inputs import shown
from ordlyd.cli.output import notes
from ordlyd.cli.session import Session
from ordlyd.dates import COPENHAGEN

DAYS = 7


def digest(
    since: Annotated[
        Date | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=options.day,
            help=f"What was found from this date on (default: the last {DAYS} days)",
        ),
    ] = None,
    language: Annotated[
        Literal["da", "en"] | None, typer.Option("--language", help="Of the text (default: da)")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", dir_okay=False, help="Write it to this file"),
    ] = None,
    archive: options.Archive = None,
) -> None:
    """Tell what was found lately as Markdown, the most serious first, with the words changed.

    Links lead to the site of reports: below site_url where that is set, and otherwise from the
    site's own folder, where --output can put it.
    """
    from ordlyd.cli.work import publish  # noqa: PLC0415 - imports the whole comparison
    from reports.digest import digest as markdown  # noqa: PLC0415 - the same

    session = Session.start(archive=archive, language=language)
    first = (
        datetime.combine(since, time(), COPENHAGEN)
        if since
        else datetime.now(UTC) - timedelta(days=DAYS)
    )
    with session.archive() as opened:
        site = publish.site_lately(opened, session, first)
    text = markdown(site, first, address=session.settings.site_url)
    if output is None:
        typer.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8")
    notes().print(shown(output))
