"""Archives on a PostgreSQL server that is started for these tests: stored, crawled, locked."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import archives
import pytest
from commandline import ordlyd
from crawling import meeting, opened
from made_meetings import ID, keep, made_item

from ordlyd.archive import Archive, Found
from ordlyd.errors import ArchiveError
from spiders.replica.firstagenda import FirstAgendaSite
from spiders.replica.server import serve

pytest.importorskip("psycopg", reason="no driver for PostgreSQL is installed")
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
    Path(found).parent for found in [shutil.which("initdb")] if found
]
pytestmark = pytest.mark.skipif(
    not PROGRAMS, reason="no PostgreSQL is installed (tests/need-postgresql installs one)"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server on a free port, with nothing in it and no care for power cuts."""
    # It will not run as root, and its socket's path must be short.
    as_root = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if as_root:
            shutil.chown(folder, **as_root)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(program: str, *arguments: str) -> None:
            command = [PROGRAMS[-1] / program, "-D", f"{folder}/data", *arguments]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **as_root)

        login = ("--username", "ordlyd", "--auth", "trust", "--encoding", "UTF8")
        run("initdb", "--no-sync", *login)
        settings = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", settings, "start")
        try:
            yield f"postgresql+psycopg://ordlyd@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture
def address(server, monkeypatch) -> str:
    """An empty place for an archive."""
    monkeypatch.setattr(archives, "SERVER", server)
    monkeypatch.setattr(archives, "at_the_end", lambda *_: None)
    return str(archives.a_place(Path()))


def test_versions_items_and_originals_are_kept(address):
    with Archive.open(address, create=True) as archive:
        keep(archive, made_item(title="Før"))
        assert keep(archive, made_item(title="Efter"), original=b"two").version == 2
        archive.withdraw(ID)
        assert list(archive.items()) == []
    with Archive.open(address) as archive:
        former = archive.get(f"{ID}@1")
        assert former.meeting.items[0].title == "Før"
        assert archive.original(former.meeting.source.sha256) == b"one"
        with pytest.raises(ArchiveError, match="no full-text index"):
            archive.search("cykelsti")


@pytest.mark.usefixtures("address")
def test_a_site_is_crawled_edited_republished_and_its_files_are_had(tmp_path):
    world = opened(tmp_path, meeting("a", days=-20), meeting("b", days=-400))
    with world.archive:
        world.site.files = {"Kort over åen": b"%PDF-1.7 kort"}
        assert world.crawl().kept == 2
        world.site.edit("a", "40 boliger", "60 boliger")
        assert world.crawl().kept == 1
        world.site.republish("a")
        assert world.crawl().revised == 1
        assert sorted(stored.version for stored in world.meetings()) == [1, 2]
        assert world.crawl_files().kept == 1
        receipt = world.archive.receipt("odense")
        assert (receipt.listed, receipt.held, receipt.attachments.held) == (2, 2, 1)


def test_findings_are_noted_and_a_text_is_removed_for_good(address):
    moment = datetime(2031, 3, 5, 8, tzinfo=UTC)
    with Archive.open(address, create=True) as archive:
        keep(archive)
        found = Found("thread", "0" * 16, b'{"title":"Sti"}', (f"{ID}#1",))
        archive.note_findings([found], engine=1, as_of=moment)
        [noted] = archive.findings()
        assert noted.key == "0" * 16
        archive.redact(f"{ID}@1", "asked by the council")
        assert archive.get(ID).redacted
        assert archive.check_ledger().problem == ""


def test_the_command_crawls_into_it(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("CRAWL_DELAY", "PLATFORM_DELAY"):
        monkeypatch.setenv(f"ORDLYD_{name}", "0")
    monkeypatch.setenv("ORDLYD_ARCHIVE", address)
    with serve(FirstAgendaSite([meeting(f"m{n}", days=-n) for n in range(3)])) as replica:
        ran = ordlyd("crawl", "odense", "--base-url", f"odense={replica.base}", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["municipalities"][0]["held"] == 3
    assert ordlyd("status", "--format", "json").json["receipts"][0]["held"] == 3


HOLDER = """
import sys, time
from ordlyd.archive import Archive
with Archive.open(sys.argv[1]) as archive, archive.crawl_lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_crawl_at_a_time_and_a_killed_one_lets_go(address):
    with Archive.open(address, create=True) as archive, Archive.open(address) as other:
        with archive.crawl_lock(), pytest.raises(ArchiveError, match="Another crawl"):
            other.crawl_lock().__enter__()
        with other.crawl_lock():  # while the first archive is still open
            pass
        process = subprocess.Popen([sys.executable, "-c", HOLDER, address], stdout=subprocess.PIPE)
        with process:
            assert process.stdout.readline() == b"held\n"
            with pytest.raises(ArchiveError, match="Another crawl"):
                archive.crawl_lock().__enter__()
            process.send_signal(signal.SIGKILL)
            process.wait()
        _free_within(archive, timedelta(seconds=20))


def _free_within(archive: Archive, time: timedelta) -> None:
    """Take the lock, once the server has seen that the other process is gone."""
    end = datetime.now(UTC) + time
    while True:
        try:
            with archive.crawl_lock():
                return
        except ArchiveError:
            assert datetime.now(UTC) < end
