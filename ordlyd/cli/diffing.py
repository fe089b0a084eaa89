"""``ordlyd diff``: two items, versions, meetings or files, word by word."""

from __future__ import annotations

from typing import Annotated

import typer

from ordlyd.cli import options
from ordlyd.cli.output import results, write_json
from ordlyd.cli.session import Session


def diff(
    a: Annotated[str, typer.Argument(help="An id of an item, a version or a meeting; or a file")],
    b: Annotated[str, typer.Argument(help="The same, later")],
    everything: Annotated[
        bool, typer.Option("--all", help="Show changes of layout and typography too")
    ] = False,
    archive: options.Archive = None,
    form: options.TextForm = "text",
) -> None:
    """Show what was changed from one text to another, word by word.

    Ids are as “ordlyd search” shows them; @1 after one means its first version. Files need no
    archive.
    """
    from ordlyd.cli.work import pairs  # noqa: PLC0415 - imports the whole comparison

    session = Session.start(archive=archive)
    found = pairs.differences(pairs.side(a, session), pairs.side(b, session))
    if form == "json":
        write_json([change for one in found for change in one.changes])
    else:
        pairs.show(found, results(), everything=everything)
