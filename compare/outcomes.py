"""Recommended and decided: what became of each recommendation, point by point.

What is asked for and what was decided are both read by :mod:`ordlyd.decisions`. A recommendation
to take note is followed by taking note; one to approve is only *noted* then. A committee that
recommends a case to the next one has followed the recommendation. A remark leaves a decision as
recommended; a change, an addition or another motion makes it *amended*, and so do points of
which some were followed and some were not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from compare.model import Decided, DecidedPoint, Dissent, Verdict
from ordlyd.decisions import VOTES, outcome_of, points, statements
from ordlyd.model import Decision, Outcome
from ordlyd.names import split_names
from ordlyd.stored import StoredItem
from ordlyd.text import clean, collapse, latin

SHOWN = 600
"""Characters of a point that are quoted."""
_LIST = 50
"""Points that “1-9” may stand for at most."""
_LETTERS = re.compile(r"[a-zæøå]{4}")

_PLAIN: dict[Outcome, Verdict] = {
    "postponed": "postponed",
    "returned": "returned",
    "rejected": "rejected",
}
_WEIGHT: dict[Outcome, int] = {
    "informed": 1,
    "noted": 1,
    "discussed": 1,
    "approved": 2,
    "recommended": 2,
}
"""How far a decision goes: taking note is less than approving."""

_CHANGE = r"(?:(?:ændring|præcisering|justering|tilretning)(?:er|en)?|tilføjelse(?:r|n)?)"
_AMENDED = re.compile(
    r"(?i)\bmed (?:(?:den|de|følgende|nedenstående|enkelte|få|mindre|en|to|tre) ){0,3}"
    rf"(?:\w+ )?{_CHANGE}\b"
    r"|\bdog (?:således|sådan|med|at|uden)\b|\bi stedet for?\b|\bbortset fra\b|\bundtagen\b"
    r"|\bmed undtagelse af\b|\bi ændret form\b|\bsom ændret\b|\bdelvist\b"
    r"|\b(?:ændrings|under|mod|kompromis)forslag\w*(?: \w+){0,4}?"
    r" (?:vedtaget|godkendt|tiltrådt|vedtages|godkendes|tiltrædes)\b"
    r"|\b(?:vedtog|godkendte|tiltrådte|godkender|tiltræder)(?: \w+){0,3}? ændringsforslag"
)
_NUMBERED = re.compile(r"(?m)^[ \t]*(?:(?:ad|pkt\.?|punkt)\s?)?(\d{1,2}|[a-h])[.)]+[ \t]+(?=\S)")
_BULLET = re.compile(r"(?m)^[ \t]*[-*•–][ \t]+(?=at\b)")
_EITHER = re.compile(r"\beller\W*$")
_AT = re.compile(r"\bat\b")
_NUMBERS = re.compile(r"(\d{1,2})\.?\)?\s*(?:[-–]|til)\s*(\d{1,2})|(\d{1,2}|\b[a-h]\b)")
_OF_POINTS = re.compile(r"(?i)\b(?:punkt|pkt\.?|punkterne|ad\.?)\s*(\d[\d\s.,og–-]{0,20})")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_How = Literal["against", "abstained", "reserved"]
_HOWS: dict[str, _How] = {how: how for how in get_args(_How)}
_SIDES: tuple[tuple[_How, re.Pattern[str]], ...] = tuple(
    (_HOWS[side], re.compile(f"(?i){words}", re.DOTALL)) for side, words in VOTES if side in _HOWS
)


def outcomes(items: Iterable[StoredItem]) -> list[Decided]:
    """Return what became of the recommendation of each item that has one and was decided."""
    return [found for stored in items if (found := outcome(stored)) is not None]


def outcome(stored: StoredItem) -> Decided | None:
    """Return what became of an item's recommendation; ``None`` without one or undecided."""
    item = stored.item
    recommended = "\n".join(s.text for s in item.sections if s.kind == "recommendation")
    if not recommended.strip() or not item.decision.text.strip():
        return None
    said = _Said(item.decision)
    found = tuple(_point(number, asked, said) for number, asked in _asked(recommended))
    return Decided(
        item=stored.id,
        verdict=_overall([point.verdict for point in found]),
        points=found,
        dissent=tuple(said.dissent()),
    )


class _Said:
    """What a decision says of each point by number, and what it says of all the others."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.points: list[tuple[tuple[str, ...], str]] = []
        text, rest, place = decision.text, list[str](), 0
        found = points(text)
        starts: list[int] = []
        for point in found:
            starts.append(text.index(point.text, starts[-1] + 1 if starts else 0))
        for point, start, after in zip(found, starts, [*starts[1:], len(text)], strict=False):
            end = text.rfind("\n", start, after) if after < len(text) else after
            said = _PARAGRAPH.split(text[start : max(end, start + len(point.text))])[0]
            self.points.append((tuple(_numbers(point.which)), said))
            rest.append(text[place:start])
            place = start + len(said)
        lines = "".join([*rest, text[place:]]).split("\n")
        self.rest = "\n".join(line for line in lines if _LETTERS.search(line))

    def of(self, number: str | None) -> tuple[str, Outcome]:
        """The words and the outcome of one point."""
        if not self.points:
            return self.decision.text, self.decision.outcome
        said = [text for numbers, text in self.points if number in numbers]
        text = " ".join(said) or self.rest
        return text, outcome_of(statements(text))

    def dissent(self) -> Iterator[Dissent]:
        """Yield who was against, abstained or reserved their position, as printed."""
        for numbers, text in [*self.points, ((), self.rest)]:
            for statement in statements(text):
                of = _OF_POINTS.search(statement)
                which = numbers or tuple(_numbers(of[1]) if of else ())
                for side, pattern in _SIDES:
                    match = pattern.match(statement)
                    if match and (names := split_names(match["who"])):
                        yield from (Dissent(name=n, how=side, points=which) for n in names)
                        break


def _point(number: str | None, asked: str, said: _Said) -> DecidedPoint:
    decided, outcome = said.of(number)
    return DecidedPoint(
        number=number,
        recommended=collapse(asked)[:SHOWN],
        decided=collapse(decided)[:SHOWN],
        verdict=_verdict(asked, outcome, decided),
    )


def _asked(text: str) -> list[tuple[str | None, str]]:
    """The numbered points of a recommendation, or its “at …” bullets, or all of it as one."""
    text = latin(clean(text))
    numbered = _in_order(_NUMBERED.finditer(text))
    if not any(_EITHER.search(asked) for asked in _between(numbered, text)):
        if numbered:
            return [
                (m[1], asked) for m, asked in zip(numbered, _between(numbered, text), strict=True)
            ]
        bullets = list(_BULLET.finditer(text))
        if bullets:
            return [(str(n), asked) for n, asked in enumerate(_between(bullets, text), 1)]
    return [(None, text)]


def _in_order(marks: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up from the first: a list within a point is the point's own."""
    found: list[re.Match[str]] = []
    for mark in marks:
        expected = _after(found[-1][1]) if found else None
        if mark[1] == expected or (not found and mark[1] in {"1", "a"}):
            found.append(mark)
    return found


def _after(number: str) -> str:
    return str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)


def _between(marks: Sequence[re.Match[str]], text: str) -> list[str]:
    """What stands between each mark and the next."""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=False)]


def _numbers(which: str) -> Iterator[str]:
    for match in _NUMBERS.finditer(which):
        if match[1]:
            first = int(match[1])
            yield from map(str, range(first, min(int(match[2]), first + _LIST) + 1))
        else:
            yield match[3]


def _verdict(asked: str, outcome: Outcome, decided: str) -> Verdict | None:
    """What became of one point, from what was asked for and what was decided."""
    if outcome in _PLAIN:
        return _PLAIN[outcome]
    if outcome not in _WEIGHT:
        return None
    start = _AT.search(asked)
    wanted = outcome_of([asked[start.end() :] if start else asked])
    if _WEIGHT[outcome] < _WEIGHT.get(wanted, 1):
        return "noted"
    change = _AMENDED.search(decided)
    amended = change is not None and change[0].casefold() not in asked.casefold()
    return "amended" if amended else "as_recommended"


def _overall(verdicts: Sequence[Verdict | None]) -> Verdict | None:
    """The verdict of all points; where they differ, what was recommended was changed."""
    known = {verdict for verdict in verdicts if verdict is not None}
    return known.pop() if len(known) == 1 else ("amended" if known else None)
