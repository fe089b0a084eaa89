"""Danish text: normal forms that remember where each character came from.

:func:`fold` applies rewriting rules and keeps, for every character of the result, its place in
the original; comparison works on the folded form and shows the original. Three rule sets build
on each other:

* ``EXTRACTION``: what reading a file does to characters (composed letters, ligatures, hard
  blanks, soft hyphens, invisible marks). Always safe.
* ``TYPOGRAPHY``: kinds of quotes and dashes, letters of another alphabet that look like Latin
  ones, and OCR slips such as ``/E`` for ``Æ``.
* ``LAYOUT``: line breaks, runs of blanks, list and table marks.

Rules never look at meaning: a digit, a word or a punctuation mark that says something stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

CYRILLIC = str.maketrans(
    "аеосхуіјѕкмтвнрАВЕКМНОРСТХУІЈЅ",
    "aeocxyijskmtbhpABEKMHOPCTXYIJS",
)
"""Cyrillic letters that stand for Latin ones of the same look (Unicode TR 39 confusables)."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ü": "u", "ö": "o", "ä": "a", "é": "e"})
_ALPHABET = {letter: chr(0x7B + i) for i, letter in enumerate("æøå")}


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def _latin(match: re.Match[str]) -> str:
    return match[0].translate(CYRILLIC)


EXTRACTION: tuple[Rule, ...] = (
    (re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"), ""),
    (re.compile("[^\\W\\d_][\u0300-\u036f]+"), _compose),
    (re.compile("[\ufb00-\ufb06]"), lambda m: unicodedata.normalize("NFKC", m[0])),
    (re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]"), " "),
)
_EXTRACTED = re.compile(
    "[\u00a0\u00ad\u0300-\u036f\u2000-\u200f\u202f\u205f\u2060\u3000\ufb00-\ufb06\ufeff]"
)
"""What there is to undo in any of them: most texts have none."""
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
TYPOGRAPHY: tuple[Rule, ...] = (
    (_CYRILLIC, _latin),
    (re.compile("[\u2018\u2019\u201a\u201b\u2032`\u00b4]"), "'"),
    (re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]|''"), '"'),
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile("\u2026"), "..."),
    (re.compile(r"(?<![\w/])/E(?=[a-zæøå])"), "Æ"),
)
LAYOUT: tuple[Rule, ...] = (
    (re.compile(r"(?m)^[ \t]*(?:[-*•·▪◦–]|\u2022)[ \t]+"), ""),
    (re.compile(r"(?m)^\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t\r]*$"), ""),
    (re.compile(r"\*\*|</?[ib]>"), ""),
    (re.compile(r"(?<![ \t])[ \t]*[|\t][ \t|]*"), " "),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A normal form of a text.

    Attributes:
        text: The normal form.
        origin: For each character of ``text``, the index in the original of the character that
            it came from; one entry more for the end.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that ``text[start:end]`` came from.

        Characters that folding removed belong to the span when they stand inside it, not when
        they stand at its edges.
        """
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str, rules: Iterable[Rule]) -> Folded:
    """Apply rules in order, keeping every character's place in the original."""
    origin: list[int] = list(range(len(text) + 1))
    for pattern, replacement in rules:
        text, origin = _apply(text, origin, pattern, replacement)
    return Folded(text, tuple(origin))


def _apply(
    text: str,
    origin: list[int],
    pattern: re.Pattern[str],
    replacement: str | Callable[[re.Match[str]], str],
) -> tuple[str, list[int]]:
    pieces: list[str] = []
    places: list[list[int]] = []
    done = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = replacement if isinstance(replacement, str) else replacement(match)
        if new == match[0]:
            continue
        pieces += (text[done:start], new)
        # A shorter or longer replacement maps its characters to the first ones it replaces.
        places += (
            origin[done:start],
            [origin[min(start + i, end - 1)] for i in range(len(new))],
        )
        done = end
    if not pieces:
        return text, origin
    pieces.append(text[done:])
    places.append(origin[done:])
    return "".join(pieces), list(chain.from_iterable(places))


def clean(text: str) -> str:
    """Undo what extraction did to characters; blanks and line breaks stay."""
    if not _EXTRACTED.search(text):
        return text
    for pattern, replacement in EXTRACTION:
        text = pattern.sub(replacement, text)
    return text


def collapse(text: str) -> str:
    """Turn every run of white space into one blank, and none at the ends."""
    return " ".join(text.split())


def latin(text: str) -> str:
    """Put letters of another alphabet right that look like Latin ones (``Ørbækvеj``)."""
    return _CYRILLIC.sub(_latin, text)


_EMPHASIS = re.compile(r"^\s*(?:#{1,6}\s+)?(?:\*\*|__)?|(?:\*\*|__)?[ \t#]*$")


def bare(text: str) -> str:
    """Take Markdown's heading and bold marks off the ends of a line."""
    return _EMPHASIS.sub("", text) if "#" in text or "*" in text or "__" in text else text


def caseless(text: str) -> str:
    """The form under which two printed names or headings are the same."""
    return collapse(latin(clean(text))).casefold()


def slug(text: str) -> str:
    """A readable, stable id part: ``Børne- og Ungeudvalget`` → ``boerne-og-ungeudvalget``."""
    text = unicodedata.normalize("NFC", latin(text)).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def danish_key(text: str) -> tuple[str, str]:
    """Sort key in Danish order: … z, æ, ø, å, and aa as å.

    Source: Retskrivningsordbogen § 5 (alphabetical order). Equal keys fall back on the text.
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    folded = folded.replace("ä", "æ").replace("ö", "ø").replace("ü", "y")
    letters = (_ALPHABET.get(ch, ch) for ch in folded)
    plain = "".join(
        ch
        for letter in letters
        for ch in unicodedata.normalize("NFD", letter)
        if not unicodedata.combining(ch)
    )
    return plain, text


_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, marks that turn the direction of writing, halves of characters."""


def printable(text: str) -> str:
    """Replace every character that steers a terminal or a page instead of being read."""
    return _UNPRINTABLE.sub("\ufffd", text)


_PHONE = r"\d{2}(?:[ \u00a0]?\d{2}){3}"
_PERSONAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b"), "[e-mail]"),
    (re.compile(r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[- ]\d{4}\b"), "[cpr]"),
    (re.compile(rf"\+45[ \u00a0]?{_PHONE}\b"), "[telefon]"),
    (re.compile(rf"(?i)\b(tlf\.?|telefon|mobil|tel\.)(:?\s{{0,2}}){_PHONE}\b"), r"\1\2[telefon]"),
    # Bare numbers only in the printed form of a phone number, four pairs; not an amount.
    (
        re.compile(r"(?<![\d.,/-])\d{2}(?:[ \u00a0]\d{2}){3}(?!\d|[.,/-]\d|\s?(?:kr|mio|pct))"),
        "[telefon]",
    ),
)

_SIX_DIGITS = re.compile(r"\d\d[ \u00a0]?\d\d[ \u00a0]?\d\d")
"""Stands in every number that is hidden; looking for it is 13 times as fast as for all of them."""


def mask(text: str) -> str:
    """Hide e-mail addresses, CPR numbers and phone numbers.

    Published minutes may hold them by mistake; re-publishing them is not covered by the
    council's own legal basis (Datatilsynet's practice, see ``docs/privacy.md``).
    """
    if "@" not in text and not _SIX_DIGITS.search(text):
        return text
    for pattern, name in _PERSONAL:
        text = pattern.sub(name, text)
    return text
