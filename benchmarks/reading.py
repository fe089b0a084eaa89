"""Reading a PDF and a page into lines, beside the bare text of the library that we read with.

    python -m benchmarks reading

The peers give characters only; ours are lines with pages, fonts, marks, tables and addresses,
bounded against hostile input. The page has the proportions of a large council agenda on a
FirstAgenda site (526 KB, 33 items, 63 sections, most of the bytes menus and buttons); the second
one is nothing but minutes, so that every byte has to become a line.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterable

import pypdfium2
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas
from selectolax.lexbor import LexborHTMLParser

from benchmarks.danish import article, noun
from ordlyd.lines import read

ROUNDS = 15
PDF_GOAL, HTML_GOAL = 1.3, 1.6
_TOOLS = ("kopier", "tip", "hent", "udskriv", "del", "lyd", "noter", "fold")


def main() -> None:
    """Print a row for each document: size, lines, both times, their ratio and the goal."""
    print(
        f"{'document':18}{'KB':>6}{'lines':>7}{'ours ms':>9}{'bare ms':>9}{'ratio':>7}{'goal':>6}"
    )
    row("PDF, 28 pages", draw_pdf(28), bare_pdf, PDF_GOAL)
    row("page with menus", draw_page(33, tools=6, paragraphs=4), bare_html, HTML_GOAL)
    row("page, text only", draw_page(33, tools=0, paragraphs=12), bare_html, HTML_GOAL)


def row(name: str, data: bytes, peer: Callable[[bytes], object], goal: float) -> None:
    """Measure one document, the two methods by turns, and print the quickest of each."""
    times = [(timed(ours, data), timed(peer, data)) for _ in range(ROUNDS)]
    mine, bare = (min(column) * 1000 for column in zip(*times, strict=True))
    verdict = "" if mine <= goal * bare else "  MISSED"
    print(f"{name:18}{len(data) // 1000:>6}{len(read(data, name=name).lines):>7}{mine:>9.2f}"
          f"{bare:>9.2f}{mine / bare:>7.2f}{goal:>6.1f}{verdict}", flush=True)  # fmt: skip


def timed(method: Callable[[bytes], object], data: bytes) -> float:
    """Seconds that one reading takes."""
    start = time.perf_counter()
    method(data)
    return time.perf_counter() - start


def ours(data: bytes) -> object:
    """Read as ordlyd does."""
    return read(data, name="benchmark")


def bare_pdf(data: bytes) -> object:
    """The peer: the text of every page."""
    pdf = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return texts


def bare_html(data: bytes) -> object:
    """The peer: all text below the body."""
    body = LexborHTMLParser(data).body
    return body.text() if body else ""


def draw_pdf(pages: int) -> bytes:
    """A PDF like FirstAgenda's: titles 24 bold, headings 20 bold, body 16."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for number in range(1, pages + 1):
        lines = [(f"Punkt {number}: {noun(random.Random(number))}", "Helvetica-Bold", 24)]
        for heading, text in (("Resume", article(300, number)), ("Sag", article(1500, -number))):
            lines.append((heading, "Helvetica-Bold", 20))
            lines += ((part, "Helvetica", 16) for part in simpleSplit(text, "Helvetica", 16, 490))
        _print(sheet, lines[:38])
    sheet.save()
    return buffer.getvalue()


def _print(sheet: canvas.Canvas, lines: Iterable[tuple[str, str, int]]) -> None:
    """Print lines in pieces of four letters: FirstAgenda's PDFs too are cut inside words."""
    for place, (text, font, size) in enumerate(lines):
        x = 50.0
        sheet.setFont(font, size)
        for start in range(0, len(text), 4):
            piece = text[start : start + 4]
            sheet.drawString(x, 800 - 20 * place, piece)
            x += sheet.stringWidth(piece, font, size)
    sheet.showPage()


def draw_page(items: int, *, tools: int, paragraphs: int) -> bytes:
    """A meeting's page: ``tools`` times eight buttons an item, ``paragraphs`` a section."""
    rng = random.Random(5)
    rows = "".join(_item(rng, number + 1, tools, paragraphs) for number in range(items))
    menu = "".join(
        f"<div><a href='/?id={n}'><span>{noun(rng)}</span></a></div>" for n in range(150)
    )
    return (
        f"<!DOCTYPE html><html><body><nav>{menu}</nav>"
        "<h1 class='green dato'>Referat 1. oktober 2025 kl. 15.45</h1>"
        f"<table id='dagsordenDetaljer'>{rows}</table></body></html>"
    ).encode()


def _item(rng: random.Random, number: int, tools: int, paragraphs: int) -> str:
    guid = f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}"
    buttons = "".join(
        f'<div class="tool"><a class="btn" href="#" data-id="{guid}" aria-label="{noun(rng)}">'
        f'<i class="icon icon-{tool}"></i><span class="sr-only">{tool}</span></a></div>\r\n'
        for tool in _TOOLS * tools
    )
    sections = "".join(
        _section(rng, heading, paragraphs)
        for heading in ("Resume", "Beslutningspunkter")[: 2 - (number % 11 == 0)]
    )
    bilag = "".join(
        f'<li><span class="pdf-label label" data-id="{guid}">PDF</span> <a class="bilag-link" '
        f'id="enclosure-{guid}" href="/vis/pdf/bilag/{guid}">{noun(rng)}</a></li>'
        for _ in range(rng.randint(0, 6))
    )
    return (
        f'<tr class="punktrow" id="punktrow_{guid}"><td><span class="label">{number}</span>'
        "</td><td>"
        f'<h2 class="overskrift">{noun(rng)}</h2><div class="dropdown">{buttons}</div>'
        f'<div class="details"><span class="sagsnummer">26/{number}</span>'
        '<div class="punkt"><h3></h3>'
        f'<div id="sagsfremstillingContainer">{sections}</div></div><h3>Bilag</h3><ul>{bilag}</ul>'
        "</div></td></tr>"
    )


def _section(rng: random.Random, heading: str, paragraphs: int) -> str:
    prose = (article(500, rng.getrandbits(32)).replace("\n\n", " ") for _ in range(paragraphs))
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in prose)
    points = "".join(f"<li><span>{noun(rng)} {noun(rng)}</span></li>" for _ in range(2))
    cells = "".join(f"<td><p><span>{noun(rng)}</span></p></td>" for _ in range(4))
    table = f"<table><tbody>{f'<tr>{cells}</tr>' * 6}</tbody></table>" if rng.random() < 0.1 else ""
    return (
        f'<div><h3>{heading}</h3>\r\n<span class="resume"><meta charset="utf-8">'
        f'<title>Punkt</title><div>{text}<ol type="1">{points}</ol>{table}</div></span>\r\n'
        "</div>\r\n"
    )


if __name__ == "__main__":
    main()
