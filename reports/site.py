"""Writes the site: lists the pages, draws those that changed, and removes those that are no more.

A page that rests on the same as when it was drawn is not drawn again (:mod:`reports.marks`).
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path

from compare.model import Comparison
from ordlyd.rules import Search
from ordlyd.stored import StoredMeeting
from ordlyd.text import mask
from reports import marks, paths
from reports.drawing import Pen
from reports.feeds import feed_pages
from reports.folder import File, Folder
from reports.footing import Lack, Receipt, Refusal
from reports.index import write_index
from reports.marks import Marks
from reports.pages import pages
from reports.privacy import masked, masked_meetings, renamed
from reports.story import Finding
from reports.view import Edit, FoundAt, Site
from reports.words import Language, Words

TOP = 5
"""Findings named in the summary."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was written.

    Attributes:
        front: The front page.
        pages: Number of pages of the site.
        written: Number of files whose bytes changed.
        removed: Number of files of an earlier run that are no more.
        findings: The most serious findings, as plain text.
    """

    front: Path
    pages: int
    written: int
    removed: int
    findings: tuple[Finding, ...]


def write_site(
    meetings: Sequence[StoredMeeting],
    comparison: Comparison,
    output: Path,
    *,
    names: Mapping[str, str],
    language: Language = "da",
    refusals: Sequence[Refusal] = (),
    receipts: Sequence[Receipt] = (),
    found: Mapping[str, FoundAt] | None = None,
    ledger: Iterable[Edit] = (),
    mask_personal_data: bool = True,
    searches: Sequence[Search] = (),
    address: str | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write the site of reports below a folder, or what of it changed; the same from the same.

    ``names`` maps a municipality's slug to its name, ``found`` a finding's key to when it was
    found; ``ledger`` holds the silent edits and redactions. Each of ``searches`` has a feed, whose
    links go to ``address``. ``progress`` is called with ("report", pages done, pages in all).

    Raises:
        OrdlydError: ``output`` holds foreign files, or another run is writing there.
    """
    with _memory_that_lasts() as lasts:
        site = site_of(
            meetings,
            comparison,
            names=names,
            language=language,
            refusals=refusals,
            receipts=receipts,
            found=found,
            mask_personal_data=mask_personal_data,
            ledger=ledger,
        )
        marked = Marks(site, mask_personal_data, address)
        pen = Pen(site, marked, now or datetime.now(UTC), masks=mask_personal_data, address=address)
        listed = [*pages(site), *feed_pages(site, searches)]
        lasts()
        drawn = [File(page.path, marked.of(page), partial(pen.draw, page)) for page in listed]
        return _written(site, marked, drawn, output, progress or _silent)


def _written(
    site: Site, marked: Marks, drawn: Sequence[File], output: Path, progress: Progress
) -> SiteSummary:
    with Folder(output, (paths.FRONT, paths.STYLE)) as folder:
        written = sum(folder.write(map(_static, (paths.STYLE, paths.SCRIPT))))
        for done, changed in enumerate(folder.write(drawn), 1):
            written += changed
            progress("report", done, len(drawn))
        written += write_index(folder, site, marked)
        removed = folder.finish()
    top = tuple(site.findings[:TOP])
    return SiteSummary(output / paths.FRONT, len(drawn), written, removed, top)


@contextmanager
def _memory_that_lasts() -> Iterator[Callable[[], None]]:
    """Spare what is held now from being looked through for rubbish; and what is, when called."""
    gc.freeze()
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def site_of(
    meetings: Sequence[StoredMeeting],
    comparison: Comparison,
    *,
    names: Mapping[str, str],
    language: Language = "da",
    refusals: Sequence[Refusal] = (),
    receipts: Sequence[Receipt] = (),
    found: Mapping[str, FoundAt] | None = None,
    ledger: Iterable[Edit] = (),
    mask_personal_data: bool = True,
) -> Site:
    """What pages, feeds, alerts and the digest look things up in; see :func:`write_site`."""
    if mask_personal_data:
        shown = masked(comparison)
        found = renamed(found or {}, comparison, shown)
        meetings, comparison = masked_meetings(meetings), shown
    hide = mask if mask_personal_data else str
    return Site(
        meetings,
        comparison,
        names=names,
        words=Words(language),
        lacking=_lacking(refusals, receipts, hide),
        receipts=receipts,
        found=found,
        ledger=[replace(edit, reason=edit.reason and hide(edit.reason)) for edit in ledger],
    )


def _lacking(
    refusals: Sequence[Refusal], receipts: Sequence[Receipt], hide: Callable[[str], str]
) -> list[Lack]:
    refused = [Lack(hide(_shown(r.name)), hide(r.reason), r.municipality) for r in refusals]
    listed = [(r.municipality, lack) for r in receipts for lack in r.lacking]
    return refused + [Lack(hide(lack.name), hide(lack.reason), town) for town, lack in listed]


def _shown(name: str) -> str:
    """An address, or a file's name without the folders of the machine that it lies on."""
    return name if "://" in name else re.split(r"[/\\]", name)[-1]


def _static(name: str) -> File:
    """A file that is the same on every site."""
    data = (files("reports") / "templates" / name).read_bytes()
    return File(name, marks.digest(data), lambda: data)
