"""What portals share: strict JSON, garbled letters, local time, marks that change by themselves.

The contract itself is :mod:`ordlyd.crawled`; it is repeated here by name so that a portal has one
place to import from. Nothing here opens a socket or knows Scrapy.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ordlyd.crawled import (
    MAX_DOCUMENT,
    MAX_FILE,
    MAX_LISTING,
    Answer,
    BrokenAnswer,
    BrokenDocument,
    BrokenListing,
    Fetch,
    InPart,
    Listed,
    ListedFile,
    More,
    Portal,
    RawDocument,
)

__all__ = [
    "GONE",
    "MAX_DOCUMENT",
    "MAX_FILE",
    "MAX_LISTING",
    "Answer",
    "BrokenAnswer",
    "BrokenDocument",
    "BrokenListing",
    "Fetch",
    "InPart",
    "Listed",
    "ListedFile",
    "More",
    "Portal",
    "RawDocument",
    "checked_file",
    "decode",
    "is_page",
    "parse_json",
    "without_marks",
]

GONE = frozenset({404, 410})
"""Statuses that tell on every platform that a document is no longer there."""

_MOJIBAKE = re.compile(rb"\xc3\x83\xc2[\x80-\xbf]|\xef\xbf\xbd")
"""UTF-8 that was taken for Latin-1 and encoded again, and letters that were lost."""
_GARBLED_MARKS = (b"\xc3\x83\xc2", b"\xef\xbf\xbd")
_GARBLED = 3

_MARKS: tuple[tuple[re.Pattern[bytes], bytes], ...] = (
    # <meta name="generator" content="Aspose.Words for .NET 22.1.0">, in JSON with \" for ".
    (re.compile(rb"(?i)<meta\s[^<>]{0,500}>"), b""),
    # Signed addresses: what stands after the path lives for minutes.
    (
        re.compile(
            rb"(?i)\?(?=[^\s\"'<>\\]{0,2000}(?:x-amz-|signature=|[?&;]sig=|expires=))"
            rb"[^\s\"'<>\\]{0,4000}"
        ),
        b"",
    ),
    (re.compile(rb"(?i)/api/v1/signed/[^\s\"'<>\\]{0,4000}"), b""),
    (re.compile(rb"(?i)__RequestVerificationToken[^<>]{0,400}>"), b""),
    (re.compile(rb"<!--.{0,2000}?-->", re.DOTALL), b""),
    # A PDF that is made anew on each request.
    (re.compile(rb"/(?:CreationDate|ModDate)\s{0,3}\([^()]{0,80}\)"), b""),
    (re.compile(rb"/ID\s{0,3}\[\s{0,3}<[^<>]{0,80}>\s{0,3}<[^<>]{0,80}>\s{0,3}\]"), b""),
)


def without_marks(body: bytes) -> bytes:
    """Return a body without generator marks, signed addresses, tokens and comments."""
    for pattern, replacement in _MARKS:
        body = pattern.sub(replacement, body)
    return body


def decode(answer: Answer, broken: type[BrokenAnswer]) -> str:
    """Return an answer as text; whatever its header says, Danish platforms answer in UTF-8.

    Raises:
        BrokenAnswer: It is empty, no UTF-8, or its letters were garbled at the source.
    """
    if not answer.body.strip():
        raise broken("the answer is empty")
    try:
        text = answer.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise broken(f"the answer is not UTF-8 (byte {error.start})") from None
    if any(mark in answer.body for mark in _GARBLED_MARKS):
        marks = len(_MOJIBAKE.findall(answer.body))
        letters = sum(text.count(letter) for letter in "æøåÆØÅ")
        if marks >= _GARBLED and marks > letters:
            raise broken("the letters of the answer are garbled (a wrong charset)")
    return text


def parse_json(answer: Answer, broken: type[BrokenAnswer]) -> Any:
    """Return the JSON of an answer.

    Raises:
        BrokenAnswer: It is none: cut, HTML in its place, nested too deeply.
    """
    text = decode(answer, broken)
    if text.lstrip().startswith("<"):
        raise broken("the answer is a page where JSON was expected")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise broken(f"the answer is cut or malformed JSON ({error})"[:200]) from None


def checked_file(answer: Answer) -> bytes:
    """Return a file's bytes, when the answer is no page in its place.

    Raises:
        BrokenDocument: It is empty, or a page.
    """
    if not answer.body:
        raise BrokenDocument("the answer is empty")
    if is_page(answer.body):
        raise BrokenDocument("the answer is a page where a file was expected")
    return answer.body


def is_page(body: bytes) -> bool:
    """Whether bytes are HTML."""
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<div"))
