"""What a committee decided: from the words of a decision to outcome, votes and absence.

The tables follow the formulas in public minutes of some twenty councils; there is no official
glossary, so an outcome is our plain reading unless a law is named. A committee that recommends
has not approved. A reservation (forbehold) is neither for nor against. Another committee's
earlier decision, printed inside the item, is history and never this decision.

Reading order: the text is cut into statements (sentences, table rows); a statement about who
took part or how they voted gives names; of the others the operative formulas give the outcome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ordlyd.model import Decision, Outcome
from ordlyd.names import split_names
from ordlyd.sentences import sentences
from ordlyd.text import clean, latin

_RESOLVED = r"\b(?:beslut\w*|fastlægges|fastlagt|fastsat)\b"
"""“Besluttede at …” says that something was resolved; what, the rest of the statement tells."""

FORMULAS: tuple[tuple[Outcome, str], ...] = (
    ("none", r"^intet(?: under dette punkt| (?:at|til) \w+)?\.?$"),
    (
        "none",
        r"^(?:der (?:er|var) )?(?:intet|ingen (?:emner|punkter|sager|indlæg|spørgsmål))\b(?! bemærk)",
    ),
    ("postponed", r"\b(?:ud|over)s(?:æt|at)\w*|\budskyd\w*|\budskudt\b|\bgenoptages\b"),
    ("postponed", r"\b(?:udgår|udgik|udgået)\b|\btag(?:es|et) af dagsordenen\b"),
    (
        "rejected",
        r"\b(?:anbefal\w*|indstill\w*|godkend\w*|tiltr\w+|vedt\w+|imødekom\w*) (?:det )?ikke\b",
    ),
    ("rejected", r"\bikke (?:godkend\w*|tiltr\w+|vedt\w+|imødekom\w*|anbefal\w*|støtte\w*)"),
    (
        "rejected",
        r"\b(?:afvi(?:st|ses|ser|ste)|forkast\w*|bortfald\w*|nedstemt\w*|afslag|afslå\w*|afslog)\b",
    ),
    ("returned", r"\b(?:send\w*|returner\w*|vis\w*) tilbage\b(?!.*\bvedtaget\b)"),
    ("returned", r"\b(?:tilbagesend\w*|hjemvis\w*)\b(?!.*\b(?:vedtaget|tiltrådt|godkendt)\b)"),
    ("recommended", r"\b(?:fremsend\w*|oversend\w*|videresend\w*)\b.*\banbefal\w*"),
    ("recommended", r"\banbefal(?:er|es|ede|et|edes|ing af)?\b"),
    ("recommended", r"\bindstille(?:s|r|de|t)\b"),
    (
        "returned",
        r"\b(?:fremsend\w*|oversend\w*|henvis(?:es|t|te)|henlægges)\b.*\b(?:udvalg\w*|magistrat\w*|byråd\w*|behandling)\b",
    ),
    ("returned", r"\bsend(?:er|es|te|t)\b.*\btil (?:fornyet )?behandling\b"),
    ("approved", r"\btil(?:bage)?send\w*.*\b(?:vedtaget|tiltrådt|godkendt)\b"),
    (
        "approved",
        r"\b(?:godkend\w*|tiltr(?:åd\w*|æd\w*)|vedt(?:aget|age[rs]?|og)|bevilg\w*|imødekom\w*|bifald\w*)\b",
    ),
    (
        "approved",
        r"\btil?slut(?:ter|tede|tes|tet) sig\b|\bkunne tilslutte sig\b|\bfølge\w* indstillingen\b",
    ),
    (
        "approved",
        r"\bvalgt blev\b|\b(?:valgt|udpeget|genvalgt)\b(?! ikke)|\b(?:udpeger|udpegede|valgte|vælger)\b",
    ),
    ("noted", r"\btil efterretning\b|\bingen bemærkninger\b"),
    (
        "informed",
        r"\b(?:orienter\w*|oriente?ring\w*)\b.*\b(?:givet|gives|gavs?|foretaget|modtaget)\b",
    ),
    (
        "informed",
        r"\btil orientering\b|\b(?:blev|er) orienteret\b|\borienterede\b|\borientering(?:en)?\.?$",
    ),
    ("discussed", r"\b(?:drøft\w*|debattere\w*)\b"),
    ("approved", _RESOLVED),
)
"""Operative formulas, in order of precedence for matches at the same place."""

_WEIGHT: dict[Outcome, int] = {
    # A case that was discussed and then approved is approved.
    "none": 0,
    "discussed": 1,
    "informed": 2,
    "noted": 3,
    "recommended": 4,
    "approved": 4,
    "rejected": 4,
    "returned": 4,
    "postponed": 4,
    "other": 0,
}
_FORMULAS = tuple((outcome, re.compile(pattern)) for outcome, pattern in FORMULAS)

_MOTION = r"(?:indstilling\w*|sagen|forslag\w*|punkt\w*|dette|det|beslutning\w*|ændringsforslag\w*)"
VOTES: tuple[tuple[str, str], ...] = (
    # Subject first: "N.N. (Ø) stemmer imod indstillingen".
    ("absent", r"^(?P<who>.+?) (?:blev |er |var )?(?:erklærede? sig|erklæret) inhabil\w*"),
    (
        "absent",
        r"^(?P<who>.+?) (?:er|var|blev) (?:\w+ )?(?:fraværende|forhindret|inhabil\w*|ikke til ?stede|bortrejst)\b",
    ),
    (
        "absent",
        r"^(?:i|ved|under) .{0,80}?\b(?:deltog|var) (?P<who>[A-ZÆØÅ].+?) (?:ikke|fraværende)\b",
    ),
    ("absent", r"^(?:i|ved|under) .{0,80}?\bdeltog ikke:? (?P<who>.+)$"),
    ("absent", r"^(?P<who>.+?) (?:har |havde )?del(?:tager|tog|taget) (?:dog |således )?ikke\b"),
    ("absent", r"^(?P<who>.+?) (?:har|havde) meldt afbud\b"),
    ("absent", r"^(?P<who>.+?) (?:forlod|forlader) (?:mødet|lokalet|salen)\b"),
    ("abstained", r"^(?P<who>.+?) (?:undlader|undlod) (?:dog )?(?:at stemme|stemmeafgivning)"),
    ("abstained", r"^(?P<who>.+?) (?:stemmer|stemte) (?:hverken for eller imod|blankt)"),
    ("abstained", r"^(?P<who>.+?) afst(?:år|od) fra at stemme"),
    ("reserved", r"^(?P<who>.+?) (?:tager|tog|har taget) forbehold"),
    ("against", r"^(?P<who>.+?) (?:stemmer|stemte) (?:derfor |dog )?(?:imod|i mod|mod|nej)\b"),
    ("against", rf"^(?P<who>.+?) (?:er|var) imod\b(?: {_MOTION})?"),
    (
        "against",
        r"^(?P<who>.+?) (?:kan|kunne|ønsker|ønskede) (?:dog )?ikke (?:at )?(?:tiltræde|godkende|anbefale|støtte|tilslutte sig|stemme for)\b",
    ),
    ("for", r"^(?P<who>.+?) (?:stemmer|stemte) (?:derfor |dog )?(?:for|ja)\b"),
    ("for", r"^(?P<who>.+?) (?:kan|kunne) tiltræde\b"),
    (
        "for",
        r"^(?:\d+ medlem\w*|et flertal\w*) \((?P<who>[^()]+)\) (?:anbefal\w+|godkend\w+|tiltr\w+)\b",
    ),
    # Label first: "Imod stemte: A, B" and "Afbud: N.N.".
    (
        "absent",
        r"^(?:(?:der (?:er|var) )?afbud(?: fra)?|fraværende(?: (?:med|uden) afbud)?|ikke til ?stede|ej til ?stede|inhabil\w*)\s*:?\s+(?P<who>.+)$",
    ),
    (
        "abstained",
        r"^(?:undlod|undlader|undladt)(?: at stemme| stemmeafgivning)?(?: stemte)?\s*:?\s*(?P<who>.+)$",
    ),
    ("abstained", r"^hverken for eller imod(?: stemte)?\s*:?\s*(?P<who>.+)$"),
    ("against", rf"^(?:i ?mod|mod)(?: {_MOTION})?(?: stemte| stemmer)?\s*:?\s*(?P<who>.+)$"),
    (
        "for",
        rf"^for(?: {_MOTION})?(?: stemte| stemmer)?\s*(?::| stemte| (?=[A-ZÆØÅ(]|\d+ \())\s*(?P<who>.+)$",
    ),
)
"""Statements about who voted how or was away. ``reserved`` is neither for nor against."""

_VOTES = tuple((side, re.compile(f"(?i){pattern}", re.DOTALL)) for side, pattern in VOTES)
_VERB = r"(?:stem(?:mer|te)|und(?:lader|lod)|del(?:tager|tog)|t(?:ager|og) forbehold|k(?:an|unne) (?:ikke )?tiltræde|var |er |havde )"
_MATTER = r"(?:sagen|indstilling\w*|punktet|forslaget|hovedforslaget)\b"
_CLAUSE = re.compile(
    rf",?\s+(?:mens|hvorimod|medens|men)\s+|;\s+|,?\s+og\s+(?=\S[^,;:]{{0,80}}?\s{_VERB}|{_MATTER})"
)
_HAS_VERB = re.compile(
    rf"\s(?:{_VERB}|godkend|tiltr|forkast|afvis|vedt|uds[aæ]t|drøft|anbefal|bortfald)"
)
_SUBORDINATE = re.compile(
    r"(?<!bemærkning)(?<!bemærkning,),? (?:at|hvor\w*|som|der|idet|hvis|når|fordi|da|med henblik på)\b"
)
_LABELLED = re.compile(
    r"\s+(?=(?:Imod|For|Undlader|Undlod(?: at stemme)?|Afbud|Hverken for eller imod)(?: stemte)?\s*:)"
)
_POINT = re.compile(
    r"(?im)^\s*(?:ad\.?|pkt\.?|punkt|indstillingspunkt|vedr\.? (?:punkt|pkt\.?))\s*(?P<which>\d[\d\s.,a-z&)–-]{0,20}?(?:\s?og\s?\d\w{0,2})?)[.):]*\s+(?P<text>\S.*)$"
)
_AD = re.compile(r"(?i)^(?:ad|pkt)\.?\s*\d[\d\s.,og–-]{0,12}[.):]*\s+")
_LONGEST = 2_000
"""Characters of a statement that are read: more than any council's list of votes."""
_BARE_LABEL = re.compile(r"(?i)^\s*(?:for|i ?mod|undlod|undlader|afbud|fraværende)[\w ]{0,30}:\s*$")
_WRAPPED = 60
"""Characters that a line has at least when a page's width cut it."""
_REMARK = re.compile(r"(?i)^(?:mødet (?:er |blev )?hævet|præsentation\w*|bilag|oplæg\w*)\b")


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point of a decision: which, its words, its outcome."""

    which: str
    text: str
    outcome: Outcome

    @property
    def count(self) -> int:
        """How many points it speaks of: “1 og 3” is two, “2-4” is three."""
        numbers = [int(n) for n in re.findall(r"\d{1,3}", self.which)]
        if re.fullmatch(r"\d{1,3}\s*[-–]\s*\d{1,3}", self.which):
            return max(numbers[1] - numbers[0] + 1, 1)
        return max(len(numbers), 1)


def read_decision(text: str) -> Decision:
    """Read a decision's words; an empty text is no decision.

    Returns:
        The decision, its text verbatim. Names are in printed order, each once.
    """
    named: dict[str, dict[str, None]] = {side: {} for side, _ in VOTES}
    operative: list[str] = []
    carried: list[str] = []
    for statement in statements(text):
        side, names = _vote(statement)
        if side:
            named[side].update(dict.fromkeys(names))
        (carried if side == "for" else [] if side else operative).append(statement)
    return Decision(
        text=text,
        outcome=_overall(text, operative, carried),
        for_=tuple(named["for"]),
        against=tuple(named["against"]),
        abstained=tuple(named["abstained"]),
        absent=tuple(named["absent"]),
    )


def points(text: str) -> tuple[Point, ...]:
    """Return the numbered points of a decision (``Ad. 1) …``, ``Punkt 2: …``)."""
    return tuple(
        Point(match["which"].strip(" .,)"), match["text"], outcome_of([match["text"]]))
        for match in _POINT.finditer(text)
    )


def statements(text: str) -> list[str]:
    """Cut a decision into statements, one for each thing said."""
    text = latin(clean(text))
    lines = (line for block in sentences(_unwrap(text)) for line in _LABELLED.split(block))
    return [part for line in lines for part in _clauses(line[:_LONGEST]) if part.strip(" .")]


def _clauses(sentence: str) -> list[str]:
    """Part coordinate clauses, not coordinate subjects: each part has a verb of its own."""
    parts, start = [], 0
    for match in _CLAUSE.finditer(sentence):
        if _HAS_VERB.search(sentence, start, match.start() + 1):
            parts.append(sentence[start : match.start()].strip())
            start = match.end()
    return [*parts, sentence[start:].strip()]


def _unwrap(text: str) -> str:
    """Join what a page's width or a label parted; every other line is a statement of its own."""
    statements: list[list[str]] = [[]]
    for line in text.split("\n"):
        before = statements[-1][-1] if statements[-1] else ""
        full = len(before) >= _WRAPPED and before.rstrip()[-1:] not in ".:;!?"
        if not (line.strip() and (full or _BARE_LABEL.search(before))):
            statements.append([])
        statements[-1].append(line.strip())
    return "\n\n".join(" ".join(parts) for parts in statements)


def _vote(statement: str) -> tuple[str, tuple[str, ...]]:
    statement = _AD.sub("", statement)
    for side, pattern in _VOTES:
        match = pattern.match(statement)
        names = split_names(match["who"]) if match else ()
        if names:
            return side, names
    return "", ()


def _overall(text: str, operative: list[str], carried: list[str]) -> Outcome:
    """One outcome for the whole: of most numbered points, else of the operative statements."""
    numbered: Counter[Outcome] = Counter()
    for point in points(text):
        numbered[point.outcome] += point.count
    del numbered["other"]
    if numbered:
        return numbered.most_common(1)[0][0]
    if not text.strip():
        return "none"
    outcome = outcome_of(operative)
    return outcome_of(carried) if outcome == "other" else outcome


def outcome_of(operative: Iterable[str]) -> Outcome:
    """Return the outcome of statements: the last of those that weigh most."""
    found = [_formula(statement) for statement in operative if not _REMARK.match(statement)]
    known = [outcome for outcome in found if outcome is not None]
    if not known:
        return "other"
    top = max(_WEIGHT[outcome] for outcome in known)
    return [outcome for outcome in known if _WEIGHT[outcome] == top][-1]


def decides(text: str) -> bool:
    """Whether a line holds an operative formula, more than the mere word for a decision."""
    return _leading(" ".join(text.casefold().split()), _FORMULAS[:-1]) is not None


def _formula(statement: str) -> Outcome | None:
    """Return the outcome of one statement: its main clause decides, else what it introduces."""
    statement = " ".join(statement.casefold().split())
    main = _SUBORDINATE.split(statement, maxsplit=1)[0]
    return (
        _leading(main, _FORMULAS[:-1])
        or _leading(statement, _FORMULAS[:-1])
        or _leading(statement, _FORMULAS[-1:])
    )


def _leading(clause: str, formulas: tuple[tuple[Outcome, re.Pattern[str]], ...]) -> Outcome | None:
    """Return the weightiest formula of a clause; of equal ones the first in reading order."""
    matches = (
        (pattern.search(clause), rank, outcome) for rank, (outcome, pattern) in enumerate(formulas)
    )
    found = [(-_WEIGHT[outcome], m.start(), rank, outcome) for m, rank, outcome in matches if m]
    return min(found)[3] if found else None
