"""Plugins: asked one by one, checked when they load, and data to the last line."""

from __future__ import annotations

import types

import pluggy
import pytest

import plugins
from ordlyd import Municipality, hookimpl, hookspecs
from ordlyd.errors import PluginError, UnknownName
from ordlyd.registry import default_registry, load_registry

TOWN = Municipality(name="Nyby", slug="nyby", code="998")


def manager_of(**modules: object) -> pluggy.PluginManager:
    manager = pluggy.PluginManager("ordlyd")
    manager.add_hookspecs(hookspecs)
    for name, functions in modules.items():
        module = types.ModuleType(name)
        for function in functions:
            setattr(module, function.__name__, hookimpl(function))
        manager.register(module, name=name)
    return manager


def ordlyd_municipalities():
    return [TOWN]


def test_all_98_municipalities_are_known_and_ishoej_says_why_it_is_not_crawled():
    towns = default_registry().municipalities
    assert len(towns) == 98
    assert len({town.code for town in towns.values()}) == 98
    assert towns["ishoej"].platform is None
    assert towns["ishoej"].note


def test_a_municipality_is_found_by_slug_or_name():
    registry = default_registry()
    assert registry.municipality("Ærø") is registry.municipality("aeroe")
    with pytest.raises(UnknownName, match="odense"):
        registry.municipality("Odence")


def test_two_plugins_that_claim_one_town_are_an_error_that_names_both():
    with pytest.raises(PluginError, match="nyby is claimed by first and by second"):
        load_registry(
            manager=manager_of(first=[ordlyd_municipalities], second=[ordlyd_municipalities])
        )


def test_a_plugin_that_raises_is_named_and_the_others_go_on():
    def broken():
        raise RuntimeError("no towns today")

    broken.__name__ = "ordlyd_municipalities"
    registry = load_registry(manager=manager_of(bad=[broken], good=[ordlyd_municipalities]))
    assert list(registry.municipalities) == ["nyby"]
    assert "no towns today" in registry.failures["bad"]


def test_a_misspelt_hook_is_an_error_when_it_loads():
    def ordlyd_municipality():
        return []

    with pytest.raises(PluginError, match="ordlyd_municipality"):
        load_registry(manager=manager_of(typo=[ordlyd_municipality]))


def test_a_towns_toml_file_needs_no_python(tmp_path):
    (tmp_path / "nyby.toml").write_text(
        '[[municipality]]\nname = "Nyby"\nslug = "nyby"\ncode = "998"\n'
        'platform = "firstagenda"\nhost = "dagsordener.nyby.dk"\n'
        'headings = { "Vores vinkel" = "assessment" }\n',
        encoding="utf-8",
    )
    town = load_registry(tmp_path).municipality("nyby")
    assert town.host == "dagsordener.nyby.dk"
    assert town.headings == {"vores vinkel": "assessment"}


TOWN_FILE = '[[municipality]]\nname = "Lejre"\nslug = "lejre"\ncode = "350"\nhost = "ny.lejre.dk"\n'


def test_a_file_of_the_users_own_replaces_what_a_plugin_says_of_a_town(tmp_path):
    (tmp_path / "lejre.toml").write_text(TOWN_FILE, encoding="utf-8")
    registry = load_registry(tmp_path)
    assert registry.municipality("lejre").host == "ny.lejre.dk"
    assert len(registry.municipalities) == 98


def test_two_files_of_the_user_that_claim_one_town_are_an_error(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(TOWN_FILE, encoding="utf-8")
    with pytest.raises(PluginError, match=r"a\.toml and by .*b\.toml"):
        load_registry(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not toml", "not valid TOML"),
        ("[[town]]", "no municipality"),
        ('[[municipality]]\nname = "X"', "slug"),
        ('[[municipality]]\nname = "X"\nslug = "x"\ncode = "998"\ncolour = "red"', "colour"),
    ],
)
def test_a_wrong_toml_file_is_named_with_its_reason_and_left_out(tmp_path, text, reason):
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    registry = load_registry(tmp_path)
    [(name, why)] = registry.failures.items()
    assert name.endswith("wrong.toml")
    assert reason in why


def test_our_own_towns_are_ordinary_plugins():
    own = {town.slug for town in plugins.ordlyd_municipalities()}
    assert own == set(default_registry().municipalities)
