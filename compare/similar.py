"""The same matter in another municipality: by the words that tell what it is about, and by KLE.

No text is shared here, so words are held against words. Each is taken by its stem, a compound
also by its two parts (``letbaneprojektet`` speaks of a ``letbane``), and a KLE code as two words,
its group and its subject. What stands in one municipality only (streets, people) tells nothing
about another, and what stands everywhere tells nothing at all: words weigh by how few items have
them (tf-idf, Spärck Jones 1972), and two items are as alike as the cosine of their weights.

One matter of a municipality counts once, by its newest item; each item keeps its nearest
matters, one of each other municipality. Rows are looked up in an inverted index whose lists are
bounded, a chunk at a time, so that cost grows as the items do and memory hardly at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import log

import polars as pl

from ordlyd.stems import stem_words

NEAREST = 5
"""Matters that an item keeps, each of another municipality."""
TELLING = 24
"""Words of an item that are held against others, those of most weight."""
LISTED = 200
"""Items that a word may lead to; a word of more leads nowhere."""
ALIKE = 0.25
"""Cosine from which two items are about the same."""
INFORMED = 3.5
"""Information in common from which that is no accident: so many words of one item in the world."""
SHARED = 3
"""Words in common, a KLE code not counted, that it takes in any case."""
SHOWN = 4
"""Words that are given as evidence."""
ROUTINE_YEARS, ROUTINE_TOWNS = 3, 2
"""A title of so many years in so many municipalities is a routine that every town has."""
CHUNK = 4_000
"""Items that are looked at together, a bound on memory."""

TERMS: Mapping[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "municipality": pl.String,
    "term": pl.String,
    "weight": pl.Float32,
    "information": pl.Float32,
    "titled": pl.Boolean,
    "whole": pl.Boolean,
}
NONE_ALIKE = pl.DataFrame(
    schema={"a": pl.UInt32, "b": pl.UInt32, "score": pl.Float64, "evidence": pl.List(pl.String)}
)
"""What :func:`similar` returns where nothing is alike."""
_TITLE, _PART, _CODE = 2.0, 0.5, 1.0
"""What counts beside a word's place in the text: the title, half a compound, a KLE code."""
_SHORTEST = 4  # letters of a part of a compound
_KLE = r" (\d\d\.\d\d\.\d\d)-?[A-ZÆØÅ]\d\d-"
_WORD = r"^(?:\p{L}{3,}|KLE .*)$"
_c = pl.col
_is_code = _c("term").str.starts_with("KLE ")


def learn(matters: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Return what words tell: from ``word`` to its terms, with ``share`` and ``information``.

    Takes ``matters`` of :mod:`compare.frames` and the words of each row, boilerplate apart. A
    compound has the terms of its parts, too, with less share. ``information`` is 1 for what one
    item has, and 0 for what all have. Terms of one municipality only are left out.
    """
    rows = newest(matters)
    return _vocabulary(_counted(_said(part, texts) for part in _parted(rows)), len(rows))


def terms(
    matters: pl.DataFrame, texts: pl.Series, known: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return the telling words of each item, as :data:`TERMS`.

    What words tell is learned from the items (see :func:`learn`), unless it is ``known``.
    ``term`` is the shortest form of a word, or ``KLE`` and a code; ``weight`` how much the item
    speaks of it, times its information; ``titled`` says whether its title does, and ``whole``
    whether it is more than part of a compound. Procedural items, routines, and all items of a
    matter but the newest have none.
    """
    known = learn(matters, texts) if known is None else known
    found = (_telling(_said(part, texts), known) for part in _parted(newest(matters)))
    return pl.concat([pl.DataFrame(schema=TERMS), *found])


def newest(matters: pl.DataFrame) -> pl.DataFrame:
    """Return the newest row of each matter: one title but for its date, in one municipality."""
    own = matters.filter(_c("standing").is_null() & (_c("content").list.len() > 0))
    series = own.group_by("municipality", "timeless", maintain_order=True).agg(
        _c("row", "content", "case").last(), years=_c("day").str.head(4).n_unique()
    )
    lasting = (_c("years") >= ROUTINE_YEARS).sum().over("timeless")
    return series.filter(lasting < ROUTINE_TOWNS).drop("years", "timeless").sort("row")


def _parted(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK))


def _said(rows: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Each word of each item: ``row``, ``municipality``, ``word``, ``count``, ``titled``."""
    code = _c("case").str.extract(_KLE)
    codes = pl.concat_list(pl.format("KLE {}", code.str.head(5)), pl.format("KLE {}", code))
    told = rows.with_columns(text=texts.gather(rows["row"]).str.split(" "), code=codes)
    parts = [
        told.select("row", "municipality", word=name, titled=pl.lit(name == "content"))
        .explode("word")
        .drop_nulls("word")
        for name in ("text", "content", "code")
    ]
    return (
        pl.concat(parts)
        .group_by("row", "municipality", "word")
        .agg(count=(~_c("titled")).sum().cast(pl.Float32), titled=_c("titled").any())
    )


def _counted(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """In how many ``items`` of each ``municipality`` each ``word`` stands."""
    counts = [part.group_by("word", "municipality").agg(items=pl.len()) for part in parts]
    empty = pl.DataFrame(
        schema={"word": pl.String, "municipality": pl.String, "items": pl.get_index_type()}
    )
    whole = pl.concat([empty, *counts]).group_by("word", "municipality").agg(_c("items").sum())
    return whole.filter(_c("word").str.contains(_WORD))


def _vocabulary(counted: pl.DataFrame, items: int) -> pl.DataFrame:
    """See :func:`learn`."""
    forms = pl.DataFrame(
        _forms(counted["word"].unique().sort()),
        schema={"word": pl.String, "stem": pl.String, "share": pl.Float32},
        orient="row",
    )
    shortest = _c("word").sort_by(_c("word").str.len_chars(), "word").first()
    shown = forms.filter(_c("share") == 1.0).group_by("stem").agg(term=shortest)
    rare = 1.0 - _c("items").log() / log(max(items, 2))
    known = (
        forms.join(counted, on="word")
        .group_by("stem")
        .agg(_c("items").sum(), towns=_c("municipality").n_unique())
        .filter(_c("towns") > 1)
        .select("stem", information=rare.clip(0.0).cast(pl.Float32))
    )
    return forms.join(known, on="stem").join(shown, on="stem").drop("stem")


def _forms(words: pl.Series) -> Iterator[tuple[str, str, float]]:
    """Yield each word with its stem, and with the stems of the two parts of a compound."""
    letters = [word for word in words if not word.startswith("KLE ")]
    known = dict(zip(letters, stem_words(" ".join(letters)), strict=True))
    for word in words:
        stem = known.get(word, word)  # a code is its own
        yield word, stem, 1.0
        yield from ((word, part, _PART) for part in _parts(word, known) if part != stem)


def _parts(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The stems of the two words of a compound, the first as long as can be; else nothing."""
    for at in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        first, second = word[:at], word[at:]
        joined = first[:-1] if first[-1] in "es" else first  # arbejd-s-plads, barn-e-pige
        for head in (first, joined):
            if second in known and head in known and len(head) >= _SHORTEST:
                return known[head], known[second]
    return ()


def _telling(said: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The words of most weight of each item, as :data:`TERMS`."""
    spoken = pl.when(_is_code).then(_CODE).otherwise((1.0 + _c("count")).log())
    meant = _c("share") * (spoken + _c("titled") * _TITLE) * _c("information")
    return (
        said.join(known, on="word")
        .with_columns(weight=meant.cast(pl.Float32))
        .group_by("row", "municipality", "term")
        .agg(
            _c("weight").sum(),
            _c("information").first(),
            _c("titled").any(),
            whole=(_c("share") == 1.0).any(),
        )
        .filter(_c("weight") > 0)
        .sort("row", "weight", "term", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .head(TELLING)
        .select(*TERMS)
    )


def similar(terms: pl.DataFrame, of: pl.Series | None = None) -> pl.DataFrame:
    """Return pairs of items about the same: ``a``, ``b``, ``score``, ``evidence``.

    Takes the frame of :func:`terms`; the nearest are sought of every row, or of the rows ``of``.
    ``a < b``, each pair once, sorted; ``score`` is the cosine;
    ``evidence`` holds the words in common, the most telling first, and the KLE code.
    """
    lengths = terms.group_by("row").agg(length=(_c("weight") ** 2).sum().sqrt())
    index = terms.filter(pl.len().over("term") <= LISTED).join(lengths, on="row")
    rows = index.select(_c("row").unique().sort())
    sought = rows if of is None else rows.filter(_c("row").is_in(of.implode()))
    near = (_nearest(index.join(part, on="row", how="semi"), index) for part in _parted(sought))
    empty = pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32, "score": pl.Float32})
    pairs = (
        pl.concat([empty, *near])
        .group_by(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
        .agg(_c("score").max().cast(pl.Float64).round(3))
    )
    return pairs.join(_evidence(pairs, terms), on=["a", "b"]).sort("a", "b")


def _nearest(part: pl.DataFrame, index: pl.DataFrame) -> pl.DataFrame:
    """For each item of a part its nearest matters: ``a``, ``b``, ``score``."""
    lengths = _c("length").first() * _c("length_b").first()
    return (
        part.lazy()
        .join(index.lazy(), on="term", suffix="_b")
        .filter((_c("municipality") != _c("municipality_b")) & (_c("whole") | _c("whole_b")))
        .group_by(a="row", b="row_b")
        .agg(
            town=_c("municipality_b").first(),
            score=(_c("weight") * _c("weight_b")).sum() / lengths,
            known=_c("information").sum(),
            shared=(~_is_code).sum(),
            titled=(~_is_code & (_c("titled") | _c("titled_b"))).any(),
        )
        .filter(_c("score") >= ALIKE, _c("known") >= INFORMED, _c("shared") >= SHARED, "titled")
        .sort("a", "score", "b", descending=[False, True, False])
        .unique(["a", "town"], keep="first", maintain_order=True)
        .group_by("a", maintain_order=True)
        .head(NEAREST)
        .select("a", "b", _c("score").cast(pl.Float32))
        .collect()
    )


def _evidence(pairs: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """What two items have in common: ``terms: letbane, perroner`` and ``KLE 05.13``."""
    common = (
        pairs.select("a", "b")
        .join(terms, left_on="a", right_on="row")
        .join(terms, left_on=["b", "term"], right_on=["row", "term"], suffix="_b")
        .with_columns(product=_c("weight") * _c("weight_b"))
        .sort("a", "b", "product", "term", descending=[False, False, True, False])
    )
    words = common.filter(~_is_code).group_by("a", "b").agg(_c("term").head(SHOWN).str.join(", "))
    codes = common.filter(_is_code).group_by("a", "b").agg(code=_c("term").max())
    told = pl.concat_list(pl.format("terms: {}", "term"), "code").list.drop_nulls()
    return words.join(codes, on=["a", "b"], how="left").select("a", "b", evidence=told)
