"""Case numbers of every shape seen."""

import pytest

from ordlyd.case_numbers import kle, normalise, parse

SHAPES = {
    "KLE": ("06.00.05-P15-1-26", "06.00.05-P15-1-26", ("06.00.05", "P15")),
    "KLE behind a label": ("Åbent - 01.00.00-G01-93-16", "01.00.00-G01-93-16", ("01.00.00", "G01")),
    "KLE without hyphen": ("06.00.00P15-1-25", "06.00.00P15-1-25", ("06.00.00", "P15")),
    "KLE without year": ("00.22.00-P35-509499", "00.22.00-P35-509499", ("00.22.00", "P35")),
    "KLE of 2008": ("00.01.00A04 - 2007/34364", "00.01.00A04 - 2007/34364", ("00.01.00", "A04")),
    "year first": ("25-000379", "25-000379", None),
    "year stroke": ("25/26257", "25/26257", None),
    "short year stroke": ("17/45", "17/45", None),
    "full year": ("2025-07636", "2025-07636", None),
    "full year stroke": ("Åbent - 2012/057275", "2012/057275", None),
    "S": ("S2020-43759", "S2020-43759", None),
    "EMN": ("EMN-2025-010561", "EMN-2025-010561", None),
    "EMN stroke": ("EMN-25/0001886", "EMN-25/0001886", None),
    "letter at the end": ("20-332957F", "20-332957F", None),
    "six digits": ("299835", "299835", None),
    "municipality code": ("Sag 306-2009-600", "306-2009-600", None),
    "label": ("Sagsnr.: 17/45", "17/45", None),
}


@pytest.mark.parametrize(("line", "number", "code"), SHAPES.values(), ids=SHAPES)
def test_a_line_that_is_a_case_number_gives_it(line, number, code):
    assert parse(line) == number
    found = kle(number)
    assert (found and (found.code, found.facet)) == code


@pytest.mark.parametrize(
    "line", ["se sag 17/45", "17/45 er lukket", "28-04-2026", "Økonomi", "", "1", "15,2 mio. kr."]
)
def test_a_line_with_other_words_is_no_case_number(line):
    assert parse(line) is None


def test_case_numbers_are_the_same_whatever_their_blanks_and_case():
    assert normalise("00.01.00a04 - 2007/34364") == normalise("00.01.00A04-2007/34364")
