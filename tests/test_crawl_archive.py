"""What an archive notes of crawls: what is due, what is kept, what is gone, what is lacking."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from archives import SERVER, a_place
from made_meetings import made_item, made_meeting

from ordlyd.archive import Archive
from ordlyd.archive.rota import LONGEST, SHORTEST, interval
from ordlyd.crawled import Listed, RawDocument
from ordlyd.errors import ArchiveError

NOW = datetime(2031, 6, 1, 2, 0, tzinfo=UTC)
TOWN = "aaby"
COMMITTEE = "Teknik- og Miljøudvalget"


def row(source_id: str = "a", day: date = date(2031, 3, 4), **fields) -> Listed:
    known = {"committee": COMMITTEE, "committee_key": "tm", "start": "16:00", "kind": "minutes"}
    return Listed(
        source_id=source_id,
        url=f"http://x/{source_id}",
        page_url=f"http://x/vis/{source_id}",
        date=day,
        **known | fields,
    )


def raw(listed: Listed, body: bytes, at: datetime, stable: bytes | None = None) -> RawDocument:
    return RawDocument(TOWN, listed, body, stable or body, "text/plain", listed.url, at)


def crawl(archive: Archive, rows, bodies=None, *, now=NOW, full=False, complete=True, alarms=()):
    """One whole crawl, with the reading after it; returns what was fetched and what is gone."""
    bodies = bodies or {}
    record = archive.crawl(TOWN, now)
    record.sight(rows)
    fetched = []
    for listed in record.due(full=full):
        fetched.append(listed.source_id)
        record.keep(raw(listed, bodies.get(listed.source_id, b"Tekst."), now))
    gone = record.finish(complete=complete, alarms=alarms)
    read(archive)
    return fetched, gone


def read(archive: Archive) -> None:
    for kept in archive.unread():
        body = archive.kept(kept)
        meeting = made_meeting(
            made_item(summary=body.decode()),
            original=body,
            date=kept.listed.date,
            start=kept.listed.start,
            kind=kept.listed.kind,
            publication_id=kept.listed.source_id,
        )
        stored = archive.store(
            meeting,
            body,
            name=kept.url,
            text=body.decode(),
            retrieved_at=kept.fetched_at,
            apart_from=kept.apart_from,
        )
        archive.mark_read(kept, stored)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(a_place(tmp_path / "archive"), create=True) as opened:
        yield opened


def told(archive: Archive) -> dict[str, tuple[int, bool]]:
    return {stored.id: (stored.version, stored.withdrawn) for stored in archive.meetings()}


OLD, RECENT, COMING = date(2030, 1, 8), date(2031, 5, 6), date(2031, 8, 12)


@pytest.mark.parametrize(
    ("day", "later", "full", "fetched"),
    [
        (OLD, timedelta(days=1), False, False),
        (OLD, timedelta(days=SHORTEST - 1), False, False),
        (OLD, timedelta(days=LONGEST), False, True),
        (OLD, timedelta(days=1), True, True),
        (RECENT, timedelta(days=1), False, True),
        (RECENT, timedelta(minutes=5), False, True),
        (COMING, timedelta(days=1), False, True),
        (NOW.date() - timedelta(days=90), timedelta(0), False, True),
    ],
)
def test_the_last_90_days_and_what_comes_are_read_again_and_the_rest_in_turn(
    archive, day, later, full, fetched
):
    rows = [row("a", day)]
    assert crawl(archive, rows)[0] == ["a"]
    again = crawl(archive, rows, now=NOW + later + timedelta(seconds=1), full=full)[0]
    assert bool(again) is fetched


def test_every_older_document_has_its_turn_once_a_quarter_and_no_night_has_them_all():
    days = [interval(f"id-{n}", OLD).days for n in range(2000)]
    assert min(days) >= SHORTEST
    assert max(days) <= 92
    assert max(days.count(day) for day in set(days)) < 100


def test_a_document_of_which_the_list_says_something_else_is_read_again(archive):
    crawl(archive, [row("a", OLD)])
    changed = [row("a", OLD, name="Referat", released=NOW)]
    assert crawl(archive, changed, now=NOW + timedelta(days=1))[0] == ["a"]
    assert crawl(archive, changed, now=NOW + timedelta(days=2))[0] == []


def test_the_same_text_makes_no_version_and_another_does(archive):
    crawl(archive, [row()], {"a": b"40 boliger"})
    crawl(archive, [row()], {"a": b"40 boliger"}, now=NOW + timedelta(hours=1), full=True)
    assert [stored.version for stored in archive.meetings(versions="all")] == [1]
    crawl(archive, [row()], {"a": b"60 boliger"}, now=NOW + timedelta(hours=2), full=True)
    assert [stored.version for stored in archive.meetings(versions="all")] == [1, 2]


def test_marks_that_change_by_themselves_are_not_kept_again(archive):
    for minute, body in enumerate([b"tekst 22.1", b"tekst 22.4"]):
        record = archive.crawl(TOWN, NOW + timedelta(minutes=minute))
        record.sight([row()])
        for listed in record.due(full=True):
            kept = record.keep(raw(listed, body, record.now, stable=b"tekst"))
        record.finish(complete=True)
        assert kept is (minute == 0)
    assert len(list(archive.unread())) == 1


def test_a_vanished_number_without_a_successor_is_a_withdrawal(archive):
    rows = [row("a"), row("b", date(2031, 4, 1)), row("c", date(2031, 5, 6))]
    crawl(archive, rows)
    gone = crawl(archive, rows[1:], now=NOW + timedelta(days=1))[1]
    assert gone.revised == ()
    assert [title.partition(",")[0] for title in gone.withdrawn] == [COMMITTEE]
    held = told(archive)
    assert [withdrawn for _, withdrawn in held.values()] == [True, False, False]
    assert len(list(archive.items(since=date(2031, 3, 1)))) <= 2


def test_a_vanished_number_with_a_successor_is_a_revision(archive):
    crawl(archive, [row("a")], {"a": b"40 boliger"})
    gone = crawl(archive, [row("b")], {"b": b"60 boliger"}, now=NOW + timedelta(days=1))[1]
    assert (len(gone.revised), gone.withdrawn) == (1, ())
    [(id_, (version, withdrawn))] = told(archive).items()
    assert (version, withdrawn) == (2, False)
    assert id_.endswith("2031-03-04/minutes")


def test_minutes_that_take_the_place_of_an_agenda_are_no_withdrawal(archive):
    crawl(archive, [row("a", kind="agenda")])
    gone = crawl(archive, [row("b")], now=NOW + timedelta(days=1))[1]
    assert (len(gone.revised), gone.withdrawn) == (1, ())
    assert not any(withdrawn for _, withdrawn in told(archive).values())


def test_two_supplements_of_one_meeting_are_two_and_one_can_be_withdrawn(archive):
    both = [row("a", kind="supplement"), row("b", kind="supplement")]
    crawl(archive, both, {"a": b"Punkt om vej", "b": b"Punkt om skole"})
    assert len(told(archive)) == 2
    gone = crawl(archive, both[:1], now=NOW + timedelta(days=1))[1]
    assert (gone.revised, len(gone.withdrawn)) == ((), 1)
    assert sorted(withdrawn for _, withdrawn in told(archive).values()) == [False, True]


@pytest.mark.parametrize(
    "ending",
    [{"complete": False}, {"alarms": ["lists far fewer"]}, {"whole": False, "complete": True}],
    ids=["cut", "alarm", "part"],
)
def test_nothing_is_withdrawn_on_the_word_of_a_list_that_is_not_whole(archive, ending):
    crawl(archive, [row("a"), row("b", OLD)])
    record = archive.crawl(TOWN, NOW + timedelta(days=1))
    record.sight([row("b", OLD)])
    gone = record.finish(**{"complete": True} | ending)
    assert (gone.revised, gone.withdrawn) == ((), ())
    assert not any(withdrawn for _, withdrawn in told(archive).values())


def test_a_meeting_that_comes_back_is_no_longer_withdrawn(archive):
    rows = [row("a"), row("b", OLD)]
    crawl(archive, rows)
    crawl(archive, rows[1:], now=NOW + timedelta(days=1))
    crawl(archive, rows, now=NOW + timedelta(days=2))
    assert not any(withdrawn for _, withdrawn in told(archive).values())
    crawl(archive, rows[1:], now=NOW + timedelta(days=3))
    crawl(archive, [*rows[1:], row("c")], now=NOW + timedelta(days=4))
    assert not any(withdrawn for _, withdrawn in told(archive).values())


def test_a_meeting_moved_to_another_day_under_the_same_number_is_moved(archive):
    crawl(archive, [row("a", RECENT)])
    crawl(archive, [row("a", COMING)], {"a": b"Ny dag."}, now=NOW + timedelta(days=1))
    assert sorted((i.split("/")[2], w) for i, (_, w) in told(archive).items()) == [
        (str(RECENT), True),
        (str(COMING), False),
    ]


def test_the_receipt_names_what_is_lacking_and_why(archive):
    rows = [
        row("read"),
        row("gone", OLD, start="10:00"),
        row("shut", closed=True, name="Lukket referat"),
        row("odd", RECENT),
    ]
    record = archive.crawl(TOWN, NOW)
    record.sight(rows)
    due = list(record.due())
    assert [listed.source_id for listed in due] == ["odd", "read", "gone"]
    for listed in due:
        if listed.source_id == "gone":
            record.fail(listed, "HTTP 500 after 4 tries")
        else:
            record.keep(raw(listed, listed.source_id.encode(), NOW))
    record.finish(complete=True)
    assert {one.reason for one in archive.receipt(TOWN).lacking} >= {"fetched, not read yet"}
    for kept in list(archive.unread()):
        if kept.listed.source_id == "odd":
            archive.mark_unreadable(kept, "no layout fits")
    read(archive)
    receipt = archive.receipt(TOWN)
    assert (receipt.listed, receipt.held, receipt.stale) == (4, 1, [])
    reasons = {one.name.split(", ")[1]: one.reason for one in receipt.lacking}
    assert reasons["2031-05-06 16:00"] == "no layout fits"
    assert reasons["2030-01-08 10:00"] == "HTTP 500 after 4 tries"
    assert reasons["2031-03-04 16:00"].startswith("closed")
    assert receipt.held + len(receipt.lacking) == receipt.listed
    assert [one.municipality for one in archive.receipts()] == [TOWN]


def test_what_is_held_but_could_not_be_had_again_is_stale_not_lacking(archive):
    crawl(archive, [row("a", RECENT)])
    record = archive.crawl(TOWN, NOW + timedelta(days=1))
    record.sight([row("a", RECENT)])
    for listed in record.due():
        record.fail(listed, "timed out")
    record.finish(complete=True)
    receipt = archive.receipt(TOWN)
    assert (receipt.held, receipt.lacking) == (1, [])
    assert [one.reason for one in receipt.stale] == ["timed out"]


def test_a_crawl_that_was_cut_off_is_gone_on_with(archive):
    rows = [row("a", RECENT), row("b", COMING), row("c", OLD)]
    cut = archive.crawl(TOWN, NOW)
    cut.sight(rows)
    for listed in list(cut.due())[:2]:
        cut.keep(raw(listed, b"Tekst.", NOW + timedelta(seconds=5)))
    assert any("cut off" in alarm for alarm in archive.receipt(TOWN).alarms)
    again = archive.crawl(TOWN, NOW + timedelta(minutes=5))
    again.sight(rows)
    assert [listed.source_id for listed in again.due()] == ["c"]
    assert [listed.source_id for listed in again.due(full=True)] == ["c"]
    again.finish(complete=True)
    third = archive.crawl(TOWN, NOW + timedelta(minutes=9))
    third.sight(rows)
    assert [listed.source_id for listed in third.due()] == ["b", "a", "c"]


def test_an_archive_of_the_first_schema_takes_crawls(tmp_path):
    Archive.open(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    later = ("events", "fetches", "listings", "crawls", "finding_items", "findings", "notings")
    latest = ("file_items", "file_versions", "files", "files_noted", "renumberings")
    alerts = ("alert_deliveries", "alert_told", "alert_messages", "alert_rules")
    for table in (*later, *alerts, "ledger", "redactions", *latest):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("ALTER TABLE documents DROP COLUMN given")
    connection.execute("UPDATE archive SET schema_version = 1")
    connection.commit()
    connection.close()
    with Archive.open(tmp_path) as archive:
        assert crawl(archive, [row()])[0] == ["a"]


WHO = "" if SERVER else f"process {os.getpid()}"


def test_a_second_crawl_at_the_same_time_is_refused(archive):
    with (
        archive.crawl_lock(),
        pytest.raises(ArchiveError, match=rf"Another crawl.*{WHO}.*Wait"),
        archive.crawl_lock(),
    ):
        pass
    with archive.crawl_lock():
        pass


HOLDER = """
import sys, time
from ordlyd.archive import Archive
with Archive.open(sys.argv[1]) as archive, archive.crawl_lock():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(bool(SERVER), reason="speaks of a folder")
def test_a_crawl_that_was_killed_does_not_keep_the_lock(archive, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "archive")], stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveError, match="Another crawl"), archive.crawl_lock():
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with archive.crawl_lock():
        pass
