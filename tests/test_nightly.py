"""What is new, compared with what is held, finds what comparing everything anew finds."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from random import Random

import pytest
from made_items import prose
from made_meetings import made_item, made_meeting

from compare import Comparison, compare, held
from compare.held import Held
from compare.holding import Holding
from compare.nightly import Night, renewed
from compare.record import ENGINE, found, stored
from ordlyd.archive import Archive
from ordlyd.model import AgendaItem, Meeting

TOWNS, BODIES = ("aaby", "beby"), ("Teknikudvalget", "Børneudvalget", "Økonomiudvalget")
FIRST = date(2031, 3, 4)


def _day(week: int) -> date:
    return FIRST + timedelta(weeks=week)


def _written(day: date) -> str:
    months = "januar februar marts april maj juni juli august september oktober november december"
    return f"{day.day}. {months.split()[day.month - 1]} {day.year}"


class Council:
    """Invented meetings in which matters come back in every way that is told."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._texts: list[str] = []

    def meeting(self, week: int, body: str, town: str) -> Meeting:
        """The minutes of a meeting."""
        items = [made_item("1", "Godkendelse af dagsorden")]
        items += [self._item(str(n), week, body) for n in range(2, 5)]
        original = f"{town} {body} {week}".encode()
        return made_meeting(
            *items, original=original, municipality=town, committee=body, date=_day(week)
        )

    def published(self, meeting: Meeting) -> list[Meeting]:
        """All that is published of a meeting: perhaps an agenda before, perhaps a corrected text."""
        first, *others = meeting.items[1:]
        told = (
            f"{first.sections[0].text} {self._prose(1)[:-1]} {self._random.randrange(99)} mio. kr."
        )
        edited = made_item(first.number, first.title, summary=told)
        agenda = meeting.model_copy(update={"kind": "agenda", "items": (edited, *others)})
        corrected = meeting.model_copy(update={"items": (edited, *others)})
        ways = ([meeting], [agenda, meeting], [meeting, corrected], [agenda], [agenda, corrected])
        return self._random.choice(ways)

    def _prose(self, sentences: int) -> str:
        """Sentences that stand nowhere else: what stands in three items is boilerplate."""
        letters = self._random.choices("abcdefghijklmnoprstuvæøå", k=40 * sentences)
        words = ["".join(letters[at : at + 5]) for at in range(0, len(letters), 5)]
        parts = (words[at : at + 8] for at in range(0, len(words), 8))
        return " ".join(f"Byen {' '.join(part)}." for part in parts)

    def _item(self, number: str, week: int, body: str) -> AgendaItem:
        say = self._random
        about = self._prose(2).replace(".", "").lower()
        title = f"{about.split()[3].capitalize()} {say.randrange(99)}"
        text = self._prose(7)
        old = self._old() if say.random() < 0.5 else text
        texts = {
            "copied": old,
            "reworded": f"{old} {about} og {say.randrange(9)} mio. kr.",
            "quoted": f"{text} {'. '.join(old.split('. ')[:5])}.",
            "named": f"{text} {self._committee()} behandlede {about} på mødet den {self._when(week)}.",
            "promised": f"{text} Om {about} vender forvaltningen tilbage til {body} i {_month(week + 5)}.",
            "sent on": f"{text} Om {about} forelægges {self._committee()} en sag den {_written(_day(week + 2))}, pkt. 3.",
        }
        if say.random() < 0.2:
            title = f"Status på legepladser, {_written(_day(week))}"
        way = say.choice([*texts, "new"])
        if way not in {"copied", "reworded", "quoted"}:
            self._texts.append(texts.get(way, text))
        case = f"31-00{say.randrange(12):02}" if say.random() < 0.5 else None
        return made_item(number, title, case_number=case, summary=texts.get(way, text))

    def _old(self) -> str:
        """A text of before, each once: what stands in three items is boilerplate."""
        if not self._texts:
            return self._prose(7)
        return self._texts.pop(self._random.randrange(len(self._texts)))

    def _committee(self) -> str:
        return self._random.choice(BODIES)

    def _when(self, week: int) -> str:
        return _written(_day(max(0, week + self._random.randrange(-4, 3))))


def _month(week: int) -> str:
    return " ".join(_written(_day(week)).split()[1:])


def _store(archive: Archive, meeting: Meeting) -> None:
    original = meeting.model_dump_json().encode()
    digest = hashlib.sha256(original).hexdigest()
    source = meeting.source.model_copy(update={"sha256": digest})
    again = meeting.model_copy(update={"source": source})
    archive.store(again, original, name=meeting.id, text="")


def _everything(archive: Archive, folder) -> None:
    mark = datetime.now(UTC)
    holding = Holding(folder, mark.isoformat())
    whole = compare(archive.items(versions="all"), holding=holding)
    archive.note_findings(found(whole), engine=ENGINE, as_of=mark)
    holding.keep()


def _night(archive: Archive, folder) -> Night:
    mark = datetime.now(UTC)
    held = Held.open(folder, rules=ENGINE)
    assert held is not None
    night = Night(archive, held, renewed(archive, held))
    told = night.compare()
    archive.note_findings(found(told), engine=ENGINE, as_of=mark, within=night.touched)
    night.hold(told, mark.isoformat())
    return night


def _noted(archive: Archive) -> Comparison:
    return stored(one for one in archive.findings() if one.gone_at is None)


def _plainly(comparison: Comparison) -> dict[tuple[str, str], Counter[str]]:
    """Each finding as text, by what it is."""
    parts = (name for name in Comparison.model_fields)
    return {
        name: Counter(one.model_dump_json() for one in getattr(comparison, name)) for name in parts
    }


def _assert_the_same(archive: Archive) -> None:
    """What is noted is what comparing everything anew finds."""
    whole = _plainly(compare(archive.items(versions="all")))
    for name, noted in _plainly(_noted(archive)).items():
        assert noted - whole[name] == Counter(), f"{name} that are not there"
        assert whole[name] - noted == Counter(), f"{name} that were not found"


@pytest.fixture
def archive(tmp_path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


WEEKS = [(week, body, town) for week in range(4) for body in BODIES for town in TOWNS]


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
        _store(archive, meeting)
    _everything(archive, tmp_path / "held")
    for first in range(10, len(coming), 8):
        for meeting in coming[first : first + 8]:
            _store(archive, meeting)
        _night(archive, tmp_path / "held")
    _assert_the_same(archive)


def test_nights_follow_items_from_agenda_to_corrected_minutes(archive, tmp_path):
    council = Council(7)
    published = [council.published(council.meeting(*there)) for there in WEEKS[:24]]
    _store(archive, published[0][0])
    _everything(archive, tmp_path / "held")
    for tonight in zip_longest(*published):
        for meeting in filter(None, tonight):
            _store(archive, meeting)
        _night(archive, tmp_path / "held")
    _assert_the_same(archive)


def test_a_night_in_which_nothing_came_finds_and_holds_nothing(archive, tmp_path):
    council = Council(3)
    for there in WEEKS[:8]:
        _store(archive, council.meeting(*there))
    _everything(archive, tmp_path / "held")
    before, noted = Held.open(tmp_path / "held", rules=ENGINE), _plainly(_noted(archive))
    night = _night(archive, tmp_path / "held")
    after = Held.open(tmp_path / "held", rules=ENGINE)
    assert before is not None
    assert after is not None
    assert after.count == before.count
    assert night.touched == frozenset()
    assert _plainly(_noted(archive)) == noted


def test_a_promise_becomes_late_in_a_night_that_touches_nothing_else_of_it(archive, tmp_path):
    promise = "Forvaltningen vender tilbage til Teknikudvalget i april 2031."
    told = made_item("2", "Støj ved havnen", summary=f"{prose('støj', 40)} {promise}")
    _store(archive, made_meeting(told, committee="Teknikudvalget", original=b"1"))
    _everything(archive, tmp_path / "held")
    assert [one.status for one in _noted(archive).commitments] == ["open"]
    other = made_item("2", "Nyt tag", summary=prose("tag", 40))
    meeting = made_meeting(other, committee="Kulturudvalget", date=date(2031, 6, 3), original=b"2")
    _store(archive, meeting)
    _night(archive, tmp_path / "held")
    assert [one.status for one in _noted(archive).commitments] == ["overdue"]


def test_what_others_made_or_is_damaged_is_of_no_use(archive, tmp_path):
    folder = tmp_path / "held"
    assert Held.open(folder, rules=ENGINE) is None
    _store(archive, Council(1).meeting(*WEEKS[0]))
    _everything(archive, folder)
    assert Held.open(folder, rules=ENGINE) is not None
    assert Held.open(folder, rules=ENGINE + 1) is None
    state = folder / "state.json"
    state.write_text(state.read_text()[:-9])
    assert Held.open(folder, rules=ENGINE) is None


def test_many_nights_leave_few_segments(archive, tmp_path):
    council = Council(5)
    _store(archive, council.meeting(*WEEKS[0]))
    _everything(archive, tmp_path / "held")
    for there in WEEKS[1:14]:
        _store(archive, council.meeting(*there))
        _night(archive, tmp_path / "held")
    opened = Held.open(tmp_path / "held", rules=ENGINE)
    assert opened is not None
    assert len(opened.segments) <= 6
    assert len(list((tmp_path / "held").iterdir())) == len(opened.segments) + 3


def test_a_night_that_is_cut_off_before_it_holds_is_gone_through_again(archive, tmp_path):
    council = Council(9)
    for there in WEEKS[:6]:
        _store(archive, council.meeting(*there))
    _everything(archive, tmp_path / "held")
    for there in WEEKS[6:12]:
        _store(archive, council.meeting(*there))
    opened = Held.open(tmp_path / "held", rules=ENGINE)
    assert opened is not None
    night = Night(archive, opened, renewed(archive, opened))
    told = night.compare()
    archive.note_findings(found(told), engine=ENGINE, within=night.touched)
    _night(archive, tmp_path / "held")
    _assert_the_same(archive)
