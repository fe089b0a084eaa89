"""What a comparison found, told to people."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare import Comparison
from ordlyd.archive import Archive, Noted
from ordlyd.cli.output import is_plain, results, safe, table
from ordlyd.cli.session import Session
from ordlyd.cli.work.comparing import Results
from ordlyd.cli.work.pairs import difference, drawn
from ordlyd.stored import StoredItem
from reports import Finding, top_findings

PARTS, LENGTH = 3, 600
"""Parts shown of one finding, and characters of each."""
NOTHING, NOTHING_NEW = "No two items belong together.", "No two items were newly found together."
_NOTED = {"new": "new", "changed": "changed", "gone": "no longer found", "unchanged": "as before"}
"""The words for the counts of a noting."""


def _show_noted(noted: Noted) -> None:
    """Print how what was found differs from what was found before."""
    counts = [(word, getattr(noted, name)) for name, word in _NOTED.items()]
    console = results()
    console.print(table(("Since the last comparison", ""), counts))
    console.print()


def show(found: Results, session: Session, *, limit: int) -> None:
    """Print what was found: how much of each kind, how much is new, and the most serious."""
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    parts = found.parts("relation")
    told = top_findings(_counting(parts, kinds, levels), limit, language="en")
    console = results()
    what = "Relations, new or changed" if found.only_new else "Relations"
    for heading, counted in ((what, kinds), ("Changes", levels)):
        if counted:
            console.print(_counts(heading, counted))
            console.print()
    if not kinds:
        end = "\n\n" if found.noted else "\n"
        console.print(NOTHING_NEW if found.only_new else NOTHING, end=end)
    if found.noted is not None:
        _show_noted(found.noted)
    _show(told, found.archive, session)


def _counting(
    parts: Iterable[Comparison], kinds: Counter[str], levels: Counter[str]
) -> Iterator[Comparison]:
    """Yield parts of a comparison, with relations and changes counted in passing."""
    for part in parts:
        kinds.update(relation.kind.replace("_", " ") for relation in part.relations)
        levels.update(str(change.level) for change in part.changes)
        yield part


def _counts(heading: str, counted: Mapping[str, int]) -> Table:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return table((heading, ""), ranked)


def show_most_serious(
    parts: Iterable[Comparison], archive: Archive, session: Session, *, limit: int
) -> None:
    """Print the most serious findings."""
    _show(top_findings(parts, limit, language="en"), archive, session)


def _show(told: Iterable[Finding], archive: Archive, session: Session) -> None:
    """Print findings, each with the words that changed and how to see more."""
    console = results()
    for number, finding in enumerate(told, 1):
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
