"""The HTML of a field: sections, paragraphs, lists, tables and links as lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from ordlyd.errors import UnreadableDocument
from ordlyd.lines import markup
from ordlyd.lines.builder import Builder
from ordlyd.lines.fields import FieldReader, web_address
from ordlyd.lines.markup import parse_html


def lines_of(html: str) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in read_field(html).lines]


def read_field(html: str) -> Builder:
    builder = Builder()
    body = parse_html(html.encode("utf-8", "replace"), name="felt").body
    if body is not None:
        FieldReader(builder).read(body)
    return builder


def body(*texts: str) -> list[tuple[str, str]]:
    """A lead and body lines."""
    return [("body" if n else "lead", text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<h3>Resume</h3><span>Kort.</span>", [("heading", "Resume"), ("body", "Kort.")]),
        (
            "<div><h3>Resume</h3><span>Kort.</span></div><h3>Økonomi</h3><span>Dyrt.</span>",
            [("heading", "Resume"), ("body", "Kort."), ("heading", "Økonomi"), ("body", "Dyrt.")],
        ),
        ("Før.<h3>Resume</h3>", [("lead", "Før."), ("heading", "Resume")]),
        (
            "<h3>Resume</h3>Kort.<h3> </h3><span>Uden titel.</span>",
            [("heading", "Resume"), ("body", "Kort."), ("lead", "Uden titel.")],
        ),
        ("<h3></h3><h3>Resume</h3>Kort.", [("heading", "Resume"), ("body", "Kort.")]),
        (
            "<h3>Sag</h3><span><h3>Om skoven</h3><p>Stor.</p></span>",
            [("heading", "Sag"), ("body", "Om skoven"), ("body", ""), ("body", "Stor.")],
        ),
        (
            "<h3>Sag</h3><h4>Om skoven</h4>Stor.",
            [("heading", "Sag"), ("body", "Om skoven"), ("body", ""), ("body", "Stor.")],
        ),
        (
            "<h3>Beslutning i<br>udvalget</h3>Ja.",
            [("heading", "Beslutning i udvalget"), ("body", "Ja.")],
        ),
        ("<ul><li><h3>Punkt</h3></li></ul>", [("lead", "- Punkt")]),
        ("<h3>Tal</h3><table><tr><td>a<td>b</table>", [("heading", "Tal"), ("row", "a\tb")]),
        ("<table><tr><td>a<td>b</table>", [("lead", ""), ("row", "a\tb")]),
    ],
    ids=[
        "pair",
        "pair-in-a-div",
        "lead-before-any-heading",
        "empty-heading-opens-a-lead",
        "empty-heading-before-a-heading",
        "h3-in-a-span-is-text",
        "h4-is-text",
        "heading-over-two-lines",
        "h3-in-a-list-is-text",
        "table-after-heading",
        "table-as-lead",
    ],
)
def test_an_h3_outside_a_span_opens_a_section(html, lines):
    assert lines_of(html) == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>Et.</p><p>To.</p>", ["Et.", "", "To."]),
        ("<p>Et.</p><p> </p><p>&nbsp;</p><p>To.</p>", ["Et.", "", "To."]),
        ("Et.<br>To.", ["Et.", "To."]),
        ("Et.<br><br>To.", ["Et.", "", "To."]),
        ("<p>Et.<br>To.</p>Tre.", ["Et.", "To.", "", "Tre."]),
        ("<div>Et.</div><div>To.</div>", ["Et.", "To."]),
        ("<div>Et.</div><div>&nbsp;</div><div>To.</div>", ["Et.", "", "To."]),
        (
            "<div>Løs <b>tekst</b> her<p>Afsnit.</p>og her</div>",
            ["Løs tekst her", "", "Afsnit.", "", "og her"],
        ),
        ("<span>m</span><sup>2</sup> og H<sub>2</sub>O", ["m2 og H2O"]),
        ("<p>Ord\n  delt\t over&nbsp;linjer</p>", ["Ord delt over linjer"]),
        ("<p>a <i>b</i>c <u> d</u></p>", ["a bc d"]),
        (
            "<title>t</title><meta x><style>s</style><script>x</script><p>Se.<!-- nej --></p>",
            ["Se."],
        ),
        ("<p>Se <button>Kopier link</button>her<style>p{}</style></p>", ["Se her"]),
        ("<p>A &amp; B &lt;b&gt; & C</p>", ["A & B <b> & C"]),
        ("<p>a&#27;[31m b&#10;c&#x0;d\x1b&NewLine;e</p>", ["a [31m b c d e"]),
        ("<p>Et<p>To<div>Tre", ["Et", "", "To", "", "Tre"]),
        ("<svg><text>Figur</text></svg><p>Se.</p>", ["Se."]),
        ("<dl><dt>Ord</dt><dd>Mening</dd></dl>", ["Ord", "Mening"]),
        ("", []),
        ("<div id='sagsfremstillingContainer'>\r\n\r\n</div>", []),
    ],
    ids=[
        "paragraphs",
        "blank-paragraphs",
        "br",
        "two-br",
        "br-in-paragraph",
        "divs",
        "blank-div",
        "text-directly-in-div",
        "superscripts-stay",
        "white-space",
        "inline-elements",
        "invisible-elements",
        "invisible-in-paragraph",
        "bare-ampersand",
        "control-characters",
        "unclosed",
        "drawing",
        "definition-list",
        "nothing",
        "white-space-only",
    ],
)
def test_text_comes_out_as_a_browser_shows_it(html, lines):
    assert lines_of(html) == body(*lines)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ul><li>a</li><li>b</li></ul>", ["- a", "- b"]),
        ("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"]),
        ("<ol type='a' start='3'><li>a</li><li>b</li></ol>", ["c. a", "d. b"]),
        ("<ol type=A><li>a</li></ol>", ["A. a"]),
        ("<ol type=i><li>a<li>b<li>c<li>d</ol>", ["i. a", "ii. b", "iii. c", "iv. d"]),
        ("<ol type=I start=9><li>a</ol>", ["IX. a"]),
        ("<ol type=a start=27><li>a</ol>", ["aa. a"]),
        ("<ol type=a start=0><li>a<li>b</ol>", ["0. a", "a. b"]),
        ("<ol start=-5><li>a</ol>", ["1. a"]),
        ("<ol start=99999999999999><li>a</ol>", ["1. a"]),
        ("<ol><li value=7>a</li><li>b</li></ol>", ["7. a", "8. b"]),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", ["1. a", "- b", "2. c"]),
        ("<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", ["1. a", "b", "2. c"]),
        ("<ul><li>- a</li></ul>", ["- a"]),
        ("<ul><li>Et<br>to</li></ul>", ["- Et", "to"]),
        ("<p>Før:</p><ul><li>a</li></ul><p>Efter.</p>", ["Før:", "", "- a", "", "Efter."]),
        ("<ul><li> </li></ul><p>Efter.</p>", ["Efter."]),
        ("<li>løs</li>", ["løs"]),
    ],
    ids=[
        "bullets",
        "numbers",
        "letters-from-c",
        "capitals",
        "roman",
        "roman-capitals",
        "after-z",
        "no-letter-for-nought",
        "negative-start",
        "huge-start",
        "value",
        "list-in-list",
        "paragraphs-in-item",
        "mark-printed-already",
        "br-in-item",
        "set-apart",
        "empty-item",
        "item-without-list",
    ],
)
def test_list_items_carry_the_marks_that_a_browser_prints(html, lines):
    assert lines_of(html) == body(*lines)


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        (
            "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            ["a\tb", "c\td"],
        ),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", ["a b\tc"]),
        ("<table><tr><td>a<br>b</td><td></td><td>c</td></tr></table>", ["a b\t\tc"]),
        ("<table><tr><td> </td><td></td></tr><tr><td>a</td><td>b</td></tr></table>", ["a\tb"]),
        ("<table><tr><td>a</td><td><table><tr><td>b<td>c</table></td></tr></table>", ["a\tb c"]),
        ("<table><tr><td><ul><li>a</li><li>b</li></ul></td><td>c</td></tr></table>", ["a b\tc"]),
        ("<table><tr><td><h3>a</h3></td><td>c</td></tr></table>", ["a\tc"]),
        ("<table><tr><td>a\tb</td><td>c</td></tr></table>", ["a b\tc"]),
    ],
    ids=[
        "rows",
        "paragraphs-in-cell",
        "br-and-empty-cell",
        "blank-row",
        "table-in-cell",
        "list-in-cell",
        "heading-in-cell",
        "tab-in-cell",
    ],
)
def test_a_table_is_one_line_a_row_with_cells_parted_by_tabs(html, rows):
    assert [text for mark, text in lines_of(f"<h3>Tal</h3>{html}") if mark == "row"] == rows
    assert len(lines_of(f"<h3>Tal</h3>{html}")) == len(rows) + 1


def test_a_frame_of_one_cell_is_text_and_no_table():
    html = "<h3>Fakta</h3><table><tr><td><p>Et.</p><p>To.</p></td></tr></table>"
    assert lines_of(html) == [("heading", "Fakta"), ("body", "Et."), ("body", ""), ("body", "To.")]


def test_a_table_in_a_frame_is_a_table():
    html = "<table><tr><td>Før.<table><tr><td>a<td>b</table></td></tr></table>"
    assert lines_of(html) == [("lead", "Før."), ("body", ""), ("row", "a\tb")]


def test_tables_are_counted_through_the_document():
    builder = Builder()
    reader = FieldReader(builder)
    two = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    for html in (two + two, two):
        root = LexborHTMLParser(html).body
        assert root is not None
        reader.read(root)
    tables = [line.data["table"] for line in builder.lines if line.mark == "row"]
    assert tables == ["1", "1", "2", "2", "3", "3"]


def test_addresses_stand_with_the_line_of_their_link():
    html = (
        "<p>Se <a href='https://a.example/x y'>her</a> og <a href='https://a.example/x y'>her</a>,"
        "<a href=http://b.example>der</a></p><p><a href='javascript:alert(1)'>ikke</a>"
        "<a href='/vis'>her</a></p><table><tr><td><a href=https://c.example>c</a><td>d</table>"
    )
    found = [line.data.get("href") for line in read_field(html).lines if line.text]
    assert found == ["https://a.example/x%20y http://b.example", None, "https://c.example"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (" https://a.example/æ ", "https://a.example/æ"),
        ("HTTPS://A.EXAMPLE", "HTTPS://A.EXAMPLE"),
        ("https://a.example/\x00\u202e\nb", "https://a.example/b"),
        ("https://", None),
        ("mailto:a@b.example", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://a.example/" + "x" * 3000, None),
        ("", None),
    ],
)
def test_only_addresses_on_the_web_are_kept(href, address):
    assert web_address(href) == address


WORDS = st.text(st.sampled_from("abc æøå\n\t\u00a0"), max_size=6)
TAGS = st.sampled_from(
    "<p> </p> <div> </div> <span> </span> <h3> </h3> <br> <ul> </ul> <ol> </ol> <li> </li> <table> "
    "</table> <tr> </tr> <td> </td> <a> </a> <b> </b> <h4> </h4> <tbody> <th> </th>".split()
)
SOUP = st.lists(st.one_of(TAGS, WORDS), max_size=40).map("".join)


@given(SOUP)
@settings(deadline=None, max_examples=300)
def test_every_visible_letter_comes_out_once_and_in_order(html):
    tree = parse_html(html.encode(), name="felt")
    shown = "".join((tree.body.text() if tree.body else "").split())
    text = "".join("".join(line.text.split()) for line in read_field(html).lines)
    marks = set("0123456789.-")
    assert "".join(ch for ch in text if ch not in marks) == shown


@given(SOUP)
@settings(deadline=None, max_examples=200)
def test_no_line_holds_a_line_end_or_blanks_at_its_edges(html):
    for line in read_field(html).lines:
        assert "\n" not in line.text
        assert line.mark == "row" or line.text == line.text.strip()


def reopened(names: str, paragraphs: int) -> str:
    return f"<p>{names}" + "<p>x" * paragraphs


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "dybt",
        "<span>" * 10_000 + "dybt",
        "<ul><li>" * 5_000 + "dybt",
        "<table><tr><td>" * 3_000 + "dybt",
        "<b><p>" * 5_000 + "dybt",
        reopened("".join(f"<b x={n}>" for n in range(2_000)), 9_000) + "dybt",
        reopened("<i>" * 3 + "<b>" * 3 + "<u>" * 3, 200_000) + "dybt",
        "<p title='" + "x" * 500_000 + "'>dybt",
        "&lt;" * 200_000 + "dybt",
    ],
    ids=[
        "divs",
        "spans",
        "lists",
        "tables",
        "formatting",
        "formatting-reopened",
        "plain-formatting-reopened",
        "long-attribute",
        "entities",
    ],
)
def test_hostile_nesting_is_read_in_bounded_time(html):
    began = time.process_time()
    assert read_field(html).lines[-1].text.endswith("dybt")
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>" * 100_000, "1,000 elements inside one another"),
        ("<p " + " ".join(f"a{n}" for n in range(50_000)) + ">", "thousands of attributes"),
        ("<" * 1_000_001, "1,000,001 tags"),
        (" " * 20_000_001, "20,000,001 bytes"),
    ],
    ids=["depth", "attributes", "tags", "bytes"],
)
def test_html_that_would_hold_the_parser_is_refused(html, words):
    with pytest.raises(UnreadableDocument, match=words):
        read_field(html)


def test_well_nested_pages_of_any_length_are_not_taken_for_hostile():
    section = "<div><span><b class='x'>Et</b><i style='y'>to</i></span><p>tre<p>fire</div>"
    assert len(read_field(section * 9_000).lines) > 9_000


def test_formatting_keeps_its_name_while_nothing_can_multiply():
    tree = parse_html(b"<p><b>x</b></p>", name="felt")
    assert tree.css_first("b") is not None
    assert markup.MAX_HTML == 20_000_000
