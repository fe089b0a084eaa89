"""The ledger of silent edits: an entry for each, in a chain that shows whatever was done to it."""

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_meetings import ID, keep, made_item

from ordlyd.archive import Archive, ledger
from ordlyd.archive.columns import metadata
from ordlyd.errors import ArchiveError


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path, create=True) as opened:
        yield opened


def edit(archive, *wordings, **fields):
    for wording in wordings:
        keep(archive, made_item(summary=wording), original=wording.encode(), **fields)


def change(folder, *statements):
    connection = sqlite3.connect(folder / "archive.sqlite3")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_new_version_of_a_document_is_an_entry_and_nothing_else_is(archive):
    edit(archive, "a")
    edit(archive, "a", "b", "c")
    keep(archive, made_item(summary="c"), original=b"other bytes that say the same")
    edit(archive, "d", date=date(2032, 1, 1))
    edit(archive, "e", kind="agenda")
    archive.withdraw(ID)
    entries = list(archive.ledger())
    assert [(e.n, e.meeting_id, e.from_version, e.to_version) for e in entries] == [
        (1, ID, 1, 2),
        (2, ID, 2, 3),
    ]
    for entry in entries:
        for version, original, text in (
            (entry.from_version, entry.from_sha256, entry.from_text_sha256),
            (entry.to_version, entry.to_sha256, entry.to_text_sha256),
        ):
            held = archive.get(f"{ID}@{version}")
            assert held.meeting.source.sha256 == original
            assert ledger.sha256(archive.text(original).encode()) == text
        assert entry.at == archive.get(f"{ID}@{entry.to_version}").stored_at


def test_each_entry_has_the_hash_of_the_one_before(archive):
    edit(archive, *"abcd")
    entries = list(archive.ledger())
    assert [e.previous for e in entries] == [ledger.BEFORE_ALL, *(e.hash for e in entries[:-1])]
    assert all(e.hash == ledger.digest(e) for e in entries)
    check = archive.check_ledger()
    assert (check.entries, check.head, check.broken, check.problem) == (
        3,
        entries[-1].hash,
        None,
        "",
    )


def test_an_empty_ledger_is_whole(archive):
    assert archive.check_ledger().problem == ""
    assert archive.check_ledger().head == ledger.BEFORE_ALL


@pytest.mark.parametrize(
    ("statement", "broken", "words"),
    [
        ("UPDATE ledger SET to_sha256 = 'x' WHERE n = 2", 2, "Entry 2.*was changed"),
        ("UPDATE ledger SET at = '2001-01-01 00:00:00.000000' WHERE n = 1", 1, "Entry 1.*changed"),
        ("UPDATE ledger SET reason = 'because' WHERE n = 3", 3, "Entry 3.*was changed"),
        ("UPDATE ledger SET hash = previous WHERE n = 3", 3, "Entry 3.*was changed"),
        ("DELETE FROM ledger WHERE n = 2", 2, "Entry 2 is missing"),
        ("DELETE FROM ledger WHERE n = 1", 1, "Entry 1 is missing"),
        ("DELETE FROM ledger WHERE n = 4", None, "No entry tells that .*@5 was edited"),
        ("DELETE FROM ledger", None, "No entry tells that .*@2 was edited"),
        ("UPDATE documents SET sha256 = 'x' WHERE version = 3", None, "@3 is not held as"),
        ("DELETE FROM documents WHERE version = 5", None, "@5 is not held as"),
    ],
)
def test_whatever_is_done_to_it_is_found_and_named(archive, tmp_path, statement, broken, words):
    edit(archive, *"abcde")
    change(tmp_path, statement)
    check = archive.check_ledger()
    assert check.broken == broken
    with pytest.raises(AssertionError, match=words):
        raise AssertionError(check.problem)


def test_an_entry_that_was_made_to_fit_its_own_hash_breaks_the_chain_after_it(archive, tmp_path):
    edit(archive, *"abcd")
    first = next(iter(archive.ledger()))
    forged = ledger.digest(ledger.dataclasses.replace(first, from_sha256="f" * 64))
    for values in (f"from_sha256 = '{'f' * 64}'", f"hash = '{forged}'"):
        change(tmp_path, f"UPDATE ledger SET {values} WHERE n = 1")  # noqa: S608 - our own words
    assert (archive.check_ledger().broken, archive.check_ledger().entries) == (2, 1)
    assert "Entry 2" in archive.check_ledger().problem


def test_a_store_without_its_entry_is_not_made(archive, monkeypatch):
    edit(archive, "a")

    def fail(*_, **__):
        raise ArchiveError("no entry")

    monkeypatch.setattr(ledger, "_append", fail)
    with pytest.raises(ArchiveError, match="no entry"):
        edit(archive, "b")
    assert [i.version for i in archive.items(versions="all")] == [1]


def test_an_archive_of_the_second_schema_gets_a_ledger_of_the_edits_that_it_holds(tmp_path):
    with Archive.open(tmp_path, create=True) as archive:
        for day in range(3):
            edit(archive, *"abc", date=date(2031, 1, 1) + timedelta(days=day))
        before = [(e.meeting_id, e.to_version, e.at, e.hash) for e in archive.ledger()]
    then = "archive meetings versions documents objects items sections refusals"
    then += " crawls listings fetches events"
    later = [table.name for table in metadata.sorted_tables if table.name not in then.split()]
    change(
        tmp_path,
        *(f"DROP TABLE {table}" for table in reversed(later)),
        "ALTER TABLE documents DROP COLUMN given",
        "UPDATE archive SET schema_version = 2",
    )
    with Archive.open(tmp_path) as archive:
        assert [(e.meeting_id, e.to_version, e.at, e.hash) for e in archive.ledger()] == before
        assert len(before) == 6
        assert archive.check_ledger().problem == ""
        edit(archive, "d")
        assert archive.note_findings([], engine=1).new == 0


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abc")), max_size=14))
def test_there_is_an_entry_for_each_version_but_the_first(tmp_path_factory, stored):
    with Archive.open(tmp_path_factory.mktemp("archive"), create=True) as archive:
        for day, wording in stored:
            when = date(2031, 1, 1) + timedelta(days=day)
            edit(archive, f"{wording} {day}", date=when)
        held = {(m.id, m.version) for m in archive.meetings(versions="all") if m.version > 1}
        assert {(e.meeting_id, e.to_version) for e in archive.ledger()} == held
        assert archive.check_ledger().entries == len(held)
        assert archive.check_ledger().problem == ""
