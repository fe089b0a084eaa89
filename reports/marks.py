"""Marks: what a page rests on, as a short hash that is far cheaper to make than the page.

A page is drawn from documents, findings, and the words and numbers of a list. Two pages with the
same address, the same template, the same frame and the same mark have the same bytes, so that
the one that lies there need not be drawn again.

The frame is what every page rests on: this very code with its templates and catalogues, what it
draws with, the language, the names of the towns. An id of a document, of an item or of one of
its versions stands for the whole document: all its versions, and which of them is current.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date as Date
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic_core import PydanticSerializationError

from ordlyd.ids import document
from ordlyd.model import Record
from ordlyd.stored import StoredItem, StoredMeeting
from reports.footing import Lack
from reports.page import Page
from reports.story import Finding
from reports.view import FoundAt, Site

SIZE = 16
"""Bytes of a mark."""

_DRAWN_BY = ("ordlyd", "compare", "reports")
_DRAWN_WITH = ("babel", "jinja2", "markupsafe", "pystemmer", "rapidfuzz")


def digest(*parts: bytes) -> bytes:
    """A short hash of some bytes, each told apart from the next."""
    hashed = blake2b(digest_size=SIZE)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.digest()


@cache
def code() -> bytes:
    """The mark of the program itself: an upgrade, or an edited template, draws all pages anew."""
    sources = (data for package in _DRAWN_BY for data in _sources(files(package)))
    return digest(*(version(name).encode() for name in _DRAWN_WITH), *sources)


def _sources(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name not in {"__pycache__", "samples"}:
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".html", ".xml", ".css", ".js", ".po", ".toml")):
            yield entry.name.encode()
            yield entry.read_bytes()


class Marks:
    """The marks of the pages of one site.

    Args:
        site: What they are drawn from.
        frame: What else every page rests on.
    """

    def __init__(self, site: Site, *frame: object) -> None:
        self._site = site
        self._documents: dict[str, bytes] = {}
        self._findings: dict[str, tuple[bytes, frozenset[str]]] = {}
        self._sets: dict[tuple[str, ...], bytes] = {}
        self._lacks = self._lacking()
        everywhere = _Walk(self, (frame, site.words.language, site.names))
        self._frame = digest(code(), *everywhere.parts)

    def documents(self, page: Page) -> list[str]:
        """The ids of the documents that a page rests on, in order."""
        return sorted(_Walk(self, page.rests_on or ()).documents)

    def of(self, page: Page) -> bytes | None:
        """The mark of a page; ``None`` where nobody said what it rests on."""
        if page.rests_on is None:
            return None
        walk = _Walk(self, page.rests_on)
        held = self._held(tuple(sorted(walk.documents)))
        return digest(self._frame, page.path.encode(), page.template.encode(), held, *walk.parts)

    def _held(self, ids: tuple[str, ...]) -> bytes:
        """The mark of some documents, and of what a page that rests on them ends with.

        What a page ends with follows from its documents, but for what their towns lack.
        """
        if ids not in self._sets:
            towns = {None, *(one.meeting.municipality or "" for one in self._versions(ids))}
            lacks = [self._lacks[town] for town in towns & self._lacks.keys()]
            self._sets[ids] = digest(*map(self.document, ids), *sorted(lacks))
        return self._sets[ids]

    def _versions(self, ids: Iterable[str]) -> Iterator[StoredMeeting]:
        return (version for id_ in ids for version in self._site.versions[id_])

    def _lacking(self) -> dict[str | None, bytes]:
        """The mark of what each municipality lacks; of nobody's under ``None``."""
        lacks: dict[str | None, list[Lack]] = defaultdict(list)
        for lack in self._site.lacking:
            lacks[lack.municipality].append(lack)
        return {town: digest(*_Walk(self, found).parts) for town, found in lacks.items()}

    def document(self, id_: str) -> bytes:
        """The mark of a document: all that is held of it."""
        if id_ not in self._documents:
            versions = self._site.versions[id_]
            self._documents[id_] = digest(id_.encode(), *(p for v in versions for p in _held(v)))
        return self._documents[id_]

    def knows(self, id_: str) -> bool:
        """Whether a document of this id is held."""
        return id_ in self._site.versions

    def finding(self, found: Finding) -> tuple[bytes, frozenset[str]]:
        """The mark of a finding with its changes, and the documents that it is between."""
        relation = found.relation
        if relation.key not in self._findings:
            told = repr(self.told(relation.key)).encode()
            parts = map(_json, (relation, *self._site.changes_of(relation)))
            between = {document(relation.a.id), document(relation.b.id)}
            met = frozenset(id_ for id_ in between if self.knows(id_))
            self._findings[relation.key] = digest(told, *parts), met
        return self._findings[relation.key]

    def told(self, key: str | None) -> FoundAt | None:
        """When a finding was found, and when it became another."""
        return self._site.found_at(key) if key else None


class _Walk:
    """A walk over what a page rests on: its bytes in order, and the documents met."""

    def __init__(self, marks: Marks, things: object) -> None:
        self._marks = marks
        self.parts: list[bytes] = []
        self.documents: set[str] = set()
        self._add(things)

    def _add(self, thing: object) -> None:
        """Take down what a thing says; ``TypeError`` for one that says nothing lasting."""
        match thing:
            case str():
                self._meet(thing)
                self.parts.append(b"s" + thing.encode("utf-8", "surrogatepass"))
            case bytes() | None | bool() | int() | float() | Date():
                self.parts.append(repr(thing).encode())
            case StoredMeeting() | StoredItem():
                self._add(f"{thing.id}@{thing.version}")
            case Finding():
                mark, met = self._marks.finding(thing)
                self.documents |= met
                self.parts.append(mark)
            case Record():
                self._meet_all(thing)
                told = self._marks.told(getattr(thing, "key", None))
                self.parts += (_json(thing), repr(told).encode())
            case _:
                self._add_parts(thing)

    def _add_parts(self, thing: object) -> None:
        match thing:
            case tuple() | list():  # nearly all; to ask what else a thing is takes longer
                parts: Collection[object] = thing
            case Mapping():
                parts = sorted(thing.items())
            case Set():
                parts = sorted(thing)
            case Collection():
                parts = thing
            case _ if is_dataclass(thing):
                parts = [getattr(thing, field.name) for field in fields(thing)]
            case _:
                raise TypeError(f"a page cannot rest on a {type(thing).__name__}")
        self.parts.append(f"{len(parts)} of".encode())
        for part in parts:
            self._add(part)

    def _meet(self, name: str) -> None:
        """Note the document that an id points into."""
        if "/" in name and self._marks.knows(id_ := document(name)):
            self.documents.add(id_)

    def _meet_all(self, thing: object) -> None:
        if isinstance(thing, str):
            self._meet(thing)
        elif isinstance(thing, Record):
            for value in thing.__dict__.values():
                self._meet_all(value)
        elif isinstance(thing, tuple):
            for value in thing:
                self._meet_all(value)


def _held(stored: StoredMeeting) -> tuple[bytes, bytes]:
    moment = f"{stored.version} {stored.stored_at.isoformat()}"
    return moment.encode(), _json(stored.meeting)


def _json(record: Record) -> bytes:
    try:
        return record.__pydantic_serializer__.to_json(record)
    except PydanticSerializationError:  # halves of characters, which no UTF-8 has
        return repr(record).encode("utf-8", "surrogatepass")
