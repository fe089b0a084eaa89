"""The invented towns' meetings with matters in them, made by hand for the tests of reports.

Beside :func:`reportdata.meetings`: a report that failed to come, promises that are late, open and
met, a decision that amends, and a matter that goes from a committee to the council and changes
on its way.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import reportdata as data

from compare.model import Commitment, Comparison, Decided, DecidedPoint, Dissent, Thread
from ordlyd.model import AgendaItem, Decision, Outcome
from ordlyd.stored import StoredItem, StoredMeeting
from reports.view import FoundAt

COUNCIL = "Byrådet"
LATE = "Parkering ved hallen løses sammen med Vej og Park."
OPEN = "Forvaltningen vil fortsætte dialogen med idrætsforeningerne om åbningstider i weekenden"
KEPT = "Budgetopfølgningen pr. 31. marts viser et merforbrug på 3 mio. kr."
ASKED = "Forvaltningen indstiller, at hallen åbner den 1. marts 2027."
ASKED_ABOVE = "Forvaltningen indstiller, at hallen åbner den 1. maj 2027."
FOUND = datetime(2026, 5, 12, 1, 0, tzinfo=UTC)


def asked(number: str, title: str, asked: str, decided: str, outcome: Outcome) -> AgendaItem:
    """An item with a recommendation and a decision."""
    return AgendaItem(
        number=number,
        title=title,
        raw_title=title,
        sections=data.sections(
            ("recommendation", "Indstilling", asked), ("decision", "Beslutning", decided)
        ),
        decision=Decision(text=decided, outcome=outcome),
    )


def report(number: str, month: str) -> AgendaItem:
    return asked(
        number, f"Sygefravær i {month}", "Til orientering.", f"Taget i {month}.", "informed"
    )


def meetings() -> list[StoredMeeting]:
    months = (("januar", 1), ("februar", 2), ("marts", 3))
    opening = asked("3", "Åbning af Bølgen", ASKED, "Udvalget anbefaler det.", "recommended")
    above = asked("8", "Åbning af Bølgen", ASKED_ABOVE, "Byrådet godkendte det.", "approved")
    elsewhere = asked("2", "Svømmehal i Aarslund", "Til drøftelse.", "Udsat.", "postponed")
    return [
        *data.meetings(),
        *(
            data.stored(data.meeting(data.YOUTH, date(2026, n, 3), (report("4", month),)))
            for month, n in months
        ),
        data.stored(data.meeting(data.SOCIAL, date(2026, 3, 10), (opening,))),
        data.stored(data.meeting(COUNCIL, date(2026, 3, 24), (above,))),
        data.stored(data.meeting(COUNCIL, date(2026, 6, 1), (elsewhere,), municipality="aarslund")),
    ]


def of(held: list[StoredMeeting], title: str, committee: str) -> StoredItem:
    """The newest item of a title in a committee."""
    items = [i for m in held for i in m.items() if i.item.title.startswith(title)]
    return next(i for i in reversed(items) if i.meeting.committee == committee)


def comparison(held: list[StoredMeeting]) -> Comparison:
    """What a comparison of :func:`meetings` finds."""
    base = data.comparison(held)
    hall = of(held, "Orientering om", data.SOCIAL)
    budget, later = data.item(held, 0, "10"), data.item(held, 3, "2")
    below, above = of(held, "Åbning", data.SOCIAL), of(held, "Åbning", COUNCIL)
    elsewhere = of(held, "Svømmehal", COUNCIL)
    months = [of([m], "Sygefravær", data.YOUTH) for m in held[5:8]]
    evidence = ("title but for dates",)
    pairs = pairwise(months)
    return base.model_copy(
        update={
            "relations": (
                *base.relations,
                *(data.relation(data.ref(a), data.ref(b), "series", *evidence) for a, b in pairs),
                data.relation(data.ref(below), data.ref(above), "follow_up", "names the item"),
                data.relation(data.ref(hall), data.ref(elsewhere), "passage", "passage 60 words"),
            ),
            "threads": (
                *base.threads,
                Thread(
                    id="sick",
                    title="Sygefravær i marts",
                    items=tuple(item.id for item in months),
                    kinds=("series",),
                    cadence_days=28,
                    next_expected=date(2026, 3, 31),
                ),
                Thread(id="hall", title="Bølgen", items=(below.id, above.id), kinds=("follow_up",)),
            ),
            "commitments": (
                promise(hall, OPEN, "2027-Q2", "open"),
                promise(hall, LATE, "2026-05", "overdue"),
                promise(budget, KEPT, "2026-05-26", "met", later.id),
            ),
            "outcomes": (
                outcome(hall, "amended", "2", dissent=(Dissent(name="Bo Åkjær (Ø)", how="against"),)),
                outcome(below, "as_recommended", None),
                outcome(elsewhere, "postponed", None),
            ),
        }
    )  # fmt: skip


def promise(
    item: StoredItem, text: str, due: str | None, status: str, met_by: str | None = None
) -> Commitment:
    return Commitment.model_validate(
        {
            "item": item.id,
            "due": due,
            "text": text,
            "span": data.span(item, text),
            "status": status,
            "met_by": met_by,
        }
    )


def outcome(
    item: StoredItem, verdict: str, number: str | None, dissent: tuple[Dissent, ...] = ()
) -> Decided:
    point = DecidedPoint.model_validate(
        {
            "number": number,
            "recommended": "at sagen drøftes",
            "decided": "drøftet med den ændring, at taksten er 405 kr.",
            "verdict": verdict,
        }
    )
    return Decided.model_validate(
        {"item": item.id, "verdict": verdict, "points": (point,), "dissent": dissent}
    )


def found(compared: Comparison) -> dict[str, FoundAt]:
    """Everything was found at first on one day; the pair of two committees the day after."""
    records = (*compared.relations, *compared.commitments, *compared.outcomes)
    moments = {one.key: FoundAt(FOUND, FOUND) for one in records}
    pair = next(r for r in compared.relations if r.kind == "duplicate")
    return {**moments, pair.key: FoundAt(FOUND, data.NOW)}
