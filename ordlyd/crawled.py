"""What passes between a council's site and the archive: the contract of every spider.

A portal knows one publishing platform. It is plain functions over requests and answers, never
opens a socket and never reads minutes: it says what to fetch next (:class:`Fetch`), tells what a
listing lists (:class:`Listed`), and checks that an answer is the document it should be. The
spider that drives it fetches; the archive keeps (:class:`RawDocument`); layouts read later.
``docs/crawling.md`` tells the story.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from pydantic import TypeAdapter

from ordlyd.errors import OrdlydError
from ordlyd.model import MeetingKind
from ordlyd.municipality import Municipality

FetchKind = Literal["session", "listing", "document", "file"]

MAX_LISTING = 8_000_000
MAX_DOCUMENT = 16_000_000
MAX_FILE = 50_000_000

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Listed:
    """One agenda, supplement or set of minutes that a source lists.

    Attributes:
        source_id: The source's own number for this publication; other than the meeting's
            identity, for it changes when a council publishes again.
        url: Where the document is fetched.
        page_url: The page for people, to be cited.
        committee: The name as listed, without the term where the source parts the two.
        committee_key: What tells committees apart at the source: its id, else the name.
        date: Of the meeting.
        start: "HH:MM" in local time, where listed.
        kind: Agenda, supplement or minutes.
        closed: Whether the whole publication is one of a meeting behind closed doors.
        released: When the source says that it published it; not to be relied on.
        name: What the source calls it ("Referat").
        facts: What else the listing says and the document may not: ``end`` ("HH:MM"), ``place``,
            ``term`` ("2026-2029"), ``group``; ``kind`` is ``unknown`` where one address holds
            the agenda and later the minutes, so that only the document tells which it is.
    """

    source_id: str
    url: str
    page_url: str
    committee: str
    committee_key: str
    date: Date
    start: str | None
    kind: MeetingKind
    closed: bool = False
    released: datetime | None = None
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def meeting_key(self) -> str:
        """The meeting and kind, the same across republication (facts 1.8)."""
        return f"{self.occasion_key}|{self.kind}"

    @property
    def occasion_key(self) -> str:
        """The meeting, whichever of its documents this is."""
        return f"{self.committee_key}|{self.date}|{self.start or ''}"

    @property
    def title(self) -> str:
        """What a reader calls it: committee, date, start and name."""
        when = f"{self.date} {self.start}" if self.start else str(self.date)
        return f"{self.committee}, {when}, {self.name or self.kind}"


_LISTED = TypeAdapter(Listed)


def listed_to_json(listed: Listed) -> str:
    """Write what a source lists, equal rows always alike."""
    return _LISTED.dump_json(listed, exclude_defaults=True, fallback=dict).decode()


def stated(listed: Listed) -> str:
    """A hash of what a source says of a publication, wherever it says it."""
    said = _LISTED.dump_json(
        listed, exclude={"url", "page_url"}, exclude_defaults=True, fallback=dict
    )
    return hashlib.sha256(said).hexdigest()


def listed_from_json(text: str) -> Listed:
    """Read it back."""
    return _LISTED.validate_json(text)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One attachment that the items of a municipality are published with.

    Attributes:
        address: Where the council keeps it; its number where no address is known.
        id: The source's number for it, where it has one.
        title: As printed with the item.
        place: The id of an item that it belongs to.
    """

    address: str
    id: str | None
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One fetched document, as it was received (or made canonical by its portal).

    Attributes:
        municipality: Slug.
        listed: What the source listed.
        body: The bytes to keep.
        stable: The same without generator marks, signed addresses and session noise; what is
            compared to tell an edit.
        media_type: As the source states it.
        url: Where it was had in the end.
        fetched_at: When, with time zone.
        lacks: What of it could not be had, and why, for a reader.
        empty: What the source lists in it and has nothing of, for a reader.
    """

    municipality: str
    listed: Listed
    body: bytes
    stable: bytes
    media_type: str
    url: str
    fetched_at: datetime
    lacks: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request that a portal asks for.

    Attributes:
        url: Absolute, on the host in hand.
        kind: ``session`` answers are not looked at, only their cookies are kept; ``listing``
            answers go to :meth:`Portal.listing`, ``document`` answers to :meth:`Portal.accept`,
            ``file`` answers to :meth:`Attachments.accept_file`.
        headers: Beside those that every request carries.
        cookies: Whether to send and keep cookies.
        max_bytes: A longer answer is refused.
        meta: The portal's own notes, handed back with the answer.
        otherwise: What to ask for when this cannot be had, or is not what it should be.
        files: Whether the answer may come from the hosts that the platform keeps files on.
    """

    url: str
    kind: FetchKind
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    cookies: bool = True
    max_bytes: int = MAX_LISTING
    meta: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    otherwise: Fetch | None = None
    files: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after redirects, when it is a success (2xx).

    Attributes:
        url: Where it was had in the end.
        status: HTTP status; 0, with an empty body, for a fetch of :class:`More` that failed.
        headers: Names in lower case.
        body: Uncompressed, whole, never longer than ``fetch.max_bytes``.
        fetch: What was asked for.
        problem: Why a fetch of :class:`More` failed.
        gone: Whether it failed because the source has nothing there.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetch: Fetch
    problem: str = ""
    gone: bool = False

    @property
    def media_type(self) -> str:
        """The media type without its parameters; empty where none is stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class InPart:
    """A document that is to be kept although something of it could not be had.

    Attributes:
        body: The bytes to keep.
        lacks: What could not be had, and why, for a reader; it is asked for again.
        empty: What the source lists and has nothing of, for a reader.
    """

    body: bytes
    lacks: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


class BrokenAnswer(OrdlydError):
    """An answer that is not what it should be; asking again may help."""


class BrokenListing(BrokenAnswer):
    """A listing that cannot be trusted: nothing is taken for withdrawn on its word."""


class BrokenDocument(BrokenAnswer):
    """An answer that is not the document that was asked for."""


class More(Exception):
    """Raised by :meth:`Portal.accept`: another answer is needed before the document is whole.

    A portal carries what it has so far in ``fetch.meta``. A document may take 200 fetches. One
    that fails in the end comes back as an answer of status 0, and the portal says whether the
    document can do without it.
    """

    def __init__(self, fetch: Fetch) -> None:
        super().__init__(fetch.url)
        self.fetch = fetch


class Portal(Protocol):
    """One publishing platform, for one municipality on it.

    Class attributes:
        name: The platform, as in ``Municipality.platform``.
        gone_statuses: HTTP statuses that tell that a document is no longer there, so that
            the list is to be read again before it is called a failure.
        rolling: Optional; true where the lists show recent meetings only, so that what falls
            off them was not taken back.
    """

    name: ClassVar[str]
    gone_statuses: ClassVar[frozenset[int]]

    def __init__(
        self, town: Municipality, base_url: str, *, since: Date | None, committee: str | None
    ) -> None:
        """Take a town, its address without a slash at the end, and what is asked for.

        ``since`` and ``committee`` may narrow what is requested; what comes too much is left out
        by the spider.
        """

    def start(self) -> Iterable[Fetch]:
        """Yield the first requests; a ``session`` fetch among them is made first, alone."""

    def listing(self, answer: Answer) -> Iterable[Fetch | Listed]:
        """Yield what a listing lists, and further listing requests.

        Raises:
            BrokenListing: It is not what it should be.
        """

    def document(self, listed: Listed) -> Fetch:
        """Return how to fetch one document."""

    def accept(self, listed: Listed, answer: Answer) -> bytes | InPart:
        """Return the bytes to keep, once the answer is known to be that document.

        Raises:
            BrokenDocument: It is not.
            More: It is not whole yet.
        """

    def stable(self, body: bytes) -> bytes:
        """Return a body without what changes when nothing was edited; used for hashing only."""


@runtime_checkable
class Attachments(Protocol):
    """What a portal has beside the rest where the bytes of attachments can be had.

    Class attributes:
        file_hosts: Hosts that answers may come from beside the one in hand: a name, or with a dot
            before it all names that end so.
    """

    file_hosts: ClassVar[tuple[str, ...]]

    def file(self, listed: ListedFile) -> Fetch | None:
        """Return how to fetch one attachment; ``None`` where it is not to be had."""

    def accept_file(self, listed: ListedFile, answer: Answer) -> bytes:
        """Return the bytes to keep, once the answer is known to be a file.

        Raises:
            BrokenDocument: It is none.
            More: It is elsewhere.
        """
