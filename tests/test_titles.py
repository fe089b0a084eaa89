"""What is taken off a printed title, and what is not."""

import pytest

from ordlyd.titles import opens_with_committees, read_title

TITLES = {
    "plain": ("Godkendelse af dagsorden", False, ("Godkendelse af dagsorden", None, (), False)),
    "type": ("B-sag: Plan for havnen", False, ("Plan for havnen", "B", (), False)),
    "type in parentheses": ("(C) Plan for havnen", False, ("Plan for havnen", "C", (), False)),
    "closed": ("Lukket: Salg af grund", False, ("Salg af grund", None, (), True)),
    "closed, then type": ("Lukket: C-sag: Salg af grund", False, ("Salg af grund", "C", (), True)),
    "closed at the end": ("Salg af grund - Lukket punkt", False, ("Salg af grund", None, (), True)),
    "closed, then committee": (
        "Lukket - ØU - Salg af grund",
        True,
        ("Salg af grund", None, ("ØU",), True),
    ),
    "committees": ("BU/SSÆ - Fælles plan", True, ("Fælles plan", None, ("BU", "SSÆ"), False)),
    "no committees in this town": (
        "SSP - samarbejdet",
        False,
        ("SSP - samarbejdet", None, (), False),
    ),
    "look-alike letters": (
        "Ny plаds ved Ørbækvеj",
        False,
        ("Ny plads ved Ørbækvej", None, (), False),
    ),
    "for discussion": ("D - Plan for havnen", False, ("Plan for havnen", None, (), False)),
    "for information": ("O - Plan for havnen", False, ("Plan for havnen", None, (), False)),
    "a letter that is a word": ("D - vitamin", False, ("D - vitamin", None, (), False)),
    "a title that is only a mark": ("Lukket:", False, ("Lukket:", None, (), False)),
    "words before a case type stay": (
        "Orientering - Ny plads",
        False,
        ("Orientering - Ny plads", None, (), False),
    ),
}


@pytest.mark.parametrize(("raw", "prefixes", "expected"), TITLES.values(), ids=TITLES)
def test_a_printed_title_is_parted(raw, prefixes, expected):
    title = read_title(raw, committee_prefixes=prefixes)
    assert (title.title, title.type, title.committees, title.closed) == expected


def test_a_town_whose_titles_mostly_open_with_committees_is_recognised():
    assert opens_with_committees(["ØU - A", "Lukket: ØU - B", "Eventuelt"])
    assert not opens_with_committees(["SSP - samarbejdet", "A", "B"])
