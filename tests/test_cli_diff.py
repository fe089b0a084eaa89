"""``ordlyd diff``: what may be compared with what, and how it is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from commandline import ordlyd
from rich.console import Console

from compare.changes import inline
from compare.model import Change
from ordlyd.cli.work.drawing import word_diff
from ordlyd.samples import SAMPLES, sample_batches

FIRST, SECOND = SAMPLES / "first", SAMPLES / "second"
NAME = "lejre-2026-06-15-ssae-referat.txt"
LEJRE_JUNE = "lejre/udvalget-for-social-sundhed-og-aeldre/2026-06-15/minutes"
BUU_JUNE = "odense/boerne-og-ungeudvalget/2026-06-02"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module", autouse=True)
def _archive(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("held") / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORDLYD_ARCHIVE", str(folder))
        for batch in sample_batches():
            assert ordlyd("import", *batch).code == 0
        yield


def test_a_diff_says_where_the_council_shows_what_differs():
    ran = ordlyd("diff", f"{BUU_JUNE}/minutes#2", f"{BUU_JUNE}/minutes#3")
    pages = [line for line in ran.out.splitlines() if "on the council's own page: https://" in line]
    assert len(pages) == 2
    assert all("/vis?id=" in page and "&punktid=" in page and "#" not in page for page in pages)


def told(*arguments: str | Path) -> list[Change]:
    ran = ordlyd("diff", *arguments, "--format", "json")
    assert ran.code == 0
    return [Change.model_validate(change) for change in ran.json]


SIDES = {
    "two versions of an item": (f"{LEJRE_JUNE}#3@1", f"{LEJRE_JUNE}#3@2"),
    "a version and the current one": (f"{LEJRE_JUNE}#3@1", f"{LEJRE_JUNE}#3"),
    "two versions of a meeting": (f"{LEJRE_JUNE}@1", f"{LEJRE_JUNE}@2"),
    "two files": (str(FIRST / NAME), str(SECOND / NAME)),
    "a meeting and a file": (f"{LEJRE_JUNE}@1", str(SECOND / NAME)),
}


@pytest.mark.parametrize("sides", SIDES.values(), ids=SIDES)
def test_the_same_two_edits_are_found_however_the_texts_are_named(sides: tuple[str, str]) -> None:
    serious = [change for change in told(*sides) if change.severity]
    assert [(change.section, change.level, change.op) for change in serious] == [
        ("recommendation", "fact", "replace"),
        ("presentation", "fact", "replace"),
    ]
    assert "september" in serious[0].before
    assert (serious[1].before, serious[1].after) == ("kan", "skal")


def test_versions_of_one_item_are_named_by_their_version() -> None:
    change = told(f"{LEJRE_JUNE}#3@1", f"{LEJRE_JUNE}#3@2")[0]
    assert (change.a, change.b) == (f"{LEJRE_JUNE}#3@1", f"{LEJRE_JUNE}#3@2")


def test_people_see_the_words_in_their_sentence_and_the_level_of_each_change() -> None:
    ran = ordlyd("diff", f"{LEJRE_JUNE}@1", f"{LEJRE_JUNE}@2")
    assert "senest den 1. [-september-]{+november+} 2026" in ran.out
    assert "[-kan-]{+skal+}" in ran.out
    assert "fact       recommendation" in ran.out
    assert "Item 3: Madservice" in ran.out


def test_a_text_that_did_not_change_says_so() -> None:
    ran = ordlyd("diff", FIRST / NAME, FIRST / NAME)
    assert (ran.code, ran.out) == (0, "No change.\n")
    assert told(FIRST / NAME, FIRST / NAME) == []


def test_an_item_without_a_like_is_one_passage() -> None:
    changes = told(f"{BUU_JUNE}/minutes", f"{LEJRE_JUNE}")
    alone = [change for change in changes if change.section == "item"]
    assert {(c.op, bool(c.a), bool(c.b)) for c in alone} == {
        ("insert", False, True),
        ("delete", True, False),
    }
    assert {(c.level, c.severity) for c in alone} == {("passage", 3)}


def test_files_that_are_no_minutes_are_compared_as_text() -> None:
    Path("a.txt").write_text("Skolen åbner i maj.\n\nDer er 63 pladser i huset.\n")
    Path("b.txt").write_text("Skolen  åbner i maj.\n\nDer er 66 pladser i huset.\n")
    changes = told("a.txt", "b.txt")
    assert [(c.a, c.b) for c in changes if c.severity] == [("a.txt", "b.txt")]
    assert "[-63-]{+66+}" in ordlyd("diff", "a.txt", "b.txt").out


def test_low_levels_are_folded_to_a_count_unless_all_are_wanted() -> None:
    Path("a.txt").write_text('Udvalget kaldte det "en god dag" i maj.')
    Path("b.txt").write_text("Udvalget kaldte det “en god dag” i maj.")
    folded = ordlyd("diff", "a.txt", "b.txt").out
    assert "of layout and typography (--all shows them)" in folded
    assert "{+" not in folded
    shown = ordlyd("diff", "a.txt", "b.txt", "--all").out
    assert "typography" in shown
    assert "{+" in shown


WRONG = {
    "an item and a meeting": ((f"{LEJRE_JUNE}#3", LEJRE_JUNE), "Give two items"),
    "an item and a file": ((f"{LEJRE_JUNE}#3", str(FIRST / NAME)), "Give two items"),
    "an id with a slip": ((LEJRE_JUNE.replace("06-15", "06-16"), LEJRE_JUNE), LEJRE_JUNE),
    "an item that is not there": ((f"{LEJRE_JUNE}#33", f"{LEJRE_JUNE}#3"), f"{LEJRE_JUNE}#3"),
    "a version that is not there": ((f"{LEJRE_JUNE}@9", LEJRE_JUNE), f"{LEJRE_JUNE}@2"),
    "a file that is not there": (("nothing.pdf", "nothing.pdf"), "“nothing.pdf”"),
    "something longer than a file name": (("x" * 5000, "y"), "There is no id"),
}


@pytest.mark.parametrize(("sides", "hint"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_compared_is_named_with_what_can(sides: tuple[str, str], hint: str) -> None:
    ran = ordlyd("diff", *sides)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err


def test_a_terminal_shows_colour_and_no_marks() -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=90)
    terminal.print(word_diff(inline("Der er 63 pladser.", "Der er 66 pladser."), plain=False))
    drawn = terminal.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[9;31m63\x1b[0m" in drawn
    assert "\x1b[4;32m66\x1b[0m" in drawn
    assert "[-" not in drawn


def test_long_unchanged_stretches_are_folded() -> None:
    rest = " ".join(f"ord{n}" for n in range(200))
    drawn = word_diff(inline(f"{rest} gammel {rest}", f"{rest} nyere {rest}"), plain=True).plain
    assert drawn.count("…") == 2
    assert "[-gammel-] {+nyere+}" in drawn or "[-gammel-]{+nyere+}" in drawn
    assert len(drawn.split()) < 30


def test_words_of_a_document_are_shown_without_control_characters() -> None:
    drawn = word_diff(inline("Der er \x1b[31m63.", "Der er \x1b[32m66."), plain=True).plain
    assert "\x1b" not in drawn
