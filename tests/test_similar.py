"""The same matter in another municipality: found by its words and its KLE code."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest
from made_items import prose, stored

from compare import compare, similar
from compare.laid import lay
from ordlyd.stored import StoredItem

MATTERS = tomllib.loads((Path(__file__).parent / "matters.toml").read_text("utf-8"))["item"]
ROUTINE = {"budgetopfølgning", "grundsalg"}
"""What every town has to decide now and then; not the same matter, however alike."""


def item(number: int, matter: dict[str, str], **fields: str) -> StoredItem:
    given = {"town": matter["town"], "case": matter["case"], **fields}
    return stored(matter["title"], matter["text"], number=str(number), **given)


ITEMS = [item(number, matter) for number, matter in enumerate(MATTERS)]


def found(items: list[StoredItem]) -> pl.DataFrame:
    laid = lay(items)
    return similar.similar(similar.terms(laid.matters, laid.texts))


@pytest.fixture(scope="module")
def pairs() -> pl.DataFrame:
    return found(ITEMS)


def matter(row: int) -> str:
    return MATTERS[row]["same"].split()[0]


def test_nearly_all_matters_of_two_towns_are_found(pairs: pl.DataFrame) -> None:
    rows = range(len(MATTERS))
    same = {p for p in combinations(rows, 2) if MATTERS[p[0]]["same"] == MATTERS[p[1]]["same"]}
    assert len(same) == 30
    assert len(same & set(pairs.select("a", "b").rows())) >= 27


def test_what_is_found_is_the_same_matter_or_a_routine(pairs: pl.DataFrame) -> None:
    wrong = [
        (MATTERS[a]["title"], MATTERS[b]["title"])
        for a, b in pairs.select("a", "b").iter_rows()
        if MATTERS[a]["same"] != MATTERS[b]["same"] and {matter(a), matter(b)} - ROUTINE
    ]
    assert len(wrong) <= 1


def test_each_pair_stands_once_in_two_towns_with_a_score(pairs: pl.DataFrame) -> None:
    assert pairs.height == pairs.unique(["a", "b"]).height > 0
    assert (pairs["a"] < pairs["b"]).all()
    assert pairs["score"].is_between(similar.ALIKE - 0.001, 1.0).all()
    assert all(MATTERS[a]["town"] != MATTERS[b]["town"] for a, b in pairs.select("a", "b").rows())
    assert pairs.select("a", "b").rows() == sorted(pairs.select("a", "b").rows())


def test_evidence_names_the_words_and_the_code(pairs: pl.DataFrame) -> None:
    said = {
        MATTERS[a]["same"]: evidence
        for a, b, evidence in pairs.select("a", "b", "evidence").iter_rows()
        if MATTERS[a]["same"] == MATTERS[b]["same"]
    }
    words, code = said["pfas"]
    assert words.startswith("terms: ")
    assert {"pfas", "brandøvelsespladsen"} <= set(words.removeprefix("terms: ").split(", "))
    assert code == "KLE 09.08.26"
    assert [reason[:6] for reason in said["mobilfri"]] == ["terms:"]


def test_the_order_of_items_and_the_size_of_a_part_do_not_matter(
    pairs: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "CHUNK", 7)
    assert found(ITEMS).equals(pairs)
    turned = found(ITEMS[::-1])
    last = len(ITEMS) - 1
    rows = {(last - b, last - a, score) for a, b, score in turned.drop("evidence").rows()}
    assert rows == set(pairs.drop("evidence").rows())


def test_some_rows_are_looked_up_against_all(pairs: pl.DataFrame) -> None:
    laid = lay(ITEMS)
    known = similar.learn(laid.matters, laid.texts)
    terms = similar.terms(laid.matters, laid.texts, known)
    one = similar.similar(terms, pl.Series([0], dtype=pl.UInt32))
    of_one = pairs.filter(pl.any_horizontal(pl.col("a", "b") == 0))
    assert one.height > 0
    assert set(one.select("a", "b").rows()) <= set(of_one.select("a", "b").rows())


def test_an_item_keeps_its_nearest_of_each_town_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    towns = [f"{letter}by" for letter in "abcdefghijkl"]
    many = [item(n, {**MATTERS[0], "town": town}) for n, town in enumerate(towns)]
    again = item(99, {**MATTERS[0], "town": "bby", "title": "Letbanens anden etape"})
    monkeypatch.setattr(similar, "NEAREST", 2)
    made = found([*many, again, *ITEMS[3:]])
    ours = made.filter((pl.col("a") < 13) & (pl.col("b") < 13))
    assert 0 < ours.height <= 13 * 2
    sides = Counter(a for a, _ in ours.select("a", "b").rows())
    assert sum(sides.values()) == ours.height


def test_a_matter_of_a_town_counts_once_by_its_newest_item() -> None:
    older = item(90, MATTERS[1], day="2030-02-01", body="Økonomiudvalget")
    made = found([older, *ITEMS])
    assert 0 not in made["a"].to_list()
    assert made.height == found(ITEMS).height


def test_what_two_towns_report_year_after_year_is_routine() -> None:
    reports = [
        item(n * 10 + year, MATTERS[at], day=f"20{year}-03-04")
        for n, at in enumerate((0, 1))
        for year in (28, 29, 30)
    ]
    same_title = [
        stored("Status på letbanen", r.item.sections[0].text, number=r.item.number,
               town=r.meeting.municipality or "", day=str(r.meeting.date))
        for r in reports
    ]  # fmt: skip
    rest = ITEMS[2:]
    made = found([*same_title, *rest])
    assert not any(a < len(same_title) for a in made["a"])
    made_young = found([*same_title[2:3], *same_title[5:], *rest])
    assert (0, 1) in made_young.select("a", "b").rows()


def test_procedural_items_and_names_of_one_town_tell_nothing() -> None:
    standing = [
        stored("Godkendelse af dagsorden", MATTERS[0]["text"], number="9", town=town)
        for town in ("aaby", "beby")
    ]
    laid = lay([*standing, *ITEMS])
    terms = similar.terms(laid.matters, laid.texts)
    assert terms.filter(pl.col("row") < 2).is_empty()
    assert "teglværksgrunden" not in terms["term"].to_list()
    assert "letbane" in terms["term"].to_list()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("letbaneprojekt", ("letban", "projek")),
        ("arbejdsplads", ("arbejd", "plad")),
        ("børnehave", ()),
        ("letbane", ()),
        ("projekt", ()),
    ],
)
def test_a_compound_has_the_terms_of_its_parts(word: str, parts: tuple[str, ...]) -> None:
    known = {"letbane": "letban", "projekt": "projek", "arbejde": "arbejd", "arbejd": "arbejd",
             "plads": "plad", "have": "hav"}  # fmt: skip
    assert similar._parts(word, known) == parts


@pytest.mark.parametrize("items", [[], ITEMS[:1], ITEMS[:2]])
def test_few_items_are_too_few_to_learn_from(items: list[StoredItem]) -> None:
    assert found(items).is_empty()


def test_the_same_matter_elsewhere_is_the_last_kind_that_a_pair_can_be() -> None:
    copied = {**MATTERS[0], "town": "eeby", "text": prose("copied", 200)}
    twice = [item(80, copied), item(81, {**copied, "town": "ffby"})]
    kinds = Counter(
        relation.kind for relation in compare([*ITEMS, *twice], elsewhere=True).relations
    )
    assert kinds["duplicate"] == 1
    assert kinds["similar"] >= 27
    assert set(kinds) == {"duplicate", "similar"}


def test_a_relation_says_what_the_two_items_share() -> None:
    (letter,) = (r for r in compare(ITEMS, elsewhere=True).relations if "pfas" in r.evidence[-2])
    assert letter.kind == "similar"
    assert letter.evidence[-1] == "KLE 09.08.26"
    assert 0.5 < letter.score < 1


def test_the_same_matter_elsewhere_is_looked_for_only_when_asked_for() -> None:
    assert compare(ITEMS).relations == ()
