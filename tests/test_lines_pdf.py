"""PDF: lines with page, size and weight; hyphens at line ends; files that cannot be used."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import pdf, read
from ordlyd.lines.hyphens import mend_hyphens

BODY = ("Helvetica", 16)
BOLD = ("Helvetica-Bold", 24)


def draw(
    *pages: list[tuple[str, tuple[str, int]]], locked_with: str | None = None, step: int = 30
) -> bytes:
    """A PDF with the given lines, each in its font and size, top down."""
    buffer = io.BytesIO()
    locked = pdfencrypt.StandardEncryption(locked_with) if locked_with else None
    sheet = canvas.Canvas(buffer, pagesize=(595, 842), encrypt=locked)
    for page in pages:
        for row, (text, font) in enumerate(page):
            sheet.setFont(*font)
            sheet.drawString(50, 780 - step * row, text)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def test_each_line_has_its_page_size_and_weight():
    data = draw(
        [("Punkt 1: Træer på Ærø", BOLD), ("Udvalget så på sagen.", BODY)], [("Slut", BODY)]
    )
    document = read(data, name="a.pdf")
    assert [
        (line.text, line.page, line.size, line.weight) for line in document.lines if not line.blank
    ] == [
        ("Punkt 1: Træer på Ærø", 1, 24.0, 700),
        ("Udvalget så på sagen.", 1, 16.0, 400),
        ("Slut", 2, 16.0, 400),
    ]
    assert document.text == "\n".join(line.text for line in document.lines)
    assert document.media_type == "application/pdf"


def test_a_font_is_probed_at_the_first_letter_that_shows():
    [line] = read(draw([("   Indrykket", BOLD)]), name="a.pdf").lines
    assert (line.text.strip(), line.size, line.weight) == ("Indrykket", 24.0, 700)


def test_a_page_without_text_between_others_is_an_empty_line():
    lines = read(draw([("Et", BODY)], [], [("Tre", BODY)]), name="a.pdf").lines
    assert [(line.text, line.page, line.size) for line in lines] == [
        ("Et", 1, 16.0),
        ("", 2, None),
        ("Tre", 3, 16.0),
    ]


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("p\ufffehuse", "p-huse"),
        ("IT\ufffeløsning", "IT-løsning"),
        ("EU\ufffeParlamentet", "EU-Parlamentet"),
        ("covid\ufffe19", "covid-19"),
        ("børne\ufffeog unge", "børne- og unge"),
        ("fritids\ufffeeller klubtilbud", "fritids- eller klubtilbud"),
        ("infra\ufffestruktur. Ny infrastruktur", "infrastruktur. Ny infrastruktur"),
        ("Infra\ufffestruktur. Ny infrastruktur", "Infrastruktur. Ny infrastruktur"),
        ("social\x02liberal. En social-liberal", "social-liberal. En social-liberal"),
        ("velfærds\ufffeløsning", "velfærds-løsning"),
        ("natur\ufffe", "natur-"),
        ("www.by.example/lokal\ufffeplan. En lokalplan", "www.by.example/lokal-plan. En lokalplan"),
        ("x" * 200_000 + "\ufffey", "x" * 200_000 + "-y"),
        ("uden mærker", "uden mærker"),
    ],
    ids=[
        "one-letter",
        "two-letters",
        "capital",
        "digit",
        "and",
        "or",
        "joined-elsewhere",
        "joined-elsewhere-in-other-case",
        "hyphened-elsewhere",
        "unknown-loses-nothing",
        "nothing-follows",
        "web-address",
        "endless-word",
        "no-mark",
    ],
)
def test_a_hyphen_at_a_line_end_stays_unless_the_document_has_the_word_without(printed, mended):
    assert mend_hyphens(printed) == mended


def test_a_hyphen_that_pdfium_removed_is_decided():
    data = draw([("Nye p-", BODY), ("huse og infra-", BODY), ("struktur. Infrastruktur.", BODY)])
    assert read(data, name="a.pdf").text == "Nye p-huse og infrastruktur. Infrastruktur."


def test_a_line_joined_at_a_hyphen_is_no_end_of_a_paragraph():
    rows = ["Udvalget så på p-", "huse i byen og på", "veje og stier i byen.", "Så gik de."]
    lines = read(draw([(row, BODY) for row in rows], step=20), name="a.pdf").lines
    assert [line.text for line in lines] == ["Udvalget så på p-huse i byen og på", *rows[2:]]


def picture_only() -> bytes:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer)
    sheet.rect(50, 50, 300, 300, fill=1)
    sheet.save()
    return buffer.getvalue()


WHOLE = draw([("Punkt 1: Sag", BOLD)] + [(f"Linje {n} om vejen", BODY) for n in range(20)])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (draw([("x", BODY)], locked_with="hemmelig"), ["encrypted", "without password"]),
        (WHOLE[: len(WHOLE) // 2], ["cut", "Get the file again"]),
        (WHOLE[:-60], ["cut"]),
        (b"%PDF-1.7\nnothing here\n%%EOF", ["damaged"]),
        (picture_only(), ["no text", "scan", "OCR"]),
        (b"%PDF-1.7\n<</Linearized 1/L 99999999/N 1>>\n%%EOF", ["cut"]),
    ],
    ids=["encrypted", "half", "end-missing", "damaged", "scan", "linearized-and-cut"],
)
def test_a_pdf_that_cannot_be_used_is_refused_with_what_to_do(data, words):
    with pytest.raises(UnreadableDocument) as caught:
        read(data, name="referat.pdf")
    message = str(caught.value)
    assert [word for word in ["referat.pdf", *words] if word not in message] == []


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(UnreadableDocument, match="3 pages, more than 2"):
        read(draw(*[[("x", BODY)]] * 3), name="a.pdf")


def test_a_pdf_with_too_many_characters_is_refused_at_its_page(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 10)
    with pytest.raises(UnreadableDocument, match=r"page 2.*more than 10 characters"):
        read(draw([("kort", BODY)], [("en længere linje", BODY)]), name="a.pdf")
