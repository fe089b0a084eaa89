"""The documentation says what is true: its links, its commands, its hooks and its examples."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
import types
from pathlib import Path

import pluggy
import pytest
from commandline import ordlyd

from ordlyd import hookspecs, read_municipalities
from ordlyd.cli.app import COMMANDS
from ordlyd.layout import Layout
from ordlyd.model import SECTION_KINDS
from ordlyd.municipality import Municipality
from ordlyd.registry import load_registry
from ordlyd.rules import KINDS, Alert
from ordlyd.settings import load_settings
from reports.alerts.channels import channels

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?ordlyd ((?:.*\\\n)*.*)$", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(page.read_text("utf-8")) if kind == language]


def commands() -> list[list[str]]:
    """Every command that a page shows on a line of its own."""
    shown = [line for page in PAGES for body in blocks(page, "") for line in _COMMAND.findall(body)]
    joined = (line.replace("\\\n", " ") for line in shown)
    return [shlex.split(line, comments=False) for line in joined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = [link for link, _ in _LINK.findall(page.read_text("utf-8")) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_every_command_that_is_shown_exists_with_its_options() -> None:
    told = {name: ordlyd(name, "--help").out for name in COMMANDS}
    for name, *arguments in commands():
        assert name in told
        options = [argument for argument in arguments if argument.startswith("--")]
        assert [option for option in options if option not in told[name]] == []


def test_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`{name}" not in text] == []


def test_readme_shows_what_the_demo_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = " ".join(ordlyd("demo").out.split())
    block = next(body for body in blocks(ROOT / "README.md", "") if "make demo" in body)
    shown = re.split(r"\n(?=\d\. |   [a-z]+: |   [A-ZÆØÅ]|Report)|\n\n", block.split("\n", 1)[1])
    for part in filter(None, (" ".join(part.split()) for part in shown)):
        assert part.removesuffix(" …") in printed


def test_every_hook_has_a_heading_with_its_signature() -> None:
    text = (ROOT / "docs/plugins.md").read_text("utf-8")
    hooks = [name for name in vars(hookspecs) if name.startswith("ordlyd_")]
    kinds = {
        "ordlyd_municipalities": "Municipality",
        "ordlyd_layouts": "Layout",
        "ordlyd_portals": "type[Portal]",
    }
    assert set(hooks) == set(kinds)
    for name in hooks:
        assert f"### `{name}() -> Iterable[{kinds[name]}]`" in text


def test_every_field_of_a_layout_and_key_of_a_municipality_is_described() -> None:
    text = (ROOT / "docs/plugins.md").read_text("utf-8")
    words = [*Layout.__dataclass_fields__, *Municipality.model_fields, *SECTION_KINDS]
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_municipality_of_the_docs_can_be_loaded() -> None:
    example = next(b for b in blocks(ROOT / "docs/plugins.md", "toml") if "[[municipality]]" in b)
    (town,) = read_municipalities(example, name="example")
    assert town.slug == "noerreby"
    assert town.headings["sagens baggrund"] == "background"


def test_the_plugin_of_the_docs_loads_and_passes_its_own_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plugin, test = blocks(ROOT / "docs/plugins.md", "python")
    module = types.ModuleType("ordlyd_noerreby")
    exec(plugin, vars(module))  # noqa: S102 - our own page
    monkeypatch.setitem(sys.modules, "ordlyd_noerreby", module)
    manager = pluggy.PluginManager("ordlyd")
    manager.add_hookspecs(hookspecs)
    manager.register(module)
    assert [layout.name for layout in load_registry(manager=manager).layouts] == ["sag_by_sag"]
    names: dict[str, object] = {}
    exec(test, names)  # noqa: S102 - the same
    run = names["test_minutes_of_noerreby_are_read"]
    assert callable(run)
    run()


def test_the_rules_of_the_docs_can_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = blocks(ROOT / "docs/alerts.md", "toml")
    (searches,) = (b for b in blocks(ROOT / "docs/reports.md", "toml") if "searches" in b)
    file = tmp_path / "ordlyd.toml"
    file.write_text(example, "utf-8")
    monkeypatch.setenv("ORDLYD_CONFIG", str(file))
    rules = load_settings().alerts
    assert [rule.when for rule in rules] == ["at once", "daily", "weekly"]
    monkeypatch.setenv("MAIL_PASSWORD", "p@ss")
    monkeypatch.setenv("REDAKTIONENS_CHAT", "ntfy://127.0.0.1/emne")
    labels = [channel.label for rule in rules for channel in channels(rule)]
    assert labels[:3] == ["mail to anna@example.dk", "mail to bo@example.dk", "ntfy"]
    file.write_text(searches, "utf-8")
    assert [search.name for search in load_settings().searches] == ["Svømmehaller"]


def test_every_field_of_a_rule_is_described() -> None:
    text = (ROOT / "docs/alerts.md").read_text("utf-8")
    assert [name for name in Alert.model_fields if f"| `{name}` |" not in text] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^a-z0-9-]", line)[0] for line in required}
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")
    explained = set(re.findall(r"^\| ([a-z0-9-]+) \|", text, re.MULTILINE)) - {"package"}
    assert explained - {"---"} == names


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
