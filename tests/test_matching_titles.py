"""What two titles have in common: marks and dates aside, and procedural names."""

import pytest

from compare.titles import content, plain, standing, timeless

PLAIN = {
    "number": ("15. Budget for havnen", "budget for havnen"),
    "number with a dash": ("Nr.178 - Plan for havnen", "plan for havnen"),
    "item": ("Punkt 4: Plan for havnen", "plan for havnen"),
    "closed": ("Lukket: Salg af grund", "salg af grund"),
    "type": ("B-sag: Plan for havnen", "plan for havnen"),
    "type in brackets": ("(C) Plan for havnen", "plan for havnen"),
    "two marks": ("(B) Lukket: Salg af grund", "salg af grund"),
    "committees": ("BU/SSÆ - Fælles plan", "fælles plan"),
    "orientation before": ("Orientering - Plan for havnen", "plan for havnen"),
    "decision after": ("Plan for havnen - beslutning", "plan for havnen"),
    "resumed": ("Plan for havnen (Genoptaget)", "plan for havnen"),
    "quotes": ("Projekt “Den grønne by”", "projekt den grønne by"),
    "look-alike letters": ("Vеj ved åen", "vej ved åen"),
    "orientation that is part of it": ("Orientering om havnen", "orientering om havnen"),
    "a count that is part of it": ("1. budgetopfølgning", "1. budgetopfølgning"),
}
TIMELESS = {
    "date": ("Budgetopfølgning pr. 31. marts 2026", "budgetopfølgning"),
    "numeric date": ("Status 31.03.2026", "status"),
    "date with a stroke": ("Ventelister pr. 1/3 2026", "ventelister"),
    "year in brackets": ("Årsberetning (2025)", "årsberetning"),
    "date without a year": ("Orientering om rådsmøde den 23. april", "orientering om rådsmøde"),
    "month": ("Orientering maj 2024", "orientering"),
    "months": ("Ledighed januar-marts 2025", "ledighed"),
    "quarter": ("Afrapportering, 3. kvartal 2025", "afrapportering"),
    "half-year": ("Sygefravær for 1. halvår 2025", "sygefravær"),
    "written ordinal": ("Status for andet kvartal", "status"),
    "season": ("Trivsel, foråret 2025", "trivsel"),
    "end of a month": ("Opfølgning ultimo april 2026", "opfølgning"),
    "year": ("Årsberetning 2025", "årsberetning"),
    "school year": ("Mødeplan 2026/27", "mødeplan"),
    "week": ("Vejarbejde uge 12", "vejarbejde"),
    "running number after": ("Budgetopfølgning 2 - 2026", "budgetopfølgning"),
    "running number before": ("1. budgetopfølgning 2026", "budgetopfølgning"),
    "in the middle": ("Budget 2027-2030 - 1. behandling", "budget # - 1. behandling"),
    "a plan's number stays": ("Lokalplan 12", "lokalplan 12"),
    "a house number stays": ("Dispensation, Åvej 5", "dispensation, åvej 5"),
}
STANDING = {
    "Godkendelse af dagsorden": "godkendelse af dagsorden",
    "SSÆ - Godkendelse af dagsordenen": "godkendelse af dagsorden",
    "Godkendelse af dagsorden til møde den 4. maj": "godkendelse af dagsorden",
    "Godkendelse af referat": "godkendelse af referat",
    "Underskrift af protokol": "godkendelse af referat",
    "Underskriftsark": "godkendelse af referat",
    "D-sag: Aktuelle sager": "aktuelle sager",
    "Eventuelt.": "eventuelt",
    "Meddelelser": "meddelelser",
    "Orientering fra formanden": "orientering fra formanden",
    "Meddelelser fra administrationen": "orientering fra forvaltningen",
    "Spørgetid for borgerne": "spørgetid",
    "Lukkede punkter": "lukkede punkter",
    "Siden sidst": "orientering",
    "Orientering maj 2024": None,
    "Orientering om havnen": None,
    "Godkendelse af dagsordenspunkt om havnen": None,
    "Godkendelse af budget": None,
    "Referat fra Ungerådet": None,
    "Aktuelle sager om havnen": None,
    "Evaluering af mødelokaler": None,
}


@pytest.mark.parametrize(("title", "expected"), PLAIN.values(), ids=PLAIN)
def test_a_secretariats_marks_are_no_part_of_a_title(title, expected):
    assert plain(title) == expected


@pytest.mark.parametrize(("title", "expected"), TIMELESS.values(), ids=TIMELESS)
def test_two_issues_of_a_report_have_one_timeless_title(title, expected):
    assert timeless(title) == expected


@pytest.mark.parametrize(("title", "expected"), STANDING.items(), ids=list(STANDING))
def test_procedural_titles_are_known_by_one_name_each(title, expected):
    assert standing(title) == expected


def test_approving_the_agenda_is_not_approving_the_minutes():
    assert standing("Godkendelse af dagsorden") != standing("Godkendelse af referat")


def test_content_leaves_out_what_any_title_may_say():
    assert content("Orientering om status på cykelstien i Aaby Kommune") == ["aaby", "cykelstien"]


def test_a_very_long_title_takes_no_long_time():
    assert timeless("orienteringsrapport 1 " * 3_000)
    assert plain("-" * 50_000 + "x" + " - " * 20_000)
    assert standing("orientering fra formanden og " * 3_000) is None
