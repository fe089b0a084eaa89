"""Draws pages: Jinja2's templates with the words of a language; every value is escaped."""

from __future__ import annotations

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compare.model import SEVERITY
from ordlyd.text import collapse, printable
from reports import feeds, labels, paths, story
from reports.footing import NAMED
from reports.marks import Marks
from reports.page import Page
from reports.view import Site


class Pen:
    """Draws the pages of one site.

    Args:
        site: What they are drawn from.
        marks: Tell what a page rests on.
        now: The moment that pages state which are drawn in each run.
        masks: Whether personal data were hidden.
        address: Where the site lies on the web.
    """

    def __init__(
        self,
        site: Site,
        marks: Marks,
        now: datetime,
        *,
        masks: bool,
        address: str | None = None,
    ) -> None:
        self._site = site
        self._marks = marks
        self.environment = _environment(site, now, masks=masks)
        self.environment.globals.update(address=address)

    def given(self, page: Page) -> dict[str, object]:
        """All that the template of a page is given."""
        rests = page.rests_on is not None
        footing = self._site.footing(self._marks.documents(page)) if rests else None
        place = {"path": page.path, "root": paths.root(page.path), "footing": footing}
        return {**page.context(), **place}

    def draw(self, page: Page) -> bytes:
        """Draw one page."""
        text = self.environment.get_template(page.template).render(self.given(page))
        return (feeds.legal(text) if page.template == feeds.TEMPLATE else text).encode()


def _environment(site: Site, now: datetime, *, masks: bool) -> Environment:
    """Templates with the words of a language; every value is escaped."""
    words = site.words
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=readable,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=words.gettext, ngettext=words.ngettext)
    environment.globals.update(
        site=site, words=words, labels=labels, now=now, masks=masks, named=NAMED
    )
    environment.globals.update(arrow=story.arrow, severity=SEVERITY, named=NAMED)
    environment.globals.update(meeting_path=paths.meeting_path, group_path=paths.group_path)
    environment.globals.update(ledger_path=paths.ledger_path)
    environment.globals.update(receipt_path=paths.receipt_path)
    environment.globals.update(feed_path=paths.feed_path, stamp=feeds.stamp)
    environment.filters.update(
        web_link=paths.web_link,
        rich=rich,
        capitalised=capitalised,
        oneline=oneline,
        reason=words.evidence,
    )
    return environment


def readable(value: object) -> object:
    """What is printed, less what would steer the page; markup is of our own making."""
    return printable(value) if type(value) is str else value


def rich(text: str) -> Markup:
    """Escape a text and turn the bold marks that PDF readers leave (``**word**``) into markup."""
    parts = str(escape(printable(text).replace("<b>", "").replace("</b>", ""))).split("**")
    if len(parts) % 2 == 0:
        return Markup("**").join(Markup(part) for part in parts)  # noqa: S704 - escaped above
    tagged = (f"<strong>{p}</strong>" if i % 2 and p else p for i, p in enumerate(parts))
    return Markup("".join(tagged))  # noqa: S704 - escaped above


def capitalised(text: str) -> str:
    """A text with its first letter in upper case; unlike ``capitalize``, the rest stays."""
    return text[:1].upper() + text[1:]


def oneline(text: str, longest: int) -> str:
    """A text in one line of at most so many characters."""
    joined = collapse(text)
    return joined if len(joined) <= longest else f"{joined[: longest - 2]} …"
