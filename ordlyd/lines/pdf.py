"""PDF: text line by line, each with its page and the size and weight of its first letter."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import Document
from ordlyd.lines.builder import Builder
from ordlyd.lines.hyphens import REMOVED, mend_hyphens
from ordlyd.lines.spacing import PrintedLine, paragraph_ends

MAX_PAGES = 3_000
MAX_CHARACTERS = 30_000_000
_TAIL = 2_048  # bytes at the end that must hold %%EOF (ISO 32000-1, 7.5.5 and annex H.3)
_NAME_LENGTH = 128

_GET_AGAIN = "Get the file again from the municipality's site."
_REFUSED = {
    raw.FPDF_ERR_PASSWORD: (
        "The PDF is encrypted.",
        "Save a copy without password, or get it from the municipality's site.",
    ),
    raw.FPDF_ERR_SECURITY: (
        "The PDF is locked in a manner that cannot be opened.",
        "Save a copy without protection, or get it from the municipality's site.",
    ),
}

_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L (\d{1,12})\b")
_CONTROL = re.compile("[\x00-\x01\x03-\x08\x0b-\x1f\x7f-\x9f]")


def read_pdf(data: bytes, *, name: str) -> Document:
    """Read a PDF into lines.

    Sizes are in points. Weights are 700 and 400 where fonts of the document are named bold;
    otherwise as pdfium reports them from the width of the stems.

    Raises:
        UnreadableDocument: Encrypted, cut, without pages, without text, or too long.
    """
    _refuse_cut(data, name)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        message, hint = _REFUSED.get(error.err_code, ("The PDF is damaged.", _GET_AGAIN))
        raise UnreadableDocument(message, document=name, hint=hint) from None
    try:
        printed = list(_printed_lines(pdf, name))
    finally:
        pdf.close()
    if not any(line.text.strip() for line in printed):
        raise UnreadableDocument(
            f"The PDF has no text on its {len(printed)} page(s), only pictures: it is a scan.",
            document=name,
            hint="Run OCR on it first (for example ocrmypdf -l dan).",
        )
    builder = Builder()
    named = any(line.named_bold for line in printed)
    text = _CONTROL.sub("", "\n".join([line.text for line in printed]))
    texts = mend_hyphens(text).split("\n")
    ends = paragraph_ends(printed)
    for i, (line, text) in enumerate(zip(printed, texts, strict=True)):
        weight = (700 if line.named_bold else 400) if named and line.size else line.weight
        builder.add(text, page=line.page, size=line.size, weight=weight)
        if i in ends:
            builder.add("", page=line.page)
    return builder.document(data, name=name, media_type="application/pdf")


def _refuse_cut(data: bytes, name: str) -> None:
    """Refuse a PDF whose end is missing: pdfium would mend it and show only a part."""
    stated = _LINEARIZED.search(data[:_TAIL])
    if b"%%EOF" not in data[-_TAIL:] or (stated and int(stated[1]) > len(data)):
        raise UnreadableDocument(
            "The PDF is cut: its end is missing.", document=name, hint=_GET_AGAIN
        )


def _printed_lines(pdf: pypdfium2.PdfDocument, name: str) -> Iterator[PrintedLine]:
    pages = len(pdf)
    if not 0 < pages <= MAX_PAGES:
        problem = f"{pages:,} pages, more than {MAX_PAGES:,}" if pages else "no pages"
        raise UnreadableDocument(f"The PDF has {problem}.", document=name, hint=_GET_AGAIN)
    characters = 0
    for number in range(1, pages + 1):
        page = _open_page(pdf, number, name)
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            characters += count
            if characters > MAX_CHARACTERS:
                raise UnreadableDocument(
                    f"The PDF has more than {MAX_CHARACTERS:,} characters.",
                    document=name,
                    page=number,
                    hint="Give one meeting at a time.",
                )
            yield from _page_lines(text_page, count, number)
        finally:
            text_page.close()
            page.close()


def _open_page(pdf: pypdfium2.PdfDocument, number: int, name: str) -> pypdfium2.PdfPage:
    try:
        return pdf[number - 1]
    except pypdfium2.PdfiumError:
        raise UnreadableDocument(
            "The page is damaged.", document=name, page=number, hint=_GET_AGAIN
        ) from None


def _page_lines(text_page: pypdfium2.PdfTextPage, count: int, number: int) -> Iterator[PrintedLine]:
    at = 0
    text = _page_text(text_page, count)
    joined = REMOVED.search(text) is not None
    fonts = _Fonts(text_page.raw, len(text))
    for line in text.split("\r\n"):
        end = at + len(line)
        first = end - len(line.lstrip())
        if first == end:
            yield PrintedLine(line, number, None, None, False, None)
        else:
            size, weight, bold, baseline = fonts.at(first)
            # Where pdfium joined two lines, the last row is not the first.
            last = fonts.at(end - 1)[3] if joined and REMOVED.search(line) else baseline
            yield PrintedLine(line, number, size, weight, bold, baseline, last)
        at = end + 2


def _page_text(text_page: pypdfium2.PdfTextPage, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "ignore")


class _Fonts:
    """Asks pdfium about single characters of a page; one set of buffers serves them all."""

    def __init__(self, text_page: Any, length: int) -> None:
        self._page = text_page
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._known: dict[bytes, tuple[int | None, bool]] = {}
        # Places in the text are pdfium's own where nothing was left out or put in.
        last = length - 1
        self._straight = raw.FPDFText_GetCharIndexFromTextIndex(text_page, last) == last

    def at(self, offset: int) -> tuple[float, int | None, bool, float | None]:
        """Return size, weight, whether the font is named bold, and the baseline's height."""
        page = self._page
        index = offset if self._straight else raw.FPDFText_GetCharIndexFromTextIndex(page, offset)
        size = raw.FPDFText_GetFontSize(page, index)
        placed = raw.FPDFText_GetCharOrigin(page, index, self._x, self._y)
        return round(size, 2), *self._font(index), self._y.value if placed else None

    def _font(self, index: int) -> tuple[int | None, bool]:
        length = raw.FPDFText_GetFontInfo(self._page, index, self._name, _NAME_LENGTH, None)
        name = self._name.value if 0 < length <= _NAME_LENGTH else b""
        if name not in self._known:
            weight = raw.FPDFText_GetFontWeight(self._page, index)
            self._known[name] = (weight if weight > 0 else None, bool(_BOLD.search(name)))
        return self._known[name]
