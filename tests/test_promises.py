"""What is a promise to come back: one table for each rule, with what only looks like it."""

from __future__ import annotations

import pytest
from made_items import stored

from compare.said import read


def due(text: str, section: str = "background") -> list[str]:
    """What a text promises, in short: due, and the rhythm."""
    item = stored("Cykelsti", "Noget.", day="2031-03-04", body="Teknikudvalget", **{section: text})
    found = [p.time for one in read([item]) for p in one.promises]
    return ["/".join(filter(None, (time.due or "-", time.every))) for time in found]


RULES = {
    "the way to a body, with a time to come": [
        ("Konklusionerne deles med udvalget ved udgangen af marts 2032.", ["2032-03-31"]),
        ("Udkastet lander på udvalgets bord inden sommerferien.", ["2031-H1"]),
        ("Strategien skal for byrådet i juni.", ["2031-06"]),
        ("Forslaget er tilbage hos Kulturudvalget i maj måned.", ["2031-05"]),
        ("Planen løftes op i KB ultimo august.", ["2031-08"]),
        ("Den akutte del kommer for udvalget i april, mens resten venter.", ["2031-04"]),
        ("Forslag til budgettet kan sendes til udvalget frem til den 1. maj.", []),
        ("Klager over valget til byrådet behandles i maj 2031.", []),
        ("Udgiften i udvalgets ramme falder i 2032.", []),
        ("Puljen på 2 mio. kr. går til udvalget i 2032.", []),
        ("Sagen blev sendt til udvalget i januar.", []),
    ],
    "what a body does with it": [
        ("Udvalget kan se frem til en gennemgang af tallene i august.", ["2031-08"]),
        ("Efter planen skal udvalget se på taksterne i efteråret.", ["2031-09/2031-11"]),
        ("Ordningen løber til 2033, hvor Børneudvalget skal forholde sig til den.", ["2033"]),
        ("Økonomiudvalget får et udkast til ejerstrategi i maj.", ["2031-05"]),
        ("Udvalget modtager nyt i august 2031 og igen i februar 2032.", ["2031-08", "2032-02"]),
        ("Udvalget rejser til Gent i maj for at se på cykelstier.", []),
        ("Udvalget holder sommerferie fra uge 27 til uge 31.", []),
        ("Udvalget er ansvarligt for, at budgettet holder i 2031.", []),
        ("Udvalget skal prioritere midlerne til stier i 2032.", []),
        ("Byrådets ordinære møder i 2032 holdes på onsdage.", []),
        ("I juni og august afholdes ordinære møder i udvalget.", []),
    ],
    "a participle after what is to come": [
        ("Byrådets tilslutning søges indhentet i april.", ["2031-04"]),
        ("Rapporten ventes afleveret til udvalget hen over sommeren.", ["2031-06/2031-08"]),
        ("Planen er drøftet i udvalget og åbner i juni 2031.", []),
    ],
    "of two times that of the verb": [
        ("Tallene fra målingerne i uge 20 vil tilgå udvalget i uge 24.", ["2031-W24"]),
    ],
    "at a meeting": [
        ("Direktøren fortæller om erfaringerne på junimødet.", ["2031-06"]),
        ("Til næstkommende møde udarbejdes en oversigt over træer.", ["-"]),
        ("Udvalget afviste på mødet den 11. februar forslaget.", []),
        ("Beboerne drøfter stien på beboermødet i juni.", []),
    ],
    "again, nobody says when": [
        ("Holder vejen ikke, ser udvalget på sagen igen.", ["-"]),
        ("Svaret bringes videre til udvalget ved førstkommende lejlighed.", ["-"]),
        ("Projektet skal omkring Økonomiudvalget igen, inden der skrives kontrakt.", ["-"]),
        ("Derfor må udvalget påregne en genforelæggelse.", ["-"]),
        ("Når regnskabet er afsluttet, aflægges det for byrådet.", ["-"]),
        ("Spørgsmålet behandles i en særskilt sag.", ["-"]),
        ("Der vil blive skrevet et forslag, som forelægges byrådet.", ["-"]),
        ("Der er skrevet et forslag, som forelægges byrådet.", []),
        ("Inden for de kommende uger modtager udvalget et bud på en plan.", ["-"]),
        ("Forvaltningen skal indhente tilbud og vil derefter vende tilbage.", ["-"]),
        ("Hvis byrådet godkender bevillingen, åbner vejen igen.", []),
        ("Udvalget skal drøfte, hvilke stier det vil arbejde videre med.", []),
        ("Udvalget ser igen på, hvilke stier det vil arbejde med.", ["-"]),
        ("Når byrådet har godkendt planen, offentliggøres den.", []),
        ("Sagen er afsluttet og forventes ikke forelagt udvalget igen.", []),
        ("Ifølge vedtægten skal sager om takster altid forelægges udvalget på ny.", []),
        ("Ansøger har lovet at vende tilbage til sagsbehandleren i april.", []),
    ],
    "again and again": [
        ("Hver tredje måned opdateres udvalget på fremdriften.", ["-/P3M"]),
        ("Hver sommer får Miljøudvalget en opgørelse over badevandet.", ["-/P1Y"]),
        ("Udvalget tilsendes en ugentlig oversigt over veje.", ["-/P1W"]),
        ("Direktionen skal månedsvis rapportere til Økonomiudvalget.", ["-/P1M"]),
        ("Forvaltningen vil løbende gøre udvalget bekendt med tallene.", ["-/ongoing"]),
        ("Der udarbejdes årligt et regnskab, som Klimaudvalget får forelagt.", ["-/P1Y"]),
        ("Huslejen opkræves månedligt, og udvalget fastsætter taksten.", []),
        ("Udvalget har besluttet, at gebyret opkræves kvartalsvis.", []),
        ("Politiet orienterer hvert kvartal beboerne om byrådets plan.", []),
    ],
}
CASES = [(rule, text, dues) for rule, cases in RULES.items() for text, dues in cases]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_what_comes_back_to_a_body_is_promised(rule: str, text: str, expected: list[str]) -> None:
    assert due(text) == expected, rule


def test_of_several_bodies_the_promise_is_made_to_those_that_come_then() -> None:
    text = "Sagen behandles samtidig i Børneudvalget og derefter i Økonomiudvalget."
    item = stored("Cykelsti", text, day="2031-03-04", body="Teknikudvalget")
    (promise,) = read([item])[0].promises
    assert promise.committee == "Økonomiudvalget"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Udvalget imødeser en status inden jul.", ["2031"]),
        ("Punktet udgår og optages på en kommende dagsorden.", ["-"]),
        ("Punktet blev udsat til aprilmødet.", ["2031-04"]),
        ("Beslutning udsættes, til analysen foreligger.", ["-"]),
        ("Udvalget ønsker sagen tilbage, når økonomien er belyst.", ["-"]),
        ("Sagen sendes i høring og kommer herefter retur til udvalget.", ["-"]),
        ("Udvalget får fremlagt en plan for, hvordan det sker.", ["-"]),
        ("Udvalget bad om at få belyst støjen til mødet i maj.", ["2031-05"]),
        ("Godkendt, idet afgiften reguleres hvert år pr. 1. januar.", []),
        ("Et mindretal ønskede ordningen afskaffet fra den 1. august 2031.", []),
        ("Udvalget besluttede, at ordningen evalueres i 2033.", []),
    ],
)
def test_what_a_decision_sends_on_is_promised(text: str, expected: list[str]) -> None:
    assert due(text, "decision") == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("om halvandet år", "2032-09"),
        ("om 14 dage", "2031-03-18"),
        ("i 3. kvt. 2031", "2031-Q3"),
        ("i Q3-2031", "2031-Q3"),
        ("i anden halvdel af 2031", "2031-H2"),
        ("i slutningen af næste år", "2032-Q4"),
        ("i starten af det nye år", "2032-Q1"),
        ("inden udgangen af næste år", "2032-12-31"),
        ("ved årsskiftet", "2031-12-31"),
        ("inden nytår", "2031"),
        ("efter efterårsferien", "2031-Q4"),
        ("næste forår", "2032-03/2032-05"),
        ("i næste måned", "2031-04"),
        ("i det kommende kvartal", "2031-Q2"),
        ("til næste halvår", "2031-H2"),
        ("på udvalgets decembermøde", "2031-12"),
        ("en gang pr. kvartal", "-/P3M"),
        ("hver sjette måned", "-/P6M"),
        ("om et par måneder", "-"),
        ("inden for de næste uger", "-"),
    ],
)
def test_times_as_they_are_printed(printed: str, expected: str) -> None:
    assert due(f"Forvaltningen fremlægger {printed} en status for udvalget.") == [expected]
