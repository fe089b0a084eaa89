"""Writes the invented towns' site and reads it back, for the tests of reports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import matterdata
import reportdata as data
from selectolax.lexbor import LexborHTMLParser, LexborNode

from compare.model import Comparison
from ordlyd.stored import StoredMeeting
from reports import write_site
from reports.folder import MANIFEST
from reports.site import SiteSummary
from reports.view import FoundAt
from reports.words import Language

PAGE_NAME = re.compile(r"[a-z0-9/-]+\.(html|css|atom)")


def write(
    output: Path,
    held: list[StoredMeeting] | None = None,
    compared: Comparison | None = None,
    *,
    language: Language = "da",
    masks: bool = True,
    found: Mapping[str, FoundAt] | None = None,
) -> SiteSummary:
    meetings = data.meetings() if held is None else held
    return write_site(
        meetings,
        data.comparison(meetings) if compared is None else compared,
        output,
        names=data.NAMES,
        language=language,
        refusals=data.REFUSALS,
        found=found,
        mask_personal_data=masks,
        now=data.NOW,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """What was written, less the manifest."""
    found = (path for path in folder.rglob("*.*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    found = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): LexborHTMLParser(p.read_text("utf-8")) for p in found}


def kinds(site: Path) -> list[Path]:
    """The longest page of each folder, and each page at the top: one of every kind."""
    folders = [folder for folder in sorted(site.iterdir()) if folder.is_dir()]
    below = [list(folder.rglob("*.html")) for folder in folders]
    longest = [max(found, key=lambda p: (p.stat().st_size, p.name)) for found in below if found]
    return [*sorted(site.glob("*.html")), *longest]


def text(site: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in sorted(site.rglob("*.html")))


def plain(markup: LexborHTMLParser | LexborNode) -> str:
    return " ".join(markup.text().split())


def relation_page(site: Path, words: str) -> LexborHTMLParser:
    held = [p for name, p in pages(site).items() if name.startswith("relations/")]
    return next(page for page in held if words in plain(page.css_first("h1")))


def hrefs(page: LexborHTMLParser) -> list[str]:
    return [node.attributes.get("href") or "" for node in page.css("a[href], link[href]")]


def write_matters(output: Path, *, language: Language = "da", known: bool = False) -> SiteSummary:
    """The site of the meetings with matters in them; ``known``: when each finding was found."""
    held = matterdata.meetings()
    compared = matterdata.comparison(held)
    found = matterdata.found(compared) if known else None
    return write(output, held, compared, language=language, found=found)


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Links that lead to no page, or to no place in it: the page and the address."""
    found = pages(site)
    ids = {name: {n.attributes["id"] for n in page.css("[id]")} for name, page in found.items()}
    broken = []
    for name, page in found.items():
        for href in hrefs(page):
            if href.startswith(("https://", "http://", "data:")):
                continue
            target, _, place = href.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            path = path if target else name
            if not (site / path).is_file() or (place and place not in ids[path]):
                broken.append((name, href))
    return broken
