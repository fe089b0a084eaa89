"""Where a message goes: an address that Apprise knows, as one channel or several.

Each recipient of a mail is a channel of its own, so that one who is refused does not make the
others get it twice. A label names a channel without its secrets, in messages and in the archive.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import unquote, urlsplit

import apprise
from apprise.plugins.email.base import NotifyEmail

from ordlyd.errors import SettingsError
from ordlyd.rules import Alert, filled
from reports.alerts import mail
from reports.alerts.channel import Channel, Handed
from reports.alerts.messages import LONGEST, Message, as_text, clean, for_chat
from reports.labels import N_
from reports.words import Words

WEBHOOKS = frozenset({"json", "jsons", "form", "forms", "xml", "xmls"})
"""Schemas of plain HTTP requests: they take a header, and text as it is."""

MAYBE = N_("This may be a repetition: it is not known whether the message came through before.")

_ASSET = apprise.AppriseAsset(app_id="ordlyd", app_desc="ordlyd", app_url="", image_url_logo="")
_ANSWER = re.compile(r"error=(\d{3})")


def channels(rule: Alert) -> list[Channel]:
    """Return the channels of a rule.

    Raises:
        SettingsError: An address is none, or lacks a variable.
    """
    found: list[Channel] = []
    for number, address in enumerate(rule.to, 1):
        found += _of_address(filled(address, rule.name), rule, number, found)
    return found


def _of_address(
    address: str, rule: Alert, number: int, before: Sequence[Channel]
) -> Iterator[Channel]:
    with _Quiet() as said:
        service = apprise.Apprise.instantiate(address, asset=_ASSET)
    if service is None:
        raise SettingsError(
            f"Address {number} of the alert “{rule.name}” cannot be used: "
            f"{_without_secrets(said(), address) or 'Apprise knows no such service.'}",
            hint="docs/alerts.md shows how addresses are written.",
        )
    taken = {channel.label for channel in before}
    if isinstance(service, NotifyEmail):
        for recipient in mail.recipients(service):
            yield mail.Mail(service, recipient, _free(f"mail to {recipient}", taken))
        return
    schema = urlsplit(address).scheme
    port = f":{service.port}" if service.port else ""
    name = f"{schema}://{service.host or ''}{port}" if schema in WEBHOOKS else schema
    yield Service(service, address, _free(name, taken), schema in WEBHOOKS)


def _free(label: str, taken: set[str]) -> str:
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label} ({number})"
    taken.add(free)
    return free


@dataclass(frozen=True, slots=True)
class Service:
    """A service that Apprise speaks to."""

    service: Any
    address: str
    label: str
    webhook: bool

    def shown(self, message: Message, words: Words, *, again: bool) -> str:
        """The text that would be sent, no longer than the service takes."""
        note = words.gettext(MAYBE) if again and not self.webhook else ""
        longest = min(LONGEST, self.service.body_maxlen)
        tidy = clean if self.webhook else for_chat
        return as_text(message, words, longest=longest, tidy=tidy, note=note)

    def send(self, message: Message, words: Words, token: str, *, again: bool) -> Handed:
        """Hand a message over; a webhook is told the token, others are told of a repetition."""
        if self.webhook:
            self.service.headers = {**self.service.headers, "Idempotency-Key": token}
        sender = apprise.Apprise(asset=_ASSET)
        sender.add(self.service)
        subject = message.subject if self.webhook else for_chat(message.subject)
        with _Quiet() as said:
            done = sender.notify(
                title=subject,
                body=self.shown(message, words, again=again),
                body_format=apprise.NotifyFormat.TEXT,
            )
        if done:
            return Handed("sent")
        problem = _without_secrets(said(), self.address) or "it could not be sent"
        answered = _ANSWER.search(problem)
        return Handed("refused" if answered else "unsure", problem)


class _Quiet:
    """Takes up what Apprise logs, for it may hold secrets, and keeps it from stderr."""

    def __enter__(self) -> Any:
        self._log = logging.getLogger("apprise")
        self._before = self._log.propagate, self._log.level, self._log.handlers
        self._said = StringIO()
        handler = logging.StreamHandler(self._said)
        self._log.handlers, self._log.propagate = [handler], False
        self._log.setLevel(logging.WARNING)
        return lambda: clean(self._said.getvalue())

    def __exit__(self, *_: object) -> None:
        self._log.propagate, level, self._log.handlers = self._before
        self._log.setLevel(level)


def _without_secrets(text: str, address: str) -> str:
    """A text less every part of an address but its schema and, of a webhook, its host."""
    schema, _, rest = address.partition("://")
    host = urlsplit(address).hostname if schema in WEBHOOKS or schema.startswith("mail") else ""
    parts = {part for whole in (rest, unquote(rest)) for part in re.split(r"[/:@?&=#+,]", whole)}
    for part in sorted(parts - {host or "", ""}, key=len, reverse=True):
        if len(part) > 2:
            text = text.replace(part, "…")
    return text
