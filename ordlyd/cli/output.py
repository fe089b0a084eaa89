"""What is written where: results to stdout, everything else to stderr, JSON as UTF-8 bytes.

Text of documents is foreign: it never reaches a terminal with control characters in it, and
never as Rich markup.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from pydantic_core import to_json
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ordlyd.text import printable

Tell = Callable[[str, int, int], None]
"""Told of progress: a stage's name, what is done of it and how much there is."""

log = logging.getLogger("ordlyd")

_UNWRAPPED = 1000
"""Columns of a line that no terminal breaks: in a pipe, one record stays one line."""


def safe(text: str) -> str:
    """Return a text with every character that could steer a terminal replaced."""
    return printable(text)


def results() -> Console:
    """Return the console for results: stdout."""
    return _console(sys.stdout)


def notes() -> Console:
    """Return the console for what is no result: stderr."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    screen = stream.isatty()
    return Console(
        file=stream,
        width=None if screen else _UNWRAPPED,
        soft_wrap=not screen,
        highlight=False,
        markup=False,
        emoji=False,
    )


def is_plain(console: Console) -> bool:
    """Whether colour cannot be relied on, so that marks must stand in for it."""
    return not console.is_terminal or console.no_color


def highlighted(text: str, spans: Iterable[tuple[int, int]], *, plain: bool) -> Text:
    """Return a text with words made to stand out: ``*word*`` where plain."""
    drawn, at = Text(), 0
    for start, end in spans:
        drawn.append(safe(text[at:start]))
        word = safe(text[start:end])
        drawn.append(f"*{word}*" if plain else word, "" if plain else "bold reverse")
        at = end
    return drawn.append(safe(text[at:]))


def write_json(value: object) -> None:
    """Write one JSON document to stdout, in UTF-8 whatever the locale."""
    write_bytes([as_json(value)])


def write_bytes(parts: Iterable[bytes]) -> None:
    """Write to stdout."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()


def as_json(value: object) -> bytes:
    """Return a model, dataclass, list or dictionary as indented JSON with a line end."""
    return to_json(value, indent=2) + b"\n"


def json_lists(lists: Mapping[str, Iterable[object]]) -> Iterator[bytes]:
    """Yield what :func:`as_json` makes of an object of lists, without ever holding all of it."""
    for n, (name, elements) in enumerate(lists.items()):
        yield (",\n  " if n else "{\n  ").encode() + to_json(name) + b": ["
        empty = True
        for element in elements:
            yield b"\n    " if empty else b",\n    "
            yield to_json(element, indent=2).replace(b"\n", b"\n    ")
            empty = False
        yield b"]" if empty else b"\n  ]"
    yield b"\n}\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> Table:
    """Return rows as a table; numbers stand to the right, ``None`` is blank."""
    listed = [list(row) for row in rows]
    drawn = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for heading, column in zip(headings, zip(*listed, strict=True) or headings, strict=False):
        numbers = all(isinstance(cell, int) for cell in column)
        drawn.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in listed:
        drawn.add_row(*(Text("" if cell is None else safe(str(cell))) for cell in row))
    return drawn


@contextmanager
def tracking() -> Iterator[Tell]:
    """Show progress on stderr while something long is done; nothing when it is no terminal."""
    console = notes()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        known = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in known:
                known[stage] = bars.add_task(stage, total=total)
            bars.update(known[stage], completed=done, total=total)

        yield tell


def listen(level: str) -> None:
    """Send warnings to stderr from a level on."""
    log.handlers = [_Stderr()]
    log.propagate = False
    log.setLevel(level.upper())


class _Stderr(logging.Handler):
    """Writes to the stderr of the moment: a progress bar takes it over."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one warning; it may quote a document."""
        print(safe(f"{record.levelname.lower()}: {self.format(record)}"), file=sys.stderr)
