"""Known edits: a Danish text and its twin with one edit, whose level is known beforehand.

Each maker takes the text and a source of chance and returns the edited text, or ``None`` where
the text offers no place for it. What it takes to be an edit of its level is said by its name.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from compare.model import Level

Maker = Callable[[str, random.Random], str | None]

SENTENCE = re.compile(r"(?<=[.!?] )[A-ZÆØÅ][^.!?\n\t|]{25,200}[a-zæøå]{4}[.!?](?=\n| [A-ZÆØÅ])")
WORD = re.compile(r"(?<![\w.@/-])[a-zæøå]{7,20}(?![\w@/.-])")
MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()
)
SYNONYMS = {
    "desuden": "endvidere",
    "derudover": "desuden",
    "blandt andet": "eksempelvis",
    "modtager": "får",
    "samt": "og",
    "også": "ligeledes",
    "hjælpe": "støtte",
    "mulighed": "lejlighed",
    "beskrevet": "skildret",
    "nuværende": "aktuelle",
    "yderligere": "flere",
    "grundlag": "udgangspunkt",
    "vigtigt": "væsentligt",
    "arbejde": "virke",
    "fremadrettet": "fremover",
    "forventes": "ventes",
    "gennemført": "foretaget",
    "oplever": "møder",
    "udfordringer": "vanskeligheder",
    "medarbejdere": "ansatte",
    "giver": "skaber",
    "viser": "fortæller",
    "etableret": "oprettet",
    "billigst": "nemmest",
    "betaler": "lægger",
    "understreger": "fremhæver",
}
ADVERBS = ("også", "fortsat", "løbende", "i høj grad", "blandt andet", "desuden")
NEW_SENTENCES = (
    "Arbejdet tilrettelægges i tæt dialog med de berørte parter.",
    "Der lægges vægt på et godt samspil mellem fagområderne.",
    "En nærmere beskrivelse findes i det vedlagte materiale.",
    "Brugerne har taget godt imod den nye ordning.",
)
MODALS = {"skal": "kan", "kan": "skal", "bør": "skal", "må": "skal", "vil": "skal"}
PROTECTED = frozenset(
    "aldrig godkendt godkender vedtaget afvist anbefaler udsætte forpligtet tilladt obligatorisk hverken flertal mindretal enstemmigt forbehold undlader dagligt årligt månedligt".split()
)


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _pick(pattern: str | re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def _sub(pattern: str | re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Maker:
    def make(text: str, rng: random.Random) -> str | None:
        match = _pick(pattern, text, rng)
        if match is None:
            return None
        made = new(match) if callable(new) else match.expand(new)
        return _replaced(text, *match.span(), made)

    return make


def wrap_a_paragraph(text: str, rng: random.Random) -> str | None:
    match = _pick(r"(?m)^(?![-*•|]|.*\t).{120,}$", text, rng)
    if match is None:
        return None
    width = rng.choice((80, 100, 118))
    lines = textwrap.wrap(match[0], width, break_long_words=False, break_on_hyphens=False)
    return _replaced(text, *match.span(), "\n".join(lines))


def hyphenate_at_line_end(text: str, rng: random.Random) -> str | None:
    match = _pick(r"(?<![\w-])[a-zæøå]{10,24}(?![\w-])", text, rng)
    if match is None:
        return None
    cut = rng.randrange(4, len(match[0]) - 3)
    return _replaced(text, *match.span(), f"{match[0][:cut]}-\n{match[0][cut:]}")


def part_a_compound(text: str, rng: random.Random) -> str | None:
    match = _pick(r"(?<![\w-])[a-zæøå]{12,24}(?![\w-])", text, rng)
    if match is None:
        return None
    cut = rng.randrange(5, len(match[0]) - 4)
    return _replaced(text, *match.span(), f"{match[0][:cut]} {match[0][cut:]}")


def slip(text: str, rng: random.Random) -> str | None:
    match = _pick(WORD, text, rng)
    if match is None or match[0] in PROTECTED:
        return None
    word, at = match[0], rng.randrange(1, len(match[0]) - 2)
    if word[at] == word[at + 1]:
        return None
    made = rng.choice(
        (
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice("aeioubdfgklmnprstv") + word[at + 1 :],
        )
    )
    return None if made == word else _replaced(text, *match.span(), made)


def synonym(text: str, rng: random.Random) -> str | None:
    words = "|".join(SYNONYMS)
    match = _pick(rf"\b(?:{words})\b", text, rng)
    return match and _replaced(text, *match.span(), SYNONYMS[match[0]])


def add_an_adverb(text: str, rng: random.Random) -> str | None:
    match = _pick(r"\b(?:er|har|bliver|får|giver|viser|arbejder) (?=[a-zæøå])", text, rng)
    return match and _replaced(text, match.end(), match.end(), rng.choice(ADVERBS) + " ")


def drop_an_adverb(text: str, rng: random.Random) -> str | None:
    pattern = (
        r"(?<=[a-zæøå] )(?:også|fortsat|løbende|derfor|desuden|ligeledes|samtidig|således|dog) "
    )
    return _sub(pattern, "")(text, rng)


def another_digit(text: str, match: re.Match[str], rng: random.Random) -> str:
    places = [i for i, ch in enumerate(match[0]) if ch.isdigit()]
    at = rng.choice(places)
    digits = [d for d in "123456789" if d != match[0][at]]
    return _replaced(text, match.start() + at, match.start() + at + 1, rng.choice(digits))


def _digits(pattern: str) -> Maker:
    def make(text: str, rng: random.Random) -> str | None:
        match = _pick(pattern, text, rng)
        return match and another_digit(text, match, rng)

    return make


def another_month(text: str, rng: random.Random) -> str | None:
    match = _pick(rf"(?<=\d\. )(?:{'|'.join(MONTHS)})\b", text, rng)
    if match is None:
        return None
    return _replaced(text, *match.span(), rng.choice([m for m in MONTHS if m != match[0]]))


def another_modal(text: str, rng: random.Random) -> str | None:
    match = _pick(rf"\b(?:{'|'.join(MODALS)})\b", text, rng)
    return match and _replaced(text, *match.span(), MODALS[match[0]])


def another_name(text: str, rng: random.Random) -> str | None:
    match = _pick(
        r"(?<=[a-zæøå] )[A-ZÆØÅ][a-zæøå]{3,12} [A-ZÆØÅ][a-zæøå]{3,14}\b(?! og)", text, rng
    )
    return match and _replaced(
        text, *match.span(), rng.choice(("Vera Storgaard", "Aksel Rosendal"))
    )


def _without(text: str, match: re.Match[str]) -> str:
    """Take a sentence out with the blank behind it, or before it at the end of a line."""
    behind = text[match.end()] == " "
    return _replaced(text, match.start() - (not behind), match.end() + behind, "")


def drop_a_sentence(text: str, rng: random.Random) -> str | None:
    match = _pick(SENTENCE, text, rng)
    return match and _without(text, match)


def add_a_sentence(text: str, rng: random.Random) -> str | None:
    match = _pick(SENTENCE, text, rng)
    return match and _replaced(text, match.start(), match.start(), rng.choice(NEW_SENTENCES) + " ")


def move_a_sentence(text: str, rng: random.Random) -> str | None:
    match = _pick(SENTENCE, text, rng)
    if match is None:
        return None
    rest = _without(text, match)
    target = _pick(SENTENCE, rest, rng)
    if target is None or abs(target.start() - match.start()) < 5:
        return None
    return _replaced(rest, target.start(), target.start(), match[0] + " ")


def drop_a_paragraph(text: str, rng: random.Random) -> str | None:
    return _sub(r"(?<=\n\n)(?![-|]|.*\t).{60,}\n\n", "")(text, rng)


MAKERS: dict[str, tuple[Level, Maker]] = {
    "a paragraph is wrapped": ("layout", wrap_a_paragraph),
    "a page break in mid-sentence": ("layout", _sub(r"(?<=[a-zæøå]) (?=[a-zæøå])", "\n\n")),
    "a line break": ("layout", _sub(r"(?<=[a-zæøå]) (?=[a-zæøå])", "\n")),
    "two blanks": ("layout", _sub(r"(?<=\w) (?=\w)", "  ")),
    "a blank line more": ("layout", _sub(r"\n\n", "\n\n\n")),
    "a hyphen at a line end": ("layout", hyphenate_at_line_end),
    "a compound parted": ("layout", part_a_compound),
    "another list mark": ("layout", _sub(r"(?m)^- ", "• ")),
    "a list mark gone": ("layout", _sub(r"(?m)^- ", "")),
    "bold words": ("layout", _sub(r"(?<= )([a-zæøå]{4,} [a-zæøå]{4,})(?= )", r"**\1**")),
    "table marks": ("layout", _sub(r"\t", " | ")),
    "a hard blank": ("layout", _sub(r"(?<=\w) (?=\w)", "\u00a0")),
    "a soft hyphen": ("layout", _sub(r"(?<=[a-zæøå]{4})(?=[a-zæøå]{4})", "\u00ad")),
    "curly quotes": ("typography", _sub(r'"([^"\n]{3,60})"', r"”\1”")),
    "another dash": ("typography", _sub(r"(?<=[a-zæøå]) - (?=[a-zæøå])", " – ")),
    "a Cyrillic letter": ("typography", _sub(r"(?<=[a-zæøå]{2})e(?=[a-zæøå]{2})", "е")),
    "a ligature": (
        "typography",
        _sub(r"(?<=[a-zæøå])f[il]", lambda m: "ﬁ" if m[0] == "fi" else "ﬂ"),
    ),
    "an OCR slip": ("typography", _sub(r"\bÆ(?=[a-zæøå])", "/E")),
    "a heading in capitals": (
        "typography",
        _sub(r"(?m)^[A-ZÆØÅ][a-zæøå]{4,20}$", lambda m: m[0].upper()),
    ),
    "a slip of the pen": ("spelling", slip),
    "a synonym": ("wording", synonym),
    "an adverb more": ("wording", add_an_adverb),
    "an adverb less": ("wording", drop_an_adverb),
    "another amount": ("fact", _digits(r"\b\d+(?:[.,]\d+)*(?= (?:mio\. kr|kr)\b)")),
    "another share": ("fact", _digits(r"\b\d+(?:,\d+)?(?= ?(?:%|procent|pct))")),
    "another day": ("fact", _digits(rf"\b\d{{1,2}}(?=\. (?:{'|'.join(MONTHS)}))")),
    "another year": ("fact", _sub(r"\b20(\d)(\d)\b", lambda m: f"20{m[1]}{(int(m[2]) + 3) % 10}")),
    "another month": ("fact", another_month),
    "another number": ("fact", _digits(r"(?<=[a-zæøå] )\d{2,4}(?= [a-zæøå]{4,})")),
    "a negation more": (
        "fact",
        _sub(r"\b(er|kan|skal|vil|har|bliver) (?!ikke)(?=[a-zæøå])", r"\1 ikke "),
    ),
    "a negation less": ("fact", _sub(r"(?<=[a-zæøå] )ikke (?!mindst|kun)", "")),
    "another must or may": ("fact", another_modal),
    "another name": ("fact", another_name),
    "another law paragraph": ("fact", _digits(r"(?<=§ )\d+")),
    "a party changes its vote": ("fact", _sub(r"stemte imod", "stemte for")),
    "a sentence less": ("passage", drop_a_sentence),
    "a sentence more": ("passage", add_a_sentence),
    "a sentence moved": ("passage", move_a_sentence),
    "a paragraph less": ("passage", drop_a_paragraph),
}


@dataclass(frozen=True, slots=True)
class Twin:
    """A text, its twin with one edit, what the edit was, and its true level."""

    edit: str
    level: Level
    old: str
    new: str


def twins(text: str, count: int, *, seed: int = 0) -> Iterator[Twin]:
    """Yield ``count`` twins, the makers by turns, as long as the text has places for them."""
    rng = random.Random(seed)
    made = turn = 0
    names = list(MAKERS)
    while made < count and turn < 20 * count:
        name = names[turn % len(names)]
        level, make = MAKERS[name]
        turn += 1
        new = make(text, rng)
        if new is not None and new != text:
            made += 1
            yield Twin(name, level, text, new)
