"""A mail server and a webhook on loopback, which keep what they are given."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """What a mail server took; ``refuses`` maps a recipient to what is answered instead."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if answer := self.refuses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the same
        self.taken.append(envelope.content)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails, read as strictly as the standard library can."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]

    @property
    def kept(self) -> dict[str, EmailMessage]:
        """What a server that drops repetitions has, by Message-ID."""
        return {mail["Message-ID"]: mail for mail in self.mails}

    def address(self, *recipients: str) -> str:
        to = ",".join(recipients or ("red@avisen.example",))
        return f"mailto://127.0.0.1:{self.port}?from=ordlyd@avisen.example&to={to}"


class _Loopback(Controller):
    """Listens on a free port, which is known once it does."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    controller = _Loopback(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Hook:
    """What a webhook was sent: headers and JSON; ``answer`` is its status."""

    port: int = 0
    answer: int = 200
    taken: list[tuple[dict[str, str], Any]] = field(default_factory=list)

    @property
    def kept(self) -> dict[str, Any]:
        """What one that drops repetitions has, by Idempotency-Key."""
        return {headers["Idempotency-Key"]: told for headers, told in self.taken}

    def address(self, path: str = "hook") -> str:
        return f"json://127.0.0.1:{self.port}/{path}"


@contextmanager
def webhook() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            told = self.rfile.read(int(self.headers["Content-Length"]))
            if hook.answer == 200:
                hook.taken.append((dict(self.headers), json.loads(told)))
            self.send_response(hook.answer)
            self.end_headers()

        def log_message(self, *_):
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()
