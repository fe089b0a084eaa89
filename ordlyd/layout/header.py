"""The header: which committee met, when and where, and who took part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ordlyd.dates import parse_date, parse_moment, parse_times
from ordlyd.layout.data import HeaderField, Layout
from ordlyd.lines import Line
from ordlyd.model import MeetingKind, Participant
from ordlyd.names import split_names, split_party
from ordlyd.text import bare, caseless, clean, collapse, latin

_TERM = re.compile(r"\s*[-–,(]?\s*((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\)?\s*$")
_MOMENT = re.compile(
    r"(?i)^\s*(?:man|tirs|ons|tors|fre|lør|søn)dag,? (?:d\. ?|den )?\d[^!?]{4,40}$"
)
"""A line that says the day and the time, without a label."""
_TIME_WITHIN = 30
"""Characters after an opening in which its time stands (“kl. 08:30-10:00”)."""
_LONGEST = 4_000
"""Characters of a header field that are read: more than any list of members."""
_SENTENCE = re.compile(r"(?<=\w{3})\.\s")
_ENDED = re.compile(
    r"(?i)\bmødet (?:er |blev )?(?:hævet|sluttede?|afsluttet|slut)\b[^.\d]{0,30}?"
    r"(kl\.?\s?\d{1,2}(?:[.:]\d\d)?)"
)


@dataclass(slots=True)
class Header:
    """What a header says; what it does not say is ``None`` or empty."""

    kind: MeetingKind | None = None
    committee: str | None = None
    term: str | None = None
    date: date | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    participants: list[Participant] = field(default_factory=list)
    understood: list[Line] = field(default_factory=list)


def split_term(name: str) -> tuple[str, str | None]:
    """Return a committee's name and term from ``Byrådet - 2022 - 2025``."""
    name = collapse(latin(clean(name)))
    match = _TERM.search(name)
    return (name[: match.start()], f"{match[1]}-{match[2]}") if match else (name, None)


def ended_at(text: str) -> str | None:
    """Return the time in “Mødet hævet kl. 14.45.” as ``HH:MM``, or ``None``."""
    match = _ENDED.search(text)
    return parse_times(match[1])[0] if match else None


def read_header(lines: Sequence[Line], layout: Layout) -> Header:
    """Read the lines before the first item and its contents page."""
    header = Header()
    if any(line.mark for line in lines):
        _read_marks(header, lines, layout)
    else:
        _read_text(header, lines, layout)
    return header


def kind_of(text: str, kinds: Mapping[str, MeetingKind]) -> MeetingKind | None:
    """Return the kind that the first known word in a text means, or ``None``."""
    folded = caseless(text)
    return next((kind for word, kind in kinds.items() if word in folded), None)


def _read_marks(header: Header, lines: Sequence[Line], layout: Layout) -> None:
    for line in lines:
        if line.mark == "kind":
            header.kind = header.kind or kind_of(line.text, layout.kinds)
        elif line.mark == "committee":
            name, term = split_term(line.text)
            header.committee, header.term = header.committee or name, header.term or term
        elif line.mark == "participant":
            _add_people(header, line.text, absent=line.data.get("absent") == "true")
        elif line.mark in ("date", "end", "place"):
            _set_field(header, line.mark, line.text)
    header.understood += [line for line in lines if line.mark]


def _read_text(header: Header, lines: Sequence[Line], layout: Layout) -> None:
    fields = _fields(lines, layout)
    labelled = {line.number for _, used, _ in fields for line in used}
    opening = [line for line in lines if line.number not in labelled]
    _read_opening(header, opening, layout)
    for name, used, value in fields:
        if name == "participants":
            _add_people(header, value, absent=False)
        elif name == "absent":
            _add_people(header, value, absent=True)
        else:
            _set_field(header, name, value)
        header.understood += used


def _read_opening(header: Header, lines: Sequence[Line], layout: Layout) -> None:
    said = [line for line in lines if not line.blank]
    text = " ".join(bare(line.text).strip() for line in said)
    for pattern in layout.opening:
        match = pattern.search(text)
        if match is None:
            continue
        header.kind = kind_of(match["kind"], layout.kinds)
        header.committee, header.term = split_term(match["committee"])
        header.date = parse_date(match["date"])
        time = text[match.end() : match.end() + _TIME_WITHIN]
        header.understood += [
            line
            for line in said
            if bare(line.text).strip() in match[0] or match["date"] in line.text
        ]
        header.start, header.end = parse_times(time)
        break
    header.end = header.end or ended_at(text)
    header.understood += [line for line in said if ended_at(line.text)]
    for line in said:
        if _MOMENT.match(line.text):
            _set_field(header, "date", line.text)
            header.understood.append(line)


def _fields(lines: Sequence[Line], layout: Layout) -> list[tuple[HeaderField, list[Line], str]]:
    """Return the labelled fields: name, the lines they stand in, and the value.

    A value goes on over line breaks until a blank line or the next label; one that stands
    alone under its label may have a blank line before it.
    """
    found: list[tuple[HeaderField, list[Line], str]] = []
    open_field = False
    for line in lines:
        label, rest = _label(line.text, layout)
        if label:
            found.append((layout.labels[label], [line], rest))
            open_field = True
        elif line.blank:
            open_field = open_field and not found[-1][2]
        elif open_field:
            name, used, value = found[-1]
            used.append(line)
            found[-1] = (name, used, f"{value} {line.text.strip()}".strip()[:_LONGEST])
    return found


def _label(text: str, layout: Layout) -> tuple[str, str]:
    text = bare(clean(text)).strip()
    for label in sorted(layout.labels, key=len, reverse=True):
        if (
            text[: len(label)].casefold() == label
            and not text[len(label) : len(label) + 1].isalpha()
        ):
            return label, text[len(label) :].lstrip(" :\t*")
    return "", ""


def _set_field(header: Header, name: str, value: str) -> None:
    if name == "date":
        day, start, end = parse_moment(value)
        header.date = header.date or day
        header.start, header.end = header.start or start, header.end or end
    elif name in ("start", "end"):
        _, moment, _ = parse_moment(value)
        moment = moment or parse_times(value)[0]
        header.start = header.start or moment if name == "start" else header.start
        header.end = header.end or moment if name == "end" else header.end
    elif name == "committee":
        committee, term = split_term(value)
        header.committee, header.term = header.committee or committee, header.term or term
    elif name == "place":
        header.place = header.place or collapse(latin(clean(value))) or None


def _add_people(header: Header, value: str, *, absent: bool) -> None:
    for printed in split_names(_SENTENCE.split(value)[0] if absent else value):
        name, party = split_party(printed)
        person = Participant(name=name, party=party, absent=absent)
        known = [i for i, p in enumerate(header.participants) if p.name == name]
        if not known:
            header.participants.append(person)
        elif absent:
            header.participants[known[0]] = person
