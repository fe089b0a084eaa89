"""What the site of reports must never let through, and the files it must never touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import reportdata as data
from hypothesis import given, settings
from hypothesis import strategies as st
from reportsite import PAGE_NAME, files_of, pages, plain, text, write

from compare.model import Comparison
from ordlyd.errors import OrdlydError
from ordlyd.model import AgendaItem
from ordlyd.stored import StoredMeeting
from reports.folder import MANIFEST, NAMES, Folder
from reports.paths import item_path, meeting_path, web_link


def with_contact(held: list[StoredMeeting]) -> list[StoredMeeting]:
    contact = "Skriv til anna.holm@noerreby.example eller ring på tlf. 66 13 13 72."
    item = data.hall("9", f"{data.SUMMARY}\n\n{contact}")
    meeting = held[0].meeting.model_copy(update={"items": (item,), "place": "tlf. 66 13 13 72"})
    return [replace(held[0], meeting=meeting), *held[1:]]


def test_personal_data_is_hidden_on_every_page_and_the_pages_say_so(tmp_path: Path) -> None:
    write(tmp_path, with_contact(data.meetings()), data.comparison(data.meetings()))
    written = text(tmp_path)
    assert "anna.holm" not in written
    assert "66 13 13 72" not in written
    assert all("CPR-numre er skjult" in plain(page) for page in pages(tmp_path).values())


def test_personal_data_is_shown_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path, with_contact(data.meetings()), data.comparison(data.meetings()), masks=False)
    assert "anna.holm@noerreby.example" in text(tmp_path)
    assert "CPR-numre er skjult" not in text(tmp_path)


def test_a_withdrawn_document_is_named_and_its_text_left_out(tmp_path: Path) -> None:
    held = data.meetings()
    compared = data.comparison(held)
    taken_back = [replace(m, withdrawn=m.id == held[1].id) for m in held]
    write(tmp_path, taken_back, compared)
    assert "14,5" not in text(tmp_path)
    assert "Køb af ejendom" not in text(tmp_path)
    receipt = (tmp_path / "receipts/noerreby-1.html").read_text("utf-8")
    assert "Social- og Sundhedsudvalget, referat, 28. april 2026" in receipt


def test_a_withdrawn_version_is_not_quoted_by_the_next(tmp_path: Path) -> None:
    held = data.meetings()
    taken_back = [replace(m, withdrawn=m is held[1]) for m in held]
    write(tmp_path, taken_back, data.comparison(held))
    assert not list(tmp_path.glob("findings/edited-*.html"))
    assert not pages(tmp_path)["edits/all-every-1.html"].css(".edited time")
    assert "14,5" in text(tmp_path)


def test_the_same_input_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    held = data.meetings()
    write(tmp_path / "a", held, data.comparison(held))
    write(tmp_path / "b", held[::-1], data.comparison(held))
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_a_second_run_writes_nothing_and_removes_pages_that_are_no_more(tmp_path: Path) -> None:
    assert write(tmp_path).written > 0
    (tmp_path / "items" / "notes.html").write_text("mine")
    assert write(tmp_path).written == 0
    summary = write(tmp_path, data.meetings()[-1:], Comparison())
    assert summary.removed > 10
    assert (tmp_path / "items" / "notes.html").read_text() == "mine"
    assert not (tmp_path / "relations").exists()


def test_a_folder_with_a_page_of_somebody_else_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(OrdlydError, match="not written by ordlyd"):
        write(tmp_path)
    assert files_of(tmp_path) == {"index.html": b"mine"}


@pytest.mark.parametrize(("name", "content"), [(NAMES, "["), (MANIFEST, "no database at all" * 99)])
def test_a_damaged_manifest_is_an_error_that_says_what_to_do(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(OrdlydError, match="--output"):
        write(tmp_path)


def test_the_manifest_of_a_former_version_is_understood(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "old.html").write_text("ours, of last year")
    (tmp_path / "index.html").write_text("ours too")
    (tmp_path / NAMES).write_text('{"files": ["index.html", "items/old.html"]}')
    assert write(tmp_path).removed == 1
    assert not (tmp_path / "items" / "old.html").exists()
    assert "ours too" not in (tmp_path / "index.html").read_text("utf-8")


def test_two_runs_do_not_write_one_folder_at_a_time(tmp_path: Path) -> None:
    with Folder(tmp_path), pytest.raises(OrdlydError, match="another run"):
        write(tmp_path)


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "items").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OrdlydError, match="leads out"):
        write(tmp_path / "site")
    assert not list(outside.iterdir())


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://odense.dk/a?b=c&d", True),
        ("http://odense.dk", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://odense.dk/a b", False),
        ("//odense.dk", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[::1", False),
        ("mailto:a@b.dk", False),
        (None, False),
        ("", False),
    ],
)
def test_only_web_links_are_followed(url: str | None, followed: bool) -> None:
    assert web_link(url) == (url if followed else None)


@settings(deadline=None, max_examples=20)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=10))
def test_any_names_give_file_names_that_are_safe_and_apart(
    town: str, committee: str, number: str
) -> None:
    item = AgendaItem(number=number, title="t", raw_title="t")
    held = data.stored(data.meeting(committee, date(2026, 1, 1), (item,), municipality=town))
    found = [meeting_path(held), *(item_path(i) for i in held.items())]
    found += [item_path(i, current=False) for i in held.items()]
    assert all(PAGE_NAME.fullmatch(name) and len(name) < 200 for name in found)
    assert len(set(found)) == 3
