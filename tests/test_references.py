"""References: a date is a meeting when the words around it say so, and only then."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from gold import needs_shared
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import stored

from benchmarks.gold import gold_items, gold_pairs
from compare.mentions import mentions
from compare.model import Reference
from compare.pairs import named
from compare.prose import sentences
from compare.references import references as _references
from compare.said import read
from ordlyd.stored import StoredItem

DAY = "2031-03-04"


def references(items: list[StoredItem]) -> list[Reference]:
    """The references among items."""
    return _references(read(items), map(named, items))


BODY = "Teknikudvalget"


def found(text: str, **given_: str) -> list[str]:
    """The mentions in a text, in short: day, committee, direction, item number."""
    item = stored("Cykelsti langs åen", text, day=DAY, body=BODY, **given_)
    shown = [
        (str(m.date), m.committee or "-", m.direction, m.number)
        for m in mentions(item, sentences(item.item))
    ]
    return [" ".join(filter(None, words)) for words in shown]


MEETINGS = {
    "a body decided": (
        "Byrådet vedtog den 12. juni 2030 den nye cykelplan.",
        ["2030-06-12 byrådet earlier"],
    ),
    "the decision of": (
        "Jf. kommunalbestyrelsens beslutning af 3. maj 2029 skal planen revideres.",
        ["2029-05-03 kommunalbestyrelsen earlier"],
    ),
    "decided by": (
        "Planforslaget blev vedtaget af Byrådet den 3. marts 2030.",
        ["2030-03-03 byrådet earlier"],
    ),
    "has on that day decided": (
        "Kommunalbestyrelsen har den 29. august 2030 godkendt forslaget.",
        ["2030-08-29 kommunalbestyrelsen earlier"],
    ),
    "numbers for the date and the item": (
        "Sagen blev behandlet på Økonomiudvalgets møde d. 12/2-2031, pkt. 7.",
        ["2031-02-12 Økonomiudvalget earlier 7"],
    ),
    "no committee named": (
        "Sagen blev udsat på mødet den 4. februar 2031.",
        ["2031-02-04 - earlier"],
    ),
    "two bodies to come, without year": (
        "Sagen forelægges for Økonomiudvalget den 18. marts og byrådet den 26. marts.",
        ["2031-03-18 Økonomiudvalget later", "2031-03-26 byrådet later"],
    ),
    "a name with commas": (
        "Udvalget for Klima, Natur & Miljø drøftede på mødet den 8. januar 2031 (punkt 4) planen.",
        ["2031-01-08 Udvalget for Klima, Natur & Miljø earlier 4"],
    ),
    "in a word with meeting": (
        "På byrådsmødet den 28. januar 2031 blev det besluttet at sende sagen i udvalg.",
        ["2031-01-28 byrådet earlier"],
    ),
    "told on that day": (
        "Udvalget blev senest orienteret om sagen den 14. januar 2031.",
        ["2031-01-14 - earlier"],
    ),
    "the day opens the sentence": (
        "Den 14. januar 2031 blev Teknikudvalget præsenteret for to modeller.",
        ["2031-01-14 Teknikudvalget earlier"],
    ),
    "minutes of a meeting": (
        "Det fremgår af referatet fra udvalgets møde den 3. december 2030.",
        ["2030-12-03 - earlier"],
    ),
    "passive, nobody named": (
        "Lokalplanforslaget blev endeligt vedtaget den 18. december 2030.",
        ["2030-12-18 - earlier"],
    ),
    "an abbreviation": ("(bevilget KB 29.08.2030)", ["2030-08-29 KB earlier"]),
    "another committee on the same day": (
        "Sagen behandles samme dag, den 4. marts 2031, i Økonomiudvalget.",
        ["2031-03-04 Økonomiudvalget parallel"],
    ),
    "one month for two days": (
        "Sagen kommer til drøftelse den 1. og 22. april.",
        ["2031-04-01 - later", "2031-04-22 - later"],
    ),
    "the next meeting": ("Udvalgets næste møde er den 1. april 2031.", ["2031-04-01 - later"]),
    "a timetable as list": (
        "Tidsplan:\n\n- 1. april 2031: Behandling i Teknikudvalget\n- 30. april 2031: Byrådet",
        ["2031-04-01 Teknikudvalget later", "2031-04-30 byrådet later"],
    ),
    "a timetable as table": (
        "| Dato | Hvad |\n|---|---|\n| 1. april 2031 | Teknikudvalget |\n"
        "| 1. maj - 26. juni 2031 | Høring |\n| 27. august 2031 | Byrådet |",
        ["2031-04-01 Teknikudvalget later", "2031-08-27 byrådet later"],
    ),
    "a timetable by committee, its year in the line above": (
        "Møderne i 2032 ligger sådan:\n\nTeknikudvalg: 6. april og 5. okt.\nØkonomiudvalg: 14. april",
        [
            "2032-04-06 Teknikudvalget later",
            "2032-10-05 Teknikudvalget later",
            "2032-04-14 Økonomiudvalget later",
        ],
    ),
    "the same meeting again": (
        "Økonomiudvalget så på sagen på mødet den 14. januar 2031. Økonomiudvalget besluttede på "
        "mødet, at der skal laves en plan.",
        ["2031-01-14 Økonomiudvalget earlier"] * 2,
    ),
    "a month": (
        "Byrådet besluttede i november 2029 at bygge broen.",
        ["2029-11 byrådet earlier"],
    ),
    "a month's meeting": (
        "På udvalgsmødet i februar blev sagen udsat.",
        ["2031-02 - earlier"],
    ),
    "two committees on one day": (
        "Forslaget har været forelagt Handicaprådet og Ældrerådet den 20. februar 2031.",
        ["2031-02-20 Handicaprådet earlier", "2031-02-20 Ældrerådet earlier"],
    ),
    "one body, two readings": (
        "Budgettet behandles i byrådet den 10. september og vedtages den 8. oktober 2031.",
        ["2031-09-10 byrådet later", "2031-10-08 byrådet later"],
    ),
    "a clause between": (
        "Udvalget har tidligere, den 3. december 2030, fået en orientering.",
        ["2030-12-03 - earlier"],
    ),
    "a body that treats it on a day to come": (
        "Økonomiudvalget behandler sagen den 19. marts 2031.",
        ["2031-03-19 Økonomiudvalget later"],
    ),
    "a meeting that is moved": (
        "Udvalgets møde den 6. maj 2031 flyttes til den 13. maj 2031.",
        ["2031-05-06 - later", "2031-05-13 - later"],
    ),
    "most recently": (
        "Byrådet har senest den 30. januar 2030 behandlet ejerstrategien.",
        ["2030-01-30 byrådet earlier"],
    ),
    "another council": (
        "Handicaprådet drøftede sagen på sit møde den 21. februar 2031.",
        ["2031-02-21 Handicaprådet earlier"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), MEETINGS.values(), ids=MEETINGS)
def test_words_around_a_date_make_it_a_meeting(text: str, expected: list[str]) -> None:
    assert found(text) == expected


NO_MEETINGS = """
Udvalget tager på studietur til Malmø den 5. juni 2031.
Lokalplanen træder i kraft den 1. juli 2031.
Forslaget har været i høring fra den 1. november 2030 til den 10. januar 2031.
Høringsfristen udløb den 10. januar 2031.
Byrådet godkender, at ordningen træder i kraft den 1. juli 2031.
Udvalget godkender budgettet pr. 1. januar 2031.
Lov nr. 1357 af 15. december 2030 om planlægning.
Kommunen modtog den 5. februar 2031 en klage fra naboerne.
Planklagenævnet traf afgørelse den 6. december 2030.
Folketinget vedtog den 5. juni 2030 en ny lov om byggeri.
Socialstyrelsen godkendte den 3. maj 2030 tilbuddet.
Regeringen og KL indgik den 25. maj 2030 aftale om kommunernes økonomi.
Bestyrelsen for Havnen godkendte den 3. maj 2030 regnskabet.
Forvaltningen besluttede den 3. februar 2031 at lukke broen.
Der afholdes borgermøde den 22. april 2031 i Borgerhuset.
Forvaltningen har holdt møde med grundejerforeningen den 8. januar 2031.
Forvaltningen holdt den 8. januar 2031 et møde med beboerne.
Byggeriet forventes at starte den 1. maj 2031.
Udvalget besøgte skolen den 3. februar 2031.
Udvalget inviteres til indvielse af broen den 5. juni 2031.
Der var personalemøde den 3. februar 2031.
Status pr. 31. december 2030 viser et mindreforbrug.
Kontrakten blev underskrevet den 4. maj 2030.
Fristen for ansøgninger er den 1. april 2031.
Udvalget besluttede at støtte festivalen den 5. juni 2031.
Byrådet har afsat 2 mio. kr. i perioden 1. januar 2031 til 31. december 2033.
Den 1. marts 2030 blev der ansat to vejledere.
Udvalgsformanden deltog i konferencen den 3. februar 2031.
Valget til Ældrerådet finder sted den 18. november 2031.
Udvalget skal godkende dagsordenen til mødet den 4. marts 2031.
Ordningen ophører den 30. juni 2031, medmindre byrådet beslutter andet.
Ældrerådets høringssvar af 12. februar 2031 er vedlagt.
Der er indgået budgetforlig den 12. september 2030 mellem alle partier i byrådet.
Sagen er sendt i høring i Ældrerådet med frist den 20. februar 2031.
Borgmesteren modtog den 6. januar 2031 en henvendelse fra lokalrådet.
Direktionen behandlede sagen den 17. februar 2031.
Kommunen skal indsende planen til Energistyrelsen senest den 1. maj 2031.
Kommunen har fået tilladelse af Vejdirektoratet den 3. januar 2031.
""".strip().split("\n")


@pytest.mark.parametrize("text", NO_MEETINGS)
def test_trips_deadlines_laws_and_others_decisions_are_no_meetings(text: str) -> None:
    assert found(text) == []


def test_the_title_of_an_item_may_name_a_meeting() -> None:
    item = stored("Orientering om sundhedsrådsmøde den 2. marts", "Der orienteres.", day=DAY)
    (mention,) = mentions(item, sentences(item.item))
    assert (mention.date, mention.committee) == (date(2031, 3, 2), "sundhedsrådet")


def held(day: str, body: str = BODY, number: str = "1") -> str:
    return stored(day=day, body=body, number=number).id


@pytest.mark.parametrize(
    ("text", "other", "number", "resolves"),
    [
        ("Byrådet vedtog den 12. juni 2030 en plan.", "Aaby Byråd", "3", "meeting"),
        ("Sagen var på byrådsmødet den 12. juni 2030, punkt 3.", "Byrådet", "3", "item"),
        ("Sagen var på byrådsmødet den 12. juni 2030, punkt 4.", "Byrådet", "3", "meeting"),
        ("Udvalget drøftede den 12. juni 2030 en plan.", BODY, "3", "meeting"),
        ("BMU drøftede den 12. juni 2030 en plan.", "By- og Miljøudvalget", "3", "meeting"),
        ("Drøftet i BMU den 12. juni 2030.", "By- og Miljøudvalget", "3", "meeting"),
        ("Udvalget drøftede den 12. juni 2030 en plan.", "Havneudvalget", "3", "none"),
        ("Udvalget drøftede den 13. juni 2030 en plan.", BODY, "3", "none"),
    ],
)
def test_a_reference_resolves_to_the_meeting_held(
    text: str, other: str, number: str, resolves: str
) -> None:
    here = stored("Cykelsti", text, day=DAY, body=BODY)
    there = stored("Noget andet", "Tekst.", day="2030-06-12", body=other, number=number)
    expected = {"meeting": there.id.partition("#")[0], "item": there.id, "none": None}
    resolved = [r.resolves_to for r in references([here, there]) if r.item == here.id]
    assert (resolved or [None]) == [expected[resolves]]


def test_a_meeting_of_another_town_is_never_meant() -> None:
    here = stored("Cykelsti", "Byrådet vedtog den 12. juni 2030 en plan.", day=DAY, body=BODY)
    there = stored(day="2030-06-12", body="Byrådet", town="beby")
    assert references([here, there])[0].resolves_to is None


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="dagen 1234567890.-/()møbyrt, \n|:", max_size=400))
def test_any_text_is_read_without_error(text: str) -> None:
    item = stored("Titel", text or "x", day=DAY)
    for reference in references([item]):
        assert isinstance(reference, Reference)
        assert reference.date != date.fromisoformat(DAY) or reference.committee


@needs_shared
def test_all_tier_a_references_of_the_real_documents_are_found_and_no_other_date() -> None:
    gold = gold_pairs()["cross_references"]
    items = gold_items()
    names = {stored_.id: key for key, stored_ in items.items()}
    ours = Counter(
        (*names[r.item], str(r.date), (r.committee or "").casefold(), r.direction)
        for r in references(list(items.values()))
    )
    tiers = {
        tier: Counter(
            (
                g["file"],
                g["item"],
                str(g["date"]),
                (g["committee"] or "").casefold(),
                g["direction"],
            )
            for g in gold
            if g["tier"] in tier
        )
        for tier in ("A", "AB")
    }
    assert tiers["A"] - ours == Counter()
    assert ours - tiers["AB"] == Counter()


@needs_shared
def test_no_reference_of_the_real_documents_points_to_another_of_them() -> None:
    assert {r.resolves_to for r in references(list(gold_items().values()))} == {None}
