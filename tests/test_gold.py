"""The four real documents against their hand-checked annotation, field by field."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from types import ModuleType

import pytest
from gold import NAMES, SHARED, flatten, gold_of, needs_shared, read_real

FIELDS = (
    "header", "item_recall", "item_precision", "title_exact", "title_normalised", "type", "closed",
    "case_number", "section_kinds_f1", "section_boundaries", "decision_text", "outcome", "absent",
    "votes", "attachments_f1", "links",
)  # fmt: skip
NOTES = ("raw_title", "committees", "tables", "decision_exact")


@lru_cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def scored(key: str) -> tuple[dict[str, float], list[str]]:
    told: list[str] = []
    fields, notes = scorer().score(gold_of(key), flatten(read_real(key).meeting), told.append)
    return {name: figure for name, figure, _ in (*fields, *notes)}, told


@needs_shared
@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("field", [*FIELDS, *NOTES])
def test_a_real_document_is_read_as_a_person_read_it(key, field):
    figures, told = scored(key)
    assert figures[field] == 1.0, told


@needs_shared
@pytest.mark.parametrize("key", NAMES)
def test_no_line_of_a_real_document_is_left_over(key):
    reading = read_real(key)
    assert "residue" not in reading.roles
    assert reading.warnings == ()
