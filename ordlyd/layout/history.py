"""Decisions of other meetings that are printed inside an item.

They come in four manners: a dated heading (“Beslutning i Økonomiudvalget den 16-03-2026”);
under “Sagens forløb” a line with date and committee, then the decision; the same as “Udvalg:”,
“Dato:”, “Punktnummer:”; and under “Beslutning” itself, a paragraph for each committee that
dealt with the case, the meeting's own last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ordlyd.dates import DATE, parse_date
from ordlyd.decisions import read_decision
from ordlyd.layout.header import split_term
from ordlyd.model import HistoryEntry
from ordlyd.names import is_committee, same_committee
from ordlyd.text import collapse

_FIELD = re.compile(
    r"^\s*(?P<name>udvalg|dato|punktnummer)\s*:\s*(?P<value>.*?)\s*$", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"^\s*(?P<committee>(?:[A-ZÆØÅ][\wæøåÆØÅ-]*,?\s+(?:og\s+|for\s+|&\s+)?){0,8}?"
    r"[\wæøåÆØÅ-]*(?:udvalget|byrådet?|magistraten|kommunalbestyrelsen|rådet|[Uu]dvalget for [^,.]{3,60}?))\s+"
    r"(?:anbefal|godkend|tiltr|drøft|tog|tager|beslutte|vedt|indstill|fremsend|oversend|udsæt|udsatte|afvi|har|kan|kunne|behandle)"
)


_SUBJECT_WITHIN = 400
"""Characters of a paragraph in which a committee stands as its subject."""
_CLOSING = re.compile(
    r"(?i)^\s*(?:for|imod)\b[^.]{0,40}\bstem|^\s*(?:for|imod):"
    r"|^\s*(?:indstilling\w*|sagen|forslaget) (?:er|blev|bliver|\w+es)\b"
)


@dataclass(slots=True)
class _Block:
    """One earlier treatment under construction."""

    committee: str | None = None
    date: date | None = None
    lines: list[str] = field(default_factory=list)

    def entry(self) -> HistoryEntry | None:
        text = "\n".join(self.lines).strip()
        if not text and self.committee is None:
            return None
        outcome = read_decision(text).outcome
        return HistoryEntry(date=self.date, committee=self.committee, text=text, outcome=outcome)


def read_history(text: str) -> list[HistoryEntry]:
    """Read “Sagens forløb”: each earlier treatment with date, committee, words and outcome.

    Text that names no treatment gives no entry; it stays in its section.
    """
    return [entry for block in _blocks(text) if (entry := block.entry()) is not None]


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for line in text.split("\n"):
        field_match = _FIELD.match(line)
        opened = _opening(line)
        if field_match and field_match["name"].casefold() == "udvalg":
            if block:
                yield block
            block = _Block(committee=split_term(field_match["value"])[0])
        elif field_match and block:
            block.date = block.date or parse_date(field_match["value"])
        elif opened:
            if block:
                yield block
            block = opened
        elif block:
            block.lines.append(line)
    if block:
        yield block


def _opening(line: str) -> _Block | None:
    found = DATE.match(line.strip())
    if found is None:
        return None
    when, name = parse_date(found[0]), line.strip()[found.end() :].strip(" :,-–")
    committee = split_term(name)[0]
    if (
        when is None
        or not committee
        or len(committee) > 120
        or (not is_committee(name) and "påtegning" not in name)
    ):
        return None
    return _Block(committee=committee, date=when)


def split_decision(text: str, committee: str | None) -> tuple[str, list[HistoryEntry]]:
    """Part the words of this meeting's committee from those of committees before it.

    Args:
        text: The body under “Beslutning”.
        committee: The meeting's committee; where it is unknown nothing is parted.

    Returns:
        The own words (with the votes and absences that follow them), and the others' decisions.
    """
    blocks = _committee_blocks(text)
    if committee is not None and not any(same_committee(name, committee) for name, _ in blocks):
        blocks = _closing_apart(blocks)
    others = [(name, body) for name, body in blocks if name and not same_committee(name, committee)]
    if committee is None or not others:
        return text, []
    own = [body for name, body in blocks if (name, body) not in others]
    history = [
        HistoryEntry(committee=name, text=body, outcome=read_decision(body).outcome)
        for name, body in others
    ]
    return "\n\n".join(own), history


def _closing_apart(blocks: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Give the meeting its own the votes that close a decision without naming a committee."""
    if not blocks:
        return blocks
    name, body = blocks[-1]
    paragraphs = re.split(r"\n\s*\n", body)
    closing = next((i for i, p in enumerate(paragraphs) if i and _CLOSING.match(p)), None)
    if closing is None:
        return blocks
    ours = "\n\n".join(paragraphs[closing:])
    return [*blocks[:-1], (name, "\n\n".join(paragraphs[:closing])), (None, ours)]


def _committee_blocks(text: str) -> list[tuple[str | None, str]]:
    blocks: list[tuple[str | None, list[str]]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        if not paragraph.strip():
            continue
        subject = _SUBJECT.match(collapse(paragraph[:_SUBJECT_WITHIN]))
        if subject or not blocks:
            blocks.append((subject["committee"].strip() if subject else None, []))
        blocks[-1][1].append(paragraph)
    return [(name, "\n\n".join(paragraphs)) for name, paragraphs in blocks]


def deciding_committee(text: str) -> str | None:
    """Return the committee that a decision's last statement names, or ``None``."""
    named = [name for name, _ in _committee_blocks(text) if name]
    return named[-1] if named else None
