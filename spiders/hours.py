"""The hours of the night in which live hosts are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ordlyd.dates import COPENHAGEN
from ordlyd.settings import WINDOW


def copenhagen_now() -> datetime:
    """The time in Denmark."""
    return datetime.now(COPENHAGEN)


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of hours of the day; it may go over midnight.

    Attributes:
        window: As ``22:00-06:00``; ``None`` for all day.
        clock: Tells the time in Denmark.
    """

    window: str | None
    clock: Callable[[], datetime] = copenhagen_now

    def over(self) -> str | None:
        """Say why nothing may be asked for now; nothing within the hours."""
        match = WINDOW.fullmatch(self.window or "")
        if match is None:
            return None
        opens, closes = (int(match[i]) * 60 + int(match[i + 1]) for i in (1, 3))
        now = self.clock()
        minute = now.hour * 60 + now.minute
        within = opens <= minute < closes if opens < closes else minute >= opens or minute < closes
        return None if within else f"it is {now:%H:%M}, outside the hours {self.window}"
