"""Atom feeds: valid for any text, with ids and dates that last, and untouched by what is no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urljoin

import feedparser
import pytest
import reportdata as data
from atomcheck import check
from hostile import HOSTILE
from reportsite import PAGE_NAME, hrefs, pages
from test_report_safety import with_contact

from compare.model import Commitment, Comparison, Fact
from ordlyd.model import Meeting
from ordlyd.rules import Kind, Search, Selection
from ordlyd.stored import StoredMeeting
from reports import feeds, write_site
from reports.drawing import Pen
from reports.labels import RELATIONS
from reports.marks import Marks
from reports.news import findings_news
from reports.selection import Selector
from reports.site import site_of
from reports.view import FoundAt, Site

AT = "https://site.example/a/"
FIRST = datetime(2026, 5, 1, 2, 30, tzinfo=UTC)
SEARCH = Search(name="Svømmehal", words="svømmehaller")


def write(
    folder: Path,
    held: list[StoredMeeting] | None = None,
    compared: Comparison | None = None,
    **options: Any,
) -> dict[str, bytes]:
    """Write the site and return its feeds by their place in it."""
    meetings = data.meetings() if held is None else held
    compared = data.comparison(meetings) if compared is None else compared
    write_site(meetings, compared, folder, **{"names": data.NAMES, "now": data.NOW, **options})
    found = sorted(folder.rglob("*.atom"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def site() -> Site:
    held = data.meetings()
    return site_of(held, data.comparison(held), names=data.NAMES)


def titles(feed: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(feed).entries]


def test_every_feed_is_valid_and_a_reader_reads_it(tmp_path: Path) -> None:
    written = write(tmp_path, searches=[SEARCH])
    sorts = {name.removeprefix("feeds/").partition("/")[0] for name in written}
    assert sorts == {"all.atom", "serious.atom", "municipality", "committee", "thread", "search"}
    for name, feed in written.items():
        check(feed, at=AT + name)
        read = feedparser.parse(feed)
        assert not read.bozo
        assert read.version == "atom10"


@pytest.mark.parametrize("address", [None, AT])
def test_each_entry_leads_to_its_page_in_the_site(tmp_path: Path, address: str | None) -> None:
    for name, feed in write(tmp_path, searches=[SEARCH], address=address).items():
        root = check(feed, at=AT + name)
        for href in root.xpath("//@href"):
            assert href.startswith(AT) is (address is not None)
            target = urljoin(AT + name, href)
            assert (tmp_path / target.removeprefix(AT)).is_file(), (name, href)


def test_only_a_feed_that_knows_its_address_says_it(tmp_path: Path) -> None:
    def own(feed: bytes) -> list[str]:
        return check(feed).xpath("/*/*[local-name()='link'][@rel='self']/@href")

    assert own(write(tmp_path / "a")["feeds/all.atom"]) == []
    named = write(tmp_path / "b", address=AT)
    assert all(own(feed) == [AT + name] for name, feed in named.items())


def test_an_entry_holds_the_change_itself(tmp_path: Path) -> None:
    entry = feedparser.parse(write(tmp_path)["feeds/serious.atom"]).entries[0]
    assert entry.title == (
        "Ændret efter offentliggørelsen – 12,0 → 14,5 mio. kr.: "
        'Orientering om svømmehallen "Bølgen"'
    )
    assert "<del>12,0</del> <ins>14,5</ins> mio. kr. i 2026" in entry.content[0].value
    assert "[-12,0-]{+14,5+} mio. kr. i 2026" in entry.summary
    assert "anlægsbevilling" in entry.content[0].value


def test_the_serious_feed_has_the_changes_of_facts_and_passages_only(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert len(titles(written["feeds/serious.atom"])) == 2
    assert len(titles(written["feeds/all.atom"])) == 5


def test_a_municipality_without_news_has_a_feed_that_can_be_subscribed_to(tmp_path: Path) -> None:
    feed = write(tmp_path)["feeds/municipality/aarslund.atom"]
    assert check(feed).findtext("{*}updated") == "2026-04-30T03:05:00Z"
    assert titles(feed) == []


def test_a_committee_hears_of_its_own_items_and_a_thread_of_its_items(tmp_path: Path) -> None:
    written = write(tmp_path)
    social, youth = (
        next(feed for name, feed in written.items() if f"committee/noerreby-{slug}" in name)
        for slug in ("social", "boerne")
    )
    assert any(title.startswith("Ændret efter") for title in titles(social))
    assert not any(title.startswith("Ændret efter") for title in titles(youth))
    thread = next(feed for name, feed in written.items() if "/thread/" in name)
    assert {title.partition(":")[2].strip()[:12] for title in titles(thread)} == {
        "Budgetopfølg", "Orientering "
    }  # fmt: skip


def test_a_search_feed_has_the_items_that_hold_the_words_in_any_form(tmp_path: Path) -> None:
    feed = write(tmp_path, searches=[SEARCH])["feeds/search/svoemmehal-fbe1e5d3cd.atom"]
    assert sum(title.startswith("I referatet:") for title in titles(feed)) == 2
    assert not any("Budget" in title for title in titles(feed))


def test_a_search_that_finds_nothing_has_an_empty_feed(tmp_path: Path) -> None:
    nothing = Search(name="../<x>", words="kvantecomputer")
    written = write(tmp_path, searches=[nothing])
    (name,) = [name for name in written if "/search/" in name]
    assert titles(written[name]) == []
    check(written[name])


def test_ids_stay_when_texts_languages_scores_and_addresses_change(tmp_path: Path) -> None:
    def ids(folder: str, compared: Comparison | None = None, **options: Any) -> list[str]:
        feed = write(tmp_path / folder, None, compared, **options)["feeds/all.atom"]
        return sorted(entry.id for entry in feedparser.parse(feed).entries)

    compared = data.comparison(data.meetings())
    rescored = compared.model_copy(
        update={
            "relations": tuple(r.model_copy(update={"score": 0.5}) for r in compared.relations),
            "changes": (),
        }
    )
    assert ids("da") == ids("en", language="en") == ids("net", address=AT) == ids("x", rescored)


def test_the_ids_are_those_of_the_first_release() -> None:
    """A reader takes an entry with another id for news, so none of these may ever change."""
    first = findings_news(site())[0]
    assert (first.key, feeds.entry_id(first)) == (
        "3f0e8ea4ac902911", "urn:uuid:73b0c12c-cb70-56f0-87f2-d5200a13c9aa"
    )  # fmt: skip
    assert feeds.feed_id("all", "da") == "urn:uuid:2bb6c185-ab96-5a62-8c5f-e45aabc31d61"


def test_entries_are_dated_by_when_they_were_found_and_last_changed(tmp_path: Path) -> None:
    keys = [relation.key for relation in data.comparison(data.meetings()).relations]
    found = {key: FoundAt(FIRST, FIRST + timedelta(hours=n)) for n, key in enumerate(keys)}
    feed = check(write(tmp_path, found=found)["feeds/all.atom"])
    assert set(feed.xpath("//*[local-name()='published']/text()")) == {"2026-05-01T02:30:00Z"}
    assert feed.findtext("{*}updated") == "2026-05-01T07:30:00Z"
    entry = feed.find("{*}entry")
    assert entry.findtext("{*}updated") == "2026-05-01T07:30:00Z"


def test_a_finding_that_nobody_noted_is_dated_by_when_both_sides_were_stored(
    tmp_path: Path,
) -> None:
    feed = check(write(tmp_path)["feeds/serious.atom"])
    assert feed.xpath("//*[local-name()='published']/text()") == [
        "2026-04-30T03:05:00Z",
        "2026-04-29T03:05:00Z",
    ]


def test_a_feed_is_bounded_and_keeps_the_newest(tmp_path: Path) -> None:
    held = data.meetings()
    compared = data.comparison(held)
    refs = [data.ref(data.item(held, 0, "9"), f"x/y/2026-01-01/minutes#{n}") for n in range(150)]
    many = tuple(data.relation(refs[0], ref, "similar") for ref in refs[1:])
    found = {r.key: FoundAt(FIRST, FIRST + timedelta(minutes=n)) for n, r in enumerate(many)}
    compared = compared.model_copy(update={"relations": many})
    feed = check(write(tmp_path, held, compared, found=found)["feeds/all.atom"])
    entries = feed.findall("{*}entry")
    assert len(entries) == feeds.ENTRIES
    assert entries[0].findtext("{*}id") == feeds.entry_id(
        next(n for n in findings_news(site_of(held, compared, names={})) if n.key == many[-1].key)
    )


def test_promises_are_told_with_their_words_and_whether_they_are_late(tmp_path: Path) -> None:
    held = data.meetings()
    item = data.item(held, 0, "9")
    made = Commitment(
        item=item.id, due="2026-06-01", text="Forvaltningen vender tilbage.", status="overdue"
    )
    feed = write(tmp_path, held, Comparison(commitments=(made,)))["feeds/all.atom"]
    (entry,) = feedparser.parse(feed).entries
    assert entry.title.startswith("Et løfte om at vende tilbage er overskredet: 1. juni 2026: ")
    assert "Forvaltningen vender tilbage." in entry.content[0].value
    assert [tag.term for tag in entry.tags] == ["commitment", "overdue"]


def test_a_second_run_writes_no_feed_and_news_writes_those_it_is_in(tmp_path: Path) -> None:
    write(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.atom")}
    later = data.NOW + timedelta(days=1)
    write(tmp_path, now=later)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.atom")} == before
    compared = data.comparison(data.meetings())
    fewer = compared.model_copy(update={"relations": compared.relations[:-1]})
    write(tmp_path, None, fewer, now=later)
    touched = {p.name for p, at in before.items() if p.stat().st_mtime_ns != at}
    assert "all.atom" in touched
    assert "serious.atom" not in touched
    assert "aarslund.atom" not in touched


def hostile_meeting(words: str) -> Meeting:
    item = data.hall("9", words, f"{words} kr.")
    item = item.model_copy(update={"number": words[:40], "title": words, "case_number": words})
    return data.meeting(told(words), date(2026, 4, 28), (item, data.opening(words)), url=words)


def told(words: str) -> str:
    """What a settings file or a committee's name can be: no empty text, no half of a character."""
    return words[:100].encode("utf-8", "replace").decode() or "x"


def hostile_site(words: str) -> Site:
    """A town of whose one item all foreign texts are the same."""
    old = data.stored(hostile_meeting(words))
    new = replace(old, version=2, meeting=hostile_meeting(f"{words} mere"), id=old.id)
    a, b = (next(iter(m.items())) for m in (old, new))
    refs = [data.ref(e, e.version_id) for e in (a, b)]
    fact = Fact(kind="amount", before=words, after=f"{words}!", label=words)
    compared = Comparison(
        relations=(data.relation(refs[0], refs[1], "version", words),),
        changes=(
            data.change(
                refs[0], refs[1], (a, b), words, "replace", "fact", words, f"{words}!", (fact,)
            ),
        ),
        commitments=(Commitment(item=a.id, due=words, text=words, status="open"),),
    )
    return site_of([old, new], compared, names={"noerreby": words})


@pytest.mark.parametrize("part", range(10))
def test_hostile_text_leaves_a_feed_valid_and_harmless(part: int) -> None:
    for words in [*HOSTILE, "\x00\x0b\x1f\ufffe\uffff\x7f]]>"][part::10]:
        built = hostile_site(words)
        pen = Pen(built, Marks(built), data.NOW, masks=True, address=AT)
        search = Search(name=told(words), words="mere")
        drawn = {
            page.path: pen.draw(page)
            for page in feeds.feed_pages(built, [search])
            if page.template == feeds.TEMPLATE
        }
        assert len(drawn) >= 5
        for name, feed in drawn.items():
            assert PAGE_NAME.fullmatch(name)
            check(feed, at=AT + name)
        everything = feedparser.parse(drawn["feeds/all.atom"])
        assert not everything.bozo
        assert len(everything.entries) == 2


def test_personal_data_is_hidden_in_feeds(tmp_path: Path) -> None:
    held = with_contact(data.meetings())
    search = Search(name="Kontakt", words="skriv")
    written = b"".join(write(tmp_path, held, Comparison(), searches=[search]).values())
    assert b"Skriv til" in written
    assert b"anna.holm" not in written


def test_pages_name_their_feeds_and_every_feed_they_name_is_there(tmp_path: Path) -> None:
    write(tmp_path, searches=[SEARCH])
    named = set()
    for name, page in pages(tmp_path).items():
        own = page.css('link[rel="alternate"][type="application/atom+xml"]')
        assert own, name
        assert all(link.attributes.get("title") for link in own)
        for href in hrefs(page):
            if href.endswith(".atom"):
                target = urljoin(AT + name, href).removeprefix(AT)
                assert (tmp_path / target).is_file(), (name, href)
                named.add(target)
    held = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.atom")}
    assert named == held


def test_the_kinds_of_rules_are_those_that_readers_see() -> None:
    others = {"commitment", "overdue", "met", "item"}
    assert set(get_args(Kind)) == set(RELATIONS) - {"standing_item"} | others


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [
        ({}, 5),
        ({"severity": 3}, 2),
        ({"kind": "edited"}, 1),
        ({"kind": ["edited", "series"]}, 2),
        ({"words": "svømmehal"}, 4),
        ({"words": "svømmehallens"}, 4),
        ({"words": "kloakering"}, 4),
        ({"words": '"råhus og tag"'}, 4),
        ({"words": "svømmehal budgetopfølgning"}, 0),
        ({"words": "budgetopfølgninger", "kind": "series"}, 1),
        ({"municipality": "noerreby"}, 5),
        ({"municipality": ["aarslund"]}, 0),
        ({"committee": "social- og sundhedsudvalget"}, 3),
        ({"committee": data.YOUTH, "municipality": "aarslund"}, 0),
        ({"case": "04.04.00-P20-3-26"}, 4),
        ({"case": "04.04.00-p20-3-26"}, 4),
        ({"case": "04.04.00*"}, 4),
        ({"case": "04.04.00"}, 0),
        ({"case": "04.04.00*", "words": "dagsorden"}, 0),
        ({"severity": 1, "kind": "series"}, 0),
    ],
    ids=str,
)
def test_a_rule_chooses_what_agrees_with_all_that_it_states(
    rule: dict[str, Any], chosen: int
) -> None:
    built = site()
    selector = Selector(Selection(name="x", **rule), built)
    assert len(list(selector.chosen(findings_news(built)))) == chosen
