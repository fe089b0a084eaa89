"""What is learned as boilerplate, and what is not."""

from made_items import prose, stored

from compare import frames
from compare.boilerplate import formulas, learn, own

FORMULA = "Denne sag har ikke økonomiske konsekvenser for Aaby Kommune."


def learned(items):
    return dict(learn(frames.sentences(items), frames.matters(items)).iter_rows())


def left(items):
    sentences = frames.sentences(items)
    kept = own(sentences, formulas(sentences, frames.matters(items)))
    return ["".join(kept.filter(row=row)["text"].str.join(" ")) for row in range(len(items))]


def items_with(*formulas, **fields):
    return [
        stored(
            f"Sag {word}", f"{prose(word)} {formula}", case=f"31-{n:06}", number=str(n), **fields
        )
        for n, (word, formula) in enumerate(zip("abcdefghij", formulas, strict=False), 1)
    ]


def test_a_sentence_of_three_unrelated_items_is_learned_with_its_count():
    items = items_with(FORMULA, FORMULA, FORMULA)
    assert learned(items) == {"denne sag har ikke økonomiske konsekvenser for aaby kommune": 3}
    assert all("økonomiske" not in text for text in left(items))


def test_a_sentence_of_two_items_is_evidence():
    assert learned(items_with(FORMULA, FORMULA)) == {}


def test_numbers_do_not_hide_a_formula():
    formulas = [f"Udgiften på {n} kr. afholdes inden for rammen." for n in (10, 200, 3000)]
    assert list(learned(items_with(*formulas)).values()) == [3]


def test_one_report_put_to_many_committees_is_one_item_to_the_count():
    text = f"{prose('report')} {FORMULA}"
    items = [stored("Rapport", text, body=f"Udvalg {n}") for n in range(6)]
    assert learned(items) == {}


def test_one_report_that_comes_every_quarter_is_one_item_to_the_count():
    items = [
        stored(f"Rapport for {n}. kvartal", f"{prose(n)} {FORMULA}", day=f"2031-0{n}-04")
        for n in range(1, 5)
    ]
    assert learned(items) == {}


def test_items_of_one_case_are_related():
    items = [
        stored(f"Sag {n}", f"{prose(n)} {FORMULA}", number=str(n), case="31-000001")
        for n in range(5)
    ]
    assert learned(items) == {}


def test_what_one_town_each_copied_from_another_is_no_boilerplate():
    items = [stored(f"Sag {n}", f"{prose(n)} {FORMULA}", town=f"by-{n}") for n in range(6)]
    assert learned(items) == {}


def test_a_formula_of_one_town_is_no_evidence_in_another():
    items = [*items_with(FORMULA, FORMULA, FORMULA), stored("Ny", FORMULA, town="beby")]
    assert left(items)[-1] == ""


def test_a_large_archive_asks_for_more_items():
    plain = [
        stored(f"Stor sag {n}", prose(n, 20), number=str(n), case=f"30-{n:06}") for n in range(600)
    ]
    assert learned([*plain, *items_with(*[FORMULA] * 5)]).get(FORMULA.casefold()[:-1]) is None
    assert learned([*plain, *items_with(*[FORMULA] * 6)])[FORMULA.casefold()[:-1]] == 6


def test_a_prescribed_section_of_two_unrelated_items_is_a_formula():
    effect = prose("effect", 60)
    items = [
        stored(f"Sag {word}", prose(word), number=word, case=f"31-{word}", effect=effect)
        for word in "12"
    ]
    assert [len(text.split()) for text in left(items)] == [200, 200]


def test_the_substance_of_two_items_is_no_prescribed_section():
    summary = prose("summary", 60)
    items = [stored(f"Sag {n}", summary, number=n, case=f"31-{n}") for n in "12"]
    assert [len(text.split()) for text in left(items)] == [len(summary.split())] * 2
