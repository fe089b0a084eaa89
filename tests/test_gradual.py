"""An archive compared part by part is found to hold what comparing it at once finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from commandline import ordlyd
from made_council import WEEKS, Council, assert_the_same, night, store
from made_meetings import made_item, made_meeting

from compare import Comparison, compare, gradual
from compare.gradual import Gradual, parted
from compare.held import PARTS, Held
from compare.learned import packed
from compare.nightly import Night
from compare.record import ENGINE, found
from ordlyd.archive import Archive
from ordlyd.cli.work import comparing
from ordlyd.errors import ArchiveError
from ordlyd.samples import SAMPLES, sample_batches

MARK = "2031-01-02T03:04:05+00:00"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


def _published(archive: Archive, seed: int) -> None:
    """Store meetings, some with agendas, corrected texts and one that was withdrawn."""
    council = Council(seed)
    for there in WEEKS:
        for meeting in council.published(council.meeting(*there)):
            store(archive, meeting)
    archive.withdraw(next(archive.meetings()).id)


def _note(archive: Archive, compared: Gradual) -> None:
    archive.note_findings(
        compared.found(), engine=ENGINE, as_of=datetime.fromisoformat(compared.mark)
    )
    compared.held.finish()


@pytest.mark.parametrize("part", [1, 7, 25, 1000])
@pytest.mark.parametrize("seed", [1, 2])
def test_parts_of_any_size_find_what_comparing_everything_at_once_finds(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int, seed: int
) -> None:
    monkeypatch.setattr(gradual, "PART", part)
    monkeypatch.setattr(gradual, "READ", 3)
    _published(archive, seed)
    compared = Gradual(archive, tmp_path / "held", MARK)
    compared.compare()
    _note(archive, compared)
    assert_the_same(archive)


def test_what_is_boilerplate_is_learned_as_from_all_items_at_once(
    archive: Archive, tmp_path: Path
) -> None:
    formula = "Sagen har ingen bevillingsmæssige konsekvenser for kommunen."
    for n, town in enumerate(("aaby", "beby") * 6):
        own = f"{'abcdefghijkl'[n] * 6} står her alene, og {n} er tallet. "
        item = made_item("1", f"Sag om {'abcdefghijkl'[n] * 5}", summary=own + formula)
        day = date(2031, 1, n + 1)
        store(archive, made_meeting(item, municipality=town, date=day, original=b"%d" % n))
    learned: list[bytes] = []
    compare(archive.items(), learned=lambda known: learned.append(packed(known)))
    compared = Gradual(archive, tmp_path / "held", MARK)
    compared.compare()
    assert len(compared.held.formulas.sentences) == 1
    assert packed(compared.held.formulas) == learned[0]


def test_a_comparison_that_was_cut_off_is_gone_on_with_where_it_stopped(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradual, "PART", 20)
    _published(archive, 3)
    held, nights = Night.hold, list[int]()

    def cut_off(night: Night, told: Comparison, mark: str) -> None:
        nights.append(len(nights))
        if len(nights) == 3:
            raise KeyboardInterrupt
        held(night, told, mark)

    monkeypatch.setattr(Night, "hold", cut_off)
    with pytest.raises(KeyboardInterrupt):
        Gradual(archive, tmp_path / "held", MARK).compare()
    assert list(archive.findings()) == []
    assert Held.open(tmp_path / "held", rules=ENGINE) is None
    again = Gradual(archive, tmp_path / "held", "2031-09-09T00:00:00+00:00")
    assert again.mark == MARK
    again.compare()
    parts = len(list(parted(gradual.sizes(archive), 20)))
    assert len(nights) <= parts + 2
    _note(archive, again)
    assert_the_same(archive)
    assert not (tmp_path / "held" / PARTS).exists()


@pytest.mark.parametrize("damage", ["anew", "gone", "malformed"])
def test_a_comparison_that_was_cut_off_can_be_begun_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(gradual, "PART", 20)
    _published(archive, 3)
    held = Night.hold
    monkeypatch.setattr(Night, "hold", lambda *args: (held(*args), 1 / 0))
    with pytest.raises(ZeroDivisionError):
        Gradual(archive, tmp_path / "held", MARK).compare()
    monkeypatch.setattr(Night, "hold", held)
    file = tmp_path / "held" / PARTS / "archive.sqlite3"
    if damage == "gone":
        file.unlink()
    elif damage == "malformed":
        file.write_bytes(b"no database" * 999)
    now = "2031-09-09T00:00:00+00:00"
    again = Gradual(archive, tmp_path / "held", now, anew=damage == "anew")
    assert again.mark == now
    again.compare()
    _note(archive, again)
    assert_the_same(archive)


def test_what_is_noted_already_is_no_news_when_everything_is_compared_by_parts(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradual, "PART", 20)
    _published(archive, 4)
    whole = list(found(compare(archive.items(versions="all"))))
    archive.note_findings(whole, engine=ENGINE, as_of=datetime.now(UTC))
    compared = Gradual(archive, tmp_path / "held", MARK)
    compared.compare()
    noted = archive.note_findings(compared.found(), engine=ENGINE)
    assert (noted.new, noted.changed, noted.gone) == (0, 0, 0)
    assert noted.unchanged > 50


def test_progress_tells_how_many_items_were_compared(archive: Archive, tmp_path: Path) -> None:
    _published(archive, 5)
    told: list[tuple[str, int, int]] = []
    Gradual(archive, tmp_path / "held", MARK).compare(lambda *step: told.append(step))
    total = sum(items for _, items in gradual.sizes(archive))
    for stage in ("boilerplate", "items"):
        steps = [(done, of) for name, done, of in told if name == stage]
        assert steps[0] == (0, total)
        assert steps[-1] == (total, total)


def test_a_part_holds_so_many_items_or_one_meeting() -> None:
    sizes = [("a", 3), ("b", 9), ("c", 1), ("d", 1), ("e", 2)]
    assert list(parted(sizes, 4)) == [[("a", 3)], [("b", 9)], [("c", 1), ("d", 1), ("e", 2)]]
    assert list(parted([], 4)) == []


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are an archive that is too large to be compared at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)
    monkeypatch.setattr(comparing, "LARGE", 1)
    monkeypatch.setattr(comparing, "GROWN", 9)
    monkeypatch.setattr(gradual, "PART", 30)


@pytest.mark.usefixtures("large")
def test_the_command_line_compares_by_parts_then_by_nights_and_tells_what_is_new() -> None:
    ordlyd("import", *sample_batches()[0])
    first = ordlyd("compare")
    assert "Relations, new or changed" in first.out
    with Archive.open("archive") as opened:
        assert_the_same(opened)
    nothing = ordlyd("compare")
    assert "No two items were newly found together." in nothing.out
    ordlyd("import", *sample_batches()[1])
    second = ordlyd("compare")
    assert "Relations, new or changed" in second.out
    everything = ordlyd("compare", "--format", "json").json
    with Archive.open("archive") as opened:
        stand = [one for one in opened.findings(sort="relation") if one.gone_at is None]
    assert len(everything["relations"]) == len(stand) > 20
    again = ordlyd("compare", "--anew", "--new", "--format", "json").json
    assert again["relations"] == []


@pytest.mark.usefixtures("large")
def test_what_was_begun_before_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    ordlyd("import", SAMPLES / "first")
    hold = Night.hold
    monkeypatch.setattr(Night, "hold", lambda *_: (_ for _ in ()).throw(ArchiveError("Full.")))
    assert ordlyd("compare").code == 2
    monkeypatch.setattr(Night, "hold", lambda *args: (hold(*args), 1 / 0))
    assert ordlyd("compare").code == 70
    monkeypatch.setattr(Night, "hold", hold)
    monkeypatch.setenv("ORDLYD_LOG_LEVEL", "info")
    told = ordlyd("compare")
    assert told.code == 0
    assert "Going on with the comparison that was begun at" in told.err


@pytest.mark.usefixtures("large")
def test_only_one_comparison_of_an_archive_is_at_work() -> None:
    ordlyd("import", SAMPLES / "first")
    with Archive.open("archive") as opened, opened.compare_lock():
        refused = ordlyd("compare")
    assert refused.code == 2
    assert "Another comparison is at work" in refused.err
    assert ordlyd("compare").code == 0


@pytest.mark.parametrize("seed", [6, 7])
def test_nights_after_parts_find_what_comparing_everything_at_once_finds(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(gradual, "PART", 15)
    council = Council(seed)
    coming = [meeting for there in WEEKS for meeting in council.published(council.meeting(*there))]
    for meeting in coming[::2]:
        store(archive, meeting)
    compared = Gradual(archive, tmp_path / "held", datetime.now(UTC).isoformat())
    compared.compare()
    _note(archive, compared)
    for first in range(1, len(coming), 8):
        for meeting in coming[first : first + 8 : 2]:
            store(archive, meeting)
        night(archive, tmp_path / "held")
    assert_the_same(archive)
