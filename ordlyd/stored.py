"""What the archive hands to comparison and reports: meetings and items with their identity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ordlyd.model import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item of one version of a meeting.

    Attributes:
        id: ``odense/…/2026-04-28/minutes#6``; the same in every version.
        version: Counted from 1 over the versions of the meeting.
        meeting: The meeting that the item stands in.
        item: The item.
    """

    id: str
    version: int
    meeting: Meeting
    item: AgendaItem

    @property
    def version_id(self) -> str:
        """The id of this version, as ``…/minutes#6@2``."""
        return f"{self.id}@{self.version}"

    @property
    def page(self) -> str | None:
        """Where the council itself shows the item, or else the meeting that it stands in."""
        return self.item.url or self.meeting.source.url


@dataclass(frozen=True, slots=True)
class RedactedAt:
    """Since when, and why, the text of a version is gone for good."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """One version of a meeting as the archive holds it.

    Attributes:
        id: ``odense/…/2026-04-28/minutes``; the same in every version.
        version: Counted from 1.
        meeting: What was read.
        stored_at: When this version was stored, with time zone.
        current: Whether no later version is held.
        withdrawn: Whether the source took it back; its text stays out of reports.
        redacted: Since when its text is gone for good, and why; it has no items then.
    """

    id: str
    version: int
    meeting: Meeting
    stored_at: datetime
    current: bool = True
    withdrawn: bool = False
    redacted: RedactedAt | None = None

    def items(self) -> Iterator[StoredItem]:
        """Yield the items in printed order."""
        for item in self.meeting.items:
            yield StoredItem(f"{self.id}#{item.number}", self.version, self.meeting, item)
