"""Stored versions read again from their originals, as they were read when they were stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ordlyd.cli.given import Crawled, given_from_json
from ordlyd.cli.kept import completed, understood
from ordlyd.cli.session import Session
from ordlyd.errors import OrdlydError
from ordlyd.layout import Given, linked, read_meeting
from ordlyd.lines import read
from ordlyd.model import Meeting
from ordlyd.stored import StoredMeeting

if TYPE_CHECKING:
    from ordlyd.archive import Archive
    from ordlyd.archive.records import Original

_LISTED = ("kind", "start", "end", "place", "term")
"""What a crawl may have known of a meeting from a list alone."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading a version again.

    Attributes:
        stored: The version as the archive holds it.
        before: What was read from its original when it was stored.
        meeting: What its original says now; ``None`` when that cannot be had or read.
        problem: What is wrong with the original or its text, for a reader.
    """

    stored: StoredMeeting
    before: Meeting
    meeting: Meeting | None
    problem: str = ""

    @property
    def again(self) -> StoredMeeting | None:
        """The version with what its original says."""
        if self.meeting is None:
            return None
        one = self.stored
        return StoredMeeting(
            one.id, one.version, self.meeting, one.stored_at, one.current, one.withdrawn
        )


class Rereading:
    """Reads versions again, each once.

    Args:
        archive: Holds their originals.
        session: Knows the layouts.
    """

    def __init__(self, archive: Archive, session: Session) -> None:
        self._archive = archive
        self._session = session
        self._read: dict[tuple[str, int], Reread] = {}

    def __call__(self, stored: StoredMeeting) -> Reread:
        """Return what came of reading a version again."""
        name = stored.id, stored.version
        if name not in self._read:
            self._read[name] = _reread(self._archive, self._session, stored)
        return self._read[name]

    def forget(self) -> None:
        """Let go of all that was read."""
        self._read.clear()


def _reread(archive: Archive, session: Session, stored: StoredMeeting) -> Reread:
    """Read a version again: bytes, lines, layout, meeting. Nothing of the stored meeting is used.

    But for one case: of a version that an older ordlyd stored it is not known what was given
    beside its bytes; then what the stored meeting says is.
    """
    before = stored.meeting
    try:
        origin = archive.original_of(stored)
        before = origin.meeting
        body = archive.original(origin.sha256)
        text, meeting = _read(body, origin, session)
        problem = "" if archive.text(origin.sha256) == text else "Its extracted text is another."
    except OrdlydError as error:
        return Reread(stored, before, None, str(error))
    source = meeting.source.model_copy(update={"retrieved_at": origin.retrieved_at})
    return Reread(stored, before, meeting.model_copy(update={"source": source}), problem)


def _read(body: bytes, origin: Original, session: Session) -> tuple[str, Meeting]:
    held = origin.meeting
    given = (
        Given(held.municipality, held.date, held.committee)
        if origin.given is None
        else given_from_json(origin.given)
    )
    if isinstance(given, Crawled):
        document, reading = understood(body, origin.name, session, given)
        return document.text, completed(reading, given.listed)
    registry = session.registry
    document = read(body, name=origin.name, max_bytes=session.max_bytes, pages=registry.pages)
    reading = read_meeting(document, registry.layouts, registry.municipalities, given)
    meeting = reading.meeting
    if origin.given is None and origin.retrieved_at is not None:
        listed = {name: getattr(held, name) for name in _LISTED}
        meeting = linked(meeting, reading.layout, held.source.url)
        meeting = meeting.model_copy(update={**listed, "source": held.source})
    return document.text, meeting
