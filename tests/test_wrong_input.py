"""Wrong input gets a clear message and the right exit code, and nothing is stored."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from commandline import ordlyd
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ordlyd.samples import HEADERLESS, SAMPLES

FIRST = SAMPLES / "first"
LEJRE = FIRST / "lejre-2026-05-04-bu-referat.txt"
PDF = FIRST / "lejre-2026-05-19-tm-referat.pdf"
WHITE_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
"""A PNG picture of one point."""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)


def written(name: str, data: bytes) -> Path:
    path = Path(name)
    path.write_bytes(data)
    return path


def drawn(name: str, draw: Callable[[Canvas], object], **options: object) -> Path:
    canvas = Canvas(name, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return Path(name)


def scanned() -> Path:
    picture = ImageReader(BytesIO(WHITE_DOT))
    return drawn("scan.pdf", lambda canvas: canvas.drawImage(picture, 0, 0, 500, 700))


def encrypted() -> Path:
    lock = StandardEncryption("hemmeligt", ownerPassword="ejer")
    return drawn("locked.pdf", lambda canvas: canvas.drawString(72, 700, "Punkt 1"), encrypt=lock)


def cut() -> Path:
    return written("cut.pdf", PDF.read_bytes()[:3000])


def huge() -> Path:
    with Path("huge.pdf").open("wb") as file:
        file.truncate(200_000_000)
    return Path("huge.pdf")


def empty_folder() -> Path:
    Path("folder").mkdir()
    return written("folder/notes.docx", b"x").parent


def in_encoding(encoding: str) -> Callable[[], Path]:
    return lambda: written("text.txt", LEJRE.read_text("utf-8").encode(encoding, "replace"))


def page() -> Path:
    html = (
        "<!doctype html><html><head><title>Avisen</title></head><body><h1>Vejret</h1></body></html>"
    )
    return written("page.html", html.encode())


def other_json() -> Path:
    return written("other.json", json.dumps({"openapi": "3.1.0", "paths": {}}).encode())


def copied(path: Path) -> Callable[[], Path]:
    return lambda: Path(shutil.copy(path, "."))


class Case(NamedTuple):
    """Wrong input: how it is made, what is given with it, what is said of it."""

    make: Callable[[], Path]
    says: tuple[str, ...]
    code: int = 1
    options: tuple[str, ...] = ()


CASES = {
    "an empty file": Case(lambda: written("empty.pdf", b""), ("empty.pdf", "empty")),
    "a scanned PDF without text": Case(scanned, ("scan.pdf", "OCR")),
    "an encrypted PDF": Case(encrypted, ("locked.pdf", "password")),
    "a cut PDF": Case(cut, ("cut.pdf", "cut")),
    "a picture named .pdf": Case(
        lambda: written("picture.pdf", WHITE_DOT), ("picture.pdf", "a PNG picture")
    ),
    "HTML of another site": Case(page, ("page.html", "looked for")),
    "JSON of another shape": Case(other_json, ("other.json", "openapi")),
    "Latin-1 text": Case(in_encoding("latin-1"), ("text.txt", "ISO-8859-1", "iconv")),
    "UTF-16 text": Case(in_encoding("utf-16"), ("text.txt", "UTF-16", "iconv")),
    "UTF-16 text without a mark": Case(in_encoding("utf-16-le"), ("text.txt", "UTF-16", "iconv")),
    "a file of 200 MB": Case(huge, ("huge.pdf", "200 MB", "100 MB")),
    "text that is no minutes": Case(
        lambda: written("letter.txt", b"Hej\n\nTak for sidst.\n"), ("letter.txt", "No layout fits")
    ),
    "a folder without documents": Case(empty_folder, ("folder", ".pdf", ".html"), 2),
    "a path that leads nowhere": Case(
        lambda: written("minutes.txt", b"x").with_name("minuts.txt"),
        ("minuts.txt", "Did you mean minutes.txt"),
        2,
    ),
    "an unknown municipality": Case(
        copied(LEJRE), ("“Odnese”", "Did you mean odense"), 2, ("--municipality", "Odnese")
    ),
    "a document of Lejre given as Odense": Case(
        copied(LEJRE), ("Lejre, not of Odense", "--municipality"), 1, ("--municipality", "odense")
    ),
    "a missing header without options": Case(
        copied(next(HEADERLESS.iterdir())), ("municipality", "--municipality and --date")
    ),
    "a missing header without a date": Case(
        copied(next(HEADERLESS.iterdir())), ("date", "--date"), 1, ("--municipality", "Odense")
    ),
    "a date that is none": Case(
        copied(LEJRE),
        ("“17. november 2020”", "Write 2020-11-17"),
        2,
        ("--date", "17. november 2020"),
    ),
}


def meetings_stored() -> int:
    if not Path("archive/archive.sqlite3").exists():
        return 0
    with sqlite3.connect("archive/archive.sqlite3") as connection:
        (count,) = connection.execute("SELECT count(*) FROM meetings").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_wrong_input_is_named_with_its_reason_and_nothing_is_stored(case: Case) -> None:
    ran = ordlyd("import", case.make(), *case.options)
    assert ran.code == case.code
    for words in case.says:
        assert words in ran.err
    assert "Traceback" not in ran.err
    assert meetings_stored() == 0


REFUSED = {name: case for name, case in CASES.items() if case.code == 1}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_refused_document_is_in_the_json_and_in_the_status(case: Case) -> None:
    document = case.make()
    ran = ordlyd("import", document, *case.options, "--format", "json")
    assert ran.json["imported"] == []
    (refused,) = ran.json["refused"]
    assert refused["file"] == str(document)
    (held,) = ordlyd("status", "--format", "json").json["refusals"]
    assert (held["name"], held["reason"]) == (str(document), refused["reason"])


HEADERLESS_CASES = {name for name in CASES if "header" in name}
UNREADABLE = {name: case for name, case in CASES.items() if name not in HEADERLESS_CASES}


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_parse_refuses_the_same_and_writes_no_result(case: Case) -> None:
    ran = ordlyd("parse", case.make(), *case.options)
    assert ran.code == case.code
    assert ran.out == ""
    assert ran.err.startswith("ordlyd: ")


def test_a_folder_is_no_document_to_parse() -> None:
    ran = ordlyd("parse", empty_folder())
    assert ran.code == 2
    assert "ordlyd import folder" in ran.err


def test_a_file_that_is_too_big_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    document = huge()

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise AssertionError(f"{path} was opened")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        ran = ordlyd("parse", document)
    assert ran.code == 1


def test_one_bad_document_does_not_stop_the_others() -> None:
    Path("mixed").mkdir()
    shutil.copy(LEJRE, "mixed/b.txt")
    written("mixed/a.txt", b"")
    written("mixed/c.pdf", WHITE_DOT)
    ran = ordlyd("import", "mixed", "--format", "json")
    assert ran.code == 1
    assert [one["file"] for one in ran.json["imported"]] == ["mixed/b.txt"]
    assert [one["file"] for one in ran.json["refused"]] == ["mixed/a.txt", "mixed/c.pdf"]


def test_a_refusal_ends_when_the_document_can_be_read() -> None:
    written("a.txt", b"")
    assert ordlyd("import", "a.txt").code == 1
    shutil.copy(LEJRE, "a.txt")
    assert ordlyd("import", "a.txt").code == 0
    assert ordlyd("status", "--format", "json").json["refusals"] == []


def test_a_refusal_ends_when_the_document_becomes_one_that_is_held_already() -> None:
    shutil.copy(LEJRE, "b.txt")
    written("a.txt", b"")
    assert ordlyd("import", "a.txt", "b.txt").code == 1
    shutil.copy(LEJRE, "a.txt")
    assert ordlyd("import", "a.txt").code == 0
    assert ordlyd("status", "--format", "json").json["refusals"] == []
