"""Which municipality a document says it is of.

A host that the source states is an answer; so is a council's name (“Aarhus Byråd”). Otherwise
names are counted: “Odense Kommune”, a web address, a forvaltning. One town must stand out, for
minutes mention their neighbours too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from ordlyd.lines import Document
from ordlyd.municipality import Municipality

_CLEAR_LEAD = 3
_FRONT = 40
_STATEMENT = 5
_FRONT_NAME = re.compile(
    r"\b\d{4} (?P<post>[A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)\b"
    r"|\b(?P<council>[A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?) Byråd\b"
)


def stated_town(document: Document, towns: Mapping[str, Municipality]) -> str | None:
    """Return the slug of the municipality that a document names as its own, or ``None``."""
    host = document.facts.get("municipality_host", "").casefold()
    for town in towns.values():
        if host and town.host == host:
            return town.slug
    counts = _mentions(document.text, towns) + _named_up_front(document, towns)
    ranked = counts.most_common(2)
    if not ranked:
        return None
    (slug, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    return slug if most > 1 and most >= _CLEAR_LEAD * second else None


def _named_up_front(document: Document, towns: Mapping[str, Municipality]) -> Counter[str]:
    """Count a postal town or a council's name among the first lines as a statement."""
    names = {town.name.casefold(): town.slug for town in towns.values()}
    counts: Counter[str] = Counter()
    for line in document.lines[:_FRONT]:
        for match in _FRONT_NAME.finditer(line.text):
            slug = names.get((match["post"] or match["council"]).casefold())
            if slug:
                counts[slug] += _STATEMENT
    return counts


def contradicts(document: Document, given: str, towns: Mapping[str, Municipality]) -> str | None:
    """Return the town that a document clearly is of when that is not the given one."""
    stated = stated_town(document, towns)
    if stated is None or stated == given:
        return None
    return stated if not _mentions(document.text, towns)[given] or document.facts else None


def _mentions(text: str, towns: Mapping[str, Municipality]) -> Counter[str]:
    names = {town.name.casefold(): town.slug for town in towns.values()}
    hosts = {_domain(town.host): town.slug for town in towns.values() if town.host}
    pattern = _pattern(tuple(sorted(names)), tuple(sorted(hosts)))
    counts: Counter[str] = Counter()
    for match in pattern.finditer(text):
        if match["name"]:
            counts[names[match["name"].casefold()]] += 1
        else:
            counts[hosts[match["host"].casefold()]] += 1
    return counts


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...], hosts: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    host = "|".join(map(re.escape, hosts)) or "(?!)"
    return re.compile(
        rf"\b(?P<name>{name})s?\s(?:Kommunes?|Byråds?|Kommunalbestyrelses?)\b"
        rf"|(?<=[/.@])(?P<host>{host})\b",
        re.IGNORECASE,
    )
