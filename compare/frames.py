"""Items as polars frames: the one place where objects of the schema become columns.

Three frames, each made from the one before it:

* *matters*: one row for each item in its current text; ``row`` numbers them in time order.
* *sentences*: the substance of each item, sentence by sentence.
* *texts*: the same as one text for each item, words parted by single blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl

from compare.titles import content, plain, standing, timeless
from compare.versions import case_key, identity
from ordlyd.ids import occasion
from ordlyd.model import SECTION_KINDS, SectionKind
from ordlyd.sentences import sentences as split_sentences
from ordlyd.stored import StoredItem
from ordlyd.text import EXTRACTION, TYPOGRAPHY

SUBSTANCE: frozenset[SectionKind] = frozenset(SECTION_KINDS) - {
    "decision",
    "competence",
    "case_history",
    "attachments",
}
"""Sections that say what is put to the committee, not what this or another one made of it."""

MATTERS: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "municipality": pl.String,
    "committee": pl.String,
    "occasion": pl.String,
    "day": pl.String,
    "standing": pl.String,
    "plain": pl.String,
    "timeless": pl.String,
    "content": pl.List(pl.String),
    "case": pl.String,
}
SENTENCES: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "section": pl.UInt32,
    "kind": pl.String,
    "text": pl.String,
}
FAMILIES: dict[str, tuple[str, ...]] = {
    "standing": ("municipality", "committee", "row"),
    "case": ("row",),
    "report": ("row",),
}
"""The families that titles and case numbers make, by their columns, and the order of each."""
_WORD = re.compile(r"\w+")
_ODD = re.compile(r"[^\s -~\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2015\u2018-\u201f\u2022\u2026]|/E")
"""What may hide another letter; quotes and dashes do not, for only words are taken."""
_TAGS = re.compile(r"</?[ib]>")


def matters(items: Sequence[StoredItem], *, first: int = 0) -> pl.DataFrame:
    """Return one row for each item, in the order given, counted from ``first``.

    Columns: ``row``; ``municipality``, ``committee``, ``occasion``, ``day``; ``standing`` (the
    canonical procedural name or null); ``plain``, ``timeless`` and ``content`` of the title;
    ``case`` (municipality and case number, or null).

    Raises:
        IncompleteMeeting: A meeting without municipality, committee or date.
    """
    return pl.DataFrame(
        (_matter(row, item) for row, item in enumerate(items, first)), schema=MATTERS, orient="row"
    )


def _matter(row: int, stored: StoredItem) -> tuple[object, ...]:
    municipality, committee, day = identity(stored)
    title = stored.item.title
    case = case_key(stored)
    return (
        row,
        municipality,
        plain(committee),
        occasion(stored.id),
        day.isoformat(),
        standing(title),
        plain(title),
        timeless(title),
        content(title),
        f"{municipality} {case}" if case else None,
    )


def report() -> pl.Expr:
    """What the issues of one report have in common: committee, and title but for its dates."""
    named = pl.concat_str("municipality", "committee", "timeless", separator="\n")
    return pl.when(pl.col("standing").is_null()).then(named)


def sentences(items: Sequence[StoredItem], *, first: int = 0, sections: int = 0) -> pl.DataFrame:
    """Return the substance of each item, sentence by sentence.

    Columns: ``row`` as in :func:`matters`; ``section``, counted over all items, from after so
    many ``sections`` on; ``kind`` of the section; ``text``, the sentence's words in lower case
    with one blank between them.
    """
    return pl.DataFrame(_sentences(items, first, sections), schema=SENTENCES, orient="row")


def _sentences(
    items: Sequence[StoredItem], first: int, number: int
) -> Iterator[tuple[int, int, str, str]]:
    for row, stored in enumerate(items, first):
        for section in stored.item.sections:
            if section.kind in SUBSTANCE:
                number += 1
                for sentence in split_sentences(_letters(section.text)):
                    if words := _WORD.findall(sentence.casefold()):
                        yield row, number, section.kind, " ".join(words)


def _letters(text: str) -> str:
    if _ODD.search(text):
        for pattern, replacement in (*EXTRACTION, *TYPOGRAPHY):
            text = pattern.sub(replacement, text)
    return _TAGS.sub("", text)


def texts(sentences: pl.DataFrame, count: int) -> pl.Series:
    """Return the words of ``count`` items, one text each: sentences joined, "" where none are."""
    joined = sentences.group_by("row").agg(text=pl.col("text").str.join(" "))
    rows = pl.DataFrame({"row": pl.int_range(count, dtype=pl.UInt32, eager=True)})
    found = rows.join(joined, on="row", how="left", maintain_order="left")
    return found["text"].fill_null("")


def lengths(texts: pl.Series) -> pl.Series:
    """Return the number of words of each text."""
    words = texts.str.count_matches(" ", literal=True) + 1
    return words.zip_with(texts != "", words * 0)
