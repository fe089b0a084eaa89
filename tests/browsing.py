"""A real Chromium for the tests of reports: what opens a page and what it complains of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: see tests/need-chromium"),
]


@contextmanager
def launched() -> Iterator[Browser]:
    """Debian's Chromium, running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


def opened(
    browser: Browser, url: str, width: int = 1280, *, dark: bool = False, script: bool = True
) -> Page:
    """A new page of its own, at an address."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page.goto(url)
    return page


@dataclass
class Watch:
    """What a page says, asks for and opens."""

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Watch:
        """Begin to watch a page."""
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("popup", lambda popup: self.opened.append(popup.url))
        page.on("dialog", self._close)
        return self

    def _close(self, dialog: Dialog) -> None:
        self.opened.append(dialog.message)
        dialog.dismiss()
