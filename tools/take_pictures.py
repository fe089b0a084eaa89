"""Takes the pictures of docs/pictures/ from the site that ``ordlyd demo`` wrote.

    python tools/take_pictures.py demo/report

It needs the system's Chromium, as the browser tests do. All that is on the pictures is invented.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDE, HIGH = 900, 620
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PICTURES = (
    ("front", "index.html", ()),
    ("edits", "index.html", (".questions a[href*='edits/']",)),
    ("edit", "index.html", (".questions a[href*='edits/']", ".edited h3 a[href*='relations/']")),
    ("promises", "index.html", (".questions a[href*='promises/']",)),
    ("promise", "index.html", (".questions a[href*='promises/']", ".promise a >> nth=2")),
    ("thread", "index.html", (".threads h3 a",)),
)  # fmt: skip
"""Name of the picture, the page to begin with, and the links to click one after the other."""


def take(browser: Browser, site: Path, name: str, start: str, clicks: tuple[str, ...]) -> None:
    """Click as a reader would, and keep what the window shows."""
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, reduced_motion="reduce")
    page.goto((site / start).resolve().as_uri())
    for link in clicks:
        page.locator(link).first.click()
        page.wait_for_load_state()
    page.screenshot(path=TARGET / f"{name}.png")
    page.close()


def main(site: Path) -> None:
    """Take all pictures."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, start, clicks in PICTURES:
            take(browser, site, name, start, clicks)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
