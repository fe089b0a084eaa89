"""Commitments: who promises to come back, when it is due, and whether it was kept."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from gold import needs_shared
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import prose, stored

from benchmarks.gold import gold_items, gold_pairs
from compare import compare
from compare.model import Commitment
from compare.said import read
from ordlyd.stored import StoredItem

DAY = "2031-03-04"
BODY = "Teknikudvalget"


def due(text: str, section: str = "background") -> list[str]:
    """What a text promises, in short: due, and the rhythm."""
    item = stored("Cykelsti", "Noget andet.", day=DAY, body=BODY, **{section: text})
    found = [p.time for one in read([item]) for p in one.promises]
    return ["/".join(filter(None, (time.due or "-", time.every))) for time in found]


PROMISES = {
    "a quarter": ("Forvaltningen vender tilbage til udvalget i 3. kvartal 2031.", ["2031-Q3"]),
    "a day": ("Sagen forelægges igen for udvalget på mødet den 6. maj 2031.", ["2031-05-06"]),
    "medio": (
        "Evalueringen forventes fremlagt for udvalget medio 2032.",
        ["2032-Q2/2032-Q3"],
    ),
    "primo": ("Forvaltningen vil primo 2032 vende tilbage til udvalget.", ["2032-Q1"]),
    "ultimo": ("Udvalget vil blive orienteret om resultatet ultimo 2031.", ["2031-Q4"]),
    "a month": ("Planen forventes endeligt vedtaget af byrådet i juni 2031.", ["2031-06"]),
    "before the summer": ("Der fremlægges en status for udvalget inden sommerferien.", ["2031-H1"]),
    "a deadline": ("Udvalget får forelagt en ny sag senest den 1. september.", ["2031-09-01"]),
    "the end of the year": (
        "Forvaltningen fremlægger inden årets udgang en handleplan for udvalget.",
        ["2031-12-31"],
    ),
    "the end of a month": (
        "Strategien forventes godkendt i byrådet ved udgangen af juni 2031.",
        ["2031-06-30"],
    ),
    "either of two months": (
        "Sagen kommer til politisk beslutning i august/september 2031.",
        ["2031-08/2031-09"],
    ),
    "from now": (
        "Om et halvt år følges der op med en ny orientering til udvalget.",
        ["2031-09"],
    ),
    "a season": ("Forslaget behandles politisk i efteråret 2031.", ["2031-09/2031-11"]),
    "a year": ("Udvalget vil i løbet af 2032 få en samlet redegørelse.", ["2032"]),
    "two meetings": (
        "Sagen forelægges Økonomiudvalget den 18. marts og byrådet den 26. marts.",
        ["2031-03-18", "2031-03-26"],
    ),
    "when it is ready": (
        "Administrationen vil orientere udvalget, når afgørelsen foreligger.",
        ["-"],
    ),
    "some meeting": ("Sagen genoptages på et kommende møde.", ["-"]),
    "if": (
        "Såfremt der findes penge, vil forvaltningen fremlægge to modeller til politisk beslutning.",
        ["-"],
    ),
    "the time of the report": (
        "Ordningen evalueres i 2032, og resultatet præsenteres for udvalget.",
        ["2032"],
    ),
    "a half-yearly report": ("Udvalget modtager en halvårlig status på indsatsen.", ["-/P6M"]),
    "every quarter": ("Udvalget orienteres hvert kvartal om sygefraværet.", ["-/P3M"]),
    "every second month": ("Udvalget ønsker en status hver 2. måned.", ["-/P2M"]),
    "twice a year": ("Der gives en status til Økonomiudvalget to gange om året.", ["-/P6M"]),
    "every year in a month": ("Byrådet får hvert år i april en beretning.", ["2031-04/P1Y"]),
    "every year, the next time in a month": (
        "Status forelægges Teknikudvalget én gang årligt, næste gang i maj 2032.",
        ["2032-05/P1Y"],
    ),
    "followed up": ("Der følges årligt op på handleplanen i udvalget.", ["-/P1Y"]),
    "after something else": (
        "Fristen er den 14. april 2031, hvorefter sagen forelægges udvalget.",
        ["-"],
    ),
    "two committees, each with its time": (
        "Planen forelægges for Teknikudvalget i juni 2031 og for byrådet i august 2031.",
        ["2031-06", "2031-08"],
    ),
    "when something is over": (
        "En evaluering præsenteres for udvalget, når forsøget er slut i sommeren 2032.",
        ["2032-06/2032-08"],
    ),
    "the next report": (
        "Den næste redegørelse til byrådet kommer i 1. kvartal 2032.",
        ["2032-Q1"],
    ),
    "at a meeting in a month": (
        "Forvaltningen vil på udvalgets møde i maj fremlægge en tidsplan.",
        ["2031-05"],
    ),
    "in the course of a season": (
        "Udvalget får i løbet af efteråret en samlet opgørelse.",
        ["2031-09/2031-11"],
    ),
    "half-yearly reports": (
        "Der gives halvårlige statusser til Ældreudvalget.",
        ["-/P6M"],
    ),
    "a decision to be made": (
        "Beslutningen om placering træffes af byrådet i 4. kvartal 2031.",
        ["2031-Q4"],
    ),
    "in a week": ("Der tilgår udvalget en orientering i uge 20.", ["2031-W20"]),
    "taken up again, nobody says when": (
        "Sagen genoptages, når der foreligger et nyt forslag.",
        ["-"],
    ),
    "as it goes": ("Forvaltningen vil løbende orientere udvalget om arbejdet.", ["-/ongoing"]),
    "in the same connection": (
        "Forvaltningen vender i 1. kvartal 2032 tilbage til udvalget. I samme forbindelse vil "
        "forvaltningen præsentere et forslag.",
        ["2032-Q1", "2032-Q1"],
    ),
    "what will be done at the meeting that was just named": (
        "Sagen er et forarbejde til budgettet (TU den 1. april 2031). Her skal udvalget drøfte "
        "prioriteringer.",
        ["2031-04-01"],
    ),
    "a promise that is dated where it stands again": (
        "Evalueringen forelægges udvalget.\n\nTidsplan\n\n- Evaluering, som fremlægges udvalget i "
        "2. kvartal 2032.",
        ["2032-Q2", "2032-Q2"],
    ),
    "a timetable as list": (
        "Tidsplan:\n\n- Marts 2031: Høring\n- Juni 2031: Behandling i Teknikudvalget",
        ["2031-06"],
    ),
    "the time in the line over a list": (
        "Drift, 2032\n\n- Løbende orientering af udvalget\n- Indkøb af borde",
        ["2032/ongoing"],
    ),
    "a timetable as table": (
        "| Periode | Aktivitet |\n|---|---|\n| 2. kvartal 2031 | Høring |\n"
        "| 3. kvartal 2031 | Politisk behandling |",
        ["2031-Q3"],
    ),
    "a table of fixed reports": (
        "Faste afrapporteringer\n\n| Rapport | Hyppighed |\n|---|---|\n| Økonomi | Kvartalsvis |\n"
        "| Sygefravær | Halvårligt |\n| Tilsyn | Én gang årligt |",
        ["-/P3M", "-/P6M", "-/P1Y"],
    ),
    "a flattened table of fixed reports": (
        "Årshjul for udvalgets faste orienteringer:\n\nØkonomi\tHvert kvartal\nTilsyn\tÅrligt",
        ["-/P3M", "-/P1Y"],
    ),
    "a list of fixed reports": (
        "Udvalget får disse orienteringer:\n\n- Sygefravær: halvårligt\n- Klager: én gang årligt",
        ["-/P6M", "-/P1Y"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROMISES.values(), ids=PROMISES)
def test_a_promise_to_come_back_is_found_with_its_time(text: str, expected: list[str]) -> None:
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Udvalget bad forvaltningen om at vende tilbage inden sommerferien.", ["2031-H1"]),
        ("Sagen udsættes til næste møde.", ["-"]),
        ("Sagen udsættes til mødet den 1. april 2031.", ["2031-04-01"]),
        ("Udvalget ønsker en status på sagen om et halvt år.", ["2031-09"]),
        ("Godkendt, idet udvalget ønsker sagen forelagt igen.", ["-"]),
        ("Udvalget anmoder om en orientering på et kommende møde.", ["-"]),
        ("Godkendt, og der følges op med en status i 1. kvartal 2032.", ["2032-Q1"]),
        ("Udvalget drøftede sagen og tog den til efterretning.", []),
        ("Udvalget godkender planen for 2032.", []),
        ("Udvalget forventer, at der arbejdes aktivt med anbefalingerne i 2031.", []),
    ],
)
def test_what_a_committee_orders_in_its_decision_is_a_promise(
    text: str, expected: list[str]
) -> None:
    assert due(text, "decision") == expected


NO_PROMISES = """
Med denne sag fremlægges et forslag til en ny plan.
Udvalget orienteres om status på byggeriet.
Sagen forelægges til udvalgets drøftelse.
I sagen præsenteres udvalget for et forslag, som forelægges udvalget til godkendelse.
Det forventes, at broen åbner i juni 2032.
Udvalget skal godkende etablering af en fælles indgang i 2032.
Borgerne orienteres i juni 2031 om byrådets beslutning.
Rådet vil gerne præsentere udvalget for arbejdet.
Udvalget blev i januar orienteret om sagen.
Festivalen afholdes hvert år i august.
Udgiften er 2 mio. kr. årligt, og udvalget har en ramme på 12 mio. kr.
Beboermøder gennemføres halvårligt.
Risikovurderingen skal udarbejdes en gang årligt.
Udvalget har løbende fået en status på indsatsen.
Ordningen skal evalueres i 2032.
Forvaltningen indstiller, at udvalget godkender, at broen åbner den 1. juni 2031.
Medarbejderne vender tilbage til arbejdet i maj 2031.
Taksten godkendes med virkning fra den 1. august 2031.
Forvaltningen behandler ansøgningerne i løbet af 2. kvartal 2031.
Ifølge styrelsesvedtægten skal anlægsbevillinger forelægges byrådet.
Byrådet har besluttet at bygge en ny skole, der står færdig i august 2033.
Kommunens årlige trivselsmåling viser fremgang, og udvalget er tilfreds.
Medarbejderne orienteres løbende om byrådets beslutninger.
Ny vej åbner i maj 2032, hvis byrådet godkender anlægsbevillingen.
Regeringen forventes at fremlægge et lovforslag i oktober 2031.
Udvalget skulle have haft en status i januar 2031.
""".strip().split("\n")


@pytest.mark.parametrize("text", NO_PROMISES)
@pytest.mark.parametrize("section", ["summary", "background"])
def test_work_news_and_the_case_itself_are_no_promises(text: str, section: str) -> None:
    item = stored("Cykelsti", day=DAY, body=BODY, **{section: text})
    assert [p for one in read([item]) for p in one.promises] == []


def promised(text: str, *, day: str = DAY, **given_: str) -> StoredItem:
    return stored("Evaluering af cykelstien", f"{prose(1)} {text}", day=day, body=BODY, **given_)


def later(day: str, *, title: str = "Evaluering af cykelstien", body: str = BODY) -> StoredItem:
    return stored(title, prose(2), day=day, body=body)


PROMISE = "Forvaltningen vender tilbage til udvalget i 3. kvartal 2031 med en evaluering."


def only(items: list[StoredItem], **given_: date) -> Commitment:
    (commitment,) = compare(items, **given_).commitments
    return commitment


def test_a_promise_is_met_by_the_first_later_item_of_the_matter_when_it_is_due() -> None:
    items = [promised(PROMISE), later("2031-05-06"), later("2031-09-02"), later("2031-10-07")]
    assert (only(items).status, only(items).met_by) == ("met", items[2].id)


def test_a_promise_is_open_while_it_is_not_due() -> None:
    found = only([promised(PROMISE), later("2031-08-06", title="Andet")])
    assert (found.status, found.met_by) == ("open", None)


def test_a_promise_is_overdue_when_a_later_meeting_was_held_and_nothing_came() -> None:
    assert only([promised(PROMISE), later("2031-10-07", title="Andet")]).status == "overdue"


def test_what_is_not_held_of_a_town_cannot_be_missed() -> None:
    other = stored("Andet", prose(3), day="2035-01-01", town="beby")
    assert only([promised(PROMISE), other]).status == "open"


def test_the_day_may_be_given() -> None:
    assert only([promised(PROMISE)], today=date(2031, 10, 1)).status == "overdue"


def test_a_promise_to_the_committee_is_not_met_in_another_one() -> None:
    items = [promised(PROMISE), later("2031-09-02", body="Økonomiudvalget"), later("2031-12-01")]
    assert only(items).met_by == items[2].id


def test_a_promise_is_met_before_the_committee_it_names() -> None:
    text = "Sagen forelægges Økonomiudvalget i september 2031."
    raised = stored("Evaluering af cykelstien", prose(1), day="2031-09-09", body="Økonomiudvalget")
    items = [promised(text), later("2031-09-02"), raised]
    assert only(items).met_by == items[2].id


def test_an_item_that_refers_back_and_has_the_same_subject_meets_a_promise() -> None:
    back = stored(
        "Cykelsti og parkering",
        "Udvalget fik den 4. marts 2031 en evaluering af cykelstien.",
        day="2031-09-02",
        body=BODY,
    )
    assert only([promised(PROMISE), back]).met_by == back.id


def test_a_report_that_is_given_again_and_again_is_late_after_one_and_a_half_of_its_rhythm() -> (
    None
):
    text = "Udvalget orienteres hvert kvartal om cykelstien."
    assert only([promised(text), later("2031-07-01", title="Andet")]).status == "open"
    assert only([promised(text), later("2031-08-01", title="Andet")]).status == "overdue"
    assert only([promised(text), later("2031-06-03")]).status == "met"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from("udvalget vender tilbage i 2. kvartal 2031 , der | - hver måned .".split()),
        max_size=60,
    )
)
def test_any_text_is_read_without_error(words: list[str]) -> None:
    item = stored("Titel", " ".join(words) or "x", day=DAY, body=BODY)
    for one in read([item]):
        for promise in one.promises:
            assert promise.time.last is None or promise.time.last > date.fromisoformat(DAY)


_ISO = re.compile(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|[QH]\d))?(?:/\d{4}-(?:\d\d|[QH]\d))?")


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


@needs_shared
def test_all_tier_a_commitments_of_the_real_documents_are_found_with_their_due_dates() -> None:
    names = {item.id: key for key, item in gold_items().items()}
    ours = [
        ((*names[one.stored.id], promise.time.due), _key(one.quote(promise)))
        for one in read(gold_items().values())
        for promise in one.promises
    ]
    gold = gold_pairs()["commitments"]
    expected = [
        ((g["file"], g["item"], g["due"] if _ISO.fullmatch(g["due"]) else None), g) for g in gold
    ]
    wanted = Counter(key for key, g in expected if g["tier"] == "A" and key[2])
    assert wanted - Counter(key for key, _ in ours) == Counter()
    for key, g in expected:
        if g["tier"] == "A":
            near = [text for (file, item, _), text in ours if (file, item) == key[:2]]
            snippet = _key(g["snippet"])
            assert any(snippet in text or snippet[-40:] in text for text in near), g["snippet"]
    known = [_key(g["snippet"]) for g in gold]
    for _, text in ours:
        assert any(s in text or text[:30] in s or s[-40:] in text for s in known), text


@needs_shared
def test_the_near_misses_of_the_real_documents_are_no_commitments() -> None:
    near = [_key(miss["snippet"]) for miss in gold_pairs()["commitment_near_misses"]]
    quotes = [_key(one.quote(p)) for one in read(gold_items().values()) for p in one.promises]
    assert not [quote for quote in quotes if any(miss in quote for miss in near)]
