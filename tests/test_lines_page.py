"""A FirstAgenda site's meeting page: what is read, and that nothing else is."""

from __future__ import annotations

import pytest

from ordlyd.errors import NotMinutes
from ordlyd.lines import Document, read

GUID = "0f0e0d0c-1111-4222-8333-444455556666"
ENCLOSURE = "abcdefab-0000-4000-8000-00000000000f"


def page(rows: str = "", *, head: str = "", top: str = "") -> bytes:
    title = top or (
        '<div class="title"><h1 class="green dato">Referat 4. juni 2025 kl. 15.45</h1>'
        '<span class="udvalg">Havneudvalget</span><span class="sted">Lokale 2</span></div>'
        '<table class="dagsordeninfo"><tr><td class="dato">onsdag den 4. juni 2025 kl. 15.45</td>'
        '<td class="deltagere">Ib Lund (A)<br>Mia Skov, Bo Vang<br>Afbud: Else Bro (V)</td></tr>'
        "</table>"
    )
    return (
        f"<!DOCTYPE html><html><head><title>Møde</title>{head}</head><body>"
        f"<nav><a href=/>Tilbage til forsiden</a></nav>{title}"
        f'<button id="hentHeledagsorden" data-id="{GUID}">Hent hele dagsordenen</button>'
        f'<table id="dagsordenDetaljer">{rows}</table><footer>Cookies</footer></body></html>'
    ).encode()


def row(text: str = "", *, label: str = "1", title: str = "Nyt bolværk", extra: str = "") -> str:
    return (
        f'<tr class="punktrow" id="punktrow_{GUID}"><td><span class="label">{label}</span></td>'
        f'<td><h2 class="overskrift">{title}</h2><div class="dropdown"><a href="#">Kopier link</a>'
        f'</div><div class="details"><span class="sagsnummer">26/117</span>{extra}'
        f'<div class="punkt"><h3></h3><div><div id="sagsfremstillingContainer">{text}</div></div>'
        "</div></div></td></tr>"
    )


def marked(document: Document) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in document.lines]


def test_a_meeting_is_read_from_its_known_places_only():
    text = "<div><h3>Resume</h3><span class='resume'><p>Kajen synker.</p></span></div>"
    document = read(page(row(text)), name="side.html")
    assert marked(document) == [
        ("kind", "Referat"),
        ("committee", "Havneudvalget"),
        ("date", "onsdag den 4. juni 2025 kl. 15.45"),
        ("place", "Lokale 2"),
        ("participant", "Ib Lund (A)"),
        ("participant", "Mia Skov"),
        ("participant", "Bo Vang"),
        ("participant", "Else Bro (V)"),
        ("item", "Nyt bolværk"),
        ("case_number", "26/117"),
        ("heading", "Resume"),
        ("body", "Kajen synker."),
    ]
    assert document.media_type == "text/html"
    assert document.facts == {"publication_id": GUID, "title": "Møde"}
    assert document.text == "\n".join(line.text for line in document.lines)
    absent = [line.text for line in document.lines if line.data.get("absent") == "true"]
    assert absent == ["Else Bro (V)"]


@pytest.mark.parametrize(
    ("heading", "kind", "date"),
    [
        ("Dagsorden 4. juni 2025 kl. 15.45", "Dagsorden", "4. juni 2025 kl. 15.45"),
        ("Tillægsdagsorden 4. juni 2025", "Tillægsdagsorden", "4. juni 2025"),
        ("Lukket referat den 4. juni 2025", "Lukket referat", "den 4. juni 2025"),
        ("4. juni 2025", None, "4. juni 2025"),
    ],
)
def test_kind_and_date_are_parted_where_only_the_heading_has_them(heading, kind, date):
    lines = marked(read(page(row(), top=f"<h1 class='dato'>{heading}</h1>"), name="a"))
    assert next((text for mark, text in lines if mark == "kind"), None) == kind
    assert ("date", date) in lines


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Ib Lund<br>Mia Skov", [("Ib Lund", False), ("Mia Skov", False)]),
        ("<ul><li>Ib Lund</li><li>Mia Skov</li></ul>", [("Ib Lund", False), ("Mia Skov", False)]),
        ("Ib  Lund, Mia Skov", [("Ib Lund", False), ("Mia Skov", False)]),
        (
            "Ib Lund<br>Afbud: Mia Skov, Bo Vang",
            [("Ib Lund", False), ("Mia Skov", True), ("Bo Vang", True)],
        ),
        ("Fraværende: Mia Skov<br>Til stede: Ib Lund", [("Mia Skov", True), ("Ib Lund", False)]),
        ("Ib Lund<br><b>Afbud</b><br>Mia Skov", [("Ib Lund", False), ("Mia Skov", True)]),
        ("Afbud fra Mia Skov", [("Mia Skov", True)]),
        ("", []),
    ],
    ids=["br", "list", "commas", "afbud", "present-after", "afbud-heading", "afbud-fra", "nobody"],
)
def test_participants_are_parted_and_the_absent_told(cell, people):
    top = f"<h1 class=dato>Referat</h1><table><tr><td class=deltagere>{cell}</td></tr></table>"
    lines = read(page(row(), top=top), name="a").lines
    found = [(x.text, x.data.get("absent") == "true") for x in lines if x.mark == "participant"]
    assert found == people


@pytest.mark.parametrize(
    ("label", "title", "closed"),
    [
        ("7", "Nyt bolværk", None),
        ("7", "Lukket: Køb af grund", "true"),
        ("7", "Køb af grund - Lukket punkt", "true"),
        ("7</span><span class='label'>Lukket punkt", "Køb af grund", "true"),
        ("7", "Lukket skole bliver kulturhus", None),
        ("7.", "Lukkedage i daginstitutioner", None),
    ],
    ids=["open", "title-prefix", "title-suffix", "label", "closed-school", "closing-days"],
)
def test_a_closed_item_is_told_by_its_label_or_title(label, title, closed):
    lines = read(page(row(label=label, title=title)), name="a").lines
    [item] = [line for line in lines if line.mark == "item"]
    assert (item.data.get("closed"), item.data["number"], item.data["id"]) == (closed, "7", GUID)


def test_the_notice_that_stands_for_a_closed_text_is_noise():
    lines = marked(read(page(row("<p>Lukket punkt</p>", title="Lukket: Køb")), name="a"))
    assert lines[-1] == ("noise", "Lukket punkt")


BILAG = (
    f'<h3>Bilag</h3><ul><li><span class="pdf-label label" data-id="{ENCLOSURE}">PDF</span>'
    f'<a class="bilag-link" id="enclosure-{ENCLOSURE}" href="HREF">Kort over kajen</a></li></ul>'
)


@pytest.mark.parametrize(
    ("head", "href", "url"),
    [
        ("", "/vis/pdf/bilag/1", "/vis/pdf/bilag/1"),
        ('<link rel="canonical" href="https://D.example/vis">', "/x", "https://d.example/x"),
        ('<meta property="og:url" content="https://d.example/vis">', "/x", "https://d.example/x"),
        ('<base href="https://d.example/">', "https://e.example/x", "https://e.example/x"),
        ("", "javascript:alert(1)", None),
        ("", "//evil.example/x", None),
    ],
    ids=["relative", "canonical", "og-url", "absolute", "script", "other-host"],
)
@pytest.mark.parametrize("inside", [False, True], ids=["beside-the-text", "inside-the-text"])
def test_attachments_come_once_and_last_with_id_and_address(head, href, url, inside):
    bilag = BILAG.replace("HREF", href)
    text = f"<h3>Resume</h3><span>Kort.</span>{bilag if inside else ''}"
    lines = read(page(row(text, extra="" if inside else bilag), head=head), name="a").lines
    assert [(line.mark, line.text) for line in lines[-4:]] == [
        ("heading", "Resume"),
        ("body", "Kort."),
        ("heading", "Bilag"),
        ("attachment", "Kort over kajen"),
    ]
    assert lines[-1].data.get("id") == ENCLOSURE
    assert lines[-1].data.get("url") == url


def test_rows_and_texts_inside_others_are_read_once():
    inner = f"<div class='punkt'>Inderst.</div><table>{row('Skjult.')}</table>"
    text = read(page(row(f"<p>Yderst.</p>{inner}")), name="a").text
    assert text.count("Inderst.") == text.count("Skjult.") == text.count("Yderst.") == 1


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html><body><h1>Avisen</h1><p>Byrådet mødtes.</p></body></html>", "h1.dato"),
        ("<!doctype html><h1>Der opstod en fejl</h1>", "error page"),
        ("<html><title>Dokumentvisning</title><iframe id=pdfframe src=x></iframe>", "around a PDF"),
        ("<div id='sagsfremstillingContainer'><h3>Resume</h3></div>", "h1.dato"),
        ("<!-- x --><html>", "h1.dato"),
        ("<html><frameset><frame></frameset></html>", "h1.dato"),
    ],
    ids=["newspaper", "error-page", "pdf-frame", "field-alone", "empty", "frames"],
)
def test_html_of_another_kind_is_refused_by_name(html, words):
    with pytest.raises(NotMinutes, match=words):
        read(html.encode(), name="side.html")
