"""Who, by which law, in which case, and what was decided: the facts that are named."""

from __future__ import annotations

import random

from benchmarks.edits.making import Edit, Pair, carried, forms, one_of, other_digit, swap, two

_FIRST = "Karla Henrik Vera Aksel Birgit Torben Maja Villads Rikke Gorm".split()
_LAST = "Thygesen Brodersen Storgaard Rosendal Lindegaard Overby Højmark Vestergren".split()
_PLACES = "Nørrelund Sønderlund Østerby Lindvig Kærby Stensholm Højstrup".split()
_FIRMS = ("Lindholm Rådgivning", "Kærby Entreprise", "Nordhavn Arkitekter")
_DECIDING = frozenset({"decision", "recommendation"})


def _person(rng: random.Random) -> Pair:
    a, b = two(_LAST, rng)
    first, second = two(_FIRST, rng)
    return f"{first} {a}", f"{rng.choice((first, second))} {b}"


def _party(rng: random.Random) -> Pair:
    name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    a, b = two("ABCFIOVØÆ", rng)
    return f"{name} ({a})", f"{name} ({b})"


def _sides(rng: random.Random) -> Pair:
    a, b, c, d = rng.sample("ABCFIOVØ", 4)
    return f"For: {a}, {b} og {c}. Imod: {d}.", f"For: {a}, {b} og {d}. Imod: {c}."


FACTS: tuple[Edit, ...] = (
    Edit("another name", "fact", swap(
        r"(?<=[a-zæøå] )[A-ZÆØÅ][a-zæøå]{3,12} [A-ZÆØÅ][a-zæøå]{3,14}\b(?! og| [A-ZÆØÅ])",
        lambda _, rng: rng.choice(("Vera Storgaard", "Aksel Rosendal"))), ("name",)),
    Edit("another person", "fact", forms((
        "Forslaget er stillet af {} på mødet.", "Oplægget holdes af {} fra forvaltningen.",
        "Rådmand {} orienterede om sagen."), _person), ("name",)),
    Edit("another place", "fact", forms((
        "Møderne holdes i {} fremover.", "Den nye skole bygges i {} ved åen."), lambda rng: two(_PLACES, rng)), ("name",)),
    Edit("another firm", "fact", forms(("Opgaven er løst af {} i år.",), lambda rng: two(_FIRMS, rng)), ("name",)),
    Edit("another party", "fact", forms(("Det blev foreslået af {} på mødet.",), _party), ("name",)),
    Edit("another body", "fact", one_of(
        ("Sagen sendes til Økonomiudvalget nu.", "Sagen sendes til Kulturudvalget nu."),
        ("Det besluttes af udvalget i maj.", "Det besluttes af byrådet i maj."),
        ("Det behandles i Børne- og Ungeudvalget.", "Det behandles i Beskæftigelses- og Socialudvalget."),
    ), ("name",)),
    Edit("another law paragraph", "fact", swap(r"(?<=§ )\d+", other_digit), ("law",)),
    Edit("another law in a sentence", "fact", one_of(
        ("Det følger af § 34, stk. 2, i loven.", "Det følger af § 34, stk. 3, i loven."),
        ("Det følger af § 107 i serviceloven.", "Det følger af § 108 i serviceloven."),
        ("Det følger af §§ 52-54 i loven.", "Det følger af §§ 52-55 i loven."),
        ("Det følger af serviceloven.", "Det følger af sundhedsloven."),
        ("Det følger af lov om social service.", "Det følger af lov om aktiv socialpolitik."),
        ("Det følger af § 9 a i loven.", "Det følger af § 9 b i loven."),
    ), ("law",)),
    Edit("another case number", "fact", one_of(
        ("Se sag 27.69.32-K09-1-26 om det.", "Se sag 27.69.32-K09-2-26 om det."),
        ("Se sag EMN-2025-010561 om det.", "Se sag EMN-2025-010567 om det."),
        ("Se sag 25/000379 om det samme.", "Se sag 25/000388 om det samme."),
        ("Se sag 2026-012345 om det.", "Se sag 2026-012354 om det."),
        ("Se sag 00.15.00-A00-12-24 om det.", "Se sag 00.15.00-A00-12-25 om det."),
    ), ("case_number",)),
    Edit("another decision", "fact", one_of(
        ("Udvalget godkendte indstillingen.", "Udvalget afviste indstillingen."),
        ("Udvalget godkendte indstillingen.", "Udvalget udsatte indstillingen."),
        ("Punktet er godkendt som indstillet.", "Punktet er afvist som indstillet."),
        ("Udvalget anbefaler forslaget.", "Udvalget godkender forslaget."),
        ("Indstillingen blev taget til efterretning.", "Indstillingen blev godkendt."),
        ("Punktet sendes tilbage til forvaltningen.", "Punktet udsættes af forvaltningen."),
    ), ("decision",), sections=_DECIDING),
    Edit("another decision in the whole", "fact", lambda _, rng: two(
        ("Godkendt.", "Afvist.", "Udsat.", "Drøftet.", "Taget til efterretning.", "Anbefales godkendt."), rng),
        None, sections=_DECIDING, also=frozenset({"typography"})),
    Edit("a vote the other way", "fact", one_of(
        ("To medlemmer stemmer for forslaget.", "To medlemmer stemmer imod forslaget."),
        ("Henrik Brodersen undlod at stemme.", "Henrik Brodersen stemte imod."),
        ("Et flertal støtter forslaget.", "Et mindretal støtter forslaget."),
    ), ("vote",)),
    Edit("parties that changed sides", "fact", carried(_sides), ("vote", "vote")),
)  # fmt: skip
