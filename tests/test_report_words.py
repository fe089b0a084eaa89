"""The parts of reports that put things into words: blocks, rows, sentences, languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reports
from compare.model import Fact
from reports.blocks import blocks, groups
from reports.story import arrow, sentences
from reports.wording import rows, stretches
from reports.words import Language, Words

HOME = Path(reports.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
DANISH = st.text(st.sampled_from("abcæå ABÅ.,:-|\t\n1)*"), max_size=200)


def message_ids() -> set[str]:
    found = extract_from_dir(
        HOME, METHODS, keywords={"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    )
    return {m[0] if isinstance(m, tuple) else m for _, _, m, _, _ in found}


def test_every_message_has_its_danish_and_no_danish_is_left_over() -> None:
    catalogue = read_po(BytesIO((HOME / "locale" / "da.po").read_bytes()), locale="da")
    told = {m.id[0] if isinstance(m.id, tuple) else m.id: m for m in catalogue if m.id}
    assert set(told) == message_ids()
    assert not any(m.fuzzy for m in told.values())
    for message in told.values():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(re.findall(r"%\(\w+\)s", " ".join(ids)))
        assert set(re.findall(r"%\(\w+\)s", " ".join(forms))) == wanted, message.id


@pytest.mark.parametrize(
    ("language", "day", "moment", "share", "listed"),
    [
        ("da", "28. april 2026", "13. maj 2026 kl. 08.30", "99 %", "a, b og c"),
        ("en", "28 April 2026", "13 May 2026 at 08:30", "99%", "a, b and c"),
    ],
)
def test_dates_times_and_shares_are_written_as_readers_write_them(
    language: Language, day: str, moment: str, share: str, listed: str
) -> None:
    words = Words(language)
    assert words.date(date(2026, 4, 28)) == day
    assert words.moment(datetime(2026, 5, 13, 6, 30, tzinfo=UTC)) == moment
    assert words.share(0.998).replace("\xa0", " ") == share
    assert words.list(["a", "b", "c"]) == listed


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("case_number", "samme sagsnummer"),
        ("text 0.99", "99 % af teksten er ens"),
        ("text 1.0", "100 % af teksten er ens"),
        ("title 0.87", "titler, der er 87 % ens"),
        ("title but for dates", "samme titel på nær datoer og tal"),
        ("passage 212 words", "en fælles passage på 212 ord"),
        ("agenda to minutes", "dagsorden blev til referat"),
        ("version 1 to 2", "version 1 blev til version 2"),
        ("something new", "something new"),
        ("text 0.9 %(n)s", "text 0.9 %(n)s"),
    ],
)
def test_evidence_is_told_in_words(reason: str, told: str) -> None:
    assert Words("da").evidence(reason).replace("\xa0", " ") == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("12,0 mio. kr.", "14,5 mio. kr.", "12,0 → 14,5 mio. kr."),
        ("63 pladser", "66 pladser", "63 → 66 pladser"),
        ("1. maj 2026", "15. juni 2026", "1. maj → 15. juni 2026"),
        ("kan", "skal", "kan → skal"),
        ("", "ikke", "+ ikke"),
        ("ikke", "", "− ikke"),
        ("5 kr.", "5 kr.", "5 → 5 kr."),
    ],
)
def test_a_fact_says_its_unit_once(before: str, after: str, told: str) -> None:
    fact = Fact(kind="amount", before=before, after=after, label="")
    assert arrow(fact).replace("\xa0", " ") == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Punktet er nyt.", 1),
        ("Det er nyt. Det er godt.", 2),
        ("Møde den 3. maj kl. 10. Det aftales.", 2),
        ("uden punktum", 1),
        ("", 1),
    ],
)
def test_sentences_of_a_passage_are_counted(text: str, number: int) -> None:
    assert sentences(text) == number


LONG = "Forvaltningen foreslår, at udvalget drøfter, hvordan indsatsen bedst kan tilrettelægges"


@pytest.mark.parametrize(
    ("text", "kinds", "read"),
    [
        ("Et afsnit.\n\nEt til.", "pp", ["Et afsnit.", "Et til."]),
        (f"{LONG} over\nde næste år.", "p", [f"{LONG} over de næste år."]),
        (f"{LONG}\nAftaler indgås med alle.", "p", [f"{LONG} Aftaler indgås med alle."]),
        (f"{LONG}\n\nAftaler.", "p", [f"{LONG} Aftaler."]),
        (f"{LONG}.\n\nAftaler.", "pp", [f"{LONG}.", "Aftaler."]),
        ("Kort linje.\nEn til.", "pp", ["Kort linje.", "En til."]),
        ("at bygge vel-\nfærd og børne-\nog ungehuse", "p",
         ["at bygge velfærd og børne- og ungehuse"]),
        ("Overskrift\n\nTekst under den.", "sp", ["Overskrift", "Tekst under den."]),
        ("- et\n- to\nog mere\n• tre", "iii", ["et", "to og mere", "tre"]),
        ("1. et\n2) to\na) tre", "iii", ["et", "to", "tre"]),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "rr", ["A B", "1 2"]),
        ("| | |\n|---|---|\n| 1 | 2 |", "r", ["1 2"]),
        ("A\tB\n1\t2", "rr", ["A B", "1 2"]),
        ("", "", []),
        ("\n \n", "", []),
    ],
)  # fmt: skip
def test_text_is_cut_into_blocks_for_reading(text: str, kinds: str, read: list[str]) -> None:
    found = blocks(text)
    letters = {"paragraph": "p", "subhead": "s", "item": "i", "row": "r"}
    assert "".join(letters[b.kind] for b in found) == kinds
    assert [b.text for b in found] == read


def test_numbers_and_bullets_make_lists_of_their_own() -> None:
    found = groups(blocks("1. a\n2. b\n- c\n\nD:\n\n3. e"))
    assert [[b.text for b in g.blocks] for g in found] == [["a", "b"], ["c"], ["D:"], ["e"]]
    assert [b.ordinal for g in found for b in g.blocks] == [1, 2, None, None, 3]


@settings(deadline=None, max_examples=200)
@given(DANISH)
def test_blocks_come_in_order_and_leave_no_word_out(text: str) -> None:
    found = blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for b in found for i in range(b.start, b.end)}
    assert all(i in covered for i, ch in enumerate(text) if ch.isalnum())


@settings(deadline=None, max_examples=100)
@given(DANISH, DANISH)
@example("A.\n\nB.\n\nC.", "A.\n\nC.")
@example("A\n\n- b\n- c", "A b c")
def test_the_rows_of_a_word_diff_are_both_texts(old: str, new: str) -> None:
    found = rows(old, new)
    assert "".join("".join(s.old for s in r.segments) for r in found).split() == old.split()
    assert "".join("".join(s.new for s in r.segments) for r in found).split() == new.split()
    for row in found:
        assert old[slice(*row.old)] == "".join(s.old for s in row.segments)
        assert new[slice(*row.new)] == "".join(s.new for s in row.segments)
    assert [row for part in stretches(found) for row in part.rows] == found


def test_a_paragraph_that_one_text_lacks_has_a_row_of_its_own() -> None:
    found = rows("Først.\n\nSå et afsnit mere.\n\nSidst.", "Først.\n\nSidst.")
    assert [("".join(s.old for s in r.segments).strip(), "".join(s.new for s in r.segments).strip())
            for r in found] == [
        ("Først.", "Først."), ("Så et afsnit mere.", ""), ("Sidst.", "Sidst."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["a" * 300_000 + "\nb", "a-\n" * 60_000, "- a\n" * 60_000, "| a" * 60_000, " \t" * 99_999],
    ids=["one word", "hyphens", "list", "cells", "blanks"],
)
def test_a_hostile_text_is_cut_in_linear_time(text: str) -> None:
    assert len(groups(blocks(text))) <= 60_000
