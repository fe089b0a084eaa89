"""Normal forms that remember where each character came from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordlyd.text import (
    EXTRACTION,
    LAYOUT,
    TYPOGRAPHY,
    clean,
    danish_key,
    fold,
    mask,
    slug,
)

ALL = (*EXTRACTION, *TYPOGRAPHY, *LAYOUT)
DANISH = st.text(
    alphabet=st.sampled_from("aæøåÆØÅ eЕе-–—’'\"“”»«\u00a0\u00ad\n\t|*•.,0159/Eﬁa\u030a<i>…"),
    max_size=80,
)

FORMS = {
    "composed letters": ("Ha\u030andv\u00e6rk", "Håndværk"),
    "ligatures": ("ﬁnansiering", "finansiering"),
    "hard blanks": ("12,0\u00a0mio.", "12,0 mio."),
    "soft hyphens": ("vel\u00adfærd", "velfærd"),
    "look-alike letters": ("Ørbækvеj", "Ørbækvej"),
    "kinds of quotes": ("”plan” og »plan«", '"plan" og "plan"'),
    "kinds of dashes": ("2026–2029", "2026-2029"),
    "an OCR slip": ("/Eldre", "Ældre"),
    "list marks and line breaks": ("Målene:\n- tryghed\n- ro", "Målene: tryghed ro"),
    "Markdown table": ("| a | b |\n|---|---|\n| 1 | 2 |", " a b 1 2 "),
    "bold": ("**plan** <i>nu</i>", "plan nu"),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_extraction_typography_and_layout_are_folded_away(text, expected):
    assert fold(text, ALL).text == expected


@settings(deadline=None)
@given(DANISH)
def test_every_folded_character_has_a_place_in_the_original(text):
    folded = fold(text, ALL)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place <= len(text) for place in folded.origin)


@settings(deadline=None)
@given(DANISH)
def test_folding_twice_changes_nothing(text):
    once = fold(text, EXTRACTION + TYPOGRAPHY).text
    assert fold(once, EXTRACTION + TYPOGRAPHY).text == once


@settings(deadline=None)
@given(DANISH)
def test_cleaning_is_folding_by_the_extraction_rules(text):
    assert clean(text) == fold(text, EXTRACTION).text


def test_a_folded_span_points_at_the_words_it_came_from():
    text = "”Ældre-  og\n- handicap”"
    folded = fold(text, ALL)
    start = folded.text.index("handicap")
    begin, end = folded.span(start, start + len("handicap"))
    assert text[begin:end] == "handicap"


def test_a_slug_is_readable_and_plain():
    assert slug("Beskæftigelses- og Socialudvalget") == "beskaeftigelses-og-socialudvalget"
    assert slug("Børne- & Ungeudvalget (Ærø)") == "boerne-ungeudvalget-aeroe"


def test_danish_order_puts_ae_oe_aa_last_and_aa_as_one():
    names = ["Aarhus", "Ærø", "Ølstykke", "Zoo", "Odense", "Åbenrå", "Albertslund"]
    assert sorted(names, key=danish_key) == [
        "Albertslund", "Odense", "Zoo", "Ærø", "Ølstykke", "Åbenrå", "Aarhus",
    ]  # fmt: skip


MASKED = {
    "e-mail": ("skriv til anna.ek@eksempel.dk.", "skriv til [e-mail]."),
    "CPR": ("borger 010190-1234", "borger [cpr]"),
    "phone with a label": ("tlf. 65512345", "tlf. [telefon]"),
    "phone in pairs": ("ring 65 51 23 45, tak", "ring [telefon], tak"),
    "phone with the country": ("+45 65512345", "[telefon]"),
    "an amount stays": ("12 34 56 78 kr.", "12 34 56 78 kr."),
    "a case number stays": ("27.69.32-K09-1-26", "27.69.32-K09-1-26"),
    "a date stays": ("28-04-2026", "28-04-2026"),
}


@pytest.mark.parametrize(("text", "expected"), MASKED.values(), ids=MASKED)
def test_personal_data_is_masked_and_nothing_else(text, expected):
    assert mask(text) == expected
