"""What can go wrong with an answer, each as a fault for :class:`spiders.replica.server.Replica`."""

from __future__ import annotations

import socket
import struct
import time
from http.server import BaseHTTPRequestHandler

from spiders.replica.server import Fault, Page, send


def status(code: int, **headers: str) -> Fault:
    """Answer with a status and nothing else of use; ``Retry_After`` is the header Retry-After."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _page: send(handler, Page(b"Der opstod en fejl", code, named))


def redirect(to: str) -> Fault:
    """Lead elsewhere."""
    return status(302, Location=to)


def reset(handler: BaseHTTPRequestHandler, _page: Page) -> None:
    """Break the connection off without an answer."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    handler.connection.close()


def slow(seconds: float) -> Fault:
    """Wait before the right answer."""

    def wait(handler: BaseHTTPRequestHandler, page: Page) -> None:
        time.sleep(seconds)
        send(handler, page)

    return wait


def cut(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Promise the whole answer and end in the middle of it."""
    handler.send_response(page.status)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(page.body)))
    handler.end_headers()
    handler.wfile.write(page.body[: len(page.body) // 2])
    handler.close_connection = True


def cut_unseen(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """End in the middle without having said how long the answer is."""
    half = Page(page.body[: len(page.body) // 2], page.status, page.headers)
    send(handler, half)


def in_latin1(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Send another charset than JSON has."""
    body = page.body.decode().encode("latin-1", "replace")
    send(handler, Page(body, page.status, page.headers))


def garbled(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Take UTF-8 for Latin-1 and encode it once more."""
    body = page.body.decode("latin-1").encode()
    send(handler, Page(body, page.status, page.headers))


def page_for_json(handler: BaseHTTPRequestHandler, _page: Page) -> None:
    """Answer with a page, and call it a success."""
    body = b"<!DOCTYPE html><html><body><h1>Der opstod en fejl</h1></body></html>"
    send(handler, Page(body, 200, {"Content-Type": "text/html; charset=utf-8"}))


def endless(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Answer with 20 MB."""
    send(handler, Page(page.body + b" " * 20_000_000, 200, page.headers))
