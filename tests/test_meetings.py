"""When a date is a meeting's: one table for each rule, with what only looks like it."""

from __future__ import annotations

import pytest
from made_items import stored

from compare.mentions import mentions
from compare.prose import sentences


def met(text: str, section: str = "background") -> list[str]:
    """The other meetings that a text names, in short: day and committee."""
    item = stored("Cykelsti", day="2031-03-04", body="Teknikudvalget", **{section: text})
    found = mentions(item, sentences(item.item))
    return [f"{one.date} {one.committee or ''}".strip() for one in found]


RULES = {
    "a body is the subject of any verb": [
        ("Landsbyudvalget skubbede den 4. februar 2031 sagen.", ["2031-02-04 Landsbyudvalget"]),
        ("Byrådet stemte den 26. februar 2031 nej til salget.", ["2031-02-26 byrådet"]),
        ("Havneudvalget nikkede til skitsen den 11. februar 2031.", ["2031-02-11 Havneudvalget"]),
        ("Udvalgets flertal fastholdt den 4. februar 2031 sin linje.", ["2031-02-04"]),
        (
            "Økonomiudvalget tager hul på budgettet den 9. april 2031.",
            ["2031-04-09 Økonomiudvalget"],
        ),
        ("Byrådet indviede den 5. juni 2030 den nye legeplads.", []),
        ("Udvalget besigtigede arealet den 12. august 2030.", []),
        ("Udvalget bevilgede 50.000 kr. til festivalen den 14. juni 2030.", []),
        ("Byrådet får fem nye medlemmer den 1. januar 2034.", []),
    ],
    "the date opens the clause": [
        ("Den 11. november 2030 gennemgik Børneudvalget ønskerne.", ["2030-11-11 Børneudvalget"]),
        (
            "I slutningen af året (11/12-2030) sænkede Fritidsudvalget prisen.",
            ["2030-12-11 Fritidsudvalget"],
        ),
        ("Den 5. juni 2030 fejrede byrådet broens jubilæum.", []),
    ],
    "what a body did": [
        (
            "Kommunalbestyrelsens tilsagn af 27. november 2030 er betinget.",
            ["2030-11-27 kommunalbestyrelsen"],
        ),
        ("Byrådets afvisning den 29. januar 2031 skyldtes prisen.", ["2031-01-29 byrådet"]),
        (
            "Efter anbefaling fra Havneudvalget af 7. januar 2031 lukkes broen.",
            ["2031-01-07 Havneudvalget"],
        ),
        ("Kravet stammer fra en byrådsbeslutning af 14. maj 2029.", ["2029-05-14 byrådet"]),
        ("Byrådets brev af 13. januar 2031 er vedlagt.", []),
        ("Byrådets ferie begynder den 1. juli 2031.", []),
    ],
    "a clause beside": [
        (
            "Taksten har stået stille siden den 8. april 2030, hvor Havneudvalget satte den ned.",
            ["2030-04-08 Havneudvalget"],
        ),
        ("Det var den 18. december 2030, at byrådet sagde ja.", ["2030-12-18 byrådet"]),
        (
            "Købet kræver byrådets godkendelse, som ventes den 30. april 2031.",
            ["2031-04-30 byrådet"],
        ),
        ("Sidst udvalget så på skiltene, var den 12. november 2030.", ["2030-11-12"]),
        ("Byrådet byggede en skole, som åbnede den 11. august 2030.", []),
        ("Bygningen blev taget i brug den 1. august 2029, efter at byrådet gav lov.", []),
    ],
    "most recently is no deadline": [
        ("Udvalget har drøftet støjen tre gange, senest den 7. januar 2031.", ["2031-01-07"]),
        (
            "Spørgsmålet har været vendt i Havneudvalget, sidst d. 14/1.",
            ["2031-01-14 Havneudvalget"],
        ),
        ("Ansøgningen skal være modtaget senest den 7. januar 2031.", []),
    ],
    "in brackets, with a number": [
        (
            "Planen har været i både Økonomiudvalg (4. december 2030) og byråd (pkt. 9, 18. "
            "december 2030).",
            ["2030-12-04 Økonomiudvalget", "2030-12-18 byrådet"],
        ),
        ("Havneudvalget, 26. november 2030, pkt. 563:", ["2030-11-26 Havneudvalget"]),
        ("Punkt 9 den 4. februar 2031 handlede om det samme.", ["2031-02-04"]),
        ("Direktionen, 6. januar 2031, pkt. 2: Anbefales.", []),
    ],
    "abbreviations and other names": [
        ("KB godkendte d. 18/12-2030 købet.", ["2030-12-18 KB"]),
        ("Økonomiudvalget (ØU) godkendte den 22. januar 2031.", ["2031-01-22 Økonomiudvalget"]),
        ("Jf. ØU-møde 19/2 2031 er rammen hævet.", ["2031-02-19 ØU"]),
        (
            "Fra Udvalget for Natur og Idræts møde den 9. januar 2031.",
            ["2031-01-09 Udvalget for Natur og Idræt"],
        ),
        (
            "§ 17, stk. 4-udvalget pegede den 7. januar 2031 på tre veje.",
            ["2031-01-07 § 17, stk. 4-udvalget"],
        ),
        ("FGU den 3. maj 2031 har åbent hus.", []),
    ],
    "people and others' committees": [
        ("Økonomiudvalgets formand underskrev aftalen den 4. februar 2031.", []),
        ("Medlemmer af byrådet så den 4. februar 2031 på broen.", []),
        ("Valget til Ældrerådet foregik den 18. november 2030.", []),
        ("MED-udvalget drøftede den 3. februar 2031 arbejdsmiljøet.", []),
        ("Festudvalget holdt møde den 12. januar 2031.", []),
        ("Folketingets Transportudvalg så den 3. oktober 2030 på havnen.", []),
    ],
    "dates that the meeting completes": [
        (
            "Videre forløb: Økonomiudvalg 14.05.31, byråd 28/5-31.",
            ["2031-05-14 Økonomiudvalget", "2031-05-28 byrådet"],
        ),
        (
            "Økonomiudvalget drøftede planen den 12. marts 2030, og byrådet vedtog den den 26. s.m.",
            ["2030-03-12 Økonomiudvalget", "2030-03-26 byrådet"],
        ),
        ("Sagen behandles i Økonomiudvalget d.d.", ["2031-03-04 Økonomiudvalget"]),
        ("Sagen behandles i Økonomiudvalget den 18. ds.", ["2031-03-18 Økonomiudvalget"]),
        ("Byrådet vedtog planen den 3. september sidste år.", ["2030-09-03 byrådet"]),
        ("KLE 27.03.12 og version 2.1.30 er ingen dage.", []),
    ],
}
CASES = [(rule, text, days) for rule, cases in RULES.items() for text, days in cases]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_the_place_of_a_date_tells_whose_meeting_it_is(
    rule: str, text: str, expected: list[str]
) -> None:
    assert met(text) == expected, rule


def test_what_is_asked_for_in_a_decision_is_for_the_meeting_to_come() -> None:
    text = "Udvalget bad direktøren tage tallene med til mødet 6. maj."
    assert met(text, "decision") == ["2031-05-06"]
    assert met("Notatet blev delt ud til mødet 14. januar.") == ["2031-01-14"]
