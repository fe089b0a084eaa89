"""``ordlyd crawl`` over a socket: the commands, faults of the network, kills, and Scrapy's own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from commandline import ordlyd
from crawling import meeting

from ordlyd.archive import Archive
from ordlyd.errors import SettingsError
from ordlyd.settings import Settings
from spiders.base import require_contact, user_agent
from spiders.guard import OffLimits, Site, is_private
from spiders.hours import Hours, copenhagen_now
from spiders.replica import faults
from spiders.replica.firstagenda import FirstAgendaSite
from spiders.replica.server import serve

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("ORDLYD_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "CRAWL_DELAY": "0",
        "PLATFORM_DELAY": "0",
        "CRAWL_TRIES": "2",
        "CRAWL_TIMEOUT": "0.5",
    }.items():
        monkeypatch.setenv(f"ORDLYD_{name}", value)


@pytest.fixture
def replica():
    with serve(FirstAgendaSite([meeting(f"m{n}", days=-n * 7) for n in range(20)])) as running:
        yield running


def crawl(replica, *options: str):
    return ordlyd("crawl", "odense", "--base-url", f"odense={replica.base}", *options)


def test_a_site_is_crawled_read_and_searched_and_the_receipt_is_told(replica):
    ran = crawl(replica, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    [town] = ran.json["municipalities"]
    assert (town["listed"], town["held"], town["new"], town["lacking"]) == (20, 20, 20, [])
    [receipt] = ordlyd("status", "--format", "json").json["receipts"]
    assert (receipt["listed"], receipt["held"], receipt["alarms"]) == (20, 20, [])
    assert "well" in ordlyd("status").out
    assert "m7" in ordlyd("search", "m7").out
    agent = replica.asked[0].headers["user-agent"]
    assert agent.startswith("ordlyd/")


FAULTS = {
    "m0": faults.reset,
    "m1": faults.cut,
    "m2": faults.cut_unseen,
    "m3": faults.slow(0.8),
    "m4": faults.status(503),
    "m5": faults.status(429, Retry_After="0"),
    "m6": faults.in_latin1,
    "m7": faults.garbled,
    "m8": faults.page_for_json,
    "m9": faults.endless,
    "m10": faults.redirect("/round"),
    "m11": faults.redirect("http://127.0.0.2:9/elsewhere"),
    "m12": faults.status(500),
    "m13": faults.redirect("file:///etc/hostname"),
}


def test_whatever_goes_wrong_with_a_document_is_named_and_the_others_are_held(replica):
    by_name = {one.name: one.id for one in replica.site.publications}
    replica.lasting = True
    replica.faults = {
        f"/api/agenda/dagsorden/{by_name[name]}": [fault] for name, fault in FAULTS.items()
    }
    replica.faults["/round"] = [faults.redirect("/round")]
    ran = crawl(replica, "--format", "json")
    assert ran.code == 1
    [town] = ran.json["municipalities"]
    assert (town["listed"], town["held"]) == (20, 20 - len(FAULTS))
    assert len(town["lacking"]) == len(FAULTS)
    reasons = " | ".join(one["reason"] for one in town["lacking"])
    for words in (
        "no answer",
        "cut or malformed",
        "HTTP 503 after 2 tries",
        "HTTP 429",
        "not UTF-8",
        "garbled",
        "a page where JSON",
        "more than 16.0 MB",
        "redirects",
        "another host (127.0.0.2)",
        "HTTP 500",
        "another host (file)",
    ):
        assert words in reasons, words
    replica.faults.clear()
    again = crawl(replica, "--format", "json")
    assert (again.code, again.json["municipalities"][0]["held"]) == (0, 20)
    with Archive.open("archive") as archive:
        assert {stored.version for stored in archive.meetings(versions="all")} == {1}


def start(replica, **environment: str) -> subprocess.Popen[bytes]:
    program = "from ordlyd.cli import main; main()"
    options = ("crawl", "odense", "--base-url", f"odense={replica.base}")
    return subprocess.Popen(
        [sys.executable, "-c", program, *options],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("when", [1, 7])
def test_a_crawl_killed_in_the_middle_goes_on_and_repeats_at_most_one(replica, when):
    def had():
        return replica.paths("/api/agenda/dagsorden/")

    replica.faults["/api/agenda/dagsorden/"] = [*[None] * when, *[faults.slow(0.2)] * 50]
    process = start(replica)
    wait_for(lambda: len(had()) > when)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    first = had()
    replica.faults.clear()
    replica.asked.clear()
    ran = crawl(replica, "--format", "json")
    assert (ran.code, ran.json["municipalities"][0]["held"]) == (0, 20)
    assert len(set(first) & set(had())) <= 1
    with Archive.open("archive") as archive:
        assert {stored.version for stored in archive.meetings(versions="all")} == {1}


def test_while_one_crawl_is_at_work_another_is_refused(replica):
    replica.faults["/api/agenda/dagsorden/"] = [faults.slow(60)]
    process = start(replica, ORDLYD_CRAWL_TIMEOUT="60")
    try:
        wait_for(lambda: replica.paths("/api/agenda/dagsorden/"))
        ran = crawl(replica)
        assert ran.code == 2
        assert "Another crawl is at work" in ran.err
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Nothing to crawl.*ordlyd crawl --all"),
        (("odense", "--all"), "not both"),
        (("odense",), "contact.*ORDLYD_CONTACT"),
        (("odence",), "Did you mean odense"),
        (("ishoej",), "Ishøj is not crawled"),
        (("odense", "--base-url", "odense"), "is no municipality with an address"),
        (("odense", "--base-url", "lejre=http://127.0.0.1:1"), "lejre, which is not crawled here"),
        (("odense", "--base-url", "odense=ftp://127.0.0.1"), "no municipality with an address"),
        (("odense", "--since", "i går"), "no date here"),
    ],
)
def test_wrong_use_is_told_with_what_to_type(arguments, words):
    ran = ordlyd("crawl", *arguments)
    assert ran.code == 2
    assert re.search(words, ran.err), ran.err


def test_scrapy_names_the_municipalities_and_crawls_one(replica):
    def scrapy(*arguments: str):
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            env={
                **os.environ,
                "SCRAPY_SETTINGS_MODULE": "spiders.settings",
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            check=True,
            timeout=60,
        )

    assert {b"odense", b"lejre", b"hvidovre"} <= set(scrapy("list").stdout.split())
    ran = scrapy("crawl", "odense", "-a", f"base_url={replica.base}")
    assert ran.stderr == b""
    read = ordlyd("read", "--format", "json")
    assert len(read.json["stored"]) == 20
    assert ordlyd("status", "--format", "json").json["receipts"][0]["held"] == 20


def test_a_towns_toml_file_is_enough_to_crawl_it(replica):
    Path("plugins.d").mkdir()
    Path("plugins.d/nyby.toml").write_text(
        '[[municipality]]\nname = "Nyby"\nslug = "nyby"\ncode = "998"\n'
        'platform = "firstagenda"\nhost = "dagsordener.nyby.dk"\n',
        "utf-8",
    )
    ran = ordlyd("crawl", "nyby", "--base-url", f"nyby={replica.base}", "--format", "json")
    assert (ran.code, ran.json["municipalities"][0]["held"]) == (0, 20)
    assert "nyby/teknik-og-miljoeudvalget/" in ordlyd("search", "m7").out


def test_attachments_are_fetched_on_request_from_where_the_towns_file_says(replica):
    names = {name for one in replica.site.publications for i in one.items for name in i.attachments}
    replica.site.files = {name: b"%PDF-1.7 " + name.encode() for name in names}
    with serve(replica.site) as storage:
        replica.site.storage = storage.base
        Path("plugins.d").mkdir()
        Path("plugins.d/nyby.toml").write_text(
            '[[municipality]]\nname = "Nyby"\nslug = "nyby"\ncode = "998"\n'
            'platform = "firstagenda"\nhost = "dagsordener.nyby.dk"\n'
            f'portal = {{ file_hosts = "{storage.base.removeprefix("http://")}" }}\n',
            "utf-8",
        )
        command = ("crawl", "nyby", "--base-url", f"nyby={replica.base}", "--format", "json")
        assert "attachments" in ordlyd(*command).json["municipalities"][0]
        assert storage.asked == []
        ran = ordlyd(*command, "--attachments")
        assert (ran.code, ran.err) == (0, "")
        [town] = ran.json["municipalities"]
        assert town["attachments"] == {"listed": 1, "held": 1, "lacking": []}
        assert storage.asked[0].path == "/robots.txt"
        assert not any("cookie" in asked.headers for asked in storage.asked)
    status = ordlyd("status")
    assert re.search(r"Nyby +1 +1 +0", status.out)


def test_an_attachment_that_cannot_be_had_is_named_and_the_crawl_is_done_in_part(replica):
    ran = crawl(replica, "--attachments")
    assert ran.code == 1
    assert "“Kort over åen”: HTTP 404" in ran.err


def test_requests_to_one_host_are_a_second_apart_unless_told_otherwise(replica, monkeypatch):
    monkeypatch.delenv("ORDLYD_CRAWL_DELAY")
    replica.site.publications = replica.site.publications[:1]
    assert crawl(replica).code == 0
    times = [asked.at for asked in replica.asked]
    assert len(times) == 4
    assert min(b - a for a, b in pairwise(times)) > 0.8  # a busy machine takes note late


@pytest.mark.parametrize(
    ("base", "given", "url", "reason"),
    [
        ("https://dagsordener.odense.dk", False, "/vis", ""),
        ("https://dagsordener.odense.dk", False, "https://dagsordener.odense.dk:443/vis", ""),
        ("http://dagsordener.odense.dk", False, "https://dagsordener.odense.dk/vis", ""),
        (
            "https://dagsordener.odense.dk",
            False,
            "http://dagsordener.odense.dk/vis",
            "another host",
        ),
        (
            "https://dagsordener.odense.dk",
            False,
            "https://dagsordener.odense.dk:8443/",
            "another host",
        ),
        ("https://dagsordener.odense.dk", False, "//evil.example/", "another host"),
        ("https://dagsordener.odense.dk", False, "https://a:b@dagsordener.odense.dk/", "password"),
        (
            "https://dagsordener.odense.dk",
            False,
            "https://dagsordener.odense.dk.evil.example/",
            "another host",
        ),
        ("https://dagsordener.odense.dk", False, "ftp://dagsordener.odense.dk/", "another host"),
        ("https://dagsordener.odense.dk", False, "https://[::1/", "no web address"),
        ("https://dagsordener.odense.dk", False, "/" + "a" * 3000, "2000 characters"),
        ("http://127.0.0.1:8000", True, "/vis", ""),
        ("http://127.0.0.1:8000", True, "http://127.0.0.1:9000/", "another host"),
        ("http://127.0.0.1:8000", False, "/vis", "private"),
        ("http://10.0.0.8", False, "/vis", "private"),
        ("http://localhost", False, "/vis", "private"),
    ],
)
def test_a_spider_goes_to_the_host_in_hand_only(base, given, url, reason):
    site = Site(base, given)
    if reason:
        with pytest.raises(OffLimits, match=reason):
            site.check(url)
    else:
        assert site.check(url).startswith("http")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "0.0.0.0",  # noqa: S104 - judged, not bound
        "100.64.0.1",
        "localhost",
    ],
)
def test_private_addresses_are_known(address):
    assert is_private(address)
    assert not is_private("185.223.27.49")


def test_a_public_name_that_leads_to_a_private_address_is_refused():
    from twisted.internet.error import DNSLookupError

    from spiders.guard import _public

    assert _public("185.223.27.49", "dagsordener.odense.dk") == "185.223.27.49"
    with pytest.raises(DNSLookupError, match="private address"):
        _public("10.0.0.1", "dagsordener.odense.dk")


@pytest.mark.parametrize(
    ("window", "clock", "open_"),
    [
        (None, "14:00", True),
        ("22:00-06:00", "23:30", True),
        ("22:00-06:00", "05:59", True),
        ("22:00-06:00", "06:00", False),
        ("22:00-06:00", "14:00", False),
        ("01:00-05:00", "03:00", True),
        ("01:00-05:00", "05:00", False),
    ],
)
def test_live_hosts_are_crawled_in_the_hours_of_the_setting(window, clock, open_):
    hours = Hours(window, lambda: datetime.strptime(clock, "%H:%M"))
    assert (hours.over() is None) is open_


def test_a_live_host_is_asked_nothing_outside_the_hours(monkeypatch):
    later = copenhagen_now() + timedelta(hours=2)
    monkeypatch.setenv("ORDLYD_CRAWL_WINDOW", f"{later:%H:%M}-{later + timedelta(hours=1):%H:%M}")
    monkeypatch.setenv("ORDLYD_CONTACT", "post@example.org")
    ran = ordlyd("crawl", "odense", "--format", "json")
    assert ran.code == 1
    [town] = ran.json["municipalities"]
    [alarm] = town["alarms"]
    assert alarm.startswith("Not begun: it is ")
    assert "outside the hours" in alarm
    with Archive.open("archive") as archive:
        assert archive.receipts() == []


def test_the_user_agent_says_who_asks_and_whom_to_write_to():
    settings = Settings(contact="post@example.org", homepage="https://example.org/ordlyd")
    assert user_agent(settings).endswith(" (+https://example.org/ordlyd; post@example.org)")
    require_contact(settings, Site("https://dagsordener.odense.dk"))
    require_contact(Settings(), Site("http://127.0.0.1:1", given=True))
    for site in (Site("https://dagsordener.odense.dk"), Site("http://192.0.2.1", given=True)):
        with pytest.raises(SettingsError, match="contact"):
            require_contact(Settings(), site)
