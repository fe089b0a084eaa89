"""Which state of the repository is measured."""

from __future__ import annotations

import subprocess
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def commit() -> str:
    """The short hash of the commit, with ``+`` where files that are measured differ from it."""
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", "*.py", "*.txt")
    return _git("rev-parse", "--short=10", "HEAD") + ("+" if changed else "")


def _git(*words: str) -> str:
    """What git says; nothing where this is no clone."""
    done = subprocess.run(["git", *words], cwd=_ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or ("" if done.returncode == 0 else "no-commit")
