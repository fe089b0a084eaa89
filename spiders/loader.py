"""Municipalities as spiders: ``scrapy list`` names them, ``scrapy crawl odense`` runs one."""

from __future__ import annotations

import builtins
from typing import Any

from scrapy import Request
from scrapy.settings import BaseSettings

from ordlyd.municipality import Municipality
from ordlyd.registry import Registry, load_registry
from ordlyd.settings import load_settings
from spiders.base import PortalSpider


class MunicipalityLoader:
    """Makes a spider class of each municipality whose platform has a portal."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> MunicipalityLoader:  # noqa: ARG003 - Scrapy's
        """Load the plugins and the user's folder of municipalities."""
        return cls(load_registry(load_settings().plugin_dir))

    def list(self) -> builtins.list[str]:
        """Return the slugs of the municipalities that can be crawled, in alphabetical order."""
        towns = self._registry.municipalities.values()
        return sorted(town.slug for town in towns if self._can(town))

    def load(self, spider_name: str) -> type[PortalSpider]:
        """Return the spider of a municipality; ``KeyError`` if there is none."""
        town = self._registry.municipalities.get(spider_name)
        if town is None or not self._can(town):
            raise KeyError(f"No spider for {spider_name}; “scrapy list” names those there are")
        return spider_of(town, self._registry)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the municipalities whose host a request goes to."""
        return [
            town.slug
            for town in self._registry.municipalities.values()
            if self._can(town) and f"//{town.host}/" in f"{request.url}/"
        ]

    def _can(self, town: Municipality) -> bool:
        return bool(town.host) and town.platform in self._registry.portals


def spider_of(town: Municipality, registry: Registry) -> type[PortalSpider]:
    """Make the spider class of one municipality."""
    of_town: dict[str, Any] = {
        "name": town.slug,
        "town": town,
        "portal": registry.portals[town.platform or ""],
        "__doc__": f"Crawls {town.name}.",
    }
    return type(f"Spider{town.code}", (PortalSpider,), of_town)
