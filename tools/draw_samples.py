"""Draw the sample PDFs from their texts, in the manner of the PDFs that councils publish.

    python tools/draw_samples.py

A source text holds paragraphs parted by blank lines: the front page up to the first
"Punkt N: …", then the items. Its contents page is made from the titles and the pages on which
they fall. "# " before a paragraph makes it a section heading, "! " makes it bold at body size,
as sub-headings in prose are.

Sizes and weights are those of a published PDF: item headings 24 bold, section headings 20 bold,
contents 23, body 16; the page is scaled by 3/4, so that 16 looks like 12 points. Each item opens
a page. The same text gives the same bytes with the same reportlab.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
DRAWN = ROOT / "tools" / "drawn"
SAMPLES = ROOT / "ordlyd" / "samples"
GOLDEN = ROOT / "tests" / "golden" / "firstagenda_document"

SCALE = 0.75
WIDTH, HEIGHT = A4[0] / SCALE, A4[1] / SCALE
MARGIN = 75.0
BODY_WIDTH = WIDTH - 2 * MARGIN
LEADING = 1.35
"""Line height as a multiple of the font size."""
CUT = 100
"""Characters of a title that the contents page shows."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of paragraph looks: font, size, and blank space above it."""

    font: str
    size: float
    above: float = 0.0


TITLE = Style("VeraBd", 24, 0)
FRONT = Style("VeraBd", 24, 60)
CONTENTS = Style("Vera", 23, 6)
HEADING = Style("VeraBd", 20, 18)
STRONG = Style("VeraBd", 16, 12)
BODY = Style("Vera", 16, 12)
FOOT = Style("Vera", 12)

PREFIXES = (("Punkt ", TITLE), ("REFERAT ", FRONT), ("# ", HEADING), ("! ", STRONG), ("", BODY))
"""The first prefix that a paragraph has decides its style."""

MARKS = ("# ", "! ")
"""Prefixes that are not part of the text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One run of text on a page; ``y`` counts down from the top margin."""

    x: float
    y: float
    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One PDF to draw: its text, its place, and whether its pages are numbered."""

    source: Path
    target: Path
    numbered: bool = False


DRAWINGS = (
    Drawing(
        DRAWN / "odense-2026-11-10-bsu-referat.txt",
        SAMPLES / "second" / "odense-2026-11-10-bsu-referat.pdf",
    ),
    Drawing(
        DRAWN / "lejre-2026-05-19-tm-referat.txt",
        SAMPLES / "first" / "lejre-2026-05-19-tm-referat.pdf",
        numbered=True,
    ),
    Drawing(
        GOLDEN / "pdf-with-page-numbers" / "drawn.txt",
        GOLDEN / "pdf-with-page-numbers" / "source.pdf",
        numbered=True,
    ),
    Drawing(
        GOLDEN / "pdf-with-wrapped-heading" / "drawn.txt",
        GOLDEN / "pdf-with-wrapped-heading" / "source.pdf",
    ),
)


class Pages:
    """Places paragraphs from top to bottom and opens a page where one is full."""

    def __init__(self) -> None:
        self.pages: list[list[Placed]] = []
        self._y = 0.0

    def open(self) -> int:
        """Open a page and return its number."""
        self.pages.append([])
        self._y = 0.0
        return len(self.pages)

    def add(self, text: str, style: Style) -> None:
        """Place one paragraph; its own line ends stay, longer lines wrap."""
        self._y += style.above
        for line in text.split("\n"):
            if "\t" in line:
                self._row(line.split("\t"), style)
                continue
            for part in simpleSplit(line, style.font, style.size, BODY_WIDTH):
                self._line([(0.0, part)], style)

    def entry(self, title: str, page: int) -> None:
        """Place one entry of the contents: its title cut short, dots, its page number."""
        lines = simpleSplit(title[:CUT], CONTENTS.font, CONTENTS.size, BODY_WIDTH - 80)
        for line in lines[:-1]:
            self._line([(0.0, line)], CONTENTS)
        start, dot, end = (_width(text, CONTENTS) for text in (lines[-1], ".", str(page)))
        dots = "." * int((BODY_WIDTH - start - end - 12) / dot)
        self._line([(0.0, lines[-1] + dots), (BODY_WIDTH - end, str(page))], CONTENTS)
        self._y += CONTENTS.above

    def _row(self, cells: list[str], style: Style) -> None:
        column = BODY_WIDTH / len(cells)
        self._line([(i * column, cell) for i, cell in enumerate(cells)], style)

    def _line(self, runs: list[tuple[float, str]], style: Style) -> None:
        height = style.size * LEADING
        if self._y + height > HEIGHT - 2 * MARGIN:
            self.open()
        self._y += height
        self.pages[-1] += [Placed(x, self._y, style, text) for x, text in runs]


def _width(text: str, style: Style) -> float:
    return float(pdfmetrics.stringWidth(text, style.font, style.size))


def blocks(source: str) -> Iterator[tuple[str, Style]]:
    """Yield the paragraphs of a source text with the style that each is drawn in."""
    for text in source.strip("\n").split("\n\n"):
        style = next(style for prefix, style in PREFIXES if text.startswith(prefix))
        yield (text[2:] if text.startswith(MARKS) else text), style


def lay_out(source: str) -> list[list[Placed]]:
    """Place a whole document: front page, contents, items; in two passes for page numbers."""
    starts = [0] * source.count("\nPunkt ")
    return _pass(source, _pass(source, starts)[1])[0]


def _pass(source: str, starts: list[int]) -> tuple[list[list[Placed]], list[int]]:
    parts = list(blocks(source))
    titles = [text.split(": ", 1)[1] for text, style in parts if style is TITLE]
    pages = Pages()
    found: list[int] = []
    pages.open()
    for text, style in parts:
        if style is TITLE:
            if not found:
                _contents(pages, titles, starts)
            found.append(pages.open())
        pages.add(text, style)
    return pages.pages, found


def _contents(pages: Pages, titles: list[str], starts: list[int]) -> None:
    pages.open()
    pages.add("Indholdsfortegnelse", replace(FRONT, above=0))
    for title, page in zip(titles, starts, strict=True):
        pages.entry(title, page)


def draw(drawing: Drawing, target: Path) -> None:
    """Write the PDF of one drawing to ``target``."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pages = lay_out(drawing.source.read_text(encoding="utf-8"))
    canvas = Canvas(str(target), pagesize=A4, invariant=1, pageCompression=1, lang="da")
    for number, page in enumerate(pages, start=1):
        canvas.scale(SCALE, SCALE)
        for placed in page + _foot(number, len(pages)) * drawing.numbered:
            canvas.setFont(placed.style.font, placed.style.size)
            canvas.drawString(MARGIN + placed.x, HEIGHT - MARGIN - placed.y, placed.text)
        canvas.showPage()
    canvas.save()


def _foot(number: int, total: int) -> list[Placed]:
    text = f"Side {number} af {total}"
    return [Placed(BODY_WIDTH - _width(text, FOOT), HEIGHT - 1.5 * MARGIN, FOOT, text)]


if __name__ == "__main__":
    for each in DRAWINGS:
        draw(each, each.target)
