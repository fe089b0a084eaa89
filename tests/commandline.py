"""Runs ordlyd's commands for tests: in this process, or in one of their own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ordlyd.cli import run


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which must be one JSON document and nothing else."""
        return json.loads(self.out)


def ordlyd(*arguments: str | Path) -> Ran:
    """Run a command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    out.flush()
    err.flush()
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return Ran(code, *said)


def spawn(
    *arguments: str | Path, cwd: Path, program: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own; ``program`` stands in for ordlyd's own main."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ORDLYD_")}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            program or "from ordlyd.cli import main; main()",
            *map(str, arguments),
        ],
        cwd=cwd,
        env={**own, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
