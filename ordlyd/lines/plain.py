"""Plain text and Markdown taken from a PDF: UTF-8, one line for each line.

Text in another encoding is refused: guessing wrong would turn letters into other letters, and
those would later look like changes of wording.
"""

from __future__ import annotations

import re
import shlex
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import Document
from ordlyd.lines.builder import Builder

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (BOM_UTF32_LE, "UTF-32"),
    (BOM_UTF32_BE, "UTF-32"),
    (BOM_UTF16_LE, "UTF-16"),
    (BOM_UTF16_BE, "UTF-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BINARY_SHARE = 0.01  # more control characters than this is no text
_SAMPLE = 4096  # bytes looked at to tell UTF-16 without a mark


def read_plain(data: bytes, *, name: str) -> Document:
    """Read text into lines; a form feed begins a new page.

    Every character is kept except line ends (all become one line feed) and control characters,
    which become U+FFFD.

    Raises:
        UnreadableDocument: The bytes are not UTF-8 text.
    """
    text = re.sub("\r\n?|\x0b", "\n", decode(data, name=name))
    text, controls = _CONTROL.subn("\ufffd", text)
    if controls > len(text) * _BINARY_SHARE:
        raise _binary(0, data, name)
    pages = re.sub("\n\f", "\f", text).split("\f")
    builder = Builder()
    for page, body in enumerate(pages, 1):
        for line in body.split("\n"):
            builder.add(line, page=page if len(pages) > 1 else None)
    return builder.document(data, name=name, media_type="text/plain")


def decode(data: bytes, *, name: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        UnreadableDocument: Another encoding, or no text at all; names the encoding, the first
            byte that does not fit and its line, and how to convert.
    """
    found = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if found:
        raise _other_encoding(found, 0, data, name)
    if b"\0" in data:
        found = _utf16_without_mark(data[:_SAMPLE])
        raise _other_encoding(found, 0, data, name) if found else _binary(data.index(0), data, name)
    try:
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(error, data, name) from None


def _not_utf8(error: UnicodeDecodeError, data: bytes, name: str) -> UnreadableDocument:
    at = error.start
    if error.reason == "unexpected end of data":
        return UnreadableDocument(
            f"The text ends in the middle of a letter (byte {at:,}).",
            document=name,
            line=_line_of(data, at),
            hint="The file is cut; get it again.",
        )
    controls = sum(data.count(byte) for byte in range(0x20) if byte not in b"\t\n\v\f\r")
    if controls > len(data) * _BINARY_SHARE:
        return _binary(at, data, name)
    # 0x80-0x9F are control characters in ISO 8859-1 but quotes and dashes in Windows-1252.
    windows = any(0x80 <= byte <= 0x9F for byte in data[at:])
    return _other_encoding("WINDOWS-1252" if windows else "ISO-8859-1", at, data, name)


def _other_encoding(encoding: str, at: int, data: bytes, name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"The text is {encoding}, not UTF-8 (first at byte {at:,}: 0x{data[at]:02X}).",
        document=name,
        line=_line_of(data, at),
        hint=f"Convert it: iconv -f {encoding} -t UTF-8 {shlex.quote(name)} > utf8.txt",
    )


def _binary(at: int, data: bytes, name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"The file is not text (first at byte {at:,}: 0x{data[at]:02X}).",
        document=name,
        hint="Give the PDF, page, payload or text that the municipality published.",
    )


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _utf16_without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 by its NUL bytes, which for Danish fill one half of the places."""
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.7 * half:
        return "UTF-16LE"
    if sample[::2].count(0) > 0.7 * half:
        return "UTF-16BE"
    return None
