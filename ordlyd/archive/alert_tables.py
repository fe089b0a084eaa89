"""The tables of alerts: what each rule has told, and the messages that are to be sent.

They hold no text and no address: a message is written anew, from what is found at the time, when
it is handed over, so that nothing that was withdrawn meanwhile is sent.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, String, Table, TypedColumns

from ordlyd.archive.columns import Foreign, Moment, metadata


class RuleColumns(TypedColumns):
    """One row a rule that was run. ``settled_at`` is the last digest that was sent or was empty."""

    name: Named[str] = Column(Foreign, primary_key=True)
    first_run_at: Named[datetime] = Column(Moment)
    settled_at: Named[datetime | None] = Column(Moment)


class MessageColumns(TypedColumns):
    """One row a message; ``standing`` is whether it tells what stood before the rule was made."""

    key = Column(Integer, primary_key=True)
    rule: Named[str] = Column(Foreign)
    claimed_at: Named[datetime] = Column(Moment)
    standing: Named[bool]


class ToldColumns(TypedColumns):
    """One row a finding that a rule tells, in one message only.

    ``changed_at`` is the change that it tells; a later one may be told again.
    """

    rule: Named[str] = Column(Foreign, primary_key=True)
    sort: Named[str] = Column(String, primary_key=True)
    finding: Named[str] = Column(String(16), primary_key=True)
    changed_at: Named[datetime] = Column(Moment, primary_key=True)
    message_key: Named[int] = Column(ForeignKey("alert_messages.key"), index=True)
    what: Named[str]


class DeliveryColumns(TypedColumns):
    """One row a message and a channel that it goes to.

    ``state`` is ``waiting``, ``handing`` while it is handed over, ``unsure`` when that ended
    without an answer, ``sent`` or ``dropped``. ``token`` is the same at each try.
    """

    key = Column(Integer, primary_key=True)
    message_key: Named[int] = Column(ForeignKey("alert_messages.key"), index=True)
    channel: Named[str] = Column(Foreign)
    token: Named[str] = Column(String(32), unique=True)
    state: Named[str] = Column(String, index=True)
    tries: Named[int]
    tried_at: Named[datetime | None] = Column(Moment)
    sent_at: Named[datetime | None] = Column(Moment)
    problem: Named[str | None] = Column(Foreign)


alert_rules = Table("alert_rules", metadata, RuleColumns)
alert_messages = Table("alert_messages", metadata, MessageColumns)
alert_told = Table("alert_told", metadata, ToldColumns)
alert_deliveries = Table("alert_deliveries", metadata, DeliveryColumns)

ALERT_TABLES = (alert_rules, alert_messages, alert_told, alert_deliveries)
