"""What ``ordlyd diff`` compares: two items, the items of two meetings, or two texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from compare.changes import changes, inline, text_changes
from compare.model import SEVERITY, Change
from compare.pairing import pair_up
from compare.versions import match
from ordlyd.cli.inputs import SUFFIXES, existing, one_file, shown
from ordlyd.cli.output import is_plain, safe
from ordlyd.cli.session import Session, WrongUse
from ordlyd.cli.work.drawing import change_lines, word_diff
from ordlyd.errors import NotMinutes, UnknownLayout
from ordlyd.layout import Given
from ordlyd.stored import StoredItem, StoredMeeting


@dataclass(frozen=True, slots=True)
class Side:
    """What one argument of the command stands for.

    Attributes:
        name: The argument.
        items: One item, those of a meeting, or none when a file is neither agenda nor minutes.
        whole: Whether it is a meeting or a file, not one item.
        text: The text of a file.
    """

    name: str
    items: tuple[StoredItem, ...]
    whole: bool = True
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two items, or two texts.

    Attributes:
        heading: Which item it is.
        parts: The parts of both by section, each in its old and its new wording.
        changes: The changes.
        pages: Where the council itself shows the items, each once.
    """

    heading: str
    parts: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    pages: tuple[str, ...] = ()


def side(name: str, session: Session) -> Side:
    """Return what an argument stands for: a file, or else an id of the archive.

    Raises:
        UnknownName: There is no such file or id; carries near ones.
        DocumentError: The file cannot be read.
        ArchiveError: There is no archive.
    """
    path = Path(name)
    if path.suffix.casefold() in SUFFIXES or _is_file(path):
        return _of_file(existing(path), session)
    with session.archive() as archive:
        found = archive.get(name)
    if isinstance(found, StoredItem):
        return Side(name, (found,), whole=False)
    return Side(name, tuple(found.items()))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than the name of a file can be
        return False


def _of_file(path: Path, session: Session) -> Side:
    document = session.open(one_file(path))
    name = shown(path)
    try:
        meeting = session.read(document, Given()).meeting
    except (NotMinutes, UnknownLayout):
        return Side(name, (), text=document.text)
    stored = StoredMeeting(name, 1, meeting, datetime.now(UTC))
    return Side(name, tuple(stored.items()), text=document.text)


def differences(old: Side, new: Side) -> list[Difference]:
    """Compare two sides: items in the order of the new side, then those that are gone.

    Raises:
        WrongUse: An item cannot be compared with a meeting, nor with a file.
    """
    if old.items and new.items and old.whole == new.whole:
        return [difference(a, b) for a, b in _pairs(old, new)]
    if old.text is not None and new.text is not None:
        return [_of_texts(old.name, old.text, new.name, new.text)]
    raise WrongUse(
        f"{old.name} and {new.name} are not of one kind.",
        hint="Give two items, two meetings or two files, as: ordlyd diff ID#6@1 ID#6@2",
    )


def _pairs(old: Side, new: Side) -> Iterator[tuple[StoredItem | None, StoredItem | None]]:
    if not old.whole:
        yield old.items[0], new.items[0]
        return
    earlier = match(old.items, new.items)
    kept = {item.version_id for item in earlier.values()}
    yield from ((earlier.get(item.version_id), item) for item in new.items)
    yield from ((item, None) for item in old.items if item.version_id not in kept)


def difference(a: StoredItem | None, b: StoredItem | None) -> Difference:
    """Compare two items; ``None`` stands for the lack of one, on one side at most."""
    numbers = dict.fromkeys(stored.item.number for stored in (a, b) if stored)
    title = next(stored.item.title for stored in (b, a) if stored)
    heading = f"Item {' → '.join(numbers)}: {title}"
    held = [stored for stored in (a, b) if stored]
    pages = tuple(dict.fromkeys(filter(None, (stored.page for stored in held))))
    if a is None or b is None:
        return Difference(heading, (), (_came_or_went(a, b),), pages)
    ids = (a.version_id, b.version_id) if a.id == b.id else (a.id, b.id)
    pairs = pair_up(a.item, b.item)
    parts = tuple((pair.section, pair.old.text, pair.new.text) for pair in pairs)
    return Difference(heading, parts, tuple(changes(a, b, a_id=ids[0], b_id=ids[1])), pages)


def _came_or_went(a: StoredItem | None, b: StoredItem | None) -> Change:
    """A whole item that stands on one side only, as one change."""
    return Change(
        a=a.id if a else "",
        b=b.id if b else "",
        section="item",
        op="delete" if a else "insert",
        level="passage",
        severity=SEVERITY["passage"],
        before=a.item.title if a else "",
        after=b.item.title if b else "",
        a_span=None,
        b_span=None,
    )


def _of_texts(old_name: str, old: str, new_name: str, new: str) -> Difference:
    found = text_changes(old, new, a_id=old_name, b_id=new_name)
    return Difference(f"{old_name} → {new_name}", (("text", old, new),), tuple(found))


def show(found: Sequence[Difference], console: Console, *, everything: bool) -> None:
    """Print each difference as a word diff with the list of its changes."""
    differing = [one for one in found if one.changes]
    if not differing:
        console.print("No change.")
    for one in differing:
        console.print(Text(safe(one.heading), "bold"))
        for section, drawing in drawn(one, plain=is_plain(console), everything=everything):
            console.print(Text(section, "dim"))
            console.print(drawing, end="\n\n")
        for line in change_lines(one.changes, everything=everything):
            console.print(line)
        for page in one.pages:
            console.print(Text(f"  on the council's own page: {safe(page)}", "dim"), soft_wrap=True)
        console.print()


def drawn(one: Difference, *, plain: bool, everything: bool = False) -> Iterator[tuple[str, Text]]:
    """Yield each part that differs, by the name of its section, as a word diff."""
    for section, old, new in one.parts:
        segments = inline(old, new, section)
        if any(s.level and (everything or SEVERITY[s.level]) for s in segments):
            yield section, word_diff(segments, plain=plain, everything=everything)
