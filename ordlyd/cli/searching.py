"""``ordlyd search``: words to items, each with the sentence they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from ordlyd.cli import options
from ordlyd.cli.output import highlighted, is_plain, log, results, safe, write_json
from ordlyd.cli.session import Session, WrongUse

if TYPE_CHECKING:
    from ordlyd.archive import Hit


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="Words in any order")],
    municipality: options.OneTown = None,
    since: options.Since = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Hits at most")] = 20,
    archive: options.Archive = None,
    form: options.Form = "table",
) -> None:
    """Find items in which all the words stand, in any form, the best first.

    '"words in double quotes"' must stand in that order; begin* stands for every word that
    begins so.
    """
    from ordlyd.archive.query import has_words  # noqa: PLC0415 - imports the stems

    session = Session.start(archive=archive)
    town = session.slug(municipality) if municipality else None
    query = " ".join(words)
    if not has_words(query):
        raise WrongUse(f"There is no word in “{query}”.", hint="Write a word: ordlyd search skole")
    with session.archive() as opened:
        hits = opened.search(query, municipality=town, since=since, limit=limit)
    if form == "json":
        write_json({"words": query, "hits": hits})
        return
    if not hits:
        log.warning("Nothing holds all of these words: %s", query)
    console, names = results(), session.names
    for hit in hits:
        _show(hit, names.get(hit.municipality, hit.municipality), console)


def _show(hit: Hit, town: str, console: Console) -> None:
    console.print(Text(safe(hit.title), "bold"))
    console.print(Text(safe(f"{hit.date} · {town} · {hit.committee} · {hit.item_id}"), "dim"))
    console.print(highlighted(hit.sentence, hit.highlights, plain=is_plain(console)), end="\n\n")
