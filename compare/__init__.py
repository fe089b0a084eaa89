"""Comparison: what belongs together, and what was changed. See ``docs/compare.md``."""

from compare.changes import changes as diff
from compare.comparison import compare
from compare.model import (
    Change,
    Commitment,
    Comparison,
    Fact,
    ItemRef,
    Reference,
    Relation,
    Thread,
)

__all__ = [
    "Change",
    "Commitment",
    "Comparison",
    "Fact",
    "ItemRef",
    "Reference",
    "Relation",
    "Thread",
    "compare",
    "diff",
]
