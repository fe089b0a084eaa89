"""How a text is set, and with which marks and letters: never anything to be told of."""

from __future__ import annotations

import random
import re
import textwrap

from benchmarks.edits.making import Edit, Pair, carried, one_of, pick, replaced, swap

_PROSE = re.compile(r"(?m)^(?![-*•|]|.*\t).{120,}$")
_LOWER = r"(?<=[a-zæøå]) (?=[a-zæøå])"
_QUOTES = (("”", "”"), ("“", "”"), ("„", "“"), ("»", "«"), ("'", "'"))


def _wrapped(paragraph: str, rng: random.Random) -> str:
    width = rng.choice((72, 80, 100, 118))
    lines = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def wrap_all(text: str, rng: random.Random) -> Pair | None:
    """Set every paragraph in lines of one width."""
    new = _PROSE.sub(lambda match: _wrapped(match[0], rng), text)
    return None if new == text else (text, new)


def hyphenate_all(text: str, rng: random.Random) -> Pair | None:
    """Part a word at the end of a line here and there."""
    places = list(re.finditer(r"(?<![\w-])[a-zæøå]{10,24}(?![\w-])", text))
    if len(places) < 3:
        return None
    new = text
    for match in sorted(rng.sample(places, 3), key=lambda m: -m.start()):
        new = replaced(new, *match.span(), _parted(match, rng, "-\n"))
    return text, new


def _parted(match: re.Match[str], rng: random.Random, mark: str = "-\n") -> str:
    cut = rng.randrange(4, len(match[0]) - 3)
    return f"{match[0][:cut]}{mark}{match[0][cut:]}"


def _table(rng: random.Random) -> Pair:
    names = rng.sample(["Hallen", "Bibliotek", "Skolerne", "Veje", "Ældrecentre", "Klubber"], 3)
    rows = [(name, str(rng.randint(10, 99)), str(rng.randint(100, 999))) for name in names]
    tabbed = "\n".join("\t".join(row) for row in rows)
    piped = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    piped = piped.replace("\n", "\n|---|---|---|\n", 1)
    flat = "\n".join(" ".join(row) for row in rows)
    old, new = rng.sample([tabbed, piped, flat], 2)
    return f"Tallene er disse:\n\n{old}\n\n", f"Tallene er disse:\n\n{new}\n\n"


def _points(marks: tuple[str, ...], rng: random.Random) -> Pair:
    points = rng.sample(
        ["At planen sendes i høring", "At taget skiftes først", "At der holdes et nyt møde",
         "At budgettet fastholdes", "At naboerne orienteres"], 3,
    )  # fmt: skip
    old, new = rng.sample(marks, 2)
    lists = ["\n".join(mark.replace("1", str(n)) + " " + point for n, point in enumerate(points, 1))
             for mark in (old, new)]  # fmt: skip
    return f"Det foreslås:\n\n{lists[0]}\n\n", f"Det foreslås:\n\n{lists[1]}\n\n"


LAYOUT: tuple[Edit, ...] = (
    Edit("a paragraph is wrapped", "layout", swap(_PROSE, lambda m, rng: _wrapped(m[0], rng))),
    Edit("all paragraphs are wrapped", "layout", wrap_all),
    Edit("a page break in mid-sentence", "layout", swap(_LOWER, "\n\n")),
    Edit("a line break", "layout", swap(_LOWER, "\n")),
    Edit("two blanks", "layout", swap(r"(?<=\w) (?=\w)", "  ")),
    Edit("a blank line more", "layout", swap(r"\n\n", "\n\n\n")),
    Edit("blanks at a line end", "layout", swap(r"(?<=[.\w])\n", "  \n")),
    Edit(
        "a hyphen at a line end", "layout",
        swap(r"(?<![\w-])[a-zæøå]{10,24}(?![\w-])", _parted),
    ),
    Edit("hyphens at several line ends", "layout", hyphenate_all),
    Edit("a hyphenated line end", "layout", one_of(
        ("Der søges om byggetilladelse til det.", "Der søges om bygge-\ntilladelse til det."),
        ("Der er brug for et nyt p-hus i byen.", "Der er brug for et nyt p-\nhus i byen."),
        ("Det drøftes i børne- og ungerådet.", "Det drøftes i børne-\nog ungerådet."),
    )),
    Edit("another list mark", "layout", swap(r"(?m)^[-•] ", lambda _, rng: rng.choice("•*–-") + " ")),
    Edit("a list mark gone", "layout", swap(r"(?m)^[-•] ", "")),
    Edit("other marks of a list", "layout",
         carried(lambda rng: _points(("-", "•", "1.", "1)", "*", "–"), rng))),
    Edit("bold words", "layout", swap(r"(?<= )([a-zæøå]{4,} [a-zæøå]{4,})(?= )", r"**\1**")),
    Edit("a bold heading", "layout", swap(r"(?m)^([A-ZÆØÅ][a-zæøå ]{4,30})$", r"**\1**")),
    Edit("table marks", "layout", swap(r"\t", " | ")),
    Edit("a table set otherwise", "layout", carried(_table)),
    Edit("a hard blank", "layout", swap(r"(?<=\w) (?=\w)", "\u00a0")),
    Edit("a narrow blank in a number", "layout", one_of(
        ("Der gives 12,5 mio. kr. til det.", "Der gives 12,5\u202fmio.\u00a0kr. til det."),
        ("Det er 35 % af alle.", "Det er 35\u00a0% af alle."),
    )),
    Edit("a soft hyphen", "layout", swap(r"(?<=[a-zæøå]{4})(?=[a-zæøå]{4})", "\u00ad")),
)  # fmt: skip

TYPOGRAPHY: tuple[Edit, ...] = (
    Edit("other quotes", "typography",
         swap(r'["”“]([^"”“\n]{3,60})["”“]', lambda m, rng: m[1].join(rng.choice(_QUOTES)))),
    Edit("quotes in a sentence", "typography", one_of(
        ('Planen hedder "God start" og er ny.', "Planen hedder ”God start” og er ny."),
        ("Planen hedder »God start« og er ny.", "Planen hedder „God start“ og er ny."),
        ("Det er KL's udspil om børn.", "Det er KL’s udspil om børn."),
    )),
    Edit("another dash", "typography",
         swap(r"(?<=[a-zæøå]) [-–] (?=[a-zæøå])", lambda m, _: m[0].translate({45: 8211, 8211: 45}))),
    Edit("a dash in a sentence", "typography", one_of(
        ("Huset – og kun huset – er nyt nu.", "Huset - og kun huset - er nyt nu."),
        ("Det gælder i hele perioden 2026-2029.", "Det gælder i hele perioden 2026–2029."),
    )),
    Edit("an ellipsis", "typography", one_of(
        ("Der er bøger, film, spil… og mere til.", "Der er bøger, film, spil... og mere til."),
    )),
    Edit("a Cyrillic letter", "typography", swap(
        r"(?<=[a-zæøå]{2})[eopac](?=[a-zæøå]{2})",
        lambda m, _: m[0].translate(str.maketrans("eopac", "еорас")),
    )),
    Edit("a Cyrillic capital", "typography",
         swap(r"(?<= )[AOPE](?=[a-zæøå]{3})", lambda m, _: m[0].translate(str.maketrans("AOPE", "АОРЕ")))),
    Edit("a ligature", "typography",
         swap(r"(?<=[a-zæøå])f[il]", lambda m, _: "ﬁ" if m[0] == "fi" else "ﬂ")),
    Edit("an OCR slip", "typography", swap(r"\bÆ(?=[a-zæøå])", "/E")),
    Edit("an OCR slip in a sentence", "typography",
         one_of(("Det er Ældrerådet, som spørger.", "Det er /Eldrerådet, som spørger."))),
    Edit("a heading in capitals", "typography",
         swap(r"(?m)^[A-ZÆØÅ][a-zæøå]{4,20}(?: [a-zæøå]+){0,3}$", lambda m, _: m[0].upper())),
)  # fmt: skip


def decomposed(text: str, rng: random.Random) -> Pair | None:
    """Write one ``å`` as two characters."""
    match = pick("å", text, rng)
    return match and (text, replaced(text, *match.span(), "a\u030a"))


TYPOGRAPHY += (
    Edit("a letter in two characters", "typography", decomposed, also=frozenset({"layout"})),
)
