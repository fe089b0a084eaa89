"""Marks: what a page rests on, as a short hash that is far cheaper to make than the page.

A page is drawn from documents, findings, and the words and numbers of a list. Two pages with the
same address, the same template, the same frame and the same mark have the same bytes, so that
the one that lies there need not be drawn again.

The frame is what every page rests on: this very code with its templates and catalogues, what it
draws with, the language, the names of the towns. An id of a document, of an item or of one of
its versions stands for the whole document: all its versions, and which of them is current.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date as Date
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic_core import PydanticSerializationError

from ordlyd.model import Record
from ordlyd.stored import StoredItem, StoredMeeting
from reports.page import Page
from reports.story import Finding, document
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
        elif entry.name.endswith((".py", ".html", ".css", ".js", ".po", ".toml")):
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
        self._frame = digest(code(), *_Walk(self).over((frame, site.words.language, site.names)))

    def documents(self, page: Page) -> list[str]:
        """The ids of the documents that a page rests on, in order."""
        walk = _Walk(self)
        for _ in walk.over(page.rests_on or ()):
            pass
        return sorted(walk.documents)

    def of(self, page: Page) -> bytes | None:
        """The mark of a page; ``None`` where nobody said what it rests on."""
        if page.rests_on is None:
            return None
        walk = _Walk(self)
        parts = list(walk.over(page.rests_on))
        found = sorted(walk.documents)
        parts += walk.over(self._site.footing(found))
        held = (self.document(id_) for id_ in found)
        return digest(self._frame, page.path.encode(), page.template.encode(), *held, *parts)

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
        key = found.relation.key
        if key not in self._findings:
            walk = _Walk(self)
            changes = self._site.changes_of(found.relation)
            parts = list(walk.over((found.relation, changes)))
            self._findings[key] = digest(*parts), frozenset(walk.documents)
        return self._findings[key]

    def told(self, key: str | None) -> FoundAt | None:
        """When a finding was found, and when it became another."""
        return self._site.found_at(key) if key else None


class _Walk:
    """A walk over what a page rests on: its bytes in order, and the documents met."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.documents: set[str] = set()

    def over(self, thing: object) -> Iterator[bytes]:
        """Yield what a thing says; raises ``TypeError`` for one that says nothing lasting."""
        match thing:
            case str():
                self._meet(thing)
                yield b"s" + thing.encode("utf-8", "surrogatepass")
            case bytes() | None | bool() | int() | float() | Date():
                yield repr(thing).encode()
            case StoredMeeting() | StoredItem():
                yield from self.over(f"{thing.id}@{thing.version}")
            case Finding():
                mark, met = self._marks.finding(thing)
                self.documents |= met
                yield mark
            case Record():
                self._meet_all(thing)
                yield _json(thing)
                yield repr(self._marks.told(getattr(thing, "key", None))).encode()
            case _:
                yield from self._over_parts(thing)

    def _over_parts(self, thing: object) -> Iterator[bytes]:
        match thing:
            case Mapping():
                parts: Collection[object] = sorted(thing.items())
            case Set():
                parts = sorted(thing)
            case Collection():
                parts = thing
            case _ if is_dataclass(thing):
                parts = [getattr(thing, field.name) for field in fields(thing)]
            case _:
                raise TypeError(f"a page cannot rest on a {type(thing).__name__}")
        yield f"{len(parts)} of".encode()
        for part in parts:
            yield from self.over(part)

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
