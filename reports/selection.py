"""Which news a rule asks for: all that it states must hold, and of a list any one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ordlyd.archive.query import Term, parse
from ordlyd.case_numbers import normalise
from ordlyd.rules import Selection
from ordlyd.stored import StoredItem
from ordlyd.text import caseless
from reports.news import News
from reports.view import Site


class Selector:
    """A rule made ready to be asked.

    Args:
        rule: What it states; municipalities as slugs.
        site: Where items are looked up.
    """

    def __init__(self, rule: Selection, site: Site) -> None:
        self.rule = rule
        self._site = site
        self._towns = frozenset(rule.municipality)
        self._committees = frozenset(map(caseless, rule.committee))
        self._cases = tuple(map(normalise, rule.case))

    @cached_property
    def terms(self) -> list[Term]:
        """What must stand in the item, as a search takes it."""
        return parse(self.rule.words)

    def chosen(self, news: Iterable[News]) -> Iterator[News]:
        """Yield the news that the rule asks for."""
        return filter(self.wants, news)

    def wants(self, news: News) -> bool:
        """Whether the rule asks for a piece of news; the cheap questions first."""
        rule = self.rule
        return (
            news.severity >= rule.severity
            and (not rule.kind or not set(rule.kind).isdisjoint(news.kinds))
            and any(map(self._is_of, news.bodies))
            and self._holds(news)
        )

    def _is_of(self, body: tuple[str, str]) -> bool:
        town, committee = body
        return (not self._towns or town in self._towns) and (
            not self._committees or caseless(committee) in self._committees
        )

    def _holds(self, news: News) -> bool:
        if not self._cases and not self.rule.words:
            return True
        items = [item for id_ in news.items if (item := self._site.item(id_))]
        return any(self._is_case(item) and self._has_words(item) for item in items)

    def _is_case(self, item: StoredItem) -> bool:
        number = normalise(item.item.case_number or "")
        return not self._cases or any(
            number.startswith(case[:-1]) if case.endswith("*") else number == case
            for case in self._cases
        )

    def _has_words(self, item: StoredItem) -> bool:
        if not self.rule.words:
            return True
        found = set()
        for text in _texts(item):
            found |= {term for term in self.terms if any(True for _ in term.spans(text))}
            if len(found) == len(self.terms):
                return bool(found)
        return False


def _texts(item: StoredItem) -> Iterator[str]:
    """The texts of an item that a search looks in."""
    yield item.item.title
    yield item.item.case_number or ""
    yield item.item.decision.text
    for section in item.item.sections:
        yield section.text
