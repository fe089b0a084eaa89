"""Recommended and decided: what became of each recommendation, and who did not go along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold import needs_shared
from hypothesis import given, settings
from hypothesis import strategies as st
from made_items import stored

from benchmarks.gold import gold_items
from compare.model import Decided
from compare.outcomes import outcome, outcomes
from ordlyd.decisions import read_decision
from ordlyd.stored import StoredItem

ASKED = "Forvaltningen indstiller, at udvalget godkender planen."
THREE = "Direktionen indstiller:\n1. at planen godkendes,\n2. at prisen er 40 kr.,\n3. at der orienteres."


def item(decision: str, asked: str = ASKED) -> StoredItem:
    made = stored("Cykelsti", recommendation=asked, decision=decision)
    return replace(made, item=made.item.model_copy(update={"decision": read_decision(decision)}))


def decided(decision: str, asked: str = ASKED) -> Decided:
    found = outcome(item(decision, asked))
    assert found is not None
    return found


TO_NOTE = "Direktionen indstiller, at orienteringen tages til efterretning."
TO_DISCUSS = "Forvaltningen indstiller, at udvalget drøfter planen."
VERDICTS = {
    "approved": (ASKED, "Udvalget godkender indstillingen.", "as_recommended"),
    "recommended onwards": (ASKED, "Udvalget anbefaler indstillingen.", "as_recommended"),
    "followed": (ASKED, "Indstillingen tiltrådt.", "as_recommended"),
    "with a remark": (
        ASKED,
        "Indstillingen tiltrådt med bemærkning om, at støjen følges.",
        "as_recommended",
    ),
    "with a change": (ASKED, "Godkendt med den ændring, at prisen er 50 kr.", "amended"),
    "with an addition": (ASKED, "Godkendt med tilføjelse af et punkt om støj.", "amended"),
    "but so that": (ASKED, "Indstillingen godkendt, dog således at prisen er 50 kr.", "amended"),
    "another motion": (ASKED, "Ændringsforslaget blev vedtaget.", "amended"),
    "another motion that fell": (
        ASKED,
        "Ændringsforslaget blev forkastet.\nIndstillingen blev godkendt.",
        "as_recommended",
    ),
    "put off": (ASKED, "Sagen udsættes.", "postponed"),
    "sent back": (ASKED, "Sagen sendes tilbage til forvaltningen.", "returned"),
    "turned down": (ASKED, "Udvalget kan ikke godkende indstillingen.", "rejected"),
    "only noted": (ASKED, "Taget til efterretning.", "noted"),
    "only discussed": (ASKED, "Udvalget drøftede sagen.", "noted"),
    "noted as asked": (TO_NOTE, "Taget til efterretning.", "as_recommended"),
    "told as asked": (
        "Sagen fremsendes til orientering.",
        "Orientering givet.",
        "as_recommended",
    ),
    "discussed as asked": (TO_DISCUSS, "Udvalget drøftede sagen.", "as_recommended"),
    "noting by approving": (TO_NOTE, "Indstillingen godkendt.", "as_recommended"),
    "the change was what was recommended": (
        "Direktionen indstiller, at planen godkendes med de foreslåede ændringer.",
        "Planen godkendt med de foreslåede ændringer.",
        "as_recommended",
    ),
}


@pytest.mark.parametrize(("asked", "decision", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_a_decision_is_held_against_what_was_recommended(
    asked: str, decision: str, verdict: str
) -> None:
    found = decided(decision, asked)
    assert found.verdict == verdict
    assert [point.verdict for point in found.points] == [verdict]


@pytest.mark.parametrize(
    ("decision", "verdicts", "overall"),
    [
        ("Indstillingen tiltrådt.", ["as_recommended"] * 3, "as_recommended"),
        (
            "Ad. 1) Godkendt.\nAd. 2) Sagen udsættes.\nAd. 3) Orientering givet.",
            ["as_recommended", "postponed", "as_recommended"],
            "amended",
        ),
        (
            "Ad 1 og 2: Godkendt.\n\nAd 3: Orientering givet.",
            ["as_recommended"] * 3,
            "as_recommended",
        ),
        (
            "Ad 1-2: Godkendt.\n\nAd 3: Kan ikke godkendes.",
            ["as_recommended", "as_recommended", "rejected"],
            "amended",
        ),
        ("Ad 2: Sagen udsættes.\n\nI øvrigt godkendt.", None, "amended"),
        ("Ad 2: Godkendt.", [None, "as_recommended", None], "as_recommended"),
    ],
)
def test_numbered_points_are_decided_one_by_one(
    decision: str, verdicts: list[str | None] | None, overall: str
) -> None:
    found = decided(decision, THREE)
    assert [point.number for point in found.points] == ["1", "2", "3"]
    expected = verdicts or ["as_recommended", "postponed", "as_recommended"]
    assert [point.verdict for point in found.points] == expected
    assert found.verdict == overall


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (ASKED, [None]),
        ("Det indstilles:\na) at planen godkendes\nb) at prisen er 40 kr.", ["a", "b"]),
        ("Det indstilles,\n- at planen godkendes\n- at prisen er 40 kr.", ["1", "2"]),
        ("Det indstilles, at der vælges:\n1. model A, eller\n2. model B.", [None]),
        (
            "Indstilling:\n1. at planen godkendes\na. for nord\nb. for syd\n2. at der bygges",
            ["1", "2"],
        ),
    ],
    ids=["one", "letters", "bullets", "alternatives", "a list within"],
)
def test_a_recommendation_is_read_in_its_points(asked: str, numbers: list[str | None]) -> None:
    assert [point.number for point in decided("Indstillingen tiltrådt.", asked).points] == numbers


def test_who_was_against_is_told_with_the_points() -> None:
    found = decided(
        "Indstillingen tiltrådt.\n\nN.N. (B) stemte imod.\n\nM.M. (C) tager forbehold for punkt 2.",
        THREE,
    )
    assert [(d.name, d.how, d.points) for d in found.dissent] == [
        ("N.N. (B)", "against", ()),
        ("M.M. (C)", "reserved", ("2",)),
    ]


def test_a_vote_on_one_point_is_about_that_point() -> None:
    found = decided("Ad. 1) Godkendt.\nAd. 2) Godkendt. N.N. (B) stemte imod.", THREE)
    assert [(d.name, d.points) for d in found.dissent] == [("N.N. (B)", ("2",))]


def test_without_recommendation_or_decision_there_is_nothing_to_tell() -> None:
    assert outcomes([item("Godkendt.", ""), item(""), stored("Cykelsti", "Tekst.")]) == []


@settings(deadline=None, max_examples=80)
@given(
    st.text(alphabet="Ad. 1)2-9og\nindstilgodket:–", max_size=200),
    st.text(alphabet="1.2)ab \n-at eller", max_size=120),
)
def test_any_decision_is_read_without_error(decision: str, asked: str) -> None:
    for found in outcomes([item(decision, asked)]):
        assert len(found.points) >= 1


@needs_shared
def test_the_decisions_of_the_real_documents_are_as_recommended() -> None:
    found = outcomes(gold_items().values())
    assert len(found) > 25
    assert {one.verdict for one in found} == {"as_recommended"}
    assert {point.verdict for one in found for point in one.points} == {"as_recommended"}
