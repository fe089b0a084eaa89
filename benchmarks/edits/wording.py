"""Slips of the pen, and other words that say the same."""

from __future__ import annotations

import random
import re

from benchmarks.edits.making import Edit, Pair, one_of, pick, replaced, swap
from compare.model import Level

_WORD = re.compile(r"(?<![\w.@/:-])[a-zæøå]{7,20}(?![\w@/:-])")
_LONG_WORD = re.compile(r"(?<![\w.@/:-])[a-zæøå]{10,20}(?![\w@/:-])")
_TELLING = re.compile(
    r"aldrig|godken|vedtag|afvi|anbefal|udsæt|udsat|forplig|tillad|tilladt|obligat|hverken|flertal"
    r"|mindretal|enstem|forbehold|undlad|daglig|ugentlig|månedlig|kvartal|halvår|årlig|drøft"
    r"|orienter|efterretning|udvalg|byråd|lovgiv|loven|sommer|efterår|januar|februar|august"
    r"|septemb|oktob|novemb|decemb|procent|million|tusind|skulle|samtlige|inden|tiltråd|tiltræd"
)
"""Words in which a letter may be taken for a fact: their slips are judged by nobody's rule."""
SYNONYMS = {
    "desuden": "endvidere", "derudover": "desuden", "blandt andet": "eksempelvis",
    "modtager": "får", "samt": "og", "også": "ligeledes", "hjælpe": "støtte",
    "mulighed": "lejlighed", "beskrevet": "skildret", "nuværende": "aktuelle",
    "grundlag": "udgangspunkt", "vigtigt": "væsentligt", "fremadrettet": "fremover",
    "forventes": "ventes", "gennemført": "foretaget", "oplever": "møder",
    "udfordringer": "vanskeligheder", "medarbejdere": "ansatte", "giver": "skaber",
    "viser": "fortæller", "etableret": "oprettet", "understreger": "fremhæver",
    "i forhold til": "vedrørende", "med henblik på": "for", "borgerne": "indbyggerne",
    "derfor": "således", "indsatsen": "arbejdet", "tilbud": "muligheder", "behov": "brug",
    "sikre": "sørge for", "styrke": "forbedre", "ønsker": "vil gerne have", "hvor": "der hvor",
}  # fmt: skip
_LETTER_CASE: frozenset[Level] = frozenset({"typography"})
"""What goes with words that no longer open their sentence."""
_ADVERBS = ("også", "fortsat", "løbende", "i høj grad", "desuden", "i den forbindelse", "dermed")


def _slip(match: re.Match[str], rng: random.Random) -> str:
    word = match[0]
    if _TELLING.search(word):
        return word
    at = rng.randrange(1, len(word) - 2)
    return rng.choice((
        word[: at + 1] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + rng.choice("aeioubdfgklmnprstv") + word[at + 1 :],
    ))  # fmt: skip


def _two_slips(match: re.Match[str], rng: random.Random) -> str:
    word = match[0]
    if _TELLING.search(word):
        return word
    first, second = rng.randrange(1, 4), rng.randrange(5, len(word) - 3)
    return word[:first] + word[first + 1 : second] + word[second] + word[second:]


def two_words(text: str, rng: random.Random) -> Pair | None:
    """A slip in each of two words that stand apart."""
    places = [m for m in _WORD.finditer(text) if not _TELLING.search(m[0])]
    if len(places) < 8:
        return None
    a = rng.randrange(len(places) - 5)
    new = text
    for match in (places[a + 4], places[a]):
        new = replaced(new, *match.span(), match[0][:3] + match[0][2:])
    return text, new


def add_an_adverb(text: str, rng: random.Random) -> Pair | None:
    """Say ``også`` or the like where nothing of the kind was said."""
    match = pick(r"\b(?:er|har|bliver|får|giver|viser|arbejder) (?=[a-zæøå])", text, rng)
    if match is None:
        return None
    return text, replaced(text, match.end(), match.end(), rng.choice(_ADVERBS) + " ")


SPELLING: tuple[Edit, ...] = (
    Edit("a slip of the pen", "spelling", swap(_WORD, _slip)),
    Edit("two letters of a long word", "spelling", swap(_LONG_WORD, _two_slips)),
    Edit("slips in two words", "spelling", two_words),
    Edit("a misspelt word in a sentence", "spelling", one_of(
        ("Forvaltningen har lavet en ny pjece.", "Forvaltningen har lavet en ny pjecce."),
        ("Det er beskrevet i vedlagte resumé.", "Det er beskrevet i vedlagte resume."),
        ("Det aftales med kommunalbestyrelsen.", "Det aftales med kommunalbestryelsen."),
        ("Der er en ny handleplan for området.", "Der er en ny handelplan for området."),
        ("Der kommer en ny vejledning om det.", "Der kommer en ny vejleding om det."),
        ("Der er fokus på rehabilitering her.", "Der er fokus på rehabillitering her."),
    )),
)  # fmt: skip

WORDING: tuple[Edit, ...] = (
    Edit("a synonym", "wording", swap(
        rf"\b(?:{'|'.join(SYNONYMS)})\b", lambda m, _: SYNONYMS[m[0]])),
    Edit("an adverb more", "wording", add_an_adverb),
    Edit("an adverb less", "wording", swap(
        r"(?<=[a-zæøå] )(?:også|fortsat|løbende|derfor|desuden|ligeledes|samtidig|således|dog) ", "")),
    Edit("an inflection", "wording", swap(
        r"\b(?:borgerne|indsatsen|indsatser|tilbuddet|området|opgaverne|medarbejderne|familierne)\b",
        lambda m, _: {"borgerne": "borgere", "indsatsen": "indsatser", "indsatser": "indsatserne",
                      "tilbuddet": "tilbud", "området": "områder", "opgaverne": "opgaver",
                      "medarbejderne": "medarbejdere", "familierne": "familier"}[m[0]])),
    Edit("an adjective more", "wording", swap(
        r"\b(?:en|et|den|det) (?=[a-zæøå]{6,} )", lambda m, rng: m[0] + rng.choice(
            ("samlet ", "særlig ", "fælles ", "bred ") if m[0] in ("en ", "et ") else
            ("samlede ", "særlige ", "fælles ", "brede ")))),
    Edit("a sentence said otherwise", "wording", one_of(
        ("Forvaltningen vurderer, at tilbuddet er godt.",
         "Det er forvaltningens vurdering, at tilbuddet er godt."),
        ("Brugerrådet har bedt om længere åbningstider.",
         "Brugerrådet har fremsat ønske om længere åbningstider."),
        ("Der er stor tilfredshed med ordningen blandt forældrene.",
         "Forældrene udtrykker stor tilfredshed med ordningen."),
        ("Foreningerne flytter ind, når byggeriet står færdigt.",
         "Når byggeriet står færdigt, flytter foreningerne ind."),
        ("Projektet løses i samarbejde med det lokale erhvervsliv.",
         "Projektet løses sammen med lokale virksomheder."),
        ("Ordningen evalueres af en ekstern konsulent bagefter.",
         "Ordningen bliver bagefter evalueret af en ekstern konsulent."),
    ), also=_LETTER_CASE),
    Edit("two sentences made one", "wording", one_of(
        ("Huset er nyt. Det er bygget af lokale håndværkere.",
         "Huset er nyt, og det er bygget af lokale håndværkere."),
        ("Planen er klar. Den er lavet sammen med beboerne i kvarteret.",
         "Planen er klar og er lavet sammen med beboerne i kvarteret."),
    ), also=_LETTER_CASE),
)  # fmt: skip
