"""What is new, told against everything before it."""

from datetime import date

from made_items import prose, stored

from compare import compare
from compare.narrowed import among, since


def test_a_new_item_is_told_with_the_older_one_that_it_repeats():
    text = prose("plan")
    items = [
        stored(text=text, case="1", day=day) for day in ("2030-01-08", "2030-02-05", "2031-03-04")
    ]
    found = compare(items)
    assert len(found.relations) == 3
    new = since(found, date(2031, 1, 1))
    assert len(new.relations) == 2
    assert {max(r.a.date, r.b.date) for r in new.relations} == {date(2031, 3, 4)}
    assert len(new.threads) == len(found.threads) == 1


def test_nothing_is_new_after_the_last_meeting():
    text = prose("plan")
    found = compare([stored(text=text, case="1", day=day) for day in ("2030-01-08", "2030-02-05")])
    assert since(found, date(2032, 1, 1)) == since(compare([]), date(2032, 1, 1))


def test_a_change_of_an_old_version_is_not_new():
    items = [stored(text=prose("plan") + f" Det koster {n} kr.", version=n) for n in (1, 2)]
    found = compare(items)
    assert found.changes
    assert since(found, date(2031, 3, 4)).changes == found.changes
    assert since(found, date(2031, 3, 5)).changes == ()


def test_of_some_municipalities_only_what_is_theirs_alone_is_kept():
    text = prose("plan")
    told = "Forvaltningen vender tilbage til udvalget i juni 2032."
    items = [
        stored(text=f"{text} {told}", case="1", day=day, town=town)
        for town in ("aaby", "beby")
        for day in ("2030-01-08", "2030-02-05")
    ]
    found = compare(items)
    towns = {(r.a.municipality, r.b.municipality) for r in found.relations}
    assert {("aaby", "aaby"), ("aaby", "beby")} <= towns
    (thread,) = found.threads
    assert len(thread.items) == 4
    part = among(found, {"aaby"})
    assert {(r.a.municipality, r.b.municipality) for r in part.relations} == {("aaby", "aaby")}
    assert [one.items for one in part.threads] == [
        tuple(name for name in thread.items if name.startswith("aaby/"))
    ]
    assert {one.item.partition("/")[0] for one in part.commitments} == {"aaby"}
    assert among(found, {"aaby", "beby"}) == found


def test_of_a_municipality_without_findings_nothing_is_kept():
    found = compare([stored(text=prose("plan"), case="1", day=day) for day in ("2030-01-08",)])
    assert among(found, {"elsewhere"}) == compare([])
