"""Sentences are aligned: changed ones with their new form, moved ones with their new place."""

from __future__ import annotations

import pytest

from compare.align import Block, align
from compare.tokens import Text

ONE = "Huset er bygget i 1987 og slidt."
TWO = "Taget er utæt flere steder i salen."
THREE = "Foreningerne betaler en del af driften."
FOUR = "Udvalget får en status til efteråret."


def blocks(old: str, new: str) -> list[tuple[str, str, str]]:
    """What became of which sentences, in words."""
    pair = Text.read(old), Text.read(new)
    return [(b.op, *_words(pair, b)) for b in align([pair])[0]]


def _words(pair: tuple[Text, Text], block: Block) -> tuple[str, str]:
    old, new = pair
    spans = block.units
    return (
        " ".join(old.slice(*old.units[u]) for u in range(spans.old_start, spans.old_end)),
        " ".join(new.slice(*new.units[u]) for u in range(spans.new_start, spans.new_end)),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(f"{ONE} {TWO}", f"{ONE} {TWO}", [], id="nothing"),
        pytest.param(f"{ONE} {TWO} {THREE}", f"{ONE} {THREE}", [("delete", TWO, "")], id="a sentence gone"),
        pytest.param(f"{ONE} {THREE}", f"{ONE} {TWO} {THREE}", [("insert", "", TWO)], id="a sentence come"),
        pytest.param(ONE, ONE.replace("1987", "1988"), [("change", ONE, ONE.replace("1987", "1988"))], id="a number in it"),
        pytest.param(f"{ONE} {TWO} {THREE}", f"{ONE} {THREE} {TWO}", [("move", TWO, ""), ("move", "", TWO)], id="a sentence moved"),
        pytest.param(f"{ONE} {TWO}", f"{ONE} {FOUR}", [("replace", TWO, FOUR)], id="quite another in its place"),
        pytest.param(f"{ONE} Godkendt.", f"{ONE} Afvist.", [("change", "Godkendt.", "Afvist.")], id="a short one in its place"),
        pytest.param(
            f"{TWO} {THREE}",
            f"{TWO[:-1]}, og foreningerne betaler en del af driften.",
            [("change", f"{TWO} {THREE}", f"{TWO[:-1]}, og foreningerne betaler en del af driften.")],
            id="two sentences joined",
        ),
        pytest.param(
            f"{ONE} {TWO}", f"{TWO.replace('salen', 'hallen')} {FOUR}",
            [("delete", ONE, ""), ("change", TWO, TWO.replace("salen", "hallen")), ("insert", "", FOUR)],
            id="a changed one between one gone and one come",
        ),
    ],
)  # fmt: skip
def test_sentences_fare_as_a_reader_would_say(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    assert blocks(old, new) == expected


def test_a_sentence_that_went_to_another_section_has_moved() -> None:
    pairs = [
        (Text.read(f"{ONE} {TWO}"), Text.read(ONE)),
        (Text.read(THREE), Text.read(f"{THREE} {TWO}")),
    ]
    (gone,), (come,) = align(pairs)
    assert gone.op == come.op == "move"
    assert gone.move == come.move is not None


def test_a_sentence_that_moved_and_was_edited_has_moved() -> None:
    long = "Taget er utæt flere steder i den store sal mod syd og skal skiftes snart."
    moved = long.replace("syd", "nord")
    ops = [op for op, _, _ in blocks(f"{long} {ONE} {THREE}", f"{ONE} {THREE} {moved}")]
    assert ops == ["move", "move"]


def test_a_paragraph_moves_as_one() -> None:
    old = f"{TWO} {FOUR}\n\n{ONE} {THREE} Det er nu.\n\nSlut på sagen."
    new = f"{ONE} {THREE} Det er nu.\n\nSlut på sagen.\n\n{TWO} {FOUR}"
    found = blocks(old, new)
    assert [op for op, _, _ in found] == ["move", "move"]
    assert found[0][1] == f"{TWO} {FOUR}"


def test_too_few_words_elsewhere_are_no_move() -> None:
    ops = {op for op, _, _ in blocks(f"Ja. {ONE} {TWO}", f"{ONE} {TWO} Ja.")}
    assert ops == {"delete", "insert"}


def test_a_line_break_that_cuts_a_sentence_in_two_changes_no_sentence() -> None:
    old = "Sagen blev behandlet af Beredskab Fyn. Den er slut."
    new = "Sagen blev behandlet af Beredskab\nFyn. Den er slut."
    assert {op for op, _, _ in blocks(old, new)} <= {"change"}


def test_a_title_is_one_phrase_whatever_it_says() -> None:
    pair = Text.read("Status på bygningen af den nye hal i Syd. Anden del."), Text.read("Valg.")
    (found,) = align([pair], whole=frozenset({0}))
    assert [block.op for block in found] == ["change"]
