"""Invented councils whose matters come back in every way that is told, stored and compared."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from made_meetings import made_item, made_meeting

from compare import Comparison, compare
from compare.held import Held
from compare.nightly import Night, renewed
from compare.record import ENGINE, found, stored
from ordlyd.archive import Archive
from ordlyd.archive.objects import canonical
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


def store(archive: Archive, meeting: Meeting) -> None:
    """Store a meeting as if it had been read."""
    original = meeting.model_dump_json().encode()
    digest = hashlib.sha256(original).hexdigest()
    source = meeting.source.model_copy(update={"sha256": digest})
    again = meeting.model_copy(update={"source": source})
    archive.store(again, original, name=meeting.id, text="")


def standing(archive: Archive) -> Comparison:
    """What is noted and not gone."""
    return stored(one for one in archive.findings() if one.gone_at is None)


def plainly(comparison: Comparison) -> dict[str, Counter[bytes]]:
    """Each finding as text, by what it is."""
    parts = (name for name in Comparison.model_fields)
    return {
        name: Counter(canonical(one.model_dump(mode="json")) for one in getattr(comparison, name))
        for name in parts
    }


def assert_the_same(archive: Archive) -> None:
    """What is noted is what comparing everything anew finds."""
    whole = plainly(compare(archive.items(versions="all")))
    for name, noted in plainly(standing(archive)).items():
        assert noted - whole[name] == Counter(), f"{name} that are not there"
        assert whole[name] - noted == Counter(), f"{name} that were not found"


def night(archive: Archive, folder: Path) -> Night:
    """Compare what is new since the last comparison, note it, and hold it."""
    mark = datetime.now(UTC)
    held = Held.open(folder, rules=ENGINE)
    assert held is not None
    compared = Night(archive, held, renewed(archive, held))
    told = compared.compare()
    archive.note_findings(found(told), engine=ENGINE, as_of=mark, within=compared.touched)
    compared.hold(told, mark.isoformat())
    return compared


WEEKS = [(week, body, town) for week in range(4) for body in BODIES for town in TOWNS]
