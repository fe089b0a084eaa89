"""Invented towns' meetings and a comparison of them, made by hand for the tests of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from compare.model import (
    SEVERITY,
    Change,
    Comparison,
    Fact,
    ItemRef,
    Level,
    Op,
    Relation,
    RelationKind,
    Thread,
)
from ordlyd.model import (
    AgendaItem,
    Attachment,
    Decision,
    HistoryEntry,
    Kle,
    Meeting,
    MeetingKind,
    Participant,
    Section,
    SectionKind,
    Source,
)
from ordlyd.stored import StoredItem, StoredMeeting

NOW = datetime(2026, 5, 13, 6, 30, tzinfo=UTC)
NAMES = {"noerreby": "Nørreby", "aarslund": "Aarslund"}
YOUTH, SOCIAL = "Børne- og Ungeudvalget", "Social- og Sundhedsudvalget"


@dataclass(frozen=True)
class Refusal:
    name: str
    reason: str
    municipality: str | None = None


REFUSALS = (
    Refusal(
        "/home/niels/indbakke/referat-2026-03.pdf",
        "The PDF holds no text: it was scanned and needs OCR.",
        "noerreby",
    ),
    Refusal("åben dagsorden <1>.html", "Not an agenda or minutes."),
)

SUMMARY = """Med denne sag orienteres udvalget om arbejdet med den nye svømmehal ved Fjordparken.

Sagen følges af en kort præsentation ved forvaltningen.

Baggrund for byggeriet

Byrådet afsatte i 2024 midler til en svømmehal, som skal tages i brug af skoler, foreninger og
borgere. Projektet er delt i tre etaper:

1. Udgravning og kloakering
2. Råhus og tag
3. Bassiner og teknik

Forvaltningen peger på følgende opmærksomhedspunkter:

- **Tidsplan:** Etape 2 ventes færdig i november, hvis vinteren ikke kommer tidligt.
- **Pjecce:** Den opdaterede pjecce om adgang sendes til alle skoler.
- Parkering ved hallen løses sammen med Vej og Park.

| Etape | Udgift | Færdig |
|-------|--------|--------|
| 1 | 4,2 mio. kr. | 2025 |
| 2 | 7,8 mio. kr. | 2026 |

Forvaltningen vil fortsætte dialogen med idrætsforeningerne om åbningstider i weekenden og om
den måde, hvorpå skolernes brug af bassinerne bedst kan tilrettelægges over året."""
OTHER_SUMMARY = SUMMARY.replace(
    "Sagen følges af en kort præsentation ved forvaltningen.\n\n", ""
).replace("opdaterede pjecce", "opdaterede pjece")
MONEY = "Anlægsbevillingen udgør 12,0 mio. kr. i 2026 og frigives, når licitationen er holdt."
MORE_MONEY = MONEY.replace("12,0", "14,5")


def section(kind: SectionKind, heading: str, text: str, start: int = 0) -> Section:
    return Section(kind=kind, heading=heading, text=text, start=start, end=start + len(text))


def sections(*parts: tuple[SectionKind, str, str]) -> tuple[Section, ...]:
    """Sections one after another, as in an extracted document."""
    placed, at = [], 100
    for kind, heading, text in parts:
        placed.append(section(kind, heading, text, at))
        at += len(text) + 20
    return tuple(placed)


def hall(number: str, summary: str, money: str = MONEY) -> AgendaItem:
    """The item about the swimming hall."""
    return AgendaItem(
        number=number,
        title='Orientering om svømmehallen "Bølgen"',
        raw_title='C-sag: Orientering om svømmehallen "Bølgen"',
        type="C",
        case_number="04.04.00-P20-3-26",
        kle=Kle(code="04.04.00", facet="P20"),
        sections=sections(
            ("summary", "Sagsresumé", summary),
            ("economy", "Økonomi", money),
            ("recommendation", "Indstilling", "Forvaltningen indstiller, at sagen drøftes."),
            ("decision", "Beslutning", "Udvalget drøftede sagen."),
        ),
        decision=Decision(text="Udvalget drøftede sagen.", outcome="discussed", against=("Ø",)),
        history=(
            HistoryEntry(
                date=date(2025, 9, 2), committee=SOCIAL, text="Godkendt.", outcome="approved"
            ),
        ),
        attachments=(
            Attachment(title="Tidsplan", url="https://noerreby.example/bilag/1"),
            Attachment(title="Tegning uden adresse", url="javascript:alert(1)"),
        ),
        links=("https://noerreby.example/hal", "file:///etc/passwd"),
    )


def opening(number: str = "1") -> AgendaItem:
    return AgendaItem(
        number=number,
        title="Godkendelse af dagsorden",
        raw_title="Godkendelse af dagsorden",
        sections=sections(("decision", "Beslutning", "Dagsordenen blev godkendt.")),
        decision=Decision(text="Dagsordenen blev godkendt.", outcome="approved"),
    )


def budget(number: str, quarter: str, amount: str) -> AgendaItem:
    text = f"Budgetopfølgningen pr. {quarter} viser et merforbrug på {amount} mio. kr."
    return AgendaItem(
        number=number,
        title=f"Budgetopfølgning pr. {quarter}",
        raw_title=f"Budgetopfølgning pr. {quarter}",
        sections=sections(("summary", "Resumé", text)),
    )


def closed(number: str) -> AgendaItem:
    return AgendaItem(
        number=number,
        title="Køb af ejendom",
        raw_title="Lukket: Køb af ejendom",
        closed=True,
        case_number="82.02.00-G10-1-26",
    )


def meeting(
    committee: str,
    day: date,
    items: tuple[AgendaItem, ...],
    *,
    municipality: str = "noerreby",
    kind: MeetingKind = "minutes",
    url: str | None = "https://noerreby.example/vis?id=1",
) -> Meeting:
    return Meeting(
        municipality=municipality,
        committee=committee,
        term="2026-2029",
        kind=kind,
        date=day,
        start="16:00",
        end="18:45",
        place="Mødelokale 2, Rådhuset",
        participants=(
            Participant(name="Asta Ørum", party="V"),
            Participant(name="Bo Åkjær", party="Ø", absent=True),
        ),
        items=items,
        source=Source(
            url=url,
            media_type="text/html",
            sha256=sha256(f"{committee}{day}{kind}{len(items)}".encode()).hexdigest(),
            retrieved_at=datetime(2026, 4, 29, 3, 4, tzinfo=UTC),
            layout="firstagenda_page",
        ),
    )


def stored(held: Meeting, version: int = 1, *, withdrawn: bool = False) -> StoredMeeting:
    moment = datetime(2026, 4, 28, 3, 5, tzinfo=UTC) + timedelta(days=version)
    return StoredMeeting(held.id, version, held, moment, withdrawn=withdrawn)


def meetings() -> list[StoredMeeting]:
    """Two committees of one town on one day, an edit, a series, another town."""
    day = date(2026, 4, 28)
    edited = (hall("6", OTHER_SUMMARY, MORE_MONEY), opening(), closed("7"))
    return [
        stored(
            meeting(YOUTH, day, (opening(), hall("9", SUMMARY), budget("10", "31. marts", "3")))
        ),
        stored(meeting(SOCIAL, day, (hall("6", OTHER_SUMMARY), opening(), closed("7")))),
        stored(meeting(SOCIAL, day, edited), 2),
        stored(meeting(YOUTH, date(2026, 6, 9), (opening(), budget("2", "31. maj", "5")))),
        stored(meeting("Byrådet", date(2026, 5, 4), (opening(),), municipality="aarslund")),
    ]


def item(held: list[StoredMeeting], index: int, number: str) -> StoredItem:
    return next(i for i in held[index].items() if i.item.number == number)


def ref(entry: StoredItem, identifier: str | None = None) -> ItemRef:
    m = entry.meeting
    return ItemRef(
        id=identifier or entry.id,
        municipality=m.municipality or "",
        committee=m.committee or "",
        date=m.date or date.min,
        number=entry.item.number,
        title=entry.item.title,
    )


def span(entry: StoredItem, words: str) -> tuple[int, int] | None:
    """Where words stand in the extracted document."""
    for part in entry.item.sections:
        if words and words in part.text:
            at = part.start + part.text.index(words)
            return at, at + len(words)
    return None


def change(
    a: ItemRef,
    b: ItemRef,
    entries: tuple[StoredItem, StoredItem],
    where: str,
    op: Op,
    level: Level,
    before: str,
    after: str,
    facts: tuple[Fact, ...] = (),
) -> Change:
    return Change(
        a=a.id,
        b=b.id,
        section=where,
        op=op,
        level=level,
        severity=SEVERITY[level],
        before=before,
        after=after,
        a_span=span(entries[0], before),
        b_span=span(entries[1], after),
        facts=facts,
    )


def relation(a: ItemRef, b: ItemRef, kind: RelationKind, *evidence: str) -> Relation:
    return Relation(a=a, b=b, kind=kind, score=0.9, evidence=evidence)


def comparison(held: list[StoredMeeting]) -> Comparison:
    """What a comparison of :func:`meetings` finds."""
    youth, first, second = item(held, 0, "9"), item(held, 1, "6"), item(held, 2, "6")
    a, b = ref(youth), ref(second)
    v1, v2 = ref(first, first.version_id), ref(second, second.version_id)
    q1, q2 = item(held, 0, "10"), item(held, 3, "2")
    start, again = item(held, 0, "1"), item(held, 3, "1")
    sentence = "Sagen følges af en kort præsentation ved forvaltningen."
    amount = Fact(
        kind="amount", before="12,0 mio. kr.", after="14,5 mio. kr.", label="anlægsbevilling"
    )
    pair = (youth, second)
    return Comparison(
        relations=(
            relation(ref(start), ref(again), "standing_item", "standing item: dagsorden"),
            relation(a, b, "duplicate", "case_number", "text 0.99", "title", "same day"),
            relation(v1, v2, "version", "version 1 to 2"),
            relation(ref(q1), ref(q2), "series", "title but for dates"),
            relation(ref(q1), a, "passage", "passage 30 words", "an unknown reason"),
            relation(ref(item(held, 2, "7")), b, "same_case", "case_number"),
        ),
        changes=(
            change(a, b, pair, "summary", "delete", "passage", sentence, ""),
            change(a, b, pair, "summary", "replace", "spelling", "pjecce", "pjece"),
            change(a, b, pair, "economy", "replace", "fact", "12,0", "14,5", (amount,)),
            change(a, b, pair, "summary", "replace", "layout", "\n", " "),
            change(
                v1, v2, (first, second), "economy", "replace", "fact", "12,0", "14,5", (amount,)
            ),
        ),
        threads=(
            Thread(
                id="budget",
                title="Budgetopfølgning",
                items=(q1.id, q2.id),
                kinds=("series",),
                cadence_days=42,
                next_expected=date(2026, 7, 21),
            ),
        ),
    )
