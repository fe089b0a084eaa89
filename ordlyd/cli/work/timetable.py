"""What makes a machine crawl each night and send alerts: systemd, cron, a workflow of GitHub.

Plain functions from a plan to text; nothing here is written or started.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

from ordlyd.dates import COPENHAGEN

FIRST_HOUR, SPREAD = 1, 3 * 60
"""Without a wish a crawl begins between one and four, each archive at a minute of its own."""
UNIT = "ordlyd-crawl"
ALERT_UNIT = "ordlyd-alert"
MARK = "# ordlyd schedule"
WRITTEN_BY = "# Written by “ordlyd schedule"
WORKFLOW = Path(".github/workflows/ordlyd-crawl.yml")
SECRETS_FILE = "%h/.config/ordlyd/secrets.env"
"""Lines of NAME=value, for the addresses of rules; only its owner should be able to read it."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Plan:
    """One crawl a night, with what is found told after it; and digests at times of their own.

    Attributes:
        command: The program that crawls, and its arguments.
        folder: Where it is run: settings and ``plugins.d`` stand there.
        at: The time of day, Danish.
        environment: Variables that it needs.
        alert: The program that sends alerts, and its arguments; none where there are no rules.
        digests: The times of day at which digests are due, Danish.
        secrets: Names of variables that the rules need and that no file of ours may hold.
    """

    command: tuple[str, ...]
    folder: Path
    at: time
    environment: Mapping[str, str]
    alert: tuple[str, ...] = ()
    digests: tuple[time, ...] = ()
    secrets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could end a line, for each of these files is read line by line."""
        told = (
            *self.command,
            *self.alert,
            str(self.folder),
            *self.environment,
            *self.environment.values(),
        )
        bad = next((text for text in told if _UNSAFE.search(text)), None)
        if bad is not None:
            raise ValueError(f"{bad!r} has a line break or another control character in it")


def time_of(archive: str) -> time:
    """Return a minute of the night that is always the same for one archive."""
    digest = blake2b(archive.encode("utf-8", "surrogateescape"), digest_size=4).digest()
    minutes = FIRST_HOUR * 60 + int.from_bytes(digest) % SPREAD
    return time(minutes // 60, minutes % 60)


def next_run(now: datetime, at: time) -> datetime:
    """Return the next time of day ``at`` in Denmark, after ``now``."""
    local = now.astimezone(COPENHAGEN)
    today = datetime.combine(local.date(), at, COPENHAGEN)
    return (
        today
        if today > local
        else datetime.combine(local.date() + timedelta(days=1), at, COPENHAGEN)
    )


def next_step(now: datetime, plan: Plan) -> tuple[datetime, bool]:
    """Return when a watch has to do something next, and whether that is the crawl."""
    crawl = next_run(now, plan.at), True
    return min([crawl, *((next_run(now, at), False) for at in plan.digests)])


def service(plan: Plan) -> str:
    """The unit that crawls once and sends alerts (systemd.service(5), systemd.exec(5))."""
    commands = [command for command in (plan.command, plan.alert) if command]
    return _service(plan, "crawl the council sites", *commands, more=_LACKING)


def alert_service(plan: Plan) -> str:
    """The unit that sends digests."""
    return _service(plan, "send digests", plan.alert)


_LACKING = (
    "# Exit code 1: something that a council lists could not be had; “ordlyd status” names it.",
    "SuccessExitStatus=1",
)


def _service(plan: Plan, what: str, *commands: Sequence[str], more: Iterable[str] = ()) -> str:
    lines = [
        "[Unit]",
        f"Description=ordlyd: {what}",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_path(plan.folder)}",
        *(f"Environment={_word(f'{name}={value}')}" for name, value in plan.environment.items()),
        *([f"EnvironmentFile=-{SECRETS_FILE}"] if plan.secrets else []),
        *(f"ExecStart={' '.join(map(_argument, command))}" for command in commands),
        *more,
        "Nice=10",
        "TimeoutStartSec=12h",
        "",
    ]
    return "\n".join(lines)


def timer(plan: Plan) -> str:
    """The unit that starts the other each night, and after a night that was missed."""
    return _timer("crawl the council sites each night", [plan.at], "RandomizedDelaySec=10min")


def alert_timer(plan: Plan) -> str:
    """The unit that starts the one that sends digests, at their times."""
    return _timer("send digests at their times", plan.digests)


def _timer(what: str, times: Iterable[time], *more: str) -> str:
    return "\n".join(
        [
            "[Unit]",
            f"Description=ordlyd: {what}",
            "",
            "[Timer]",
            *(f"OnCalendar=*-*-* {at:%H:%M}:00 {COPENHAGEN.key}" for at in times),
            *more,
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        ]
    )


def _word(text: str) -> str:
    """Quote a word for systemd; ``%`` begins a specifier there (systemd.unit(5))."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _argument(text: str) -> str:
    """Quote an argument of ExecStart, where ``$`` begins a variable."""
    return _word(text).replace("$", "$$")


def _path(folder: Path) -> str:
    """A path stands unquoted, to the end of its line."""
    return str(folder).replace("%", "%%")


def cron_lines(plan: Plan) -> list[str]:
    """The lines for crontab(5); ``%`` would end the command there. Local time of the machine."""
    night = "; ".join(_shell(command) for command in (plan.command, plan.alert) if command)
    lines = [_cron_line(plan, plan.at, night)]
    return lines + [_cron_line(plan, at, _shell(plan.alert)) for at in plan.digests]


def _shell(command: Sequence[str]) -> str:
    return " ".join(map(shlex.quote, command))


def _cron_line(plan: Plan, at: time, command: str) -> str:
    said = [f"{name}={shlex.quote(value)}" for name, value in plan.environment.items()]
    told = f"cd {shlex.quote(str(plan.folder))} && "
    told += f"export {' '.join(said)} && {{ {command}; }}" if said else f"{{ {command}; }}"
    escaped = told.replace("%", "\\%")
    return f"{at.minute} {at.hour} * * * {escaped} {MARK}"


def with_lines(crontab: str, lines: Sequence[str]) -> str:
    """Return a crontab with our lines put in, in place of former ones; all others stay."""
    others = [text for text in crontab.splitlines() if not text.rstrip().endswith(MARK)]
    return "".join(f"{text}\n" for text in [*others, *lines])


_ALERT = """\
      - name: Send alerts; exit code 1 means that one is tried again
        run: ordlyd {}
"""


def _digest(at: time) -> str:
    return f'    - cron: "{_in_winter(at)}"  # a digest: {at:%H:%M}\n'


def workflow(plan: Plan, version: str) -> str:
    """The workflow for GitHub Actions; its clock is UTC, and its archive lives in the cache."""
    night = _in_winter(plan.at)
    named = [f"      {name}: ${{{{ secrets.{name} }}}}\n" for name in plan.secrets]
    crawls = f"if: github.event.schedule == '{night}' || github.event_name != 'schedule'"
    alert = _ALERT.format(_shell(plan.alert[1:])) if plan.alert else ""
    return f"""\
{WRITTEN_BY} --for github”. Set the variable ORDLYD_CONTACT in the repository's
# settings: a mail or web address that a council can write to. Without it no site is asked.
name: ordlyd crawl
on:
  schedule:
    - cron: "{night}"  # UTC: {plan.at:%H:%M} in Danish winter
{"".join(map(_digest, plan.digests))}\
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: ordlyd-crawl
  cancel-in-progress: false
jobs:
  crawl:
    runs-on: ubuntu-latest
    timeout-minutes: 350
    env:
      ORDLYD_CONTACT: ${{{{ vars.ORDLYD_CONTACT }}}}
{"".join(named)}\
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "ordlyd=={version}"
      - uses: actions/cache/restore@v4
        with:
          path: archive
          key: ordlyd-archive-${{{{ github.run_id }}}}
          restore-keys: ordlyd-archive-
      - name: Crawl; exit code 1 means that something is lacking, which status names
        {crawls}
        run: ordlyd {_shell(plan.command[1:])} || test $? -eq 1
{alert}\
      - if: always()
        run: ordlyd status
      - if: always()
        uses: actions/cache/save@v4
        with:
          path: archive
          key: ordlyd-archive-${{{{ github.run_id }}}}
"""


def _in_winter(at: time) -> str:
    """Minute and hour in UTC of a time of day in Danish winter, as cron writes it."""
    minutes = (at.hour * 60 + at.minute - 60) % (24 * 60)
    return f"{minutes % 60} {minutes // 60} * * *"
