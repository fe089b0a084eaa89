"""The changes of two items: each difference once, in its place, nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.changes import Segment, changes, inline, text_changes
from compare.model import SEVERITY, Change
from ordlyd.model import AgendaItem, Attachment, Meeting, Section, SectionKind, Source
from ordlyd.stored import StoredItem

MINUTES = Path(__file__).resolve().parents[2] / "shared" / "minutes"
INVENTED = (Path(__file__).parent / "invented.txt").read_text(encoding="utf-8")
HEADINGS: dict[str, SectionKind] = {
    "Sagsresumé": "summary",
    "Baggrund": "background",
    "Indstilling": "recommendation",
    "INDSTILLING": "recommendation",
    "Beslutning": "decision",
    "Økonomi": "economy",
    "Bilag": "attachments",
}
SENTENCES = [
    "Huset er bygget i 1987. ", "Der er 63 pladser i alt. ", "Der er 66 pladser i alt. ", "Taget er utæt flere steder. ",
    "Der gives 12,0 mio. kr. til det. ", "Udvalget skal drøfte sagen.\n\n", "Udvalget kan drøfte sagen.\n", "- Skole\n", "• Hal\n",
    "**Formål** med huset\n\n", "Hal\t4\t5\n", "Bygge-\ntilladelse ", "byggetilladelse ", "Ørbækvеj ", "”Ja”, ", '"Ja", ', "Tidsplan\n\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=14).map("".join) | st.text(max_size=40)
relaxed = settings(deadline=None, max_examples=150)


def item(
    text: str, *, title: str = "Ny hal", offset: int = 0, attachments: Iterable[str] = ()
) -> AgendaItem:
    """Read sections at heading lines, as places in the whole text."""
    heads = [m for m in re.finditer(r"(?m)^.*$", text) if m[0].strip() in HEADINGS]
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    sections = []
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end]
        start = head.end() + len(body) - len(body.lstrip())
        sections.append(
            Section(
                kind=HEADINGS[head[0].strip()],
                heading=head[0].strip(),
                text=body.strip(),
                start=offset + start,
                end=offset + start + len(body.strip()),
            )
        )
    return AgendaItem(
        number="1", title=title, raw_title=title, sections=tuple(sections),
        attachments=tuple(Attachment(title=name) for name in attachments),
    )  # fmt: skip


def stored(one: AgendaItem, name: str = "a") -> StoredItem:
    source = Source(media_type="text/plain", sha256="0" * 64, layout="test")
    meeting = Meeting(
        municipality="noerrelund", committee="Kulturudvalget", kind="minutes",
        date=Date(2026, 4, 28), items=(one,), source=source,
    )  # fmt: skip
    return StoredItem(name, 1, meeting, one)


def compared(a: AgendaItem, b: AgendaItem) -> list[Change]:
    return changes(stored(a, "a"), stored(b, "b"))


def told(found: Iterable[Change]) -> list[tuple[str, str, str, str, str]]:
    return [(c.section, c.op, c.level, c.before, c.after) for c in found]


def test_each_difference_of_two_items_is_told_once_in_its_section_and_place() -> None:
    old = "Sagsresumé\n\nHallen får 63 pladser. Taget er utæt.\n\nIndstilling\n\nAt udvalget godkender det.\n"
    new = "Sagsresumé\n\nHallen får 66 pladser.\n\nINDSTILLING\n\nAt udvalget drøfter det.\n"
    found = compared(item(old), item(new))
    assert told(found) == [
        ("summary", "replace", "fact", "63", "66"),
        ("summary", "delete", "passage", "Taget er utæt.", ""),
        ("recommendation", "replace", "typography", "Indstilling", "INDSTILLING"),
        ("recommendation", "replace", "fact", "godkender", "drøfter"),
    ]
    for change in found:
        if change.a_span:
            assert old[slice(*change.a_span)] == change.before
        if change.b_span:
            assert new[slice(*change.b_span)] == change.after
    assert found[1].b_span is None
    assert {(change.a, change.b) for change in found} == {("a", "b")}


def test_number_and_date_of_an_item_are_no_wording() -> None:
    one = item("Sagsresumé\n\nHallen får 63 pladser.")
    assert compared(one, one.model_copy(update={"number": "7", "raw_title": "B-sag: Ny hal"})) == []


def test_a_title_that_changed_is_a_change_without_a_place() -> None:
    (change,) = compared(item("", title="Budget 2026"), item("", title="Budget 2027"))
    assert told([change]) == [("title", "replace", "fact", "2026", "2027")]
    assert change.a_span is change.b_span is None


def test_a_section_of_another_layout_is_compared_under_its_kind() -> None:
    old = item("Sagsresumé\n\nHallen er ny.")
    section = old.sections[0].model_copy(update={"heading": "Resume"})
    found = compared(old, old.model_copy(update={"sections": (section,)}))
    assert told(found) == [("summary", "replace", "layout", "Sagsresumé", "Resume")]


def test_several_sections_of_one_kind_are_paired_by_heading_and_then_in_order() -> None:
    def section(text: str, heading: str) -> Section:
        return Section(kind="other", heading=heading, text=text, start=0, end=len(text))

    old = item("").model_copy(
        update={
            "sections": (
                section("Ens tekst om klima.", "Klima"),
                section("Om børn og leg.", "Børn"),
            )
        }
    )
    new = item("").model_copy(
        update={
            "sections": (
                section("Om børn og bad.", "Børn"),
                section("Ens tekst om klima.", "Klima"),
            )
        }
    )
    assert [c.before for c in compared(old, new)] == ["leg"]


def test_a_sentence_that_moved_to_another_section_is_one_move() -> None:
    one = "Sagsresumé\n\nHallen er ny. Taget er utæt flere steder.\n\nØkonomi\n\nDet koster lidt."
    two = "Sagsresumé\n\nHallen er ny.\n\nØkonomi\n\nDet koster lidt. Taget er utæt flere steder."
    (change,) = compared(item(one), item(two))
    assert (change.op, change.level, change.section) == ("move", "passage", "summary")
    assert change.a_span
    assert change.b_span
    assert one[slice(*change.a_span)] == two[slice(*change.b_span)] == change.before


def test_a_decision_that_came_is_one_passage() -> None:
    old = item("Sagsresumé\n\nHallen er ny.")
    new = item("Sagsresumé\n\nHallen er ny.\n\nBeslutning\n\nGodkendt. Karla Holm var imod.")
    (change,) = compared(old, new)
    assert (change.section, change.op, change.after) == (
        "decision", "insert", "Godkendt. Karla Holm var imod.",
    )  # fmt: skip
    assert {fact.kind for fact in change.facts} >= {"decision", "name"}


def test_attachments_are_compared_by_title_and_their_order_does_not_matter() -> None:
    old = item("", attachments=["Notat om hallen", "Plan for udbuddet af hallen", "Kort"])
    new = item(
        "", attachments=["Plan for udbuddet af hallen", "Notat om hallen", "Skitse af taget"]
    )
    found = compared(old, new)
    assert {(c.section, c.level) for c in found if c.op == "move"} == {("attachments", "layout")}
    assert [(c.before, c.after) for c in found if c.op != "move"] == [
        ("Kort", ""),
        ("", "Skitse af taget"),
    ]


def test_a_section_whose_text_has_holes_is_cited_as_a_whole() -> None:
    section = Section(kind="summary", text="Hallen får 63 pladser.", start=10, end=90)
    other = section.model_copy(update={"text": "Hallen får 66 pladser."})
    base = item("")
    (change,) = compared(
        base.model_copy(update={"sections": (section,)}),
        base.model_copy(update={"sections": (other,)}),
    )
    assert change.a_span == change.b_span == (10, 90)


def test_a_paragraph_set_anew_is_one_change_of_layout() -> None:
    old = "Hallen er\nny og stor\nog har et tag\nsom er tæt.\n\nSalen er\nlys."
    new = "Hallen er ny og stor og har et tag som er tæt.\n\nSalen er lys."
    assert [c.level for c in text_changes(old, new)] == ["layout", "layout"]


def test_words_over_a_line_break_are_shown_on_one_line() -> None:
    (change,) = text_changes("Hallen er ny. Taget er\nutæt. Slut.", "Hallen er ny. Slut.")
    assert change.before == "Taget er utæt."


@pytest.mark.parametrize(
    ("old", "new", "before"),
    [
        pytest.param("A er her. B er der.", "A er her.", "B er der.", id="the last"),
        pytest.param("A er her. B er der.", "B er der.", "A er her.", id="the first"),
        pytest.param("- Punkt et\n- Punkt to\n- Punkt tre", "- Punkt et\n- Punkt tre", "Punkt to", id="a point"),
        pytest.param("A er her.\n\nB er der.\n\nC er ok.", "A er her.\n\nC er ok.", "B er der.", id="a paragraph"),
        pytest.param('Han sa: "Nej." Så gik han. Slut.', 'Han sa: "Nej." Slut.', "Så gik han.", id="behind a quote"),
    ],
)  # fmt: skip
def test_a_sentence_less_is_one_change_with_exactly_its_words(
    old: str, new: str, before: str
) -> None:
    assert told(text_changes(old, new)) == [("", "delete", "passage", before, "")]
    assert told(text_changes(new, old)) == [("", "insert", "passage", "", before)]


@relaxed
@given(TEXTS, TEXTS)
def test_segments_joined_are_both_texts(old: str, new: str) -> None:
    found = inline(old, new)
    assert "".join(segment.old for segment in found) == old
    assert "".join(segment.new for segment in found) == new
    assert all(segment.old == segment.new for segment in found if segment.level is None)


@relaxed
@given(TEXTS)
def test_equal_texts_have_no_change(text: str) -> None:
    assert text_changes(text, text) == []
    assert all(segment.level is None for segment in inline(text, text))


@relaxed
@given(TEXTS, TEXTS)
def test_changes_the_other_way_are_the_mirror(old: str, new: str) -> None:
    mirrored = {"insert": "delete", "delete": "insert"}
    there = sorted(
        (mirrored.get(c.op, c.op), c.level, c.after, c.before) for c in text_changes(old, new)
    )
    assert there == sorted((c.op, c.level, c.before, c.after) for c in text_changes(new, old))


@relaxed
@given(TEXTS, TEXTS)
def test_every_stretch_that_differs_lies_in_exactly_one_change(old: str, new: str) -> None:
    found = text_changes(old, new)
    for text, spans, parts in (
        (old, [c.a_span for c in found if c.a_span], [s.old for s in inline(old, new)]),
        (new, [c.b_span for c in found if c.b_span], [s.new for s in inline(old, new)]),
    ):
        levels = [segment.level for segment in inline(old, new)]
        at = 0
        for part, level in zip(parts, levels, strict=True):
            words = [at + m.start() for m in re.finditer(r"\w", part)] if level else []
            at += len(part)
            for place in words:
                assert sum(start <= place < end for start, end in spans) == 1, (text[place:], spans)


@relaxed
@given(TEXTS, TEXTS)
def test_no_change_above_typography_starts_or_ends_inside_a_word(old: str, new: str) -> None:
    for change in text_changes(old, new):
        for text, span in ((old, change.a_span), (new, change.b_span)):
            for place in span or ():
                around = text[max(0, place - 1) : place + 1]
                assert not (change.severity and re.fullmatch(r"[^\W_]{2}", around)), change


@relaxed
@given(TEXTS, TEXTS)
def test_words_shown_stand_at_their_span(old: str, new: str) -> None:
    for change in text_changes(old, new):
        for text, span, words in (
            (old, change.a_span, change.before),
            (new, change.b_span, change.after),
        ):
            assert (span is None) == (words == "") or not words.strip()
            if span:
                assert " ".join(text[slice(*span)].split()) == " ".join(words.split())


@relaxed
@given(st.lists(st.sampled_from(SENTENCES), max_size=14))
def test_other_breaks_and_marks_are_never_worse_than_typography(parts: list[str]) -> None:
    old = "".join(parts)
    new = re.sub(r"(?<=[a-z]) (?=[a-z])", "\n", old).replace("- ", "• ").replace("**", "")
    assert all(change.severity == 0 for change in text_changes(old, new))


def test_severity_follows_the_level() -> None:
    found = text_changes(INVENTED, INVENTED.replace("63", "66").replace("\n\n", "\n"))
    assert all(change.severity == SEVERITY[change.level] for change in found)


def test_an_empty_and_a_full_text_differ_by_one_passage() -> None:
    assert [c.op for c in text_changes("", "Hallen er ny. Taget er tæt.")] == ["insert"]


def test_a_segment_holds_words_to_draw() -> None:
    assert inline("Der er 63 pladser.", "Der er 66 pladser.") == [
        Segment("equal", "Der er ", "Der er "),
        Segment("replace", "63", "66", "fact"),
        Segment("equal", " pladser.", " pladser."),
    ]


def test_a_committee_that_speaks_of_itself_in_its_copy_is_no_other_fact() -> None:
    def copy(committee: str) -> StoredItem:
        one = stored(item(f"Beslutning\n\n{committee} anbefaler at bygge 63 boliger."), committee)
        meeting = one.meeting.model_copy(update={"committee": committee})
        return StoredItem(committee, 1, meeting, one.item)

    a, b = copy("Børne- og Ungeudvalget"), copy("Beskæftigelses- og Socialudvalget")
    assert [change.level for change in changes(a, b)] == ["wording"]
    same = StoredItem("c", 1, a.meeting, b.item)
    assert [change.level for change in changes(a, same)] == ["fact"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(" " * 90_000 + "x", " " * 80_000 + "x", id="blanks"),
        pytest.param("\n" * 90_000 + "x", "\n" * 80_000 + "x", id="line breaks"),
        pytest.param("." * 40_000, "!" * 40_000, id="marks"),
        pytest.param("x" * 90_000, "x" * 90_001, id="one word"),
        pytest.param("- " * 20_000, "* " * 20_000, id="list marks"),
        pytest.param("1. " * 10_000, "2. " * 10_000, id="numbers"),
        pytest.param("a " * 30_000, "b " * 30_000, id="one sentence"),
        pytest.param("Ja er. " * 4_000, "Nej er. " * 4_000, id="one sentence again and again"),
    ],
)
def test_hostile_text_is_compared_in_bounded_time(old: str, new: str) -> None:
    """Each of these once took minutes, or would with a careless pattern."""
    assert text_changes(old, new)


def sliced(name: str, number: int) -> AgendaItem:
    """One item of real minutes, cut out at the lines that open items."""
    (path,) = MINUTES.glob(f"{name}_*.txt")
    text = path.read_text(encoding="utf-8")
    start = text.index(f"\nPunkt {number}:") + 1
    end = text.index("\nPunkt ", start)
    title = text[start:end].splitlines()[0].partition(": ")[2].removeprefix("D-sag: ")
    body = text.index("\n", start)
    return item(text[body:end], title=title, offset=body)


@pytest.mark.skipif(not MINUTES.is_dir(), reason="../shared/minutes is not there")
def test_the_report_put_to_two_committees_differs_in_one_sentence_and_one_letter() -> None:
    found = compared(sliced("000", 9), sliced("003", 6))
    serious = told(change for change in found if change.severity)
    assert serious == [
        ("summary", "delete", "passage", "Punktet ledsages af et oplæg.", ""),
        ("summary", "replace", "spelling", "pjecce", "pjece"),
    ]
    assert {change.level for change in found if not change.severity} == {"layout"}
    (path,) = MINUTES.glob("000_*.txt")
    text = path.read_text(encoding="utf-8")
    assert [text[slice(*c.a_span)] for c in found if c.severity and c.a_span] == [
        "Punktet ledsages af et oplæg.", "pjecce",
    ]  # fmt: skip
