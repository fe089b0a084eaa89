"""``ordlyd verify``: whether what is stored still follows from the stored originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import log, results, safe, table, tracking, write_json
from ordlyd.cli.session import Session, WrongUse

if TYPE_CHECKING:
    from ordlyd.cli.work.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification came to: counts by what and answer, and the verdicts to be told."""

    counts: dict[str, dict[str, int]]
    verdicts: list[Verdict]


def verify(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Items, meetings, versions, or names of findings; without, all"
        ),
    ] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Only the ledger of silent edits")
    ] = False,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Read the stored originals again, find again what was found, and tell what differs.

    Nothing is asked of any site. An item, meeting or version is verified with all findings that
    speak of it. Exit code 1: something is not as it was stored.
    """
    from ordlyd.cli.work import verdicts, verifying  # noqa: PLC0415 - they import everything

    if ids and ledger:
        raise WrongUse("The ledger is one and has no ids.", hint="Leave out --ledger or the ids.")
    session = Session.start(archive=archive)
    with session.archive() as opened, tracking() as tell:
        if ledger:
            found = _counted([verifying.verify_ledger(opened)], everything=True)
        elif ids:
            found = _counted(verifying.verify_some(opened, session, ids, tell), everything=True)
        else:
            found = _counted(verifying.verify_all(opened, session, tell), everything=False)
        noted = opened.noting()
    if noted is None and not ledger:
        log.warning("No comparison was noted yet: run “ordlyd compare” first.")
    if form == "json":
        write_json(found)
    else:
        _show(found)
    if not all(verdicts.FINE.issuperset(answers) for answers in found.counts.values()):
        raise typer.Exit(1)


def _counted(verdicts: Iterable[Verdict], *, everything: bool) -> Verification:
    """Count verdicts, and keep those that are to be told: all, or what is not simply held."""
    counts: dict[str, Counter[str]] = {}
    told: list[Verdict] = []
    for verdict in verdicts:
        counts.setdefault(verdict.what, Counter())[verdict.answer] += 1
        if everything or verdict.answer != "held" or verdict.what == "ledger":
            told.append(verdict)
    return Verification({what: dict(counted) for what, counted in counts.items()}, told)


def _show(found: Verification) -> None:
    console = results()
    answers = list(dict.fromkeys(name for one in found.counts.values() for name in one))
    rows = [(what, *(one.get(name, 0) for name in answers)) for what, one in found.counts.items()]
    console.print(table(("Verified", *answers), rows))
    for verdict in found.verdicts:
        console.print(safe(f"{verdict.answer}: {verdict.what} {verdict.id} {verdict.why}".rstrip()))
        for difference in verdict.differences:
            console.print(safe(f"   {difference}"))
