"""Which heading opens which kind of section.

The vocabulary is that of 25 municipalities' agendas (publishing facts 4.1 and 4.2, autumn
2026). A heading that fonts or tags show to be one counts whatever its words; unknown words
become ``other``. In bare text only words decide, so there a heading is *strong* (always opens a
section when alone on its line) or *weak*: an everyday word that is as often a sub-heading, and
counts only where the town lists it or most items have it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ordlyd.dates import DATE, parse_date
from ordlyd.model import SectionKind
from ordlyd.names import is_committee
from ordlyd.text import bare, caseless

_STRONG: dict[SectionKind, str] = {
    "summary": "resume|resumé|resumè|resumë|sagsresume|sagsresumé|sagsresumè|beslutningstema|sagens kerne",
    "recommendation": "indstilling|indstillinger|administrativ indstilling|beslutningspunkter"
    "|forvaltningens indstilling|administrationens indstilling|direktionens indstilling",
    "decision": "beslutning|beslutninger|beslutnng|referat af beslutning|udvalgets beslutning",
    "presentation": "sagsfremstilling|supplerende sagsfremstilling|sagsbeskrivelse"
    "|beskrivelse af sagen|gennemgang af sagen",
    "effect": "effekt",
    "economy": "økonomi|økonomi og finansiering|økonomiske konsekvenser|økonomi og personale"
    "|økonomiske og personalemæssige konsekvenser|økonomi og bevillingsmæssige konsekvenser",
    "hearing": "høring|høring og inddragelse|borgerinddragelse og høring",
    "statements": "udtalelser|handicappolitik",
    "assessment": "administrationens vurdering|forvaltningens vurdering|administrationens bemærkninger"
    "|borgmesterens afdelings påtegning|borgmesterforvaltningens bemærkninger",
    "competence": "beslutningskompetence|kompetence|sagsgang og sagstype|sagen behandles i"
    "|behandlingsplan|sagsgang",
    "case_history": "sagens forløb|sagsforløb|politiske beslutninger og aftaler"
    "|tidligere behandling|sagens tidligere behandling",
    "attachments": "bilag|bilagsoversigt|vedhæftede bilag",
    "other": "retsgrundlag|lovgrundlag|personalemæssige konsekvenser|miljømæssige konsekvenser"
    "|klima-, miljø- og bæredygtighedsmæssige konsekvenser|klima & bæredygtighed"
    "|klimamæssige konsekvenser|sundhedsmæssige konsekvenser|kommunikation",
}
_WEAK: dict[SectionKind, str] = {
    "background": "baggrund|problemstilling|løsning|sagens baggrund",
    "presentation": "præsentation|fremstilling",
    "recommendation": "forslag|forvaltningen indstiller|administrationen indstiller",
    "assessment": "bemærkninger|vurdering",
    "case_history": "videre proces|den videre proces|proces|historik",
    "other": "personale|medlemmer|deltagere|fraværende|fraværende med afbud|afbud|ikke til stede"
    "|fremmøde og inhabilitet|mødefakta|klima|lovgivning",
}


def _by_heading(table: Mapping[SectionKind, str]) -> dict[str, SectionKind]:
    return {heading: kind for kind, row in table.items() for heading in row.split("|")}


STRONG = _by_heading(_STRONG)
WEAK = _by_heading(_WEAK)
_DECISION_OF = re.compile(
    r"^beslutning(?:er)?\b(?: truffet)?(?: (?:i|fra|af)\b)?\s*(?P<committee>[^\d]{0,90}?),?\s*(?:den|d\.)?\s*$",
    re.I,
)
_PRIOR = re.compile(r"^(?P<committee>[^\d]{3,90}?),?\s*(?:den|d\.)?\s*$", re.I)
_POINT_TAIL = re.compile(r"^,?\s*(?:pkt|punkt)\.?\s*\d{1,4}\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: its kind, and of a dated decision whose and when."""

    kind: SectionKind
    strong: bool
    committee: str | None = None
    date: date | None = None


def heading_key(text: str) -> str:
    """The form under which headings are compared: no case, no Markdown, no final colon."""
    return caseless(bare(text)).rstrip(" :.")


def classify(text: str, extra: Mapping[str, SectionKind] | None = None) -> Heading | None:
    """Return what a heading says, or ``None`` when its words are not in the vocabulary.

    Args:
        text: The heading as printed.
        extra: A town's own headings, folded by :func:`ordlyd.text.caseless`.
    """
    if len(text) > 140:
        return None
    key = heading_key(text)
    if extra and key in extra:
        return Heading(extra[key], strong=True)
    if key in STRONG:
        return Heading(STRONG[key], strong=True)
    if key in WEAK:
        return Heading(WEAK[key], strong=False)
    return _dated(bare(text).strip(" :"))


def _dated(text: str) -> Heading | None:
    """Read ``Beslutning i Økonomiudvalget den 16-03-2026`` and ``Teknisk Udvalg, 3. maj 2026, pkt. 4``."""
    match = DATE.search(text)
    when = parse_date(match[0]) if match else None
    if match is None or when is None:
        return None
    before, after = text[: match.start()], text[match.end() :].strip()
    decision = _DECISION_OF.match(before)
    if decision and not after:
        return Heading("decision", True, decision["committee"].strip() or None, when)
    prior = _PRIOR.match(before)
    if prior and _POINT_TAIL.match(after) and is_committee(prior["committee"].strip()):
        return Heading("decision", True, prior["committee"].strip(), when)
    return None
