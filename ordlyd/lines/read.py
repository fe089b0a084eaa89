"""From bytes to lines: tells what a file is by its content and hands it to the right reader."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ordlyd.errors import NotMinutes, UnknownLayout, UnreadableDocument
from ordlyd.lines import Document
from ordlyd.lines.markup import parse_html
from ordlyd.lines.page import read_page
from ordlyd.lines.payload import read_payload
from ordlyd.lines.pdf import read_pdf
from ordlyd.lines.plain import decode, read_plain
from ordlyd.lines.selected import Page, fits, read_selected

MAX_BYTES = 100_000_000
NO_PAGES: Mapping[str, Page] = MappingProxyType({})

FIRSTAGENDA_SIGN = "h1.dato, tr.punktrow"
_HEAD = 1024  # a PDF may have other bytes before its mark (ISO 32000-1, annex H.3)
_SEEN_AS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a WebP picture, or sound or film"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word file"),
    (b"xl/", "an Excel file"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument.text", "an OpenDocument text"),
)
_HTML = re.compile(
    rb"(?i)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|div|section|article|main|nav|header|form|table|ul|ol|p|script|h[1-6])[\s>])",
    re.DOTALL,
)
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


def read(
    data: bytes,
    *,
    name: str,
    max_bytes: int = MAX_BYTES,
    pages: Mapping[str, Page] = NO_PAGES,
) -> Document:
    """Read a document into lines, whatever its name says it is.

    Args:
        data: The whole file.
        name: File name or address, for messages.
        max_bytes: Longer documents are refused.
        pages: Looks of pages beside FirstAgenda's, by the name of the layout.

    Raises:
        UnreadableDocument: Empty, too big, cut, locked, in another encoding, or of a kind that
            holds no minutes; says what it is and what to do.
        NotMinutes: A page or payload that is neither an agenda nor minutes.
        UnknownLayout: A page that has two looks.
    """
    _refuse_size(len(data), max_bytes, name)
    if b"%PDF-" in data[:_HEAD]:
        return read_pdf(data, name=name)
    _refuse_other_kinds(data, name)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _JSON.match(start):
        return read_payload(data, decode(data, name=name), name=name)
    if _HTML.match(start):
        return _read_html(data, decode(data, name=name), name, pages)
    return read_plain(data, name=name)


def _read_html(data: bytes, text: str, name: str, pages: Mapping[str, Page]) -> Document:
    if not pages:
        return read_page(data, text, name=name)
    tree = parse_html(data.removeprefix(BOM_UTF8), name=name)
    looks = [look for look, page in pages.items() if fits(page, tree)]
    if not looks:
        return _read_other_html(data, text, name, pages)
    if tree.css_first(FIRSTAGENDA_SIGN) is not None:
        looks.append("firstagenda_page")
    if len(looks) > 1:
        raise UnknownLayout(
            f"The page has {len(looks)} looks: {', '.join(looks)}.",
            document=name,
            hint="Two layouts describe it; make the sign of one of them narrower.",
        )
    return read_selected(tree, pages[looks[0]], data, name=name, look=looks[0])


def _read_other_html(data: bytes, text: str, name: str, pages: Mapping[str, Page]) -> Document:
    try:
        return read_page(data, text, name=name)
    except NotMinutes as error:
        others = ", ".join(
            f"{look} (looks for “{' and '.join(page.sign)}”)" for look, page in pages.items()
        )
        raise NotMinutes(
            f"{error.message} Nor has it a look that a plugin describes: {others}.",
            document=name,
            hint=error.hint,
        ) from None


def read_file(
    path: Path, *, max_bytes: int = MAX_BYTES, pages: Mapping[str, Page] = NO_PAGES
) -> Document:
    """Read a file into lines; its size is looked at before it is read.

    Raises:
        DocumentError: As for :func:`read` and :func:`load`.
    """
    data = load(path, max_bytes=max_bytes)
    return read(data, name=str(path), max_bytes=max_bytes, pages=pages)


def load(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file, after a look at its size.

    Raises:
        UnreadableDocument: Empty, too big, a folder, or a file that cannot be opened.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise UnreadableDocument(
                "This is a folder, not a document.",
                document=name,
                hint="Use “ordlyd import” for the documents in it.",
            )
        if not path.is_file() and path.exists():
            raise UnreadableDocument("This is not an ordinary file.", document=name)
        _refuse_size(path.stat().st_size, max_bytes, name)
        with path.open("rb") as file:
            return file.read(max_bytes + 1)  # it may have grown since
    except OSError as error:
        raise UnreadableDocument(
            f"The file cannot be opened: {error.strerror}.", document=name
        ) from error


def _refuse_size(size: int, max_bytes: int, name: str) -> None:
    if size == 0:
        raise UnreadableDocument("The file is empty.", document=name, hint="Get it again.")
    if size > max_bytes:
        raise UnreadableDocument(
            f"The file has {size / 1e6:,.0f} MB, more than the {max_bytes / 1e6:,.0f} MB allowed.",
            document=name,
            hint="Give the agenda or minutes of one meeting, without attachments.",
        )


def _refuse_other_kinds(data: bytes, name: str) -> None:
    kind = next((kind for mark, kind in _SEEN_AS if data.startswith(mark)), None)
    if data.startswith(b"PK\x03\x04"):
        kind = next((kind for mark, kind in _IN_ZIP if mark in data[:8192]), "a ZIP archive")
    if data[:1] == b"\0" and data[4:8] == b"ftyp":
        kind = "a film or sound recording"
    if kind:
        raise UnreadableDocument(
            f"The file is {kind}, not a PDF, page, payload or text.",
            document=name,
            hint="Give the document as the municipality published it.",
        )
