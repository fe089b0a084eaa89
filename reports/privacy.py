"""What pages and tables may show: no personal data, and no text that its council took back.

Every string of a record goes through :func:`ordlyd.text.mask`; there is no list of fields to
forget one in. Ids, addresses and hashes hold nothing that the mask knows, and pass unchanged.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import Literal, TypeVar, get_args, get_origin

from compare.model import Comparison
from ordlyd.ids import document
from ordlyd.model import Record
from ordlyd.stored import StoredMeeting
from ordlyd.text import mask

_PLAIN = (int, float, bool, date, datetime, time, type(None), ...)
R = TypeVar("R", bound=Record)
V = TypeVar("V")


def masked(record: R) -> R:
    """Return the record with e-mail addresses, phone and CPR numbers hidden in every string."""
    values = ((name, getattr(record, name)) for name in _telling(type(record)))
    hidden = {name: h for name, value in values if (h := _masked(value)) is not value}
    return record.model_copy(update=hidden) if hidden else record


@cache
def _telling(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record that may hold words of others: not its numbers, days and kinds."""
    return tuple(n for n, field in kind.model_fields.items() if not _is_plain(field.annotation))


def _is_plain(annotation: object) -> bool:
    if get_origin(annotation) is Literal or annotation in _PLAIN:
        return True
    parts = get_args(annotation)
    return bool(parts) and all(map(_is_plain, parts))


def masked_meetings(meetings: Iterable[StoredMeeting]) -> list[StoredMeeting]:
    """Return the meetings with personal data hidden; their identity stays."""
    return [_masked_meeting(stored) for stored in meetings]


def _masked_meeting(stored: StoredMeeting) -> StoredMeeting:
    redacted = stored.redacted and replace(stored.redacted, reason=mask(stored.redacted.reason))
    return replace(stored, meeting=masked(stored.meeting), redacted=redacted)


def renamed(found: Mapping[str, V], comparison: Comparison, shown: Comparison) -> dict[str, V]:
    """Return what is known of findings by the names that they have once they are masked.

    The name of a reference or a commitment is made of its words, among others.
    """
    before, after = (
        [*(r.key for r in one.references), *(c.key for c in one.commitments)]
        for one in (comparison, shown)
    )
    names = dict(zip(before, after, strict=True))
    return {names.get(key, key): value for key, value in found.items()}


def withdrawn(meetings: Iterable[StoredMeeting]) -> set[str]:
    """Ids of the documents and of the single versions whose text is to be left out.

    A document is left out as a whole when its newest version was withdrawn; otherwise only its
    withdrawn versions are, named as ``…/minutes@1``.
    """
    ordered = sorted(meetings, key=lambda m: (m.id, m.version))
    newest = {stored.id: stored.withdrawn for stored in ordered}
    gone = {id_ for id_, taken_back in newest.items() if taken_back}
    return gone | {f"{m.id}@{m.version}" for m in ordered if m.withdrawn}


def without(comparison: Comparison, gone: Set[str]) -> Comparison:
    """Return the comparison less everything that quotes a withdrawn text."""

    def kept(*ids: str) -> bool:
        return not any(names & gone for names in map(_documents, ids))

    return comparison.model_copy(
        update={
            "relations": tuple(r for r in comparison.relations if kept(r.a.id, r.b.id)),
            "changes": tuple(c for c in comparison.changes if kept(c.a, c.b)),
            "threads": tuple(t for t in comparison.threads if kept(*t.items)),
            "references": tuple(r for r in comparison.references if kept(r.item)),
            "commitments": tuple(c for c in comparison.commitments if kept(c.item)),
            "outcomes": tuple(o for o in comparison.outcomes if kept(o.item)),
        }
    )


def _documents(item: str) -> set[str]:
    """The ids of an item's document and of its stated version."""
    version = item.partition("@")[2]
    return {document(item), f"{document(item)}@{version}"}


def _masked(value: object) -> object:
    """The same with nothing personal in it; the very same object where there was nothing."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Record):
        return masked(value)
    if isinstance(value, tuple):
        parts = tuple(map(_masked, value))
        return parts if any(map(operator.is_not, parts, value)) else value
    return value
