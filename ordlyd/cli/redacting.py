"""``ordlyd redact``: the text of one version removed for good."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import log, notes, results, safe, tracking
from ordlyd.cli.session import Session, WrongUse
from ordlyd.stored import StoredMeeting

_AFTER = (
    "Make again what was made of the archive: “ordlyd compare”, “ordlyd report”, “ordlyd export”. "
    "Backups and copies elsewhere are not touched."
)


def redact(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="A version, as odense/…/minutes@2")
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; shown in place of the text")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    archive: options.Archive = None,
) -> None:
    """Remove the text of one version of a meeting, and its original, for good.

    That the version was there, its hashes, the date and the reason stay, in the ledger too.
    There is no way back. Exit code 1: the same document is another version, and stays for that.
    """
    session = Session.start(archive=archive)
    with session.archive() as opened:
        stored = opened.version(version)
        if not yes:
            _ask(stored)
        with tracking() as tell:
            tell("remove", 0, 1)
            done = opened.redact(version, reason)
    results().print(safe(f"The text of {done.id} is removed: {done.reason}"))
    log.warning(_AFTER)
    if done.also:
        log.error("The same document stays as %s. Redact that too.", " and ".join(done.also))
        raise typer.Exit(1)


def _ask(stored: StoredMeeting) -> None:
    """Ask whether to go on; whoever cannot be asked must have said so.

    Raises:
        WrongUse: Nobody is at the terminal.
    """
    if not sys.stdin.isatty():
        raise WrongUse("What is redacted is gone for good.", hint="If that is meant, add --yes.")
    name, count = f"{stored.id}@{stored.version}", len(stored.meeting.items)
    notes().print(safe(f"{name}, stored {stored.stored_at:%Y-%m-%d}, holds {count} items."))
    typer.confirm("Remove its text and its original for good?", abort=True, err=True)
