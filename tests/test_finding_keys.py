"""The lasting names of findings."""

from __future__ import annotations

from datetime import date

from compare.model import Commitment, ItemRef, Reference, Relation
from reports.paths import relation_path


def _ref(number: str) -> ItemRef:
    return ItemRef(
        id=f"by/udvalg/2031-02-03/agenda#{number}",
        municipality="by",
        committee="Udvalg",
        date=date(2031, 2, 3),
        number=number,
        title="Sag",
    )


def _relation(kind: str, score: float) -> Relation:
    return Relation(a=_ref("1"), b=_ref("2"), kind=kind, score=score, evidence=("title",))


def test_a_relation_keeps_its_name_when_its_kind_and_score_are_found_anew() -> None:
    assert _relation("series", 0.4).key == _relation("duplicate", 0.9).key


def test_a_pair_the_other_way_round_has_another_name() -> None:
    one, other = _ref("1"), _ref("2")
    assert (
        _relation("series", 0.4).key
        != Relation(a=other, b=one, kind="series", score=0.4, evidence=()).key
    )


def test_a_commitment_keeps_its_name_when_it_is_met() -> None:
    promise = {"item": "by/u/2031-02-03/agenda#1", "due": "2031-06", "text": "Vender tilbage."}
    assert (
        Commitment(**promise, status="open").key
        == Commitment(**promise, status="met", met_by="by/u/2031-06-01/agenda#4").key
    )


def test_the_page_of_a_relation_is_named_by_its_key() -> None:
    found = _relation("series", 0.4)
    assert relation_path(found.a.id, found.b.id).endswith(f"/{found.key}.html")


def test_a_promise_has_another_name_than_the_reference_in_the_same_sentence() -> None:
    said = {"item": "by/u/2031-02-03/agenda#1", "text": "Drøftes igen den 2. juni 2031."}
    promise = Commitment(**said, due="2031-06-02", status="open")
    mention = Reference(
        **said, date=date(2031, 6, 2), committee=None, number=None, direction="later"
    )
    assert promise.key != mention.key
