"""What is new, compared with what is held, finds what comparing everything anew finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import zip_longest
from random import Random

import pytest
from made_council import WEEKS, Council, assert_the_same, night, plainly, standing, store
from made_items import prose
from made_meetings import made_item, made_meeting

from compare import compare, held
from compare.held import Held
from compare.holding import Holding
from compare.nightly import Night, renewed
from compare.record import ENGINE, found
from ordlyd.archive import Archive


def _everything(archive: Archive, folder) -> None:
    mark = datetime.now(UTC)
    holding = Holding(folder, mark.isoformat())
    whole = compare(archive.items(versions="all"), holding=holding)
    archive.note_findings(found(whole), engine=ENGINE, as_of=mark)
    holding.keep()


@pytest.fixture
def archive(tmp_path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("seed", "in_order", "largest"),
    [(1, True, held.LARGEST), (2, False, held.LARGEST), (1, True, 9)],
)
def test_nights_find_what_comparing_everything_finds(
    archive, tmp_path, monkeypatch, seed, in_order, largest
):
    monkeypatch.setattr(held, "LARGEST", largest)
    council = Council(seed)
    coming = [council.meeting(*there) for there in WEEKS]
    if not in_order:
        Random(seed).shuffle(coming)
    for meeting in coming[:10]:
        store(archive, meeting)
    _everything(archive, tmp_path / "held")
    for first in range(10, len(coming), 8):
        for meeting in coming[first : first + 8]:
            store(archive, meeting)
        night(archive, tmp_path / "held")
    assert_the_same(archive)


def test_nights_follow_items_from_agenda_to_corrected_minutes(archive, tmp_path):
    council = Council(7)
    published = [council.published(council.meeting(*there)) for there in WEEKS[:24]]
    store(archive, published[0][0])
    _everything(archive, tmp_path / "held")
    for tonight in zip_longest(*published):
        for meeting in filter(None, tonight):
            store(archive, meeting)
        night(archive, tmp_path / "held")
    assert_the_same(archive)


def test_a_night_in_which_nothing_came_finds_and_holds_nothing(archive, tmp_path):
    council = Council(3)
    for there in WEEKS[:8]:
        store(archive, council.meeting(*there))
    _everything(archive, tmp_path / "held")
    before, noted = Held.open(tmp_path / "held", rules=ENGINE), plainly(standing(archive))
    compared = night(archive, tmp_path / "held")
    after = Held.open(tmp_path / "held", rules=ENGINE)
    assert before is not None
    assert after is not None
    assert after.count == before.count
    assert compared.touched == frozenset()
    assert plainly(standing(archive)) == noted


def test_a_promise_becomes_late_in_a_night_that_touches_nothing_else_of_it(archive, tmp_path):
    promise = "Forvaltningen vender tilbage til Teknikudvalget i april 2031."
    told = made_item("2", "Støj ved havnen", summary=f"{prose('støj', 40)} {promise}")
    store(archive, made_meeting(told, committee="Teknikudvalget", original=b"1"))
    _everything(archive, tmp_path / "held")
    assert [one.status for one in standing(archive).commitments] == ["open"]
    other = made_item("2", "Nyt tag", summary=prose("tag", 40))
    meeting = made_meeting(other, committee="Kulturudvalget", date=date(2031, 6, 3), original=b"2")
    store(archive, meeting)
    night(archive, tmp_path / "held")
    assert [one.status for one in standing(archive).commitments] == ["overdue"]


def test_what_others_made_or_is_damaged_is_of_no_use(archive, tmp_path):
    folder = tmp_path / "held"
    assert Held.open(folder, rules=ENGINE) is None
    store(archive, Council(1).meeting(*WEEKS[0]))
    _everything(archive, folder)
    assert Held.open(folder, rules=ENGINE) is not None
    assert Held.open(folder, rules=ENGINE + 1) is None
    state = folder / "state.json"
    state.write_text(state.read_text()[:-9])
    assert Held.open(folder, rules=ENGINE) is None


def test_many_nights_leave_few_segments(archive, tmp_path):
    council = Council(5)
    store(archive, council.meeting(*WEEKS[0]))
    _everything(archive, tmp_path / "held")
    for there in WEEKS[1:14]:
        store(archive, council.meeting(*there))
        night(archive, tmp_path / "held")
    opened = Held.open(tmp_path / "held", rules=ENGINE)
    assert opened is not None
    assert len(opened.segments) <= 6
    assert len(list((tmp_path / "held").iterdir())) == len(opened.segments) + 3


def test_a_night_that_is_cut_off_before_it_holds_is_gone_through_again(archive, tmp_path):
    council = Council(9)
    for there in WEEKS[:6]:
        store(archive, council.meeting(*there))
    _everything(archive, tmp_path / "held")
    for there in WEEKS[6:12]:
        store(archive, council.meeting(*there))
    opened = Held.open(tmp_path / "held", rules=ENGINE)
    assert opened is not None
    cut_off = Night(archive, opened, renewed(archive, opened))
    told = cut_off.compare()
    archive.note_findings(found(told), engine=ENGINE, within=cut_off.touched)
    night(archive, tmp_path / "held")
    assert_the_same(archive)
