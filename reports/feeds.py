"""Atom feeds: everything, the serious, each municipality, committee, thread and named search.

An entry is a piece of news, and its id is made of the key of its finding: it stays when texts,
scores, languages or the address of the site change. Entries are dated by when the finding was
made and when it last became another. A feed is a page like any other: the same findings give
the same bytes, and a file that would stay as it is is not written.

Source: RFC 4287 (the Atom syndication format).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from uuid import UUID, uuid5

from ordlyd.rules import Search
from ordlyd.text import danish_key
from reports import paths
from reports.news import News, Quote, findings_news, item_news, newest_first, quotes
from reports.page import Context, Page
from reports.pages import town_page
from reports.selection import Selector
from reports.view import Site

ENTRIES = 100
"""Entries of one feed: the newest. What is older stands on the pages."""

SUMMARY = 400
"""Characters of the summary of an entry."""

SERIOUS = 3

TEMPLATE = "feed.xml"

_NAMESPACE = UUID("6f72646c-7964-4e0a-9c1b-2f6a7c2d5e01")
"""Ours alone; it must never change, for a reader would take every entry for a new one."""
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, written in any way."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed.

    Attributes:
        name: What it is of, as ``municipality/odense``; its id is made of this.
        title: What a reader is told.
        path: Where it lies.
        page: The page that tells the same.
        news: Its news, the newest first.
        selector: The search that it is of, where it is one.
    """

    name: str
    title: str
    path: str
    page: str
    news: Sequence[News]
    selector: Selector | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with the words that were changed."""

    news: News
    id: str
    quotes: Sequence[Quote]
    more: int
    summary: str


def feed_pages(site: Site, searches: Iterable[Search] = ()) -> Iterator[Page]:
    """All feeds of a site, and the page that lists them."""
    news = findings_news(site)
    named = list(_searches(site, searches, news))
    names = [feed.title for feed in named]
    yield Page(paths.FEEDS, "feeds.html", partial(_listing, site, named), (names, site.committees))
    for feed in chain(_whole(site, news), _municipalities(site, news), _threads(site, news), named):
        yield Page(feed.path, TEMPLATE, partial(_context, site, feed), _rests_on(site, feed))


def _rests_on(site: Site, feed: Feed) -> tuple[object, ...]:
    """All that a feed says anything of; :class:`reports.page.Page`."""
    words = feed.selector.rule.words if feed.selector else ""
    told = [(one.source, one.at) for one in feed.news]
    return feed.title, feed.page, words, told, None if told else _last_stored(site)


def legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def entry_id(news: News) -> str:
    """The lasting id of an entry, a URN (RFC 9562) made of the finding's key."""
    return uuid5(_NAMESPACE, f"{news.sort}/{news.key}").urn


def feed_id(name: str, language: str) -> str:
    """The lasting id of a feed; the same feed in another language is another feed."""
    return uuid5(_NAMESPACE, f"feed/{language}/{name}").urn


def plain(quote: Quote) -> str:
    """A quote in one line, with marks for what was taken away and what was put in."""
    before = f"[-{quote.before}-]" if quote.before else ""
    after = f"{{+{quote.after}+}}" if quote.after else ""
    return f"{quote.lead}{before}{after}{quote.tail}"


def stamp(moment: datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _whole(site: Site, news: Sequence[News]) -> Iterator[Feed]:
    everything = site.words.gettext("What came back, and what was changed")
    serious = site.words.gettext("The serious: facts and passages that were changed")
    yield _feed("all", everything, paths.feed_path("all"), paths.FRONT, news)
    heavy = [one for one in news if one.severity >= SERIOUS]
    yield _feed("serious", serious, paths.feed_path("serious"), paths.FRONT, heavy)


def _municipalities(site: Site, news: Iterable[News]) -> Iterator[Feed]:
    """A feed for each municipality and each committee, also where there is nothing to tell yet."""
    towns: dict[str, list[News]] = defaultdict(list)
    bodies: dict[tuple[str, str], list[News]] = defaultdict(list)
    for one in news:
        for town in one.towns:
            towns[town].append(one)
        for body in one.bodies:
            bodies[body].append(one)
    for town, page in _town_pages(site).items():
        path = paths.feed_path("municipality", town)
        yield _feed(f"municipality/{town}", site.name(town), path, page, towns[town])
        for committee in site.committees[town]:
            name = f"committee/{town}/{committee}"
            path = paths.feed_path("committee", town, committee)
            title = f"{committee}, {site.name(town)}"
            yield _feed(name, title, path, page, bodies[town, committee])


def _town_pages(site: Site) -> dict[str, str]:
    """The page of each municipality's newest year."""
    newest_last = reversed(site.meetings)
    return {stored.meeting.municipality or "": town_page(stored) for stored in newest_last}


def _threads(site: Site, news: Iterable[News]) -> Iterator[Feed]:
    by_item: dict[str, list[News]] = defaultdict(list)
    for one in news:
        for id_ in one.items:
            by_item[id_].append(one)
    for thread in site.threads:
        found = {one.key: one for id_ in thread.items for one in by_item[id_]}
        first = site.item(thread.items[-1])
        page = site.item_path(first) if first else paths.FRONT
        path = paths.feed_path("thread", thread.key)
        yield _feed(f"thread/{thread.key}", thread.title, path, page, list(found.values()))


def _searches(site: Site, searches: Iterable[Search], news: Sequence[News]) -> Iterator[Feed]:
    """Findings about items that hold the words, and those items by themselves."""
    for search in searches:
        selector = Selector(search, site)
        found = list(selector.chosen(chain(news, item_news(site))))
        title = site.words.gettext("Search: %(name)s", name=search.name)
        path = paths.feed_path("search", search.name)
        yield _feed(f"search/{search.name}", title, path, paths.FRONT, found, selector)


def _feed(
    name: str,
    title: str,
    path: str,
    page: str,
    news: Iterable[News],
    selector: Selector | None = None,
) -> Feed:
    return Feed(name, title, path, page, newest_first(news)[:ENTRIES], selector)


def _context(site: Site, feed: Feed) -> Context:
    terms = feed.selector.terms if feed.selector else ()
    changed = [one.at.changed for one in feed.news] or [_last_stored(site)]
    return {
        "feed": feed,
        "id": feed_id(feed.name, site.words.language),
        "updated": max(changed),
        "entries": [_entry(one, quotes(site, one, terms=terms)) for one in feed.news],
    }


def _entry(news: News, quoted: tuple[list[Quote], int]) -> Entry:
    found, more = quoted
    said = " / ".join(map(plain, found))
    summary = f"{news.where}. {said}" if said else news.where
    if len(summary) > SUMMARY:
        summary = f"{summary[:SUMMARY].rpartition(' ')[0]} …"
    return Entry(news, entry_id(news), found, more, summary)


def _last_stored(site: Site) -> datetime:
    """The date of a feed that has nothing to tell: that of the newest document."""
    none = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return max((m.stored_at for m in site.meetings), default=none)


def _listing(site: Site, searches: Sequence[Feed]) -> Context:
    towns = sorted(_town_pages(site), key=lambda town: danish_key(site.name(town)))
    return {
        "most": ENTRIES,
        "whole": [(feed.title, feed.path) for feed in _whole(site, ())],
        "searches": [(feed.title, feed.path) for feed in searches],
        "towns": [(site.name(town), paths.feed_path("municipality", town)) for town in towns],
    }
