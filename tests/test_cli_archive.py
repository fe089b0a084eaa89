"""The commands that work on an archive, from files to findings."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from commandline import Ran, ordlyd, spawn

from compare import Comparison
from ordlyd.samples import SAMPLES, sample_batches

FIRST = SAMPLES / "first"
LEJRE_JUNE = "lejre/udvalget-for-social-sundhed-og-aeldre/2026-06-15/minutes"
LINK = re.compile(r'(?:href|src)="([^"]*)"')
BSU = "odense/beskaeftigelses-og-socialudvalget/2026-05-12/minutes"
BUU = "odense/boerne-og-ungeudvalget/2026-05-12/minutes"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all samples; tests read it only."""
    folder = tmp_path_factory.mktemp("held") / "archive"
    for batch in sample_batches():
        assert ordlyd("import", *batch, "--archive", folder).code == 0
    return folder


def counted(ran: Ran) -> dict[str, int]:
    statuses = [one["status"] for one in ran.json["imported"]]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


def test_a_folder_is_imported_and_a_second_time_changes_nothing() -> None:
    first = ordlyd("import", FIRST, "--format", "json")
    assert first.code == 0
    assert counted(first) == {"new": 12}
    held = ordlyd("status", "--format", "json").out
    second = ordlyd("import", FIRST, "--format", "json")
    assert counted(second) == {"unchanged": 12}
    assert ordlyd("status", "--format", "json").out == held


def test_a_changed_document_becomes_a_new_version() -> None:
    ordlyd("import", FIRST)
    ran = ordlyd("import", SAMPLES / "second", "--format", "json")
    assert counted(ran) == {"new": 2, "revised": 2}
    revised = {
        one["id"]: one["version"] for one in ran.json["imported"] if one["status"] == "revised"
    }
    assert revised[LEJRE_JUNE] == 2
    assert set(revised.values()) == {2}


def test_the_summary_counts_and_names_new_versions() -> None:
    ordlyd("import", FIRST)
    ran = ordlyd("import", FIRST, SAMPLES / "second")
    assert [line.split() for line in ran.out.splitlines()[:5]] == [
        ["Documents"],
        ["new", "2"],
        ["new", "versions", "2"],
        ["unchanged", "12"],
        ["refused", "0"],
    ]
    assert f"{LEJRE_JUNE}@2" in ran.out


def test_a_folder_is_read_in_order_without_what_is_hidden_or_foreign(tmp_path: Path) -> None:
    sample = FIRST / "odense-2026-05-12-bsu-referat.txt"
    folder = tmp_path / "minutes"
    for name in ("b/1.txt", "a/2.TXT", ".hidden/3.txt", "a/.4.txt", "a/notes.docx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, folder / name)
    (folder / "a/3.txt").symlink_to(sample)
    (folder / "c").symlink_to(FIRST)
    ran = ordlyd("import", "minutes", "--format", "json")
    assert ran.code == 0
    assert [one["file"] for one in ran.json["imported"]] == ["minutes/a/2.TXT", "minutes/b/1.txt"]
    assert [one["file"] for one in ran.json["skipped"]] == [
        "minutes/a/3.txt",
        "minutes/a/notes.docx",
    ]
    assert "leads out of the folder" in ran.err


def test_what_ordlyd_wrote_itself_is_not_imported() -> None:
    shutil.copy(FIRST / "odense-2026-05-12-bsu-referat.txt", ".")
    ordlyd("import", ".")
    ordlyd("report", "--output", "site")
    ran = ordlyd("import", ".", "--format", "json")
    assert ran.code == 0
    assert len(ran.json["imported"]) == 1
    assert {one["file"] for one in ran.json["skipped"]} == {"archive", "site"}


def test_a_named_file_is_read_whatever_its_suffix() -> None:
    shutil.copy(FIRST / "lejre-2026-05-19-tm-referat.pdf", "download")
    assert ordlyd("import", "download").code == 0


def test_half_a_character_in_a_payload_breaks_nothing() -> None:
    payload = json.loads((FIRST / "odense-2026-06-02-buu-dagsorden.json").read_text("utf-8"))
    payload["Dagsordenpunkter"][1]["Navn"] = "Skole \ud800 veje"
    Path("half.json").write_text(json.dumps(payload))
    Path("other.json").write_text(json.dumps({"\ud800": 1, "openapi": "3"}))
    assert ordlyd("parse", "half.json").json["items"][1]["title"] == "Skole \ufffd veje"
    ran = ordlyd("import", "half.json", "other.json", "--format", "json")
    assert ran.code == 1
    assert [one["status"] for one in ran.json["imported"]] == ["new"]
    assert [one["file"] for one in ran.json["refused"]] == ["other.json"]


def test_a_fault_in_reading_costs_one_document(tmp_path: Path) -> None:
    program = (
        "from ordlyd.cli import importing, main\n"
        "real = importing.read\n"
        "importing.read = lambda data, name, **kw: 1 / 0 if 'bsu' in name else real(data, name=name, **kw)\n"
        "main()"
    )
    ran = spawn("import", FIRST, "--format", "json", cwd=tmp_path, program=program)
    assert ran.returncode == 1
    answer = json.loads(ran.stdout)
    assert len(answer["refused"]) == 2
    assert all("which is a bug" in one["reason"] for one in answer["refused"])
    assert len(answer["imported"]) == 10


def test_compare_writes_the_shape_that_others_rely_on(archive: Path) -> None:
    ran = ordlyd("compare", "--archive", archive, "--format", "json")
    assert ran.code == 0
    five = ["relations", "changes", "threads", "references", "commitments"]
    assert list(ran.json) == [*five, "outcomes"]
    found = Comparison.model_validate(ran.json)
    versions = {(r.a.id, r.b.id) for r in found.relations if r.kind == "version"}
    assert (f"{LEJRE_JUNE}#3@1", f"{LEJRE_JUNE}#3@2") in versions


def test_compare_tells_people_the_most_serious_first(archive: Path) -> None:
    ran = ordlyd("compare", "--archive", archive)
    assert ran.out.index("Edited after publication") < ran.out.index("Same case, two committees")
    assert "[-september-]{+november+}" in ran.out
    assert f"ordlyd diff {LEJRE_JUNE}#3@1 {LEJRE_JUNE}#3@2 --archive {archive}" in ran.out


def test_compare_says_when_nothing_belongs_together(archive: Path) -> None:
    ran = ordlyd("compare", "--archive", archive, "--municipality", "hvidovre")
    assert (ran.code, ran.out) == (0, "No two items belong together.\n")


def test_compare_can_write_to_a_file(archive: Path) -> None:
    told = ordlyd("compare", "--archive", archive, "--format", "json").json
    ran = ordlyd("compare", "--archive", archive, "--format", "json", "--output", "found.json")
    assert ran.out == ""
    assert json.loads(Path("found.json").read_text("utf-8")) == told


def test_compare_can_be_limited_to_towns_and_time(archive: Path) -> None:
    limits = ("--municipality", "Lejre", "--municipality", "odense", "--since", "2026-06-01")
    found = ordlyd("compare", "--archive", archive, "--format", "json", *limits).json
    sides = [relation[side] for relation in found["relations"] for side in "ab"]
    assert {side["municipality"] for side in sides} <= {"lejre", "odense"}
    newest = [max(relation[side]["date"] for side in "ab") for relation in found["relations"]]
    assert min(newest) >= "2026-06-01"
    assert min(side["date"] for side in sides) < "2026-06-01"  # what is new came from before


def test_an_output_that_cannot_be_written_is_named(archive: Path) -> None:
    ran = ordlyd("compare", "--archive", archive, "--output", "missing/found.json")
    assert ran.code == 2
    assert "missing/found.json" in ran.err


def test_search_finds_forms_of_a_word_in_their_sentence(archive: Path) -> None:
    ran = ordlyd("search", "leverandører", "--archive", archive, "--format", "json", "--limit", "3")
    assert 0 < len(ran.json["hits"]) <= 3
    hit = ran.json["hits"][0]
    start, end = hit["highlights"][0]
    assert hit["sentence"][start:end].casefold().startswith("leverandør")
    plain = ordlyd("search", "leverandører", "--archive", archive, "--municipality", "Lejre")
    assert hit["item_id"] in plain.out
    assert "*" in plain.out


@pytest.mark.parametrize("words", ["", " ", "...", '""'])
def test_search_without_a_word_is_wrong_use(archive: Path, words: str) -> None:
    ran = ordlyd("search", words, "--archive", archive)
    assert (ran.code, ran.out) == (2, "")
    assert "There is no word in" in ran.err


def test_search_without_a_hit_says_so_and_is_no_error(archive: Path) -> None:
    ran = ordlyd("search", "ubådsværft", "--archive", archive)
    assert (ran.code, ran.out) == (0, "")
    assert "ubådsværft" in ran.err


def test_status_counts_each_municipality(archive: Path) -> None:
    held = ordlyd("status", "--archive", archive, "--format", "json").json["municipalities"]
    assert {town["municipality"]: town["versions"] for town in held} == {
        "hvidovre": 1,
        "lejre": 5,
        "odense": 10,
    }
    assert "Hvidovre" in ordlyd("status", "--archive", archive).out


def test_all_municipalities_are_listed_once() -> None:
    towns = ordlyd("municipalities", "--format", "json").json["municipalities"]
    assert len({town["code"] for town in towns}) == len(towns) == 98
    assert {"name", "slug", "code", "platform", "host", "note"} <= set(towns[0])
    chosen = ordlyd("municipalities", "--platform", "firstagenda", "--format", "json").json
    assert {town["platform"] for town in chosen["municipalities"]} == {"firstagenda"}
    assert "Ærø" in ordlyd("municipalities").out


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_export_names_the_tables_it_wrote(archive: Path, form: str) -> None:
    ran = ordlyd("export", "--archive", archive, "--format", form, "--output", "tables")
    assert ran.code == 0
    files = [Path(line) for line in ran.out.splitlines()]
    assert {file.stem for file in files} >= {
        "meetings",
        "items",
        "sections",
        "relations",
        "changes",
    }
    assert all(file.is_file() for file in files)


@pytest.mark.parametrize(
    ("form", "files"),
    [("xlsx", ["ordlyd.xlsx"]), ("sqlite", ["metadata.json", "ordlyd.sqlite3"])],
)
def test_export_of_one_file_has_the_codebook_beside_it(
    archive: Path, form: str, files: list[str]
) -> None:
    ran = ordlyd("export", "--archive", archive, "--format", form, "--output", "t")
    told = [f"t/{name}" for name in ["codebook.csv", "codebook.md", *files]]
    assert (ran.code, ran.out.splitlines()) == (0, told)


def test_export_holds_every_version(archive: Path) -> None:
    ordlyd("export", "--archive", archive, "--format", "parquet", "--output", "tables")
    meetings = pl.read_parquet("tables/meetings.parquet")
    assert sorted(meetings.filter(id=LEJRE_JUNE)["version"]) == [1, 2]


@pytest.mark.parametrize(("language", "word"), [("da", 'lang="da"'), ("en", 'lang="en"')])
def test_report_names_its_front_page(archive: Path, language: str, word: str) -> None:
    ran = ordlyd("report", "--archive", archive, "--output", "site", "--language", language)
    assert ran.code == 0
    front = Path(ran.out.strip())
    assert front == Path("site/index.html")
    assert word in front.read_text("utf-8")


def test_a_report_of_one_municipality_shows_nothing_of_others(archive: Path) -> None:
    whole = ordlyd("report", "--archive", archive, "--output", "all")
    ran = ordlyd("report", "--archive", archive, "--output", "site", "--municipality", "lejre")
    assert (whole.code, ran.code) == (0, 0)
    pages = {path.relative_to("site") for path in Path("site").rglob("*.html")}
    everything = {path.relative_to("all") for path in Path("all").rglob("*.html")}
    assert 5 < len(pages) < len(everything)
    assert any("odense" in str(path) for path in everything)
    assert not any("odense" in str(path).lower() for path in pages)
    linked = {
        name for page in Path("site").rglob("*.html") for name in LINK.findall(page.read_text())
    }
    assert linked
    assert not any("odense" in name for name in linked)


def test_an_export_of_one_municipality_holds_nothing_of_others(archive: Path) -> None:
    options = ("--format", "parquet", "--output", "tables", "--municipality", "lejre")
    assert ordlyd("export", "--archive", archive, *options).code == 0
    meetings = pl.read_parquet("tables/meetings.parquet")
    relations = pl.read_parquet("tables/relations.parquet")
    assert set(meetings["municipality"]) == {"lejre"}
    assert len(relations) > 0
    assert relations["a"].str.starts_with("lejre/").all()
    assert relations["b"].str.starts_with("lejre/").all()


def test_a_report_of_an_unknown_municipality_names_the_nearest(archive: Path) -> None:
    ran = ordlyd("report", "--archive", archive, "--output", "site", "--municipality", "lajre")
    assert ran.code == 2
    assert "lejre" in ran.err.lower()
    assert not Path("site").exists()


def test_report_leaves_foreign_files_alone(archive: Path) -> None:
    Path("site").mkdir()
    Path("site/index.html").write_text("mine")
    ran = ordlyd("report", "--archive", archive, "--output", "site")
    assert ran.code == 2
    assert Path("site/index.html").read_text() == "mine"


def test_the_demo_tells_the_silent_edit_first_and_can_be_run_again() -> None:
    runs = [ordlyd("demo", "--output", "shown") for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].code == 0
    assert runs[0].err == ""
    findings = [line for line in runs[0].out.splitlines() if line[:1].isdigit() and line[1] == "."]
    assert len(findings) == 5
    assert "1. september → den 1. november 2026" in findings[0]
    assert "12,4 → 14,2 mio. kr." in runs[0].out
    assert Path("shown/report/index.html").is_file()


def test_the_demo_removes_nothing_that_it_did_not_make() -> None:
    Path("mine/archive").mkdir(parents=True)
    Path("mine/archive/kept.txt").write_text("x")
    ran = ordlyd("demo", "--output", "mine")
    assert ran.code == 2
    assert Path("mine/archive/kept.txt").is_file()


def test_the_demo_leaves_the_usual_archive_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDLYD_ARCHIVE", "mine")
    assert ordlyd("demo", "--archive", "mine").code == 0
    assert not Path("mine").exists()
    assert [path.name for path in Path().iterdir()] == ["demo"]
