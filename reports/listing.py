"""Lists by municipality and by tab, a hundred rows a page: promises, decisions, edits, threads.

A list of everything comes first; each municipality that has something in it has its own. What
has no rows has no page, but for the first part of the list of everything: nothing may link to
another one without asking here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from ordlyd.text import danish_key
from reports import paths
from reports.page import Context, Page
from reports.view import Site

PER_PAGE = 100
"""Rows of one page."""

EVERYWHERE = ""
"""The scope that holds the rows of all municipalities."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Row]):
    """What one family of lists is made of.

    Attributes:
        name: Folder of its pages, and name of its template.
        tabs: Parts of the list with what readers are told, in their order.
        towns: The municipalities that a row belongs to.
        tabs_of: The parts that it belongs to.
        drawn: What the template is given of a row, built when its page is drawn.
        rests_on: What is shown of a row and does not stand in it.
        more: More for the template, from the rows of one municipality, or all.
        per_page: Rows of one page.
    """

    name: str
    tabs: Mapping[str, str]
    towns: Callable[[Row], Sequence[str]]
    tabs_of: Callable[[Row], Sequence[str]]
    drawn: Callable[[Row], Any]
    rests_on: Callable[[Row], object] = lambda _: None
    more: Callable[[Sequence[Row]], Context] = lambda _: {}
    per_page: int = PER_PAGE


class Listing(Generic[Row]):
    """The pages of a shelf, and the way to them."""

    def __init__(self, site: Site, shelf: Shelf[Row], rows: Sequence[Row]) -> None:
        self.site = site
        self.shelf = shelf
        self.rows = rows
        self._held: dict[tuple[str, str], list[Row]] = {(EVERYWHERE, next(iter(shelf.tabs))): []}
        self._scopes: dict[str, list[Row]] = defaultdict(list, {EVERYWHERE: list(rows)})
        for row in rows:
            towns = dict.fromkeys(shelf.towns(row))
            for town in towns:
                self._scopes[town].append(row)
            for scope in (EVERYWHERE, *towns):
                for tab in shelf.tabs_of(row):
                    self._held.setdefault((scope, tab), []).append(row)

    def count(self, town: str = EVERYWHERE, tab: str | None = None) -> int:
        """The number of rows of a municipality (or all), in one tab or in any."""
        if tab is None:
            return len(self._scopes.get(town, ()))
        return len(self._held.get((town, tab), ()))

    def path(self, town: str = EVERYWHERE, tab: str | None = None) -> str | None:
        """The first page of a municipality's list (or of all); ``None`` where it has none."""
        tabs = [tab] if tab else list(self.shelf.tabs)
        held = [t for t in tabs if self.count(town, t)]
        if not held and town == EVERYWHERE:
            held = list(self.shelf.tabs)  # of everything, the first part always has its page
        return self._address(town, held[0], 1) if held else None

    def pages(self) -> Iterator[Page]:
        """All pages of the list."""
        for (town, tab), rows in self._held.items():
            numbers = range(1, max(-(-len(rows) // self.shelf.per_page), 1) + 1)
            addresses = [self._address(town, tab, n) for n in numbers]
            for number, path in zip(numbers, addresses, strict=True):
                part = rows[(number - 1) * self.shelf.per_page :][: self.shelf.per_page]
                frame = {**self._frame(town, tab), "number": number, "pages": addresses}
                drawn = partial(self._context, frame, part)
                rests = (frame, [(row, self.shelf.rests_on(row)) for row in part])
                yield Page(path, f"{self.shelf.name}.html", drawn, rests if part else None)

    def _address(self, town: str, tab: str, number: int) -> str:
        return paths.listing_path(self.shelf.name, town or "all", tab, number)

    def _context(self, frame: Context, part: Sequence[Row]) -> Context:
        return {**frame, "rows": [self.shelf.drawn(row) for row in part]}

    def _frame(self, town: str, tab: str) -> Context:
        """What a page says beside its rows."""
        return {
            "town": town,
            "tab": tab,
            "tabs": [
                (t, self.path(town, t), self.count(town, t))
                for t in self.shelf.tabs
                if t == tab or self.count(town, t)
            ],
            "tab_names": self.shelf.tabs,
            "towns": self._towns,
            "total": self.count(town, tab),
            **self.shelf.more(self._scopes[town]),
        }

    @cached_property
    def _towns(self) -> list[tuple[str, str, str | None, int]]:
        """Municipalities with rows, in Danish order: slug, name, page and number of rows."""
        slugs = sorted((s for s in self._scopes if s), key=lambda s: danish_key(self.site.name(s)))
        return [(s, self.site.name(s), self.path(s), self.count(s)) for s in slugs]
