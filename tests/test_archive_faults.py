"""Whatever is cut off, damaged or busy: nothing lost, nothing half, and clear words."""

import gzip
import os
import random
import signal
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_meetings import ID, SHA, keep, made_item
from sqlalchemy import Engine, event

from ordlyd.archive import Archive, database
from ordlyd.errors import ArchiveError

TESTS = Path(__file__).parent
PROGRAM = """
import sys
from datetime import date, timedelta
from made_meetings import keep, made_item
from ordlyd.archive import Archive
with Archive.open(sys.argv[1], create=True) as archive:
    for place in range(int(sys.argv[2])):
        items = [made_item(str(n), summary=f"Sag{place} om vej {n}.") for n in range(5)]
        day = date(2031, 1, 1) + timedelta(days=place)
        stored = keep(archive, *items, original=b"%d" % place * 3000, date=day)
        print(place, stored.status, flush=True)
"""


def start(folder, meetings):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(meetings)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
    )


def check_whole(folder, places):
    """Everything acknowledged is there, and nothing is there by half."""
    with Archive.open(folder) as archive:
        held = list(archive.meetings(versions="all"))
        dates = {stored.meeting.date for stored in held}
        assert {date(2031, 1, 1) + timedelta(days=place) for place in places} <= dates
        for stored in held:
            place = (stored.meeting.date - date(2031, 1, 1)).days
            assert stored.version == 1
            assert len(stored.meeting.items) == 5
            assert archive.original(stored.meeting.source.sha256) == b"%d" % place * 3000
            assert archive.text(stored.meeting.source.sha256).startswith(f"Sag{place} ")
            assert len(archive.search(f"Sag{place}")) == 5
        (status,) = archive.status() or [None]
        assert (status.meetings, status.items) == (len(held), 5 * len(held))
    connection = sqlite3.connect(folder / "archive.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_killed_import_loses_nothing_it_acknowledged_and_goes_on(tmp_path):
    rng, done = random.Random(), set()
    for _ in range(4):
        with start(tmp_path, 10_000) as process:
            for _ in range(rng.randint(len(done) + 1, len(done) + 15)):
                done.add(int(process.stdout.readline().split()[0]))
            process.send_signal(signal.SIGKILL)
            done |= {int(line.split()[0]) for line in process.stdout if line.endswith("\n")}
        check_whole(tmp_path, done)
    with start(tmp_path, len(done) + 5) as process:
        lines = [line.split() for line in process.stdout]
    assert [status for place, status in lines if int(place) in done] == ["unchanged"] * len(done)
    assert len(lines) == len(done) + 5


class Cut(BaseException):
    """Stands for the end of the process."""


def cut_at(engine_event, count):
    """Raise ``Cut`` at the given statement, counted from 0; return how to stop."""
    seen = iter(range(1_000_000))

    def strike(*_):
        if next(seen) == count:
            raise Cut

    event.listen(Engine, engine_event, strike)
    return lambda: event.remove(Engine, engine_event, strike)


@pytest.mark.parametrize("moment", ["before_cursor_execute", "commit"])
def test_a_store_that_is_cut_at_any_statement_leaves_the_former_version(tmp_path, moment):
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive, made_item(title="Før", summary="Gamle ord."))
    for count in range(100):
        with Archive.open(tmp_path) as archive:
            stop = cut_at(moment, count)
            try:
                keep(archive, made_item(title="Efter", summary="Nye ord."), original=b"two")
            except Cut:
                cut = True
            else:
                cut = False
            finally:
                stop()
        if not cut:
            break
        with Archive.open(tmp_path) as archive:
            assert [i.item.title for i in archive.items(versions="all")] == ["Før"]
            assert len(archive.search("ord")) == 1
            assert not archive.search("nye")
    assert count > (10 if moment == "before_cursor_execute" else 0)
    with Archive.open(tmp_path) as archive:
        assert [i.item.title for i in archive.items(versions="all")] == ["Før", "Efter"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_original_that_could_not_be_written_leaves_no_row_and_no_file(
    tmp_path, monkeypatch, step
):
    def full(*_):
        raise OSError(28, "No space left on device")

    with Archive.open(tmp_path, create=True) as archive:
        target = {"fsync": (os, "fsync"), "replace": (Path, "replace")}[step]
        with monkeypatch.context() as patch:
            patch.setattr(*target, full)
            with pytest.raises(ArchiveError, match=r"cannot be written: No space left.*again"):
                keep(archive)
        assert list(archive.meetings()) == []
        assert not [path for path in tmp_path.rglob("objects/*/*") if path.is_file()]
        assert keep(archive).status == "new"


def test_an_original_left_over_from_a_cut_run_does_no_harm(tmp_path):
    with Archive.open(tmp_path, create=True) as archive:
        path = tmp_path / "objects" / SHA[:2] / f"{SHA[2:]}.gz"
        path.parent.mkdir(parents=True)
        path.write_bytes(gzip.compress(b"one"))
        (path.parent / ".new-0123").write_bytes(b"half")
        assert not archive.knows(SHA)
        assert keep(archive).status == "new"
        assert archive.original(SHA) == b"one"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-12],
        lambda data: b"\0" * len(data),
        lambda _: gzip.compress(b"two"),
        lambda _: gzip.compress(b"onetwo"),
        lambda _: gzip.compress(bytes(50_000_000)),
        lambda _: None,
    ],
    ids=["empty", "cut", "zeroes", "other bytes", "more bytes", "a bomb", "gone"],
)
def test_a_damaged_original_is_never_handed_out(tmp_path, damage):
    path = tmp_path / "objects" / SHA[:2] / f"{SHA[2:]}.gz"
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive)
        data = damage(path.read_bytes())
        path.unlink() if data is None else path.write_bytes(data)
        with pytest.raises(ArchiveError, match=r"is damaged|cannot be read.*backup") as error:
            archive.original(SHA)
        assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE objects SET data = x'00'", lambda archive: archive.text(SHA)),
        ("DELETE FROM objects", lambda archive: archive.text(SHA)),
        ("UPDATE versions SET meeting = x'00'", lambda archive: archive.get(ID)),
        ("UPDATE versions SET size = 1", lambda archive: archive.get(ID)),
    ],
)
def test_a_damaged_row_is_never_handed_out(tmp_path, statement, read):
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive, made_item(summary="Her står noget."))
    change(tmp_path, statement)
    with Archive.open(tmp_path) as archive, pytest.raises(ArchiveError, match="is damaged"):
        read(archive)


def change(folder, statement):
    connection = sqlite3.connect(folder / "archive.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_second_writer_is_told_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive)
        other = sqlite3.connect(tmp_path / "archive.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match=r"written by another process.*Wait"):
            keep(archive, made_item(title="Ny"), original=b"two")
        assert [i.item.title for i in archive.items()] == ["Cykelsti langs åen"]
        other.execute("ROLLBACK")
        other.close()
        assert keep(archive, made_item(title="Ny"), original=b"two").status == "revised"


def nothing(path):
    assert not path.exists()


def empty_folder(path):
    path.mkdir()


def a_file(path):
    path.write_text("x")


def another_database(path):
    path.mkdir()
    connection = sqlite3.connect(path / "archive.sqlite3")
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.commit()
    connection.close()


def no_database(path):
    path.mkdir()
    (path / "archive.sqlite3").write_text("This is a letter, not a database. " * 100)


def empty_database(path):
    path.mkdir()
    (path / "archive.sqlite3").write_bytes(b"")


def newer(path):
    Archive.open(path, create=True).close()
    change(path, "UPDATE archive SET schema_version = 999")


def no_version(path):
    Archive.open(path, create=True).close()
    change(path, "DELETE FROM archive")


@pytest.mark.parametrize(
    ("make", "create", "words"),
    [
        (nothing, False, r"There is no archive in .*ordlyd import"),
        (empty_folder, False, r"There is no archive in .*ordlyd import"),
        (a_file, False, "There is no archive in"),
        (a_file, True, "cannot be made a folder"),
        (another_database, False, "holds something else than an archive"),
        (another_database, True, "holds something else than an archive"),
        (no_database, False, "is not an archive.*--archive"),
        (no_database, True, "is not an archive.*--archive"),
        (empty_database, False, "is not an archive"),
        (newer, False, "newer ordlyd: its schema is 999.*Upgrade"),
        (newer, True, "newer ordlyd"),
        (no_version, False, "is damaged"),
    ],
)
def test_what_is_no_archive_of_ours_is_not_opened(tmp_path, make, create, words):
    make(tmp_path / "place")
    with pytest.raises(ArchiveError, match=words):
        Archive.open(tmp_path / "place", create=create)


def test_an_archive_whose_making_was_cut_off_is_made(tmp_path):
    empty_database(tmp_path / "place")
    with Archive.open(tmp_path / "place", create=True) as archive:
        assert keep(archive).status == "new"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql+nosuch://localhost/x", "cannot be used"),
        ("postgresql", "cannot be used"),
        ("postgresql://u:secret@localhost:1/x", "PostgreSQL|cannot be used"),
    ],
)
def test_a_server_that_cannot_be_had_is_an_error_without_the_password(address, words):
    with pytest.raises(ArchiveError, match=words) as error:
        Archive.open(address)
    assert "secret" not in str(error.value)
