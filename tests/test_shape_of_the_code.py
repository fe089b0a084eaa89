"""The limits that we hold ourselves to: file and function sizes, data files, no machine paths."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("ordlyd", "compare", "plugins", "spiders", "reports")
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
MAX_FILE = 400
MAX_FUNCTION = 50
MAX_TOWN = 60


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_at_most_400_lines_and_each_function_50(module):
    source = module.read_text("utf-8")
    assert source.count("\n") <= MAX_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION, node.name


@pytest.mark.parametrize(
    "module", sorted((ROOT / "plugins" / "municipalities").glob("*.py")), ids=lambda p: p.stem
)
def test_a_town_is_at_most_60_lines_of_data(module):
    source = module.read_text("utf-8")
    assert source.count("\n") <= MAX_TOWN
    assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.If)]


def test_every_data_file_comes_with_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    shipped = {
        file
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for file in (ROOT / package).glob(pattern)
    }
    there = {
        file
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    assert there - shipped == set()


def test_only_worddiff_imports_diff_match_patch():
    importers = [
        m
        for m in MODULES
        if re.search(r"^(from|import) diff_match_patch", m.read_text("utf-8"), re.M)
    ]
    assert [m.name for m in importers] in ([], ["worddiff.py"])


def test_layouts_and_readers_never_open_a_socket():
    network = re.compile(
        r"^\s*(?:from|import) (?:socket|urllib\.request|http|requests|scrapy|httpx)\b", re.M
    )
    kernel = [m for m in MODULES if "spiders" not in m.parts]
    assert [m for m in kernel if network.search(m.read_text("utf-8"))] == []
