"""The sample documents and the golden sources: what they are, and that the PDFs are drawn."""

from __future__ import annotations

import difflib
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from ordlyd import read_file, read_meeting
from ordlyd.registry import default_registry
from ordlyd.samples import HEADERLESS, SAMPLES, sample_batches

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLDEN = ROOT / "tests" / "golden"
LONGEST_REPEAT = 70
BATCHED = [path for batch in sample_batches() for path in batch]
DOCUMENTS = [*BATCHED, *sorted(HEADERLESS.iterdir())]
CASES = sorted(path for path in GOLDEN.glob("*/*") if path.is_dir())


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "draw_samples", ROOT / "tools" / "draw_samples.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


draw = _script()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _lines(path: Path) -> Iterator[tuple[int, float, bool, str]]:
    """Yield page, font size, whether it is bold, and text of each line of a PDF."""
    with pdfium.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            text_page = page.get_textpage()
            start = 0
            for line in text_page.get_text_range().split("\r\n"):
                size = pdfium_c.FPDFText_GetFontSize(text_page.raw, start)
                weight = pdfium_c.FPDFText_GetFontWeight(text_page.raw, start)
                yield number, size, weight >= 700, line
                start += len(line) + 2


def _drawn_text(path: Path) -> str:
    # pdfium marks a hyphen at a line end with U+0002 or U+FFFE and joins the two lines.
    kept = (text for _, size, _, text in _lines(path) if size != draw.FOOT.size)
    return " ".join(" ".join(kept).replace("\x02", "- ").replace("\ufffe", "- ").split())


def _text_of(path: Path) -> str:
    return _drawn_text(path) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_the_readme_says_what_to_find_in_each_sample(path: Path) -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert f"`{_name(path)}`" in readme


@pytest.mark.parametrize("path", BATCHED, ids=_name)
def test_a_sample_of_a_batch_says_whose_meeting_it_is_and_when(path: Path) -> None:
    registry = default_registry()
    meeting = read_meeting(read_file(path), registry.layouts, registry.municipalities).meeting
    town, day = path.name.split("-")[0], "-".join(path.name.split("-")[1:4])
    assert (meeting.municipality, str(meeting.date)) == (town, day)
    assert meeting.committee
    assert meeting.items


def test_the_same_report_in_two_committees_differs_in_one_sentence_and_one_amount() -> None:
    a, b = (
        _item(SAMPLES / "first" / f"odense-2026-05-12-{body}-referat.txt", "Fælles indgang")
        for body in ("bsu", "buu")
    )
    assert "er steget fra 9 til 16 dage." in a
    assert "er steget fra 9 til 16 dage." not in b
    assert (a.count("12,4 mio. kr."), b.count("12,4 mio. kr."), b.count("14,2 mio. kr.")) == (
        2,
        1,
        1,
    )


def _item(path: Path, title: str) -> str:
    items = path.read_text(encoding="utf-8").split("\nPunkt ")
    return next(item for item in items if title in item.split("\n")[0] and "Punkt" not in item)


@pytest.mark.parametrize(
    ("name", "edited"),
    [
        ("lejre-2026-06-15-ssae-referat.txt", "- september + november - kan + skal"),
        ("odense-2026-08-18-bsu-referat.txt", "- 1. + 2."),
    ],
)
def test_a_silent_edit_changes_a_deadline_a_must_or_a_promise(name: str, edited: str) -> None:
    old, new = ((SAMPLES / batch / name).read_text("utf-8") for batch in ("first", "second"))
    words = difflib.ndiff(old.split(), new.split())
    changed = [word for word in words if word.startswith(("+", "-"))]
    assert " ".join(changed) == edited


def test_agenda_and_minutes_are_two_publications_of_one_meeting() -> None:
    agenda, minutes = (
        json.loads((SAMPLES / path).read_text("utf-8"))
        for path in (
            "first/odense-2026-06-02-buu-dagsorden.json",
            "second/odense-2026-06-02-buu-referat.json",
        )
    )
    assert agenda["Id"] != minutes["Id"]
    assert agenda["Moede"]["Dato"] == minutes["Moede"]["Dato"]
    assert agenda["Udvalg"]["Id"] == minutes["Udvalg"]["Id"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.json")), ids=_name)
def test_a_sample_payload_has_every_field_of_a_published_one(path: Path) -> None:
    published = SHARED / "firstagenda" / "dagsorden.json"
    if not published.exists():
        pytest.skip("needs ../shared/firstagenda")
    real, ours = (json.loads(file.read_text("utf-8")) for file in (published, path))
    for step in (("Moede",), ("Udvalg",), ("Dagsordenpunkter", 0), ("Moede", "Moededeltagere", 0)):
        assert list(_at(ours, step)) == list(_at(real, step))
    assert list(ours) == list(real)


def _at(payload: object, path: tuple[str | int, ...]) -> dict[str, object]:
    for step in path:
        payload = payload[step]  # type: ignore[index]
    assert isinstance(payload, dict)
    return payload


@pytest.mark.parametrize("drawing", draw.DRAWINGS, ids=lambda drawing: drawing.target.parent.name)
class TestDrawnPdf:
    def test_the_committed_pdf_is_what_the_script_draws(
        self, drawing: object, tmp_path: Path
    ) -> None:
        draw.draw(drawing, tmp_path / "again.pdf")
        assert list(_lines(drawing.target)) == list(_lines(tmp_path / "again.pdf"))  # type: ignore[attr-defined]

    def test_the_text_is_that_of_the_source_in_its_order(self, drawing: object) -> None:
        text, place = _drawn_text(drawing.target), 0  # type: ignore[attr-defined]
        for paragraph, _ in draw.blocks(drawing.source.read_text("utf-8")):  # type: ignore[attr-defined]
            place = text.find(" ".join(paragraph.split()), place)
            assert place >= 0, paragraph

    def test_headings_and_body_have_the_sizes_and_weights_of_published_pdfs(
        self, drawing: object
    ) -> None:
        styles = {
            (size, bold)
            for page, size, bold, text in _lines(drawing.target)  # type: ignore[attr-defined]
            if page > 2 and text and size != draw.FOOT.size
        }
        assert styles <= {(24, True), (20, True), (16, True), (16, False)}
        assert styles >= {(24, True), (20, True), (16, False)}


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_golden_case_has_one_source_and_says_what_to_find(case: Path) -> None:
    assert len(list(case.glob("source.*"))) == 1
    assert (case / "about.md").read_text(encoding="utf-8").strip()


def _windows(text: str) -> Iterator[str]:
    for form in (text, " ".join(text.split())):
        for start in range(len(form) - LONGEST_REPEAT + 1):
            yield form[start : start + LONGEST_REPEAT]


def test_no_sample_and_no_golden_source_repeats_a_published_sentence() -> None:
    folders = [SHARED / "minutes", SHARED / "firstagenda"]
    if not all(folder.exists() for folder in folders):
        pytest.skip("needs ../shared/minutes and ../shared/firstagenda")
    published = [path.read_text("utf-8") for folder in folders for path in folder.iterdir()]
    known = {hash(window) for text in published for window in _windows(text)}
    ours = [*DOCUMENTS, *GOLDEN.glob("*/*/source.*")]
    repeated = {
        _name(path): window
        for path in ours
        for window in _windows(_text_of(path))
        if hash(window) in known
    }
    assert not repeated
