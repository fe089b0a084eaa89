"""Tables as one Excel workbook: a sheet a table, types kept, nothing cut.

Rows are written through to disk, so that memory does not grow with the archive. What a sheet or
a cell cannot hold goes on in a further one: rows beyond the last in "items (2)", the rest of a
long text in the sheet ``continued``, and the cell says so at its end.

Source of the limits: "Excel specifications and limits", Microsoft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.tables.codebook import HEADER, codebook_rows
from reports.tables.description import TABLES, Kind, Table
from reports.tables.files import APART, Add
from reports.words import Language

NAME = "ordlyd.xlsx"
ROWS = 1_048_576
"""Of a sheet, the header among them."""
CELL = 32_767
"""UTF-16 units in a cell."""
PIECE = 16_000
"""Characters of a piece of a longer text; so many fit, with the note, whatever they are."""
CONTINUED = ("table", "sheet", "row", "column", "part", "text")

_WIDTHS: Mapping[Kind, int] = {"whole": 10, "number": 10, "yes": 10, "date": 12, "time": 8}
_WIDE, _USUAL = 40, 22
_NOTE: Mapping[Language, str] = {
    "da": " […fortsættes i arket continued]",
    "en": " […goes on in the sheet continued]",
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
}
_MADE = datetime(2000, 1, 1)
_FIRST_DAY = Date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""


@dataclass(slots=True)
class _Sheet:
    """The sheet that a table is being written to."""

    page: Worksheet
    nth: int = 1
    row: int = 1


@contextmanager
def workbook_file(folder: Path, language: Language, rows: int = ROWS) -> Iterator[Add]:
    """The workbook; ``rows`` is how many a sheet may have."""
    book = Workbook(str(folder / NAME), {**_OPTIONS, "tmpdir": str(folder)})
    book.use_zip64()
    yield _Sheets(book, language, rows).add
    book.close()


class _Sheets:
    """The sheets of a workbook, each at the row that is to be written."""

    def __init__(self, book: Workbook, language: Language, rows: int) -> None:
        self._book = book
        self._book.set_properties({"title": "ordlyd", "created": _MADE})
        self._language: Language = language
        self._rows = rows
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._formats: dict[Kind, Format] = {
            "date": self._book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        self._add_codebook()
        self._sheets = {name: _Sheet(self._page(name, table)) for name, table in TABLES.items()}
        self._rest = _Sheet(self._plain_page("continued", CONTINUED))

    def add(self, table: Table, frame: pl.DataFrame) -> None:
        """Write a batch."""
        for row in frame.iter_rows():
            sheet = self._sheets[table.name]
            if sheet.row == self._rows:
                nth = sheet.nth + 1
                sheet = _Sheet(self._page(f"{table.name} ({nth})", table), nth)
                self._sheets[table.name] = sheet
            for place, value in enumerate(row):
                self._write(sheet, table, place, value)
            sheet.row += 1

    def _write(self, sheet: _Sheet, table: Table, place: int, value: object) -> None:
        if value is None or value == []:
            return
        at = (sheet.row, place)
        if isinstance(value, bool):
            sheet.page.write_boolean(*at, value)
        elif isinstance(value, int | float):
            sheet.page.write_number(*at, value)
        elif isinstance(value, Date):
            self._write_date(sheet, at, value)
        else:
            text = APART.join(value) if isinstance(value, list) else str(value)
            sheet.page.write_string(*at, self._fitted(sheet, table, place, text))

    def _write_date(self, sheet: _Sheet, at: tuple[int, int], value: Date) -> None:
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY:
            sheet.page.write_string(*at, value.isoformat())
        else:
            kind: Kind = "moment" if isinstance(value, datetime) else "date"
            sheet.page.write_datetime(*at, value, self._formats[kind])

    def _fitted(self, sheet: _Sheet, table: Table, place: int, text: str) -> str:
        """The text, or the beginning of one that no cell can hold; its rest is put by."""
        if len(text) <= PIECE or len(text.encode("utf-16-le", "replace")) <= 2 * CELL:
            return text
        pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
        column = list(table.columns)[place]
        where = (table.name, sheet.page.get_name(), sheet.row + 1, column)
        for part, piece in enumerate(pieces[1:], 2):
            self._continue(*where, part, piece)
        return pieces[0] + _NOTE[self._language]

    def _continue(self, *cells: str | int) -> None:
        if self._rest.row == self._rows:
            nth = self._rest.nth + 1
            self._rest = _Sheet(self._plain_page(f"continued ({nth})", CONTINUED), nth)
        for place, value in enumerate(cells):
            self._rest.page.write(self._rest.row, place, value)
        self._rest.row += 1

    def _add_codebook(self) -> None:
        page = self._plain_page("codebook", HEADER)
        for n, row in enumerate(codebook_rows(), 1):
            for place, value in enumerate(row):
                page.write_string(n, place, value)

    def _page(self, name: str, table: Table) -> Worksheet:
        page = self._plain_page(name, table.columns)
        for place, column in enumerate(table.columns.values()):
            is_long = column.type == "text" and not (column.values or column.facet)
            width = _WIDTHS.get(column.type, _WIDE if is_long else _USUAL)
            page.set_column(place, place, width, self._formats.get(column.type))
        return page

    def _plain_page(self, name: str, header: tuple[str, ...] | Mapping[str, object]) -> Worksheet:
        page = self._book.add_worksheet(name)
        page.set_column(0, len(header) - 1, _USUAL)
        page.freeze_panes(1, 1)
        for place, title in enumerate(header):
            page.write_string(0, place, title, self._head)
        page.autofilter(0, 0, self._rows - 1, len(header) - 1)
        return page
