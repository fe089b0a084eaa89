"""What comparisons found, noted: dated once, changed when it changes, gone when it is gone."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from test_archive_faults import Cut, cut_at

from ordlyd.archive import Archive, Found
from ordlyd.archive import findings as findings_module
from ordlyd.archive.objects import canonical
from ordlyd.errors import ArchiveError

TESTS = Path(__file__).parent


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path, create=True) as opened:
        yield opened


def made(number, *, word="vej", sort="relation", score=1, items=None):
    body = canonical({"n": number, "word": word, "score": score})
    gist = canonical({"n": number, "word": word})
    return Found(sort, f"{number:016x}", body, items or (f"by#{number}", "by#0"), gist)


def note(archive, *found, **kwargs):
    noted = archive.note_findings(found, engine=kwargs.pop("engine", 1), **kwargs)
    return noted.new, noted.changed, noted.gone, noted.unchanged


def held(archive, **kwargs):
    return {int(one.key, 16): one for one in archive.findings(**kwargs)}


def standing(archive):
    return {n: json.loads(one.body) for n, one in held(archive).items() if one.gone_at is None}


def test_what_is_found_is_new_then_unchanged_then_changed_then_gone_then_back(archive):
    steps = [
        ([made(1), made(2)], (2, 0, 0, 0)),
        ([made(1), made(2)], (0, 0, 0, 2)),
        ([made(1, word="sti"), made(2)], (0, 1, 0, 1)),
        ([made(2)], (0, 0, 1, 1)),
        ([made(2)], (0, 0, 0, 1)),
        ([made(1, word="sti"), made(2), made(3)], (1, 1, 0, 1)),
        ([], (0, 0, 3, 0)),
    ]
    assert [note(archive, *found) for found, _ in steps] == [counts for _, counts in steps]


def test_a_finding_is_dated_by_the_noting_that_found_changed_or_missed_it(archive):
    first = archive.note_findings([made(1), made(2)], engine=1)
    second = archive.note_findings([made(1, word="sti"), made(2)], engine=1)
    third = archive.note_findings([made(2)], engine=1)
    one, two = held(archive)[1], held(archive)[2]
    assert first.at < second.at < third.at
    assert (one.first_found_at, one.changed_at, one.gone_at) == (first.at, second.at, third.at)
    assert (two.first_found_at, two.changed_at, two.gone_at) == (first.at, first.at, None)
    assert held(archive, since=third.at).keys() == {1}
    assert held(archive, since=first.at).keys() == {1, 2}


def test_another_score_is_stored_and_is_no_news(archive):
    note(archive, made(1))
    before = held(archive)[1]
    assert note(archive, made(1, score=2)) == (0, 0, 0, 1)
    after = held(archive)[1]
    assert json.loads(after.body)["score"] == 2
    assert after.changed_at == before.changed_at


def test_newer_rules_are_noted_of_what_they_find_alike(archive):
    note(archive, made(1), engine=1)
    assert note(archive, made(1), engine=2) == (0, 0, 0, 1)
    assert held(archive)[1].engine == 2


def test_findings_are_told_by_sort_key_and_item(archive):
    note(archive, made(1), made(1, sort="thread", items=("by#7", "by#7")), made(2))
    assert [one.sort for one in archive.findings(keys=[f"{1:016x}"])] == ["relation", "thread"]
    assert [one.key for one in archive.findings(sort="thread")] == [f"{1:016x}"]
    assert held(archive, items=["by#7"]).keys() == {1}
    assert held(archive, items=["by#2", "by#9"]).keys() == {2}
    assert held(archive, items=[]) == {} == held(archive, keys=[])


def test_a_part_of_the_findings_can_be_noted_and_only_what_touches_it_can_be_gone(archive):
    note(archive, *(made(n, items=(f"by#{n}", f"by#{n + 1}")) for n in range(6)))
    found = [made(2, items=("by#2", "by#3")), made(9, items=("by#3", "by#9"))]
    assert note(archive, *found, within=["by#3"]) == (1, 0, 1, 5)
    assert {n for n, one in held(archive).items() if one.gone_at} == {3}
    assert note(archive, within=["by#nothing"]) == (0, 0, 0, 6)


def test_of_two_findings_with_one_name_the_first_is_noted(archive, monkeypatch):
    monkeypatch.setattr(findings_module, "BATCH", 2)
    twice = [made(1), made(1, word="sti"), made(2), made(1, word="bro")]
    assert note(archive, *twice) == (2, 0, 0, 0)
    assert standing(archive)[1]["word"] == "vej"
    assert note(archive, *twice) == (0, 0, 0, 2)


def test_noting_the_same_again_writes_no_finding(archive):
    found = [made(n) for n in range(3000)]
    note(archive, *found)
    written = set()

    def look(_, __, statement, *___):
        words = statement.split()
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            written.add(words[1] if words[0] == "UPDATE" else words[2])

    event.listen(Engine, "before_cursor_execute", look)
    try:
        assert note(archive, *found) == (0, 0, 0, 3000)
    finally:
        event.remove(Engine, "before_cursor_execute", look)
    assert written == {"notings"}


def test_the_last_noting_that_ended_tells_as_of_when_and_by_which_rules(archive):
    assert archive.noting() is None
    moment = datetime(2031, 1, 1, tzinfo=UTC)
    archive.note_findings([made(1)], engine=7, as_of=moment, context=b"learned")
    noted = archive.note_findings([], engine=8, within=["x"])
    last = archive.noting()
    assert (last.at, last.engine, last.context) == (noted.at, 8, b"learned")
    archive.note_findings([], engine=8, as_of=moment, context=b"more")
    assert (archive.noting().context, archive.noting().as_of) == (b"more", moment)


def test_two_notings_at_once_do_not_drop_what_the_other_found(archive):
    def slowly():
        yield made(1)
        note(archive, made(2))
        yield made(3)

    with pytest.raises(ArchiveError, match="Another comparison has begun"):
        archive.note_findings(slowly(), engine=1)
    assert standing(archive).keys() == {2}


words = st.dictionaries(st.integers(1, 6), st.sampled_from(["vej", "sti", "bro"]), max_size=6)


@settings(deadline=None, max_examples=30)
@given(st.lists(words, min_size=1, max_size=5))
def test_what_stands_is_what_was_noted_last(tmp_path_factory, rounds):
    with Archive.open(tmp_path_factory.mktemp("archive"), create=True) as archive:
        before: dict[int, str] = {}
        known: set[int] = set()
        for found in rounds:
            counts = note(archive, *(made(n, word=word) for n, word in found.items()))
            same = sum(before.get(n) == word for n, word in found.items())
            new = len(found.keys() - known)
            assert counts == (new, len(found) - new - same, len(before.keys() - found), same)
            assert {n: body["word"] for n, body in standing(archive).items()} == found
            before, known = found, known | found.keys()


@pytest.mark.parametrize("moment", ["before_cursor_execute", "commit"])
def test_a_noting_that_is_cut_at_any_statement_is_gone_on_with(tmp_path, moment, monkeypatch):
    monkeypatch.setattr(findings_module, "BATCH", 2)
    old = [made(n) for n in range(1, 8)]
    new = [made(n, word="sti" if n % 2 else "vej") for n in range(4, 12)]
    for count in range(200):
        folder = tmp_path / str(count)
        with Archive.open(folder, create=True) as archive:
            first = archive.note_findings(old, engine=1)
            stop = cut_at(moment, count)
            try:
                archive.note_findings(new, engine=1)
            except Cut:
                cut = True
            else:
                cut = False
            finally:
                stop()
        with Archive.open(folder) as archive:
            if not cut:
                break
            noted = archive.note_findings(new, engine=1)
            assert (noted.new, noted.changed, noted.gone, noted.unchanged) == (4, 2, 3, 2)
            for n, one in held(archive).items():
                assert one.first_found_at == (first.at if n < 8 else noted.at)
                assert (one.changed_at == noted.at) == (n > 7 or n in (5, 7))
                assert one.gone_at == (noted.at if n < 4 else None)
    assert count > (20 if moment == "before_cursor_execute" else 5)


PROGRAM = """
import sys
from test_findings_store import made
from ordlyd.archive import Archive
with Archive.open(sys.argv[1], create=True) as archive:
    def found():
        for n in range(1, 200_001):
            if n % 1000 == 0:
                print(n, flush=True)
            yield made(n)
    archive.note_findings(found(), engine=1)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_killed_noting_keeps_its_moment_and_what_it_had_noted(tmp_path):
    environment = os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for _ in range(random.Random().randint(3, 9)):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    with Archive.open(tmp_path) as archive:
        assert archive.noting() is None
        kept = held(archive)
        assert kept.keys() >= set(range(1, last - 1000))
        (moment,) = {one.first_found_at for one in kept.values()}
        noted = archive.note_findings((made(n) for n in range(1, last)), engine=1)
        assert noted.at == moment
        assert (noted.new, noted.changed, noted.unchanged) == (last - 1, 0, 0)
    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize(
    "damage", ["body = x'00'", "body = x''", "body_sha256 = '0'", "body = substr(body, 1, 20)"]
)
def test_a_damaged_body_is_never_handed_out(archive, tmp_path, damage):
    note(archive, made(1))
    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    connection.execute(f"UPDATE findings SET {damage}")  # noqa: S608 - our own words
    connection.commit()
    connection.close()
    with pytest.raises(ArchiveError, match=r"relation 0000000000000001 is damaged.*compare"):
        print(next(archive.findings()).body)


def test_canonical_json_does_not_depend_on_the_order_of_keys():
    one = canonical({"b": 1, "a": {"å": "ø", "æ": None}})
    other = canonical({"a": {"æ": None, "å": "ø"}, "b": 1})
    assert one == other == '{"a":{"å":"ø","æ":null},"b":1}'.encode()
