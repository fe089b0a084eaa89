"""Facts: read with their unit, told apart by what they say and not by how they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.changes import text_changes
from compare.facts import Lexicon, read
from compare.tokens import Text

KINDS = frozenset(
    """amount date deadline percentage number negation modality name law case_number decision
    vote""".split()
)


def facts(text: str) -> list[tuple[str, str]]:
    folded = Text.read(text).folded.text
    return [(r.kind, folded[r.start : r.end]) for r in read(folded, Lexicon.of([folded]))]


def values(text: str, kind: str) -> list[object]:
    folded = Text.read(text).folded.text
    return [r.value for r in read(folded, Lexicon.of([folded])) if r.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("der gives 12,0 mio. kr. til det", "amount", "12,0 mio. kr."),
        ("der gives 150,0 mio. kr. årligt", "amount", "150,0 mio. kr. årligt"),
        ("mellem 18 og 24 mio. kr. spares", "amount", "mellem 18 og 24 mio. kr."),
        ("der spares 18-24 mio. kr. i alt", "amount", "18-24 mio. kr."),
        ("en pris på 51.750kr. i alt", "amount", "51.750kr."),
        ("en pris på kr. 5.000 i alt", "amount", "kr. 5.000"),
        ("beløb i 1.000 kr. er vist", "amount", "1.000 kr."),
        ("der gives to gange 3 t.kr. til det", "amount", "3 t.kr."),
        ("mødet er den 28. april 2026 her", "date", "den 28. april 2026"),
        ("mødet er tirsdag d. 06. maj 2024 her", "date", "tirsdag d. 06. maj 2024"),
        ("mødet er 28-04-2026 her", "date", "28-04-2026"),
        ("mødet er 28.04.2026 her", "date", "28.04.2026"),
        ("mødet er 14/6 2024 her", "date", "14/6 2024"),
        ("mødet er 2026-04-28 her", "date", "2026-04-28"),
        ("siden august 2025 er der", "date", "august 2025"),
        ("det sker til marts", "date", "til marts"),
        ("i budget 2026 er der", "date", "2026"),
        ("mødet hævet kl. 14.45", "date", "kl. 14.45"),
        ("mødet er kl. 16-18 her", "date", "kl. 16-18"),
        ("det koster to millioner kroner her", "amount", "to millioner kroner"),
        ("det koster en halv million her", "amount", "en halv million"),
        ("de mødes to gange om året her", "deadline", "to gange om året"),
        ("hver fjerde elev er her", "number", "hver fjerde"),
        ("forslaget fra K. Holm er", "name", "K. Holm"),
        ("klart i 1. kvartal 2027 eller", "deadline", "1. kvartal 2027"),
        ("klart i 3-4. kvartal 2024 eller", "deadline", "3-4. kvartal 2024"),
        ("klart primo 2027 eller", "deadline", "primo 2027"),
        ("klart inden sommerferien eller", "deadline", "inden sommerferien"),
        ("perioden 2026-2029 er", "deadline", "2026-2029"),
        ("klart i uge 23 eller", "deadline", "uge 23"),
        ("en status hver 2. måned eller", "deadline", "hver 2. måned"),
        ("klart inden udgangen af 2027 eller", "deadline", "udgangen af 2027"),
        ("i alt 87 % af dem", "percentage", "87 %"),
        ("i alt 6,5 procentpoint af dem", "percentage", "6,5 procentpoint"),
        ("i alt 35 pct. af dem", "percentage", "35 pct."),
        ("der er 63 pladser", "number", "63"),
        ("der er 1.605 personer", "number", "1.605"),
        ("der er 2000 borgere", "date", "2000"),
        ("ved 17½ års mødet", "number", "17½"),
        ("der er tre spor", "number", "tre"),
        ("det er ikke muligt", "negation", "ikke"),
        ("det sker uden støtte", "negation", "uden"),
        ("det skal ske", "modality", "skal"),
        ("kommunen er forpligtet til det", "modality", "forpligtet"),
        ("forslaget fra Reza Holm er", "name", "Reza Holm"),
        ("sagen går til Børne- og Ungeudvalget nu", "name", "Børne- og Ungeudvalget"),
        ("Børne- og Ungeudvalget drøfter", "name", "Børne- og Ungeudvalget"),
        ("sagen går til byrådet nu", "name", "byrådet"),
        ("efter § 34, stk. 2, kan", "law", "§ 34, stk. 2"),
        ("efter §§ 34-36 kan", "law", "§§ 34-36"),
        ("efter lov om social service kan", "law", "lov om social service"),
        ("efter serviceloven kan", "law", "serviceloven"),
        ("se 27.69.32-K09-1-26 om", "case_number", "27.69.32-K09-1-26"),
        ("se EMN-2025-010561 om", "case_number", "EMN-2025-010561"),
        ("se 25-000379 om", "case_number", "25-000379"),
        ("punktet er godkendt nu", "decision", "godkendt"),
        ("det er taget til efterretning nu", "decision", "til efterretning"),
        ("to medlemmer stemmer imod det", "vote", "stemmer imod"),
        ("et flertal (A, C og Ø) vil", "vote", "A, C og Ø"),
        ("Ivan Holm (V) undlader at stemme", "name", "V"),
        ("For: A og C. Imod: V.", "vote", "V"),
        ("der svares inden for 14 dage her", "deadline", "14 dage"),
        ("det sker om tre år igen", "deadline", "om tre år"),
        ("et barn på tre år igen", "number", "tre"),
    ],
)
def test_a_fact_is_read_whole_with_its_unit(text: str, kind: str, printed: str) -> None:
    assert (kind, printed) in facts(text)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("amount", "det koster 12 mio. kr. nu", "det koster 12.000.000 kr. nu"),
        ("amount", "det koster 850 t.kr. nu", "det koster 850.000 kroner nu"),
        ("amount", "det koster to millioner kroner nu", "det koster 2 mio. kr. nu"),
        ("amount", "det koster 2,5 mia. kr. nu", "det koster 2.500 mio. kr. nu"),
        ("date", "den 3. maj 2026", "03-05-2026"),
        ("date", "3/5 2026", "den 3. maj 2026"),
        ("percentage", "i alt 87 % af dem", "i alt 87 pct. af dem"),
        ("number", "der er 3 spor", "der er tre spor"),
        ("number", "cirka 20 pladser", "ca. 20 pladser"),
        ("name", "i Nørrelund er der", "i Nørrelunds skoler"),
        ("modality", "det skal ske", "det skulle ske"),
        ("decision", "er tiltrådt", "er godkendt"),
        ("law", "efter §34, stk.2", "efter § 34, stk. 2"),
        ("law", "efter servicelovens regler", "efter lov om social service"),
        ("date", "mødet er kl. 14 her", "mødet er kl. 14.00 her"),
        ("deadline", "klart ultimo 2027 nu", "klart i slutningen af 2027 nu"),
        ("deadline", "klart i 2. kvartal 2027 nu", "klart i andet kvartal 2027 nu"),
    ],
)
def test_two_printed_forms_of_one_fact_have_one_value(kind: str, one: str, other: str) -> None:
    assert values(one, kind) == values(other, kind) != []


@pytest.mark.parametrize(
    "text",
    [
        "se https://example.org/2026/12/ikke-34",
        "skriv til huset12@example.org",
        "ikke mindst derfor",
        "ikke kun derfor",
        "uden for huset",
        "Huset er nyt",
        "Vi har det",
    ],
)
def test_addresses_idioms_and_first_words_are_no_facts(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        (
            "Der afsættes 12,0 mio. kr. til nyt tag.",
            "Der afsættes 14,5 mio. kr. til nyt tag.",
            ("amount", "12,0 mio. kr.", "14,5 mio. kr.", "nyt tag"),
        ),
        ("Der er 63 pladser i alt.", "Der er 66 pladser i alt.", ("number", "63", "66", "pladser")),
        (
            "Udvalget skal drøfte sagen.",
            "Udvalget kan drøfte sagen.",
            ("modality", "skal", "kan", "drøfte sagen"),
        ),
        (
            "Fristen er den 1. maj 2026.",
            "Fristen er den 1. juni 2026.",
            ("date", "den 1. maj 2026", "den 1. juni 2026", "Fristen"),
        ),
        ("Det er muligt.", "Det er ikke muligt.", ("negation", "", "ikke", "muligt")),
        ("Hal\t1.500\t2.000", "Hal\t1.500\t2.500", ("number", "2.000", "2.500", "")),
        (
            "Det er klart den 31. december 2026.",
            "Det er klart primo 2027.",
            ("deadline", "den 31. december 2026", "primo 2027", "klart"),
        ),
    ],
)
def test_a_changed_fact_is_told_once_with_what_it_is_about(
    old: str, new: str, fact: tuple[str, str, str, str]
) -> None:
    (change,) = text_changes(old, new)
    (found,) = change.facts
    assert (found.kind, found.before, found.after) == fact[:3]
    assert fact[3] in found.label or not found.label


def test_two_totals_that_stand_in_both_texts_are_no_fact_that_changed() -> None:
    old = "I alt 24,8 mio. kr., heraf 19,0 mio. kr. til skoler, er anvendt."
    new = "I alt 24,8 mio. kr., heraf 19,0 mio. kr. til skoler, er brugt."
    assert [change.facts for change in text_changes(old, new)] == [()]


@pytest.mark.parametrize("section", ["decision", "summary"])
def test_a_word_of_decision_is_a_fact_by_itself_only_where_it_decides(section: str) -> None:
    (change,) = text_changes(
        "Udvalget anbefaler forslaget.", "Udvalget støtter forslaget.", section
    )
    assert (change.level == "fact") is (section == "decision")


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "12,0 ",
                "mio. ",
                "kr. ",
                "§ ",
                "den ",
                "3. ",
                "maj ",
                "2026",
                "-",
                "ikke ",
                "A, ",
                "B og ",
                "C",
            ]
        )
    ).map("".join)
)
def test_readings_stand_in_order_and_never_overlap(text: str) -> None:
    found = read(Text.read(text).folded.text)
    assert {reading.kind for reading in found} <= KINDS
    ends = [0]
    for reading in found:
        assert ends[-1] <= reading.start < reading.end
        ends.append(reading.end)


@pytest.mark.parametrize(
    "hostile",
    [
        "1." * 20_000,
        "A, " * 20_000,
        "§ 1, " * 20_000,
        "a-" * 20_000,
        "lov om " * 10_000,
        "Ab-, " * 10_000,
        "1 - " * 20_000,
        "mellem " * 9_000,
    ],
    ids=lambda text: text[:7],
)
def test_reading_time_is_bounded_on_hostile_text(hostile: str) -> None:
    assert len(read(hostile)) <= len(hostile)
