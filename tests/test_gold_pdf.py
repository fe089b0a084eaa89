"""The real documents, drawn as PDFs in the published manner and read back by their fonts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from gold import needs_shared
from test_gold_variants import _HEADING

from benchmarks.gold import NAMES, flatten, gold_of, minutes, scorer
from ordlyd import read_file, read_meeting
from ordlyd.registry import default_registry

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from draw_samples import Drawing, draw

_CONTENTS = re.compile(r"\nIndholdsfortegnelse\n.*?(?=\n[ ]*Punkt 1:)", re.DOTALL)
_TITLE = re.compile(r"\n[ ]*(Punkt \d+: .*(?:\n\S.*)?)\n\s*")


def drawable(text: str) -> str:
    """The text in the form that the drawing tool takes, each paragraph on one line."""
    text = _CONTENTS.sub("", f"\n{text}")
    text = _TITLE.sub(lambda m: f"\n\n{' '.join(m[1].split())}\n\n", text)
    text = _HEADING.sub(r"\n# \1\n", text)
    blocks = re.split(r"\n\s*\n", text)
    return "\n\n".join(_paragraph(block) for block in blocks if block.strip())


def _paragraph(block: str) -> str:
    """Join lines that were hard-wrapped; rows and lists stay lines."""
    lines = block.strip("\n").split("\n")
    wrapped = [len(line) > 90 for line in lines[:-1]]
    return " ".join(lines) if lines and all(wrapped) and wrapped else "\n".join(lines)


# What a PDF of such text does not carry: columns of a table that is drawn as plain words.
FIELDS = (
    "header", "item_recall", "item_precision", "title_exact", "type", "closed", "case_number",
    "section_kinds_f1", "outcome", "absent", "votes", "attachments_f1", "links",
)  # fmt: skip


@needs_shared
@pytest.mark.parametrize("key", [key for key in NAMES if key != "001"])  # has no front page
def test_a_drawn_pdf_reads_as_its_text_does(key, tmp_path):
    source, target = tmp_path / "source.txt", tmp_path / "minutes.pdf"
    source.write_text(drawable(minutes(key).read_text("utf-8")), encoding="utf-8")
    draw(Drawing(source, target, numbered=True), target)
    registry = default_registry()
    reading = read_meeting(read_file(target), registry.layouts, registry.municipalities)
    told: list[str] = []
    fields, _ = scorer().score(gold_of(key), flatten(reading.meeting), told.append)
    figures = {name: figure for name, figure, _ in fields}
    assert {name: figures[name] for name in FIELDS if figures[name] < 1} == {}, told
    assert figures["section_boundaries"] > 0.9, told
    assert figures["decision_text"] > 0.999, told
    assert reading.warnings == ()
