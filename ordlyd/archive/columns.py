"""The types of columns of an archive's tables, and the set that the tables belong to."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKeyConstraint, MetaData, String, TypeDecorator

metadata = MetaData()


def in_utc(moment: datetime) -> datetime:
    """The same point in time in UTC; one without time zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC and returned with its time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by the base class
        """Leave the time zone out, for not every database keeps it."""
        return in_utc(value).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        """Give the time zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Foreign(TypeDecorator[str]):
    """A name from outside, as of a file: bytes of it that are no UTF-8 are written as escapes."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """Write what no database can hold in a form that it can."""
        return value.encode("utf-8", "backslashreplace").decode() if value else value


def of_version() -> ForeignKeyConstraint:
    """What ties a row to a version of a meeting."""
    return ForeignKeyConstraint(
        ["meeting_key", "version"], ["versions.meeting_key", "versions.version"]
    )
