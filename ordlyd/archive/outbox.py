"""The outbox of alerts: what a rule tells is claimed first, in one transaction, and then sent.

A delivery goes from ``waiting`` through ``handing`` to ``sent``, each step on disk before the
next is taken. A process that ends while it is ``waiting`` has sent nothing, one that ends when it
is ``sent`` has noted it; only of ``handing`` nobody can tell, and it is kept as small as can be.
Whoever works on an outbox holds its lock, so that whatever it finds in ``handing`` was cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from sqlalchemy import func, insert, select, update

from ordlyd.archive.alert_tables import alert_deliveries, alert_messages, alert_rules, alert_told
from ordlyd.archive.database import Database

State = Literal["waiting", "handing", "unsure", "sent", "dropped"]
_OPEN: tuple[State, ...] = ("waiting", "handing", "unsure")


@dataclass(frozen=True, slots=True)
class Claimed:
    """One finding of a message.

    Attributes:
        sort: What it is of.
        finding: Its lasting name among those of its sort.
        changed_at: The change that is told.
        what: ``new`` or ``changed``.
    """

    sort: str
    finding: str
    changed_at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way to one channel.

    Attributes:
        key: Its number.
        rule: Name of the rule.
        channel: Label of the channel.
        token: The same at each try, and of no other delivery.
        again: Whether it may have come through before.
        tries: How often it was handed over.
        standing: Whether it tells what stood before the rule was made.
        claimed: The findings that it tells.
    """

    key: int
    rule: str
    channel: str
    token: str
    again: bool
    tries: int
    standing: bool
    claimed: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class RuleState:
    """When a rule was first run, and its last digest that was sent or had nothing to say."""

    first_run_at: datetime
    settled_at: datetime | None


class Outbox:
    """Messages that are to be sent, and what each rule has told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rule(self, name: str) -> RuleState | None:
        """Return what is known of a rule; ``None`` before its first run."""
        with self._database.reading() as connection:
            row = connection.execute(select(alert_rules).where(alert_rules.c.name == name)).first()
        return RuleState(row.first_run_at, row.settled_at) if row else None

    def told(self, rule: str) -> dict[tuple[str, str], datetime]:
        """Return the findings that a rule has told, by sort and name, each with its last change."""
        columns = select(
            alert_told.c.sort, alert_told.c.finding, func.max(alert_told.c.changed_at)
        ).where(alert_told.c.rule == rule)
        with self._database.reading() as connection:
            rows = connection.execute(columns.group_by(alert_told.c.sort, alert_told.c.finding))
            return {(sort, finding): changed for sort, finding, changed in rows}

    def claim(
        self,
        rule: str,
        messages: Iterable[Sequence[Claimed]],
        channels: Sequence[str],
        *,
        now: datetime,
        settled_at: datetime | None,
        standing: bool = False,
    ) -> None:
        """Note what a rule tells and where it is to be sent, all of it or nothing.

        Args:
            rule: Name of the rule.
            messages: The findings of each message.
            channels: Labels of the channels that each message goes to.
            now: With time zone.
            settled_at: The digest that this is.
            standing: Whether the findings stood before the rule was made.
        """
        with self._database.writing() as connection:
            known = update(alert_rules).where(alert_rules.c.name == rule)
            if not connection.execute(known.values(settled_at=settled_at)).rowcount:
                row = {"name": rule, "first_run_at": now, "settled_at": settled_at}
                connection.execute(insert(alert_rules), row)
            for message in messages:
                row = {"rule": rule, "claimed_at": now, "standing": standing}
                made = insert(alert_messages).values(row).returning(alert_messages.c.key)
                key = connection.scalars(made).one()
                connection.execute(insert(alert_told), [_told(rule, key, one) for one in message])
                connection.execute(
                    insert(alert_deliveries), [_delivery(key, label) for label in channels]
                )

    def open(self) -> list[Delivery]:
        """Return what is not sent yet, the oldest first."""
        columns = (
            select(alert_deliveries, alert_messages.c.rule, alert_messages.c.standing)
            .join(alert_messages, alert_messages.c.key == alert_deliveries.c.message_key)
            .where(alert_deliveries.c.state.in_(_OPEN))
            .order_by(alert_deliveries.c.key)
        )
        told = select(alert_told)
        with self._database.reading() as connection:
            return [
                Delivery(
                    key=row.key,
                    rule=row.rule,
                    channel=row.channel,
                    token=row.token,
                    again=row.state != "waiting",
                    tries=row.tries,
                    standing=row.standing,
                    claimed=tuple(
                        Claimed(one.sort, one.finding, one.changed_at, one.what)
                        for one in connection.execute(
                            told.where(alert_told.c.message_key == row.message_key)
                        )
                    ),
                )
                for row in connection.execute(columns).all()
            ]

    def hand(self, delivery: Delivery, now: datetime) -> None:
        """Note that a delivery is about to be handed over."""
        self._set(delivery, "handing", tries=delivery.tries + 1, tried_at=now)

    def sent(self, delivery: Delivery, now: datetime) -> None:
        """Note that it was taken."""
        self._set(delivery, "sent", sent_at=now, problem=None)

    def failed(self, delivery: Delivery, problem: str, *, unsure: bool) -> None:
        """Note that it was not taken, or that nobody knows; it is tried again."""
        self._set(delivery, "unsure" if unsure or delivery.again else "waiting", problem=problem)

    def drop(self, delivery: Delivery, problem: str) -> None:
        """Note that it is not to be sent any more."""
        self._set(delivery, "dropped", problem=problem)

    def _set(self, delivery: Delivery, state: State, **values: object) -> None:
        this = update(alert_deliveries).where(alert_deliveries.c.key == delivery.key)
        with self._database.writing() as connection:
            connection.execute(this.values(state=state, **values))


def _told(rule: str, message: int, claimed: Claimed) -> dict[str, object]:
    return {
        "rule": rule,
        "sort": claimed.sort,
        "finding": claimed.finding,
        "changed_at": claimed.changed_at,
        "message_key": message,
        "what": claimed.what,
    }


def _delivery(message: int, channel: str) -> dict[str, object]:
    return {
        "message_key": message,
        "channel": channel,
        "token": uuid4().hex,
        "state": "waiting",
        "tries": 0,
    }
