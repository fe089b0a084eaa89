"""Crawls of a FirstAgenda site, without a socket: what is held, asked for, told apart and told."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from crawling import BASE, COMMITTEE, DENMARK, NO_ANSWER, TODAY, many, meeting, opened
from reportlab.pdfgen.canvas import Canvas

from compare import compare
from ordlyd.cli import kept
from ordlyd.cli.session import Session
from ordlyd.crawled import Answer, BrokenListing, Fetch, Listed, More
from ordlyd.layout import read_meeting
from ordlyd.registry import default_registry
from ordlyd.settings import Settings
from spiders.hours import Hours
from spiders.manners import Budget
from spiders.monitors import far_fewer
from spiders.portal import without_marks
from spiders.portals.firstagenda import FirstAgenda
from spiders.replica.firstagenda import NO_ID, FirstAgendaSite, Item
from spiders.replica.server import Page

LIST = "/api/agenda/udvalgsliste"


@pytest.fixture
def world(tmp_path):
    made = opened(
        tmp_path,
        meeting("old"),
        meeting("older", days=-800),
        meeting("recent", days=-20),
        meeting("coming", days=9, minutes=False, title="Dagsorden"),
    )
    with made.archive:
        yield made


def test_the_first_crawl_holds_every_item_of_every_meeting(world):
    summary = world.crawl()
    assert (summary.listed, summary.kept, summary.failed, summary.alarms) == (4, 4, 0, [])
    held = world.meetings()
    assert [len(stored.meeting.items) for stored in held] == [3, 3, 3, 3]
    assert [stored.meeting.kind for stored in held] == ["minutes"] * 3 + ["agenda"]
    [one] = [
        stored.meeting
        for stored in held
        if stored.id.endswith(f"{TODAY.date() - timedelta(days=20)}/minutes")
    ]
    assert (one.committee, one.start, one.end, one.term) == (
        COMMITTEE,
        "16:00",
        "18:00",
        "2026-2029",
    )
    assert one.source.url.startswith(f"{BASE}/vis?id=")
    assert [person.absent for person in one.participants] == [False, True]
    item = one.items[1]
    assert (item.case_number, item.decision.outcome) == ("26/1172", "approved")
    assert [attachment.title for attachment in item.attachments] == ["Kort over åen"]
    assert one.items[2].closed
    receipt = world.archive.receipt("odense")
    assert (receipt.listed, receipt.held, receipt.lacking, receipt.alarms) == (4, 4, [], [])


def test_the_cookie_of_the_front_page_is_had_first_and_each_document_once(world):
    world.crawl()
    assert world.asked[:3] == ["/robots.txt", "/", LIST]
    assert len(world.asked) == 3 + 4


def test_the_second_crawl_asks_for_nothing_outside_the_window_and_makes_no_version(world):
    world.crawl()
    world.crawl()
    asked = {path.rpartition("/")[2] for path in world.documents()}
    named = {one.id: one.name for one in world.site.publications}
    assert sorted(named[number] for number in asked) == ["coming", "recent"]
    assert {stored.version for stored in world.meetings(versions="all")} == {1}
    world.crawl(full=True)
    assert len(world.documents()) == 4
    assert {stored.version for stored in world.meetings(versions="all")} == {1}


def test_a_silent_edit_of_one_number_is_one_change_of_fact(world):
    world.crawl()
    world.site.edit("recent", "40 boliger", "60 boliger")
    summary = world.crawl()
    assert summary.kept == 1
    items = [i for s in world.meetings(versions="all") for i in s.items()]
    found = compare(items)
    edits = [c for c in found.changes if "@" in c.a + c.b]
    assert [(c.level, c.before, c.after) for c in edits if c.severity] == [("fact", "40", "60")]


def test_marks_of_the_source_make_no_version(world):
    world.crawl()
    world.site.generator = "24.10.0"
    summary = world.crawl(full=True)
    assert (summary.fetched, summary.kept) == (4, 0)


def test_a_withdrawal_and_a_republication_are_told_apart(world):
    world.crawl()
    world.site.withdraw("old")
    world.site.republish("recent")
    summary = world.crawl()
    assert (summary.withdrawn, summary.revised, summary.alarms) == (1, 1, [])
    [gone] = world.withdrawn()
    assert str((TODAY - timedelta(days=400)).date()) in gone
    assert not [item for item in world.archive.items() if gone in item.id]
    assert world.archive.receipt("odense").listed == 3


def test_items_are_linked_to_their_own_place_on_the_page_that_was_crawled(world):
    world.crawl()
    for stored in world.meetings():
        page = stored.meeting.source.url
        for item in stored.meeting.items:
            assert item.url == f"{page}&punktid={item.publication_id}"
            assert "#" not in item.url


def test_what_is_published_again_under_new_numbers_makes_no_version(world):
    world.site.publications = [one for one in world.site.publications if one.name == "recent"]
    world.crawl()
    [before] = world.meetings()
    world.site.republish("recent", attachments=True)
    world.crawl()
    [after] = world.meetings(versions="all")
    assert after.version == 1
    assert not numbers(before) & numbers(after)
    page = f"{BASE}/vis?id={world.site.publications[0].id}"
    assert after.meeting.source.url == page
    assert all(item.url.startswith(f"{page}&punktid=") for item in after.meeting.items)
    assert world.archive.get(f"{after.id}#2").item == after.meeting.items[1]
    world.crawl()
    assert numbers(world.meetings()[0]) == numbers(after)


def test_a_file_replaced_after_a_republication_makes_a_version(world):
    world.site.publications = [one for one in world.site.publications if one.name == "recent"]
    world.crawl()
    world.site.republish("recent")
    world.crawl()
    world.site.replaced = {"Kort over åen"}
    world.crawl()
    assert [stored.version for stored in world.meetings()] == [2]


def numbers(stored) -> set[str]:
    """All that a source calls a meeting, its items and their attachments, and where they stand."""
    items = stored.meeting.items
    files = [file for item in items for file in item.attachments]
    named = [stored.meeting.source, *items]
    return {one.publication_id for one in named} | {one.url for one in (*named, *files)}


def test_a_file_replaced_under_another_number_makes_a_version(world):
    world.crawl()
    world.site.replaced = {"Kort over åen"}
    world.crawl()
    assert [s.version for s in world.meetings() if s.version > 1] == [2, 2]


def test_minutes_take_the_place_of_the_agenda(world):
    world.crawl()
    agenda = next(one for one in world.site.publications if one.name == "coming")
    world.site.publications.remove(agenda)
    world.site.publications.append(replace(agenda, name="held", minutes=True, title="Referat"))
    summary = world.crawl()
    assert (summary.withdrawn, summary.revised) == (0, 1)
    assert not world.withdrawn()


def test_a_number_that_vanished_while_the_list_was_read_is_looked_for_again(world):
    world.crawl()
    recent = next(one for one in world.site.publications if one.name == "recent")

    def then_moves_on(page):
        world.site.republish("recent")
        return page

    world.answers[LIST] = [then_moves_on]
    summary = world.crawl()
    assert (summary.failed, summary.withdrawn, summary.revised, summary.alarms) == (0, 0, 1, [])
    assert f"/api/agenda/dagsorden/{recent.id}" in world.asked
    assert world.asked.count(LIST) == 2
    assert world.archive.receipt("odense").lacking == []


def test_a_listed_document_that_stays_at_500_is_lacking_by_name(world):
    wanted = world.site.publications[0]
    world.answers[f"/api/agenda/dagsorden/{wanted.id}"] = many(Page(b"", 500))
    summary = world.crawl()
    assert summary.failed == 1
    [lacking] = world.archive.receipt("odense").lacking
    assert lacking.name.startswith(COMMITTEE)
    assert "HTTP 500 after 3 tries" in lacking.reason
    world.answers.clear()
    world.crawl()
    assert world.archive.receipt("odense").lacking == []


def a_pdf(tmp_path, *lines):
    canvas = Canvas(str(tmp_path / "made.pdf"), invariant=True)
    for place, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * place, line)
    canvas.save()
    return (tmp_path / "made.pdf").read_bytes()


def test_the_text_of_an_item_that_is_only_in_a_pdf_is_read(world, tmp_path):
    pdf = a_pdf(
        tmp_path, "Sagsfremstilling", "Der bygges 12 ungdomsboliger.", "Beslutning", "Godkendt."
    )
    world.site.publications.append(
        meeting("pdf", days=-500, items=[Item("Bilagssag", "26/2", pdf=pdf)])
    )
    world.crawl()
    [item] = [one.item for one in world.archive.items() if one.item.title == "Bilagssag"]
    assert "ungdomsboliger" in item.sections[0].text
    assert [section.kind for section in item.sections] == ["presentation", "decision"]
    assert item.decision.outcome == "approved"
    world.crawl(full=True)
    assert {stored.version for stored in world.meetings(versions="all")} == {1}


@pytest.mark.parametrize(
    ("title", "html", "asked"),
    [
        ("Bilagssag", "", True),
        ("Bilagssag", "<div><div id='sagsfremstillingContainer'>\r\n\r\n</div></div>", True),
        ("Bilagssag", "<div><span><title>Dagsordenspunkt</title><p> </p></span></div>", True),
        ("Kort", "<div><img src='/kort.png'></div>", False),
        ("Godkendelse af dagsorden", "<div><div>\r\n</div></div>", False),
        ("Bilagssag", "<div><h3>Beslutning</h3><span>Godkendt.</span></div>", False),
        ("Bilagssag", "Godkendt.", False),
    ],
)
def test_the_pdf_of_an_item_is_asked_for_when_it_has_no_word_of_text(title, html, asked):
    document = {"Html": html, "Link": "https://x/Vis/Pdf/bilag/1", "DocumentId": "1"}
    item = {"Navn": title, "Id": "2", "IsOpen": True, "Felter": [document]}
    body = json.dumps({"Id": "3", "Dagsordenpunkter": [item]}).encode()
    portal = FirstAgenda(
        default_registry().municipality("odense"), BASE, since=None, committee=None
    )
    [row] = listed_by(catalogue(Id="3"))
    fetch = portal.document(row)
    if not asked:
        assert portal.accept(row, Answer(fetch.url, 200, {}, body, fetch)) == body
        return
    with pytest.raises(More) as more:
        portal.accept(row, Answer(fetch.url, 200, {}, body, fetch))
    first = more.value.fetch
    assert first.url == f"{BASE}/vis/pdf/dagsordenpunkt/2"
    with pytest.raises(More) as more:
        portal.accept(row, Answer(first.url, 200, {}, b"<html>pdfframe</html>", first))
    second = more.value.fetch
    assert second.url == f"{BASE}/Pdf/HentEksternPdf?documentId=1"
    left_out = portal.accept(row, Answer(second.url, 0, {}, b"", second, "HTTP 503"))
    assert json.loads(left_out.body) == json.loads(body)
    assert left_out.lacks == (
        "the text of item without number is only in a PDF, which could not be had: the answer is no PDF",
    )


PDF_OF_ITEM = "/vis/pdf/dagsordenpunkt/"


@pytest.fixture
def in_pdf(world, tmp_path):
    """A world with one more meeting, long ago, the text of whose second item is only in a PDF."""
    pdf = a_pdf(tmp_path, "Sagsfremstilling", "Der bygges 12 ungdomsboliger.")
    items = [Item("Godkendelse af dagsorden"), Item("Bilagssag", "26/2", pdf=pdf)]
    world.site.publications.append(meeting("pdf", days=-500, items=items))
    return world


def test_an_item_whose_pdf_could_not_be_had_is_named_and_asked_for_at_the_next_crawl(in_pdf):
    in_pdf.answers[PDF_OF_ITEM] = many(Page(b"", 503), 3)
    in_pdf.answers["/Pdf/HentEksternPdf"] = many(Page(b"", 503), 3)
    in_pdf.crawl()
    receipt = in_pdf.archive.receipt("odense")
    assert (receipt.held, receipt.lacking) == (5, [])
    [stale] = receipt.stale
    assert str((TODAY - timedelta(days=500)).date()) in stale.name
    assert stale.reason == (
        "held in part: the text of item 2 is only in a PDF, which could not be had: "
        "HTTP 503 after 3 tries"
    )
    in_pdf.crawl()
    assert in_pdf.archive.receipt("odense").stale == []
    assert any("ungdomsboliger" in str(one.item.sections) for one in in_pdf.archive.items())


def test_an_item_whose_pdf_is_nowhere_at_the_source_is_named_and_not_asked_for_each_night(in_pdf):
    in_pdf.answers[PDF_OF_ITEM] = many(Page(b"", 404))
    in_pdf.crawl()
    [stale] = in_pdf.archive.receipt("odense").stale
    assert stale.reason == "empty at the source: item 2 has neither text nor a PDF"
    in_pdf.crawl()
    assert not [path for path in in_pdf.asked if path.startswith(PDF_OF_ITEM)]


def test_a_document_that_is_held_whole_does_not_lose_an_item_to_a_fault(in_pdf):
    in_pdf.crawl()
    in_pdf.answers[PDF_OF_ITEM] = many(Page(b"", 503), 3)
    in_pdf.answers["/Pdf/HentEksternPdf"] = many(Page(b"", 503), 3)
    assert in_pdf.crawl(full=True).failed == 1
    assert {stored.version for stored in in_pdf.meetings(versions="all")} == {1}
    [stale] = in_pdf.archive.receipt("odense").stale
    assert stale.reason.endswith("HTTP 503 after 3 tries")


def test_a_meeting_whose_payload_cannot_be_had_is_taken_from_its_pdf(world, tmp_path):
    wanted = world.site.publications[1]
    day = (TODAY - timedelta(days=800)).date()
    pdf = a_pdf(
        tmp_path,
        f"Referat Teknik- og Miljøudvalget d. {day:%d-%m-%Y}",
        "Punkt 1: Godkendelse af dagsorden",
        "Beslutning",
        "Godkendt.",
    )
    world.answers[f"/api/agenda/dagsorden/{wanted.id}"] = many(Page(b"<html>", 200))
    world.answers[f"/vis/pdf/dagsorden/{wanted.id}"] = [
        Page(pdf, 200, {"Content-Type": "application/pdf"})
    ]
    summary = world.crawl()
    assert summary.failed == 0
    [stored] = [one for one in world.meetings() if one.meeting.date == day]
    assert stored.meeting.source.media_type == "application/pdf"
    [stale] = world.archive.receipt("odense").stale
    assert stale.reason == (
        "held in part: only the PDF of the whole meeting could be had "
        "(the answer is a page where JSON was expected)"
    )


def test_a_meeting_that_is_held_does_not_become_its_pdf_because_of_a_fault(world):
    world.crawl()
    world.answers["/api/agenda/dagsorden/"] = many(Page(b"", 503), 6)
    summary = world.crawl()
    assert summary.failed == 2
    assert not [path for path in world.asked if path.startswith("/vis/pdf/")]
    assert {stored.version for stored in world.meetings(versions="all")} == {1}


def test_minutes_behind_closed_doors_do_not_overwrite_the_open_ones(world):
    world.site.publications.append(
        meeting("shut", title="Lukket referat", items=[Item("Køb", "26/9", closed=True)])
    )
    world.crawl()
    receipt = world.archive.receipt("odense")
    assert (receipt.listed, receipt.held) == (5, 4)
    assert [one.reason[:6] for one in receipt.lacking] == ["closed"]
    assert {stored.version for stored in world.meetings(versions="all")} == {1}


LONG = " ".join(
    f"Forslag {n} handler om stien ved {place}, som bliver {n + 2} meter bred og får nyt lys."
    for n, place in enumerate(["mosen", "havnen", "skolen", "kirken", "broen", "hallen"])
)


def test_the_same_case_in_committee_and_council_is_one_relation(tmp_path):
    case = Item("Nye stier i kommunen", "26/77", [("Sagsfremstilling", f"<p>{LONG}</p>")])
    world = opened(
        tmp_path,
        meeting("a", days=-20, items=[case]),
        meeting("b", days=-13, items=[case], committee="Byrådet"),
    )
    with world.archive:
        world.crawl()
        items = [item for stored in world.meetings() for item in stored.items()]
    [relation] = compare(items).relations
    assert relation.kind == "duplicate"
    assert {relation.a.committee, relation.b.committee} == {COMMITTEE, "Byrådet"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Page(b"<html><h1>Der opstod en fejl</h1></html>"), "a page where JSON"),
        (lambda page: Page(page.body[: len(page.body) // 2]), "cut or malformed"),
        (lambda page: Page(page.body.decode().encode("latin-1")), "not UTF-8"),
        (lambda page: Page(page.body.decode("latin-1").encode()), "garbled"),
        (Page(b'{"Udvalg": null}'), "no committees"),
        (Page(b'{"Udvalg": {"Udvalg": [{"Id": "x", "Navn": "A", "Moeder": null}]}}'), "is no list"),
        (Page(b"", 500), "HTTP 500 after 3 tries"),
        (Page(b"", 403), "HTTP 403"),
        (Page(b""), "is empty"),
        (Page(b"[" * 100_000), "malformed"),
        (Page(b" " * 9_000_000), "too long"),
        (NO_ANSWER, "no answer"),
        (Page(b"", 302, {"Location": "http://other.example/"}), "another host"),
        (Page(b"", 302, {"Location": LIST}), "redirects"),
        (Page(b'{"Udvalg": {}}'), "lists nothing"),
    ],
)
def test_nothing_is_withdrawn_on_the_word_of_a_broken_list(world, answer, words):
    world.crawl()
    world.answers[LIST] = many(answer)
    summary = world.crawl()
    assert any(words in alarm for alarm in summary.alarms), summary.alarms
    assert any(words in alarm for alarm in world.archive.receipt("odense").alarms)
    assert summary.withdrawn == 0
    assert not world.withdrawn()
    world.answers.clear()
    assert world.crawl().alarms == []


@pytest.mark.parametrize(
    "answer",
    [
        Page(b"<html></html>"),
        lambda page: Page(page.body[:200]),
        lambda page: Page(page.body.decode("latin-1").encode()),
        Page(b"", 503, {"Retry-After": "7"}),
        Page(b"", 429, {"Retry-After": "7"}),
        NO_ANSWER,
    ],
    ids=["page", "cut", "garbled", "503", "429", "reset"],
)
def test_a_fault_that_passes_is_waited_out(world, answer):
    world.answers["/api/agenda/dagsorden/"] = [answer, answer]
    summary = world.crawl()
    assert (summary.failed, summary.kept, summary.alarms) == (0, 4, [])
    assert len(world.slept) == 2
    if isinstance(answer, Page) and answer.headers:
        assert min(world.slept) >= 7


def test_another_document_than_was_asked_for_is_not_kept(world):
    other = world.site.publications[1]
    body = json.dumps(world.site.payload(other)).encode()
    wanted = world.site.publications[0]
    world.answers[f"/api/agenda/dagsorden/{wanted.id}"] = many(Page(body))
    world.crawl()
    assert "another agenda" in world.archive.receipt("odense").lacking[0].reason


def test_a_host_that_asks_for_a_long_rest_is_left_alone(world):
    world.answers["/api/agenda/dagsorden/"] = [Page(b"", 429, {"Retry-After": "7200"})]
    summary = world.crawl()
    assert len(world.documents()) == 1
    assert any("asks to wait 7200 s" in alarm for alarm in summary.alarms)
    assert len(world.archive.receipt("odense").lacking) == 4


@pytest.mark.parametrize(
    ("robots", "fetched"),
    [
        ("User-agent: *\nDisallow: /", 0),
        ("User-agent: ordlyd\nDisallow: /api/agenda/dagsorden/", 0),
        ("User-agent: *\nDisallow: /Vis/", 4),
        ("User-agent: otherbot\nDisallow: /", 4),
        ("", 4),
    ],
)
def test_robots_txt_is_obeyed(world, robots, fetched):
    world.site.robots = robots
    summary = world.crawl()
    assert len(world.documents()) == summary.fetched == fetched
    receipt = world.archive.receipt("odense")
    if not fetched:
        assert any(
            "robots.txt" in one for one in [*summary.alarms, *(x.reason for x in receipt.lacking)]
        )


def test_a_delay_that_robots_txt_asks_for_is_kept(world):
    world.site.robots = "User-agent: *\nCrawl-delay: 5"
    world.crawl()
    assert world.slept == [5.0] * (len(world.asked) - 1)


def test_all_hosts_of_a_platform_share_one_budget():
    async def turns():
        budget = Budget(0.05)
        began = time.monotonic()
        await asyncio.gather(*(budget.turn() for _ in range(5)))
        return time.monotonic() - began

    assert asyncio.run(turns()) >= 0.2


def test_many_lines_in_no_section_are_an_alarm(world, monkeypatch):
    monkeypatch.setattr("ordlyd.cli.kept._is_too_much", lambda summary: summary.lines > 0)
    world.crawl()
    [alarm] = world.archive.receipt("odense").alarms
    assert "lines are in no section" in alarm


def test_a_fault_in_reading_costs_one_document_and_is_mended_without_a_network(world, monkeypatch):
    def fails(document, *rest):
        if "old" in document.text.split():
            raise ZeroDivisionError("no such sum")
        return read_meeting(document, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(kept, "read_meeting", fails)
        world.crawl()
    receipt = world.archive.receipt("odense")
    assert receipt.held == 3
    assert "which is a bug" in receipt.lacking[0].reason
    again = kept.read_kept(
        world.archive, Session(Settings()), "odense", lambda *_: None, again=True
    )
    assert [one.status for one in again.stored] == ["new"]
    assert world.archive.receipt("odense").lacking == []


@pytest.mark.parametrize(
    ("answer", "crawled"), [(Page(b"", 503), False), (NO_ANSWER, False), (Page(b"", 403), True)]
)
def test_where_robots_txt_cannot_be_had_nothing_is_asked_for(world, answer, crawled):
    world.answers["/robots.txt"] = many(answer)
    summary = world.crawl()
    assert bool(world.documents()) is crawled
    assert any("robots.txt cannot be had" in alarm for alarm in summary.alarms) is not crawled


def test_a_list_far_shorter_than_before_is_an_alarm_until_it_is_believed(world):
    world.site.publications += [meeting(f"m{n}", days=-500 - n) for n in range(6)]
    world.crawl()
    world.site.publications = world.site.publications[:5]
    summary = world.crawl()
    assert (summary.withdrawn, len(summary.alarms)) == (0, 1)
    assert "5 fewer of the 10" in summary.alarms[0]
    assert world.crawl(accept_fewer=True).withdrawn == 5


def test_a_committee_that_is_gone_as_a_whole_is_an_alarm(world):
    world.site.publications += [meeting(f"m{n}", days=-500 - n) for n in range(20)]
    world.site.publications += [
        meeting(f"k{n}", days=-600 - n, committee="Kulturudvalget") for n in range(2)
    ]
    world.crawl()
    world.site.publications = [one for one in world.site.publications if one.committee == COMMITTEE]
    summary = world.crawl()
    assert "Kulturudvalget" in summary.alarms[0]
    assert not world.withdrawn()


@pytest.mark.parametrize(
    ("before", "lost", "alarm"),
    [
        (1400, 280, False),
        (1400, 281, True),
        (6, 1, False),
        (6, 2, False),
        (6, 3, True),
        (3, 2, True),
        (2, 1, False),
        (0, 0, False),
    ],
)
def test_far_fewer_is_a_fifth_of_a_long_list_and_half_of_a_short_one(before, lost, alarm):
    assert far_fewer(before, lost) is alarm


@pytest.mark.parametrize(
    "wanted", [{"since": TODAY.date() - timedelta(days=30)}, {"committee": "børne"}]
)
def test_a_part_of_the_list_is_no_reason_to_withdraw_the_rest(world, wanted):
    world.site.publications.append(meeting("school", days=-3, committee="Børne- og Ungeudvalget"))
    world.crawl()
    summary = world.crawl(**wanted)
    assert (summary.alarms, summary.withdrawn, world.withdrawn()) == ([], 0, [])
    assert 0 < len(world.documents()) < 4


def test_a_crawl_that_is_cut_off_anywhere_goes_on_and_repeats_one_document_at_most(tmp_path):
    for count in range(1, 12):
        world = opened(tmp_path / str(count), *(meeting(f"m{n}", days=-n) for n in range(5)))
        with world.archive:
            world.answers[""] = [lambda page: page] * (count - 1) + [KeyboardInterrupt()]
            try:
                world.crawl(read=False)
            except KeyboardInterrupt:
                first = world.documents()
            else:
                break
            world.answers.clear()
            world.crawl(later=timedelta(minutes=5))
            assert len(set(first) & set(world.documents())) <= 1
            assert len(world.meetings()) == 5
            assert world.archive.receipt("odense").alarms == []
    assert count == 9


def test_a_crawl_that_is_told_to_stop_is_gone_on_with(world):
    reasons = iter([None, None, None, "the night is over"])
    world.stop = lambda: next(reasons)
    told = "Stopped: the night is over. 3 of 4 publications are left to the next crawl."
    assert world.crawl(read=False).alarms == [told]
    assert world.archive.receipt("odense").alarms == [told]
    had = world.documents()
    world.stop = lambda: None
    world.crawl(later=timedelta(minutes=5))
    assert (len(had), len(world.documents())) == (1, 3)


def test_a_crawl_stops_when_the_hours_are_over_and_goes_on_in_the_next_night(world):
    """A minute passes with each request; the hours end after five, with two documents had."""
    begun = datetime(2026, 3, 2, 5, 55, tzinfo=DENMARK)
    night = Hours("22:00-06:00", lambda: begun + timedelta(minutes=len(world.asked)))
    world.stop = night.over
    left = "2 of 4 publications are left to the next crawl."
    told = f"Stopped: it is 06:00, outside the hours 22:00-06:00. {left}"
    summary = world.crawl()
    assert (summary.alarms, summary.complete) == ([told], False)
    first = world.documents()
    receipt = world.archive.receipt("odense")
    assert (receipt.held, receipt.alarms) == (2, [told])
    assert [one.reason for one in receipt.lacking] == ["not fetched yet"] * 2
    summary = world.crawl(later=timedelta(hours=19))
    assert (len(first), len(world.documents())) == (2, 2)
    assert not set(first) & set(world.documents())
    assert (summary.alarms, world.archive.receipt("odense").held) == ([], 4)


def listed_by(catalogue) -> list[Listed]:
    portal = FirstAgenda(
        default_registry().municipality("odense"), BASE, since=None, committee=None
    )
    fetch = Fetch(BASE, "listing")
    answer = Answer(BASE, 200, {}, json.dumps(catalogue).encode(), fetch)
    return [row for row in portal.listing(answer) if isinstance(row, Listed)]


def catalogue(**row):
    known = FirstAgendaSite([meeting()]).catalogue()
    [[committee]] = known["Udvalg"].values()
    committee["Moeder"][0].update(row)
    return known


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Afsluttet": True, "Navn": "Dagsorden"}, {"kind": "minutes"}),
        ({"Afsluttet": False, "Navn": "Dagsorden"}, {"kind": "agenda"}),
        ({"Afsluttet": False, "Navn": "Tillægsdagsorden"}, {"kind": "supplement"}),
        ({"Afsluttet": False, "Navn": None, "IsSupplementaryAgenda": True}, {"kind": "supplement"}),
        ({"Afsluttet": True, "Navn": "Lukket referat"}, {"kind": "minutes", "closed": True}),
        ({"Dato": "2026-05-04T14:00:00+02:00"}, {"date": date(2026, 5, 4), "start": "14:00"}),
        ({"Dato": "2026-05-04T22:30:00Z"}, {"date": date(2026, 5, 5), "start": "00:30"}),
        ({"ReleasedDate": None}, {"released": None}),
    ],
)
def test_a_row_of_the_list_is_understood(row, expected):
    [listed] = listed_by(catalogue(**row))
    assert {name: getattr(listed, name) for name in expected} == expected


@pytest.mark.parametrize("digits", ["123456", "1234567"])
def test_times_have_six_or_seven_digits(digits):
    [listed] = listed_by(catalogue(ReleasedDate=f"2026-05-06T10:53:07.{digits}+02:00"))
    assert listed.released.microsecond == 123456


def real(name: str) -> bytes:
    file = Path(__file__).resolve().parents[2] / "shared" / "firstagenda" / name
    if not file.is_file():
        pytest.skip("the real payloads are not here")
    return file.read_bytes()


def test_a_real_list_and_a_real_agenda_are_understood():
    rows = listed_by(json.loads(real("udvalgsliste.json")))
    assert [row.kind for row in rows] == ["minutes", "minutes", "minutes", "supplement"]
    assert {row.start for row in rows} == {"14:00"}
    assert {row.facts["term"] for row in rows} == {"2026-2029"}
    body = real("dagsorden.json")
    number = json.loads(body)["Id"]
    portal = FirstAgenda(
        default_registry().municipality("odense"), BASE, since=None, committee=None
    )
    listed = replace(rows[0], source_id=number)
    fetch = portal.document(listed)
    assert portal.accept(listed, Answer(fetch.url, 200, {}, body, fetch)) == body
    other = body.replace(b"22.1.0", b"23.4.0")
    assert other != body
    assert portal.stable(other) == portal.stable(body)


@pytest.mark.parametrize(
    "mark",
    [
        "<img src='https://firstagenda-4.s3.eu-west-1.amazonaws.com/a.png?X-Amz-Expires=300&amp;X-Amz-Signature={}'>",
        "<a href='https://staticresources.firstagenda.com/api/v1/signed/{}'>Bilag</a>",
        "<!-- rendered {} -->",
        '<input name="__RequestVerificationToken" type="hidden" value="{}">',
        '<meta name="generator" content="Aspose.Words for .NET {}">',
    ],
)
def test_marks_that_change_by_themselves_are_left_out_and_text_is_not(mark):
    one, other, edited = (
        json.dumps({"Html": f"<p>{text}</p>{mark.format(noise)}<p>Slut?</p>"}).encode()
        for text, noise in (("40 boliger", "a1b2"), ("40 boliger", "c3d4"), ("60 boliger", "a1b2"))
    )
    assert without_marks(one) == without_marks(other) != without_marks(edited)
    assert b"Slut?" in without_marks(one)


@pytest.mark.parametrize(
    "row",
    [
        {"Id": NO_ID},
        {"Id": None},
        {"Dato": None, "MeetingBeginUtc": None},
        {"Dato": "i morgen"},
        {"Dato": 5},
    ],
)
def test_a_row_that_cannot_be_told_breaks_the_list(row):
    with pytest.raises(BrokenListing, match="cannot be told"):
        listed_by(catalogue(**row))
