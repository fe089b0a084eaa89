"""FirstAgenda's answer for one meeting: order, marks, gaps, and answers of another shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordlyd.errors import DocumentError, NotMinutes, UnreadableDocument
from ordlyd.layout import Given, read_meeting
from ordlyd.lines import Document, read
from ordlyd.municipality import Municipality
from ordlyd.registry import default_registry

SHARED = Path(__file__).resolve().parents[2] / "shared" / "firstagenda"
NONE = "00000000-0000-0000-0000-000000000000"
ID = "11111111-2222-4333-8444-555566667777"
LINK = "https://Dagsordener.Havneby.example/Vis/Pdf/bilag/x"


def item(**values: Any) -> dict[str, Any]:
    field = {"Navn": "", "Html": values.pop("html", ""), "Tekst": None, "DocumentId": NONE}
    return {
        "Navn": "Nyt bolværk",
        "Punktnummer": "1",
        "SagsNummer": "26/117",
        "Id": ID,
        "Sorting": 1,
        "IsOpen": True,
        "Felter": [{**field, "Link": values.pop("link", ""), **values.pop("field", {})}],
        "Bilag": [],
        **values,
    }


def payload(*items: Any, **values: Any) -> dict[str, Any]:
    meeting = {"Dato": "2026-05-18T17:00:00+02:00", "Afsluttet": True, **values.pop("Moede", {})}
    return {
        "Dagsordenpunkter": list(items),
        "Udvalg": {"Navn": "Havneudvalget"},
        "Moede": meeting,
        "Id": ID,
        **values,
    }


def reading(value: object) -> Document:
    return read(json.dumps(value, ensure_ascii=False).encode(), name="møde.json")


def marked(document: Document) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in document.lines]


def test_a_meeting_comes_in_the_order_in_which_the_site_prints_it():
    people = [
        {"Name": "Ib  Lund", "Absent": False, "ParticipationCancelled": False},
        {"Name": "Mia Skov", "Absent": True},
        {"Name": "Bo Vang", "ParticipationCancelled": True},
        {"Name": None},
    ]
    end = "2026-05-18T19:10:00.1234567+02:00"
    meeting = {"Sted": "Lokale 2 ", "MeetingEndUtc": end, "Moededeltagere": people}
    html = "<div id='sagsfremstillingContainer'><h3>Resume</h3><span>Kajen synker.</span></div>"
    bilag = [{"Navn": "Kort", "Id": ID}, {"Navn": "Løst", "Id": "../x"}]
    document = reading(payload(item(html=html, link=LINK, Bilag=bilag), Moede=meeting))
    assert marked(document) == [
        ("kind", "Referat"),
        ("committee", "Havneudvalget"),
        ("date", "2026-05-18T17:00:00+02:00"),
        ("end", end),
        ("place", "Lokale 2"),
        ("participant", "Ib Lund"),
        ("participant", "Mia Skov"),
        ("participant", "Bo Vang"),
        ("item", "Nyt bolværk"),
        ("case_number", "26/117"),
        ("heading", "Resume"),
        ("body", "Kajen synker."),
        ("heading", "Bilag"),
        ("attachment", "Kort"),
        ("attachment", "Løst"),
    ]
    absent = [line.text for line in document.lines if line.data.get("absent") == "true"]
    assert absent == ["Mia Skov", "Bo Vang"]
    host = "dagsordener.havneby.example"
    assert document.facts == {"publication_id": ID, "municipality_host": host}
    assert document.media_type == "application/json"
    assert document.lines[8].data == {"number": "1", "id": ID}
    assert document.lines[-2].data == {"id": ID, "url": f"https://{host}/vis/pdf/bilag/{ID}"}
    assert document.lines[-1].data == {"id": "../x"}


@pytest.mark.parametrize(
    ("meeting", "top", "kind"),
    [
        ({"Afsluttet": True, "Navn": "Dagsorden"}, {}, "Referat"),
        ({"Afsluttet": False, "Navn": "Dagsorden"}, {}, "Dagsorden"),
        ({"Afsluttet": False, "Navn": None}, {}, "Dagsorden"),
        ({"Afsluttet": False, "Navn": "Tillægsdagsorden"}, {}, "Tillægsdagsorden"),
        ({"Afsluttet": False, "IsSupplementaryAgenda": True}, {}, "Tillægsdagsorden"),
        ({"Afsluttet": False}, {"TillaegsDagsorden": True}, "Tillægsdagsorden"),
        ({"Afsluttet": None, "Navn": "Referat 1. behandling"}, {}, "Referat"),
        ({"Afsluttet": None, "Navn": None}, {}, "Dagsorden"),
    ],
)
def test_the_closed_flag_tells_minutes_and_the_name_only_refines(meeting, top, kind):
    assert reading(payload(Moede=meeting, **top)).lines[0][0] == kind


def test_items_stand_in_sorting_order_and_keep_their_own_numbers():
    items = [
        item(Sorting=n, Punktnummer=p) for n, p in ((3, "122"), (1, "120"), (None, "9"), (2, "121"))
    ]
    lines = reading(payload(*items)).lines
    assert [x.data["number"] for x in lines if x.mark == "item"] == ["120", "121", "122", "9"]


@pytest.mark.parametrize(
    ("values", "data"),
    [
        ({"IsOpen": False}, {"closed": "true"}),
        ({"Navn": "Lukket: Køb af grund"}, {"closed": "true"}),
        ({"field": {"DocumentId": ID}}, {"document_id": ID}),
        ({"field": {"DocumentId": ID}, "html": "<div> </div>"}, {"document_id": ID}),
        ({"field": {"DocumentId": ID}, "html": "<p>Tekst.</p>"}, {}),
        ({"Id": NONE}, {"id": None}),
        ({"Punktnummer": None, "Number": "4"}, {"number": "4"}),
    ],
    ids=["closed", "closed-by-title", "pdf-only", "pdf-and-blank", "text", "no-id", "other-key"],
)
def test_an_item_line_carries_what_is_known_of_the_item(values, data):
    [line] = [x for x in reading(payload(item(**values))).lines if x.mark == "item"]
    expected = {"number": "1", "id": ID, **data}
    assert line.data == {key: value for key, value in expected.items() if value}


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"Navn": None, "Caption": "Fra Caption"}, [("item", "Fra Caption")]),
        ({"Navn": "To\r\nlinjer "}, [("item", "To linjer")]),
        ({"SagsNummer": "", "CaseNumber": None}, [("item", "Nyt bolværk")]),
        ({"Felter": None, "Bilag": None}, [("item", "Nyt bolværk"), ("case_number", "26/117")]),
        (
            {"field": {"Navn": "Beslutning", "Tekst": "Godkendt."}},
            [("heading", "Beslutning"), ("body", "Godkendt.")],
        ),
        ({"html": "Først.<h3></h3>Så."}, [("lead", "Først."), ("lead", "Så.")]),
        ({"html": "\ud800x"}, [("lead", "\ufffdx")]),
    ],
    ids=["caption", "title-lines", "no-case", "nulls", "named-field", "leads", "half-surrogate"],
)
def test_what_is_missing_is_left_out_and_nothing_else(values, lines):
    value = payload(item(**values))
    found = marked(read(json.dumps(value).encode(), name="a.json"))
    assert [line for line in lines if line not in found] == []


def test_a_decision_in_a_field_of_its_own_is_not_lost():
    lines = marked(reading(payload(item(ItemDecision="<p>Godkendt.</p>"))))
    assert lines[-2:] == [("heading", "Beslutning"), ("body", "Godkendt.")]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (payload(item(html=5)), r"Dagsordenpunkter\[0\]\.Felter\[0\]\.Html is a whole number"),
        (
            payload(item(), item(Felter={})),
            r"Dagsordenpunkter\[1\]\.Felter is an object where a list",
        ),
        (payload(item(Bilag=["x"])), r"Dagsordenpunkter\[0\]\.Bilag\[0\] is text where an object"),
        (payload(item(IsOpen=1)), r"IsOpen is a whole number where true or false"),
        (payload(item(Sorting=1.5)), r"Sorting is a number where a whole number"),
        (payload(Moede={"Dato": 20260518}), r"Moede\.Dato is a whole number where text"),
        (payload(Udvalg="Havneudvalget"), r"Udvalg is text where an object"),
        (payload(7), r"Dagsordenpunkter\[0\] is a whole number where an object"),
    ],
)
def test_a_value_of_another_type_is_an_error_that_names_its_place(value, place):
    with pytest.raises(UnreadableDocument, match=place):
        reading(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"Udvalg": {"Udvalg 2026-2029": []}}, "list of committees"),
        ({"Dagsordner": [], "AntalResultater": 0}, "list of search results"),
        ({"Id": NONE, "Navn": "Byrådet", "Moeder": []}, "meetings"),
        ({"a": 1, "b": 2}, "expected Dagsordenpunkter, Moede, Udvalg; found a, b"),
        ([{"a": 1}], "found a list"),
        ({"Dagsordenpunkter": None}, "found Dagsordenpunkter"),
    ],
    ids=["udvalgsliste", "soeg", "udvalg", "other", "list", "null-items"],
)
def test_json_of_another_shape_is_refused_by_name(value, words):
    with pytest.raises(NotMinutes, match=words):
        reading(value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (json.dumps(payload(item())).encode()[:-30], "line 1: The JSON is cut"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a":' + b"1" * 10_000 + b"}", "number too long"),
        (b'{"a": "' + b"x" * 20_000_001 + b'"}', "more than 20,000,000"),
        (b'{"Dagsordenpunkter": [], "Moede": {"Navn": "\xe6"}}', "ISO-8859-1"),
    ],
    ids=["cut", "deep", "long-number", "long", "latin-1"],
)
def test_json_that_cannot_be_read_is_refused_with_what_is_wrong(source, words):
    with pytest.raises(UnreadableDocument, match=words):
        read(source, name="møde.json")


def test_a_byte_order_mark_is_no_part_of_the_payload():
    source = b"\xef\xbb\xbf" + json.dumps(payload(item())).encode()
    assert read(source, name="a.json").lines[0].text == "Referat"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["Navn", "Id", "Sorting", "IsOpen", "Felter", "Bilag", "Punktnummer", "html"]
)


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=4), max_size=3), JSON, JSON)
@settings(deadline=None, max_examples=200)
def test_any_values_give_a_document_or_an_error_that_names_it(items, meeting, committee):
    value = {"Dagsordenpunkter": items, "Moede": meeting, "Udvalg": committee}
    outcome = outcome_of(json.dumps(value).encode())
    assert outcome in ("text and lines agree", "møde.json")


def outcome_of(source: bytes) -> str:
    try:
        document = read(source, name="møde.json")
    except DocumentError as error:
        return error.document
    agree = document.text == "\n".join(line.text for line in document.lines)
    return "text and lines agree" if agree else document.text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real payloads are not beside the repository")
def test_the_real_payloads_are_read_or_refused_by_name():
    document = read((SHARED / "dagsorden.json").read_bytes(), name="dagsorden.json")
    titles = [line.text for line in document.lines if line.mark == "heading"]
    assert titles == [
        "Beslutningstema",
        "Indstilling",
        "Beslutning i Økonomiudvalget den 16-03-2026",
        "Sagsfremstilling",
        "Bilag",
    ]
    assert [x.data["number"] for x in document.lines if x.mark == "item"] == ["1", "3", "32"]
    for name in ("soeg.json", "udvalgsliste.json"):
        with pytest.raises(NotMinutes, match="not an agenda"):
            read((SHARED / name).read_bytes(), name=name)


@pytest.mark.parametrize(("given_id", "kept"), [(ID, ID), (NONE, None), (None, None)])
def test_an_item_is_linked_by_the_number_that_its_source_gives_it(given_id, kept):
    registry = default_registry()
    read_from = reading(payload(item(Id=given_id, link=LINK)))
    towns = {"havneby": Municipality(name="Havneby", slug="havneby", code="999")}
    meeting = read_meeting(read_from, registry.layouts, towns, Given("havneby")).meeting
    page = f"https://dagsordener.havneby.example/vis?id={ID}"
    assert meeting.source.url == page
    [found] = meeting.items
    assert found.publication_id == kept
    assert found.url == (f"{page}&punktid={ID}" if kept else None)
