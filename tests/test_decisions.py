"""Decision formulas, votes and absences: one row for each way of putting it."""

import pytest

from ordlyd.decisions import points, read_decision

OUTCOMES = [
    ("Godkendt.", "approved"),
    ("Indstillingen tiltrådt", "approved"),
    ("Indstillingen tiltrådt med bemærkning om, at udvalget forventer en handleplan.", "approved"),
    ("Byrådet godkender indstillingen.", "approved"),
    ("Vedtaget med 19 stemmer mod 8.", "approved"),
    ("Valgt blev: Anna Ek", "approved"),
    ("Udvalget besluttede, at ordningen fortsætter.", "approved"),
    ("Udvalget drøftede sagen og godkendte indstillingen.", "approved"),
    ("Ændringsforslaget blev forkastet. Indstillingen godkendt.", "approved"),
    ("Et flertal i udvalget kunne tiltræde indstillingen.", "approved"),
    (
        "Tilbagesendes afdelingen med bemærkning, at byrådet i sit møde har vedtaget indstillingen.",
        "approved",
    ),
    ("Indstillingen anbefales.", "recommended"),
    ("Anbefales godkendt.", "recommended"),
    ("Indstilles godkendt.", "recommended"),
    ("Anbefales taget til efterretning.", "recommended"),
    ("Teknisk Udvalg anbefaler, at byrådet godkender indstillingen.", "recommended"),
    (
        "Fremsendes til Byrådet med bemærkning, at Magistraten anbefaler, at byrådet tiltræder.",
        "recommended",
    ),
    ("3 medlemmer (A+V) anbefaler forslaget. 2 medlemmer (O+Ø) tager forbehold.", "recommended"),
    ("Taget til efterretning.", "noted"),
    ("Udvalget drøftede sagen og tog orienteringen til efterretning.", "noted"),
    ("Ingen bemærkninger.", "noted"),
    ("Taget til orientering.", "informed"),
    ("Orientering givet.", "informed"),
    ("Orienteringen blev givet.", "informed"),
    ("Udvalget blev orienteret.", "informed"),
    ("Drøftet.", "discussed"),
    ("Udvalget drøftede sagen.", "discussed"),
    ("Sagen udsættes med henblik på en belysning af økonomien.", "postponed"),
    ("Sagen blev udsat uden behandling.", "postponed"),
    ("Udvalget besluttede at udsætte sagen.", "postponed"),
    ("Sag 3 udgår", "postponed"),
    ("Punktet blev taget af dagsordenen.", "postponed"),
    ("Ikke godkendt", "rejected"),
    ("Anbefales ikke godkendt", "rejected"),
    ("Forslaget blev afvist.", "rejected"),
    ("Bortfalder", "rejected"),
    ("Forslaget sendes tilbage i Teknik- og Miljøudvalget", "returned"),
    ("Fremsendes til Teknisk Udvalg til behandling", "returned"),
    ("Henvist til behandling i Økonomiudvalget.", "returned"),
    ("Udvalget stillede spørgsmål, hvorefter udvalget besluttede at udsætte sagen.", "postponed"),
    ("Byrådet sender forslaget til behandling i By- og Kulturudvalget.", "returned"),
    ("Intet under dette punkt.", "none"),
    ("Intet.", "none"),
    ("", "none"),
    ("Næste møde begynder kl. 17.00.", "other"),
    (
        "Ad. 1) Udvalget drøftede planen.\n\nAd. 2) Drøftet.\n\nAd. 3) Taget til efterretning.",
        "discussed",
    ),
    ("Ad 1. og 2.) Drøftet.\n\nAd 3.) Taget til efterretning.", "discussed"),
    ("Udvalget godkendte dagsordenen.\n\nMødet hævet kl. 14.45.", "approved"),
    ("Ændringsforslaget blev forkastet og indstillingen godkendt.", "approved"),
    ("Et flertal stemte for. Procedureforslaget blev dermed tiltrådt og sagen udsat.", "postponed"),
]


@pytest.mark.parametrize(("text", "outcome"), OUTCOMES)
def test_the_operative_words_give_the_outcome(text, outcome):
    assert read_decision(text).outcome == outcome


VOTES = {
    "against": (
        "Udvalgsmedlem Anna Ek (Ø) stemmer imod indstillingen.",
        {"against": ["Anna Ek (Ø)"]},
    ),
    "against, with a reason": (
        "Godkendt. Imod: Anna Ek (Ø), der ønskede et andet forslag.",
        {"against": ["Anna Ek (Ø)"]},
    ),
    "could not": (
        "Dansk Folkeparti kan ikke tiltræde indstillingen.",
        {"against": ["Dansk Folkeparti"]},
    ),
    "verb first": ("Imod stemte Enhedslisten.", {"against": ["Enhedslisten"]}),
    "two absent with titles": (
        "Rådmand Bo Dal (F) og udvalgsmedlem Eva Fog (C) deltog ikke i behandlingen af dette punkt.",
        {"absent": ["Bo Dal (F)", "Eva Fog (C)"]},
    ),
    "three absent": (
        "Udvalgsmedlemmerne Anna Ek (A), Bo Bak (V) samt Carl Dam (O) var fraværende.",
        {"absent": ["Anna Ek (A)", "Bo Bak (V)", "Carl Dam (O)"]},
    ),
    "prevented": (
        "Hans Li Jensen var forhindret i at deltage i udvalgets behandling af sagen.",
        {"absent": ["Hans Li Jensen"]},
    ),
    "disqualified": (
        "Mette Ny Iversen erklærede sig inhabil og deltog ikke i behandlingen.",
        {"absent": ["Mette Ny Iversen"]},
    ),
    "was disqualified": (
        "Anna Ek (V) var inhabil og deltog ikke i behandlingen af punktet.",
        {"absent": ["Anna Ek (V)"]},
    ),
    "label for absence": (
        "Afbud fra Anna Ek (V) og Bo Dal (A).",
        {"absent": ["Anna Ek (V)", "Bo Dal (A)"]},
    ),
    "told twice": (
        "A.A. og B.B. deltog ikke i sagens behandling (afbud).\n\nAfbud: A.A., B.B.",
        {"absent": ["A.A.", "B.B."]},
    ),
    "nobody absent": ("Fraværende: Ingen", {}),
    "majority, reservation, minority, absence": (
        "Et flertal i udvalget kunne tiltræde indstillingen.\nAnna Ek, Carl B. Holm og Dan Ek kunne "
        "tiltræde indstillingen.\nEva Fog tog forbehold.\nGry Li kunne ikke tiltræde indstillingen.",
        {"for": ["Anna Ek", "Carl B. Holm", "Dan Ek"], "against": ["Gry Li"]},
    ),
    "letters and names": (
        "For stemte: V, C, Æ og Susanne Ek (F) – i alt 15\n\nUndlod at stemme: A, Mikael Ek (F) Claus "
        "Bo (F) – i alt 9\n\nImod stemte: Ø – i alt 1",
        {
            "for": ["V", "C", "Æ", "Susanne Ek (F)"],
            "abstained": ["A", "Mikael Ek (F)", "Claus Bo (F)"],
            "against": ["Ø"],
        },
    ),
    "counts with names": (
        "For: 20 (Bo Hil (A), Carsten Niel (A))\n\nImod: 6 (Kristian Heg (B))",
        {"for": ["Bo Hil (A)", "Carsten Niel (A)"], "against": ["Kristian Heg (B)"]},
    ),
    "count, then groups": (
        "For indstillingen stemte 22: Byrådsgruppe A og Byrådsgruppe V.",
        {"for": ["Byrådsgruppe A", "Byrådsgruppe V"]},
    ),
    "votes of one point on one line": (
        "Ad 1. For: Gruppe A  Undlader: Gruppe F, Liste L",
        {"for": ["Gruppe A"], "abstained": ["Gruppe F", "Liste L"]},
    ),
    "two clauses": (
        "Byrådsgruppe Ø stemmer imod indstillingen, og byrådsgruppe C undlader at stemme.",
        {"against": ["Byrådsgruppe Ø"], "abstained": ["byrådsgruppe C"]},
    ),
    "parties in the genitive": (
        "Venstres, Konservatives og Dansk Folkepartis byrådsgrupper stemmer imod.",
        {"against": ["Venstre", "Konservative", "Dansk Folkeparti"]},
    ),
    "majority in parentheses": (
        "Et flertal (A, F og V) stemte for. Et mindretal (Ø) stemte imod. B undlod at stemme.",
        {"for": ["A", "F", "V"], "against": ["Ø"], "abstained": ["B"]},
    ),
    "a line cut by the page's width": (
        "Ad. 3) Et flertal (A, F og V) anbefaler indstillingen. Peter Skov (B) og\nAnne Kilde (Ø) stemte imod.",
        {"for": ["A", "F", "V"], "against": ["Peter Skov (B)", "Anne Kilde (Ø)"]},
    ),
    "a label alone on its line": (
        "Imod stemte:\nRøde (A) og Grønne (Ø) i alt 7 med følgende bemærkning: Taksten er for høj.",
        {"against": ["Røde (A)", "Grønne (Ø)"]},
    ),
    "a substitute is not absent": (
        "Fraværende: Evan Lund (V) - Marie Kiær (V) mødte som stedfortræder.",
        {"absent": ["Evan Lund (V)"]},
    ),
    "who sent regrets": (
        "Der er afbud fra Martin Bak og Niels Vest.",
        {"absent": ["Martin Bak", "Niels Vest"]},
    ),
    "a party of three words": (
        "De Lilla Frihedsvenners byrådsgruppe kunne ikke tiltræde indstillingen.",
        {"against": ["De Lilla Frihedsvenner"]},
    ),
    "a committee is no voter": ("Økonomiudvalget stemmer for.", {}),
}


@pytest.mark.parametrize(("text", "expected"), VOTES.values(), ids=VOTES)
def test_names_go_to_the_side_that_the_words_put_them_on(text, expected):
    decision = read_decision(text).model_dump(by_alias=True)
    sides = {side: list(decision[side]) for side in ("for", "against", "abstained", "absent")}
    assert {side: names for side, names in sides.items() if names} == expected


def test_a_reservation_is_neither_for_nor_against():
    decision = read_decision("Eva Fog (F) tog forbehold.")
    assert decision.for_ + decision.against + decision.abstained + decision.absent == ()


def test_each_numbered_point_has_an_outcome_of_its_own():
    text = "Ad. 1) Godkendt.\nAd. 2) Udsat."
    assert [(p.which, p.outcome) for p in points(text)] == [("1", "approved"), ("2", "postponed")]


def test_the_text_of_a_decision_stays_verbatim():
    text = "  Godkendt.\n\nMødet  hævet kl. 14.45. "
    assert read_decision(text).text == text
