"""The ladder: a table of wordings and the level between them, tested both ways."""

from __future__ import annotations

import pytest

from benchmarks._judging import by_fact, by_level, judge
from benchmarks.edits import EDITS, Twin, twins
from benchmarks.edits.texts import samples
from compare.changes import text_changes
from compare.levels import is_slip, level, seriousness
from compare.model import LEVELS, SEVERITY, Change, Level

LADDER: list[tuple[str, Level, str, str]] = [
    # what differs, level, one wording, the other
    ("a line break for a blank", "layout", "Huset er nyt\nog stort.", "Huset er nyt og stort."),
    (
        "a page break in mid-sentence",
        "layout",
        "Huset er nyt\n\nog stort.",
        "Huset er nyt og stort.",
    ),
    ("a blank line between points", "layout", "- Skole\n\n- Hal", "- Skole\n- Hal"),
    ("a hyphen at a line end", "layout", "en bygge-\ntilladelse nu", "en byggetilladelse nu"),
    ("a real hyphen at a line end", "layout", "et p-\nhus mere", "et p-hus mere"),
    ("a suspended hyphen at a line end", "layout", "børne-\nog ungeråd", "børne- og ungeråd"),
    ("a soft hyphen", "layout", "bygge\u00adtilladelse", "byggetilladelse"),
    ("a blank inside a compound", "layout", "fælles samarbejds møder", "fælles samarbejdsmøder"),
    (
        "a missing blank behind a stop",
        "layout",
        "Huset er nyt.Det er stort.",
        "Huset er nyt. Det er stort.",
    ),
    ("list marks", "layout", "- Skole\n- Hal", "• Skole\n• Hal"),
    ("no list marks", "layout", "- Skole\n- Hal", "Skole\nHal"),
    (
        "numbers of points",
        "layout",
        "1. At huset lukkes\n2. At hallen åbnes",
        "2. At huset lukkes\n3. At hallen åbnes",
    ),
    ("bold", "layout", "**Huset** er nyt.", "Huset er nyt."),
    ("italics", "layout", "<i>Huset</i> er nyt.", "Huset er nyt."),
    ("table marks", "layout", "| Hal | 4 |\n|---|---|\n| Sal | 5 |", "Hal\t4\nSal\t5"),
    ("a table flattened", "layout", "Hal\t4\nSal\t5", "Hal 4 Sal 5"),
    ("a hard blank", "layout", "12\u00a0mio. kr.", "12 mio. kr."),
    (
        "a wrapped dash",
        "layout",
        "Det er en lang linje om huset, som foreningerne bruger hver eneste dag\n– og aften.",
        "Det er en lang linje om huset, som foreningerne bruger hver eneste dag – og aften.",
    ),
    ("quotes", "typography", "”God Start”", '"God Start"'),
    ("German quotes", "typography", "„God Start“", "»God Start«"),
    ("dashes", "typography", "huset – og salen", "huset - og salen"),
    ("an ellipsis", "typography", "og så videre…", "og så videre..."),
    ("a heading in capitals", "typography", "INDSTILLING", "Indstilling"),
    ("a small letter", "typography", "Byrådet", "byrådet"),
    ("a ligature", "typography", "en ﬁn sal", "en fin sal"),
    ("a Cyrillic letter", "typography", "Ørbækvеj", "Ørbækvej"),
    ("a slip of the scanner", "typography", "/Eldrerådet", "Ældrerådet"),
    ("a comma", "typography", "Det er godt, at huset er nyt.", "Det er godt at huset er nyt."),
    ("a letter doubled", "spelling", "en ny pjecce er klar", "en ny pjece er klar"),
    ("a letter lost", "spelling", "forvaltnngen svarer", "forvaltningen svarer"),
    ("letters swapped", "spelling", "forvatlningen svarer", "forvaltningen svarer"),
    ("two letters", "spelling", "kommunalbesturelssen", "kommunalbestyrelsen"),
    ("a month misspelt", "spelling", "den 3. septmber 2026", "den 3. september 2026"),
    (
        "a hyphen in a compound",
        "typography",
        "Det er byggeløsninger, der virker.",
        "Det er bygge-løsninger, der virker.",
    ),
    ("an accent", "spelling", "et resumé følger", "et resume følger"),
    ("a synonym", "wording", "Huset er desuden nyt.", "Huset er endvidere nyt."),
    ("a word more", "wording", "Huset er nyt.", "Huset er helt nyt."),
    (
        "an inflection",
        "wording",
        "Der er tale om bolig til unge.",
        "Der er tale om boliger til unge.",
    ),
    ("another function word", "wording", "der er noget", "det er noget"),
    (
        "the same amount otherwise",
        "wording",
        "Der gives 12 mio. kr. til det.",
        "Der gives 12.000.000 kr. til det.",
    ),
    ("the same date otherwise", "wording", "Mødet er den 3. maj 2026.", "Mødet er den 03-05-2026."),
    ("the future tense", "wording", "Salen åbner i maj.", "Salen vil åbne i maj."),
    (
        "a fact that only moved",
        "wording",
        "I 2027 lukkes der 3 haller i byen.",
        "Der lukkes 3 haller i byen i 2027.",
    ),
    (
        "two words that decide alike",
        "wording",
        "Indstillingen er tiltrådt.",
        "Indstillingen er godkendt.",
    ),
    (
        "a sentence turned round",
        "wording",
        "Forvaltningen vurderer, at tilbuddet er godt.",
        "Det er forvaltningens vurdering, at tilbuddet er godt.",
    ),
    ("an amount", "fact", "Der gives 12,0 mio. kr.", "Der gives 14,5 mio. kr."),
    ("the unit of an amount", "fact", "Der gives 12 mio. kr.", "Der gives 12 mia. kr."),
    (
        "an amount a year",
        "fact",
        "Der gives 12 mio. kr. til det.",
        "Der gives 12 mio. kr. årligt til det.",
    ),
    ("an interval", "fact", "Det koster 18-24 mio. kr.", "Det koster 18-26 mio. kr."),
    (
        "amounts that changed places",
        "fact",
        "Nord får 2 mio. kr. og Syd får 3 mio. kr.",
        "Nord får 3 mio. kr. og Syd får 2 mio. kr.",
    ),
    ("a share", "fact", "Det er 87 % af alle.", "Det er 78 % af alle."),
    ("a day", "fact", "Mødet er den 3. maj 2026.", "Mødet er den 13. maj 2026."),
    ("a month", "fact", "Mødet er den 3. juni 2026.", "Mødet er den 3. juli 2026."),
    ("a year", "fact", "Det sker i budget 2026.", "Det sker i budget 2027."),
    ("a time of day", "fact", "Mødet hævet kl. 14.45.", "Mødet hævet kl. 15.45."),
    ("a quarter", "fact", "Det er klart i 1. kvartal 2027.", "Det er klart i 3. kvartal 2027."),
    (
        "a deadline in words",
        "fact",
        "Svar gives inden sommerferien.",
        "Svar gives efter sommerferien.",
    ),
    ("a part of a year", "fact", "Det åbner primo 2027.", "Det åbner ultimo 2027."),
    ("a period", "fact", "Aftalen gælder 2026-2029.", "Aftalen gælder 2026-2028."),
    ("a number", "fact", "Der er 63 pladser i alt.", "Der er 66 pladser i alt."),
    ("a number in words", "fact", "Der er tre spor i sagen.", "Der er fire spor i sagen."),
    ("a bound", "fact", "Der er mindst 20 pladser.", "Der er højst 20 pladser."),
    ("a sign", "fact", "Resultatet er -5 mio. kr.", "Resultatet er 5 mio. kr."),
    ("digits pushed together", "fact", "Der er 1 2 spor.", "Der er 12 spor."),
    ("all and some", "fact", "Det gælder alle skoler.", "Det gælder nogle skoler."),
    ("ikke", "fact", "Det er muligt at bygge.", "Det er ikke muligt at bygge."),
    ("ingen", "fact", "Der er bemærkninger.", "Der er ingen bemærkninger."),
    ("uden", "fact", "Det sker uden støtte.", "Det sker med støtte."),
    ("u-", "fact", "Det er muligt at bygge.", "Det er umuligt at bygge."),
    ("more and fewer", "fact", "Der kommer flere børn.", "Der kommer færre børn."),
    ("must and may", "fact", "Udvalget skal drøfte sagen.", "Udvalget kan drøfte sagen."),
    ("should and must", "fact", "Der bør være adgang.", "Der skal være adgang."),
    (
        "a person",
        "fact",
        "Sagen blev rejst af Karla Thygesen.",
        "Sagen blev rejst af Henrik Brodersen.",
    ),
    ("a place", "fact", "Møderne holdes i Nørrelund.", "Møderne holdes i Sønderlund."),
    (
        "a letter in a name",
        "fact",
        "Sagen blev rejst af Karla Thygesen.",
        "Sagen blev rejst af Karla Thygensen.",
    ),
    ("who decides", "fact", "Det besluttes af udvalget.", "Det besluttes af byrådet."),
    ("a party", "fact", "Henrik Brodersen (F) var imod det.", "Henrik Brodersen (V) var imod det."),
    ("a law paragraph", "fact", "Det følger af § 34, stk. 2.", "Det følger af § 34, stk. 3."),
    ("a law", "fact", "Det følger af serviceloven.", "Det følger af barnets lov."),
    ("a case number", "fact", "Se sag 27.69.32-K09-1-26.", "Se sag 27.69.32-K09-2-26."),
    ("a decision", "fact", "Godkendt.", "Afvist."),
    (
        "a recommendation that became a decision",
        "fact",
        "Udvalget anbefaler forslaget.",
        "Udvalget godkender forslaget.",
    ),
    ("parties that changed sides", "fact", "For: A, C og V. Imod: Ø.", "For: A, C og Ø. Imod: V."),
    ("a vote", "fact", "To medlemmer stemmer for.", "To medlemmer stemmer imod."),
    ("a sentence", "passage", "Huset er nyt. Salen er lys.", "Huset er nyt."),
    (
        "a heading",
        "passage",
        "Huset er nyt.\n\nTidsplan\n\nSalen er lys.",
        "Huset er nyt.\n\nSalen er lys.",
    ),
    ("a point of a list", "passage", "- Skole\n- Hal\n- Bad", "- Skole\n- Bad"),
    (
        "a numbered point",
        "passage",
        "1. at planen godkendes.\n2. at der holdes høring.\n3. at der gives 2 mio. kr.",
        "1. at planen godkendes.\n2. at der gives 2 mio. kr.",
    ),
    ("a table row", "passage", "Hal\t4\nSal\t5\nBad\t6", "Hal\t4\nBad\t6"),
    (
        "a sentence moved",
        "passage",
        "Huset er nyt. Salen er lys og stor. Det er godt.",
        "Huset er nyt. Det er godt. Salen er lys og stor.",
    ),
    (
        "a sentence for quite another",
        "passage",
        "Huset er nyt. Foreningerne har længe ønsket sig flere timer i den lyse sal. Det er godt.",
        "Huset er nyt. Kloakken skiftes, når vejarbejdet begynder ved stationen om foråret. Det er godt.",
    ),
]


@pytest.mark.parametrize("mirrored", [False, True], ids=["there", "back"])
@pytest.mark.parametrize(
    ("rung", "one", "other"), [row[1:] for row in LADDER], ids=[row[0] for row in LADDER]
)
def test_a_difference_has_the_level_of_the_first_rung_that_explains_it(
    rung: Level, one: str, other: str, mirrored: bool
) -> None:
    old, new = (other, one) if mirrored else (one, other)
    assert {change.level for change in text_changes(old, new)} == {rung}


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("pjecce", "pjece", True),
        ("indsas", "indsats", True),
        ("kan", "kun", False),
        ("hvor", "hver", False),
        ("borger", "borgere", False),
        ("godkender", "godkendte", False),
        ("kommunn", "kommunen", True),
        ("b2026", "b2025", False),
        ("huset", "bordet", False),
    ],
)
def test_a_slip_is_one_word_misspelt(a: str, b: str, slip: bool) -> None:
    assert is_slip(a, b) is is_slip(b, a) is slip


def test_two_words_that_both_texts_use_are_no_slip() -> None:
    assert is_slip("borger", "bruger")
    assert not is_slip("borger", "bruger", {"borger", "bruger"})


def test_a_slip_beside_another_edit_stays_a_change_of_its_own() -> None:
    found = text_changes("En ny pjecce til unge er god.", "En ny pjece til ældre er god.")
    assert [(c.level, c.before) for c in found] == [("spelling", "pjecce"), ("wording", "unge")]


@pytest.mark.parametrize(("before", "after"), [("a  b", "a b"), ("A", "a"), ("x", "y")])
def test_the_level_of_a_bare_edit_is_the_same_both_ways(before: str, after: str) -> None:
    assert level(before, after) == level(after, before)


TRIED = list(judge(twins(samples(), 3, seed=7)))


def test_known_edits_get_their_level() -> None:
    assert {verdict.twin.level for verdict in TRIED} == set(LEVELS)
    assert by_level(TRIED).macro_f1 >= 0.97


def test_known_edits_change_the_kinds_of_fact_that_they_should_and_no_other() -> None:
    assert by_fact(TRIED).macro_f1 >= 0.97


def test_nothing_of_layout_or_typography_is_told_above_severity_0() -> None:
    loud = [
        verdict.twin.edit.name
        for verdict in TRIED
        if SEVERITY[verdict.twin.level] == 0 and any(SEVERITY[rung] for rung in verdict.levels)
    ]
    assert loud == []


def test_an_edit_undone_is_an_edit_of_the_same_level() -> None:
    some = [verdict.twin for verdict in TRIED[::7]]
    back = judge(Twin(twin.edit, twin.section, twin.new, twin.old) for twin in some)
    assert [v.highest for v in back] == [v.highest for v in judge(some)]


def test_every_edit_finds_a_place_and_is_told_by_its_own_name() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS)
    assert len({verdict.twin.edit.name for verdict in TRIED}) >= 0.95 * len(EDITS)


def change(section: str, rung: Level, before: str = "x") -> Change:
    return Change(
        a="a",
        b="b",
        section=section,
        op="replace",
        level=rung,
        severity=SEVERITY[rung],
        before=before,
        after="y",
        a_span=(0, 1),
        b_span=(0, 1),
    )


def test_facts_in_a_decision_or_recommendation_come_first_then_by_severity() -> None:
    ranked = [
        change("decision", "fact"),
        change("summary", "fact"),
        change("summary", "passage", "en lang sætning"),
        change("summary", "passage"),
        change("decision", "wording"),
        change("title", "spelling"),
        change("summary", "layout"),
    ]
    assert sorted(set(ranked), key=seriousness) == ranked
