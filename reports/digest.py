"""The digest: what is new since a day, as Markdown, the most serious first.

Foreign text is one line, and every mark of it that Markdown would read is escaped: no link,
heading, table, picture or HTML of a source comes through. Source: CommonMark 0.31.2, 2.4
(backslash escapes) and 6.2 (emphasis), and GitHub's extensions for struck-through words and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice

from reports.alerts.messages import clean
from reports.feeds import plain
from reports.labels import N_, SEVERITIES
from reports.news import News, Quote, findings_news, quotes
from reports.view import Site

MOST = 100
"""Findings told; of more, the number."""

_MARKS = re.compile(r"[\\`*_\[\]<>&|~#@$]|(?<=\w):(?=//)|(?<=[wW]{3})\.|!(?=\[)")
_OPENING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def digest(site: Site, since: datetime, *, address: str | None = None) -> str:
    """Return what was found or became another since a moment.

    Args:
        site: What was found.
        since: With time zone.
        address: Where the site lies on the web; without it, links count from the site's folder.
    """
    words = site.words
    news = [one for one in findings_news(site) if one.at.changed >= since]
    count = words.ngettext("%(n)s finding", "%(n)s findings", len(news))
    since_then = words.gettext("Since %(date)s", date=words.moment(since))
    lines = [f"# {words.gettext('What came back, and what was changed')}", ""]
    lines += [f"{since_then}: {count}.", ""]
    for heading, group in groupby(islice(news, MOST), key=_heading):
        lines += [f"## {words.gettext(heading)}", ""]
        for one in group:
            lines += _told(site, one, since, address or "")
    if len(news) > MOST:
        more = words.ngettext("and %(n)s more", "and %(n)s more", len(news) - MOST)
        lines += [f"[{more}]({address or ''}index.html)", ""]
    return "\n".join(lines)


def escaped(text: str, longest: int = 400) -> str:
    """Foreign text as it is, for a place within a line of Markdown."""
    return _MARKS.sub(r"\\\g<0>", clean(text, longest))


def opening(line: str) -> str:
    """A line of Markdown whose first words are foreign: no list and no rule begins there."""
    return _OPENING.sub(_escape_opening, line)


def _escape_opening(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"


def _heading(news: News) -> str:
    if news.severity:
        return SEVERITIES[news.severity]
    return N_("Promises to come back") if news.sort == "commitment" else N_("What came back")


def _told(site: Site, news: News, since: datetime, address: str) -> Iterator[str]:
    words = site.words
    found, more = quotes(site, news)
    changed = words.gettext("Found before, and changed") if news.at.first < since else ""
    title = escaped(news.title) or words.gettext("without title")
    yield f"### {escaped(': '.join(filter(None, (changed, news.headline))))}"
    yield ""
    yield f"[{title}]({address}{news.path})  "
    yield opening(escaped(news.where))
    yield ""
    for quote in found:
        yield from _quoted(quote)
    if more:
        yield words.ngettext("and %(n)s more change", "and %(n)s more changes", more)
        yield ""


def _quoted(quote: Quote) -> Iterator[str]:
    yield f"> {opening(_marked(quote))}"
    yield ""
    if quote.facts:
        yield from (f"- {opening(escaped(fact))}" for fact in quote.facts)
        yield ""


def _marked(quote: Quote) -> str:
    """Words with what was taken away struck through, and what was put in in bold.

    Markdown reads such marks only where they touch a word on the right side; elsewhere brackets
    stand for them.
    """
    changed = [part for part in (quote.before, quote.after) if part]
    if not changed or not _marks_are_read(quote.lead, changed, quote.tail):
        return escaped(plain(quote), 2000)
    before = f"~~{escaped(quote.before)}~~" if quote.before else ""
    after = f"**{escaped(quote.after)}**" if quote.after else ""
    both = " ".join(filter(None, (before, after)))
    return f"{_beside(quote.lead)}{both}{_beside(quote.tail)}"


def _marks_are_read(lead: str, changed: list[str], tail: str) -> bool:
    beside = [lead[-1:], *[" "] * (len(changed) - 1), tail[:1]]
    return all(
        (part[0].isalnum() or not before.strip()) and (part[-1].isalnum() or not after.strip())
        for before, part, after in zip(beside, changed, beside[1:], strict=False)
    )


def _beside(text: str) -> str:
    """Words beside a change, with the blanks that part them from it."""
    inner = escaped(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
