"""The command line: :func:`main` runs one command and answers with its exit code.

0: done. 1: done in part; every document that was refused is named with its reason. 2: wrong use,
with what to type instead. 70: a fault of ordlyd's own. 130: interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import typer

from ordlyd.cli.app import app
from ordlyd.cli.output import listen, log, safe
from ordlyd.errors import DocumentError, OrdlydError

IN_PART, WRONG_USE, FAULT, INTERRUPTED, NOBODY_READS = 1, 2, 70, 130, 141


def main() -> None:
    """Run the command of the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # both are text streams
    listen("warning")
    try:
        code: int | None = app(list(arguments), prog_name="ordlyd", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # Typer turns the one into the other
        return _nobody_reads()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # whatever it is, it is told in a sentence
        return _told(error)
    return code or 0


def _told(error: Exception) -> int:
    """Say on stderr what was wrong, and return the exit code that goes with it."""
    says, code = next((says, code) for kind, says, code in _ERRORS if isinstance(error, kind))
    if code == FAULT:
        log.debug("Here it arose:", exc_info=error)
    print(safe(f"ordlyd: {says(error)}"), file=sys.stderr)
    return code


def _of_usage(error: Exception) -> str:
    """What was wrong with a command line, and which help to ask for."""
    message = getattr(error, "format_message", error.__str__)()
    context: typer.Context | None = getattr(error, "ctx", None)
    return f"{message} Try: {context.command_path if context else 'ordlyd'} --help"


def _of_system(error: Exception) -> str:
    file, problem = getattr(error, "filename", None), getattr(error, "strerror", None)
    return f"{file or 'A file'} cannot be used: {problem or error}."


def _of_fault(error: Exception) -> str:
    return (
        f"This is a bug in ordlyd ({type(error).__name__}: {error}). Please report it; "
        "“ordlyd --debug” and the same command show where it arose."
    )


def _nobody_reads() -> int:
    """End quietly: whoever read our results has gone, and the last flush must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOBODY_READS


_ERRORS: tuple[tuple[type[Exception], Callable[[Exception], str], int], ...] = (
    (typer.TyperException, _of_usage, WRONG_USE),
    (DocumentError, str, IN_PART),
    (OrdlydError, str, WRONG_USE),
    (OSError, _of_system, WRONG_USE),
    (Exception, _of_fault, FAULT),
)
"""What is said of an error, and the exit code; the first kind that fits."""
