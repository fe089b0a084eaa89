"""Attachments' bytes: fetched on request, from the hosts that the platform names, and no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from crawling import BASE, meeting, opened

from ordlyd.errors import ArchiveError
from ordlyd.stored import StoredItem
from spiders.guard import OffLimits, Site
from spiders.replica.firstagenda import Item
from spiders.replica.server import Page

STORAGE = "https://staticresources.firstagenda.com"
MAP, REPORT, NOTE = "Kort over åen", "Rapport", "Notat"
SIGNED = "/api/v1/signed/"


def pdf(words: str, made: str = "D:20260101") -> bytes:
    return f"%PDF-1.7\n/CreationDate ({made}) {words}\n%%EOF".encode()


@pytest.fixture
def world(tmp_path):
    made = opened(
        tmp_path,
        meeting("recent", days=-20, items=[Item("Åen", "26/1", attachments=[MAP, REPORT])]),
        meeting("old", days=-400, items=[Item("Broen", "24/1", attachments=[NOTE])]),
    )
    made.site.files = {MAP: pdf("kort"), REPORT: pdf("rapport"), NOTE: pdf("notat")}
    made.site.storage = STORAGE
    with made.archive:
        made.crawl()
        yield made


def held(world, title: str):
    [item] = [i for i in world.archive.items() if any(a.title == title for a in i.item.attachments)]
    return [one for one in world.archive.files_of(item) if one.title == title]


def told(world):
    receipt = world.archive.receipt("odense").attachments
    return receipt.listed, receipt.held, [(one.name, one.reason) for one in receipt.lacking]


def test_no_file_is_asked_for_by_a_crawl_of_meetings(world):
    assert not [path for path in world.asked if "bilag" in path]
    assert world.archive.receipt("odense").attachments is None


def test_each_attachment_is_held_with_the_item_that_it_belongs_to(world):
    summary = world.crawl_files()
    assert (summary.fetched, summary.kept, summary.failed, summary.alarms) == (3, 3, 0, [])
    assert told(world) == (3, 3, [])
    [one] = held(world, REPORT)
    assert world.archive.file(one) == pdf("rapport")
    assert one.media_type == "application/pdf"
    assert one.address.startswith("https://dagsordener.odense.dk/vis/pdf/bilag/")


def test_the_rules_of_the_host_of_files_are_read_once_before_it_is_asked(world):
    world.crawl_files()
    storage = [path for path in world.asked if path.startswith(STORAGE)]
    assert storage[0] == f"{STORAGE}/robots.txt"
    assert all(SIGNED in path for path in storage[1:])
    assert len(storage) == 4


def test_what_the_host_of_files_forbids_is_named(world):
    world.answers[f"{STORAGE}/robots.txt"] = [Page(b"User-agent: *\nDisallow: /")]
    assert world.crawl_files().failed == 3
    assert {reason for _, reason in told(world)[2]} == {"robots.txt forbids it"}


def test_a_file_is_not_asked_for_again_but_for_recent_meetings_once_a_week(world):
    world.crawl_files()
    world.crawl_files(later=timedelta(days=2))
    assert world.asked == []
    world.crawl_files(later=timedelta(days=7))
    assert len([path for path in world.asked if "/vis/pdf/bilag/" in path]) == 2
    world.crawl_files(full=True)
    assert len([path for path in world.asked if "/vis/pdf/bilag/" in path]) == 3
    assert [len(held(world, title)) for title in (MAP, REPORT, NOTE)] == [1, 1, 1]


def test_other_bytes_are_another_version_and_a_pdf_drawn_anew_is_none(world):
    world.crawl_files()
    world.site.files[MAP] = pdf("kort", made="D:20261111")
    world.site.files[REPORT] = pdf("rapport, rettet")
    assert world.crawl_files(full=True).kept == 1
    assert [world.archive.file(one) for one in held(world, REPORT)] == [
        pdf("rapport"),
        pdf("rapport, rettet"),
    ]
    assert len(held(world, MAP)) == 1


def test_a_page_that_shows_the_file_in_a_frame_is_followed_to_it(world):
    world.site.framed = True
    assert world.crawl_files().kept == 3
    assert world.archive.file(held(world, MAP)[0]) == pdf("kort")


@pytest.mark.parametrize(
    ("storage", "words"),
    [
        ("https://evil.example", "another host (evil.example)"),
        ("https://firstagenda.com.evil.example", "another host"),
        ("http://staticresources.firstagenda.com", "another host"),
        ("https://staticresources.firstagenda.com:8443", "another host"),
        ("https://10.0.0.8", "another host (10.0.0.8)"),
        ("file:///etc", "another host (file)"),
    ],
)
@pytest.mark.parametrize("framed", [False, True])
def test_a_file_that_lies_anywhere_else_is_not_fetched_and_named(world, storage, words, framed):
    world.site.storage, world.site.framed = storage, framed
    assert world.crawl_files().failed == 3
    assert all(path.startswith(("/", BASE)) for path in world.asked)
    assert all(words in reason for _, reason in told(world)[2])


def test_a_file_that_cannot_be_had_is_named_by_item_and_asked_for_at_the_next_crawl(world):
    world.answers[f"{STORAGE}{SIGNED}"] = [Page(b"", 503)] * 3
    del world.site.files[MAP]
    assert world.crawl_files().failed == 2
    listed, got, lacking = told(world)
    assert (listed, got) == (3, 1)
    assert sorted((name.partition("/minutes")[2], reason) for name, reason in lacking) == [
        (f"#1, “{MAP}”", "HTTP 404"),
        (f"#1, “{REPORT}”", "HTTP 503 after 3 tries"),
    ]
    world.site.files[MAP] = pdf("kort")
    assert world.crawl_files().kept == 2
    assert told(world) == (3, 3, [])
    assert not [path for path in world.asked if world.site.file_number(NOTE) in path]


def test_a_page_in_place_of_a_file_is_no_file(world):
    world.answers[f"{STORAGE}{SIGNED}"] = [Page(b"<!DOCTYPE html><h1>Fejl</h1>")]
    assert world.crawl_files().failed == 1
    [(_, reason)] = told(world)[2]
    assert reason == "the answer is a page where a file was expected"


def test_a_file_that_is_taken_off_an_item_is_no_longer_listed_and_stays_held(world):
    world.crawl_files()
    [before] = [i for i in world.archive.items() if i.item.title == "Åen"]
    published = next(one for one in world.site.publications if one.name == "recent")
    published.items[0].attachments.remove(REPORT)
    world.crawl()
    world.crawl_files()
    assert told(world) == (2, 2, [])
    former = world.archive.get(f"{before.id}@1")
    assert isinstance(former, StoredItem)
    assert [one.title for one in world.archive.files_of(former)] == [MAP, REPORT]


def test_files_of_a_withdrawn_meeting_are_not_asked_for(world):
    world.site.withdraw("old")
    world.crawl()
    world.crawl_files()
    assert told(world)[0] == 2


def test_a_crawl_of_files_stops_when_it_is_told_to_and_goes_on(world):
    reasons = iter([None, "the night is over"])
    world.stop = lambda: next(reasons)
    [alarm] = world.crawl_files().alarms
    assert alarm == ("Stopped: the night is over. 2 of 3 attachments are left to the next crawl.")
    world.stop = lambda: None
    assert world.crawl_files().fetched == 2


@pytest.mark.parametrize(
    ("base", "given", "hosts", "url", "allowed"),
    [
        ("https://a.dk", False, (".files.dk",), "https://x.files.dk/1", True),
        ("https://a.dk", False, (".files.dk",), "https://files.dk/1", False),
        ("https://a.dk", False, (".files.dk",), "https://evilfiles.dk/1", False),
        ("https://a.dk", False, ("files.dk",), "https://files.dk./1", True),
        ("https://a.dk", False, ("10.0.0.8",), "https://10.0.0.8/1", False),
        ("https://a.dk", False, ("127.0.0.1:9",), "http://127.0.0.1:9/1", False),
        ("http://127.0.0.1:8", True, ("127.0.0.1:9",), "http://127.0.0.1:9/1", True),
        ("http://127.0.0.1:8", True, (), "http://127.0.0.1:9/1", False),
        ("http://127.0.0.1:8", True, (".files.dk",), "https://user@x.files.dk/1", False),
    ],
)
def test_files_may_come_from_the_hosts_that_are_named_and_nothing_else_may(
    base, given, hosts, url, allowed
):
    site = Site(base, given, hosts)
    with pytest.raises(OffLimits):
        site.check(url)
    if allowed:
        assert site.check(url, files=True) == url
    else:
        with pytest.raises(OffLimits):
            site.check(url, files=True)


def test_a_redaction_takes_the_attachments_that_only_that_version_has(world):
    replica = next(one for one in world.site.publications if one.name == "old")
    replica.items[0].attachments.append(MAP)
    world.crawl(full=True)
    world.crawl_files()
    files = {title: held(world, title)[0] for title in (NOTE, REPORT)}
    [old] = [stored for stored in world.meetings() if NOTE in str(stored.meeting)]
    [shared] = [f for f in world.archive.files_of(next(old.items())) if f.title == MAP]
    world.archive.redact(f"{old.id}@{old.version}", "a citizen's letter")
    with pytest.raises(ArchiveError):
        world.archive.file(files[NOTE])
    assert world.archive.file(files[REPORT]) == pdf("rapport")
    assert world.archive.file(shared) == pdf("kort")
    assert told(world) == (2, 2, [])
