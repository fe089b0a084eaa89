"""``ordlyd schedule`` and ``ordlyd watch``: a crawl each night, by the machine or by ordlyd."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time as clock
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer

from ordlyd.cli import options
from ordlyd.cli.output import log, notes, results
from ordlyd.cli.session import Session, WrongUse
from ordlyd.cli.work import timetable
from ordlyd.cli.work.timetable import UNIT, Plan
from ordlyd.settings import CONFIG_FILE, PREFIX

Manner = Literal["systemd", "cron", "github"]
_SHORT_SLEEP = 60.0
"""Seconds after which a waiting watch looks at the clock again: machines sleep and wake."""
_ARCHIVE, _CONFIG = f"{PREFIX}ARCHIVE", f"{PREFIX}CONFIG"
_RUNNING_SYSTEMD = Path("/run/systemd/system")


def at_time(text: str) -> time:
    """Read a time of day of the command line."""
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no time of day. Write it as 02:30.") from None


At = Annotated[
    time | None,
    typer.Option("--at", metavar="HH:MM", parser=at_time, help="When, in Danish time"),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="M", help="Municipalities, by name or slug (default: every one)"),
]


def schedule(
    municipalities: Names = None,
    manner: Annotated[
        Manner | None,
        typer.Option("--for", help="What starts the crawl (default: what this machine has)"),
    ] = None,
    at: At = None,
    install: Annotated[
        bool, typer.Option("--install", help="Install it, not only print it")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take back what was installed")] = False,
    archive: options.Archive = None,
) -> None:
    """Print what makes a machine crawl each night, and install it when asked to.

    Where neither systemd nor cron is at hand, “ordlyd watch” stays running instead.
    """
    session = Session.start(archive=archive)
    manner = manner or _at_hand()
    plan = _plan(session, municipalities or (), at, given=archive, for_github=manner == "github")
    if install and remove:
        raise WrongUse("Either --install or --remove.", hint="Leave one of them out.")
    if session.settings.contact is None and manner != "github":
        log.warning("no contact is set: live hosts are not asked until it is (docs/settings.md)")
    act = {"systemd": _systemd, "cron": _cron, "github": _github}[manner]
    act(plan, install=install, remove=remove)


def watch(
    municipalities: Names = None,
    at: At = None,
    now: Annotated[bool, typer.Option("--now", help="Crawl once at the start too")] = False,
    archive: options.Archive = None,
) -> None:
    """Stay running and crawl each night, where no timer is at hand. Ctrl-C ends it."""
    session = Session.start(archive=archive)
    plan = _plan(session, municipalities or (), at, given=archive)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    keep_watch(plan, at_once=now, run=_run)


def keep_watch(
    plan: Plan,
    *,
    at_once: bool,
    run: Callable[[Plan], int],
    sleep: Callable[[float], None] = clock.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    nights: int | None = None,
) -> None:
    """Run a plan each night, for ever or for so many nights; a crawl that fails costs one night.

    Args:
        plan: What is run, and when.
        at_once: Whether to run it once before the first night.
        run: Runs it and returns the exit code.
        sleep: Waits.
        now: Tells the time.
        nights: For tests.
    """
    if at_once:
        _tell(run(plan))
    while nights is None or nights > 0:
        due = timetable.next_run(now(), plan.at)
        notes().print(f"The next crawl begins at {due:%Y-%m-%d %H:%M}.")
        while (left := (due - now()).total_seconds()) > 0:
            sleep(min(left, _SHORT_SLEEP))
        _tell(run(plan))
        nights = None if nights is None else nights - 1


def _tell(code: int) -> None:
    if code > 1:
        log.error("the crawl ended with exit code %s; the next one goes on", code)
    elif code == 1:
        log.warning("something is lacking; “ordlyd status” names it")


def _run(plan: Plan) -> int:
    return subprocess.run(plan.command, cwd=plan.folder, check=False).returncode  # noqa: S603 - ours


def _at_hand() -> Manner:
    if shutil.which("systemctl") and _RUNNING_SYSTEMD.is_dir():
        return "systemd"
    if shutil.which("crontab"):
        return "cron"
    raise WrongUse(
        "Neither systemd nor cron is at hand.",
        hint="Let “ordlyd watch” run instead, or print one of them with --for.",
    )


def _plan(
    session: Session,
    names: Sequence[str],
    at: time | None,
    *,
    given: str | None,
    for_github: bool = False,
) -> Plan:
    """Say what is run and when; ``given`` is the archive of the command line."""
    archive = session.settings.archive
    towns = session.slugs(names) or ["--all"]
    command = [*(["ordlyd"] if for_github else _program()), "crawl", *towns]
    if for_github:
        command += ["--archive", "archive"]
    elif isinstance(archive, Path):
        command += ["--archive", str(archive.absolute())]
    elif given or _ARCHIVE in os.environ:
        raise WrongUse(
            "The address of a server may hold a password and is not written into a timer.",
            hint=f"Set archive in {CONFIG_FILE} in this folder, and schedule again.",
        )
    window = session.settings.crawl_window
    begins = (
        at_time(window.partition("-")[0].strip()) if window else timetable.time_of(str(archive))
    )
    try:
        return Plan(tuple(command), Path.cwd(), at or begins, {} if for_github else _variables())
    except ValueError as error:
        raise WrongUse(f"This cannot be scheduled: {error}.") from None


def _variables() -> dict[str, str]:
    """Return the settings of the environment: whoever starts the crawl has another one."""
    ours = {n: v for n, v in os.environ.items() if n.startswith(PREFIX) and n != _ARCHIVE}
    if config := ours.get(_CONFIG):
        ours[_CONFIG] = str(Path(config).expanduser().absolute())
    return ours


def _program() -> list[str]:
    """Return what starts ordlyd without anybody's PATH."""
    beside = Path(sys.executable).with_name("ordlyd")
    if beside.is_file():
        return [str(beside)]
    return [sys.executable, "-c", "from ordlyd.cli import main; main()"]


def _systemd(plan: Plan, *, install: bool, remove: bool) -> None:
    folder = Path.home() / ".config" / "systemd" / "user"
    files = {
        folder / f"{UNIT}.service": timetable.service(plan),
        folder / f"{UNIT}.timer": timetable.timer(plan),
    }
    if remove:
        _command("systemctl", "--user", "disable", "--now", f"{UNIT}.timer")
        for file in files:
            file.unlink(missing_ok=True)
        _command("systemctl", "--user", "daemon-reload")
        notes().print(f"Removed {UNIT}.timer.")
        return
    for file, text in files.items():
        results().print(f"# {file}\n{text}")
        if install:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if install:
        _command("systemctl", "--user", "daemon-reload")
        _command("systemctl", "--user", "enable", "--now", f"{UNIT}.timer")
        notes().print(
            f"Installed {UNIT}.timer. It runs while you are logged in; "
            "“loginctl enable-linger” lets it run always."
        )


def _cron(plan: Plan, *, install: bool, remove: bool) -> None:
    line = timetable.cron_line(plan)
    if not remove:
        results().print(line)
    if install or remove:
        crontab = timetable.with_line(_crontab(), None if remove else line)
        _command("crontab", "-", told=crontab)
        notes().print("Removed the line." if remove else "Installed the line.")


def _crontab() -> str:
    """Return the user's crontab; “crontab -l” fails where there is none."""
    ran = subprocess.run(  # noqa: S603 - a fixed program of the system, no shell
        [_found("crontab"), "-l"], capture_output=True, text=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else ""


def _github(plan: Plan, *, install: bool, remove: bool) -> None:
    file, text = timetable.WORKFLOW, timetable.workflow(plan, version("ordlyd"))
    ours = not file.exists() or file.read_text("utf-8").startswith(timetable.WRITTEN_BY)
    if (install or remove) and not ours:
        raise WrongUse(f"{file} was not written by ordlyd.", hint="Move it away first.")
    if remove:
        file.unlink(missing_ok=True)
        notes().print(f"Removed {file}.")
        return
    results().print(text)
    if install:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        notes().print(f"Wrote {file}; commit it, and set the variable ORDLYD_CONTACT.")


def _command(program: str, *arguments: str, told: str | None = None) -> None:
    ran = subprocess.run(  # noqa: S603 - a fixed program of the system, no shell
        [_found(program), *arguments], input=told, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise WrongUse(
            f"“{program} {' '.join(arguments)}” failed: {ran.stderr.strip()[:300]}.",
            hint="Install what was printed by hand, or use “ordlyd watch”.",
        )


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise WrongUse(f"There is no {program} on this machine.", hint="Use “ordlyd watch”.")
    return path
