"""What is known of a document beside its bytes, kept so that it can be read again alike."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from ordlyd.crawled import Listed
from ordlyd.layout import Given


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl knew of a document: whose it is, and what the source listed."""

    municipality: str
    listed: Listed


_KNOWN: TypeAdapter[Crawled | Given] = TypeAdapter(Crawled | Given)


def given_to_json(known: Crawled | Given) -> str:
    """Write what is known."""
    return _KNOWN.dump_json(known, exclude_defaults=True, fallback=dict).decode()


def given_from_json(text: str) -> Crawled | Given:
    """Read it back."""
    return _KNOWN.validate_json(text)
