"""``ordlyd schedule`` and ``ordlyd watch``: a crawl each night, and alerts at their times."""

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
from ordlyd.cli.work.timetable import ALERT_UNIT, UNIT, Plan
from ordlyd.rules import variables
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
    """Print what makes a machine crawl each night and send alerts, and install it when asked to.

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
    keep_watch(plan, at_once=now, run=_crawl, alert=_alert)


def keep_watch(
    plan: Plan,
    *,
    at_once: bool,
    run: Callable[[Plan], int],
    alert: Callable[[Plan], int] = lambda _: 0,
    sleep: Callable[[float], None] = clock.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    nights: int | None = None,
) -> None:
    """Run a plan each night, for ever or for so many nights; a crawl that fails costs one night.

    Args:
        plan: What is run, and when.
        at_once: Whether to run it once before the first night.
        run: Crawls and returns the exit code.
        alert: Sends what the rules ask for.
        sleep: Waits.
        now: Tells the time.
        nights: For tests.
    """
    if at_once:
        _tell(run(plan))
        alert(plan)
    while nights is None or nights > 0:
        due, crawls = timetable.next_step(now(), plan)
        what = "crawl" if crawls else "digest"
        notes().print(f"The next {what} begins at {due:%Y-%m-%d %H:%M}.")
        while (left := (due - now()).total_seconds()) > 0:
            sleep(min(left, _SHORT_SLEEP))
        if crawls:
            _tell(run(plan))
        if plan.alert:
            alert(plan)
        if crawls:
            nights = None if nights is None else nights - 1


def _tell(code: int) -> None:
    if code > 1:
        log.error("the crawl ended with exit code %s; the next one goes on", code)
    elif code == 1:
        log.warning("something is lacking; “ordlyd status” names it")


def _crawl(plan: Plan) -> int:
    return _run(plan.command, plan.folder)


def _alert(plan: Plan) -> int:
    return _run(plan.alert, plan.folder) if plan.alert else 0


def _run(command: Sequence[str], folder: Path) -> int:
    return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 - ours


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
    program = ["ordlyd"] if for_github else _program()
    where = []
    if for_github:
        where = ["--archive", "archive"]
    elif isinstance(archive, Path):
        where = ["--archive", str(archive.absolute())]
    elif given or _ARCHIVE in os.environ:
        raise WrongUse(
            "The address of a server may hold a password and is not written into a timer.",
            hint=f"Set archive in {CONFIG_FILE} in this folder, and schedule again.",
        )
    window = session.settings.crawl_window
    begins = (
        at_time(window.partition("-")[0].strip()) if window else timetable.time_of(str(archive))
    )
    rules = session.settings.alerts
    digests = {rule.at for rule in rules if rule.when != "at once"}
    secrets = {name for rule in rules for address in rule.to for name in variables(address)}
    try:
        return Plan(
            command=(*program, "crawl", *towns, *where),
            folder=Path.cwd(),
            at=at or begins,
            environment={} if for_github else _variables(),
            alert=(*program, "alert", *where) if rules else (),
            digests=tuple(sorted(digests)),
            secrets=tuple(sorted(secrets)),
        )
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
    units = [UNIT]
    if plan.digests or (remove and (folder / f"{ALERT_UNIT}.timer").exists()):
        files[folder / f"{ALERT_UNIT}.service"] = timetable.alert_service(plan)
        files[folder / f"{ALERT_UNIT}.timer"] = timetable.alert_timer(plan)
        units.append(ALERT_UNIT)
    if remove:
        for unit in units:
            _command("systemctl", "--user", "disable", "--now", f"{unit}.timer")
        for file in files:
            file.unlink(missing_ok=True)
        _command("systemctl", "--user", "daemon-reload")
        notes().print(f"Removed {' and '.join(f'{unit}.timer' for unit in units)}.")
        return
    if plan.secrets:
        log.warning("the timer reads %s from ~/.config/ordlyd/secrets.env", ", ".join(plan.secrets))
    for file, text in files.items():
        results().print(f"# {file}\n{text}")
        if install:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if install:
        _command("systemctl", "--user", "daemon-reload")
        for unit in units:
            _command("systemctl", "--user", "enable", "--now", f"{unit}.timer")
        notes().print(
            f"Installed {' and '.join(f'{unit}.timer' for unit in units)}. "
            "It runs while you are logged in; “loginctl enable-linger” lets it run always."
        )


def _cron(plan: Plan, *, install: bool, remove: bool) -> None:
    lines = timetable.cron_lines(plan)
    if not remove:
        results().print("\n".join(lines))
    if plan.secrets and not remove:
        log.warning("the crontab must set %s: lines of NAME=value", ", ".join(plan.secrets))
    if install or remove:
        crontab = timetable.with_lines(_crontab(), [] if remove else lines)
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
        secrets = f", and the secrets {', '.join(plan.secrets)}" if plan.secrets else ""
        notes().print(f"Wrote {file}; commit it, and set the variable ORDLYD_CONTACT{secrets}.")


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
