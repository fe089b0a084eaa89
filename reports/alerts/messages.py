"""Messages: what a rule tells, as text for a chat or a terminal and as HTML for a mail.

Foreign text is one line each, without control characters, and of bounded length; in HTML it is
escaped, and for a chat its marks are taken away that would call people or hide where a link leads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from ordlyd.text import collapse, printable
from reports.alerts.timing import Telling
from reports.drawing import readable
from reports.feeds import legal, plain
from reports.news import Quote, quotes
from reports.selection import Selector
from reports.view import Site
from reports.words import Words

MOST = 20
"""Findings of one message; of more, the number is told and where they stand."""
LONGEST = 15_000
"""Characters of the text of one message, about; a service may take less."""
SUBJECT = 150
"""Characters of a subject."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2065\ufeff]")
_CHAT = str.maketrans({"<": "‹", ">": "›", "`": "'", "@": "@\u2060"})
_LINK = re.compile(r"\]\s*\(")

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Part:
    """One finding of a message."""

    headline: str
    title: str
    where: str
    quotes: Sequence[Quote]
    more: int
    link: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent.

    Attributes:
        subject: In one line.
        heading: What this is, where there are several findings.
        parts: The findings that are told, the most serious first.
        more: How many there are besides.
        link: Where all of them stand.
        rule: The name of the rule.
    """

    subject: str
    heading: str
    parts: Sequence[Part]
    more: int
    link: str
    rule: str


def clean(text: str, longest: int = 400) -> str:
    """Foreign text in one line, without characters that steer a terminal or turn the reading."""
    line = collapse(_INVISIBLE.sub("\ufffd", legal(printable(collapse(text)))))
    return line if len(line) <= longest else f"{line[: longest - 2].rstrip()} …"


def for_chat(text: str) -> str:
    """The same for services that read marks in a text: nobody is called, no link is hidden."""
    return _LINK.sub("] (", clean(text, 2000).translate(_CHAT))


def compose(
    site: Site,
    tellings: Sequence[Telling],
    selector: Selector,
    *,
    address: str | None,
    standing: bool = False,
) -> Message:
    """Put findings into a message.

    Args:
        site: Where they were found.
        tellings: The findings, the most serious first.
        selector: The rule.
        address: Where the site lies on the web.
        standing: Whether they stood already when the rule was made.
    """
    words, rule = site.words, selector.rule
    shown = tellings[:MOST]
    parts = [_part(site, telling, selector, address) for telling in shown]
    alone = len(tellings) == 1
    heading = "" if alone else _heading(words, len(tellings), standing=standing)
    told = f"{parts[0].headline}: {parts[0].title}" if alone else heading
    return Message(
        subject=clean(f"{rule.name}: {told}", SUBJECT),
        heading=heading,
        parts=parts,
        more=len(tellings) - len(shown),
        link=address or "",
        rule=rule.name,
    )


def _heading(words: Words, n: int, *, standing: bool) -> str:
    if standing:
        return words.ngettext(
            "a new rule; %(n)s finding stands already",
            "a new rule; %(n)s findings stand already",
            n,
        )
    return words.ngettext("%(n)s finding", "%(n)s findings", n)


def _part(site: Site, telling: Telling, selector: Selector, address: str | None) -> Part:
    news = telling.news
    found, more = quotes(site, news, terms=selector.terms)
    again = site.words.gettext("Changed since it was told") if telling.what == "changed" else ""
    return Part(
        headline=": ".join(filter(None, (again, news.headline))),
        title=news.title or site.words.gettext("without title"),
        where=news.where,
        quotes=found,
        more=more,
        link=f"{address}{news.path}" if address else "",
    )


def as_text(
    message: Message, words: Words, *, longest: int = LONGEST, tidy: Clean = clean, note: str = ""
) -> str:
    """The message as plain text: as many findings as fit, and how many there are besides."""
    paragraphs = [p for p in (note, message.heading) if p]
    length = sum(map(len, paragraphs))
    told = 0
    for part in message.parts:
        paragraph = "\n".join(_lines(part, words, tidy))
        length += len(paragraph) + 2
        if told and length > longest - 300:
            break
        paragraphs.append(paragraph)
        told += 1
    if more := len(message.parts) - told + message.more:
        rest = words.ngettext("and %(n)s more", "and %(n)s more", more)
        paragraphs.append(f"{rest}: {message.link}" if message.link else rest)
    return "\n\n".join(paragraphs)[:longest]


def _lines(part: Part, words: Words, tidy: Clean) -> Iterable[str]:
    yield tidy(part.headline)
    yield tidy(part.title)
    yield tidy(part.where)
    for quote in part.quotes:
        yield f"  {tidy(plain(quote))}"
        yield from (f"  {tidy(fact)}" for fact in quote.facts)
    if part.more:
        yield words.ngettext("and %(n)s more change", "and %(n)s more changes", part.more)
    if part.link:
        yield part.link


def as_html(message: Message, words: Words) -> str:
    """The message as a page of HTML for a mail: no script, style, picture or remote resource."""
    template = _environment().get_template("alert.html")
    return legal(template.render(message=message, words=words, _=words.gettext))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clean=clean)
    return environment
