"""Mail: written by us and carried to the server that an Apprise address names.

Apprise gives each mail a Message-ID of its own, so that nobody could tell one that is sent again.
Ours is made of the message's token and stays; servers and readers drop the second of two mails
with one Message-ID. Headers are those of :mod:`email`, which refuses a line break in any of them.

Sources: RFC 5322 (Internet Message Format, 3.6.4 Message-ID), RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from apprise.plugins.email.base import NotifyEmail

from reports.alerts.channel import Handed
from reports.alerts.messages import Message, as_html, as_text, clean
from reports.labels import N_
from reports.words import Words

SIGNATURE = N_(
    "Sent by ordlyd for the rule “%(rule)s”. The council's own publication is what counts."
)


def recipients(service: NotifyEmail) -> list[str]:
    """Every address that a mail is to reach, each once."""
    named = [str(address) for _, address in service.targets]
    return list(dict.fromkeys([*named, *sorted(service.cc), *sorted(service.bcc)]))


@dataclass(frozen=True, slots=True)
class Mail:
    """One recipient of mail."""

    service: NotifyEmail
    recipient: str
    label: str

    @property
    def sender(self) -> str:
        """The address that mails come from."""
        return str(self.service.from_addr[1])

    def shown(self, message: Message, words: Words, *, again: bool = False) -> str:  # noqa: ARG002 - the Message-ID tells a repetition
        """The plain text part."""
        signature = words.gettext(SIGNATURE, rule=clean(message.rule, 100))
        return f"{as_text(message, words)}\n\n-- \n{signature}\n"

    def send(self, message: Message, words: Words, token: str, *, again: bool) -> Handed:  # noqa: ARG002 - the same
        """Hand a mail to the server; see :class:`reports.alerts.channel.Channel`."""
        begun = False
        try:
            written = self.written(message, words, token)
            with self._server() as server:
                begun = True
                server.send_message(written, self.sender, [self.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            return Handed("refused", _said(*error.recipients[self.recipient]))
        except smtplib.SMTPResponseException as error:
            return Handed("refused", _said(error.smtp_code, error.smtp_error))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            problem = f"{self.service.smtp_host}:{self.service.port}: {_why(error)}"
            return Handed("unsure" if begun else "refused", clean(problem))
        return Handed("sent")

    def written(self, message: Message, words: Words, token: str) -> EmailMessage:
        """The mail, with text and HTML."""
        name = self.service.from_addr[0]
        written = EmailMessage(policy=SMTP)
        written["From"] = Address(str(name or "ordlyd"), addr_spec=self.sender)
        written["To"] = Address(addr_spec=self.recipient)
        written["Subject"] = message.subject
        written["Date"] = format_datetime(datetime.now(UTC))
        written["Message-ID"] = f"<{token}@{self.sender.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(self.shown(message, words), cte="quoted-printable")
        written.add_alternative(as_html(message, words), subtype="html", cte="quoted-printable")
        return written

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """Connect as the address says; what comes after a mail was taken cannot make it fail."""
        service = self.service
        where = str(service.smtp_host), int(service.port or 0)
        timeout, context = service.socket_connect_timeout, ssl.create_default_context()
        if not service.verify_certificate:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        server = (
            smtplib.SMTP_SSL(*where, timeout=timeout, context=context)
            if service.secure_mode == "ssl"
            else smtplib.SMTP(*where, timeout=timeout)
        )
        try:
            if service.secure_mode == "starttls":
                server.starttls(context=context)
            if service.user and service.password:
                server.login(service.user, service.password)
            yield server
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return clean(f"{code} {text}")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
