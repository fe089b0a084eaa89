"""Paragraphs of a PDF, told by the space between lines."""

import pytest

from ordlyd.lines.spacing import PrintedLine, paragraph_ends


def lines(*placed: tuple[str, int, float, float]) -> list[PrintedLine]:
    return [PrintedLine(text, page, size, 400, False, y) for text, page, size, y in placed]


CASES = {
    "a wider step parts": (
        [("En", 1, 12, 700), ("to", 1, 12, 684), ("Ny", 1, 12, 656), ("linje", 1, 12, 640)],
        {1},
    ),
    "one step everywhere parts nothing": (
        [("a", 1, 12, 700), ("b", 1, 12, 684), ("c", 1, 12, 668)],
        set(),
    ),
    "a heading of another size is parted by its space": (
        [("Om", 1, 20, 700), ("Det", 1, 12, 660), ("er", 1, 12, 644)],
        {0},
    ),
    "a wrapped heading is one": (
        [("Punkt 1: Et", 1, 24, 700), ("langt navn", 1, 24, 668), ("26-1234", 1, 12, 620)],
        {1},
    ),
    "a page ends in mid-sentence": ([("og den", 1, 12, 100), ("går videre", 2, 12, 700)], set()),
    "a page ends with its sentence": ([("Slut.", 1, 12, 100), ("Nyt", 2, 12, 700)], {0}),
    "a second column starts again at the top": (
        [("a", 1, 12, 700), ("b", 1, 12, 684), ("c", 1, 12, 700)],
        {1},
    ),
    "a superscript is no leading": (
        [("m", 1, 12, 700), ("2", 1, 8, 697), ("areal", 1, 12, 684), ("mere", 1, 12, 668)],
        set(),
    ),
    "blank lines do not count": ([("En", 1, 12, 700), ("", 1, 12, 690), ("to", 1, 12, 684)], set()),
}


@pytest.mark.parametrize(("placed", "ends"), CASES.values(), ids=CASES)
def test_a_paragraph_ends_where_the_step_is_wider_than_the_leading(placed, ends):
    assert paragraph_ends(lines(*placed)) == ends


def test_lines_without_a_place_are_never_parted_on_one_page():
    bare = [PrintedLine(text, 1, None, None, False, None) for text in ("a", "b")]
    assert paragraph_ends(bare) == set()
