"""The index that the search page reads: small scripts, each a part of it.

A page that was opened from disk may load scripts and nothing else, so the index is made of
scripts that each call one function with data:

* ``search/words/w-ple.js``: the stems that begin with ``ple``, each with the items it stands in;
* ``search/days/<municipality>/<date>.js``: the items of one day, as results show them;
* ``search/parts.js``: which of the first kind there are.

An item is named by its municipality, its day (three characters) and its place among the items of
that day (two), so that a new day changes the words it has and nothing else. What the pages do not
show (hidden personal data, withdrawn texts) is not in the index.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import partial
from itertools import groupby

from ordlyd.model import AgendaItem
from ordlyd.stems import stem_words
from ordlyd.stored import StoredItem
from reports.folder import File, Folder
from reports.labels import MEETING_KINDS
from reports.marks import Marks, digest
from reports.page import Page
from reports.paths import town_name
from reports.view import Site

WORDS, DAYS, PARTS = "search/words/", "search/days/", "search/parts.js"

COMMON = frozenset(
    "af at da de dem den der deres det dette du efter en er et for fra ham han har havde hun i "
    "ikke ind jeg kan man med men mod ned når og også om op os over på samt sig sin skal som så "
    "til ud under var ved vi vil være været".split()
)
"""Stems that stand nearly everywhere; neither indexed nor asked for."""

LETTERS = 3
"""Letters by which stems are gathered into files; an open-ended word needs as many."""

_DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MOST = len(_DIGITS) ** 2
_SIZE = 5

Places = dict[str, str]
"""By municipality, the items that a stem stands in: five characters each, in order."""

Entry = tuple[Places, Places]
"""Where a stem stands, and where it stands in the title."""


@dataclass(frozen=True, slots=True)
class Day:
    """The items of one municipality's meetings of one day, in their newest versions."""

    town: str
    date: Date | None
    items: Sequence[StoredItem]

    @property
    def path(self) -> str:
        """Where its items lie as results show them."""
        return f"{DAYS}{self.town}/{self.date or 'undated'}.js"

    @property
    def code(self) -> str:
        """Three characters that stand for the day."""
        return _coded(self.date.toordinal() - Date(1800, 1, 1).toordinal() if self.date else 0, 3)


def write_index(folder: Folder, site: Site, marks: Marks) -> int:
    """Write what changed of the index; returns the number of files changed.

    The days' own files come last: until they lie there, the next run takes the days for changed.
    """
    files = {file.path: (day, file) for day, file in _day_files(site, marks)}
    changed = [day for day, file in files.values() if not folder.holds(file)]
    gone = [path for path in folder.names(DAYS) if path not in files]
    held = list(folder.names(WORDS))
    if gone or len(changed) == len(files) or not all(map(folder.is_whole, held)):
        parts = _gathered(day for day, _ in files.values())
        written = sum(folder.write(_part_file(key, parts[key]) for key in sorted(parts)))
    else:
        written = sum(folder.write(_mended(folder, held, changed)))
    keys = sorted(_key_of(path) for path in folder.names(WORDS) if folder.has_seen(path))
    listed = f"ordlyd.parts({_json(' '.join(keys))})\n".encode()
    written += sum(folder.write([File(PARTS, digest(listed), lambda: listed)]))
    return written + sum(folder.write(file for _, file in files.values()))


def _day_files(site: Site, marks: Marks) -> Iterator[tuple[Day, File]]:
    for day in days(site):
        file = partial(_day_data, site, day)
        rests = Page(day.path, "", dict, [*day.items])
        yield day, File(day.path, marks.of(rests), file)


def days(site: Site) -> Iterator[Day]:
    """The items to be found, by municipality and day."""

    def place(item: StoredItem) -> tuple[str, str]:
        return town_name(item.meeting.municipality or ""), str(item.meeting.date or "")

    current = (item for stored in site.meetings for item in stored.items())
    for (town, _), found in groupby(sorted(current, key=lambda i: (*place(i), i.id)), key=place):
        items = list(found)
        yield Day(town, items[0].meeting.date, items[:_MOST])


def _day_data(site: Site, day: Day) -> bytes:
    rows = [
        [
            item.item.title,
            item.meeting.committee or "",
            site.words.label(MEETING_KINDS, item.meeting.kind),
            site.item_path(item),
        ]
        for item in day.items
    ]
    return f"ordlyd.day({_json(day.town)},{_json(day.code)},{_json(rows)})\n".encode()


def _gathered(found: Iterable[Day]) -> dict[str, dict[str, Entry]]:
    """All stems with their places, by the letters that they begin with."""
    places: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {}
    for day in sorted(found, key=lambda d: (d.town, d.code)):
        for number, item in enumerate(day.items):
            name = day.code + _coded(number, 2)
            everywhere, titled = stems_of(item)
            for stem in everywhere:
                entry = places.setdefault(stem, ({}, {}))
                entry[0].setdefault(day.town, []).append(name)
                if stem in titled:
                    entry[1].setdefault(day.town, []).append(name)
    parts: dict[str, dict[str, Entry]] = defaultdict(dict)
    for stem, (anywhere, titles) in places.items():
        parts[stem[:LETTERS]][stem] = _joined(anywhere), _joined(titles)
    return parts


def _joined(places: Mapping[str, Sequence[str]]) -> Places:
    return {town: "".join(names) for town, names in places.items()}


def stems_of(item: StoredItem) -> tuple[set[str], set[str]]:
    """The stems that an item is found by, and those of its title; its case number as one word."""
    titled = _worth(stem_words(item.item.title))
    said = " ".join(_said(item.item))
    stems = titled | _worth(stem_words(f"{said} {item.meeting.committee or ''}"))
    if item.item.case_number:
        stems.add("".join(ch for ch in item.item.case_number.lower() if ch.isalnum()))
    return {stem for stem in stems if stem}, titled


def _said(item: AgendaItem) -> Iterator[str]:
    yield from (section.text for section in item.sections)
    yield item.decision.text
    yield from (attachment.title for attachment in item.attachments)


def _worth(stems: Iterable[str]) -> set[str]:
    return {stem for stem in stems if 1 < len(stem) <= 40} - COMMON


def _mended(folder: Folder, held: Sequence[str], changed: Sequence[Day]) -> Iterator[File]:
    """Take the changed days out of the parts that have them, and put them in anew."""
    fresh = _gathered(changed)
    codes: dict[str, set[str]] = defaultdict(set)
    for day in changed:
        codes[day.town].add(day.code)
    names = {_key_of(path): path for path in held}
    for key in sorted({*names, *fresh}):
        old = _read(folder, names[key]) if codes and key in names else {}
        new = _merged(old, fresh.get(key, {}), codes)
        if key in names and new == old:
            folder.see(names[key])
        elif new:
            yield _part_file(key, new)


def _merged(
    old: Mapping[str, Entry], fresh: Mapping[str, Entry], codes: Mapping[str, set[str]]
) -> dict[str, Entry]:
    merged: dict[str, Entry] = {}
    for stem in {*old, *fresh}:
        before, after = old.get(stem, ({}, {})), fresh.get(stem, ({}, {}))
        anywhere, titled = (_put(b, a, codes) for b, a in zip(before, after, strict=True))
        if anywhere:
            merged[stem] = anywhere, titled
    return merged


def _put(before: Places, after: Places, codes: Mapping[str, set[str]]) -> Places:
    """Places with those of the changed days exchanged."""
    result = {town: names for town, names in before.items() if town not in codes}
    for town, gone in codes.items():
        names = before.get(town, "")
        kept = [n for n in _cut(names) if n[:3] not in gone] if names else []
        if both := "".join(sorted([*kept, *_cut(after.get(town, ""))])):
            result[town] = both
    return result


def _cut(names: str) -> list[str]:
    return [names[at : at + _SIZE] for at in range(0, len(names), _SIZE)]


def _part_file(key: str, entries: Mapping[str, Entry]) -> File:
    said = {stem: [a, t] if t else [a] for stem, (a, t) in entries.items()}
    data = f"ordlyd.words({_json(key)},{_json(said)})\n".encode()
    return File(f"{WORDS}w-{_safe(key)}.js", digest(data), lambda: data)


def _read(folder: Folder, path: str) -> dict[str, Entry]:
    text = folder.read(path).decode()
    said = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return {stem: (entry[0], entry[1] if len(entry) > 1 else {}) for stem, entry in said.items()}


def _safe(key: str) -> str:
    """Letters as a part of a file name that every system can have."""
    return "".join(
        ch if ch in "abcdefghijklmnopqrstuvwxyz0123456789" else f"_{ord(ch):x}_" for ch in key
    )


def _key_of(path: str) -> str:
    name = path.removeprefix(f"{WORDS}w-").removesuffix(".js").split("_")
    return "".join(chr(int(p, 16)) if at % 2 else p for at, p in enumerate(name))


def _coded(number: int, size: int) -> str:
    """A number in characters that sort as the numbers do."""
    digits = []
    for _ in range(size):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def _json(value: object) -> str:
    """JSON that is safe in any script, whatever is in it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
