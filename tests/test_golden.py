"""Golden cases: one small invented document for each trap, read field by field.

A case is a folder: ``source.*``, ``about.md`` (what a reader should find), ``expected.json``.
A missing ``expected.json`` is written and the test fails, so that a person reads it first.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from ordlyd import read_file, read_meeting
from ordlyd.registry import default_registry

GOLDEN = Path(__file__).resolve().parent / "golden"
CASES = sorted(folder for folder in GOLDEN.glob("*/*") if folder.is_dir())
FIELDS = (
    "municipality", "committee", "term", "kind", "date", "start", "end", "place", "participants",
    "items", "source", "warnings",
)  # fmt: skip


@lru_cache
def found(case: Path) -> dict[str, Any]:
    registry = default_registry()
    [source] = case.glob("source.*")
    document = read_file(source, pages=registry.pages)
    reading = read_meeting(document, registry.layouts, registry.municipalities)
    meeting = json.loads(reading.meeting.model_dump_json())
    del meeting["source"]["sha256"]  # a drawn PDF's bytes vary with the compressor
    return {**meeting, "warnings": list(reading.warnings)}


@lru_cache
def expected(case: Path) -> dict[str, Any]:
    file = case / "expected.json"
    if not file.exists():
        text = json.dumps(found(case), indent=1, ensure_ascii=False) + "\n"
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{file} was missing and is written: read it beside about.md, then commit it.")
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
@pytest.mark.parametrize("field", FIELDS)
def test_a_golden_document_is_read_as_expected(case, field):
    assert found(case)[field] == expected(case)[field]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_golden_case_says_what_a_reader_should_find(case):
    assert (case / "about.md").read_text("utf-8").strip()


def test_every_layout_has_a_golden_case():
    covered = {case.parent.name for case in CASES}
    assert {layout.name for layout in default_registry().layouts} <= covered
