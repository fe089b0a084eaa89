"""One way to one recipient, and what became of a message that was handed over there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from reports.alerts.messages import Message
from reports.words import Words

Outcome = Literal["sent", "refused", "unsure"]
"""``refused`` is known not to have been delivered, ``unsure`` may have been."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a message; the problem is for a reader and holds no secret."""

    outcome: Outcome
    problem: str = ""


class Channel(Protocol):
    """One way to one recipient."""

    @property
    def label(self) -> str:
        """Its name without secrets; of one rule's channels, each has another."""

    def send(self, message: Message, words: Words, token: str, *, again: bool) -> Handed:
        """Hand a message over.

        Args:
            message: What is sent.
            words: Of the reader's language.
            token: The same each time that this message is handed over, so that a receiver can
                tell a repetition.
            again: Whether it may have come through before.
        """

    def shown(self, message: Message, words: Words, *, again: bool) -> str:
        """The text that would be sent."""
