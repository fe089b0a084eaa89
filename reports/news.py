"""News: what feeds, alerts and the digest tell, each with its words, its moments and its page.

Of three sorts: a relation with its changes, a promise to come back, and, where somebody asked
for words, an item by itself. A piece of news has the key of its finding and keeps it for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from compare.model import Change, Commitment, ItemRef, finding_key
from ordlyd.archive.excerpt import excerpt
from ordlyd.archive.query import Term
from ordlyd.ids import bare, document
from ordlyd.rules import Kind
from ordlyd.stored import StoredItem
from ordlyd.text import collapse
from reports import paths, sheets
from reports.labels import DOCUMENTS, FACTS, LEVELS, N_, SECTIONS
from reports.story import Finding, arrow, reader_kind
from reports.view import FoundAt, Site

LONGEST = 320
"""Characters of one side of a change that are quoted."""

PROMISES: Mapping[str, str] = {
    "open": N_("A promise to come back"),
    "overdue": N_("A promise to come back is overdue"),
    "met": N_("A promise to come back was met"),
}


_PROMISED: Mapping[str, tuple[Kind, ...]] = {
    "overdue": ("commitment", "overdue"),
    "met": ("commitment", "met"),
}

Rank = tuple[int, int, int, str, int]
Sort = Literal["relation", "commitment", "item"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a text and what was changed in them; ``lead`` and ``tail`` stand around it.

    Attributes:
        lead: The words before.
        before: What stands only in the first text.
        after: What stands only in the second.
        tail: The words after.
        facts: The facts that differ, as ``12,0 → 14,5 mio. kr.: anlægsbevilling``.
        note: How serious it is and in which section.
    """

    lead: str = ""
    before: str = ""
    after: str = ""
    tail: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell.

    Attributes:
        sort: What it is of.
        key: The lasting name of the finding.
        kinds: What a rule may call it.
        severity: Of its most serious change (0-3).
        headline: What happened, in one sentence.
        title: Of the item.
        where: Committees and dates.
        bodies: Municipality and committee of each side.
        items: Ids of its items, without versions.
        path: Its page in the site.
        at: When it was found, and when it last became another.
        rank: Sort key: the most serious first; the same whatever else there is.
        source: What was found.
    """

    sort: Sort
    key: str
    kinds: tuple[Kind, ...]
    severity: int
    headline: str
    title: str
    where: str
    bodies: frozenset[tuple[str, str]]
    items: tuple[str, ...]
    path: str
    at: FoundAt
    rank: Rank
    source: Finding | Commitment | StoredItem

    @property
    def towns(self) -> frozenset[str]:
        """The municipalities that it concerns."""
        return frozenset(town for town, _ in self.bodies)


def findings_news(site: Site) -> list[News]:
    """All findings, most serious first: relations but standing items, and promises."""
    relations = [_relation(site, found, n) for n, found in enumerate(site.findings)]
    promises = (_promise(site, made) for made in site.comparison.commitments)
    return sorted([*relations, *filter(None, promises)], key=lambda news: (news.rank, news.key))


def item_news(site: Site) -> Iterator[News]:
    """The current items of all meetings, each by itself."""
    for number, stored in enumerate(site.meetings):
        for item in stored.items():
            yield _item(site, item, number)


def newest_first(news: Iterable[News]) -> list[News]:
    """News in the order of a feed."""
    return sorted(news, key=lambda one: (-one.at.changed.timestamp(), one.rank, one.key))


def quotes(
    site: Site, news: News, limit: int = 3, terms: Iterable[Term] = ()
) -> tuple[list[Quote], int]:
    """The words that a piece of news is about, and how many more changes there are.

    Args:
        site: Where it was found.
        news: What is told.
        limit: Changes at most.
        terms: What somebody searched for, to be shown in an item.
    """
    source = news.source
    if isinstance(source, Commitment):
        return [Quote(lead=_cut(source.text, 2 * LONGEST))], 0
    if isinstance(source, StoredItem):
        return [_sentence(site, source, list(terms))], 0
    card = sheets.card(site, source, limit)
    return [_change(site, told) for told in card.told], card.more


def _relation(site: Site, found: Finding, number: int) -> News:
    a, b = found.relation.a, found.relation.b
    return News(
        sort="relation",
        key=found.relation.key,
        kinds=(_kind(found),),
        severity=found.severity,
        headline=found.headline,
        title=found.title,
        where=_where(site, {a.municipality, b.municipality}, found.where),
        bodies=frozenset((ref.municipality, ref.committee) for ref in (a, b)),
        items=tuple(dict.fromkeys((bare(a.id), bare(b.id)))),
        path=paths.relation_path(a.id, b.id),
        at=site.found_at(found.relation.key) or _stored(site, (a, b)),
        rank=(-found.severity, 1, number, "", 0),
        source=found,
    )


def _kind(found: Finding) -> Kind:
    kind: Kind = reader_kind(found.relation)  # type: ignore[assignment]  # a test holds them equal
    return kind


def _promise(site: Site, made: Commitment) -> News | None:
    item = site.item(made.item)
    if item is None:
        return None
    day = item.meeting.date.toordinal() if item.meeting.date else 0
    place = made.span[0] if made.span else 0
    said = site.words.gettext(PROMISES[made.status])
    return _about(
        site,
        item,
        sort="commitment",
        key=made.key,
        kinds=_PROMISED.get(made.status, ("commitment",)),
        headline=f"{said}: {_due(site, made.due)}" if made.due else said,
        rank=(0, 0 if made.status == "overdue" else 2, day, document(item.id), place),
        source=made,
    )


def _due(site: Site, due: str) -> str:
    try:
        return site.words.date(datetime.fromisoformat(due).date())
    except ValueError:  # a period
        return due


def _item(site: Site, item: StoredItem, number: int) -> News:
    kind = site.words.label(DOCUMENTS, item.meeting.kind)
    return _about(
        site,
        item,
        sort="item",
        key=finding_key(item.id),
        kinds=("item",),
        headline=site.words.gettext("In %(document)s", document=kind),
        rank=(0, 3, number, "", 0),
        source=item,
    )


def _about(
    site: Site,
    item: StoredItem,
    *,
    sort: Sort,
    key: str,
    kinds: tuple[Kind, ...],
    headline: str,
    rank: Rank,
    source: Commitment | StoredItem,
) -> News:
    """News of one item."""
    town, committee = item.meeting.municipality or "", item.meeting.committee or ""
    return News(
        sort=sort,
        key=key,
        kinds=kinds,
        severity=0,
        headline=headline,
        title=item.item.title,
        where=_where(site, {town}, f"{committee}, {site.words.date(item.meeting.date)}"),
        bodies=frozenset({(town, committee)}),
        items=(item.id,),
        path=site.item_path(item),
        at=site.found_at(key) or _at(site, item),
        rank=rank,
        source=source,
    )


def _where(site: Site, towns: set[str], where: str) -> str:
    """Committees and dates, with the municipality before them where it is one."""
    return f"{site.name(*towns)}: {where}" if len(towns) == 1 else where


def _stored(site: Site, sides: Iterable[ItemRef]) -> FoundAt:
    """When both sides were held: what is known where nobody noted the finding."""
    held = [_at(site, item, named="@" in ref.id) for ref in sides if (item := site.item(ref.id))]
    none = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return FoundAt(
        max((at.first for at in held), default=none),
        max((at.changed for at in held), default=none),
    )


def _at(site: Site, item: StoredItem, *, named: bool = False) -> FoundAt:
    versions = site.versions_at(item)
    if named:
        versions = [m for m in versions if m.version == item.version]
    return FoundAt(versions[0].stored_at, versions[-1].stored_at)


def _change(site: Site, told: sheets.Told) -> Quote:
    change = told.change
    return Quote(
        lead=told.lead,
        before=_cut(change.before),
        after=_cut(change.after),
        tail=told.tail,
        facts=tuple(_facts(site, change)),
        note=_note(site, told),
    )


def _facts(site: Site, change: Change) -> Iterator[str]:
    if change.level == "fact":
        for fact in change.facts[:4]:
            label = fact.label or site.words.label(FACTS, fact.kind)
            yield f"{_cut(arrow(fact), 200)} ({_cut(label, 100)})"


def _note(site: Site, told: sheets.Told) -> str:
    words, change = site.words, told.change
    parts = [words.label(LEVELS, change.level), words.label(SECTIONS, change.section)]
    if told.hidden:
        parts.append(words.gettext("Only hidden personal data differ."))
    elif change.op == "move":
        parts.append(words.gettext("Moved"))
    return ", ".join(parts)


def _sentence(site: Site, item: StoredItem, terms: list[Term]) -> Quote:
    texts = [(section.kind, section.text) for section in item.item.sections]
    best = excerpt(item.item.title, texts, terms)
    note = site.words.label(SECTIONS, best.kind or "title")
    return Quote(lead=_cut(best.sentence, 2 * LONGEST), note=note)


def _cut(text: str, longest: int = LONGEST) -> str:
    """A text in one line, cut between words where it is long."""
    joined = collapse(text.replace("**", ""))
    if len(joined) <= longest:
        return joined
    whole = joined[:longest].rpartition(" ")[0]
    return f"{whole or joined[:longest]} …"
