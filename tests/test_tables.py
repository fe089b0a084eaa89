"""The tables of export: the same in every format, safe in a spreadsheet, documented."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import reportdata as data

from compare.model import Commitment, Comparison
from ordlyd.stored import StoredMeeting
from reports import export_tables
from reports.tables import TABLES, Format, frames

CODEBOOK = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
USUAL = [name for name in TABLES if name != "commitments"]


def export(output: Path, format_: Format, held: list[StoredMeeting] | None = None) -> list[Path]:
    meetings = held or data.meetings()
    return export_tables(meetings, data.comparison(data.meetings()), output, format_)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("format_", ["parquet", "csv", "jsonl"])
def test_each_table_is_one_file_of_its_format(tmp_path: Path, format_: Format) -> None:
    assert [p.name for p in export(tmp_path, format_)] == [f"{name}.{format_}" for name in USUAL]


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    for format_ in ("parquet", "csv", "jsonl"):
        export(tmp_path, format_)
    for name in USUAL:
        frame = pl.read_parquet(tmp_path / f"{name}.parquet")
        lines = (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows = read_csv(tmp_path / f"{name}.csv")
        assert len(rows) == len(lines) == len(frame) > 0
        assert list(rows[0]) == list(json.loads(lines[0])) == list(TABLES[name]) == frame.columns


def test_keys_join_the_tables() -> None:
    tables = frames(data.meetings(), data.comparison(data.meetings()))
    items, sections = tables["items"], tables["sections"]
    keys = ["id", "version"]
    assert items.unique(keys).height == items.height
    assert items.join(tables["meetings"], left_on=["meeting", "version"], right_on=keys).height
    joined = sections.join(items, left_on=["item", "version"], right_on=keys)
    assert joined.height == sections.height
    pairs = tables["changes"].join(tables["relations"], on=["a", "b"], how="anti")
    assert pairs.height == 0


def test_a_row_says_what_the_schema_says(tmp_path: Path) -> None:
    export(tmp_path, "jsonl")
    hall = next(row for row in read_jsonl(tmp_path / "items.jsonl") if row["number"] == "9")
    assert hall["against"] == ["Ø"]
    assert hall["outcome"] == "discussed"
    assert (hall["kle_code"], hall["kle_facet"]) == ("04.04.00", "P20")
    assert hall["position"] == 2
    fact = next(row for row in read_jsonl(tmp_path / "changes.jsonl") if row["level"] == "fact")
    assert fact["facts"] == ["amount: 12,0 mio. kr. → 14,5 mio. kr. (anlægsbevilling)"]


def test_csv_is_what_danish_excel_opens(tmp_path: Path) -> None:
    export(tmp_path, "csv")
    raw = (tmp_path / "relations.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfa;b;kind;score;")
    row = read_csv(tmp_path / "relations.csv")[0]
    assert row["score"] == "0,9"
    assert row["a_date"] == "2026-04-28"


@pytest.mark.parametrize("start", ["=1+1", "+45", "-2", "@SUM(A1)", "\tx", "\rx", "=\n=2"])
def test_no_csv_cell_is_run_as_a_formula(tmp_path: Path, start: str) -> None:
    item = data.opening().model_copy(update={"title": start, "links": (start, "x")})
    export(tmp_path, "csv", [data.stored(data.meeting("Byrådet", date(2026, 1, 1), (item,)))])
    row = read_csv(tmp_path / "items.csv")[0]
    assert row["title"] == f"'{start}"
    assert row["links"] == f"'{start}; x"


def test_other_formats_keep_the_text_as_it_is(tmp_path: Path) -> None:
    item = data.opening().model_copy(update={"title": "=1+1"})
    export(tmp_path, "parquet", [data.stored(data.meeting("Byrådet", date(2026, 1, 1), (item,)))])
    assert pl.read_parquet(tmp_path / "items.parquet")["title"].to_list() == ["=1+1"]


def test_personal_data_is_hidden_unless_asked_for() -> None:
    item = data.opening().model_copy(update={"title": "Skriv til anna@noerreby.example"})
    held = [data.stored(data.meeting("Byrådet", date(2026, 1, 1), (item,)))]
    assert frames(held, Comparison())["items"]["title"].to_list() == ["Skriv til [e-mail]"]
    shown = frames(held, Comparison(), mask_personal_data=False)
    assert shown["items"]["title"].to_list() == ["Skriv til anna@noerreby.example"]


def test_a_withdrawn_meeting_is_a_row_without_text() -> None:
    held = [replace(m, withdrawn=m.meeting.committee == data.SOCIAL) for m in data.meetings()]
    tables = frames(held, data.comparison(data.meetings()))
    gone = tables["meetings"].filter("withdrawn")
    assert gone["place"].to_list() == [None, None]
    assert gone["participants"].to_list() == [[], []]
    assert not tables["items"]["title"].str.contains("Køb af ejendom").any()
    assert tables["changes"].is_empty()


def test_commitments_are_a_table_when_there_are_any(tmp_path: Path) -> None:
    promise = Commitment(
        item="x#1",
        due="2027-Q1",
        every="P1Y",
        committee="Byrådet",
        text="Vender tilbage.",
        status="open",
    )
    written = export_tables([], Comparison(commitments=(promise,)), tmp_path, "jsonl")
    assert written[-1].name == "commitments.jsonl"
    row = json.loads(written[-1].read_text("utf-8"))
    assert (row["due"], row["every"], row["committee"]) == ("2027-Q1", "P1Y", "Byrådet")


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_tells_of_every_column(name: str) -> None:
    after = CODEBOOK.read_text("utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]
    told = [line.split("`")[1] for line in after.splitlines() if line.startswith("| `")]
    assert told == list(TABLES[name])
