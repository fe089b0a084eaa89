"""Words that were changed, drawn for a terminal; with marks where there is no colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from compare.changes import Segment
from compare.model import SEVERITY, Change
from ordlyd.cli.output import safe

CONTEXT = 9
"""Words of unchanged text shown on each side of a change."""
SHORT = 90
"""Characters of a change's words in the list of changes."""

_MOST_SEVERE = max(SEVERITY.values())
_VERBS = {"insert": "added", "delete": "removed", "move": "moved"}
_BLANKS = re.compile(r"\s+")


def word_diff(segments: Iterable[Segment], *, plain: bool, everything: bool = False) -> Text:
    """Return a word diff with long unchanged stretches folded.

    Args:
        segments: Of :func:`compare.changes.inline`.
        plain: Mark words as ``[-old-]{+new+}`` instead of with colour.
        everything: Draw differences of layout and typography too.
    """

    def is_kept(segment: Segment) -> bool:
        return segment.level is None or not (everything or SEVERITY[segment.level])

    runs = [(kept, list(run)) for kept, run in groupby(segments, is_kept)]
    drawn = Text()
    for n, (kept, run) in enumerate(runs):
        if kept:
            words = safe("".join(segment.new for segment in run))
            drawn.append(_folded(words, after=n > 0, before=n < len(runs) - 1))
        else:
            for segment in run:
                drawn.append_text(_edit(segment, plain=plain))
    return drawn


def _folded(text: str, *, after: bool, before: bool) -> str:
    """Keep the words next to a change; ``after`` and ``before`` say where there is one."""
    words = _BLANKS.sub(" ", text).split(" ")
    head, tail = CONTEXT * after, CONTEXT * before
    if len(words) <= head + tail + 2:
        return " ".join(words)
    return " ".join((*words[:head], "…", *words[len(words) - tail :]))


def _edit(segment: Segment, *, plain: bool) -> Text:
    """Draw the old words, then the new ones; blanks around them are not marked."""
    drawn = Text()
    for text, style, marks in (
        (segment.old, "red strike", "[--]"),
        (segment.new, "green underline", "{++}"),
    ):
        words = _BLANKS.sub(" ", safe(text))
        if said := words.strip():
            apart = words[0] == " " or (drawn and not plain)
            drawn.append(" " if apart and drawn.plain[-1:] != " " else "")
            drawn.append(
                f"{marks[:2]}{said}{marks[2:]}" if plain else said, None if plain else style
            )
            drawn.append(" " if words[-1] == " " else "")
    return drawn


def change_lines(changes: Sequence[Change], *, everything: bool = False) -> Iterator[Text]:
    """Yield a line for each change; those of no weight are folded to a count."""
    told = [change for change in changes if everything or change.severity]
    for change in told:
        level = (f"  {change.level:<11}", "bold" if change.severity == _MOST_SEVERE else "")
        yield Text.assemble(level, (f"{change.section:<16}", "dim"), safe(_described(change)))
    if folded := len(changes) - len(told):
        yield Text(f"  and {folded} of layout and typography (--all shows them)", "dim")


def _described(change: Change) -> str:
    """The facts that a change is about, or else its words, in short."""
    if change.level == "fact":
        return "; ".join(
            f"{fact.before or 'nothing'} → {fact.after or 'nothing'}"
            f" ({fact.kind}{f': {fact.label}' if fact.label else ''})"
            for fact in change.facts
        )
    if verb := _VERBS.get(change.op):
        return f"{verb}: {_short(change.after or change.before)}"
    return f"{_short(change.before)} → {_short(change.after)}"


def _short(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
