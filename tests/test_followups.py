"""Follow-ups: the later item names the earlier one, or its meeting."""

from __future__ import annotations

import pytest
from gold import needs_shared
from made_items import prose, stored

from benchmarks.gold import gold_items
from compare import compare
from compare.model import Comparison
from ordlyd.stored import StoredItem

CASE = "05.01.00-G01-1-31"


def earlier(number: str = "4", case: str | None = CASE) -> StoredItem:
    return stored(f"Broen {number}", prose(number), day="2031-03-04", number=number, case=case)


def later(says: str, case: str | None = CASE) -> StoredItem:
    return stored("Parkering ved havnen", f"{prose(9)} {says}", day="2031-06-03", case=case)


def kinds(found: Comparison) -> list[str]:
    return [relation.kind for relation in found.relations if "names" in str(relation.evidence)]


ITEM = "Udvalget drøftede sagen på mødet den 4. marts 2031, punkt 4."
MEETING = "Udvalget drøftede den 4. marts 2031 parkeringen."


@pytest.mark.parametrize("case", [CASE, None])
def test_an_item_named_by_its_number_is_followed_up(case: str | None) -> None:
    found = compare([earlier(case=case), later(ITEM)])
    assert kinds(found) == ["follow_up"]
    assert found.threads[0].items == (earlier().id, later(ITEM).id)


def test_a_meeting_named_is_followed_up_in_its_one_item_of_the_case() -> None:
    assert kinds(compare([earlier(), earlier("5", None), later(MEETING)])) == ["follow_up"]


def test_a_meeting_named_is_no_proof_where_several_items_share_the_case() -> None:
    assert kinds(compare([earlier(), earlier("5"), later(MEETING)])) == []


def test_a_meeting_named_alone_is_no_proof() -> None:
    assert kinds(compare([earlier(case=None), later(MEETING)])) == []


def test_a_stronger_kind_stays_and_has_one_reason_more() -> None:
    first, text = earlier(), prose("4")
    again = stored("Broen 4", f"{text} {ITEM}", day="2031-06-03", case=CASE)
    (relation,) = compare([first, again]).relations
    assert relation.kind in {"duplicate", "near_duplicate"}
    assert relation.evidence[-1] == "names the item"


@needs_shared
def test_the_real_documents_have_no_follow_up() -> None:
    assert kinds(compare(gold_items().values())) == []
