"""Names of persons, parties and committees."""

import pytest

from ordlyd.names import is_committee, same_committee, split_names, split_party

LISTS = {
    "commas and og": ("Anna Ek, Bo Dal og Eva Fog", ["Anna Ek", "Bo Dal", "Eva Fog"]),
    "comma before og": ("Anna Ek, og Bo Dal", ["Anna Ek", "Bo Dal"]),
    "titles": ("Rådmand Bo Dal (F) samt udvalgsmedlem Eva Fog", ["Bo Dal (F)", "Eva Fog"]),
    "an initial keeps its stop": ("Connie B. Holm, A.A.", ["Connie B. Holm", "A.A."]),
    "commas inside parentheses part nothing": (
        "Bo Dal (A, i stedet for B)",
        ["Bo Dal (A, i stedet for B)"],
    ),
    "a count is no name": ("22", []),
    "words are no names": ("udvalget, resten og alle andre", []),
    "each once": ("Bo Dal, Bo Dal", ["Bo Dal"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "names"), LISTS.values(), ids=LISTS)
def test_a_printed_list_gives_its_names_in_order(text, names):
    assert list(split_names(text)) == names


def test_a_party_in_parentheses_is_parted_from_the_name():
    assert split_party("Bo Dal (V)") == ("Bo Dal", "V")
    assert split_party("Bo Dal") == ("Bo Dal", None)


SAME = [
    ("Byrådet", "Odense Byråd", True),
    ("Økonomiudvalget", "Økonomiudvalgets", True),
    ("Udvalget for Børn & Ungdom", "Udvalget for Børn og Ungdom - 2022-2025", True),
    ("Det daværende Ældre- og Handicapudvalg", "Ældre- og Handicapudvalget", True),
    ("Udvalget", "Teknisk Udvalg", True),
    ("Økonomiudvalget", "Teknisk Udvalg", False),
    (None, "Teknisk Udvalg", False),
]


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_two_printed_names_of_a_committee_are_recognised(a, b, same):
    assert same_committee(a, b) is same


@pytest.mark.parametrize(
    "name", ["Teknisk Udvalg", "Aarhus Byråd", "Udvalget for Kultur & Fritid", "Handicaprådet"]
)
def test_a_committee_is_told_from_other_names(name):
    assert is_committee(name)
    assert not is_committee("Bo Dal")
