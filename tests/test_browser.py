"""The site in a real Chromium, opened from disk: narrow, wide, dark, by keyboard, without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watch, launched, needs_browser, opened
from playwright.sync_api import Browser, Page
from reportsite import write_matters

KINDS = ("index.html", "receipt.html", "search.html", "about.html", "matrix.html", "receipts",
         "findings", "municipalities", "committees", "meetings", "items", "relations", "threads",
         "promises", "decided", "climbs", "edits", "news", "matrix")  # fmt: skip

pytestmark = needs_browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    write_matters(output, known=True)
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def address(site: Path, kind: str) -> str:
    """The longest page of a kind, as a file address."""
    found = [site / kind] if kind.endswith(".html") else list((site / kind).rglob("*.html"))
    return max(found, key=lambda p: (p.stat().st_size, p.name)).as_uri()


def pair(site: Path) -> str:
    """The page of the report that two committees were given."""
    found = (p for p in sorted(site.rglob("relations/*/*.html")) if "to udvalg" in p.read_text())
    return next(found).as_uri()


def width_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return box["width"] if box else 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_from_disk_without_complaint_and_asks_for_nothing_else(
    browser: Browser, site: Path, kind: str
) -> None:
    page = browser.new_page()
    watch = Watch().over(page)
    page.goto(address(site, kind))
    assert watch.said == []
    assert all(url.startswith(("file://", "data:image/svg+xml")) for url in watch.asked)
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.close()


@pytest.mark.parametrize("width", [320, 360, 640, 1600])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(browser: Browser, site: Path, kind: str, width: int) -> None:
    page = opened(browser, address(site, kind), width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_dark_readers_get_a_dark_page(browser: Browser, site: Path) -> None:
    seen = []
    for dark in (False, True):
        page = opened(browser, address(site, "index.html"), dark=dark)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        seen.append(sum(int(n) for n in colour[4:-1].split(",")))
        page.close()
    assert seen[0] > 600
    assert seen[1] < 150


def test_two_texts_stand_side_by_side_where_there_is_room(browser: Browser, site: Path) -> None:
    for width, columns in ((1280, True), (360, False)):
        page = opened(browser, pair(site), width)
        assert page.locator(".row .new").first.is_visible() is columns
        assert page.locator(".row .old ins").first.is_visible() is not columns
        page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_reader_may_choose_the_view_without_script(
    browser: Browser, site: Path, script: bool
) -> None:
    page = opened(browser, pair(site), script=script)
    page.get_by_label("i én spalte").check()
    assert not page.locator(".row .new").first.is_visible()
    assert page.locator(".row .old ins").first.is_visible()
    page.get_by_label("side om side").check()
    assert page.locator(".row .new").first.is_visible()
    assert not page.locator(".row .old ins").first.is_visible()
    page.close()


def test_folded_paragraphs_open_without_script(browser: Browser, site: Path) -> None:
    page = opened(browser, pair(site), script=False)
    folded = page.locator("details.same").first
    assert not folded.locator(".cell").first.is_visible()
    folded.locator("summary").click()
    assert folded.locator(".cell").first.is_visible()
    page.close()


def test_a_keyboard_reaches_the_content_first_and_shows_where_it_is(
    browser: Browser, site: Path
) -> None:
    page = opened(browser, address(site, "index.html"))
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("node => node === document.activeElement")
    assert width_of(page, "a.skip") > 50
    assert page.locator("a.skip").evaluate("n => getComputedStyle(n).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside)
    page.close()


def test_removed_and_added_words_differ_by_more_than_colour(browser: Browser, site: Path) -> None:
    page = opened(browser, pair(site))
    line = "node => getComputedStyle(node).textDecorationLine"
    assert page.locator(".story del").first.evaluate(line) == "line-through"
    assert page.locator(".story ins").first.evaluate(line) == "underline"
    page.close()


def test_a_link_to_a_change_marks_its_paragraph(browser: Browser, site: Path) -> None:
    page = opened(browser, pair(site))
    page.locator(".story li:has(del) a[href*='items/']").first.click()
    page.wait_for_url("**/items/**")
    marked = page.locator(":target")
    assert marked.count() == 1
    assert marked.evaluate("n => getComputedStyle(n).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_citation_is_opened_and_taken_by_keyboard_alone(
    browser: Browser, site: Path, script: bool
) -> None:
    page = opened(browser, pair(site), script=script)
    page.locator("details.cite summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    field = page.locator("details.cite textarea").first
    assert field.evaluate("node => node === document.activeElement")
    assert "SHA-256" in field.input_value()
    assert field.evaluate("n => [n.selectionStart, n.selectionEnd === n.value.length]") == [0, True]
    page.close()


def test_the_letters_of_a_chart_are_as_large_on_a_phone_as_on_a_wide_screen(
    browser: Browser, site: Path
) -> None:
    sizes = []
    for width in (320, 1600):
        page = opened(browser, address(site, "threads"), width)
        text = page.locator("svg text").first
        sizes.append(text.evaluate("node => node.getBoundingClientRect().height"))
        assert page.locator("svg circle").first.evaluate(
            "n => n.getBoundingClientRect().width === n.getBoundingClientRect().height"
        )
        page.close()
    assert sizes[0] == pytest.approx(sizes[1])
