"""When a document is to be fetched: at once, at each crawl, or in its turn.

Councils edit minutes without a sign, most of them soon after the meeting. So what is new, what
failed, what the list says something else of, and everything from the last 90 days on is fetched
at each crawl; the rest once a quarter, each document after a number of days of its own, so that
every night has its share.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

REREAD_DAYS = 90
SHORTEST, LONGEST = 46, 91
"""Days between two fetches of an older document: at least, and at most."""


class Row(Protocol):
    """What is known of a listed document."""

    @property
    def source_id(self) -> str:
        """The source's number for it."""

    @property
    def date(self) -> Date:
        """Of its meeting."""

    @property
    def checked_at(self) -> datetime | None:
        """When it was last had."""

    @property
    def tries(self) -> int:
        """How often it failed since."""

    @property
    def changed(self) -> bool | None:
        """Whether the list now says something else of it."""


def is_due(
    row: Row, now: datetime, goes_on_from: datetime, *, full: bool, reread_days: int = REREAD_DAYS
) -> bool:
    """Whether a document is to be fetched.

    Args:
        row: The document.
        now: When the crawl began.
        goes_on_from: When the crawl that this one goes on with began; what was had since then
            is not fetched again.
        full: Whether everything is.
        reread_days: Meetings of so many days are fetched at each crawl.
    """
    if row.checked_at is None:
        return True
    if row.checked_at >= goes_on_from:
        return False
    recent = row.date >= (now - timedelta(days=reread_days)).date()
    in_turn = now - row.checked_at >= interval(row.source_id, row.date)
    return full or recent or in_turn or bool(row.changed) or row.tries > 0


def interval(source_id: str, day: Date) -> timedelta:
    """The time between two fetches of an older document, always the same for one."""
    digest = blake2b(f"{source_id} {day}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    days = SHORTEST + int.from_bytes(digest) % (LONGEST - SHORTEST)
    return timedelta(days=days)
