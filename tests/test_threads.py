"""Relations joined up into threads, and when a report is due again."""

from datetime import date
from itertools import pairwise

import pytest

from compare.model import ItemRef, Relation
from compare.threads import cadence, threads


def ref(day, number=1, body="teknikudvalget", kind="minutes", title="Havnen"):
    return ItemRef(
        id=f"aaby/{body}/{day}/{kind}#{number}",
        municipality="aaby",
        committee=body,
        date=day,
        number=str(number),
        title=title,
    )


def related(a, b, kind, *evidence):
    return Relation(a=a, b=b, kind=kind, score=1.0, evidence=evidence)


FIRST, SECOND, THIRD = ref("2031-03-04"), ref("2031-06-03"), ref("2031-09-02")

JOINS = {
    "duplicate": ("duplicate", (), True),
    "near duplicate": ("near_duplicate", (), True),
    "series": ("series", ("title but for dates",), True),
    "case and title": ("same_case", ("case_number", "title 0.60"), True),
    "case and a long passage": ("same_case", ("case_number", "passage 140 words"), True),
    "case and a short passage": ("same_case", ("case_number", "passage 54 words"), False),
    "case only": ("same_case", ("case_number", "same day"), False),
    "passage": ("passage", ("passage 140 words",), False),
    "standing item": ("standing_item", ("standing item: eventuelt", "title"), False),
}


@pytest.mark.parametrize(("kind", "evidence", "joined"), JOINS.values(), ids=JOINS)
def test_only_what_says_the_same_matter_makes_a_thread(kind, evidence, joined):
    assert bool(threads([related(FIRST, SECOND, kind, *evidence)])) is joined


def test_a_thread_holds_all_that_hangs_together_in_time_order():
    (thread,) = threads(
        [related(SECOND, THIRD, "series", "title"), related(FIRST, SECOND, "duplicate")]
    )
    assert thread.items == (FIRST.id, SECOND.id, THIRD.id)
    assert thread.kinds == ("duplicate", "series")
    assert thread.id == f"thread:{FIRST.id}"


def test_the_latest_title_names_a_thread():
    later = ref("2031-06-03", title="Havnen, etape 2")
    assert threads([related(FIRST, later, "series")])[0].title == "Havnen, etape 2"


def test_the_versions_of_one_item_alone_are_no_thread():
    agenda = ref("2031-03-04", kind="agenda")
    old, new = (FIRST.model_copy(update={"id": f"{FIRST.id}@{n}"}) for n in (1, 2))
    assert threads([related(agenda, FIRST, "version"), related(old, new, "version")]) == []


def test_the_versions_of_an_item_stand_in_its_thread_once():
    agenda = ref("2031-03-04", kind="agenda")
    old, new = (FIRST.model_copy(update={"id": f"{FIRST.id}@{n}"}) for n in (1, 2))
    (thread,) = threads(
        [
            related(agenda, old, "version"),
            related(old, new, "version"),
            related(FIRST, SECOND, "duplicate"),
        ]
    )
    assert thread.items == (agenda.id, FIRST.id, SECOND.id)


def test_unrelated_items_of_one_case_number_stay_apart():
    budget, works = ref("2031-03-04", 2, title="Budget"), ref("2031-06-03", 2, title="Anlæg")
    found = threads(
        [
            related(FIRST, SECOND, "duplicate"),
            related(FIRST, budget, "same_case", "case_number"),
            related(SECOND, works, "same_case", "case_number"),
            related(budget, works, "same_case", "case_number", "title 0.70"),
        ]
    )
    assert [len(thread.items) for thread in found] == [2, 2]


def test_a_quarterly_report_is_expected_again():
    (thread,) = threads(
        [
            related(FIRST, SECOND, "series", "title but for dates"),
            related(SECOND, THIRD, "near_duplicate", "title but for dates"),
        ]
    )
    assert (thread.cadence_days, thread.next_expected) == (91, date(2031, 12, 2))


def test_the_way_to_the_council_does_not_disturb_the_rhythm():
    days = ("2031-03-04", "2031-06-03", "2031-09-02")
    reports = [ref(day) for day in days]
    council = [ref(f"{day[:-2]}20", body="byraadet") for day in days]
    found = threads(
        [
            *(related(a, b, "series", "title but for dates") for a, b in pairwise(reports)),
            *(related(a, b, "duplicate", "title") for a, b in zip(reports, council, strict=True)),
        ]
    )
    assert [thread.cadence_days for thread in found] == [91]


DATES = {
    "two dates": ([0, 90], None),
    "quarterly": ([0, 91, 182], 91),
    "monthly with a summer": ([0, 30, 61, 91, 150, 180], 30),
    "a year": ([0, 365, 731], 366),
    "no rhythm": ([0, 10, 200], None),
    "weekly": ([0, 7, 14, 21], 7),
}


@pytest.mark.parametrize(("days", "expected"), DATES.values(), ids=DATES)
def test_a_rhythm_is_the_median_gap_where_most_gaps_keep_to_it(days, expected):
    dates = [date.fromordinal(737_000 + day) for day in days]
    usual, following = cadence(dates)
    assert usual == expected
    assert (following is None) is (expected is None)


def test_a_long_chain_is_one_thread():
    refs = [ref(date.fromordinal(737_000 + 7 * n).isoformat()) for n in range(3_000)]
    pairs = pairwise(refs)
    assert len(threads([related(a, b, "series", "title") for a, b in pairs])[0].items) == 3_000
