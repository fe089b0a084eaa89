"""Plain text: UTF-8 as it stands, line by line; anything else is refused with a way out."""

from __future__ import annotations

import pytest

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import read

TEXT = "Punkt 1: Børns træer\n\nUdvalget drøftede sagen.\n"


def test_text_is_kept_as_it_stands():
    document = read(TEXT.encode(), name="a.txt")
    assert document.text == TEXT
    assert document.media_type == "text/plain"
    assert [line.text for line in document.lines] == TEXT.split("\n")
    assert {line.page for line in document.lines} == {None}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a\r\nb", ["a", "b"]),
        ("a\rb", ["a", "b"]),
        ("a\x0bb", ["a", "b"]),
        ("\ufeffa\nb", ["a", "b"]),
        ("a\tb \u00a0c\u00ad", ["a\tb \u00a0c\u00ad"]),
        ("| a | b |\n|---|---|", ["| a | b |", "|---|---|"]),
        ("x" * 200 + "\x07", ["x" * 200 + "\ufffd"]),
    ],
    ids=["crlf", "cr", "vertical-tab", "bom", "blanks-kept", "markdown", "control-made-visible"],
)
def test_lines_end_as_the_source_ends_them(source, lines):
    assert [line.text for line in read(source.encode(), name="a.txt").lines] == lines


def test_a_form_feed_begins_a_page_and_no_blank_line():
    document = read(b"Side et\n\fSide to\n\fSide tre", name="a.txt")
    assert [(line.text, line.page) for line in document.lines] == [
        ("Side et", 1),
        ("Side to", 2),
        ("Side tre", 3),
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            TEXT.encode("latin-1"),
            ["ISO-8859-1", "byte 10", "0xF8", "line 1", "iconv -f ISO-8859-1"],
        ),
        ("Sag\n“Bø”".encode("cp1252"), ["WINDOWS-1252", "line 2", "iconv -f WINDOWS-1252"]),
        (TEXT.encode("utf-16"), ["UTF-16,", "iconv -f UTF-16 -t UTF-8"]),
        (TEXT.encode("utf-16-le"), ["UTF-16LE"]),
        (TEXT.encode("utf-16-be"), ["UTF-16BE"]),
        (TEXT.encode("utf-32"), ["UTF-32"]),
        ("Børn".encode()[:2], ["middle of a letter", "cut"]),
        (b"abc\0\0def\x01\x02", ["not text", "byte 3"]),
        (bytes(range(1, 32)) * 20 + b"\xff\xfe", ["not text"]),
        (b"\x01\x02\x03 tekst" * 20, ["not text"]),
    ],
    ids=[
        "latin-1",
        "windows-1252",
        "utf-16",
        "utf-16-le-without-mark",
        "utf-16-be-without-mark",
        "utf-32",
        "cut",
        "nul-bytes",
        "binary",
        "control-characters",
    ],
)
def test_text_in_another_encoding_is_refused_with_what_to_do(source, words):
    with pytest.raises(UnreadableDocument) as caught:
        read(source, name="møde referat.txt")
    message = str(caught.value)
    assert [word for word in ["møde referat.txt", *words] if word not in message] == []


def test_the_command_to_convert_is_safe_to_paste():
    with pytest.raises(UnreadableDocument) as caught:
        read("Bør".encode("latin-1"), name="a; rm -rf '$HOME'.txt")
    assert """'a; rm -rf '"'"'$HOME'"'"'.txt'""" in str(caught.value)
