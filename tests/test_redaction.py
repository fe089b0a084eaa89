"""A version whose text is removed for good: no trace of it, and every trace that it was there."""

import gzip
import json
import sqlite3
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from commandline import ordlyd
from made_meetings import ID, SHA, keep, made_item
from test_archive_faults import Cut, cut_at

from compare import Comparison, compare
from compare.record import ENGINE, found
from ordlyd.archive import Archive, search
from ordlyd.cli.work.publish import edit
from ordlyd.errors import ArchiveError, Redacted, UnknownName
from ordlyd.model import Attachment
from reports import write_site
from reports.view import Edit

NAMED = "Xylofonspilleren"
OTHER = "Violinspilleren"
WHY = "Navnet på en borger stod i referatet; kommunen bad om det."


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path, create=True) as opened:
        yield opened


def telling(name, **more):
    """A long item that names somebody in its title, a section and an attachment."""
    text = f"{name} har klaget over støj. " + " ".join(f"Ord nummer {n} her." for n in range(60))
    item = made_item(title=f"Klage fra {name}", summary=text, case_number="1-2-3", **more)
    return item.model_copy(update={"attachments": (Attachment(title=f"Brev fra {name}"),)})


def two_versions(archive):
    keep(archive, telling(NAMED), original=f"{NAMED} one".encode(), name=f"{NAMED}.txt")
    keep(archive, telling(OTHER), original=b"two")


def note(archive):
    comparison = compare(archive.items(versions="all"))
    return archive.note_findings(found(comparison), engine=ENGINE, context=b"x")


def traces(folder: Path, word: str) -> list[str]:
    """Every place below a folder where a word can be read, compressed or not."""
    found, sought = [], word.encode()
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if sought in data or (path.suffix == ".gz" and sought in gzip.decompress(data)):
                found.append(str(path))
            if word in path.name:
                found.append(str(path))
    connection = sqlite3.connect(folder / "archive.sqlite3")
    connection.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'search', 'row')")
    terms = [term for (term,) in connection.execute("SELECT term FROM temp.v")]
    found += [term for term in terms if term.startswith(word[:8].lower())]
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
    for (table,) in connection.execute(tables).fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own tables
            found += [f"{table}: {value!r}" for value in row if sought in readable(value)]
    connection.close()
    return found


def readable(value):
    if not isinstance(value, bytes):
        return str(value).encode()
    for undo in (gzip.decompress, zlib.decompress):
        try:
            return undo(value)
        except (OSError, zlib.error, EOFError):
            continue
    return value


def test_no_trace_of_the_text_is_left_anywhere_in_the_folder(archive, tmp_path):
    two_versions(archive)
    note(archive)
    assert len(traces(tmp_path, NAMED)) > 6
    others = len(traces(tmp_path, OTHER))
    done = archive.redact(f"{ID}@1", WHY)
    assert traces(tmp_path, NAMED) == []
    archive.close()
    assert traces(tmp_path, NAMED) == []
    assert not done.also
    with Archive.open(tmp_path) as again:
        assert len(again.search(OTHER)) == 1
        assert note(again).changed == 0
    assert len(traces(tmp_path, OTHER)) > others / 2


def test_hash_date_and_reason_stay_and_the_chain_is_whole(archive):
    two_versions(archive)
    before = archive.get(f"{ID}@1")
    done = archive.redact(f"{ID}@1", f"  {WHY} ")
    after = archive.get(f"{ID}@1")
    assert (done.id, done.reason, done.originals) == (
        f"{ID}@1",
        WHY,
        (before.meeting.source.sha256,),
    )
    assert (after.redacted.at, after.redacted.reason) == (done.at, WHY)
    assert after.meeting.items == ()
    assert after.meeting.source == before.meeting.source
    assert (after.stored_at, after.meeting.date, after.meeting.committee) == (
        before.stored_at,
        before.meeting.date,
        before.meeting.committee,
    )
    edited, redacted = archive.ledger()
    assert (edited.what, edited.from_version, edited.to_version) == ("edited", 1, 2)
    assert (redacted.what, redacted.from_version, redacted.reason) == ("redacted", 1, WHY)
    assert redacted.from_sha256 == edited.from_sha256 == before.meeting.source.sha256
    assert archive.check_ledger().problem == ""
    assert [i.version for i in archive.items(versions="all")] == [2]
    (status,) = archive.status()
    assert (status.versions, status.items) == (2, 1)


def test_the_current_version_can_be_redacted_and_a_later_one_follows_on_it(archive):
    two_versions(archive)
    archive.redact(f"{ID}@2", WHY)
    assert list(archive.items()) == []
    assert archive.search("klage") == []
    assert keep(archive, telling("Fløjtespilleren"), original=b"three").version == 3
    assert [e.what for e in archive.ledger()] == ["edited", "redacted", "edited"]
    assert archive.check_ledger().problem == ""
    assert len(archive.search("Fløjtespilleren")) == 1


def test_redacting_again_changes_nothing(archive):
    two_versions(archive)
    first = archive.redact(f"{ID}@1", WHY)
    assert archive.redact(f"{ID}@1", "Noget andet") == first
    assert len(list(archive.ledger())) == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [(ID, f"{ID}@1"), (f"{ID}#1@1", f"{ID}@1"), (f"{ID}@7", f"{ID}@1"), ("nothing", "nothing")],
)
def test_only_a_version_that_is_held_can_be_redacted(archive, name, near):
    two_versions(archive)
    with pytest.raises(UnknownName, match=near):
        archive.redact(name, WHY)
    assert len(list(archive.items(versions="all"))) == 2


def test_a_redaction_needs_a_reason(archive):
    keep(archive)
    with pytest.raises(ArchiveError, match="needs a reason"):
        archive.redact(f"{ID}@1", "  ")


def test_what_was_removed_does_not_come_back(archive, tmp_path):
    keep(archive, telling(NAMED), original=f"{NAMED}".encode())
    archive.redact(f"{ID}@1", WHY)
    for original in (f"{NAMED}", f"{NAMED} in other bytes"):
        with pytest.raises(Redacted, match=r"removed from the archive on 20..-..-..: Navnet"):
            keep(archive, telling(NAMED), original=original.encode())
    assert traces(tmp_path, NAMED) == []


def test_bytes_that_another_version_is_made_of_stay_until_that_is_redacted_too(archive, tmp_path):
    keep(archive, telling(NAMED))
    keep(archive, telling(OTHER), original=b"two")
    keep(archive, telling(NAMED), date=date(2032, 1, 1))
    path = tmp_path / "objects" / SHA[:2] / f"{SHA[2:]}.gz"
    elsewhere = ID.replace("2031-03-04", "2032-01-01")
    first = archive.redact(f"{ID}@1", WHY)
    assert (first.originals, first.also) == ((), (f"{elsewhere}@1",))
    assert archive.original(SHA) == b"one"
    assert NAMED in archive.text(SHA)
    second = archive.redact(f"{elsewhere}@1", WHY)
    assert (second.originals, second.also) == ((SHA,), ())
    assert not path.exists()
    assert traces(tmp_path, NAMED) == []


def test_words_that_were_stemmed_otherwise_before_do_not_stay_in_the_index(
    archive, tmp_path, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(search, "stem_words", lambda text: [word + "q" for word in text.split()])
        two_versions(archive)
    archive.redact(f"{ID}@1", WHY)
    assert traces(tmp_path, NAMED) == []
    assert len(archive.search(OTHER)) == 1


def test_findings_lose_what_they_quote_until_they_are_found_again(archive):
    two_versions(archive)
    keep(archive, telling(OTHER), date=date(2032, 1, 1), original=b"later")
    keep(
        archive,
        made_item(summary="Forvaltningen vender tilbage i juni 2033."),
        date=date(2032, 2, 1),
        original=b"x",
    )
    first = note(archive)
    before = {one.key: one for one in archive.findings()}
    archive.redact(f"{ID}@1", WHY)
    assert NAMED not in json.dumps([one.body.decode() for one in archive.findings()])
    assert 0 < len(list(archive.findings())) < len(before)
    noted = note(archive)
    assert noted.new == 0
    assert noted.gone > 0
    kept = [one for one in archive.findings() if one.sort in ("relation", "commitment")]
    assert kept
    for one in kept:
        assert (one.first_found_at, one.changed_at) == (first.at, first.at)
        assert one.body == before[one.key].body


@pytest.mark.parametrize("moment", ["before_cursor_execute", "commit"])
def test_a_redaction_that_is_cut_at_any_statement_is_gone_on_with(tmp_path, moment):
    for count in range(100):
        folder = tmp_path / str(count)
        with Archive.open(folder, create=True) as archive:
            two_versions(archive)
            stop = cut_at(moment, count)
            try:
                archive.redact(f"{ID}@1", WHY)
            except Cut:
                cut = True
            else:
                cut = False
            finally:
                stop()
        with Archive.open(folder) as archive:
            assert archive.check_ledger().problem == ""
            held = archive.get(f"{ID}@1")
            assert (held.redacted is None) == bool(held.meeting.items)
            archive.redact(f"{ID}@1", WHY)
            assert archive.check_ledger().entries == 2
        assert traces(folder, NAMED) == []
        if not cut:
            break
    assert count > (15 if moment == "before_cursor_execute" else 0)


def test_a_reader_at_the_same_time_is_told_of_and_the_next_run_ends_the_work(archive, tmp_path):
    two_versions(archive)
    other = sqlite3.connect(tmp_path / "archive.sqlite3", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM meetings").fetchall()
    with pytest.raises(ArchiveError, match=r"by another process.*(again|ended)"):
        archive.redact(f"{ID}@1", WHY)
    other.execute("ROLLBACK")
    other.close()
    archive.redact(f"{ID}@1", WHY)
    assert traces(tmp_path, NAMED) == []


def test_the_command_asks_and_says_what_it_did(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Archive.open("archive", create=True) as archive:
        two_versions(archive)
        keep(archive, telling(NAMED), original=f"{NAMED} one".encode(), date=date(2032, 1, 1))
    asked = ordlyd("redact", f"{ID}@1", "--reason", WHY)
    assert (asked.code, "add --yes" in asked.err) == (2, True)
    assert ordlyd("redact", f"{ID}@1", "--yes").code == 2
    assert ordlyd("redact", ID, "--reason", WHY, "--yes").code == 2
    with Archive.open("archive") as archive:
        assert archive.get(f"{ID}@1").redacted is None
    done = ordlyd("redact", f"{ID}@1", "--reason", WHY, "--yes")
    elsewhere = ID.replace("2031-03-04", "2032-01-01")
    assert (done.code, WHY in done.out) == (1, True)
    assert f"{elsewhere}@1. Redact that too" in done.err
    assert ordlyd("redact", f"{elsewhere}@1", "--reason", WHY, "--yes").code == 0
    assert traces(tmp_path / "archive", NAMED) == []


def test_what_a_comparison_left_for_the_next_goes_too(archive, tmp_path):
    two_versions(archive)
    assert archive.held == tmp_path / "held"
    (archive.held / "000001").mkdir(parents=True)
    (archive.held / "000001" / "sentences").write_text(NAMED)
    archive.redact(f"{ID}@1", WHY)
    assert not archive.held.exists()


def test_nothing_is_redacted_while_a_comparison_is_at_work(archive, tmp_path):
    two_versions(archive)
    with archive.compare_lock(), pytest.raises(ArchiveError, match="Another comparison"):
        archive.redact(f"{ID}@1", WHY)
    assert traces(tmp_path, NAMED) != []
    archive.redact(f"{ID}@1", WHY)
    assert traces(tmp_path, NAMED) == []


def test_the_pages_show_that_and_when_and_never_the_text(archive, tmp_path):
    two_versions(archive)
    done = archive.redact(f"{ID}@1", f"{WHY} Ring 66 13 13 72.")
    edits = [edit(entry) for entry in archive.ledger()]
    meetings = list(archive.meetings(versions="all"))
    write_site(meetings, Comparison(), tmp_path / "site", names={}, ledger=edits)
    site = tmp_path / "site"
    drawn = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    ledger = (tmp_path / "site" / "ledger" / "1.html").read_text("utf-8")
    assert "Teksten i version 1 blev fjernet" in ledger
    assert "Version 2 trådte i stedet for version 1" in ledger
    for part in (WHY, done.originals[0], *(one.entry_hash for one in edits)):
        assert part in ledger
    telling = {name.partition("/")[0] for name, text in drawn.items() if WHY in text}
    assert telling == {"ledger", "meetings", "edits"}
    for text in drawn.values():
        assert NAMED not in text
        assert "66 13 13 72" not in text


def test_a_ledger_of_many_lines_has_many_pages(tmp_path):
    edits = [
        Edit(n, datetime(2031, 1, 1, tzinfo=UTC), "edited", ID, n, n + 1, "a", "b", None, f"h{n}")
        for n in range(1, 252)
    ]
    write_site([], Comparison(), tmp_path, names={}, ledger=edits)
    pages = [(tmp_path / "ledger" / f"{n}.html").read_text("utf-8") for n in (1, 2, 3)]
    assert [text.count("<summary>") for text in pages] == [100, 100, 51]
    assert ">h251<" in pages[0]
    assert ">h1<" in pages[2]
