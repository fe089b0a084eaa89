"""One run of a command: its settings, the plugins, the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from logging import DEBUG
from pathlib import Path
from typing import TYPE_CHECKING

from ordlyd.cli.output import listen, log
from ordlyd.errors import OrdlydError
from ordlyd.layout import Given, Reading, read_meeting
from ordlyd.lines import Document, read
from ordlyd.lines.read import load
from ordlyd.registry import Registry, load_registry
from ordlyd.settings import Settings, load_settings

if TYPE_CHECKING:
    from ordlyd.archive import Archive


class WrongUse(OrdlydError):
    """What was asked for cannot be done; the hint says what to type instead."""


@dataclass(frozen=True)
class Session:
    """What every command needs; :meth:`start` makes one."""

    settings: Settings

    @classmethod
    def start(cls, **overrides: object) -> Session:
        """Read the settings, the command line first, and listen for warnings."""
        settings = load_settings(**overrides)
        if not log.isEnabledFor(DEBUG):  # --debug came first
            listen("debug" if settings.debug else settings.log_level)
        return cls(settings)

    @property
    def max_bytes(self) -> int:
        """Longer documents are refused."""
        return self.settings.max_document_mb * 1_000_000

    @cached_property
    def registry(self) -> Registry:
        """Municipalities and layouts; a plugin that was left out is named in a warning."""
        registry = load_registry(self.settings.plugin_dir)
        for name, failure in registry.failures.items():
            log.warning("The plugin %s is left out: %s", name, failure)
        return registry

    @property
    def names(self) -> dict[str, str]:
        """The name of each municipality by its slug."""
        return {town.slug: town.name for town in self.registry.municipalities.values()}

    def slug(self, name: str) -> str:
        """Return the slug of a municipality given by name or slug; ``UnknownName`` if none."""
        return self.registry.municipality(name).slug

    def slugs(self, names: Iterable[str] | None) -> list[str]:
        """The same for several."""
        return [self.slug(name) for name in names or ()]

    def given(self, municipality: str | None, date: Date | None, committee: str | None) -> Given:
        """What the command line says of documents, the municipality checked."""
        return Given(self.slug(municipality) if municipality else None, date, committee)

    def open(self, path: Path) -> Document:
        """Read a file into lines; its size is looked at before anything else is done."""
        data = load(path, max_bytes=self.max_bytes)
        pages = self.registry.pages
        return read(data, name=str(path), max_bytes=self.max_bytes, pages=pages)

    def read(self, document: Document, given: Given) -> Reading:
        """Read a document with the plugins' layouts and pass its warnings on."""
        registry = self.registry
        reading = read_meeting(document, registry.layouts, registry.municipalities, given)
        for warning in reading.warnings:
            log.warning("%s: %s", document.name, warning)
        return reading

    def archive(self, *, create: bool = False) -> Archive:
        """Open the archive of the settings."""
        from ordlyd.archive import Archive  # noqa: PLC0415 - a quarter of a second to import

        return Archive.open(self.settings.archive, create=create)
