"""The real documents, extracted otherwise: wrapped, without blank lines, with Markdown marks.

What a reader finds in minutes does not depend on how a program took the text out of them; so
each variant must score as the original does.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest
from gold import needs_shared

from benchmarks.gold import NAMES, flatten, gold_of, minutes, scorer
from ordlyd import read, read_meeting
from ordlyd.registry import default_registry

_HEADING = re.compile(
    r"(?m)^(Sagsresumé|Resumé|Resume|Effekt|Indstilling|INDSTILLING|Beslutning|Sagsfremstilling|Bilag"
    r"|Økonomi|Økonomi og finansiering|Administrationens vurdering|Beslutningskompetence|Udtalelser"
    r"|Sagens forløb)[ ]*$"
)
_ITEM = re.compile(r"(?m)^[ ]*(Punkt \d+:.*)$")


def wrapped(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        table = "\t" in line or line.lstrip().startswith("|")
        width = 72 if line.startswith("Punkt ") else 100
        wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
        lines += [line] if table else wrap.wrap(line) or [""]
    return "\n".join(lines)


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def with_markdown_headings(text: str) -> str:
    return _HEADING.sub(r"### \1", _ITEM.sub(r"## \1", text))


def with_bold_headings(text: str) -> str:
    return _HEADING.sub(r"**\1**", _ITEM.sub(r"**\1**", text))


def with_windows_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_decomposed_letters(text: str) -> str:
    return text.replace("å", "a\u030a")


VARIANTS: list[Callable[[str], str]] = [
    wrapped,
    without_blank_lines,
    lambda text: without_blank_lines(wrapped(text)),
    with_markdown_headings,
    with_bold_headings,
    with_windows_line_ends,
    with_decomposed_letters,
]
IDS = [
    "wrapped", "no blank lines", "wrapped, no blank lines", "Markdown headings", "bold headings",
    "Windows line ends", "decomposed letters",
]  # fmt: skip


@needs_shared
@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("variant", VARIANTS, ids=IDS)
def test_a_document_reads_the_same_however_its_text_was_taken_out(variant, key):
    registry = default_registry()
    document = read(variant(minutes(key).read_text("utf-8")).encode(), name=key)
    reading = read_meeting(document, registry.layouts, registry.municipalities)
    told: list[str] = []
    fields, _ = scorer().score(gold_of(key), flatten(reading.meeting), told.append)
    assert {name: figure for name, figure, _ in fields if figure < 1} == {}, told
    assert reading.warnings == ()
