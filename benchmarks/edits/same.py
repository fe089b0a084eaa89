"""The same fact in another form or in another place: other words, but no other fact."""

from __future__ import annotations

import random

from benchmarks.edits.making import Edit, Pair, carried, one_of, swap, two

_NUMERALS = "nul en to tre fire fem seks syv otte ni ti elleve tolv".split()
_COUNTED = ("møder", "skoler", "haller", "boliger", "medarbejdere", "lærere")


def _numeral(rng: random.Random) -> Pair:
    number, noun = rng.randint(2, 12), rng.choice(_COUNTED)
    start = rng.choice(("Der er tale om", "Forvaltningen regner med", "Planen omfatter"))
    return f"{start} {number} {noun} i alt.", f"{start} {_NUMERALS[number]} {noun} i alt."


def _turned(rng: random.Random) -> Pair:
    """Two amounts change places together with what they are for."""
    one, other = two(("skolerne", "vejene", "parkerne", "hallerne"), rng)
    a, b = two(("2,5 mio. kr.", "3,5 mio. kr.", "850.000 kr.", "12 mio. kr."), rng)
    return (
        f"Der gives {a} til {one} og {b} til {other} i planen.",
        f"Der gives {b} til {other} og {a} til {one} i planen.",
    )


def _totals(rng: random.Random) -> Pair:
    """A sentence with two totals, reworded around them."""
    a, b = two(("24,8 mio. kr.", "19,0 mio. kr.", "31,2 mio. kr."), rng)
    verb, new = two(("anvendt", "brugt", "udmøntet", "disponeret"), rng)
    return (
        f"I alt {a}, heraf {b} til skoler, er {verb} nu.",
        f"I alt {a}, heraf {b} til skoler, er {new} nu.",
    )


SAME: tuple[Edit, ...] = (
    Edit("the same amount in another form", "wording", one_of(
        ("Tilskuddet er på 1,2 mio. kr. til klubben.", "Tilskuddet er på 1.200.000 kr. til klubben."),
        ("Det koster 12 mio. kr. at bygge.", "Det koster 12 millioner kroner at bygge."),
        ("Det koster 850 t.kr. at bygge.", "Det koster 850.000 kr. at bygge."),
        ("Der bruges 2,5 mia. kr. på det.", "Der bruges 2.500 mio. kr. på det."),
        ("Prisen er 5.000 kr. for alle.", "Prisen er 5.000 kroner for alle."),
        ("Prisen er kr. 5.000 for alle.", "Prisen er 5.000 kr. for alle."),
        ("Prisen er 1.250.000 kr. for alle.", "Prisen er 1,25 mio. kr. for alle."),
        ("Der gives 4,0 mio. kr. til det.", "Der gives 4 mio. kr. til det."),
        ("Der gives 2,4 mio. kr. årligt til det.", "Der gives 2,4 mio. kr. om året til det."),
        ("Der gives 2,4 mio. kr. pr. år til det.", "Der gives 2,4 mio. kr. årligt til det."),
        ("Der gives mellem 3 og 5 mio. kr. til det.", "Der gives 3-5 mio. kr. til det."),
    )),
    Edit("the same date in another form", "wording", one_of(
        ("Mødet holdes den 3. maj 2026 i salen.", "Mødet holdes den 03-05-2026 i salen."),
        ("Mødet holdes den 3. maj 2026 i salen.", "Mødet holdes d. 3/5 2026 i salen."),
        ("Mødet holdes den 14. juni 2026 i salen.", "Mødet holdes d. 14. juni 2026 i salen."),
        ("Mødet holdes den 3. maj 2026 i salen.", "Mødet holdes søndag den 3. maj 2026 i salen."),
        ("Mødet holdes kl. 14.00 i salen.", "Mødet holdes kl. 14:00 i salen."),
        ("Mødet holdes kl. 14 i salen.", "Mødet holdes kl. 14.00 i salen."),
    )),
    Edit("a number in words", "wording", carried(_numeral)),
    Edit("the same share in another form", "wording", one_of(
        ("Det gælder 35 % af brugerne.", "Det gælder 35 procent af brugerne."),
        ("Det gælder 35 pct. af brugerne.", "Det gælder 35 procent af brugerne."),
        ("Det gælder 35,0 procent af brugerne.", "Det gælder 35 procent af brugerne."),
    )),
    Edit("the same law in another form", "wording", one_of(
        ("Det følger af § 34, stk. 2, i barnets lov.", "Det følger af barnets lovs § 34, stk. 2."),
        ("Det følger af lov om social service.", "Det følger af serviceloven."),
        ("Det sker efter § 18 i serviceloven.", "Det sker efter servicelovens § 18."),
    )),
    Edit("the same deadline in other words", "wording", one_of(
        ("Svar gives inden den 1. juni 2026.", "Svar gives senest den 1. juni 2026."),
        ("Det er klart i 2. kvartal 2027.", "Det er klart i andet kvartal 2027."),
        ("Det er klart ultimo 2027.", "Det er klart i slutningen af 2027."),
    )),
    Edit("about, in other words", "wording", swap(r"\bca\. (?=\d)", "cirka ")),
    Edit("must in another tense", "wording", one_of(
        ("Udvalget skal drøfte planen.", "Udvalget skulle drøfte planen."),
        ("Salen åbner til maj.", "Salen vil åbne til maj."),
    )),
    Edit("a name in the genitive", "wording", one_of(
        ("Eleverne i Nørrelund har det godt.", "Nørrelunds elever har det godt."),
        ("Det er et forslag fra Karla Thygesen.", "Det er Karla Thygesens forslag."),
    )),
    Edit("words that decide alike", "wording", one_of(
        ("Indstillingen er tiltrådt.", "Indstillingen er godkendt."),
        ("Udvalget tiltrådte indstillingen.", "Udvalget godkendte indstillingen."),
    )),
    Edit("facts that only moved in their sentence", "wording", one_of(
        ("I 2027 lukkes der 3 haller i byen.", "Der lukkes 3 haller i byen i 2027."),
        ("Den 3. maj 2026 holdes der møde i Nørrelund.", "Der holdes møde i Nørrelund den 3. maj 2026."),
        ("Der er 63 pladser i Sydhallen.", "I Sydhallen er der 63 pladser."),
    ), also=frozenset({"typography"})),
    Edit("amounts that moved with what they are for", "wording", carried(_turned)),
    Edit("words beside two totals", "wording", carried(_totals)),
)  # fmt: skip
