"""“ordlyd crawl” of seven sites that are not FirstAgenda's, over sockets: crawl, edit, crawl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commandline import spawn
from replica.council import COUNCIL, HTML, Held, Site, reworded
from test_portals import MINUTES_ONLY, SITES, TITLES_ONLY

from ordlyd.archive import Archive
from spiders.replica.server import Replica, serve

WHOLE_LISTS = ("glostrup", "hedensted", "ringkoebing-skjern")
NO_DELAY = {
    "ORDLYD_CRAWL_DELAY": "0",
    "ORDLYD_PLATFORM_DELAY": "0",
    "ORDLYD_CRAWL_TRIES": "1",
}
FAILS = (200, HTML, "<html><body><h1>Der opstod en fejl</h1></body></html>")
FAULTS = {
    "glostrup": {"/rest/meeting/search": FAILS},
    "frederikssund": {"/Politik/Dagsordener-og-referater/byraadets": (500, HTML, "")},
    "aalborg": {"Id=56": FAILS},
    "koebenhavn": {"/punkt-2": (503, HTML, "")},
    "hedensted": {"?agenda=": FAILS},
    "ringkoebing-skjern": {"AgendaID=903": (404, HTML, "")},
}
BROKEN_LISTS = ("glostrup", "frederikssund", "aalborg")
AALBORG = """
[[municipality]]
name = "Aalborg"
slug = "aalborg"
code = "851"
platform = "aalborg"
host = "apps.aalborgkommune.dk"
portal = { committees = "15 56" }
"""


def recent() -> tuple[Held, ...]:
    """The council's meetings, the last of them a week ago."""
    later = date.today() - timedelta(days=7) - max(meeting.date for meeting in COUNCIL)
    return tuple(replace(meeting, date=meeting.date + later) for meeting in COUNCIL)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("sites")
    (folder / "plugins.d").mkdir()
    (folder / "plugins.d" / "aalborg.toml").write_text(AALBORG, encoding="utf-8")
    sites: dict[str, Site] = {town: made(recent()) for town, made in SITES.items()}
    sites["frederikssund"].year = date.today().year
    with ExitStack() as stack:
        served = {town: stack.enter_context(serve(site)) for town, site in sites.items()}
        first = crawl(folder, served)
        for site in sites.values():
            site.edit(901, reworded("4,6", "6,4"))
            site.meetings = tuple(m for m in site.meetings if m.number != 902)
        second = crawl(folder, served)
        for town, faults in FAULTS.items():
            sites[town].faults = faults
        third = crawl(folder, served, code=1)
        yield {"first": first, "second": second, "third": third, "folder": folder}


def crawl(folder: Path, served: dict[str, Replica], code: int = 0) -> dict[str, dict[str, Any]]:
    addresses = [f"{town}={replica.base}" for town, replica in served.items()]
    options = [part for address in addresses for part in ("--base-url", address)]
    ran = spawn("crawl", *served, *options, "--format", "json", cwd=folder, **NO_DELAY)
    assert ran.returncode == code, ran.stderr.decode()

    return {one["municipality"]: one for one in json.loads(ran.stdout)["municipalities"]}


@pytest.mark.parametrize("town", SITES)
def test_a_first_crawl_holds_all_that_the_site_lists_and_lacks_nothing(crawled, town):
    outcome = crawled["first"][town]
    expected = 2 if town in MINUTES_ONLY else 3
    assert (outcome["listed"], outcome["held"], outcome["new"]) == (expected,) * 3
    assert (outcome["lacking"], outcome["alarms"]) == ([], [])


@pytest.mark.parametrize("town", SITES)
def test_a_second_crawl_makes_a_version_of_the_edited_meeting_and_of_no_other(crawled, town):
    outcome = crawled["second"][town]
    revised = 0 if town in TITLES_ONLY else 1
    assert (outcome["new"], outcome["revised"]) == (0, revised)


@pytest.mark.parametrize("town", SITES)
def test_what_falls_off_a_whole_list_is_withdrawn_and_off_a_list_of_recent_meetings_is_not(
    crawled, town
):
    assert crawled["second"][town]["withdrawn"] == (town in WHOLE_LISTS)


@pytest.mark.parametrize("town", FAULTS)
def test_a_fault_is_told_and_nothing_is_withdrawn_on_its_word(crawled, town):
    outcome = crawled["third"][town]
    assert (outcome["withdrawn"], outcome["new"], outcome["revised"]) == (0, 0, 0)
    if town in BROKEN_LISTS:
        assert outcome["alarms"]
    else:
        assert [one["reason"] for one in outcome["stale"] + outcome["lacking"]]


def test_what_is_held_has_the_kind_that_its_page_tells(crawled):
    with Archive.open(crawled["folder"] / "archive") as archive:
        kinds = {(m.meeting.municipality, m.meeting.kind) for m in archive.meetings()}
    assert kinds >= {(town, "minutes") for town in SITES}
    # Aalborg has minutes only; in Glostrup nothing but decisions tells, and all of these have some.
    agendas = SITES.keys() - {"aalborg", "glostrup"}
    assert {town for town, kind in kinds if kind == "agenda"} == agendas
