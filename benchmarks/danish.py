"""Invented Danish officials' prose of any length, with a vocabulary as wide as the real one."""

from __future__ import annotations

import random

_FIRST = (
    "bolig borger skole sundheds pleje trafik kultur miljø bygge drifts anlægs velfærds ældre"
    " ungdoms idræts handicap natur klima energi vej havne by land fritids biblioteks museums"
    " budget personale rehabiliterings digitaliserings"
).split()
_SECOND = (
    "politik indsats plan forvaltning ramme aftale område projekt tilbud ordning strategi udvikling"
    " analyse vurdering proces løsning pulje bevilling undersøgelse evaluering gruppe leder"
    " konsulent udfordring mulighed"
).split()
_VERBS = (
    "beskriver understøtter forudsætter medfører viser styrker omfatter erstatter supplerer kræver"
    " fastholder samler afklarer fremmer begrænser udvider forklarer tydeliggør sikrer afløser"
).split()
_ADJECTIVES = (
    "den nye, den fælles, den samlede, den nuværende, den brede, den lokale, den tidligere,"
    " den foreslåede, en styrket, en mindre, en særlig, en årlig, en samlet, en faglig"
).split(", ")
_LINKS = (
    "i forhold til, på tværs af, sammen med, med henblik på, som led i, på baggrund af, og, samt,"
    " ved siden af, inden for"
).split(", ")
_PLACES = "Nørrelund Sønderlund Østerby Vesterå Højstrup Lindvig Kærby Stensholm".split()
_MONTHS = "januar februar marts april maj juni august september oktober november".split()


def article(size: int, seed: int = 1) -> str:
    """Return about ``size`` characters of paragraphs; the same seed gives the same text."""
    rng = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentences = " ".join(_sentence(rng) for _ in range(rng.randint(2, 6)))
        paragraphs.append(sentences)
        length += len(sentences) + 2
    return "\n\n".join(paragraphs)[:size]


def noun(rng: random.Random) -> str:
    """Return one of some thousand compounds."""
    return rng.choice(_FIRST) + rng.choice(_SECOND) + rng.choice(("en", "erne", "", "s"))


def _phrase(rng: random.Random) -> str:
    phrase = f"{rng.choice(_ADJECTIVES)} {noun(rng)}"
    return f"{phrase} i {rng.choice(_PLACES)}" if rng.random() < 0.2 else phrase


def _sentence(rng: random.Random) -> str:
    parts = [_phrase(rng), rng.choice(_VERBS), _phrase(rng)]
    for _ in range(rng.randint(0, 2)):
        parts += [rng.choice(_LINKS), _phrase(rng)]
    if rng.random() < 0.25:
        parts.append(f"for {rng.randint(1, 90)},{rng.randint(0, 9)} mio. kr.")
    if rng.random() < 0.25:
        parts.append(f"den {rng.randint(1, 28)}. {rng.choice(_MONTHS)} 20{rng.randint(20, 29)}")
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:].rstrip('.')}."
