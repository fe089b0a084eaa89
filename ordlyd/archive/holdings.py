"""What the archive holds, municipality by municipality."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from ordlyd.archive.records import MunicipalityStatus
from ordlyd.archive.tables import meetings, refusals, versions

UNKNOWN = "unknown"
"""Stands for the municipality of a document that nobody can tell, as it does in ids."""


def status(connection: Connection) -> list[MunicipalityStatus]:
    """Return a line for every municipality that has a meeting or a refused document."""
    held = {row.municipality: row._asdict() for row in connection.execute(_held())}
    refused = {row.municipality: row.refused for row in connection.execute(_refused())}
    return [
        MunicipalityStatus(**held.get(town, {"municipality": town}), refused=refused.get(town, 0))
        for town in sorted(held.keys() | refused.keys())
    ]


def _held() -> Select[*tuple[Any, ...]]:
    current = versions.c.version == meetings.c.current_version
    return (
        select(
            meetings.c.municipality,
            func.count(meetings.c.key.distinct()).label("meetings"),
            func.sum(case((current, versions.c.item_count), else_=0)).label("items"),
            func.count().label("versions"),
            func.min(meetings.c.date).label("first_date"),
            func.max(meetings.c.date).label("last_date"),
            func.max(versions.c.stored_at).label("last_stored_at"),
        )
        .join(versions, versions.c.meeting_key == meetings.c.key)
        .group_by(meetings.c.municipality)
    )


def _refused() -> Select[*tuple[Any, ...]]:
    town = func.coalesce(refusals.c.municipality, UNKNOWN).label("municipality")
    return select(town, func.count().label("refused")).group_by(town)
