"""Texts that try to be more than text, through every page of the site, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import reportdata as data
from browsing import Watch, launched, needs_browser
from hostile import HOSTILE
from playwright.sync_api import Browser
from reportsite import PAGE_NAME, hrefs, pages

from compare.model import (
    Commitment,
    Comparison,
    Decided,
    DecidedPoint,
    Dissent,
    Fact,
    Relation,
    RelationKind,
    Thread,
)
from ordlyd.model import AgendaItem, Attachment, HistoryEntry, Kle, Meeting, Participant
from ordlyd.stored import StoredMeeting
from reports import write_site
from reports.footing import Lack

KINDS: tuple[RelationKind, ...] = ("version", "duplicate", "passage", "series", "same_case")
PER_ITEM = 12


def hostile_item(number: int, words: list[str]) -> AgendaItem:
    """An item that says hostile words wherever an item can."""
    a, b, c, *_ = words
    item = data.hall(str(number), "\n\n".join(words), f"{a} kr.")
    first, *rest = item.sections
    return item.model_copy(
        update={
            "title": a,
            "case_number": b,
            "committees": (a, b),
            "type": None,
            "kle": Kle(code=b, facet=c),
            "sections": (first.model_copy(update={"heading": c}), *rest),
            "history": (HistoryEntry(date=None, committee=a, text=b, outcome="other"),),
            "decision": item.decision.model_copy(update={"text": c, "for_": (a,), "against": (b,)}),
            "attachments": tuple(
                Attachment(title=w, url=v) for w, v in zip(words, words[::-1], strict=True)
            ),
            "links": tuple(words),
        }
    )


def hostile_meeting(words: tuple[str, ...]) -> Meeting:
    groups = [list(words[at : at + PER_ITEM]) for at in range(0, len(words), PER_ITEM)]
    groups[-1] = (groups[-1] + groups[0])[:PER_ITEM]
    items = tuple(hostile_item(number, group) for number, group in enumerate(groups, 1))
    people = tuple(Participant(name=w, party=w) for w in words[::20])
    made = data.meeting("Byrådet", date(2026, 4, 28), items, url=words[0])
    return made.model_copy(update={"place": words[1], "participants": people, "term": words[2]})


def hostile_comparison(held: list[StoredMeeting]) -> Comparison:
    """Each item beside itself in the other version, and beside the next, with hostile changes."""
    old, new = (list(stored.items()) for stored in held)
    relations: list[Relation] = []
    changes = []
    for at, (a, b) in enumerate(zip(old, new, strict=True)):
        beside = new[(at + 1) % len(new)]
        words = HOSTILE[at], HOSTILE[-at - 1]
        kind = KINDS[at % len(KINDS)]
        first, second = data.ref(a, a.version_id), data.ref(b, b.version_id)
        relations.append(data.relation(first, second, "version", *words))
        relations.append(data.relation(data.ref(b), data.ref(beside), kind, *words))
        fact = Fact(kind=words[0], before=words[1], after=words[0], label=words[1])
        for one, other in ((first, second), (data.ref(b), data.ref(beside))):
            change = data.change(one, other, (a, b), words[0], "replace", "fact", *words, (fact,))
            changes.append(change)
    ids = tuple(item.id for item in new)
    return Comparison(
        relations=tuple(relations),
        changes=tuple(changes),
        threads=(Thread(id=HOSTILE[0], title=HOSTILE[1], items=ids, kinds=("series",)),),
        commitments=tuple(
            Commitment(item=id_, due=due, text=w, status="overdue", committee=w, every=v)
            for due in ("2025", HOSTILE[3])
            for id_, w, v in zip(ids, HOSTILE, HOSTILE[::-1], strict=False)
        ),
        outcomes=tuple(map(hostile_outcome, ids, HOSTILE, HOSTILE[::-1])),
    )


def hostile_outcome(item: str, one: str, other: str) -> Decided:
    point = DecidedPoint(number=one, recommended=other, decided=one, verdict="amended")
    dissent = Dissent(name=other, how="against", points=(one,))
    return Decided(item=item, verdict="amended", points=(point,), dissent=(dissent,))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    old = data.stored(hostile_meeting(HOSTILE))
    new = replace(data.stored(hostile_meeting(HOSTILE[::-1]), 2), id=old.id)
    new = replace(new, meeting=new.meeting.model_copy(update={"items": new.meeting.items}))
    held = [old, new]
    write_site(
        held,
        hostile_comparison(held),
        output,
        names={"noerreby": HOSTILE[25]},
        refusals=[Lack(words, words, "noerreby") for words in HOSTILE],
        now=data.NOW,
    )
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def test_there_are_two_hundred_of_them_at_least() -> None:
    assert len(set(HOSTILE)) >= 200


def test_hostile_text_becomes_no_markup(site: Path) -> None:
    found = pages(site)
    assert len(found) > 60
    for name, page in found.items():
        assert PAGE_NAME.fullmatch(name), name
        assert not page.css("iframe, img, base, style, [style], object, embed"), name
        assert len(page.css("svg")) == len(page.css("figure.chart svg")), name
        assert [n.attributes.get("src") for n in page.css("script")] == ["search.js"] * (
            name == "search.html"
        )
        types = {n.attributes.get("type") for n in page.css("input")}
        assert types <= {"radio", "checkbox", "search"}, name
        attributes = {key for node in page.css("*") for key in node.attributes}
        assert not any(key.startswith("on") for key in attributes), name
        for href in hrefs(page):
            local = href.startswith(("../", "#")) or PAGE_NAME.match(href)
            assert local or href.startswith(("https://", "data:image/svg+xml")), (name, href)


@pytest.mark.browser
@pytest.mark.parametrize(
    "folder",
    ["", "items", "relations", "meetings", "findings", "receipts", "threads", "promises", "decided",
     "edits", "committees"],
)  # fmt: skip
@pytest.mark.slow
@needs_browser[1]
def test_nothing_runs_is_fetched_or_breaks_out_of_its_place(
    browser: Browser, site: Path, folder: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    watch = Watch().over(page)
    below = site.glob("*.html") if not folder else (site / folder).rglob("*.html")
    for file in sorted(below):
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, file.name
        assert page.locator("main").count() == page.locator("footer").count() == 1, file.name
        assert page.evaluate("document.querySelector('footer').parentNode === document.body")
        page.mouse.move(100, 300)
        page.keyboard.press("Tab")
    assert watch.said == []
    assert watch.opened == []
    inside = f"file://{site}"
    assert all(u.startswith((inside, "data:image/svg+xml")) for u in watch.asked), watch.asked
    page.close()


@pytest.mark.browser
@needs_browser[1]
@pytest.mark.parametrize("words", ["idrætsforening", *HOSTILE[::15]])
def test_a_search_for_or_among_hostile_text_shows_it_and_runs_nothing(
    browser: Browser, site: Path, words: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    watch = Watch().over(page)
    page.goto((site / "search.html").as_uri())
    page.get_by_label("Ord", exact=True).fill(words.replace("\x00", ""))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    page.wait_for_load_state("load")
    page.wait_for_function(
        "window.ordlyd && (!document.forms[0].q.value.trim() || document.querySelector('[role=status]').textContent)"
    )
    assert watch.said == []
    assert watch.opened == []
    assert all(url.startswith((f"file://{site}", "data:")) for url in watch.asked)
    assert page.locator("script[src^='http'], .search ol img, .search ol svg").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
