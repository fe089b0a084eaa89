"""Comparing an archive, and telling people what is in the result."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare import Comparison, compare
from compare.boilerplate import Formulas
from compare.holding import Holding
from compare.learned import packed
from compare.nightly import Night
from compare.record import ENGINE, found, stored
from ordlyd.archive import Archive, Noted
from ordlyd.cli.output import is_plain, results, safe, table, tracking
from ordlyd.cli.session import Session
from ordlyd.cli.work.pairs import difference, drawn
from ordlyd.stored import StoredItem
from reports import Finding, top_findings

PARTS, LENGTH = 3, 600
"""Parts shown of one finding, and characters of each."""
LARGE = 10_000
"""Items from which what is new is compared alone: everything takes half a minute by then."""
GROWN = 1.25
"""How much an archive may grow until what is boilerplate is learned anew, and all compared."""
_NOTED = {"new": "new", "changed": "changed", "gone": "no longer found", "unchanged": "as before"}
"""The words for the counts of a noting."""


def compare_archive(
    archive: Archive, *, municipalities: Collection[str] = (), elsewhere: bool = False
) -> Comparison:
    """Compare all versions that the archive holds, showing progress."""
    items = archive.items(municipalities=municipalities, versions="all")
    with tracking() as tell:
        return compare(items, progress=tell, elsewhere=elsewhere)


def compare_and_note(archive: Archive, *, anew: bool = False) -> tuple[Comparison, Noted]:
    """Compare the whole archive, and note in it what was found.

    Of a large archive that was compared before, only what is new is compared with everything.

    Args:
        archive: The archive.
        anew: Compare everything with everything all the same.
    """
    as_of = datetime.now(UTC)
    mark = as_of.isoformat()
    holding = Holding(archive.held, mark) if archive.held else None
    held = holding.open() if holding and not anew else None
    if held is not None and held.count >= LARGE and held.grown <= GROWN:
        night = Night(archive, held)
        with tracking() as tell:
            comparison = night.compare(tell)
        noted = archive.note_findings(
            found(comparison), engine=ENGINE, as_of=as_of, within=night.touched
        )
        night.hold(comparison, mark)
        return stored(one for one in archive.findings() if one.gone_at is None), noted
    known: list[Formulas] = []
    with tracking() as tell:
        comparison = compare(
            archive.items(versions="all"), progress=tell, holding=holding, learned=known.append
        )
    noted = archive.note_findings(
        found(comparison), engine=ENGINE, as_of=as_of, context=packed(known[0])
    )
    if holding is not None:
        holding.keep()
    return comparison, noted


def found_in(
    archive: Archive, towns: Collection[str], *, anew: bool = False, elsewhere: bool = False
) -> tuple[Comparison, Noted | None]:
    """Compare the whole archive and note it; or some municipalities alone, which is not noted.

    Among some alone other formulas are learned, and nothing that they share with others is found.
    The same matter ``elsewhere`` is not noted either: how alike two are moves with all others.
    """
    if towns or elsewhere:
        return compare_archive(archive, municipalities=towns, elsewhere=elsewhere), None
    return compare_and_note(archive, anew=anew)


def news(archive: Archive, noted: Noted) -> set[str]:
    """Return the names of what a noting found for the first time, or found changed."""
    since = archive.findings(since=noted.at)
    return {one.key for one in since if one.gone_at is None}


def show_noted(noted: Noted) -> None:
    """Print how what was found differs from what was found before."""
    counts = [(word, getattr(noted, name)) for name, word in _NOTED.items()]
    console = results()
    console.print(table(("Since the last comparison", ""), counts))
    console.print()


def show_counts(comparison: Comparison, noted: Noted | None, *, nothing: str) -> None:
    """Print how many relations there are of each kind, changes of each level, and what is new."""
    console = results()
    kinds = Counter(relation.kind.replace("_", " ") for relation in comparison.relations)
    levels = Counter(str(change.level) for change in comparison.changes)
    for heading, counted in (("Relations", kinds), ("Changes", levels)):
        if counted:
            console.print(_counts(heading, counted))
            console.print()
    if not kinds:
        console.print(nothing)
    if noted is not None:
        show_noted(noted)


def _counts(heading: str, counted: Mapping[str, int]) -> Table:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return table((heading, ""), ranked)


def show_findings(
    comparison: Comparison, archive: Archive, session: Session, *, limit: int
) -> None:
    """Print the most serious findings, each with the words that changed and how to see more.

    Items that went from the agenda to the minutes as they were are no finding.
    """
    console = results()
    told = top_findings(comparison, len(comparison.relations), language="en")
    telling = (one for one in told if one.changes or one.relation.kind != "version")
    for number, finding in enumerate(islice(telling, limit), 1):
        a, b = finding.relation.a.id, finding.relation.b.id
        console.print(Text(safe(f"{number}. {finding.headline}"), "bold"))
        for line in (finding.title, finding.where):
            console.print(_indented(Text(safe(line))))
        if finding.severity:
            _show_words(finding, archive, console)
        console.print(_indented(Text(safe(f"ordlyd diff {a} {b}{_option(session)}"), "dim")))


def _option(session: Session) -> str:
    """What must be typed to get at the same archive; an address may hold a password."""
    archive = session.settings.archive
    usual = type(session.settings).model_fields["archive"].default
    named = isinstance(archive, Path) and archive != usual
    return f" --archive {shlex.quote(str(archive))}" if named else ""


def _show_words(finding: Finding, archive: Archive, console: Console) -> None:
    """Draw the parts that differ, the one with the most serious change first."""
    sides = (archive.get(side.id) for side in (finding.relation.a, finding.relation.b))
    a, b = (item for item in sides if isinstance(item, StoredItem))
    ranks = {change.section: n for n, change in reversed(list(enumerate(finding.changes)))}
    parts = drawn(difference(a, b), plain=is_plain(console))
    telling = sorted((part for part in parts if part[0] in ranks), key=lambda p: ranks[p[0]])
    for section, drawing in telling[:PARTS]:
        drawing.truncate(LENGTH, overflow="ellipsis")
        console.print(_indented(Text.assemble((f"{section}: ", "dim"), drawing)))


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 3), expand=False)
