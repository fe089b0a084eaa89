"""Documents that could not be had or read, each with its reason."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select

from ordlyd.archive.records import Refusal
from ordlyd.archive.tables import refusals


def record(
    connection: Connection, name: str, sha256: str, reason: str, municipality: str | None
) -> None:
    """Write a refusal; an earlier one of the same document gives way to it."""
    clear(connection, name, sha256)
    connection.execute(
        insert(refusals).values(
            name=name,
            sha256=sha256,
            reason=reason,
            municipality=municipality,
            refused_at=datetime.now(UTC),
        )
    )


def clear(connection: Connection, name: str, sha256: str) -> None:
    """Forget a refusal: the same name or the same bytes could be had and read."""
    same_bytes = and_(refusals.c.sha256 == sha256, refusals.c.sha256 != "")
    connection.execute(delete(refusals).where(or_(refusals.c.name == name, same_bytes)))


def listed(connection: Connection) -> list[Refusal]:
    """Return every refusal, by name."""
    columns = select(
        refusals.c.name,
        refusals.c.sha256,
        refusals.c.reason,
        refusals.c.municipality,
        refusals.c.refused_at,
    )
    return [Refusal(*row) for row in connection.execute(columns.order_by(refusals.c.name))]
