"""Run every benchmark, or those named: ``python -m benchmarks [worddiff …]``."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def main(names: list[str]) -> None:
    """Run the benchmarks named, or every module here that has a ``main``."""
    found = names or sorted(m.name for m in iter_modules(benchmarks.__path__) if m.name[0] != "_")
    for name in found:
        run = getattr(import_module(f"benchmarks.{name}"), "main", None)
        if run is not None:
            print(f"== {name} ==", flush=True)
            run()


if __name__ == "__main__":
    main(sys.argv[1:])
