"""What all plugins contribute together, checked when they load.

A plugin that raises is reported and left out; the others go on. Two plugins that claim one
municipality or one layout are an error that names both. A TOML file in the user's own folder
replaces what a plugin says of the same town.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pluggy

from ordlyd import hookspecs
from ordlyd.crawled import Portal
from ordlyd.errors import PluginError, UnknownName
from ordlyd.layout import Layout
from ordlyd.lines import Page
from ordlyd.municipality import Municipality, read_municipalities

T = TypeVar("T")
GROUP = "ordlyd"
_MAX_TOML = 1_000_000


@dataclass(frozen=True, slots=True)
class Registry:
    """All municipalities, layouts and portals, and what could not be loaded.

    Attributes:
        municipalities: By slug, in the order of their official codes.
        layouts: In the order of their names.
        portals: What crawls each platform, by its name.
        failures: Name and reason of each plugin that was left out.
    """

    municipalities: Mapping[str, Municipality]
    layouts: tuple[Layout, ...]
    portals: Mapping[str, type[Portal]]
    failures: Mapping[str, str]

    @property
    def pages(self) -> Mapping[str, Page]:
        """The looks of pages that layouts describe, for :func:`ordlyd.lines.read`."""
        return {layout.name: layout.page for layout in self.layouts if layout.page is not None}

    def municipality(self, name: str) -> Municipality:
        """Return a municipality by slug or name.

        Raises:
            UnknownName: Nobody contributes it; carries the nearest names.
        """
        for town in self.municipalities.values():
            if name.casefold() in (town.slug, town.name.casefold()):
                return town
        names = [town.name.casefold() for town in self.municipalities.values()]
        raise UnknownName("municipality", name, [*self.municipalities, *names])


def load_registry(
    plugin_dir: Path | None = None, *, manager: pluggy.PluginManager | None = None
) -> Registry:
    """Load every plugin of the entry-point group, and the TOML files of a folder.

    Args:
        plugin_dir: A folder of TOML files with municipalities; may be missing.
        manager: A plugin manager of the caller's, for tests.

    Raises:
        PluginError: A hook that does not exist, or two plugins that claim one thing.
    """
    manager = manager or _installed()
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(f"A plugin implements a hook that does not exist: {error}.") from error
    failures: dict[str, str] = {}
    towns: list[tuple[str, Municipality]] = []
    layouts: list[tuple[str, Layout]] = []
    towns += _ask(manager, "ordlyd_municipalities", failures)
    layouts += _ask(manager, "ordlyd_layouts", failures)
    portals: list[tuple[str, type[Portal]]] = list(_ask(manager, "ordlyd_portals", failures))
    by_slug = _unique(towns, "municipality", _slug)
    # A file of the user's own says it better than what came with a plugin.
    by_slug |= _unique(_from_folder(plugin_dir, failures), "municipality", _slug)
    by_name = _unique(layouts, "layout", lambda layout: layout.name)
    return Registry(
        municipalities=dict(sorted(by_slug.items(), key=lambda pair: pair[1].code)),
        layouts=tuple(by_name[name] for name in sorted(by_name)),
        portals=_unique(portals, "platform", lambda portal: portal.name),
        failures=failures,
    )


@lru_cache(maxsize=1)
def default_registry() -> Registry:
    """The registry of the installed plugins alone."""
    return load_registry()


def _installed() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    manager.load_setuptools_entrypoints(GROUP)
    return manager


def _ask(
    manager: pluggy.PluginManager, hook: str, failures: dict[str, str]
) -> Iterable[tuple[str, T]]:
    """Yield each contribution with its plugin's name, asking every plugin by itself."""
    caller = getattr(manager.hook, hook)
    for implementation in caller.get_hookimpls():
        name = implementation.plugin_name
        try:
            contributed = tuple(implementation.function())
        except Exception as error:  # one plugin's fault must not stop the others
            failures[name] = f"{type(error).__name__}: {error}"
            continue
        yield from ((name, one) for one in contributed)


def _from_folder(
    folder: Path | None, failures: dict[str, str]
) -> Iterable[tuple[str, Municipality]]:
    files = sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else []
    for file in files:
        try:
            if file.stat().st_size > _MAX_TOML:
                raise PluginError(f"{file} is larger than {_MAX_TOML} bytes.")
            towns = read_municipalities(file.read_text("utf-8"), name=str(file))
        except (PluginError, OSError, UnicodeDecodeError) as error:
            failures[str(file)] = str(error)
            continue
        yield from ((str(file), town) for town in towns)


def _slug(town: Municipality) -> str:
    return town.slug


def _unique(
    contributed: Iterable[tuple[str, T]], what: str, key: Callable[[T], str]
) -> dict[str, T]:
    owners: dict[str, str] = {}
    unique: dict[str, T] = {}
    for owner, one in contributed:
        if key(one) in owners:
            raise PluginError(
                f"The {what} {key(one)} is claimed by {owners[key(one)]} and by {owner}.",
                hint="Remove one of the two.",
            )
        owners[key(one)] = owner
        unique[key(one)] = one
    return unique
