"""Writes the site: draws the pages, keeps a manifest, and removes pages that are no more.

Only files that ordlyd wrote are ever changed or removed: the manifest names them. It is written
before the first page, so that a run that was killed leaves nothing behind that the next one does
not know. Files whose bytes would be the same are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compare.model import SEVERITY, Comparison
from ordlyd.errors import OrdlydError
from ordlyd.stored import StoredMeeting
from ordlyd.text import mask
from reports import labels, paths, story
from reports.pages import Page, pages
from reports.privacy import masked, masked_meetings, renamed
from reports.story import Finding
from reports.view import FoundAt, Refusal, Refused, Site
from reports.words import Language, Words

MANIFEST = "ordlyd-files.json"
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
        removed: Number of pages of an earlier run that are no more.
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
    found: Mapping[str, FoundAt] | None = None,
    mask_personal_data: bool = True,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write the site of reports below a folder.

    The same input and ``now`` give the same bytes. ``names`` maps a municipality's slug to its
    name, and ``found`` the name of a finding to when it was noted. ``progress`` is called with
    ("report", pages written, pages in all).

    Raises:
        OrdlydError: ``output`` holds files that ordlyd did not write where a page should lie.
    """
    if mask_personal_data:
        shown = masked(comparison)
        found = renamed(found or {}, comparison, shown)
        meetings, comparison = masked_meetings(meetings), shown
    hide = mask if mask_personal_data else str
    site = Site(
        meetings,
        comparison,
        names=names,
        words=Words(language),
        refusals=[Refused(hide(r.name), hide(r.reason)) for r in refusals],
        found=found,
    )
    environment = _environment(site, now or datetime.now(UTC), masks=mask_personal_data)
    listed = list(pages(site))
    style = (files("reports") / "templates" / paths.STYLE).read_bytes()
    folder = _Folder(output, [page.path for page in listed] + [paths.STYLE])
    written = int(folder.write(paths.STYLE, style))
    for done, page in enumerate(listed, 1):
        written += folder.write(page.path, _drawn(environment, page))
        if progress:
            progress("report", done, len(listed))
    removed = folder.finish()
    front = output / paths.FRONT
    return SiteSummary(front, len(listed), written, removed, tuple(site.findings[:TOP]))


def _drawn(environment: Environment, page: Page) -> bytes:
    template = environment.get_template(page.template)
    return template.render(page.context(), path=page.path, root=paths.root(page.path)).encode()


def _environment(site: Site, now: datetime, *, masks: bool) -> Environment:
    """Templates with the words of a language; every value is escaped."""
    words = site.words
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=words.gettext, ngettext=words.ngettext)
    environment.globals.update(site=site, words=words, labels=labels, now=now, masks=masks)
    environment.globals.update(arrow=story.arrow, severity=SEVERITY)
    environment.globals.update(meeting_path=paths.meeting_path, group_path=paths.group_path)
    environment.filters.update(
        web_link=paths.web_link, rich=rich, capitalised=capitalised, reason=words.evidence
    )
    return environment


def rich(text: str) -> Markup:
    """Escape a text and turn the bold marks that PDF readers leave (``**word**``) into markup."""
    parts = str(escape(text.replace("<b>", "").replace("</b>", ""))).split("**")
    if len(parts) % 2 == 0:
        return Markup("**").join(Markup(part) for part in parts)  # noqa: S704 - escaped above
    tagged = (f"<strong>{p}</strong>" if i % 2 and p else p for i, p in enumerate(parts))
    return Markup("".join(tagged))  # noqa: S704 - escaped above


def capitalised(text: str) -> str:
    """A text with its first letter in upper case; unlike ``capitalize``, the rest stays."""
    return text[:1].upper() + text[1:]


class _Folder:
    """The files of one site, and nothing else that lies in its folder."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder = folder
        self.names = set(names)
        self.known = self._manifest()
        self._refuse_foreign_files()
        folder.mkdir(parents=True, exist_ok=True)
        self._note(self.known | self.names)

    def write(self, name: str, data: bytes) -> bool:
        """Write a file unless it holds these bytes already; returns whether it did."""
        target = self._inside(name)
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return True

    def finish(self) -> int:
        """Remove pages of earlier runs that are no more; returns how many there were."""
        stale = sorted(self.known - self.names)
        for name in stale:
            target = self._inside(name)
            target.unlink(missing_ok=True)
            _remove_if_empty(target.parent, self.folder)
        self._note(self.names)
        return len(stale)

    def _inside(self, name: str) -> Path:
        target = self.folder / name
        if not target.resolve().is_relative_to(self.folder.resolve()):
            raise OrdlydError(
                f"{target} leads out of the report's folder.", hint="Remove the link and try again."
            )
        return target

    def _manifest(self) -> set[str]:
        try:
            stated = json.loads((self.folder / MANIFEST).read_text("utf-8"))
            return {str(name) for name in stated["files"]}
        except FileNotFoundError:
            return set()
        except (ValueError, KeyError, TypeError) as error:
            raise OrdlydError(
                f"{self.folder / MANIFEST} is damaged.",
                hint="Give an empty folder with --output, or remove this one.",
            ) from error

    def _refuse_foreign_files(self) -> None:
        foreign = {paths.FRONT, paths.STYLE} - self.known
        if found := [name for name in sorted(foreign) if (self.folder / name).exists()]:
            raise OrdlydError(
                f"{self.folder / found[0]} is there already and was not written by ordlyd.",
                hint="Give an empty folder with --output.",
            )

    def _note(self, names: Iterable[str]) -> None:
        stated = {"written_by": "ordlyd", "files": sorted(names)}
        text = json.dumps(stated, ensure_ascii=False, indent=0) + "\n"
        (self.folder / MANIFEST).write_text(text, "utf-8")


def _remove_if_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
