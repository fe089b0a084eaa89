"""The ladder: what kind of difference lies between two wordings.

An edit has the level of the first rung that explains it: layout, typography, spelling, wording,
fact, passage. A rung explains an edit when both wordings are the same under its normal form;
no rung below ``fact`` explains an edit that changes a fact. That a whole sentence came, went or
moved is seen where sentences are aligned, so ``passage`` is given by the caller.

What belongs where in doubt: commas and stops are typography, letter case too; an inflection
(``borger``, ``borgere``), an exchange of function words (``der``, ``det``) and of two words that
both texts use (``borger``, ``bruger``) are wording, however few letters they differ by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from compare.model import SEVERITY, Change, Fact, Level
from ordlyd.text import EXTRACTION, LAYOUT, TYPOGRAPHY, fold

QUANTITIES = frozenset({"amount", "percentage", "number", "date", "deadline"})
"""Kinds of fact that say how much or when."""
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)[-\u00ad\u2010\u0002]\s*\n\s*")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\u0002]")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"(?<!\d)[^\w\s%§‰+]|[^\w\s%§‰+](?!\d)")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_LIST_MARKS = frozenset("-–•·▪◦*|")
SHORTEST_SLIP = 4
"""A shorter word that changes a letter is more often another word than a slip."""
TWO_LETTERS = 6
"""Words this long may differ by two letters and still be one word misspelt."""

ENDINGS = frozenset(
    """e en et er ene erne s es ens ets ers enes ernes ede te et t ende endes else elsen elser
    ere est este""".split()
) | {""}
"""Inflections of Danish nouns, verbs and adjectives on a stem that ends in a consonant."""

FUNCTION_WORDS = frozenset(
    """af alle alt altid anden andet andre at begge blev blive bliver bør både da dem den denne der
    deres derfor det dette dig din dine dog du efter eller ellers en end endnu er et fik flere for
    fordi fra få får før første gennem god ham han har havde hele helt hen hende hendes her hos
    hun hvad hvem hver hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor i igen ikke imod ind
    inden ingen jeg kan kom kun kunne lige man mange med meget mellem men mere mest mig min mod må
    når næste nogen noget nogle nok nu ny nye når også og om omkring op over på samme samt selv
    senest sidste siden sin sine skal skulle som større stor store så sådan tid til ud uden under
    var ved vi vil ville vores være været""".split()
)
"""Words of closed classes, in which a letter makes another word."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings of one place, as printed, and the facts that differ between them."""

    before: str
    after: str
    facts: Sequence[Fact] = ()
    known: Container[str] = frozenset()


def level(
    before: str, after: str, *, facts: Sequence[Fact] = (), known: Container[str] = frozenset()
) -> Level:
    """Return the first rung that explains an edit.

    Args:
        before: The old wording as printed.
        after: The new wording as printed.
        facts: The facts that the edit changed.
        known: Words, in lower case, that are known to be spelt right.
    """
    pair = Pair(before, after, facts, known)
    return next(rung for rung, explains in LADDER if explains(pair))


def seriousness(change: Change) -> tuple[int, int, int, int]:
    """Sort key: most serious first.

    Facts that differ in a decision or a recommendation, then by severity, facts before
    passages, long before short.
    """
    deciding = change.section in {"decision", "recommendation"}
    return (
        0 if deciding and (change.facts or change.level == "fact") else 1,
        -change.severity,
        0 if change.level == "fact" else 1,
        -len(change.before) - len(change.after),
    )


def severity(rung: Level) -> int:
    """How much a level matters: 0 layout and typography … 3 fact and passage."""
    return SEVERITY[rung]


def _layout(pair: Pair) -> bool:
    if _counts(pair):
        return False
    if not (pair.before and pair.after):
        return (pair.before + pair.after).strip() in _LIST_MARKS
    return bool(_skeletons(pair.before) & _skeletons(pair.after))


def _typography(pair: Pair) -> bool:
    return not _counts(pair) and bool(_letters(pair.before) & _letters(pair.after))


def _counts(pair: Pair) -> bool:
    """Whether a quantity differs: ``1 2`` is not ``12``, ``1,5`` not ``15``, ``5`` not ``-5``."""
    return any(
        fact.kind in QUANTITIES and _DIGIT.search(fact.before + fact.after) for fact in pair.facts
    )


def _spelling(pair: Pair) -> bool:
    if pair.facts:
        return False
    old, new = (_WORD.findall(_folded(text)) for text in (pair.before, pair.after))
    if len(old) != len(new):
        return False
    differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return bool(differing) and all(is_slip(a, b, pair.known) for a, b in differing)


def is_slip(a: str, b: str, known: Container[str] = frozenset()) -> bool:
    """Whether two words, in lower case, are one word of which one form is misspelt."""
    longest = max(len(a), len(b))
    if longest < SHORTEST_SLIP or not (a + b).isalpha():
        return False
    if {a, b} <= FUNCTION_WORDS or (a in known and b in known):
        return False
    if OSA.distance(a, b, score_cutoff=2) > (2 if longest >= TWO_LETTERS else 1):
        return False
    return not _inflected(a, b)


def _inflected(a: str, b: str) -> bool:
    """Whether two words are one stem with different endings."""
    stems = [
        {word[: len(word) - n] for n in range(6) if word[len(word) - n :] in ENDINGS}
        for word in (a, b)
    ]
    return any(len(stem) > 2 and stem[-1] not in "aeiouyæøå" for stem in stems[0] & stems[1])


def _folded(text: str) -> str:
    return fold(text, (*EXTRACTION, *TYPOGRAPHY, *LAYOUT)).text.casefold()


def _skeletons(text: str) -> set[str]:
    """The characters without blanks and marks, with hyphens at line ends and without."""
    text = fold(text, LAYOUT[:-1]).text
    whole = _INVISIBLE.sub("", text)
    joined = _INVISIBLE.sub("", _HYPHEN_AT_LINE_END.sub("", text))
    return {_BLANKS.sub("", whole), _BLANKS.sub("", joined)}


def _letters(text: str) -> set[str]:
    """The letters and digits without regard to case, quotes, dashes and other marks."""
    return {
        _BLANKS.sub("", _MARKS.sub("", fold(form, (*EXTRACTION, *TYPOGRAPHY)).text.casefold()))
        for form in _skeletons(text)
    }


LADDER: tuple[tuple[Level, Callable[[Pair], bool]], ...] = (
    ("layout", _layout),
    ("typography", _typography),
    ("spelling", _spelling),
    ("wording", lambda pair: not pair.facts),
    ("fact", lambda _: True),
)
