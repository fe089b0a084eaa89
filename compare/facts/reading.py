"""Reading the facts of a text, each with a value that does not depend on how it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from compare.facts.patterns import ACTS, BOUNDS, COMPILED, LEMMAS, NUMERALS, PARTS, SCALES
from ordlyd.dates import MONTHS

_CAPITAL = r"[A-ZÆØÅ]\w*(?:['.-]\w+)*(?:-,?(?: og)? [A-ZÆØÅ]\w*)*"
_NAME = re.compile(rf"(?<![\w-])(?:[A-ZÆØÅ]\. )*{_CAPITAL}(?: (?:& )?{_CAPITAL})*")
_FIRST = re.compile(_CAPITAL)
_OPENS = re.compile(r"(?:^|[.!?:;\"(]|[\d\x00][.)]{1,2}| -)[ \"(]*\Z")
_LOWER = re.compile(r"(?<!\w)[a-zæøåé]\w*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*½?")
_PRONOUNS = frozenset(
    "de den det der dem deres dette disse i vi jer en et ad som at og jf se".split()
)
CLAIMED = "\x00"
OWN = ("",)
"""The name by which each of two committees speaks of itself in its copy of one text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One fact in a text.

    Attributes:
        kind: ``amount``, ``date``, ``deadline``, ``percentage``, ``number``, ``negation``,
            ``modality``, ``name``, ``law``, ``case_number``, ``decision`` or ``vote``.
        start: Where it starts in the text that was read.
        end: Where it ends.
        value: What it says; two printed forms of one fact have equal values.
    """

    kind: str
    start: int
    end: int
    value: object


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the texts under comparison show about capitals.

    A capital opens every sentence; a word is a name when it has one in mid-sentence and never
    stands without.

    Attributes:
        common: Words that stand without a capital.
        names: Words that have one in mid-sentence.
        own: Names by which the two speakers go; one in place of the other is no other name.
    """

    common: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    own: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, sentences: Iterable[str], *, own: Iterable[str] = ()) -> Lexicon:
        """Learn from folded sentences; ``own`` are two committees, each speaking of itself."""
        common: set[str] = set()
        names: set[str] = set()
        for text in sentences:
            common.update(match[0] for match in _LOWER.finditer(text))
            for match in _NAME.finditer(text):
                if not _OPENS.search(text, max(0, match.start() - 8), match.start()):
                    names.update(map(_bare, match[0].casefold().split()))
        speakers = frozenset(tuple(map(_bare, name.casefold().split())) for name in own)
        return cls(frozenset(common), frozenset(names - common), speakers)


NO_LEXICON = Lexicon()


def read(text: str, lexicon: Lexicon = NO_LEXICON) -> list[Reading]:
    """Return the facts of a folded text, in order; no two of them overlap."""
    found: list[Reading] = []
    rest = text
    for kind, pattern in COMPILED:
        left: list[str] = []
        done = 0
        for match in pattern.finditer(rest):
            start, end = match.span()
            end -= len(match[0]) - len(match[0].rstrip(" ,"))
            if kind:
                found.append(Reading(kind, start, end, _value(kind, text[start:end])))
            left += (rest[done:start], CLAIMED * (end - start))
            done = end
        rest = "".join((*left, rest[done:])) if left else rest
    found += _names(rest, lexicon)
    return sorted(found, key=lambda reading: reading.start)


def _names(text: str, lexicon: Lexicon) -> Iterator[Reading]:
    for match in _NAME.finditer(text):
        start, printed = match.start(), match[0]
        if _OPENS.search(text, max(0, start - 8), start):
            first = _FIRST.match(printed)
            if first is not None and not _opens_name(first[0], printed, lexicon):
                start += len(first[0]) + 1
                printed = printed[len(first[0]) + 1 :]
        words = printed.casefold().split()
        if any(_may_be_name(word, lexicon) for word in words):
            name = tuple(map(_bare, words))
            value = OWN if name in lexicon.own else name
            yield Reading("name", start, match.end(), value)


def _opens_name(first: str, printed: str, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence belongs to a name."""
    word = first.casefold()
    if _bare(word) in lexicon.names or " " in first:  # “Børne- og Ungeudvalget”
        return True
    return len(first) < len(printed) and _may_be_name(word, lexicon)


def _may_be_name(word: str, lexicon: Lexicon) -> bool:
    known = {word, _bare(word)} & (lexicon.common | _PRONOUNS)
    return len(word) > 1 and not known


def _bare(word: str) -> str:
    """A name without its genitive: ``Odenses``, ``KL's``."""
    word = word.strip("-,.'\"")
    return word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word


def _value(kind: str, printed: str) -> object:
    lower = printed.casefold()
    if kind == "name":
        return (_bare(lower),)
    if kind in LEMMAS:
        return next(says for begins, says in LEMMAS[kind] if lower.startswith(begins))
    if kind in {"amount", "percentage", "number"}:
        return _quantity(kind, lower)
    if kind in {"date", "deadline"}:
        return _moment(lower)
    if kind == "law":
        lower = re.sub(r"(?<=loven)s$", "", lower)
        lower = ACTS.get(lower, lower)
    return _vote(lower) if kind == "vote" else re.sub(r"[\W_]+", "", lower)


def _quantity(kind: str, lower: str) -> object:
    bound = next((b for b, words in BOUNDS.items() if lower.startswith(words)), "")
    scale = next((value for name, value in SCALES if name in lower), 1) if kind == "amount" else 1
    numbers = tuple(_number(digits) * scale for digits in _DIGITS.findall(lower))
    if kind == "amount" and not numbers:
        numbers = (_counted(lower) * scale,)
    if not numbers or (kind == "number" and re.search(r"[a-zæøå]\d|\d[a-zæøå]", lower)):
        return NUMERALS.get(lower, lower) if not numbers else lower
    negative = lower.lstrip("abcdefghijklmnopqrstuvwxyzæøå. ").startswith("-") or "minus" in lower
    per = re.search(r"(?:pr\. (\w+)|årligt|om året|per år|hvert år|månedligt)$", lower)
    rate = (per[1] or per[0][:3]).replace("om ", "år").replace("per", "år") if per else ""
    plain = not (bound in {"min", "max"} or negative or rate or "point" in lower)
    if plain:
        return numbers[0] if len(numbers) == 1 else numbers
    return bound.replace("about", ""), numbers, negative, rate[:2], "point" in lower


def _counted(lower: str) -> Decimal:
    """What words before ``million`` count."""
    if "halv" in lower:
        return Decimal("1.5") if "halvanden" in lower else Decimal("0.5")
    counted = NUMERALS.get(lower.split(maxsplit=1)[0], 1)
    return Decimal(counted) if isinstance(counted, int) else Decimal(1)


def _number(digits: str) -> Decimal:
    half = Decimal("0.5") if digits.endswith("½") else Decimal(0)
    digits = digits.removesuffix("½")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    try:
        return Decimal(digits.replace(",", ".")) + half
    except InvalidOperation:  # 1.2.3: a heading's number
        return Decimal(re.sub(r"\D", "", digits))


def _moment(lower: str) -> object:
    """Year, month and day from any printed form; other words by themselves."""
    for pattern, word in PARTS:
        lower = re.sub(pattern, word, lower)
    month = re.search(r"[a-zæøå]{3,9}", lower)
    named = [MONTHS[word] for word in re.findall(r"[a-zæøå]+", lower) if word in MONTHS]
    numbers = [int(n) for n in re.findall(r"\d+", lower)]
    if re.match(r"\d{4}-\d\d-\d\d", lower):
        return tuple(numbers[::-1])
    numeric = re.search(r"\d[-./]\d", lower) and not named and "kl" not in lower
    if named or (numeric and not re.search(r"\d{4} ?[-/]", lower)):
        moment = (*numbers[:1], *named, *numbers[1:]) if named else tuple(numbers)
        return tuple(n + 2000 if i == 2 and n < 100 else n for i, n in enumerate(moment))
    words = re.sub(r"^(?:i|om|til|for|og|den|d\.|pr\.) ", "", lower) if month else lower
    if "kl" in lower:
        return tuple(numbers) if len(numbers) > 1 else (*numbers, 0)
    return tuple(numbers) if not month else re.sub(r"(?:en|et|t)?$", "", words)


def _vote(lower: str) -> str:
    if lower.startswith("stem"):
        return lower.rsplit(" ", 1)[-1].replace("ja", "for").replace("nej", "imod")
    if lower.startswith("undl"):
        return "undlader"
    return re.sub(r"[\W_]+|\bog\b", "", lower.removeprefix("et "))
