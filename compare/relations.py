"""Which two items belong together, as what, how surely, and why.

Pairs come from four families (same procedural name, same case number, same title but for its
date, shared text), are measured alike, and climb down one ladder: the first rung that holds is
the relation's kind. Everything that holds is its evidence, and the score is what the evidence
adds up to. All of it is one frame of pairs; ``docs/compare.md`` gives every threshold its reason.
"""

from __future__ import annotations

import polars as pl

from compare import frames, signatures
from compare.bands import linked
from compare.laid import Laid
from compare.model import RelationKind
from compare.similar import NONE_ALIKE, similar, terms

PASSAGE = 25  # words of its own that make a passage worth a relation
DUPLICATE, NEAR = 0.85, 0.5  # resemblance
UNCHANGED = 0.99  # resemblance of a report that came again without a new number
WHOLLY, HARDLY_LONGER = 0.95, 0.7  # containment and resemblance of a text with an addition
ALIKE = 0.5  # share of the words of two titles that say what they are about
BACKGROUND = 0.1  # resemblance that two issues of one report have at least
FLOOR_AGREED, FLOOR, FLOOR_DISAGREED = 25, 50, 100  # shared shingles

_c = pl.col


def _two_places(share: pl.Expr) -> pl.Expr:
    """A share as printed, rounded down, so that only the very same is 1.00."""
    hundredths = (share * 100 + 1e-9).floor().cast(pl.Int64)
    return pl.format("{}.{}", hundredths // 100, (hundredths % 100).cast(pl.String).str.zfill(2))


_same_town = _c("municipality") == _c("municipality_b")
_same_committee = _same_town & (_c("committee") == _c("committee_b"))
_same_day = _c("day") == _c("day_b")
_same_case = _c("case").eq(_c("case_b")).fill_null(value=False)
_other_case = (_same_town & _c("case").ne(_c("case_b"))).fill_null(value=False)
_same_title = _c("plain") == _c("plain_b")
_same_series = (_c("timeless") == _c("timeless_b")) & _c("timeless").str.contains(r"\pL{3}")
_standing = _c("standing").eq(_c("standing_b")).fill_null(value=False)
_in_common = _c("content").list.set_intersection("content_b").list.len()
_in_either = _c("content").list.set_union("content_b").list.len()
_title = pl.when(_in_either > 0).then(_in_common / _in_either).otherwise(0.0)
_both_say = (_c("own") > 0) & (_c("own_b") > 0)

_floor = (
    pl.when(_same_case | _same_title | (_same_series & _same_town))
    .then(FLOOR_AGREED)
    .when(_other_case)
    .then(FLOOR_DISAGREED)
    .when(_title >= ALIKE)
    .then(FLOOR_AGREED)
    .otherwise(FLOOR)
)
_substance = _c("shared") >= _floor
_likeness = _c("resemblance")
_next_issue = _same_series & ~_same_title & ~_same_day
_reissued = (
    (_same_committee | (_same_case & ~_same_title))  # a case that goes to the council is no series
    & ~_same_day
    & _same_series
    & _both_say
    & (
        ~_same_title
        | _same_case
        | (_likeness >= BACKGROUND)
        | (~_other_case & (_c("content").list.len() > 1))
    )
)

LADDER: tuple[tuple[RelationKind, pl.Expr], ...] = (
    ("standing_item", _standing & (_c("occasion") != _c("occasion_b"))),
    (
        "duplicate",
        _substance
        & (~_next_issue | (_likeness >= UNCHANGED))
        & (
            (_likeness >= DUPLICATE)
            | ((_c("containment") >= WHOLLY) & (_likeness >= HARDLY_LONGER))
        ),
    ),
    ("near_duplicate", _substance & (_likeness >= NEAR)),
    ("series", _reissued),
    ("same_case", _same_case),
    ("passage", _c("passage") >= PASSAGE),
    ("similar", _c("alike") > 0),
)
"""What must hold for each kind; the first that does is the pair's."""

_EVIDENCE: tuple[tuple[pl.Expr, pl.Expr, pl.Expr], ...] = (
    (_standing, pl.format("standing item: {}", "standing"), pl.lit(0.9)),
    (_same_case, pl.lit("case_number"), pl.lit(0.5)),
    (_likeness >= NEAR, pl.format("text {}", _two_places(_likeness)), _likeness),
    (_same_title, pl.lit("title"), pl.lit(0.5)),
    (_same_series & _same_town & ~_same_title, pl.lit("title but for dates"), pl.lit(0.4)),
    (
        (_title >= ALIKE) & ~_same_series & ~_same_title,
        pl.format("title {}", _two_places(_title)),
        _title * 0.4,
    ),
    (
        _c("passage") >= PASSAGE,
        pl.format("passage {} words", "passage"),
        _c("passage") / (_c("passage") + 100),
    ),
    (_same_day, pl.lit("same day"), pl.lit(0.0)),
    (_c("alike") > 0, _c("common").list.get(0), _c("alike")),
    (_c("common").list.len() > 1, _c("common").list.get(1, null_on_oob=True), pl.lit(0.0)),
)
"""What can speak for a pair: when it does, its words, and its weight."""


def relate(laid: Laid, *, elsewhere: bool = False) -> pl.DataFrame:
    """Find and judge all pairs of items: ``a``, ``b``, ``kind``, ``score``, ``evidence``.

    ``a`` and ``b`` are rows of what is laid out, ``a < b``, each pair once, sorted. The same
    matter in other municipalities is looked for only ``elsewhere``.
    """
    by_name = [linked(family) for family in families(laid.matters)]
    alike = similar(terms(laid.matters, laid.texts)) if elsewhere else NONE_ALIKE
    pairs = [*by_name, signatures.candidates(laid.texts), alike.select("a", "b")]
    return related(pl.concat(pairs), laid, alike)


def families(matters: pl.DataFrame) -> list[pl.DataFrame]:
    """The families that titles and case numbers make: ``row`` and ``family``, in their order."""
    named = matters.with_columns(report=frames.report())
    return [
        named.sort(order).select("row", family=name).drop_nulls("family")
        for name, order in frames.FAMILIES.items()
    ]


def related(pairs: pl.DataFrame, laid: Laid, alike: pl.DataFrame = NONE_ALIKE) -> pl.DataFrame:
    """Measure and judge pairs of rows, with the columns of :func:`relate`.

    ``alike`` is what :func:`compare.similar.similar` found of them. The score is
    ``1 - product(1 - weight)`` over the evidence that holds.
    """
    found = alike.select("a", "b", alike="score", common="evidence")
    measured = signatures.verify(pairs.unique().sort("a", "b"), laid.texts).join(
        found, on=["a", "b"], how="left"
    )
    sides = laid.matters.with_columns(own=frames.lengths(laid.texts))
    both = measured.join(sides, left_on="a", right_on="row").join(
        sides, left_on="b", right_on="row", suffix="_b"
    )
    return judge(both)


def judge(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give measured pairs their kind, score and evidence; drop those of no kind."""
    kind = pl.coalesce(pl.when(holds).then(pl.lit(kind)) for kind, holds in LADDER)
    words = [pl.when(holds).then(words) for holds, words, _ in _EVIDENCE]
    doubt = [pl.when(holds).then(1.0 - weight).otherwise(1.0) for holds, _, weight in _EVIDENCE]
    return (
        pairs.lazy()
        .with_columns(
            kind=kind,
            evidence=pl.concat_list(words).list.drop_nulls(),
            score=(1.0 - pl.reduce(lambda x, y: x * y, doubt)).round(3),
        )
        .filter(_c("kind").is_not_null())
        .select("a", "b", "kind", "score", "evidence")
        .sort("a", "b")
        .collect()
    )
