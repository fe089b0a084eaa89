"""The archive keeps every version, and tells which meeting a document speaks of."""

import hashlib
import re
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from archives import SERVER, a_place
from hypothesis import given, settings
from hypothesis import strategies as st
from made_meetings import DAY, ID, SHA, keep, made_item, made_meeting
from sqlalchemy import Engine, event

from ordlyd.archive import Archive, Stored, tables
from ordlyd.errors import ArchiveError, IncompleteMeeting, UnknownName, UnreadableDocument


@pytest.fixture
def archive(tmp_path):
    with Archive.open(a_place(tmp_path / "archive"), create=True) as opened:
        yield opened


def test_a_meeting_is_new_once_then_unchanged_then_revised(archive):
    assert keep(archive) == Stored(ID, 1, "new")
    assert keep(archive) == Stored(ID, 1, "unchanged")
    assert keep(archive, made_item(title="Bro"), original=b"two") == Stored(ID, 2, "revised")


def test_what_was_stored_comes_back_as_it_was(archive):
    item = made_item("7", summary="Vejen er våd.", decision="Godkendt.", case_number="05.01.00")
    keep(archive, item, retrieved_at=datetime(2031, 3, 5, 8, tzinfo=UTC))
    (stored,) = archive.meetings()
    assert stored.meeting.items == (item,)
    assert stored.meeting.source.retrieved_at == datetime(2031, 3, 5, 8, tzinfo=UTC)
    assert (stored.id, stored.version, stored.current, stored.withdrawn) == (ID, 1, True, False)
    assert datetime.now(UTC) - stored.stored_at < timedelta(minutes=1)
    assert archive.original(SHA) == b"one"
    assert archive.text(SHA) == "Vejen er våd.\nGodkendt."


def test_a_former_version_stays_beside_the_current_one(archive):
    keep(archive, made_item(title="Før"))
    keep(archive, made_item(title="Efter"), original=b"two")
    assert [(m.version, m.current) for m in archive.meetings(versions="all")] == [
        (1, False),
        (2, True),
    ]
    assert [i.item.title for i in archive.items()] == ["Efter"]
    assert archive.get(f"{ID}#1@1").item.title == "Før"
    assert archive.original(SHA) == b"one"


def test_other_bytes_that_say_the_same_are_noted_without_a_version(archive):
    keep(archive, made_item(summary="Samme ord."))
    moved = made_item(summary="Samme ord.")
    section = moved.sections[0].model_copy(update={"start": 90, "end": 100})
    moved = moved.model_copy(update={"sections": (section,)})
    assert keep(archive, moved, original=b"other").status == "unchanged"
    assert archive.knows(hashlib.sha256(b"other").hexdigest())
    assert archive.original(hashlib.sha256(b"other").hexdigest()) == b"other"
    assert archive.get(ID).meeting.source.sha256 == SHA


def test_importing_a_former_version_again_changes_nothing(archive):
    keep(archive, made_item(title="Før"))
    keep(archive, made_item(title="Efter"), original=b"two")
    assert keep(archive, made_item(title="Før")) == Stored(ID, 1, "unchanged")
    assert archive.get(ID).meeting.items[0].title == "Efter"


def test_a_council_that_goes_back_to_a_former_text_makes_a_version(archive):
    keep(archive, made_item(title="Før"))
    keep(archive, made_item(title="Efter"), original=b"two")
    later = datetime.now(UTC) + timedelta(days=1)
    again = keep(archive, made_item(title="Før"), retrieved_at=later)
    assert again == Stored(ID, 3, "revised")
    assert archive.get(ID).meeting.items[0].title == "Før"


@pytest.mark.parametrize("kind", ["agenda", "supplement"])
def test_an_agenda_and_minutes_of_one_day_are_two_meetings(archive, kind):
    keep(archive)
    assert keep(archive, kind=kind, original=b"two") == Stored(f"{DAY}/{kind}", 1, "new")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"start": "09:00"}, {"start": "17:00"}, Stored(f"{DAY}T1700/minutes", 1, "new")),
        ({"start": "17:00"}, {"start": "09:00"}, Stored(f"{DAY}T0900/minutes", 1, "new")),
        ({"start": None}, {"start": "17:00"}, Stored(ID, 2, "revised")),
        ({"start": "09:00"}, {"start": None}, Stored(ID, 2, "revised")),
        ({"start": None}, {"start": None}, Stored(ID, 2, "revised")),
        (
            {"start": "09:00", "publication_id": "p"},
            {"start": "09:30", "publication_id": "p"},
            Stored(ID, 2, "revised"),
        ),
        (
            {"publication_id": "p"},
            {"publication_id": "q"},
            Stored(ID, 2, "revised"),
        ),
        (
            {"committee": "Teknik- og Miljøudvalget"},
            {"committee": "TEKNIK- OG MILJØUDVALGET"},
            Stored(ID, 2, "revised"),
        ),
    ],
    ids=[
        "a second meeting has its start in its id",
        "the one stored later, not the one held later",
        "a start that becomes known",
        "a start that is left out",
        "no start either time",
        "a start that the same publication corrects",
        "a publication with another id",
        "another way of writing the committee",
    ],
)
def test_a_second_document_of_a_day(archive, first, second, expected):
    keep(archive, made_item(title="A"), **first)
    assert keep(archive, made_item(title="B"), original=b"two", **second) == expected


def test_a_start_that_became_known_tells_the_next_meeting_apart(archive):
    keep(archive, start=None)
    keep(archive, start="09:00", original=b"two")
    third = keep(archive, start="17:00", original=b"three")
    assert third == Stored(f"{DAY}T1700/minutes", 1, "new")
    assert keep(archive, start="09:00", original=b"four").id == ID


def test_no_start_does_not_tell_two_meetings_of_a_day_apart(archive):
    keep(archive, start="09:00")
    keep(archive, start="17:00", original=b"two")
    with pytest.raises(IncompleteMeeting, match=r"uden\.txt: .*met 2 times on 2031-03-04"):
        keep(archive, start=None, original=b"three", name="uden.txt")


def test_ids_stay_apart_when_starts_are_corrected(archive):
    first = keep(archive, start="09:00", publication_id="p")
    second = keep(archive, start="17:00", publication_id="q", original=b"2")
    moved = keep(archive, start="18:00", publication_id="q", original=b"3")
    third = keep(archive, start="17:00", publication_id="r", original=b"4")
    assert moved.id == second.id
    assert len({first.id, second.id, third.id}) == 3


@pytest.mark.parametrize(
    ("unknown", "words"),
    [
        ({"municipality": None}, "municipality .*--municipality"),
        ({"committee": None}, "committee .*--committee"),
        ({"committee": "—"}, "committee .*--committee"),
        ({"date": None}, "date .*--date"),
        ({"committee": None, "date": None}, "committee and the date .*--committee and --date"),
    ],
)
def test_a_meeting_that_nobody_can_tell_is_refused_and_nothing_is_stored(
    archive, tmp_path, unknown, words
):
    with pytest.raises(IncompleteMeeting, match=words):
        keep(archive, **unknown)
    assert list(archive.meetings()) == []
    assert not (tmp_path / "archive" / "objects").exists()


def test_a_meeting_read_from_other_bytes_is_refused(archive):
    with pytest.raises(ArchiveError, match="other bytes"):
        archive.store(made_meeting(original=b"one"), b"two", name="x", text="")


def test_half_a_character_is_refused_in_words(archive):
    with pytest.raises(UnreadableDocument, match="half a character"):
        archive.store(made_meeting(), b"one", name="x", text="\ud800")
    with pytest.raises(UnreadableDocument, match="half a character"):
        keep(archive, made_item(title="\udfff"))


def test_meetings_come_by_date_and_can_be_chosen(archive):
    days = [date(2031, 1, 1) + timedelta(days=i * 37 % 300) for i in range(120)]
    for place, day in enumerate(days):
        town = ("aaby", "bolund", "cirkelby")[place % 3]
        keep(archive, original=b"%d" % place, date=day, municipality=town)
    dates = [stored.meeting.date for stored in archive.meetings()]
    assert dates == sorted(days)
    since = date(2031, 6, 1)
    chosen = [
        (stored.meeting.date, stored.meeting.municipality)
        for stored in archive.meetings(since=since, municipalities=["bolund", "cirkelby"])
    ]
    assert chosen == sorted(
        (day, ("aaby", "bolund", "cirkelby")[place % 3])
        for place, day in enumerate(days)
        if day >= since and place % 3
    )


def test_storing_while_reading_disturbs_neither(archive):
    for place in range(60):
        keep(archive, original=b"%d" % place, date=date(2031, 1, 1) + timedelta(days=place))
    seen = 0
    for stored in archive.meetings():
        keep(archive, made_item(title="Ny"), original=b"r%d" % seen, date=stored.meeting.date)
        seen += 1
    assert seen == 60


@pytest.mark.parametrize("suffix", ["", "@1", "#2", "#2@1"])
def test_an_id_names_a_meeting_or_an_item_in_a_version(archive, suffix):
    keep(archive, made_item("1"), made_item("2", title="Bro"))
    found = archive.get(ID + suffix)
    assert found.id == ID + suffix.partition("@")[0]
    assert found.version == 1


@pytest.mark.parametrize(
    ("id", "near"),
    [
        (f"{DAY}/minuts", ID),
        (f"{DAY}/agenda", ID),
        (ID.replace("aaby", "aabby"), ID),
        (ID.replace("03-04", "03-05"), ID),
        (f"{ID}#22", f"{ID}#2"),
        (f"{ID}@7", f"{ID}@1"),
        (f"{ID}#2@7", f"{ID}#2@1"),
    ],
)
def test_an_unknown_id_is_answered_with_a_near_one(archive, id, near):  # noqa: A002
    keep(archive, made_item("1"), made_item("2"))
    with pytest.raises(UnknownName) as error:
        archive.get(id)
    assert near in error.value.near


@pytest.mark.parametrize("id", ["", "#1", "@1", "x@y", "../../etc/passwd", "a" * 9000])
def test_an_id_of_another_shape_is_unknown(archive, id):  # noqa: A002
    with pytest.raises(UnknownName):
        archive.get(id)


@pytest.mark.parametrize("sha256", ["", "0" * 64, "../../../etc/passwd", SHA.upper()])
def test_an_original_is_found_by_its_hash_only(archive, sha256):
    keep(archive)
    for read in (archive.original, archive.text):
        with pytest.raises(UnknownName):
            read(sha256)


def test_known_bytes_are_known(archive):
    assert not archive.knows(SHA)
    keep(archive)
    assert archive.knows(SHA)


def test_the_same_bytes_may_hold_two_meetings(archive):
    keep(archive, committee="Byrådet")
    assert keep(archive, committee="Økonomiudvalget").status == "new"


def test_a_withdrawn_meeting_gives_no_items_until_it_is_back(archive):
    keep(archive)
    archive.withdraw(ID)
    assert archive.get(ID).withdrawn
    assert [stored.withdrawn for stored in archive.meetings()] == [True]
    assert list(archive.items()) == []
    archive.withdraw(ID, withdrawn=False)
    assert len(list(archive.items())) == 1


def test_a_new_version_of_a_withdrawn_meeting_is_not_withdrawn(archive):
    keep(archive)
    archive.withdraw(ID)
    keep(archive, made_item(title="Rettet"), original=b"two")
    assert [(m.version, m.withdrawn) for m in archive.meetings(versions="all")] == [
        (1, True),
        (2, False),
    ]


@pytest.mark.parametrize("id", [f"{ID}#1", f"{ID}@1", "x"])
def test_only_a_meeting_can_be_withdrawn(archive, id):  # noqa: A002
    keep(archive)
    with pytest.raises(UnknownName):
        archive.withdraw(id)


def test_a_refused_document_is_listed_until_it_can_be_read(archive):
    archive.refuse(name="a.pdf", sha256=SHA, reason="is locked")
    archive.refuse(name="b.pdf", sha256="", reason="404", municipality="aaby")
    archive.refuse(name="a.pdf", sha256=SHA, reason="is cut")
    assert [(r.name, r.reason) for r in archive.refusals()] == [
        ("a.pdf", "is cut"),
        ("b.pdf", "404"),
    ]
    keep(archive, name="another name.pdf")
    assert [r.name for r in archive.refusals()] == ["b.pdf"]
    keep(archive, original=b"two", name="b.pdf")
    assert archive.refusals() == []


def test_a_file_name_that_is_no_utf8_can_be_refused_and_stored(archive):
    name = b"bylagr\xe5d.pdf".decode("utf-8", "surrogateescape")
    archive.refuse(name=name, sha256="", reason=f"{name} is cut")
    assert [r.name for r in archive.refusals()] == ["bylagr\\udce5d.pdf"]
    assert keep(archive, name=name).status == "new"
    assert archive.refusals() == []


def test_refusals_without_bytes_do_not_clear_each_other(archive):
    archive.refuse(name="a", sha256="", reason="404")
    archive.refuse(name="b", sha256="", reason="404")
    assert len(archive.refusals()) == 2


def test_the_status_counts_what_is_held(archive):
    keep(archive, made_item("1"), made_item("2"))
    keep(archive, made_item("1"), original=b"two")
    keep(archive, date=date(2031, 5, 6), original=b"three")
    keep(archive, municipality="bolund", original=b"four")
    archive.refuse(name="x", sha256="", reason="404", municipality="bolund")
    archive.refuse(name="y", sha256="", reason="404")
    aaby, bolund, unknown = archive.status()
    assert (aaby.municipality, aaby.meetings, aaby.items, aaby.versions) == ("aaby", 2, 2, 3)
    assert (aaby.first_date, aaby.last_date) == (date(2031, 3, 4), date(2031, 5, 6))
    assert aaby.last_stored_at.tzinfo is UTC
    assert (bolund.meetings, bolund.refused) == (1, 1)
    assert (unknown.municipality, unknown.meetings, unknown.refused) == ("unknown", 0, 1)


def test_foreign_names_make_no_paths(archive, tmp_path):
    keep(archive, made_item("../../1"), name="../../outside", committee="../..//Byrådet")
    files = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert files - {f"archive/objects/{SHA[:2]}/{SHA[2:]}.gz"} <= {
        "archive/archive.sqlite3",
        "archive/archive.sqlite3-wal",
        "archive/archive.sqlite3-shm",
    }


def test_an_archive_is_opened_again_with_all_it_held(tmp_path):
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive)
    with Archive.open(str(tmp_path)) as archive:
        assert archive.get(ID).version == 1
    with Archive.open(tmp_path, create=True) as archive:
        assert archive.get(ID).version == 1


@pytest.mark.skipif(not SERVER, reason="TEST_POSTGRESQL_URL names no database")
def test_a_server_says_that_it_has_no_full_text(archive):
    keep(archive)
    with pytest.raises(ArchiveError, match="no full-text index"):
        archive.search("cykelsti")


def explained(act):
    """Return what SQLite says of each statement that ``act`` runs."""
    plans = []

    def explain(_, cursor, statement, parameters, *__):
        if statement.split()[0] in {"SELECT", "UPDATE", "DELETE"}:
            raw = cursor.connection.cursor()
            raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(f"{row[3]}: {statement}" for row in raw)

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    return plans


@pytest.mark.skipif(bool(SERVER), reason="speaks of SQLite")
@pytest.mark.parametrize(
    "act",
    [
        lambda archive: keep(archive, publication_id="p"),
        lambda archive: keep(archive, made_item(title="Ny"), original=b"two", publication_id="p"),
        lambda archive: keep(archive, original=b"three", committee="Byrådet"),
        lambda archive: archive.knows(SHA),
        lambda archive: archive.get(f"{ID}#1@1"),
        lambda archive: archive.original(SHA) + archive.text(SHA).encode(),
        lambda archive: list(archive.meetings(since=date(2031, 1, 1))),
        lambda archive: archive.search("cykelsti"),
        lambda archive: archive.withdraw(ID),
    ],
    ids="unchanged revised new knows get original meetings search withdraw".split(),
)
def test_no_statement_reads_a_whole_table(archive, act):
    keep(archive, publication_id="p")
    plans = explained(lambda: act(archive))
    assert plans
    big = "|".join(set(tables.metadata.tables) - {"archive"})
    assert [plan for plan in plans if re.match(f"SCAN ({big})(?! USING| VIRTUAL)", plan)] == []


def test_an_older_schema_is_brought_up_step_by_step(tmp_path, monkeypatch):
    Archive.open(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    connection.execute("UPDATE archive SET schema_version = 1")
    connection.commit()
    connection.close()
    done = []
    monkeypatch.setattr(tables, "MIGRATIONS", (lambda _: done.append(2), lambda _: done.append(3)))
    monkeypatch.setattr(tables, "SCHEMA_VERSION", 3)
    Archive.open(tmp_path).close()
    Archive.open(tmp_path).close()
    assert done == [2, 3]
    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    assert connection.execute("SELECT schema_version FROM archive").fetchall() == [(3,)]
    connection.close()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=12))
def test_versions_are_the_changes_in_the_order_they_came(tmp_path_factory, documents):
    """A document is (which committee, which wording); its bytes follow from both."""
    told = {}
    with Archive.open(tmp_path_factory.mktemp("archive"), create=True) as archive:
        for committee, wording in documents:
            held = told.setdefault(committee, [])
            expected = "new" if not held else "unchanged" if wording in held else "revised"
            stored = keep(
                archive,
                made_item(summary=f"Ordlyd {wording}."),
                committee=f"Udvalg {committee}",
                original=b"%d %d" % (committee, wording),
            )
            if expected != "unchanged":
                held.append(wording)
            assert (stored.status, stored.version) == (expected, held.index(wording) + 1)
        for committee, held in told.items():
            versions = [
                stored.meeting.items[0].sections[0].text
                for stored in archive.meetings(versions="all")
                if stored.meeting.committee == f"Udvalg {committee}"
            ]
            assert versions == [f"Ordlyd {wording}." for wording in held]


def test_every_table_and_column_is_documented():
    text = (Path(__file__).resolve().parents[1] / "docs" / "archive.md").read_text("utf-8")
    drawn = re.sub(r"[│\s]+", " ", text.partition("## The tables")[2])
    for table in tables.metadata.sorted_tables:
        assert f"{table.name}({', '.join(table.c.keys())})" in drawn
