"""Pages whose parts are known by selectors: however a site nests its boxes, and however hostile."""

from __future__ import annotations

import re
import time

import pytest

from ordlyd import Page, read
from ordlyd.errors import DocumentError, NotMinutes, UnknownLayout
from ordlyd.registry import default_registry

LOOK = Page(
    sign=(".m",),
    item=".m h2",
    title=re.compile(r"(?P<number>\d+)\. (?P<title>.*)"),
    known="strong",
    front=(
        re.compile(r"(?m)^Dato: (?P<date>[^\n]{4,40})$"),
        re.compile(r"(?m)^Til stede:\n(?P<participants>(?:- [^\n]{2,60}\n?)+)"),
    ),
    notes=(re.compile(r"Sag: (?P<case_number>\S+)"), re.compile(r"Til toppen")),
    skip=".menu",
    attachments="a.file",
)


def lines(
    html: str, page: Page = LOOK, name: str = "https://by.dk/moede/1"
) -> list[tuple[str, str]]:
    document = read(html.encode(), name=name, pages={"look": page})
    assert document.look == "look"
    assert document.text == "\n".join(line.text for line in document.lines)
    return [(line.mark, line.text) for line in document.lines]


def items(html: str, page: Page = LOOK) -> list[tuple[str, str]]:
    return [line for line in lines(html, page) if line[0] not in ("date", "participant")]


BODY = [("item", "Vej"), ("heading", "Indstilling"), ("body", "At vejen lægges."), ("item", "Bro")]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>1. Vej</h2><h3>Indstilling</h3><p>At vejen lægges.</p><h2>2. Bro</h2>",
        "<div><h2>1. Vej</h2></div><div><h3>Indstilling</h3><div>At vejen lægges.</div></div><h2>2. Bro</h2>",
        "<ul><li><h2>1. Vej</h2><h3>Indstilling</h3>At vejen lægges.</li><li><h2>2. Bro</h2></li></ul>",
        "<table><tr><td><h2>1. Vej</h2><h3>Indstilling</h3><p>At vejen lægges.</p></td></tr>"
        "<tr><td><h2>2. Bro</h2></td></tr></table>",
        "<h2>1. Vej</h2><p><strong>Indstilling</strong><br>At vejen lægges.</p><h2>2. Bro</h2>",
        "<h2>1. Vej</h2><strong>Indstilling</strong><div>At vejen lægges.</div><h2>2. Bro</h2>",
        "<a href=#1><h2>1. <span>Vej</span></h2></a><span><h3>Indstilling</h3></span>At vejen lægges."
        "<h2>2. Bro</h2>",
    ],
    ids=["flat", "boxes", "list", "table", "bold in a paragraph", "bold", "inline around blocks"],
)
def test_items_and_sections_are_the_same_however_the_site_nests_its_boxes(html):
    assert items(f'<main class="m">{html}</main>') == BODY


def test_a_heading_of_another_level_than_the_known_ones_is_text():
    html = "<h2>1. Vej</h2><h3>Sagsfremstilling</h3><h4>Valg af rute</h4><p>Mod øst.</p>"
    assert items(f"<div class=m>{html}</div>")[1:] == [
        ("heading", "Sagsfremstilling"),
        ("body", "Valg af rute"),
        ("body", ""),
        ("body", "Mod øst."),
    ]


def test_bold_words_in_a_sentence_head_nothing_even_if_they_are_a_heading():
    html = "<h2>1. Vej</h2><p>Se under <strong>Økonomi</strong> nedenfor.</p>"
    assert items(f"<div class=m>{html}</div>")[1:] == [("lead", "Se under Økonomi nedenfor.")]


def test_bold_words_head_nothing_on_a_page_that_has_headings_of_its_own():
    html = "<h2>1. Vej</h2><h3>Sagsfremstilling</h3><p><strong>Økonomi</strong></p><p>Ord.</p>"
    assert [mark for mark, _ in items(f"<div class=m>{html}</div>")] == [
        "item", "heading", "body", "body", "body",
    ]  # fmt: skip


def test_headings_of_unknown_words_are_text_on_a_page_whose_headings_are_bold():
    html = (
        "<h2>1. Vej</h2><b>Beslutning</b><p>Ja.</p><h4>Rute</h4><strong>Økonomi</strong><p>Nul.</p>"
    )
    assert items(f"<div class=m>{html}</div>")[1:] == [
        ("lead", "Beslutning"),
        ("body", ""),
        ("body", "Ja."),
        ("body", ""),
        ("body", "Rute"),
        ("heading", "Økonomi"),
        ("body", "Nul."),
    ]


def test_a_headline_that_is_no_title_opens_no_item_and_is_lost_from_none():
    html = "<h2>Punkter</h2><h2>1. Vej</h2><h2>Note</h2><p>Ord.</p>"
    assert items(f"<div class=m>{html}</div>") == [
        ("item", "Vej"),
        ("heading", "Note"),
        ("body", "Ord."),
    ]


def test_the_front_tells_date_and_people_and_nothing_else_of_the_menu():
    html = (
        "<nav>Forside<br>Dato for valg</nav><div class=m><p>Dato: 4. maj 2026 kl. 16.00</p>"
        "<p>Til stede:</p><ul><li>Ib Lund (A)</li><li>Bo Bro ()</li></ul><h2>1. Vej</h2></div>"
    )
    assert lines(html) == [
        ("date", "4. maj 2026 kl. 16.00"),
        ("participant", "Ib Lund (A)"),
        ("participant", "Bo Bro"),
        ("item", "Vej"),
    ]


def test_a_case_number_stands_first_in_its_item_wherever_it_was_printed():
    html = "<h2>1. Vej</h2><p>Ord.</p><p>Sag: 26-001</p><p>Til toppen</p><div class=menu>Del</div>"
    assert items(f"<div class=m>{html}</div>")[:3] == [
        ("item", "Vej"),
        ("case_number", "26-001"),
        ("lead", "Ord."),
    ]


def test_attachments_are_those_selected_and_those_under_their_heading():
    html = (
        "<h2>1. Vej</h2><h3>Bilag</h3><ul><li><a href='/b.pdf'>Kort</a></li></ul>"
        "<h2>2. Bro</h2><a class=file href='/c.pdf'>Skitse</a><p>Ord.</p>"
    )
    document = read(
        f"<div class=m>{html}</div>".encode(), name="https://by.dk/1", pages={"l": LOOK}
    )
    found = [(ln.text, ln.data["url"]) for ln in document.lines if ln.mark == "attachment"]
    assert found == [("Kort", "https://by.dk/b.pdf"), ("Skitse", "https://by.dk/c.pdf")]


def test_the_first_region_with_items_is_read_alone_and_tells_the_kind():
    page = Page(sign=(".m",), item=".m h2", within=((".new", "Referat"), (".old", "Dagsorden")))
    html = "<div class=m><div class=old><h2>A</h2></div><div class=new><h2>B</h2></div></div>"
    assert lines(html, page) == [("kind", "Referat"), ("item", "B")]
    html = "<div class=m><div class=old><h2>A</h2></div><div class=new>Intet</div></div>"
    assert lines(html, page) == [("kind", "Dagsorden"), ("item", "A")]


def test_a_page_with_two_looks_is_an_error_that_names_both():
    with pytest.raises(UnknownLayout, match="first, second"):
        read(b"<div class=m><h2>1. A</h2></div>", name="a", pages={"first": LOOK, "second": LOOK})
    both = b"<h1 class=dato>Referat</h1><div class=m><h2>1. A</h2></div>"
    with pytest.raises(UnknownLayout, match="look, firstagenda_page"):
        read(both, name="a", pages={"look": LOOK})


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><h1>Just a moment...</h1><h2>1. Challenge</h2></body></html>",
        "<html><body><h1>Nyheder</h1><h3>1. Vi søger en vejmand</h3></body></html>",
        "<html><body><h1>Log ind</h1><form><input name=q></form></body></html>",
    ],
    ids=["challenge", "news", "login"],
)
def test_pages_of_other_sites_are_refused_with_what_was_looked_for(html):
    with pytest.raises(NotMinutes, match="meetingsplus_page"):
        read(html.encode(), name="side.html", pages=default_registry().pages)


def test_a_page_with_the_look_and_no_item_says_what_is_missing():
    with pytest.raises(NotMinutes, match=r"\.m h2"):
        read(b"<div class=m><h2>Ingen</h2></div>", name="a", pages={"look": LOOK})


N = 9_000
HOSTILE = {
    "deep titles": "<div class=m>" + "<div>" * N + "<h2>1. A</h2>" * N,
    "titles in titles": '<div class="m agenda--item">' * 3_000
    + "<h2>1. A</h2><h3>Bilag</h3>" * 3_000,
    "tables in tables": "<div class=m>" + "<table><tr><td><h2>1. A</h2>" * 3_000,
    "lists": "<div class=m>" + "<ul><li><h2>1. A</h2><strong>Bilag</strong>" * 4_000,
    "numbers": "<div><i id='item-1'></i>" + "<span class=no>1</span><span>A</span>" * N,
    "long line": "<div class=m><h2>1. A</h2><p>" + "Referat: 1 " * 200_000,
    "people": "<div class=m><p>Til stede:</p><ul>" + "<li>Ib" * N + "</ul><h2>1. A</h2>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_takes_seconds_at_most(html):
    began = time.perf_counter()
    for pages in ({"look": LOOK}, default_registry().pages):
        try:
            read(html.encode(), name="a", pages=pages)
        except DocumentError:
            continue
    assert time.perf_counter() - began < 10
