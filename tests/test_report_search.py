"""Searching the site in the browser, opened from disk: what is found, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
import reportdata as data
from browsing import Watch, launched, needs_browser, opened
from playwright.sync_api import Browser, Page
from reportsite import write

from compare.model import Comparison
from ordlyd.model import Section
from ordlyd.stems import stem
from ordlyd.stored import StoredMeeting

pytestmark = needs_browser


def cycling(number: int) -> StoredMeeting:
    """A meeting of Aarslund's about a path for cyclists."""
    text = "Ældre cyklister på Ålborgvej får lys. Skriv til anna.holm@aarslund.example."
    item = data.budget("1", f"{number}. etape", "2").model_copy(
        update={
            "title": f"Cykelsti langs åen, {number}. etape",
            "sections": (Section(kind="summary", text=text, start=0, end=len(text)),),
        }
    )
    day = date(2025, 1, 1).replace(day=number)
    return data.stored(data.meeting("Byrådet", day, (item,), municipality="aarslund"))


def held() -> list[StoredMeeting]:
    return [*data.meetings(), *map(cycling, range(1, 26))]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    write(output, held(), data.comparison(data.meetings()))
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def searched(browser: Browser, site: Path, words: str, town: str = "") -> Page:
    query = urlencode({"q": words, "m": town})
    page = opened(browser, f"{(site / 'search.html').as_uri()}?{query}")
    page.locator("[role=status]:not(:empty)").wait_for()
    return page


def shown(page: Page) -> list[str]:
    return page.locator(".search ol a").all_inner_texts()


HALL = ['Orientering om svømmehallen "Bølgen"'] * 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("svømmehaller", HALL),
        ("SVØMMEHAL", HALL),
        ("idrætsforening åbningstid", HALL),
        ("idrætsforening cykelsti", []),
        ("svøm*", HALL),
        ("svø*", HALL),
        ("svøm", []),
        ("04.04.00-P20-3-26", HALL),
        ("04.04.00-P20-3-27", []),
        ("anlægsbevillingen på", HALL),
        ("“merforbrug”, (maj)", ["Budgetopfølgning pr. 31. maj"]),
        ("merforbruget", ["Budgetopfølgning pr. 31. maj", "Budgetopfølgning pr. 31. marts"]),
        ("holm", []),
        ("constructor", []),
        ("<script>alert(1)</script>", []),
    ],
)  # fmt: skip
def test_items_are_found_by_their_words_in_any_form(
    browser: Browser, site: Path, words: str, found: list[str]
) -> None:
    page = searched(browser, site, words)
    assert shown(page) == found
    page.close()


def test_a_result_names_municipality_committee_and_date_and_leads_to_the_item(
    browser: Browser, site: Path
) -> None:
    page = searched(browser, site, "merforbrug maj")
    note = page.locator(".search ol .note").inner_text()
    assert note == "Nørreby · Børne- og Ungeudvalget · referat, 9. juni 2026"
    page.locator(".search ol a").click()
    assert page.locator("h1").inner_text() == "Budgetopfølgning pr. 31. maj"
    page.close()


@pytest.mark.parametrize(("town", "count"), [("", 4), ("aarslund", 1), ("noerreby", 3)])
def test_results_are_of_the_municipality_that_was_chosen(
    browser: Browser, site: Path, town: str, count: int
) -> None:
    page = searched(browser, site, "godkendelse", town)
    assert len(shown(page)) == count
    page.close()


def test_titles_come_first_then_the_latest_twenty_at_a_time(browser: Browser, site: Path) -> None:
    page = searched(browser, site, "cykelsti")
    assert page.locator("[role=status]").inner_text().startswith("25 punkter fundet")
    assert shown(page)[0] == "Cykelsti langs åen, 25. etape"
    assert len(shown(page)) == 20
    page.get_by_role("button", name="Vis flere").click()
    page.locator(".search ol li:nth-child(25)").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Cykelsti langs åen, 5. etape"
    assert not page.get_by_role("button", name="Vis flere").is_visible()
    page.close()


def test_a_keyboard_searches_from_any_page_and_says_what_was_found(
    browser: Browser, site: Path
) -> None:
    item = next(site.glob("items/noerreby/*/*.html"))
    page = opened(browser, item.as_uri())
    watch = Watch().over(page)
    while page.evaluate("document.activeElement.type") != "search":
        page.keyboard.press("Tab")
    page.keyboard.type("ældre cyklist")
    page.keyboard.press("Enter")
    page.locator("[role=status]:not(:empty)").wait_for()
    assert page.title().startswith("ældre cyklist – Søg")
    assert page.get_by_label("Ord", exact=True).input_value() == "ældre cyklist"
    assert shown(page)[0].startswith("Cykelsti")
    assert watch.said == []
    assert all(url.startswith(("file://", "data:")) for url in watch.asked)
    page.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("xylofon", "Intet punkt har alle ordene."),
        ("og i at", "Ordene står næsten overalt."),
        ("bilag", "1 punkt fundet."),
    ],
)
def test_the_page_says_when_there_is_little_to_show(
    browser: Browser, tmp_path: Path, words: str, said: str
) -> None:
    items = (data.hall("9", "Se bilag."), data.opening())
    write(tmp_path, [data.stored(data.meeting("Byrådet", date(2026, 1, 5), items))], Comparison())
    page = searched(browser, tmp_path, words)
    assert page.locator("[role=status]").inner_text().startswith(said)
    page.close()


def test_a_part_of_the_index_that_is_missing_is_said_to_be(
    browser: Browser, tmp_path: Path
) -> None:
    write(tmp_path)
    for path in (tmp_path / "search" / "words").iterdir():
        path.unlink()
    page = searched(browser, tmp_path, "svømmehal")
    assert "kunne ikke læses" in page.locator("[role=status]").inner_text()
    page.close()


def test_without_javascript_no_box_is_shown_and_the_page_says_why(
    browser: Browser, site: Path
) -> None:
    page = opened(browser, (site / "index.html").as_uri(), script=False)
    assert not page.locator("form.find").is_visible()
    page.goto((site / "search.html").as_uri())
    assert not page.locator("form").first.is_visible()
    assert "kræver JavaScript" in page.locator("noscript").inner_text()
    page.close()


def test_hidden_and_withdrawn_words_are_not_in_the_index(tmp_path: Path) -> None:
    meetings = held()
    taken_back = [replace(m, withdrawn=m.id == meetings[1].id) for m in meetings]
    write(tmp_path, taken_back, data.comparison(data.meetings()))
    index = "".join(p.read_text("utf-8") for p in (tmp_path / "search").rglob("*.js"))
    assert '"holm"' not in index
    assert "ejendom" not in index
    assert '"cyklist"' in index


def test_the_browser_finds_the_same_stems_as_the_index(browser: Browser, site: Path) -> None:
    text = (Path(__file__).parent / "invented.txt").read_text("utf-8")
    ends = "erendes hedens ethed erede igst lig elig els løst s gd kt ll nn vv zz 11 ene hed et"
    known = sorted({w.lower() for w in re.findall(r"[^\W_]+", text)})
    words = [w + end for w in known[::7] for end in ("", *ends.split())] + known
    page = opened(browser, (site / "search.html").as_uri())
    stems = page.evaluate("words => words.map(ordlyd.stem)", words)
    differing = [(w, s, stem(w)) for w, s in zip(words, stems, strict=True) if s != stem(w)]
    assert len(words) > 1000
    assert differing == []
    page.close()


def test_searching_works_below_another_address(browser: Browser, site: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/{site.name}/search.html?q=cykelsti"
    page = opened(browser, address)
    watch = Watch().over(page)
    page.locator(".search ol a").first.wait_for()
    assert watch.said == []
    page.close()
    server.shutdown()
    server.server_close()
