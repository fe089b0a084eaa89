"""The four real documents against their hand-checked annotation, field by field."""

from __future__ import annotations

import pytest
from gold import needs_shared

from benchmarks.gold import NAMES, read_real, scored

FIELDS = (
    "header", "item_recall", "item_precision", "title_exact", "title_normalised", "type", "closed",
    "case_number", "section_kinds_f1", "section_boundaries", "decision_text", "outcome", "absent",
    "votes", "attachments_f1", "links",
)  # fmt: skip
NOTES = ("raw_title", "committees", "tables", "decision_exact")


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
