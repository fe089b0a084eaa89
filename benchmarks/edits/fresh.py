"""Edits that were written after the rest had been tried and mended by: how unseen edits fare."""

from __future__ import annotations

import random
import re

from benchmarks.edits.making import (
    SENTENCE,
    Edit,
    Pair,
    carried,
    forms,
    one_of,
    other_digit,
    pick,
    replaced,
    swap,
    two,
)
from compare.model import Level

_DECIDING = frozenset({"decision", "recommendation"})
_MARKS: frozenset[Level] = frozenset({"typography"})
_LOWER = r"(?<=[a-zæøå]) (?=[a-zæøå])"


def every(pattern: str, new: str) -> Edit:
    """An edit of layout that is made wherever it can."""

    def make(text: str, _: random.Random) -> Pair | None:
        return text, re.sub(pattern, new, text)

    return Edit(f"everywhere {pattern!r} as {new!r}", "layout", make)


def first_sentences_swapped(text: str, rng: random.Random) -> Pair | None:
    """Two neighbouring sentences change places."""
    match = pick(SENTENCE, text, rng)
    after = SENTENCE.match(text, match.end() + 1) if match else None
    if match is None or after is None:
        return None
    both = f"{after[0]} {match[0]}"
    return text, replaced(text, match.start(), after.end(), both)


def _list(points: list[str]) -> str:
    return "Der lægges vægt på:\n\n" + "\n".join(f"- {point}" for point in points) + "\n\n"


def _point_moved(rng: random.Random) -> Pair:
    points = ["en tydelig plan for byggeriet", "god dialog med naboerne i området",
              "sikre skoleveje for børnene", "en fast ramme for økonomien"]  # fmt: skip
    other = list(points)
    other.append(other.pop(rng.randrange(2)))
    return _list(points), _list(other)


def _point_more(rng: random.Random) -> Pair:
    points = ["en tydelig plan for byggeriet", "god dialog med naboerne i området",
              "sikre skoleveje for børnene"]  # fmt: skip
    other = list(points)
    other.insert(rng.randrange(4), "løbende kontrol af luft og støj")
    return _list(points), _list(other)


LAYOUT = (
    every(_LOWER, "\u00a0"),
    every(r"(?<=[a-zæøå,]) (?=[a-zæøå]{3,} [a-zæøå]{3,} [a-zæøå]{3,} [a-zæøå]{3,} [a-zæøå]{3,} )", "\n"),
    every(r"\n", "\r\n"),
    every(r"\n\n", "\n \n"),
    Edit("a form feed in mid-sentence", "layout", swap(_LOWER, "\n\f\n")),
    Edit("a hyphen at a page's end", "layout", swap(
        r"(?<![\w-])[a-zæøå]{11,24}(?![\w-])", lambda m, _: f"{m[0][:6]}-\n\n{m[0][6:]}")),
    Edit("a hyphen and a blank at a line end", "layout", swap(
        r"(?<![\w-])[a-zæøå]{11,24}(?![\w-])", lambda m, _: f"{m[0][:5]}- \n{m[0][5:]}")),
    Edit("a zero-width blank", "layout", swap(r"(?<=[a-zæøå]{3})(?=[a-zæøå]{3})", "\u200b")),
    Edit("points indented", "layout", swap(r"(?m)^- ", "   - ")),
    Edit("letters or numbers before points", "layout", one_of(
        ("Det indstilles:\n\n1. at planen godkendes\n2. at taget skiftes\n\n", "Det indstilles:\n\na) at planen godkendes\nb) at taget skiftes\n\n"),
        ("Det indstilles:\n\n- at planen godkendes\n- at taget skiftes\n\n", "Det indstilles:\n\n◦ at planen godkendes\n◦ at taget skiftes\n\n"),
    )),
    Edit("a heading marked", "layout", one_of(
        ("\n\nDet videre forløb\n\nByggeriet følger planen.", "\n\n**Det videre forløb**\n\nByggeriet følger planen."),
        ("\n\nDet videre forløb\n\nByggeriet følger planen.", "\n\n<b>Det videre forløb</b>\n\nByggeriet følger planen."),
    )),
)  # fmt: skip

TYPOGRAPHY = (
    Edit("a dash between numbers", "typography", one_of(
        ("Det gælder 3-5 elever i hver klasse.", "Det gælder 3–5 elever i hver klasse."),
        ("Perioden er 2026 - 2029 for alle.", "Perioden er 2026 – 2029 for alle."),
    )),
    Edit("a minus sign", "typography", one_of(("Afvigelsen er -5 mio. kr. i år.", "Afvigelsen er −5 mio. kr. i år."))),
    Edit("a hyphen that does not break", "typography", swap(r"(?<=[a-zæøå])-(?=[a-zæøå])", "\u2011")),
    Edit("a stop behind an abbreviation", "typography", one_of(
        ("Der gives 12 mio. kr. til det.", "Der gives 12 mio kr til det."),
        ("Det følger af § 34, stk. 2, i loven.", "Det følger af § 34, stk 2, i loven."),
        ("Mødet er kl. 14.00 i salen.", "Mødet er kl 14.00 i salen."),
        ("Det gælder 35 pct. af alle.", "Det gælder 35 pct af alle."),
    )),
    Edit("a name in capitals", "typography", one_of(
        ("Det besluttes af Byrådet i maj.", "Det besluttes af BYRÅDET i maj."),
        ("Det besluttes af Byrådet i maj.", "Det besluttes af byrådet i maj."),
    )),
    Edit("single and double quotes", "typography", one_of(("Planen hedder “God start” nu.", "Planen hedder ”God start“ nu."))),
    Edit("several Cyrillic letters", "typography", one_of(("Sаgеn оm Ørbækvej er ny.", "Sagen om Ørbækvej er ny."))),
)  # fmt: skip

SPELLING = (
    Edit("a slip in a capital word", "spelling", one_of(
        ("Forvaltningen svarer på det hele.", "Forvaltingen svarer på det hele."),
        ("Administrationen svarer på det hele.", "Adminstrationen svarer på det hele."),
    )),
    Edit("a slip in a compound", "spelling", one_of(
        ("Det gælder genoptræningsplanerne her.", "Det gælder genoptrængsplanerne her."),
        ("Der er lavet en kvalitetsstandard nu.", "Der er lavet en kvalitetstandard nu."),
        ("Der er tale om et samarbejdsprojekt.", "Der er tale om et samarbjedsprojekt."),
    )),
)  # fmt: skip

WORDING = (
    Edit("an abbreviation written out", "wording", one_of(
        ("Der er bl.a. tale om nye borde.", "Der er blandt andet tale om nye borde."),
        ("Det kan f.eks. være en hal.", "Det kan for eksempel være en hal."),
        ("Det skyldes bl.a. vejret i foråret.", "Det skyldes eksempelvis vejret i foråret."),
        ("Det er dyrt pga. vejret i år.", "Det er dyrt på grund af vejret i år."),
    )),
    Edit("a list in another order", "wording", one_of(
        ("Det gælder skoler, haller og parker.", "Det gælder parker, skoler og haller."),
    )),
    Edit("a clause more", "wording", one_of(
        ("Huset bruges af foreningerne.", "Huset bruges af foreningerne, som er glade for det."),
        ("Eleverne har svaret på skemaet.", "Eleverne har, efter lang tids arbejde, svaret på skemaet."),
    )),
    Edit("not only", "wording", one_of(
        ("Det gælder ikke kun børn, men alle.", "Det gælder både børn og alle andre."),
    )),
    Edit("the same large amount in words", "wording", one_of(
        ("Det koster to millioner kroner i alt.", "Det koster 2 millioner kroner i alt."),
        ("Der er 1.605 borgere i ordningen.", "Der er cirka 1.605 borgere i ordningen."),
    )),
)  # fmt: skip

AMOUNTS = (
    Edit("an amount in words", "fact", one_of(
        ("Det koster to millioner kroner i alt.", "Det koster tre millioner kroner i alt."),
        ("Det koster en halv million kroner i alt.", "Det koster en million kroner i alt."),
    ), ("amount",)),
    Edit("millions without kroner", "fact", one_of(
        ("Der mangler 12,5 mio. i budgettet.", "Der mangler 13,5 mio. i budgettet."),
    ), ("amount",)),
    Edit("an amount with øre", "fact", one_of(
        ("Beløbet er 1.250.000,00 kr. i alt.", "Beløbet er 1.350.000,00 kr. i alt."),
        ("Beløbet er kr. 1.250.000,00 i alt.", "Beløbet er kr. 1.350.000,00 i alt."),
    ), ("amount",)),
    Edit("one amount of two", "fact", one_of(
        ("Der gives 0,5 mio. kr. i 2027 og 1,0 mio. kr. i 2028.", "Der gives 0,5 mio. kr. i 2027 og 1,5 mio. kr. i 2028."),
        ("I 2027 bruges 3,2 mio. kr., i 2028 3,4 mio. kr. og i 2029 3,6 mio. kr.", "I 2027 bruges 3,2 mio. kr., i 2028 3,8 mio. kr. og i 2029 3,6 mio. kr."),
    ), ("amount",)),
    Edit("an amount for a measure", "fact", one_of(
        ("Prisen er 3.500 kr. pr. m2 i huset.", "Prisen er 3.800 kr. pr. m2 i huset."),
        ("Taksten er 42 kr. pr. time for hallen.", "Taksten er 45 kr. pr. time for hallen."),
    ), ("amount",)),
    Edit("more or less than budgeted", "fact", one_of(
        ("Der er en merudgift på området i år.", "Der er en mindreudgift på området i år."),
        ("Regnskabet viser et overskud i år.", "Regnskabet viser et underskud i år."),
    ), ("negation",)),
)  # fmt: skip

DATES = (
    Edit("another day of the week", "fact", one_of(("Der er åbent hver mandag i hallen.", "Der er åbent hver tirsdag i hallen.")), ("date",)),
    Edit("other hours", "fact", one_of(("Mødet holdes kl. 16-18 i salen.", "Mødet holdes kl. 17-19 i salen.")), ("date",)),
    Edit("another of two days", "fact", one_of(("Der er møde den 1. og 15. maj 2026.", "Der er møde den 1. og 16. maj 2026.")), ("date",)),
    Edit("another date in brackets", "fact", one_of(("Planen (vedtaget den 3. maj 2026) er ny.", "Planen (vedtaget den 4. maj 2026) er ny.")), ("date",)),
    Edit("another school year", "fact", one_of(
        ("Det gælder fra skoleåret 2026/27 for alle.", "Det gælder fra skoleåret 2027/28 for alle."),
        ("Det sker ved årsskiftet 2026/2027 for alle.", "Det sker ved årsskiftet 2027/2028 for alle."),
    ), ("deadline",)),
    Edit("another number of weeks in words", "fact", forms(
        ("Der klages inden for {}.", "Høringen varer {}."),
        lambda rng: two(("tre uger", "fire uger", "otte uger", "to måneder"), rng)), ("deadline",)),
    Edit("another interval between meetings", "fact", one_of(
        ("Gruppen mødes hver anden uge i salen.", "Gruppen mødes hver uge i salen."),
        ("Gruppen mødes to gange om året i salen.", "Gruppen mødes fire gange om året i salen."),
    ), ("deadline",)),
)  # fmt: skip

COUNTS = (
    Edit("a share from and to", "fact", one_of(("Andelen er øget fra 35 til 40 pct. i år.", "Andelen er øget fra 35 til 45 pct. i år.")), ("percentage",)),
    Edit("a share in words", "fact", one_of(
        ("Halvdelen af eleverne har svaret.", "En tredjedel af eleverne har svaret."),
        ("Hver fjerde elev har svaret nu.", "Hver femte elev har svaret nu."),
    ), ("number",)),
    Edit("so many of so many", "fact", one_of(("Det gælder 12 ud af 15 skoler.", "Det gælder 13 ud af 15 skoler.")), ("number",)),
    Edit("another age or class", "fact", one_of(
        ("Det gælder de 0-2 årige børn.", "Det gælder de 0-3 årige børn."),
        ("Det gælder 3.-6. klasse på skolen.", "Det gælder 3.-7. klasse på skolen."),
        ("Det gælder børn over 12 år i byen.", "Det gælder børn over 14 år i byen."),
    ), ("number",)),
    Edit("another house", "fact", one_of(("Grunden ligger på Nørregade 12 i byen.", "Grunden ligger på Nørregade 14 i byen.")), ("number",)),
    Edit("another area", "fact", one_of(("Huset er på 1.250 m2 i alt.", "Huset er på 1.450 m2 i alt.")), ("number",)),
    Edit("another count with a decimal", "fact", swap(r"(?<=[a-zæøå] )\d{1,3},\d(?= [a-zæøå]{5,})", other_digit), ("number",)),
)  # fmt: skip

SAYING = (
    Edit("turned round by a prefix", "fact", one_of(
        ("Taksten er uændret i 2027 for alle.", "Taksten er ændret i 2027 for alle."),
        ("Det er lovligt at bygge her nu.", "Det er ulovligt at bygge her nu."),
    ), ("negation",)),
    Edit("no longer, not yet", "fact", one_of(
        ("Ordningen er en del af planen.", "Ordningen er ikke længere en del af planen."),
        ("Ordningen er endnu ikke en del af planen.", "Ordningen er en del af planen."),
    ), ("negation",)),
    Edit("a right or a duty", "fact", one_of(
        ("Ejeren har ret til at fælde træet.", "Ejeren har pligt til at fælde træet."),
        ("Kommunen har mulighed for at hjælpe.", "Kommunen har pligt til at hjælpe."),
    ), ("modality",)),
    Edit("should and may", "fact", one_of(
        ("Taget bør skiftes inden længe.", "Taget kan skiftes inden længe."),
        ("Udvalget skal høre naboerne først.", "Udvalget bør høre naboerne først."),
    ), ("modality",)),
)  # fmt: skip

NAMES = (
    Edit("another surname", "fact", one_of(("Det er foreslået af Thygesen i går.", "Det er foreslået af Brodersen i går.")), ("name",)),
    Edit("another initial", "fact", one_of(("Det er foreslået af K. Thygesen i går.", "Det er foreslået af H. Thygesen i går.")), ("name",)),
    Edit("another town", "fact", one_of(("Det ligner ordningen i Odense meget.", "Det ligner ordningen i Aarhus meget.")), ("name",)),
    Edit("another street", "fact", one_of(("Grunden ligger på Nørregade i byen.", "Grunden ligger på Søndergade i byen.")), ("name",)),
    Edit("another company", "fact", one_of(("Byggeriet udføres af Kærby Beton A/S nu.", "Byggeriet udføres af Lindvig Beton A/S nu.")), ("name",)),
    Edit("another party by its name", "fact", one_of(
        ("Forslaget er stillet af Socialdemokratiet nu.", "Forslaget er stillet af Venstre nu."),
        ("Forslaget er stillet af SF i byrådet.", "Forslaget er stillet af DF i byrådet."),
    ), ("name",)),
    Edit("another committee by its letters", "fact", one_of(("Sagen behandles i BSU i maj.", "Sagen behandles i BUU i maj.")), ("name",)),
    Edit("another order", "fact", one_of(
        ("Det følger af bekendtgørelse nr. 1089 om det.", "Det følger af bekendtgørelse nr. 1098 om det."),
        ("Det følger af § 34, stk. 2, nr. 3, i loven.", "Det følger af § 34, stk. 2, nr. 4, i loven."),
    ), ("law",)),
    Edit("another journal number", "fact", one_of(
        ("Se sagsnr. 24/12345 om det samme.", "Se sagsnr. 24/12354 om det samme."),
        ("Se j.nr. 16.06.00-P20-1-25 om det.", "Se j.nr. 16.06.00-P20-2-25 om det."),
    ), ("case_number",)),
    Edit("a decision turned round", "fact", one_of(
        ("Indstillingen følges.", "Indstillingen følges ikke."),
    ), ("negation",), sections=_DECIDING),
    Edit("approved or recommended", "fact", one_of(
        ("Udvalget godkendte sagen.", "Udvalget anbefalede sagen."),
        ("Sagen blev tiltrådt.", "Sagen blev udsat."),
    ), ("decision",), sections=_DECIDING),
    Edit("other numbers of votes", "fact", one_of(("Der var 8 stemmer for og 3 stemmer imod.", "Der var 7 stemmer for og 4 stemmer imod.")), ("number", "number")),
    Edit("a party's side", "fact", one_of(("Ø stemmer imod indstillingen.", "Ø stemmer for indstillingen.")), ("vote",)),
    Edit("parties in favour", "fact", one_of(("For stemte A, B og C.", "For stemte A og B.")), ("vote",)),
)  # fmt: skip

PASSAGES = (
    Edit("two sentences swapped", "passage", first_sentences_swapped, None),
    Edit("a point moved", "passage", carried(_point_moved), None),
    Edit("a point more", "passage", carried(_point_more), None),
    Edit("two sentences more", "passage", one_of(
        ("Huset er gammelt og slidt.", "Huset er gammelt og slidt. Taget er utæt over salen. Kælderen står under vand."),
    ), None),
)  # fmt: skip

FRESH: tuple[Edit, ...] = (
    *LAYOUT, *TYPOGRAPHY, *SPELLING, *WORDING, *AMOUNTS, *DATES, *COUNTS, *SAYING, *NAMES, *PASSAGES,
)  # fmt: skip
