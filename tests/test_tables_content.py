"""What stands in the tables: keys that fit, what the schema says, nothing that must be hidden."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
import reportdata as data
from commandline import ordlyd
from tabledata import FIRST, MOMENT, found, holdings, one_item

from compare import model as findings
from compare.model import Comparison
from ordlyd import model
from ordlyd.samples import sample_batches
from ordlyd.stored import RedactedAt, StoredMeeting
from reports import load_tables
from reports.tables import Tables, gather, tables
from reports.tables.codebook import codebook_markdown
from reports.tables.description import TABLES

ANALYST = Path(__file__).resolve().parents[1] / "docs" / "analyst.md"
CODEBOOK = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
UNFILLED = {
    "meetings.publication_id",
    "meetings.redacted_at",
    "items.type",
    "items.url",
    "items.publication_id",
    "attachments.id",
}
VALUES = {
    ("meetings", "kind"): model.MeetingKind,
    ("items", "kind"): model.MeetingKind,
    ("items", "type"): model.ItemType,
    ("items", "outcome"): model.Outcome,
    ("history", "outcome"): model.Outcome,
    ("sections", "kind"): model.SectionKind,
    ("relations", "kind"): findings.RelationKind,
    ("changes", "op"): findings.Op,
    ("changes", "level"): findings.Level,
    ("outcomes", "verdict"): findings.Verdict,
    ("outcome_points", "verdict"): findings.Verdict,
    ("references", "direction"): findings.Reference.model_fields["direction"].annotation,
    ("commitments", "status"): findings.Commitment.model_fields["status"].annotation,
    ("dissent", "how"): findings.Dissent.model_fields["how"].annotation,
}


def frames(held: Tables) -> dict[str, pl.DataFrame]:
    return {field.name: getattr(held, field.name) for field in fields(held)}


@pytest.fixture(scope="module")
def filled() -> Tables:
    return tables(holdings())


def test_every_table_is_a_frame_of_its_described_types(filled: Tables) -> None:
    made = frames(filled)
    assert list(made) == list(TABLES)
    for name, frame in made.items():
        assert dict(frame.schema) == {n: _type(t) for n, t in TABLES[name].types.items()}


def _type(kind: object) -> pl.DataType:
    return kind() if isinstance(kind, type) else kind  # type: ignore[return-value]


@pytest.mark.parametrize("name", TABLES)
def test_the_key_of_a_table_names_one_row(filled: Tables, name: str) -> None:
    frame = frames(filled)[name]
    assert frame.height
    assert frame.unique(TABLES[name].key).height == frame.height
    assert frame.select(TABLES[name].key).null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize(
    ("name", "column"), [(n, c) for n, table in TABLES.items() for c in table.links]
)
def test_what_refers_to_a_row_finds_it(filled: Tables, name: str, column: str) -> None:
    made, (to, there) = frames(filled), TABLES[name].links[column]
    held = made[name].drop_nulls(column)
    assert held.height
    assert held.join(made[to], left_on=column, right_on=there, how="anti").is_empty()


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_filled_somewhere(filled: Tables, name: str) -> None:
    frame = frames(filled)[name]
    empty = {c for c in frame.columns if frame[c].null_count() == frame.height}
    assert {f"{name}.{column}" for column in empty} <= UNFILLED


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_listed_values_are_those_of_the_schema(table: str, column: str) -> None:
    kinds = VALUES[table, column]
    assert TABLES[table].columns[column].values == get_args(kinds)


def test_changes_are_counted_by_every_level() -> None:
    counted = [name for name in TABLES["relations"].columns if name.startswith("changes_")]
    assert counted == [f"changes_{level}" for level in findings.LEVELS]


def test_a_row_says_what_the_schema_says(filled: Tables) -> None:
    (hall,) = filled.items.filter(number="9").to_dicts()
    assert hall["outcome"] == "discussed"
    assert (hall["kle_code"], hall["kle_facet"]) == ("04.04.00", "P20")
    assert (hall["position"], hall["municipality"], hall["kind"]) == (2, "noerreby", "minutes")
    own = {"item": hall["key"]}
    assert filled.votes.filter(**own).select("how", "name").rows() == [("against", "Ø")]
    assert filled.attachments.filter(**own)["title"].to_list() == [
        "Tidsplan",
        "Tegning uden adresse",
    ]
    assert filled.history.filter(**own)["committee"].to_list() == [data.SOCIAL]
    assert filled.attendance["party"].unique().sort().to_list() == ["V", "Ø"]
    facts = filled.facts.select("kind", "before", "after", "label").unique().rows()
    assert facts == [("amount", "12,0 mio. kr.", "14,5 mio. kr.", "anlægsbevilling")]


def test_a_finding_points_at_the_text_that_was_compared(filled: Tables) -> None:
    versions = filled.relations.filter(kind="version").select("a", "b").row(0)
    assert [key.rpartition("@")[2] for key in versions] == ["1", "2"]
    newest = filled.relations.filter(kind="duplicate")["b"].item()
    assert newest == versions[1]


def test_a_finding_keeps_its_lasting_name(filled: Tables) -> None:
    comparison = found()
    assert filled.relations["key"].to_list() == [r.key for r in comparison.relations]
    assert filled.commitments["key"].to_list() == [c.key for c in comparison.commitments]
    shown = found().commitments[0].model_copy(update={"text": "Ring 66 12 34 56."})
    masked = tables(holdings(comparison=Comparison(commitments=(shown,)))).commitments
    assert masked.select("key", "text").row(0) == (shown.key, "Ring [telefon].")


def test_a_finding_says_when_it_was_first_found(filled: Tables) -> None:
    assert filled.relations.select("first_found_at", "changed_at").row(0) == (FIRST, MOMENT)
    unknown = tables(holdings(found={})).relations
    assert unknown.select("first_found_at", "changed_at").row(0) == (None, None)


def test_what_was_found_twice_is_one_row() -> None:
    promise = found().commitments[0]
    twice = Comparison(commitments=(promise, promise))
    assert tables(holdings(comparison=twice)).commitments.height == 1


def test_a_reference_finds_the_meeting_and_the_item(filled: Tables) -> None:
    item, meeting = filled.references.select("to_meeting", "to_item").rows()
    assert item[1].startswith(item[0].partition("@")[0])
    assert (meeting[0], meeting[1]) == ("aarslund/byraadet/2026-05-04/minutes@1", None)


def test_an_item_names_its_own_page_at_the_council() -> None:
    own = {"url": "https://noerreby.example/vis?id=1&punktid=2", "publication_id": "2"}
    made = tables(holdings(one_item(data.opening().model_copy(update=own))))
    assert made.items.select("url", "publication_id").row(0, named=True) == own


def test_a_number_that_stands_twice_makes_two_keys() -> None:
    twice = (data.opening("3"), data.opening("3"))
    held = [data.stored(data.meeting("Byrådet", data.NOW.date(), twice))]
    made = tables(holdings(held))
    assert made.items["key"].str.tail(4).to_list() == ["#3@1", "@1~2"]
    assert made.sections["item"].to_list() == made.items["key"].to_list()


def test_completeness_is_told_with_what_is_lacking(filled: Tables) -> None:
    town = filled.municipalities.filter(key="noerreby").row(0, named=True)
    assert (town["name"], town["meetings"], town["versions"]) == ("Nørreby", 4, 4)
    assert (town["listed"], town["held"], town["lacking"], town["stale"]) == (6, 4, 1, 1)
    assert (town["last_crawl"], town["complete"]) == (MOMENT, True)
    assert filled.lacking.select("municipality", "state", "reason").rows() == [
        ("noerreby", "lacking", "refused with 403"),
        ("noerreby", "stale", "500 after 4 tries"),
        ("unknown", "refused", "scanned, needs OCR"),
    ]


def test_personal_data_is_hidden_unless_asked_for() -> None:
    held = one_item(data.opening().model_copy(update={"title": "Skriv til anna@noerreby.example"}))
    title = tables(holdings(held)).items["title"].item()
    assert title == "Skriv til [e-mail]"
    shown = tables(holdings(held, mask_personal_data=False))
    assert shown.items["title"].item() == "Skriv til anna@noerreby.example"


def test_no_text_column_shows_a_phone_number() -> None:
    number = "tlf. 66 12 34 56"
    comparison = Comparison.model_validate_json(
        found().model_dump_json().replace("Sagen", f"Sagen {number}")
    )
    meetings = [
        replace(m, meeting=model.Meeting.model_validate_json(_with(m, number)))
        for m in data.meetings()
    ]
    for name, frame in frames(tables(holdings(meetings, comparison))).items():
        assert "66 12 34 56" not in frame.write_json(), name


def _with(stored: StoredMeeting, number: str) -> str:
    return stored.meeting.model_dump_json().replace("Dagsordenen", number).replace("Asta", number)


def test_a_withdrawn_meeting_is_a_row_without_text() -> None:
    held = [replace(m, withdrawn=m.meeting.committee == data.SOCIAL) for m in data.meetings()]
    made = tables(holdings(held, found()))
    gone = made.meetings.filter("withdrawn")
    assert gone["place"].to_list() == [None, None]
    assert made.attendance.join(gone, left_on="meeting", right_on="key").is_empty()
    assert not made.items["title"].str.contains("Køb af ejendom").any()
    assert made.changes.is_empty()
    assert made.commitments["met_by"].to_list() == [None]


def test_a_redaction_shows_that_and_when() -> None:
    held = data.meetings()
    bare = held[0].meeting.model_copy(update={"items": (), "participants": ()})
    held[0] = replace(held[0], meeting=bare, redacted=RedactedAt(MOMENT, "asked for"))
    made = tables(holdings(held))
    assert made.meetings["redacted_at"].to_list() == [MOMENT, None, None, None, None]
    assert made.items.filter(meeting=made.meetings["key"][0]).is_empty()


def test_an_older_version_that_was_withdrawn_takes_its_findings_along() -> None:
    held = [replace(m, withdrawn=n == 1) for n, m in enumerate(data.meetings())]
    made = tables(holdings(held, found()))
    assert made.relations.filter(kind="version").is_empty()
    assert not made.relations.filter(kind="duplicate").is_empty()


def test_batches_of_any_size_make_the_same_tables(
    monkeypatch: pytest.MonkeyPatch, filled: Tables
) -> None:
    monkeypatch.setattr(gather, "BATCH", 2)
    for name, frame in frames(tables(holdings())).items():
        assert frame.equals(frames(filled)[name]), name


def test_half_a_letter_is_replaced_not_fatal() -> None:
    made = tables(holdings(one_item(data.opening().model_copy(update={"title": "x\ud800y"}))))
    assert made.items["title"].item() == "x\ufffdy"


def test_the_page_of_tables_holds_the_codebook() -> None:
    assert codebook_markdown("en") in CODEBOOK.read_text("utf-8")


def test_every_column_is_explained_in_both_languages() -> None:
    said = [
        column.in_(language)
        for table in TABLES.values()
        for column in table.columns.values()
        for language in ("da", "en")
    ]
    assert min(map(len, said)) > 2


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_codebook_names_every_column(language: str) -> None:
    book = codebook_markdown(language)  # type: ignore[arg-type]
    for name, table in TABLES.items():
        part = book.split(f"## {name}\n")[1].split("\n## ")[0]
        told = [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        assert told == list(table.columns)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all samples; tests read it only."""
    folder = tmp_path_factory.mktemp("held") / "archive"
    for batch in sample_batches():
        assert ordlyd("import", *batch, "--archive", folder).code == 0
    return folder


def test_one_call_gives_the_tables_of_an_archive(archive: Path) -> None:
    made = load_tables(archive)
    assert asdict(made).keys() == TABLES.keys()
    found_by = made.relations.join(made.items, left_on="a", right_on="key")
    assert found_by.height == made.relations.height > 0


def test_the_question_of_the_analysts_page_is_answered(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("archive").symlink_to(archive)
    ordlyd("export", "--format", "parquet", "--output", "tables")
    question, files = (b for b in blocks(ANALYST) if "t = load_tables" in b or "read_parquet" in b)
    names: dict[str, Any] = {}
    exec(question + files, names)  # noqa: S102 - our own page
    otherwise = names["decided"].filter(pl.col("verdict") != "as_recommended")
    assert names["share"]["otherwise"].sum() == otherwise.height > 0
    assert names["points"].height > 0
    assert names["serious"].height > 0


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
