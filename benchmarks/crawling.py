"""A crawl of 1,500 meetings with 15 items each, beside a bare Scrapy spider that stores nothing.

Each runs in a process of its own against the same replica, with every delay at zero. What is
measured is the fetching process: CPU time and the most memory it had.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from ordlyd.dates import COPENHAGEN
from spiders.replica.firstagenda import FirstAgendaSite, Item, Publication
from spiders.replica.server import Page, Replica, serve

MEETINGS = (150, 1500)
ITEMS = 15
GOAL = 1.5
_WORDS = (
    "Forvaltningen foreslår, at stien ved åen bliver bredere, og at der kommer lys på den "
    "strækning, som skolens elever bruger mest. Udgiften holdes inden for rammen. "
)

BARE = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        yield scrapy.Request(sys.argv[1] + "/api/agenda/udvalgsliste")
    def parse(self, response):
        for committees in json.loads(response.body)["Udvalg"].values():
            for committee in committees:
                for meeting in committee["Moeder"]:
                    address = sys.argv[1] + "/api/agenda/dagsorden/" + meeting["Id"]
                    yield scrapy.Request(address, self.have)
    def have(self, response):
        pass
process = CrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "COOKIES_ENABLED": False, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
"""
OURS = "import sys; from spiders.run import main; sys.exit(main())"
MEASURED = """
import pathlib, re, resource, sys
code = sys.argv.pop(1)
try:
    exec(code, {"__name__": "__bench__"})
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    status = pathlib.Path("/proc/self/status")  # ru_maxrss would count the parent's as well
    most = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
    kilobytes = int(most[1]) if most else used.ru_maxrss
    print(f"\\nUSED {used.ru_utime + used.ru_stime} {kilobytes / 1024}", flush=True)
"""


class Frozen:
    """A site whose answers were made once, so that the replica costs next to nothing."""

    def __init__(self, meetings: int) -> None:
        site = FirstAgendaSite([made(place) for place in range(meetings)], dance=False)
        self._pages = {
            f"/api/agenda/dagsorden/{one.id}": page(site.payload(one)) for one in site.publications
        }
        self._pages["/api/agenda/udvalgsliste"] = page(site.catalogue())
        self._pages["/"] = Page(b"<html></html>")

    def answer(self, asked: object) -> Page:
        """Answer from memory."""
        return self._pages.get(getattr(asked, "path", ""), Page(b"", 404))


def page(value: object) -> Page:
    """JSON as an answer."""
    return Page(
        json.dumps(value, ensure_ascii=False).encode(), 200, {"Content-Type": "application/json"}
    )


def made(place: int) -> Publication:
    """One invented meeting of about 50 kB."""
    items = [
        Item(
            f"Sag {place}-{number}",
            f"26/{place}",
            [
                ("Sagsfremstilling", f"<p>{number}. {_WORDS * 12}</p>"),
                ("Indstilling", f"<p>At {_WORDS}</p>"),
                ("Beslutning", "<p>Godkendt.</p>"),
            ],
        )
        for number in range(ITEMS)
    ]
    begins = datetime(2026, 6, 1, 16, tzinfo=COPENHAGEN) - timedelta(days=place)
    return Publication(f"bench-{place}", f"Udvalg {place % 12}", begins, items)


def measure(program: str, *arguments: str, stdin: bytes = b"") -> tuple[float, float, float]:
    """Run a program and return its seconds of CPU, MB of memory and seconds by the clock."""
    environment = {
        **os.environ,
        "ORDLYD_CRAWL_DELAY": "0",
        "ORDLYD_PLATFORM_DELAY": "0",
    }
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, program, *arguments],
        input=stdin,
        env=environment,
        capture_output=True,
        check=True,
    )
    used = ran.stdout.rpartition(b"USED ")[2].split()
    return float(used[0]), float(used[1]), time.perf_counter() - began


def ours(replica: Replica) -> tuple[float, float, float]:
    """Crawl into a new archive."""
    with tempfile.TemporaryDirectory() as folder:
        job = {
            "archive": str(Path(folder) / "archive"),
            "towns": ["odense"],
            "base_urls": {"odense": replica.base},
        }
        return measure(OURS, stdin=json.dumps(job).encode())


def main() -> None:
    """Print both, for a tenth of the meetings and for all."""
    print(f"{'meetings':>8} {'program':<14} {'CPU s':>7} {'MB':>6} {'s':>6} {'documents/s':>12}")
    for count in MEETINGS:
        with serve(Frozen(count)) as replica:
            bare = measure(BARE, replica.base)
            crawled = ours(replica)
        for name, (cpu, memory, clock) in (("bare Scrapy", bare), ("ordlyd crawl", crawled)):
            print(
                f"{count:>8} {name:<14} {cpu:7.2f} {memory:6.0f} {clock:6.1f} {count / clock:12.0f}"
            )
        print(f"{count:>8} {'ratio':<14} {crawled[0] / bare[0]:7.2f}   (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
