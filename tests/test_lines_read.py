"""Telling what a file is by its content, and refusing what holds no minutes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordlyd.errors import DocumentError, UnreadableDocument
from ordlyd.lines import read, read_file


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"II*\x00", "a TIFF picture"),
        (b"PK\x03\x04....word/document.xml", "a Word file"),
        (b"PK\x03\x04....xl/workbook.xml", "an Excel file"),
        (b"PK\x03\x04....a.txt", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
        (b"{\\rtf1", "a Rich Text file"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\x00\x00\x00\x18ftypmp42", "a film or sound recording"),
        (b"ID3\x04", "an MP3 recording"),
    ],
)
def test_another_kind_of_file_named_pdf_is_refused_for_what_it_is(start, kind):
    with pytest.raises(UnreadableDocument) as caught:
        read(start + b"\x00" * 64, name="referat.pdf")
    assert kind in str(caught.value)
    assert "referat.pdf" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "name", "media_type"),
    [
        (b"Punkt 1: Sag", "a.pdf", "text/plain"),
        (b"# Punkt 1", "a.json", "text/plain"),
        (b"[Kort](https://a.example)", "a.md", "text/plain"),
        (b"<https://a.example>", "a.html", "text/plain"),
        (b"{ikke json}", "a.txt", "text/plain"),
        (b"BM og ID3 er forkortelser", "a.txt", "text/plain"),
        (b"<h1 class=dato>Referat</h1>", "a.txt", "text/html"),
        (
            b"\xef\xbb\xbf\n<!-- gemt --><!DOCTYPE html><h1 class=dato>Referat</h1>",
            "a",
            "text/html",
        ),
        (b'{"Dagsordenpunkter": []}', "a.txt", "application/json"),
    ],
)
def test_the_content_decides_what_a_file_is_and_not_its_name(source, name, media_type):
    document = read(source, name=name)
    assert (document.media_type, document.name) == (media_type, name)
    assert document.sha256 == hashlib.sha256(source).hexdigest()


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "møde.txt"
    path.write_text("Punkt 1: Sag", encoding="utf-8")
    assert read_file(path).name == str(path)


def test_a_file_of_200_mb_is_refused_from_its_size_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(UnreadableDocument, match=r"200 MB, more than the 100 MB allowed"):
        read_file(path)


def test_the_limit_can_be_set_and_holds_for_bytes_too():
    with pytest.raises(UnreadableDocument, match="more than"):
        read(b"x" * 11, name="a.txt", max_bytes=10)
    assert read(b"x" * 10, name="a.txt", max_bytes=10).text == "x" * 10


def test_an_empty_file_a_folder_a_pipe_and_no_file_are_refused_by_name(tmp_path):
    empty, pipe = tmp_path / "tom.txt", tmp_path / "pipe"
    empty.touch()
    os.mkfifo(pipe)
    for path, words in (
        (empty, "empty"),
        (tmp_path, "folder"),
        (pipe, "not an ordinary file"),
        (tmp_path / "ingen.txt", "No such file"),
    ):
        with pytest.raises(UnreadableDocument, match=words) as caught:
            read_file(path)
        assert str(path) in str(caught.value)


STARTS = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"<html><h1 class=dato>Referat",
        b'{"Dagsordenpunkter": [',
        b"[{",
        b"\xff\xfe",
    ]
)
PIECES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [
            b"%%EOF",
            b"<tr class=punktrow>",
            b"<div class=punkt>",
            b"</p>",
            b'"Felter":[{',
            b"\f",
            b"}]}",
        ]
    ),
)


def outcome_of(source: bytes) -> str:
    try:
        document = read(source, name="fil")
    except DocumentError as error:
        return error.document
    assert all("\n" not in line.text for line in document.lines)
    starts = [document.text[line.start : line.end] for line in document.lines]
    agree = starts == [line.text for line in document.lines]
    return "agree" if agree and document.text == "\n".join(starts) else document.text


@given(STARTS, st.lists(PIECES, max_size=12))
@settings(deadline=None, max_examples=400)
def test_any_bytes_give_a_document_whose_lines_are_its_text_or_a_named_error(start, pieces):
    source = start + b"".join(pieces)
    assert outcome_of(source) in ("agree", "fil")
