"""Every kind of page for every kind of reader, in a real Chromium: axe-core, keyboard, zoom, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import launched, needs_browser, opened
from playwright.sync_api import Browser
from reportsite import kinds, write

pytestmark = [*needs_browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module", params=["da", "en"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp(f"site-{request.param}")
    write(output, language=request.param)
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, site: Path, dark: bool) -> None:
    for file in kinds(site):
        page = opened(browser, file.as_uri(), dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, (file, found.generate_report())
        page.close()


def test_axe_finds_nothing_among_results_of_a_search(browser: Browser, site: Path) -> None:
    page = opened(browser, f"{(site / 'search.html').as_uri()}?q=svømmehallen")
    page.locator(".search ol li").first.wait_for()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_everything_that_can_be_clicked_is_reached_by_keyboard_and_shows_it(
    browser: Browser, site: Path
) -> None:
    for file in kinds(site):
        page = opened(browser, file.as_uri())
        reached = set()
        for _ in range(400):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                  const node = document.activeElement;
                  if (!node || node === document.body) return null;
                  const style = getComputedStyle(node);
                  const all = [...document.querySelectorAll('*')];
                  return [all.indexOf(node), style.outlineStyle, parseFloat(style.outlineWidth)];
                }"""
            )
            if seen is None or seen[0] in reached:
                break
            assert seen[1] == "solid", file
            assert seen[2] >= 2, file
            reached.add(seen[0])
        wanted = page.evaluate(
            """() => {
              const all = [...document.querySelectorAll('*')];
              const found = [...document.querySelectorAll('a[href], button, select, summary, input')];
              return found.filter((n) => n.checkVisibility() && n.type !== 'radio').map((n) => all.indexOf(n));
            }"""
        )
        assert set(wanted) <= reached, file
        page.close()


@pytest.mark.parametrize("size", [(640, 450), (320, 256)], ids=["200 %", "400 %"])
def test_a_page_that_is_zoomed_keeps_its_words_in_sight(
    browser: Browser, site: Path, size: tuple[int, int]
) -> None:
    for file in kinds(site):
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, device_scale_factor=1280 / size[0]
        )
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], file
        cut = page.evaluate(
            """() => [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dd, button, a)')]
              .filter((n) => n.checkVisibility() && n.scrollWidth > n.clientWidth + 1
                && getComputedStyle(n).overflowX === 'hidden').map((n) => n.outerHTML)"""
        )
        assert cut == [], file
        page.close()


def test_words_spaced_out_as_readers_may_need_stay_in_their_places(
    browser: Browser, site: Path
) -> None:
    """WCAG 2.2, success criterion 1.4.12."""
    for file in kinds(site):
        page = opened(browser, file.as_uri(), 360)
        page.evaluate(
            """() => document.querySelectorAll('body *').forEach((n) => {
              n.style.lineHeight = '1.5'; n.style.letterSpacing = '0.12em';
              n.style.wordSpacing = '0.16em'; })"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, file
        page.close()


def test_what_is_clicked_is_large_enough_for_a_finger(browser: Browser, site: Path) -> None:
    """WCAG 2.2, success criterion 2.5.8: 24 by 24 pixels, but for links in lines of text."""
    for file in kinds(site):
        page = opened(browser, file.as_uri(), 360)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input, summary, nav a')]
              .filter((n) => n.checkVisibility())
              .map((n) => [n.outerHTML.slice(0, 90), (/radio|checkbox/.test(n.type) ? n.labels[0] : n).getBoundingClientRect()])
              .filter(([, box]) => box.height < 24 || box.width < 20).map(([text]) => text)"""
        )
        assert small == [], file
        page.close()


def test_paper_gets_the_words_in_black_and_no_boxes_to_click(browser: Browser, site: Path) -> None:
    for file in kinds(site):
        page = opened(browser, file.as_uri(), dark=True)
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)", file
        for gone in ("header.site", ".skip", "form", "fieldset"):
            assert not any(n.is_visible() for n in page.locator(gone).all()), (file, gone)
        assert page.locator("main h1").is_visible()
        assert page.locator("footer .receipt").is_visible()
        page.close()


def test_without_javascript_every_page_but_the_search_shows_all_it_has(
    browser: Browser, site: Path
) -> None:
    for file in kinds(site):
        if file.name == "search.html":
            continue
        texts = []
        for script in (True, False):
            page = opened(browser, file.as_uri(), script=script)
            texts.append(page.locator("main").inner_text())
            page.close()
        assert texts[0] == texts[1], file
