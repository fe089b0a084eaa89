"""What is stored, derived again from the originals: held, or named with what differs."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from datetime import date
from pathlib import Path

import pytest
from commandline import ordlyd
from crawling import World, meeting
from made_items import prose, stored

from compare import bands, compare, gradual, held
from compare.learned import packed, unpacked
from compare.record import ENGINE, found
from compare.some import compare_pairs
from ordlyd.archive import Archive
from ordlyd.archive.objects import canonical, pack, sha256
from ordlyd.cli.output import Tell
from ordlyd.cli.session import Session
from ordlyd.cli.work import comparing, verifying
from ordlyd.cli.work.verdicts import Verdict
from ordlyd.cli.work.verifying import verify_all, verify_some
from ordlyd.errors import ArchiveError
from ordlyd.samples import SAMPLES, sample_batches
from spiders.replica.firstagenda import FirstAgendaSite

LEJRE_JUNE = "lejre/udvalget-for-social-sundhed-og-aeldre/2026-06-15/minutes"
QUIET: Tell = lambda *_: None  # noqa: E731 - says nothing


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all samples, compared; tests copy it."""
    folder = tmp_path_factory.mktemp("noted") / "archive"
    for batch in ("first", "second"):
        assert ordlyd("import", SAMPLES / batch, "--archive", folder).code == 0
    assert ordlyd("compare", "--archive", folder).code == 0
    return folder


@pytest.fixture
def archive(noted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(noted, tmp_path / "archive"))


def change(statement: str, *values: object) -> None:
    connection = sqlite3.connect("archive/archive.sqlite3")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def verdicts(*ids: str) -> list[Verdict]:
    session = Session.start(archive="archive")
    with session.archive() as opened:
        if ids:
            return list(verify_some(opened, session, ids, QUIET))
        return list(verify_all(opened, session, QUIET))


def wrong(*ids: str) -> list[Verdict]:
    return [one for one in verdicts(*ids) if one.answer != "held"]


def a_finding(sort: str, words: str = "") -> tuple[str, dict[str, object]]:
    with Archive.open("archive") as opened:
        for one in opened.findings(sort=sort):
            if one.gone_at is None and words in one.body.decode():
                return one.key, json.loads(one.body)
    raise AssertionError(words)


def rewrite(key: str, body: object, *, engine: int = 1) -> None:
    data = canonical(body)
    change(
        "UPDATE findings SET body = ?, body_sha256 = ?, engine = ? WHERE key = ?",
        zlib.compress(data),
        sha256(data),
        engine,
        key,
    )


@pytest.mark.usefixtures("archive")
def test_everything_that_was_stored_is_held() -> None:
    ran = ordlyd("verify", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    counts = ran.json["counts"]
    assert counts["version"] == {"held": 16}
    assert {"relation", "thread", "reference", "commitment", "outcome"} < counts.keys()
    assert all(answers.keys() == {"held"} for answers in counts.values())
    assert [one["what"] for one in ran.json["verdicts"]] == ["ledger"]


@pytest.mark.usefixtures("archive")
def test_some_findings_are_held_when_only_what_they_depend_on_is_read() -> None:
    with Archive.open("archive") as opened:
        by_sort: dict[str, list[str]] = {}
        for one in opened.findings():
            by_sort.setdefault(one.sort, []).append(one.key)
    for keys in by_sort.values():
        some = keys[:: max(1, len(keys) // 4)]
        assert [v.id for v in verdicts(*some)] == some
        assert wrong(*some) == []


@pytest.mark.usefixtures("archive")
def test_an_item_is_held_with_what_speaks_of_it() -> None:
    answers = verdicts(f"{LEJRE_JUNE}#3")
    assert [one.what for one in answers].count("item") == 1
    assert "relation" in {one.what for one in answers}
    assert {one.answer for one in answers} == {"held"}
    first = verdicts(f"{LEJRE_JUNE}@1")[0]
    assert (first.id, first.what, first.answer) == (f"{LEJRE_JUNE}@1", "version", "held")


def test_what_is_stored_after_the_noting_does_not_touch_it() -> None:
    ordlyd("import", SAMPLES / "first")
    ordlyd("compare")
    ordlyd("import", SAMPLES / "second")
    assert wrong() == []
    key, _ = a_finding("thread")
    assert wrong(key) == []


@pytest.mark.usefixtures("archive")
def test_a_version_withdrawn_after_the_noting_is_still_what_was_compared() -> None:
    with Archive.open("archive") as opened:
        opened.withdraw(LEJRE_JUNE)
    assert wrong() == []


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("alone", [False, True])
def test_a_finding_that_was_altered_is_named_with_what_differs(alone: bool) -> None:
    key, body = a_finding("relation", "14,2")
    body["changes"][0]["after"] = "15,2"  # type: ignore[index]
    rewrite(key, body)
    (bad,) = wrong(key) if alone else wrong()
    assert (bad.id, bad.answer) == (key, "differs")
    assert len(bad.differences) == 1
    assert bad.differences[0] == 'changes[0].after: "15,2" → "Børne- og Ungeudvalget"'


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("statement", "answer", "words"),
    [
        ("UPDATE findings SET body = x'00' WHERE key = ?", "damaged", "another than noted"),
        ("UPDATE findings SET key = '0123456789abcdef' WHERE key = ?", "differs", "not found"),
    ],
)
def test_a_body_that_was_damaged_or_invented_is_named(
    statement: str, answer: str, words: str
) -> None:
    key, _ = a_finding("outcome")
    change(statement, key)
    bad = wrong()
    assert (bad[0].answer, words in bad[0].why) == (answer, True)


@pytest.mark.usefixtures("archive")
def test_a_finding_that_was_taken_out_is_missed() -> None:
    key, _ = a_finding("commitment")
    change("DELETE FROM findings WHERE key = ?", key)
    (bad,) = wrong()
    assert (bad.id, bad.why) == (key, "It is found, and was not noted.")


@pytest.mark.usefixtures("archive")
def test_older_rules_are_told_of() -> None:
    key, body = a_finding("outcome")
    rewrite(key, {**body, "verdict": "noted"}, engine=0)
    (bad,) = wrong(key)
    assert f"noted by rules 0; these are rules {ENGINE}" in bad.why


@pytest.mark.usefixtures("archive")
def test_a_finding_that_is_gone_is_told_so() -> None:
    key, _ = a_finding("outcome")
    change("UPDATE findings SET gone_at = '2031-01-02 03:04:05.000000' WHERE key = ?", key)
    (bad,) = verdicts(key)
    assert (bad.answer, "since 2031-01-02 03:04" in bad.why) == ("gone", True)


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_an_original_that_is_missing_or_damaged_is_named_with_its_findings(
    archive: Path, how: str, alone: bool
) -> None:
    with Archive.open("archive") as opened:
        digest = opened.version(f"{LEJRE_JUNE}@2").meeting.source.sha256
    path = archive / "objects" / digest[:2] / f"{digest[2:]}.gz"
    path.unlink() if how == "missing" else path.write_bytes(b"?")
    bad = wrong(f"{LEJRE_JUNE}@2") if alone else wrong()
    assert (bad[0].id, bad[0].answer) == (f"{LEJRE_JUNE}@2", "damaged")
    assert str(path.name) in bad[0].why
    assert {one.answer for one in bad if one.what == "relation"} == {"damaged"}
    assert ordlyd("verify", f"{LEJRE_JUNE}@2").code == 1


@pytest.mark.usefixtures("archive")
def test_a_stored_meeting_that_was_altered_is_named() -> None:
    with Archive.open("archive") as opened:
        held = opened.version(f"{LEJRE_JUNE}@2").meeting
    forged = held.model_dump_json().replace("november", "december").encode()
    change(
        "UPDATE versions SET meeting = ?, size = ? WHERE version = 2"
        " AND meeting_key = (SELECT key FROM meetings WHERE id = ?)",
        pack(forged),
        len(forged),
        LEJRE_JUNE,
    )
    (bad,) = wrong()
    assert (bad.id, bad.answer) == (f"{LEJRE_JUNE}@2", "differs")
    assert "november" in bad.differences[0].partition("→")[2]
    (item,) = wrong(f"{LEJRE_JUNE}#3")
    assert (item.id, item.what, item.answer) == (f"{LEJRE_JUNE}#3@2", "item", "differs")


@pytest.mark.usefixtures("archive")
def test_an_altered_ledger_is_told_alone_and_with_all() -> None:
    assert ordlyd("verify", "--ledger").code == 0
    change("UPDATE ledger SET to_sha256 = from_sha256")
    ran = ordlyd("verify", "--ledger")
    assert ran.code == 1
    assert "Entry 1" in ran.out
    assert [one.what for one in wrong()] == ["ledger"]


@pytest.mark.usefixtures("archive")
def test_what_was_learned_is_needed_for_some_and_not_for_all() -> None:
    key, _ = a_finding("relation", "14,2")
    change("UPDATE notings SET context = x'0011'")
    (bad,) = verdicts(key)
    assert (bad.answer, "learned to be boilerplate is damaged" in bad.why) == ("damaged", True)
    assert wrong() == []


@pytest.mark.usefixtures("archive")
def test_a_redacted_version_is_no_fault_and_what_is_noted_after_it_is_held() -> None:
    assert ordlyd("redact", f"{LEJRE_JUNE}@1", "--reason", "Bedt om det", "--yes").code == 0
    ordlyd("compare")
    ran = ordlyd("verify", "--format", "json")
    assert ran.code == 0
    assert [one["what"] for one in ran.json["verdicts"] if one["answer"] == "redacted"] == [
        "version"
    ]
    assert verdicts(f"{LEJRE_JUNE}@1")[0].answer == "redacted"


def test_what_the_options_said_of_a_document_is_known_when_it_is_read_again() -> None:
    options = ("--municipality", "odense", "--date", "2020-11-17")
    assert ordlyd("import", SAMPLES / "headerless", *options).code == 0
    assert [one.answer for one in verdicts()] == ["held", "held"]
    change("UPDATE documents SET given = NULL")
    assert [one.answer for one in verdicts()] == ["held", "held"]
    change("UPDATE documents SET given = '{}'")
    assert [one.answer for one in verdicts()] == ["held", "differs"]


def test_what_a_list_said_of_a_document_is_known_when_it_is_read_again(tmp_path: Path) -> None:
    site = FirstAgendaSite([meeting(f"m{n}", days=-n * 7) for n in range(1, 4)])
    with Archive.open(tmp_path / "archive", create=True) as opened:
        World(site, opened).crawl()
    assert ordlyd("compare").code == 0
    assert wrong() == []
    assert len(verdicts()) > 4
    change("UPDATE documents SET given = NULL")
    assert wrong() == []


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("0123456789abcdef",), "There is no finding “0123456789abcdef”"),
        (("odense/nothing",), "There is no id “odense/nothing”"),
        ((f"{LEJRE_JUNE}@9",), "Did you mean"),
        ((LEJRE_JUNE, "--ledger"), "Leave out --ledger or the ids"),
    ],
)
def test_what_is_not_there_is_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    ran = ordlyd("verify", *arguments)
    assert ran.code == 2
    assert words in ran.err


def test_an_archive_that_was_never_compared_is_verified_as_far_as_it_goes() -> None:
    ordlyd("import", SAMPLES / "second")
    ran = ordlyd("verify")
    assert ran.code == 0
    assert "run “ordlyd compare” first" in ran.err


def test_a_pair_alone_is_judged_as_among_all_with_what_was_learned_of_all() -> None:
    formula = "Denne sag har ikke økonomiske konsekvenser for kommunen. " + prose("formula", 60)
    items = [
        stored(
            title=f"{word} ved havnen",
            text=prose(n // 2) + f" Det koster {n} mio. kr.",
            economy=formula,
            case=str(n // 2),
            day=f"20{30 + n // 6}-0{n % 6 + 1}-08",
        )
        for n, word in enumerate("Bro Vej Sti Park Skole Torv Klub Skov Bus Hal".split())
    ]
    known: list[bytes] = []
    whole = {
        one.key: one for one in found(compare(items, learned=lambda f: known.append(packed(f))))
    }
    relations = [one for one in whole.values() if one.sort == "relation"]
    assert len(relations) > 4
    unlike = 0
    for one in relations:
        a, b = one.items
        both = [item for item in items if item.id in (a, b)]
        again = {x.key: x for x in found(compare_pairs(both, [(b, a)], unpacked(known[0])))}
        assert again[one.key].body == one.body
        nothing = unpacked(packed_nothing())
        other = {x.key: x.body for x in found(compare_pairs(both, [(a, b)], nothing))}
        unlike += other[one.key] != one.body
    assert unlike, "what was learned makes no difference here, so that nothing was tested"


def packed_nothing() -> bytes:
    known: list[bytes] = []
    compare([], learned=lambda formulas: known.append(packed(formulas)))
    return known[0]


def test_what_was_learned_is_known_again_by_hashes_alone() -> None:
    text = "Denne sag har ikke økonomiske konsekvenser for kommunen."
    items = [
        stored(title=f"Sag om {n}", text=f"{prose(n)} {text}", day=f"2031-03-{n:02}", case=str(n))
        for n in range(1, 9)
    ]
    learned: list[bytes] = []
    compare(items, learned=lambda formulas: learned.append(packed(formulas)))
    assert b"konomiske" not in zlib.decompress(learned[0][32:])
    assert len(zlib.decompress(learned[0][32:])) >= 8
    for damage in (b"", learned[0][:-12], b"x" + learned[0][1:]):
        with pytest.raises(ArchiveError, match="damaged"):
            unpacked(damage)


@pytest.mark.usefixtures("archive")
def test_the_day_of_the_last_meeting_is_that_of_the_noting() -> None:
    with Archive.open("archive") as opened:
        noting = opened.noting()
        assert noting is not None
        days = opened.last_days("lejre", noting.as_of)
        assert max(days.values()) == date(2026, 6, 15)


def test_a_night_is_verified_with_what_the_last_whole_comparison_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparing, "LARGE", 0)
    monkeypatch.setattr(comparing, "GROWN", 100)
    ordlyd("import", SAMPLES / "first")
    ordlyd("compare")
    assert (Path("archive") / "held").is_dir()
    assert not Path("held").exists()
    ordlyd("import", SAMPLES / "second")
    assert "14,2" not in ordlyd("compare", "--new").out
    with Archive.open("archive") as opened:
        noting = opened.noting()
    assert noting is not None
    assert not noting.whole
    assert wrong() == []
    some = [a_finding(sort)[0] for sort in ("relation", "commitment", "thread")]
    assert wrong(*some) == []


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify as an archive that is too large to be compared at once."""
    monkeypatch.setattr(gradual, "PART", 0)
    monkeypatch.setattr(verifying, "AT_ONCE", 40)


@pytest.mark.usefixtures("archive", "in_parts")
def test_part_by_part_every_finding_is_verified_once() -> None:
    told = [one for one in verdicts() if one.what not in {"version", "ledger"}]
    with Archive.open("archive") as opened:
        stand = [one.key for one in opened.findings() if one.gone_at is None]
    assert sorted(one.id for one in told) == sorted(stand)
    assert {one.answer for one in told} == {"held"}


@pytest.mark.usefixtures("archive", "in_parts")
@pytest.mark.parametrize("sort", ["relation", "thread", "reference", "commitment", "outcome"])
def test_part_by_part_a_body_that_was_damaged_is_named_once(sort: str) -> None:
    key, _ = a_finding(sort)
    change("UPDATE findings SET body = x'00' WHERE key = ?", key)
    (bad,) = [one for one in wrong() if one.id == key]
    assert (bad.what, bad.answer) == (sort, "damaged")


@pytest.mark.usefixtures("archive", "in_parts")
@pytest.mark.parametrize("sort", ["reference", "commitment", "outcome"])
def test_part_by_part_what_one_item_says_is_missed_when_it_was_taken_out(sort: str) -> None:
    key, _ = a_finding(sort)
    change("DELETE FROM findings WHERE key = ?", key)
    (bad,) = wrong()
    assert (bad.id, bad.why) == (key, "It is found, and was not noted.")


@pytest.mark.usefixtures("archive", "in_parts")
def test_part_by_part_what_speaks_of_nothing_that_is_held_is_named() -> None:
    key, body = a_finding("outcome")
    rewrite(key, {**body, "item": "lejre/udvalget/2031-01-01/minutes#1"}, engine=ENGINE)
    change(
        "UPDATE finding_items SET item_id = 'x' WHERE finding_id = "
        "(SELECT id FROM findings WHERE key = ?)",
        key,
    )
    told = {one.id: one.why for one in wrong()}
    assert told[key] == "It speaks of no item that is held."


@pytest.mark.usefixtures("archive", "in_parts")
def test_part_by_part_a_finding_that_was_altered_is_named_with_what_differs() -> None:
    key, body = a_finding("relation", "14,2")
    body["changes"][0]["after"] = "15,2"  # type: ignore[index]
    rewrite(key, body)
    (bad,) = wrong()
    assert bad.differences == ('changes[0].after: "15,2" → "Børne- og Ungeudvalget"',)


def test_a_large_family_that_a_night_linked_otherwise_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (bands, held):
        monkeypatch.setattr(module, "NAMED", 4)
    monkeypatch.setattr(comparing, "LARGE", 0)
    monkeypatch.setattr(comparing, "GROWN", 99)
    for batch in sample_batches():
        ordlyd("import", *batch)
        ordlyd("compare")
    with Archive.open("archive") as opened:
        night = {key for key, _, _ in opened.moments()}
        whole = {one.key for one in found(compare(opened.items(versions="all")))}
    assert night != whole, "nothing was linked otherwise, so that nothing is tested"
    assert wrong() == []
