"""The platforms beside FirstAgenda: what their lists list, and that their pages are read.

A portal opens no socket, so that most of this is asked of a replica of the site directly.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from replica.aabendagsorden import AabenDagsorden
from replica.aalborg import Aalborg
from replica.council import COUNCIL, HTML, ITEMS, Held, Site, reworded
from replica.edoc_dynamicweb import EdocDynamicweb
from replica.frederikssund import Frederikssund
from replica.kk_jsonapi import KkJsonApi
from replica.meetingsplus import MeetingsPlus
from replica.sbsys_umbraco import SbsysUmbraco

from ordlyd import (
    Answer,
    BrokenDocument,
    BrokenListing,
    Fetch,
    Given,
    Listed,
    More,
    Portal,
    read,
    read_meeting,
)
from ordlyd.model import Meeting
from ordlyd.registry import default_registry
from spiders.pages import on_host, words_and_links

BASE = "http://127.0.0.1:8000"
SITES: dict[str, type[Site]] = {
    "glostrup": AabenDagsorden,
    "norddjurs": MeetingsPlus,
    "koebenhavn": KkJsonApi,
    "aalborg": Aalborg,
    "frederikssund": Frederikssund,
    "hedensted": SbsysUmbraco,
    "ringkoebing-skjern": EdocDynamicweb,
}
MINUTES_ONLY = ("aalborg",)
TITLES_ONLY = ("norddjurs",)
every_town = pytest.mark.parametrize("town", SITES)


def portal_of(town: str, since: date | None = None) -> Portal:
    registry = default_registry()
    municipality = registry.municipality(town)
    made = registry.portals[municipality.platform or ""]
    if town == "aalborg":
        municipality = municipality.model_copy(update={"portal": {"committees": "15 56"}})
    portal = made(municipality, BASE, since=since, committee=None)
    portal.today = lambda: date(2026, 11, 22)
    return portal


def ask(site: Site, fetch: Fetch) -> Answer | None:
    assert fetch.url.startswith(BASE)
    status, media_type, text = site.get(fetch.url.removeprefix(BASE))
    headers = {"content-type": media_type}
    return Answer(fetch.url, status, headers, text.encode(), fetch) if status == 200 else None


def listing(portal: Portal, site: Site) -> list[Listed]:
    """Ask for everything that the portal wants to list; a list that cannot be had is none."""
    queue, listed = deque(portal.start()), []
    while queue:
        answer = ask(site, queue.popleft())
        if answer is None:
            raise BrokenListing("404")
        for one in portal.listing(answer):
            (listed if isinstance(one, Listed) else queue).append(one)
    return list({one.source_id: one for one in listed}.values())


def fetch(portal: Portal, site: Site, listed: Listed) -> bytes:
    request = portal.document(listed)
    for _ in range(100):
        answer = ask(site, request) or Answer(request.url, 0, {}, b"", request)
        try:
            return portal.accept(listed, answer)
        except More as more:
            request = more.fetch
    raise AssertionError("the document is never whole")


def understood(town: str, listed: Listed, body: bytes) -> Meeting:
    registry = default_registry()
    document = read(body, name=listed.url, pages=registry.pages)
    given = Given(town, listed.date, listed.committee)
    reading = read_meeting(document, registry.layouts, registry.municipalities, given)
    assert "residue" not in reading.roles
    return reading.meeting


def shown(town: str) -> list[Held]:
    return [m for m in COUNCIL if town not in MINUTES_ONLY or m.kind == "referat"]


@every_town
def test_every_meeting_that_a_site_shows_is_listed(town):
    listed = listing(portal_of(town), SITES[town]())
    times = {(one.committee, one.date) for one in listed}
    assert times == {(m.committee, m.date) for m in shown(town)}
    assert len({one.meeting_key for one in listed}) == len(listed)


@every_town
def test_a_listed_meeting_is_had_and_read_to_its_last_item(town):
    site, portal = SITES[town](), portal_of(town)
    for listed in listing(portal, site):
        [held] = [m for m in COUNCIL if (m.committee, m.date) == (listed.committee, listed.date)]
        meeting = understood(town, listed, fetch(portal, site, listed))
        assert (meeting.municipality, meeting.committee) == (town, held.committee)
        assert (meeting.date, meeting.start or listed.start or held.start) == (
            held.date,
            held.start,
        )
        assert [(i.number, i.title, i.closed) for i in meeting.items] == [
            (i.number, i.title, not i.sections) for i in held.items
        ]
        if town not in TITLES_ONLY:
            for item, printed in zip(meeting.items, held.items, strict=True):
                texts = {s.heading: s.text for s in item.sections if s.heading != "Bilag"}
                assert texts == dict(printed.sections)


@every_town
def test_the_kind_is_that_of_the_list_or_else_of_the_page(town):
    site, portal = SITES[town](), portal_of(town)
    kinds = {"referat": "minutes", "dagsorden": "agenda"}
    for listed in listing(portal, site):
        [held] = [m for m in COUNCIL if (m.committee, m.date) == (listed.committee, listed.date)]
        read_as = understood(town, listed, fetch(portal, site, listed)).kind
        told = read_as if listed.facts.get("kind") == "unknown" else listed.kind
        if town == "glostrup":  # nothing tells but the decisions, and this agenda prints some
            assert told == "minutes"
        else:
            assert told == kinds[held.kind]


@every_town
def test_a_silent_edit_of_one_number_is_another_stable_body_and_furniture_is_none(town):
    site, portal = SITES[town](), portal_of(town)
    listed = next(one for one in listing(portal, site) if one.date == COUNCIL[0].date)
    before = fetch(portal, site, listed)
    again = fetch(portal, site, listed)
    noisy = before.replace(b"<body>", b"<body><nav>12 nye</nav><script>t=1790</script>")
    assert portal.stable(before) == portal.stable(again) == portal.stable(noisy)
    if town in TITLES_ONLY:
        site.edit(901, lambda m: replace(m, items=(replace(ITEMS[0], title="Åbning"), *ITEMS[1:])))
    else:
        site.edit(901, reworded("Godkendt", "Afvist"))
    assert portal.stable(fetch(portal, site, listed)) != portal.stable(before)


@every_town
@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>Der opstod en fejl</h1></body></html>",
        "<html><title>Just a moment...</title><body><script>challenge()</script></body></html>",
        "",
        "{}",
    ],
    ids=["error", "challenge", "empty", "json"],
)
def test_another_page_in_place_of_a_document_is_refused(town, page):
    site, portal = SITES[town](), portal_of(town)
    listed = listing(portal, site)[0]
    answer = Answer(listed.url, 200, {}, page.encode(), portal.document(listed))
    with pytest.raises(BrokenDocument):
        portal.accept(listed, answer)


@every_town
@pytest.mark.parametrize("body", ["", "<html><body>Fejl</body></html>", "<!"], ids=len)
def test_a_list_that_is_none_is_broken_and_never_an_empty_list(town, body):
    site, portal = SITES[town](), portal_of(town)
    site.faults["/"] = (200, HTML, body)
    with pytest.raises(BrokenListing):
        listing(portal, site)


def test_the_search_of_aaben_dagsorden_is_halved_until_no_answer_is_full():
    first = date(2026, 1, 1)
    many = tuple(Held(n, "Byrådet", first + timedelta(days=n // 3), ITEMS) for n in range(260))
    site = AabenDagsorden(many)
    assert len(listing(portal_of("glostrup"), site)) == 260
    assert len(site.asked) < 40


def test_a_day_with_more_meetings_than_the_search_tells_breaks_the_list():
    site = AabenDagsorden(tuple(Held(n, f"Udvalg {n}", date(2026, 3, 2), ITEMS) for n in range(51)))
    with pytest.raises(BrokenListing, match="2026-03-02"):
        listing(portal_of("glostrup"), site)


def test_syddjurs_is_asked_with_dates_as_it_wants_them():
    site = AabenDagsorden()
    site.dates = "dmy"
    assert len(listing(portal_of("syddjurs"), site)) == len(COUNCIL)
    assert "fromDate=01%2F01%2F2007" in site.asked[0]


def test_trials_of_the_vendor_are_no_meetings_and_blocked_ones_are_closed():
    trial = replace(COUNCIL[0], number=904, committee="Testudvalget")
    blocked = replace(COUNCIL[0], number=905, committee="Ansættelsesudvalget", items=())
    listed = listing(portal_of("glostrup"), AabenDagsorden((trial, blocked)))
    assert [(one.source_id, one.closed) for one in listed] == [("905", True)]


def test_meetings_plus_lists_older_meetings_on_the_committees_own_pages():
    site = MeetingsPlus()
    site.recent = 0
    assert len(listing(portal_of("norddjurs"), site)) == len(COUNCIL)


def test_the_list_of_kk_goes_on_at_the_host_in_hand_whatever_host_it_prints():
    site = KkJsonApi()
    listing(portal_of("koebenhavn"), site)
    assert sum(target.startswith("/jsonapi") for target in site.asked) > 2


def test_an_item_of_kk_that_cannot_be_had_fails_the_document():
    site, portal = KkJsonApi(), portal_of("koebenhavn")
    listed = listing(portal, site)[0]
    site.faults["punkt-2"] = (500, HTML, "")
    with pytest.raises(BrokenDocument):
        fetch(portal, site, listed)


def test_an_element_of_kk_at_another_kind_of_address_is_told_when_the_list_was_read():
    class Odd(KkJsonApi):
        def elements(self, request):
            found = super().elements(request)
            found["data"].append({"attributes": {"path": {"alias": "/node/1"}}})
            return found

    site = Odd()
    with pytest.raises(BrokenListing, match="/node/1"):
        listing(portal_of("koebenhavn"), site)
    assert len(site.asked) == len(COUNCIL)  # three pages of three items


def test_kk_is_asked_for_400_days_unless_somebody_says_since_when():
    [default], [since] = (
        list(portal_of("koebenhavn", day).start()) for day in (None, date(2019, 1, 1))
    )
    assert "2025-10-18" in default.url
    assert "2019-01-01" in since.url


def test_a_committee_of_aalborg_without_meetings_breaks_the_list_for_its_number_may_have_changed():
    site = Aalborg()
    site.numbers = {**site.numbers, "15": "Nedlagt udvalg"}
    with pytest.raises(BrokenListing, match="committee 15"):
        listing(portal_of("aalborg"), site)


def test_frederikssund_is_asked_for_former_years_and_not_for_former_terms():
    old = replace(COUNCIL[0], number=906, date=date(2025, 5, 27))
    site = Frederikssund((*COUNCIL, old))
    assert old.date in {one.date for one in listing(portal_of("frederikssund"), site)}
    assert not any("udvalg-2022" in target for target in site.asked)
    listing(portal_of("frederikssund", date(2023, 1, 1)), site)
    assert any("year=2023" in target for target in site.asked)


def test_a_committees_page_in_hedensted_without_its_three_attributes_breaks_the_list():
    class Changed(SbsysUmbraco):
        def committee(self, committee, agenda):
            return super().committee(committee, agenda).replace("data-elementid", "data-id2")

    with pytest.raises(BrokenListing, match="asked with"):
        listing(portal_of("hedensted"), Changed())


def test_pictures_in_a_page_are_no_edit_and_former_committees_are_left_out():
    site, portal = EdocDynamicweb(), portal_of("ringkoebing-skjern")
    listed = listing(portal, site)
    assert not any("ref-" in target or "medlemmer" in target for target in site.asked)
    body = fetch(portal, site, listed[0])
    assert len(body) > 20_000
    assert len(portal.stable(body)) < 2_000


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("https://www.by.dk", "/a?b=1#c", "https://www.by.dk/a?b=1"),
        ("https://www.by.dk", "https://www.by.dk/a", "https://www.by.dk/a"),
        ("https://www.by.dk", "https://by.dk/a", "https://www.by.dk/a"),
        ("https://www.by.dk", "https://ondt.example/a", ""),
        ("https://www.by.dk", "//ondt.example/a", ""),
        ("https://www.by.dk", "javascript:alert(1)", ""),
        ("https://www.by.dk", "file:///etc/passwd", ""),
        ("https://www.by.dk", "https://[::1", ""),
        ("http://127.0.0.1:80", "https://www.by.dk/a", "http://127.0.0.1:80/a"),
    ],
)
def test_a_link_leads_to_the_host_in_hand_or_nowhere(base, href, expected):
    assert on_host(base, href) == expected


def test_what_is_no_page_is_hashed_as_it_is():
    assert words_and_links(b"<div>" * 30_000) == b"<div>" * 30_000


def test_every_platform_of_a_municipality_has_a_spider_and_a_place_in_the_coverage_page():
    registry = default_registry()
    platforms = {town.platform for town in registry.municipalities.values() if town.platform}
    assert platforms <= registry.portals.keys()
    page = (Path(__file__).resolve().parents[1] / "docs" / "coverage.md").read_text("utf-8")
    assert [name for name in [*platforms, "Ishøj"] if name not in page] == []
