"""An item is followed through agenda, supplement, minutes and their versions."""

from itertools import permutations

import pytest
from made_items import stored
from made_meetings import made_meeting

from compare.versions import trace
from ordlyd.errors import IncompleteMeeting
from ordlyd.stored import StoredItem


def steps(items):
    return [(old.version_id, new.version_id) for old, new in trace(items).steps]


def in_one_meeting(*items, version=1, **fields):
    meeting = made_meeting(*(held.item for held in items), **fields)
    return [StoredItem(meeting.item_id(it), version, meeting, it) for it in meeting.items]


MEETING = "aaby/teknik-og-miljoeudvalget/2031-03-04"


def test_consecutive_versions_are_paired_and_the_last_is_current():
    items = [stored(text=f"Ordlyd {n}", version=n) for n in (1, 2, 3)]
    name = items[0].id
    assert steps(items) == [(f"{name}@1", f"{name}@2"), (f"{name}@2", f"{name}@3")]
    assert trace(items).current == (items[-1],)


def test_minutes_follow_the_last_agenda_and_are_current():
    items = [
        stored(text="Først", kind="agenda", version=1),
        stored(text="Så", kind="agenda", version=2),
        stored(text="Sidst"),
    ]
    agenda, minutes = items[0].id, items[2].id
    assert steps(items) == [(f"{agenda}@1", f"{agenda}@2"), (f"{agenda}@2", f"{minutes}@1")]
    assert [item.id for item in trace(items).current] == [minutes]


def test_a_version_in_which_an_item_is_the_same_is_no_step():
    assert steps([stored(text="Ens", version=1), stored(text="Ens", version=2)]) == []


def test_an_agenda_that_became_minutes_without_a_change_is_a_step():
    assert len(steps([stored(text="Ens", kind="agenda"), stored(text="Ens")])) == 1


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_renumbered_item_is_still_itself(number):
    old = in_one_meeting(stored("Havnen", "a", number="2", case="31-000001"))
    new = in_one_meeting(
        stored("Ny sag", number="1", case="31-000009"),
        stored("Havnen", "b", number=number, case="31-000001"),
        version=2,
    )
    assert steps([*old, *new]) == [(f"{MEETING}/minutes#2@1", f"{MEETING}/minutes#{number}@2")]


def test_a_retitled_item_is_still_itself():
    old = in_one_meeting(stored("Havnen, etape 1", "a"))
    new = in_one_meeting(stored("Havnen, etape 2", "a"), version=2)
    assert len(steps([*old, *new])) == 1


def test_another_matter_in_the_same_place_is_another_item():
    old = in_one_meeting(stored("Havnen", "a", case="31-000001"))
    new = in_one_meeting(stored("Skolerne", "b", case="31-000002"), version=2)
    assert steps([*old, *new]) == []
    assert len(trace([*old, *new]).current) == 2


def test_one_title_under_two_case_numbers_is_two_items():
    old = in_one_meeting(stored("Salg af grund", "a", number="1", case="31-000001"))
    new = in_one_meeting(
        stored("Salg af grund", "b", number="1", case="31-000002"),
        stored("Salg af grund", "a2", number="2", case="31-000001"),
        version=2,
    )
    assert steps([*old, *new]) == [(f"{MEETING}/minutes#1@1", f"{MEETING}/minutes#2@2")]


def test_an_item_of_a_supplement_is_followed_into_the_minutes():
    items = [
        *in_one_meeting(stored("Havnen", "a", case="31-000001"), kind="agenda"),
        *in_one_meeting(stored("Skolerne", "b", case="31-000002"), kind="supplement"),
        *in_one_meeting(
            stored("Havnen", "c", number="1", case="31-000001"),
            stored("Skolerne", "d", number="2", case="31-000002"),
        ),
    ]
    assert steps(items) == [
        (f"{MEETING}/agenda#1@1", f"{MEETING}/minutes#1@1"),
        (f"{MEETING}/supplement#1@1", f"{MEETING}/minutes#2@1"),
    ]


def test_the_order_and_the_number_of_times_an_item_comes_do_not_matter():
    items = [stored(text="a", kind="agenda"), stored(text="b"), stored(text="c", version=2)]
    expected = trace(items)
    for order in permutations(items):
        assert trace([*order, items[0]]) == expected


def test_versions_of_one_document_are_named_with_their_number():
    versions = trace([stored(text="a", version=1), stored(text="b", version=2)])
    ((old, new),) = versions.steps
    assert versions.reference(old, new).endswith("#1@1")
    assert versions.reference(new, old).endswith("#1@2")


def test_agenda_and_minutes_are_named_plainly_unless_they_are_not_the_latest():
    agenda, minutes = stored(text="a", kind="agenda"), stored(text="b")
    later = stored(text="c", version=2)
    assert trace([agenda, minutes]).reference(minutes, agenda) == minutes.id
    assert trace([agenda, minutes, later]).reference(minutes, agenda) == minutes.version_id
    assert trace([agenda, minutes, later]).reference(agenda, minutes) == agenda.id


def test_numbers_are_put_in_order_as_numbers():
    items = in_one_meeting(*(stored(f"Sag {n}", number=str(n)) for n in (10, 2, 1)))
    assert [item.item.number for item in trace(items).current] == ["1", "2", "10"]


def test_a_meeting_that_is_not_known_by_date_is_refused_with_what_to_do():
    from compare import compare

    item = stored(text="a")
    unknown = item.meeting.model_copy(update={"date": None})
    with pytest.raises(IncompleteMeeting, match="--date"):
        compare([StoredItem(item.id, 1, unknown, item.item)])
