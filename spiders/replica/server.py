"""A web server on this machine that answers as a script tells it to, faults among the answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """One answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    query: str
    headers: Mapping[str, str]
    at: float

    @property
    def address(self) -> str:
        """Path and query as asked for."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Site(Protocol):
    """What a server asks for its answers."""

    def answer(self, asked: Asked) -> Page:
        """Answer one request."""


Fault = Callable[[BaseHTTPRequestHandler, Page], None]
"""Sends something else than the page that was to be sent."""


@dataclass
class Replica:
    """A running site: what it was asked, and what goes wrong next.

    Attributes:
        base: Its address.
        site: What it answers.
        asked: Every request in order.
        faults: By the beginning of an address: faults for the next requests of it, in order;
            ``None`` among them is a right answer. The last stays when ``lasting``.
    """

    base: str
    site: Site
    asked: list[Asked] = field(default_factory=list)
    faults: dict[str, list[Fault | None]] = field(default_factory=dict)
    lasting: bool = False

    def fault(self, asked: Asked) -> Fault | None:
        """Return what goes wrong with a request."""
        for start, faults in self.faults.items():
            if asked.address.startswith(start) and faults:
                return faults[0] if self.lasting and len(faults) == 1 else faults.pop(0)
        return None

    def paths(self, start: str = "") -> list[str]:
        """Return the addresses asked for, those that begin so."""
        return [asked.address for asked in self.asked if asked.address.startswith(start)]


@contextmanager
def serve(site: Site) -> Iterator[Replica]:
    """Serve a site on a free port until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    replica = Replica(f"http://127.0.0.1:{server.server_port}", site)
    server.replica = replica
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield replica
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    replica: Replica

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        """Answer, rightly or with the fault that is next."""
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(path, query, headers, time.monotonic())
        self.server.replica.asked.append(asked)
        page = self.server.replica.site.answer(asked)
        fault = self.server.replica.fault(asked)
        if fault is not None:
            fault(self, page)
        else:
            send(self, page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - fixed by the base class
        """Keep quiet."""


def send(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Send a page as it is."""
    handler.send_response(page.status)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(page.body)))
    handler.end_headers()
    handler.wfile.write(page.body)
