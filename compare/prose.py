"""An item's text as sentences, each with its place and with what introduces it.

Titles, table rows, list items and lines with a label (``Fagudvalg: 1. juni og 17. august``) are
sentences of their own. What is matched is one line with look-alike letters put right; what is
shown is the same words as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ordlyd.model import AgendaItem, Section
from ordlyd.sentences import sentence_spans
from ordlyd.text import bare, clean, collapse, latin

LONGEST = 1500
"""Characters of a sentence that are read; a longer one is a table without marks."""
_LINE = re.compile(r"\n(?=[ \t]*\||[^\n:|.]{2,40}:[ \t]|[^\n\t]{0,300}\t)")
_BULLET = re.compile(
    r"^\s*(?:[-*•·–]\s|\d{1,2}[.)]\s(?!\s*(?:jan|feb|mar|apr|maj|ju[nl]|aug|sep|okt|nov|dec))|[a-z]\)\s)"
)
_ROW = re.compile(r"\s*\||[^:.|]{2,40}:\s")
_RULE = re.compile(r"^[\s|:-]*$")
_UNREAD = frozenset({"attachments", "case_history"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, row or list item.

    Attributes:
        text: The words on one line.
        section: The kind of section, ``title`` or ``attachments``.
        span: Its place in the extracted text of the document, where it is known.
        lead: For a row or list item, the line that introduces the list.
        row: Whether it is a table row, a list item or a labelled line.
    """

    text: str
    section: str
    span: tuple[int, int] | None = None
    lead: str = ""
    row: bool = False


def sentences(item: AgendaItem) -> list[Sentence]:
    """Return the sentences of an item in reading order: title, sections, attachments' titles.

    Earlier decisions under “Sagens forløb” are left out; they stand in ``item.history``.
    """
    return [
        Sentence(_line(item.title), "title"),
        *(s for section in item.sections if section.kind not in _UNREAD for s in _of(section)),
        *(Sentence(_line(a.title), "attachments", row=True) for a in item.attachments),
    ]


def _line(text: str) -> str:
    return collapse(bare(latin(clean(text))))


def _of(section: Section) -> Iterator[Sentence]:
    """Yield the sentences of a section; a list or table remembers the line before it."""
    placed = len(section.text) == section.end - section.start
    before = label = head = ""
    for start, end in _spans(section.text):
        text = _line(section.text[start : min(end, start + LONGEST)])
        bullet, row = bool(_BULLET.match(text)), _is_row(section.text[start:end])
        place = (section.start + start, section.start + end) if placed else None
        lead = label if bullet else f"{before} {head}".strip() if row else ""
        yield Sentence(text, section.kind, place, lead, bullet or row)
        if not bullet:
            label = text
        if not bullet and not row:
            before, head = text, ""
        elif not bullet and not head:
            head = text


def _is_row(text: str) -> bool:
    return "\t" in text or bool(_ROW.match(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        if "\n" not in text[start:end] and text[start].isalpha():
            yield start, end  # most sentences: one line that is no rule
            continue
        cuts = [start, *(start + m.end() for m in _LINE.finditer(text[start:end])), end]
        for left, right in pairwise(cuts):
            if not _RULE.match(text[left:right]):
                yield left, right
