"""The pages of what goes on in time: matters, promises, decisions, edits, committees, news."""

from __future__ import annotations

import posixpath
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import matterdata as matters
import pytest
import reportdata as data
from reportsite import pages, plain, write, write_matters
from selectolax.lexbor import LexborHTMLParser, LexborNode

from compare.model import Comparison, Decided, DecidedPoint, Dissent, Thread
from ordlyd.stored import StoredMeeting
from reports import write_site
from reports.threads import STEPS
from reports.view import Edit

HEAVIEST = 150_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("matters")
    write_matters(output, known=True)
    return output


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, LexborHTMLParser]:
    return pages(site)


Pages = dict[str, LexborHTMLParser]


def led(name: str, node: LexborNode) -> tuple[str, str]:
    """The page and the place that a link leads to."""
    target, _, place = (node.attributes["href"] or "").partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target)), place


def cells(row: LexborNode) -> str:
    return " ".join(plain(cell) for cell in row.css("th, td"))


def only(found: Pages, start: str, words: str) -> tuple[str, LexborHTMLParser]:
    """The one page below a folder whose heading has these words."""
    fitting = [
        (name, page)
        for name, page in found.items()
        if name.startswith(start) and words in plain(page.css_first("h1"))
    ]
    assert len(fitting) == 1, [name for name, _ in fitting]
    return fitting[0]


def test_what_they_changed_after_publication_is_three_clicks_away(found: Pages) -> None:
    question = next(a for a in found["index.html"].css(".questions a") if "offentliggj" in plain(a))
    ledger, _ = led("index.html", question)
    pair, _ = led(ledger, found[ledger].css(".edited h3 a")[0])
    read = next(a for a in found[pair].css(".story a") if "Læs i" in plain(a))
    item, place = led(pair, read)
    assert "12,0" in plain(found[item].css_first(f"#{place}"))


def test_what_they_promised_that_has_not_come_is_two_clicks_away(found: Pages) -> None:
    question = next(a for a in found["index.html"].css(".questions li") if "lovet" in plain(a))
    assert plain(question).endswith(" 1")
    overdue, _ = led("index.html", question.css("a")[0])
    item, place = led(overdue, found[overdue].css(".promise blockquote a")[0])
    assert matters.LATE in plain(found[item].css_first(f"#{place}"))


def test_the_latest_promise_says_how_late_it_is_and_to_whom_it_was_made(found: Pages) -> None:
    row = plain(found["promises/all-overdue-1.html"].css_first(".promise"))
    assert "frist maj 2026 9 dage for sent" in row
    assert "lovet Social- og Sundhedsudvalget den 28. april 2026" in row


def test_a_promise_that_was_met_names_the_later_item_and_how_late_it_came(found: Pages) -> None:
    row = found["promises/all-met-1.html"].css_first(".promise")
    assert "14 dage for sent" in plain(row)
    met = next(a for a in row.css("a") if "31. maj" in plain(a))
    assert "/2026/boerne-og-ungeudvalget-2026-06-09-minutes-2-" in (met.attributes["href"] or "")


def test_promises_are_counted_by_committee_those_with_overdue_ones_first(found: Pages) -> None:
    rows = [cells(tr) for tr in found["promises/all-overdue-1.html"].css("tbody tr")]
    assert rows == [
        "Nørreby Social- og Sundhedsudvalget 1 1 0",
        "Nørreby Børne- og Ungeudvalget 0 0 1",
    ]


def test_a_town_without_promises_has_no_list_of_them(found: Pages) -> None:
    lists = {name for name in found if name.startswith("promises/")}
    assert lists == {
        f"promises/{scope}-{tab}-1.html"
        for scope in ("all", "noerreby")
        for tab in ("overdue", "open", "met")
    }


def test_an_item_shows_its_promises_each_under_a_lasting_name(found: Pages) -> None:
    promise = matters.comparison(matters.meetings()).commitments[1]
    name = next(name for name in found if "-minutes-6-" in name and promise_at(found, name))
    shown = found[name].css_first(f"#p-{promise.key}")
    assert matters.LATE in plain(shown)


def promise_at(found: Pages, name: str) -> LexborNode | None:
    return found[name].css_first(".promise[id]")


def test_a_matter_is_told_step_by_step_with_the_days_between(found: Pages) -> None:
    _, page = only(found, "threads/", "Sygefravær")
    steps = [plain(step) for step in page.css(".timeline > li")]
    assert [step[:14] for step in steps] == [
        "3. januar 2026",
        "3. februar 202",
        "3. marts 2026 ",
        "31. marts 2026",
    ]
    assert "31 dage senere" in steps[1]
    assert "Samme rapport igen efter 31 dage" in steps[1]
    assert "Sygefravær i februar" in steps[1]


def test_a_report_that_failed_to_come_raises_an_alarm_against_the_newest_meeting(
    found: Pages,
) -> None:
    _, page = only(found, "threads/", "Sygefravær")
    alarm = plain(page.css_first(".alarm"))
    assert "var ventet 31. marts 2026" in alarm
    assert "70 dage før det nyeste møde, der er hentet (9. juni 2026)" in alarm
    listed = plain(found["threads/all-late-1.html"].css_first(".rows li"))
    assert listed.startswith("Sygefravær i marts 70 dage over tiden")


def test_a_report_whose_time_has_not_come_raises_none(found: Pages) -> None:
    _, page = only(found, "threads/", "Budgetopfølgning")
    assert not page.css(".alarm")
    assert "ventes næste gang 21. juli 2026" in plain(page.css_first(".notice"))


def test_an_item_and_a_pair_lead_to_their_matter(found: Pages) -> None:
    name, _ = only(found, "threads/", "Budgetopfølgning")
    leading = {
        page.partition("/")[0]
        for page, parsed in found.items()
        for a in parsed.css("a[href*='threads/']")
        if led(page, a)[0] == name
    }
    assert leading >= {"items", "relations", "index.html", "committees", "threads"}


def long_matter(steps: int) -> tuple[list[StoredMeeting], Comparison]:
    days = [date(2006, 1, 2) + timedelta(days=30 * n) for n in range(steps)]
    held = [
        data.stored(data.meeting(data.YOUTH, day, (matters.report("4", "måneden " * 8),)))
        for day in days
    ]
    items = [item for stored in held for item in stored.items()]
    refs = [data.ref(item) for item in items]
    relations = tuple(
        data.relation(a, b, "series", "title but for dates") for a, b in pairwise(refs)
    )
    thread = Thread(
        id="long", title="Sygefravær", items=tuple(i.id for i in items), kinds=("series",)
    )
    return held, Comparison(relations=relations, threads=(thread,))


def test_a_matter_of_many_years_is_told_on_several_pages_the_latest_first(tmp_path: Path) -> None:
    write(tmp_path, *long_matter(2 * STEPS + 1))
    names = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("threads/*/*.html"))
    found = pages(tmp_path)
    steps = {name: len(found[name].css(".timeline > li")) for name in names}
    first = next(name for name in names if name.count("-") == 0)
    assert sorted(steps.values()) == [1, STEPS, STEPS]
    assert found[first].css("time")[-1].attributes["datetime"] == str(
        date(2006, 1, 2) + timedelta(days=30 * 2 * STEPS)
    )


def heavy() -> tuple[list[StoredMeeting], Comparison]:
    """Twenty years of one report; two hundred long promises and decisions in one meeting."""
    held, compared = long_matter(240)
    words = "Forvaltningen vender tilbage til udvalget med en <redegørelse> & en plan. " * 8
    items = [
        matters.asked(str(n), f"Sag {n}: {words[:120]}", words, words, "approved")
        for n in range(200)
    ]
    held.append(data.stored(data.meeting(data.SOCIAL, date(2026, 6, 1), tuple(items))))
    entries = list(held[-1].items())
    point = DecidedPoint(number="1", recommended=words[:600], decided=words[:600], verdict=None)
    return held, compared.model_copy(
        update={
            "commitments": tuple(matters.promise(e, words, "2026-05", "overdue") for e in entries),
            "outcomes": tuple(
                Decided(
                    item=e.id,
                    verdict="amended",
                    points=(point,) * 5,
                    dissent=(Dissent(name="Bo Åkjær (Ø)", how="reserved"),),
                )
                for e in entries
            ),
        }
    )


def test_no_page_of_a_large_archive_is_heavier_than_a_phone_likes(tmp_path: Path) -> None:
    write(tmp_path, *heavy())
    heaviest = max(tmp_path.rglob("*.html"), key=lambda p: p.stat().st_size)
    assert heaviest.stat().st_size <= HEAVIEST, heaviest.relative_to(tmp_path)


def test_what_was_decided_otherwise_is_told_point_by_point(found: Pages) -> None:
    page = found["decided/all-amended-1.html"]
    points = [plain(div) for div in page.css(".points li > div")]
    assert points[0].startswith("Indstillet · punkt 2 at sagen drøftes")
    assert points[1].startswith("Besluttet ændret drøftet med den ændring")
    assert plain(page.css_first(".dissent")) == "Bo Åkjær (Ø) imod"
    item, place = led("decided/all-amended-1.html", page.css(".matter h3 a")[0])
    assert place == "decided"
    assert "at sagen drøftes" in plain(found[item].css_first("section:has(#decided)"))


def test_what_was_decided_as_recommended_is_in_no_list_but_on_its_item(found: Pages) -> None:
    lists = [page for name, page in found.items() if name.startswith("decided/")]
    assert not any("Åbning af Bølgen" in plain(page.css_first("main")) for page in lists)
    assert any("som indstillet" in plain(p) for n, p in found.items() if "2026-03-10" in n)


def test_a_matter_on_its_way_up_says_what_the_council_was_asked_instead(found: Pages) -> None:
    page = found["climbs/all-changed-1.html"]
    steps = [plain(li) for li in page.css(".timeline > li")]
    assert "Social- og Sundhedsudvalget, 10. marts 2026 som indstillet" in steps[0]
    assert [plain(node) for node in page.css(".timeline del, .timeline ins")] == ["marts", "maj"]
    assert "Byrådet, 24. marts 2026 Byrådet godkendte det." in steps[1]
    assert "climbs/all-same-1.html" not in found


def test_a_committee_shows_what_was_put_off_and_has_not_come_again(found: Pages) -> None:
    name = next(n for n in found if n.startswith("committees/aarslund/"))
    assert "Svømmehal i Aarslund udsat · 1. juni 2026" in plain(found[name].css_first("main"))


def test_a_committee_shows_its_promises_matters_and_meetings(found: Pages) -> None:
    name = next(n for n in found if n.startswith("committees/noerreby/boerne-"))
    headings = [plain(h).split(" ")[0] for h in found[name].css("h2")]
    assert headings == ["Løfter", "Sager", "Møder"]
    assert len(found[name].css("#meetings ~ ul li")) == 5


def test_the_matrix_counts_what_two_towns_share_and_leads_to_the_list(found: Pages) -> None:
    page = found["matrix.html"]
    assert cells(page.css_first("tbody tr")) == "Aarslund – Nørreby Fælles passage 1"
    pair, _ = led("matrix.html", page.css("tbody a")[0])
    assert pair == "matrix/aarslund--noerreby-1.html"
    assert "Svømmehal i Aarslund" in plain(found[pair].css_first(".rows"))


def test_edits_stand_newest_first_with_when_they_were_seen(tmp_path: Path) -> None:
    held = matters.meetings()
    write(tmp_path, held, matters.comparison(held))
    row = pages(tmp_path)["edits/all-every-1.html"].css_first(".edited li")
    assert plain(row).startswith("30. april 2026 kl. 05.05 Orientering om svømmehallen")
    assert "12,0 → 14,5 mio. kr. anlægsbevilling" in plain(row).replace("\xa0", " ")
    assert "den tidligere ordlyd blev gemt 29. april 2026 kl. 05.05" in plain(row)


def line(n: int, name: str, what: str, to: int | None = None, reason: str | None = None) -> Edit:
    at = datetime(2026, 5, n, 3, 5, tzinfo=UTC)
    return Edit(n, at, what, name, 1, to, "a" * 64, to and "b" * 64, reason, str(n) * 64)


def test_an_edit_leads_to_its_line_of_the_ledger_and_removed_texts_are_told(tmp_path: Path) -> None:
    held = matters.meetings()
    hall, other = held[1].id, held[0].id
    write_site(
        held,
        matters.comparison(held),
        tmp_path,
        names=data.NAMES,
        ledger=(
            line(1, hall, "edited", 2),
            line(2, other, "redacted", reason="Et CPR-nummer: 010203-1234 <b>"),
            line(3, "gone/udvalg/2026-01-01/minutes", "edited", 2),
        ),
        now=data.NOW,
    )
    found = pages(tmp_path)
    rows = found["edits/all-every-1.html"].css(".edited > li")
    told = [plain(row) for row in rows]
    assert [row.split("Linje ")[1][0] for row in told] == ["3", "2", "1"]
    assert "Version 2 trådte i stedet for den forrige" in told[0]
    assert "gone/udvalg/2026-01-01/minutes" in told[0]
    assert "Teksten i version 1 er fjernet for altid" in told[1]
    assert "[cpr] <b>" in told[1]
    assert "12,0 → 14,5 mio. kr." in told[2].replace("\xa0", " ")
    name, place = led("edits/all-every-1.html", rows[2].css("a[href*='ledger']")[0])
    assert "1" * 64 in plain(found[name].css_first(f"#{place}"))
    assert len(found["edits/all-redacted-1.html"].css(".edited > li")) == 1


def test_the_front_page_opens_with_what_the_newest_day_found(found: Pages) -> None:
    page = found["index.html"]
    assert plain(page.css_first("#first")) == "Nyt 13. maj 2026, det alvorligste først"
    openings = [plain(node) for node in page.css(".card .eyebrow")]
    assert openings == [
        "Samme sag, to udvalg samme dag · Nørreby",
        "Ændret efter offentliggørelsen · Nørreby",
    ]
    assert plain(page.css_first("#earlier")) == "Det alvorligste før det"


def test_each_of_the_latest_days_has_a_page_of_what_it_found(found: Pages) -> None:
    assert sorted(n for n in found if n.startswith("news/")) == [
        "news/2026-05-12-1.html",
        "news/2026-05-13-1.html",
    ]
    before = plain(found["news/2026-05-12-1.html"].css_first("main"))
    assert matters.LATE in before
    assert "Svømmehal i Aarslund udsat" in before
    assert "Samme sag, to udvalg" not in before


def test_without_a_record_of_findings_all_of_it_is_new(tmp_path: Path) -> None:
    write_matters(tmp_path)
    page = pages(tmp_path)["index.html"]
    assert plain(page.css_first("#first")) == "Det alvorligste først"
    assert not page.css("#earlier")
    assert not list(tmp_path.glob("news/*"))


def test_the_data_page_says_what_is_held_and_what_is_hidden(found: Pages) -> None:
    page = found["about.html"]
    rows = [cells(tr) for tr in page.css("#held ~ .scroll tbody tr")]
    assert rows == [
        "Nørreby 8 13 9 3. januar 2026 – 9. juni 2026",
        "Aarslund 2 2 2 4. maj 2026 – 1. juni 2026",
    ]
    assert "CPR-numre er skjult" in plain(page.css_first("main"))
