"""The commands by name, and the options that stand before them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from ordlyd.cli import (
    alerting,
    comparing,
    crawling,
    demo,
    diffing,
    digesting,
    holdings,
    importing,
    parse,
    publishing,
    redacting,
    schedule,
    searching,
    verifying,
)
from ordlyd.cli.output import listen, results

app = typer.Typer(
    name="ordlyd",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, Callable[..., None]] = {
    "parse": parse.parse,
    "import": importing.import_documents,
    "crawl": crawling.crawl,
    "read": crawling.read,
    "schedule": schedule.schedule,
    "watch": schedule.watch,
    "compare": comparing.compare,
    "diff": diffing.diff,
    "search": searching.search,
    "verify": verifying.verify,
    "redact": redacting.redact,
    "status": holdings.status,
    "municipalities": holdings.municipalities,
    "export": publishing.export,
    "report": publishing.report,
    "digest": digesting.digest,
    "alert": alerting.alert,
    "demo": demo.demo,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def _show_version(asked: bool) -> None:
    if asked:
        results().print(f"ordlyd {version('ordlyd')}")
        raise typer.Exit


@app.callback()
def before(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Tell which version it is"
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in ordlyd a fault arose")
    ] = False,
) -> None:
    """Read the agendas and minutes of Danish councils: what comes back, and what was changed."""
    if debug:
        listen("debug")
