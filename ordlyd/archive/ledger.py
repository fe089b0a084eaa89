"""The ledger of silent edits: what councils changed after they had published it.

One entry for each version that took the place of a former one of the same document, written in
the transaction that stores it, and one for each redaction. Entries are added and never changed;
each has the hash of the one before it, so that none can be altered, taken out or put in without
every later hash being another. Who keeps the newest hash elsewhere can prove all of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from ordlyd.archive.found_records import LedgerCheck, LedgerEntry
from ordlyd.archive.found_tables import ledger, redactions
from ordlyd.archive.objects import canonical, sha256
from ordlyd.archive.tables import documents, meetings, versions

BEFORE_ALL = "0" * 64
"""Stands for the hash of the entry before the first."""
PAGE = 500

_FIELDS = tuple(field.name for field in dataclasses.fields(LedgerEntry))


def digest(entry: LedgerEntry) -> str:
    """Return the hash of an entry: of all its fields but the hash, as canonical JSON."""
    said = {name: getattr(entry, name) for name in _FIELDS if name != "hash"}
    said["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(canonical(said))


def note_edit(connection: Connection, meeting_key: int, version: int, at: datetime) -> None:
    """Add an entry for a version that was stored in the place of the one before it."""
    before, after = (_document(connection, meeting_key, n) for n in (version - 1, version))
    _append(
        connection,
        at=at,
        what="edited",
        meeting_id=after.id,
        from_version=version - 1,
        from_sha256=before.sha256,
        from_text_sha256=before.text_sha256,
        to_version=version,
        to_sha256=after.sha256,
        to_text_sha256=after.text_sha256,
    )


def note_redaction(
    connection: Connection, meeting_key: int, version: int, at: datetime, reason: str
) -> None:
    """Add an entry for a version whose text is removed for good."""
    taken = _document(connection, meeting_key, version)
    _append(
        connection,
        at=at,
        what="redacted",
        meeting_id=taken.id,
        from_version=version,
        from_sha256=taken.sha256,
        from_text_sha256=taken.text_sha256,
        reason=reason,
    )


def begin(connection: Connection) -> None:
    """Fill the ledger of an archive that had none, in the order in which versions were stored."""
    later = select(versions.c.meeting_key, versions.c.version, versions.c.stored_at).where(
        versions.c.version > 1
    )
    in_time = later.order_by(versions.c.stored_at, versions.c.meeting_key, versions.c.version)
    for row in connection.execute(in_time).all():
        note_edit(connection, row.meeting_key, row.version, row.stored_at)


def page(connection: Connection, after: int) -> list[LedgerEntry]:
    """Return the next entries."""
    statement = select(ledger).where(ledger.c.n > after).order_by(ledger.c.n).limit(PAGE)
    return [LedgerEntry(**row._asdict()) for row in connection.execute(statement)]


def check(connection: Connection) -> LedgerCheck:
    """Follow the chain, hold it against what is stored, and name the first that is wrong."""
    told: dict[tuple[str, str, int], str] = {}
    previous, n = BEFORE_ALL, 0
    while entries := page(connection, n):
        for entry in entries:
            if why := _broken(entry, n + 1, previous):
                return LedgerCheck(n, previous, n + 1, why)
            told[_subject(entry)] = entry.to_sha256 or entry.from_sha256
            previous, n = entry.hash, entry.n
    return LedgerCheck(n, previous, None, _unlike(told, _held(connection)))


def _broken(entry: LedgerEntry, n: int, previous: str) -> str:
    """Say what is wrong with an entry, that should be the ``n``-th after a hash."""
    if entry.n != n:
        return f"Entry {n} is missing."
    if entry.hash != digest(entry):
        return f"Entry {n}, of {entry.meeting_id}, was changed: its hash is another one."
    if entry.previous != previous:
        return f"Entry {n}, of {entry.meeting_id}, does not follow on the one before it."
    return ""


def _subject(entry: LedgerEntry) -> tuple[str, str, int]:
    return entry.what, entry.meeting_id, entry.to_version or entry.from_version


def _unlike(
    told: Mapping[tuple[str, str, int], str], held: Mapping[tuple[str, str, int], set[str]]
) -> str:
    """Name the first version that is held and not told of, or told of and not held."""
    for what, name, version in sorted(told.keys() | held.keys()):
        subject = what, name, version
        if subject not in told:
            return f"No entry tells that {name}@{version} was {what}."
        if told[subject] not in held.get(subject, ()):
            return f"{name}@{version} is not held as the ledger tells: {what}, {told[subject]}."
    return ""


def _held(connection: Connection) -> dict[tuple[str, str, int], set[str]]:
    """Return the hashes of the originals of each version that must stand in the ledger."""
    held: dict[tuple[str, str, int], set[str]] = {}
    redacted = select(documents.c.sha256, redactions.c.version, meetings.c.id).join(
        redactions,
        (redactions.c.meeting_key == documents.c.meeting_key)
        & (redactions.c.version == documents.c.version),
    )
    edited = select(documents.c.sha256, documents.c.version, meetings.c.id).where(
        documents.c.version > 1
    )
    for what, columns in (("edited", edited), ("redacted", redacted)):
        rows = columns.join(meetings, meetings.c.key == documents.c.meeting_key)
        for sha256_, version, name in connection.execute(rows):
            held.setdefault((what, name, version), set()).add(sha256_)
    return held


def _document(connection: Connection, meeting_key: int, version: int) -> Row[str, str, str]:
    """Return the meeting's id, and the hashes of the first original of one version."""
    columns = select(meetings.c.id, documents.c.sha256, documents.c.text_sha256)
    statement = (
        columns.join(documents, documents.c.meeting_key == meetings.c.key)
        .where(meetings.c.key == meeting_key, documents.c.version == version)
        .order_by(documents.c.stored_at, documents.c.sha256)
    )
    return connection.execute(statement.limit(1)).one()


def _append(connection: Connection, **said: Any) -> None:
    newest = select(func.max(ledger.c.n)).scalar_subquery()
    last = select(ledger.c.n, ledger.c.hash).where(ledger.c.n == newest)
    n, previous = connection.execute(last).one_or_none() or (0, BEFORE_ALL)
    entry = LedgerEntry(n=n + 1, previous=previous, hash="", **said)
    values = dataclasses.asdict(entry) | {"hash": digest(entry)}
    connection.execute(insert(ledger).values(values))
