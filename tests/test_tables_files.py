"""The files of export, opened by the programs that people open them with."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import duckdb
import openpyxl
import polars as pl
import pytest
import reportdata as data
from openpyxl.utils.escape import unescape
from tabledata import MOMENT, export, found, holdings, one_item, read_csv, read_jsonl

from compare.model import Comparison
from reports.tables import Format, database, export_tables, tables, workbook
from reports.tables.description import TABLES
from reports.tables.files import GUARDED

FORMATS: tuple[Format, ...] = get_args(Format)
A_FILE_A_TABLE: tuple[Format, ...] = ("parquet", "csv", "jsonl")

HOSTILE = [
    *("=1+1", "+45 66", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=2", "=\n=2", " =1", "\uff1d1", "'=1"),
    *("=cmd|'/C calc'!A0", '=HYPERLINK("http://x.example";"klik")', "-", "'", "''-1"),
    *(
        "\x00nul",
        "a\x00b",
        "bel\x07",
        "\x0b\x0c\x1f",
        "del\x7f",
        "\x85\u2028\u2029",
        "\ufffe\uffff",
    ),
    *('"', '""', '";"', "a;b", "a,b", "a\tb", "a\nb", "a\r\nb", "a\rb", " ; ", "\\", "\\N", "\\n"),
    *("<b>&amp;</b>", "]]>", "<!--", "_x0041_", "_x000D_", "&#0;", "${1}", "{{ 7*7 }}", "%s"),
    *("\u202eabc\u202c", "\u2066x\u2069", "\u200b", "\ufeffbom", "e\u0301", "😀" * 3, "æøå ÆØÅ"),
    *(
        "",
        " ",
        "  to  ",
        "NULL",
        "None",
        "nan",
        "null",
        "true",
        "[]",
        '["a"]',
        "'; DROP TABLE items;--",
    ),
]
TAKEN_FOR_MORE = [
    *(
        "27.69.32",
        "1-2-26",
        "1.1",
        "01.02.03",
        "007",
        "12:30",
        "16.00",
        "1/2",
        "27/6",
        "2026-04-28",
    ),
    *("maj 2026", "5. maj", "juni 27", "mar-26", "Jan", "1e5", "2E3", "123456789012345", "12,5 %"),
    *("4 kr.", "kr. 4", "12,0", "1 000", "1.", "sand", "FALSK", "true", ",5", "6,"),
]
PLAIN = [
    "Ung",
    "27.69.32-K09-1-26",
    "12,0 mio. kr.",
    "maj måned",
    "Marts er god",
    "Falsk alarm",
    "A1",
]


def titled(titles: list[str]) -> list[Any]:
    """A meeting of items with these titles."""
    items = tuple(
        data.opening(str(n)).model_copy(update={"title": t}) for n, t in enumerate(titles)
    )
    return [data.stored(data.meeting("Byrådet", data.NOW.date(), items))]


def titles_of(folder: Path, form: Format) -> list[str | None]:
    """The titles of items as a reader of the format has them."""
    readers = {
        "parquet": lambda: list(pl.read_parquet(folder / "items.parquet")["title"]),
        "jsonl": lambda: [row["title"] for row in read_jsonl(folder / "items.jsonl")],
        "csv": lambda: [unguarded(row["title"]) for row in read_csv(folder / "items.csv")],
        "xlsx": lambda: [unescape(row["title"] or "") for row in sheet(folder, "items")],
        "sqlite": lambda: [row["title"] for row in query(folder, "SELECT title FROM items")],
    }
    found: list[str | None] = readers[form]()
    return found


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and re.match(GUARDED, text[1:]) else text


def sheet(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    rows = openpyxl.load_workbook(folder / workbook.NAME)[name].iter_rows(values_only=True)
    header = next(rows)
    return (dict(zip(header, row, strict=True)) for row in rows)


def query(folder: Path, sql: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(folder / database.NAME)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql)]
    finally:
        connection.close()


@pytest.mark.parametrize("form", FORMATS)
def test_every_text_comes_back_as_it_was(tmp_path: Path, form: Format) -> None:
    export(tmp_path, form, holdings(titled([*HOSTILE, *TAKEN_FOR_MORE, *PLAIN])))
    assert titles_of(tmp_path, form) == [*HOSTILE, *TAKEN_FOR_MORE, *PLAIN]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_archive_makes_the_same_bytes(tmp_path: Path, form: Format) -> None:
    made = [
        [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]
        for paths in (export(tmp_path / "a", form), export(tmp_path / "b", form))
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize("form", A_FILE_A_TABLE)
def test_each_table_is_a_file_with_the_codebook_beside_it(tmp_path: Path, form: Format) -> None:
    names = {path.name for path in export(tmp_path, form)}
    told = {"codebook.csv", "codebook.md", "datapackage.json"}
    assert names == {f"{name}.{form}" for name in TABLES} | told
    assert {path.name for path in tmp_path.iterdir()} == names


def test_an_export_that_is_cut_off_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path, "csv")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("reports.tables.export.batches", _cut_off)
    with pytest.raises(KeyboardInterrupt):
        export(tmp_path, "csv")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def _cut_off(_: object) -> Iterator[tuple[object, pl.DataFrame]]:
    yield TABLES["items"], pl.DataFrame(schema=TABLES["items"].types)
    raise KeyboardInterrupt


def test_the_codebook_is_in_the_language_asked_for(tmp_path: Path) -> None:
    export_tables(holdings(), tmp_path / "da", "csv")
    export_tables(holdings(), tmp_path / "en", "csv", language="en")
    assert "Én række pr. punkt i et forløb." in (tmp_path / "da/codebook.md").read_text("utf-8")
    assert "One row an item of a thread." in (tmp_path / "en/codebook.md").read_text("utf-8")


# CSV


def test_csv_is_what_danish_excel_opens(tmp_path: Path) -> None:
    export(tmp_path, "csv")
    raw = (tmp_path / "relations.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfkey;a;b;kind;score;")
    row = read_csv(tmp_path / "relations.csv")[0]
    assert (row["score"], row["a_date"]) == ("0,9", "2026-04-28")
    town = read_csv(tmp_path / "municipalities.csv")[1]
    assert (town["last_crawl"], town["complete"]) == ("2026-05-13 06:30:15", "true")


@pytest.mark.parametrize("text", [*TAKEN_FOR_MORE, "=1", "+1", "-1", "@a", "\tx", "\rx", "'=1"])
def test_what_a_spreadsheet_would_change_has_an_apostrophe_before_it(text: str) -> None:
    assert re.match(GUARDED, text)


@pytest.mark.parametrize("text", [*PLAIN, "'Ung", "x=1", "2 af 3", "", "Punkt 1"])
def test_other_texts_have_none(text: str) -> None:
    assert not re.match(GUARDED, text)


def test_lists_are_guarded_as_a_whole(tmp_path: Path) -> None:
    item = data.opening().model_copy(update={"links": ("=1", "x")})
    export(tmp_path, "csv", holdings(one_item(item)))
    assert read_csv(tmp_path / "items.csv")[0]["links"] == "'=1; x"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc (libreoffice-calc)")
def test_libreoffice_in_danish_changes_no_text_of_a_csv(tmp_path: Path) -> None:
    texts = [
        t
        for t in [*HOSTILE, *TAKEN_FOR_MORE, *PLAIN]
        if not re.search(r"[\x00-\x1f\ufffe\uffff]", t)
    ]
    export(tmp_path, "csv", holdings(titled(texts)))
    danish = "CSV:59,34,76,1,,1030,false,true"
    rows = converted(tmp_path / "items.csv", f"--infilter={danish}")
    cells = [row["title"] for row in rows]
    assert {type(cell) for cell in cells} == {str, type(None)}
    assert [unguarded(cell or "") for cell in cells] == texts
    assert {row["date"] for row in rows} == {datetime(2026, 5, 13)}


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc (libreoffice-calc)")
def test_libreoffice_opens_the_workbook_as_it_was_written(tmp_path: Path) -> None:
    texts = [
        t
        for t in [*HOSTILE, *TAKEN_FOR_MORE, *PLAIN]
        if not re.search(r"[\x00-\x08\x0b-\x1f\ufffe]", t)
    ]
    export(tmp_path, "xlsx", holdings(titled(texts)))
    book = tmp_path / workbook.NAME
    cells = [row["title"] for row in converted(book, sheet_name="items")]
    assert {type(cell) for cell in cells} == {str, type(None)}
    assert [cell or "" for cell in cells] == texts


def converted(path: Path, *options: str, sheet_name: str | None = None) -> list[dict[str, Any]]:
    """A file as LibreOffice opens it and saves it again."""
    out = path.parent / "converted"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", *options, "--convert-to", "xlsx", "--outdir", out, path],
        check=True,
        capture_output=True,
        timeout=240,
    )
    book = openpyxl.load_workbook(out / f"{path.stem}.xlsx")
    rows = (book[sheet_name] if sheet_name else book.active).iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


# Excel


def test_a_workbook_has_a_sheet_a_table_with_types_and_a_header_that_stays(tmp_path: Path) -> None:
    export(tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / workbook.NAME)
    assert book.sheetnames == ["codebook", *TABLES, "continued"]
    assert {page.freeze_panes for page in book} == {"B2"}
    row = next(sheet(tmp_path, "relations"))
    assert (row["score"], row["a_date"]) == (0.9, datetime(2026, 4, 28))
    town = list(sheet(tmp_path, "municipalities"))[1]
    assert (town["last_crawl"], town["complete"]) == (MOMENT.replace(tzinfo=None), True)
    assert next(sheet(tmp_path, "items"))["closed"] is False


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    export(tmp_path, "xlsx", holdings(titled([*HOSTILE, "http://x.example", "mailto:x"])))
    page = openpyxl.load_workbook(tmp_path / workbook.NAME)["items"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["ord " * 20_000, "😀" * 40_000, "\x00" * 33_000])
def test_the_rest_of_a_long_text_is_in_a_further_sheet(tmp_path: Path, text: str) -> None:
    export(tmp_path, "xlsx", holdings(titled(["kort", text])))
    cell = list(sheet(tmp_path, "items"))[1]["title"]
    rest = list(sheet(tmp_path, "continued"))
    note = " […fortsættes i arket continued]"
    assert cell.endswith(note)
    assert unescape(cell.removesuffix(note) + "".join(row["text"] for row in rest)) == text
    where = [(row["table"], row["sheet"], row["row"], row["column"], row["part"]) for row in rest]
    assert where == [("items", "items", 3, "title", n) for n in range(2, len(rest) + 2)]
    pages = [[cell], [row["text"] for row in rest]]
    assert max(len(unescape(t).encode("utf-16-le")) // 2 for page in pages for t in page) <= 32_767


@pytest.mark.parametrize("text", ["x" * 32_767, "😀" * 16_383])
def test_a_text_that_just_fits_is_in_one_cell(tmp_path: Path, text: str) -> None:
    export(tmp_path, "xlsx", holdings(titled([text])))
    assert next(sheet(tmp_path, "items"))["title"] == text
    assert list(sheet(tmp_path, "continued")) == []


def test_a_table_longer_than_a_sheet_goes_on_in_a_further_one(tmp_path: Path) -> None:
    texts = [f"{n}" + "x" * 40_000 for n in range(5)]
    frame = tables(holdings(titled(texts))).items
    with workbook.workbook_file(tmp_path, "da", rows=3) as add:
        add(TABLES["items"], frame)
    pages = ["items", "items (2)", "items (3)"]
    numbers = [[row["number"] for row in sheet(tmp_path, page)] for page in pages]
    assert numbers == [["0", "1"], ["2", "3"], ["4"]]
    pages = [f"continued{n}" for n in ("", " (2)", " (3)", " (4)", " (5)")]
    rest = [row for page in pages for row in sheet(tmp_path, page)]
    assert [(row["sheet"], row["row"]) for row in rest[::2]] == [
        *(("items", 2), ("items", 3), ("items (2)", 2)),
        *(("items (2)", 3), ("items (3)", 2)),
    ]


def test_a_date_that_excel_does_not_know_is_text(tmp_path: Path) -> None:
    old = data.meeting("Byrådet", date(1899, 5, 1), (data.opening(),))
    export(tmp_path, "xlsx", holdings([data.stored(old)]))
    assert next(sheet(tmp_path, "items"))["date"] == "1899-05-01"


# DuckDB


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("parquet", "read_parquet('{}.parquet')"),
        ("csv", "read_csv('{}.csv', delim=';', decimal_separator=',', header=true)"),
        ("jsonl", "read_json('{}.jsonl')"),
    ],
)
def test_duckdb_joins_the_tables(tmp_path: Path, form: Format, source: str) -> None:
    export(tmp_path, form)
    items, relations = (source.format(tmp_path / name) for name in ("items", "relations"))
    made = tables(holdings())
    joined = duckdb.sql(
        f"SELECT count(*), sum(score) FROM {relations} r JOIN {items} i ON r.a = i.key"  # noqa: S608 - our own names
    )
    total = pytest.approx(made.relations["score"].sum())
    assert joined.fetchall() == [(made.relations.height, total)]
    (outcomes,) = zip(*duckdb.sql(f"SELECT outcome FROM {items}").fetchall(), strict=True)  # noqa: S608 - our own names
    assert list(outcomes) == made.items["outcome"].to_list()


# SQLite


def test_a_database_holds_what_the_frames_hold(tmp_path: Path) -> None:
    export(tmp_path, "sqlite")
    made = tables(holdings())
    for name in TABLES:
        frame = getattr(made, name)
        rows = query(tmp_path, f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
        assert len(rows) == frame.height
        assert not rows or list(rows[0]) == frame.columns
    row = query(tmp_path, "SELECT links, closed, date FROM items WHERE number = '9'")[0]
    assert json.loads(row["links"]) == ["https://noerreby.example/hal", "file:///etc/passwd"]
    assert (row["closed"], row["date"]) == (0, "2026-04-28")


def test_a_database_keeps_its_keys(tmp_path: Path) -> None:
    export(tmp_path, "sqlite")
    assert query(tmp_path, "PRAGMA foreign_key_check") == []
    assert query(tmp_path, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    for name, table in TABLES.items():
        linked = {
            row["from"]: row["table"]
            for row in query(tmp_path, f'PRAGMA foreign_key_list("{name}")')
        }
        assert linked == {column: to for column, (to, _) in table.links.items()}
        keys = [row for row in query(tmp_path, f'PRAGMA table_info("{name}")') if row["pk"]]
        assert [row["name"] for row in sorted(keys, key=lambda row: row["pk"])] == list(table.key)


@pytest.mark.parametrize(
    ("words", "hits"), [("skål", 1), ("skal", 0), ("svømme*", 1), ("svomme*", 0)]
)
def test_full_text_tells_danish_letters_apart(tmp_path: Path, words: str, hits: int) -> None:
    export(tmp_path, "sqlite", holdings(titled(["Svømmehal og skål", "Andet"])))
    sql = f"SELECT title FROM items WHERE rowid IN (SELECT rowid FROM items_fts WHERE items_fts MATCH '{words}')"  # noqa: S608 - our own names
    assert len(query(tmp_path, sql)) == hits


# Datasette


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Datasette over an export; called with a path, it answers with status and body."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says to its own developers
        from datasette.app import Datasette

        folder = tmp_path_factory.mktemp("served")
        export(folder, "sqlite")
        told = json.loads((folder / database.METADATA).read_text("utf-8"))
        app = Datasette([str(folder / database.NAME)], metadata=told)

        def get(path: str) -> Any:
            async def ask() -> Any:
                return await app.client.get(path)

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answer = asyncio.run(ask())
            assert answer.status_code == 200, path
            return answer

        return get


def test_datasette_shows_every_table_with_what_it_holds(served: Any) -> None:
    for name, table in TABLES.items():
        page = served(f"/ordlyd/{name}").text
        assert table.rows.da.replace("'", "&#39;") in page
        assert f'data-column="{next(iter(table.columns))}"' in page
        assert "Internal" not in page


def test_datasette_leads_from_an_item_to_its_meeting(served: Any) -> None:
    found_rows = served(
        "/ordlyd/items.json?_labels=on&_shape=objects&_extra=foreign_key_tables"
    ).json()["rows"]
    assert found_rows[0]["meeting"]["label"] == found_rows[0]["meeting"]["value"].partition("@")[0]
    assert found_rows[0]["municipality"]["label"] == "Aarslund"


def test_datasette_counts_by_facets(served: Any) -> None:
    counted = served("/ordlyd/items.json?_shape=objects").json()["facet_results"]
    assert set(counted) == {"municipality", "committee", "kind", "kle_code", "outcome"}
    towns = {one["label"]: one["count"] for one in counted["municipality"]["results"]}
    assert towns == {"Nørreby": 11, "Aarslund": 1}


def test_datasette_searches_the_text(served: Any) -> None:
    hits = served("/ordlyd/sections.json?_search=licitationen&_shape=objects").json()
    assert hits["filtered_table_rows_count"] == 3
    whole = served("/ordlyd/items.json?_search=svømm*&_searchmode=raw&_shape=objects").json()
    assert whole["filtered_table_rows_count"] == 3


# Frictionless


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_data_package_is_valid_with_its_keys(tmp_path: Path, form: Format) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own dependencies
        import frictionless

        export(tmp_path, form, holdings(data.meetings(), found()))
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["name", "type", "note"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_the_data_package_tells_of_every_file(tmp_path: Path) -> None:
    export(tmp_path, "parquet", holdings(data.meetings(), Comparison()))
    told = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [one["path"] for one in told["resources"]] == [f"{name}.parquet" for name in TABLES]
    assert all((tmp_path / one["path"]).is_file() for one in told["resources"])
    assert told["licenses"][0]["name"] == "notspecified"
