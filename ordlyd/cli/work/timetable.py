"""What makes a machine crawl each night: a systemd timer, a cron line, a workflow of GitHub.

Plain functions from a plan to text; nothing here is written or started.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

from ordlyd.dates import COPENHAGEN

FIRST_HOUR, SPREAD = 1, 3 * 60
"""Without a wish a crawl begins between one and four, each archive at a minute of its own."""
UNIT = "ordlyd-crawl"
MARK = "# ordlyd schedule"
WRITTEN_BY = "# Written by “ordlyd schedule"
WORKFLOW = Path(".github/workflows/ordlyd-crawl.yml")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Plan:
    """One crawl a night.

    Attributes:
        command: The program and its arguments.
        folder: Where it is run: settings and ``plugins.d`` stand there.
        at: The time of day, Danish.
        environment: Variables that it needs.
    """

    command: tuple[str, ...]
    folder: Path
    at: time
    environment: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse what could end a line, for each of these files is read line by line."""
        told = (*self.command, str(self.folder), *self.environment, *self.environment.values())
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


def service(plan: Plan) -> str:
    """The unit that crawls once (systemd.service(5), systemd.exec(5))."""
    lines = [
        "[Unit]",
        "Description=ordlyd: crawl the council sites",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_path(plan.folder)}",
        *(f"Environment={_word(f'{name}={value}')}" for name, value in plan.environment.items()),
        f"ExecStart={' '.join(map(_argument, plan.command))}",
        "# Exit code 1: something that a council lists could not be had; “ordlyd status” names it.",
        "SuccessExitStatus=1",
        "Nice=10",
        "TimeoutStartSec=12h",
        "",
    ]
    return "\n".join(lines)


def timer(plan: Plan) -> str:
    """The unit that starts the other each night, and after a night that was missed."""
    return "\n".join(
        [
            "[Unit]",
            "Description=ordlyd: crawl the council sites each night",
            "",
            "[Timer]",
            f"OnCalendar=*-*-* {plan.at:%H:%M}:00 {COPENHAGEN.key}",
            "RandomizedDelaySec=10min",
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


def cron_line(plan: Plan) -> str:
    """The line for crontab(5); ``%`` would end the command there. Local time of the machine."""
    words = [f"{name}={shlex.quote(value)}" for name, value in plan.environment.items()]
    words += map(shlex.quote, plan.command)
    command = f"cd {shlex.quote(str(plan.folder))} && {' '.join(words)}".replace("%", "\\%")
    return f"{plan.at.minute} {plan.at.hour} * * * {command} {MARK}"


def with_line(crontab: str, line: str | None) -> str:
    """Return a crontab with our line put in, in place of a former one; all others stay."""
    others = [text for text in crontab.splitlines() if not text.rstrip().endswith(MARK)]
    return "".join(f"{text}\n" for text in [*others, *([line] if line else [])])


def workflow(plan: Plan, version: str) -> str:
    """The workflow for GitHub Actions; its clock is UTC, and its archive lives in the cache."""
    winter = (plan.at.hour * 60 + plan.at.minute - 60) % (24 * 60)
    arguments = " ".join(shlex.quote(word) for word in plan.command[1:])
    return f"""\
{WRITTEN_BY} --for github”. Set the variable ORDLYD_CONTACT in the repository's
# settings: a mail or web address that a council can write to. Without it no site is asked.
name: ordlyd crawl
on:
  schedule:
    - cron: "{winter % 60} {winter // 60} * * *"  # UTC: {plan.at:%H:%M} in Danish winter
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
        run: ordlyd {arguments} || test $? -eq 1
      - if: always()
        run: ordlyd status
      - if: always()
        uses: actions/cache/save@v4
        with:
          path: archive
          key: ordlyd-archive-${{{{ github.run_id }}}}
"""
