"""Settings come from four places in order, and a wrong one says where it stands."""

import os
from pathlib import Path

import pytest

from ordlyd.errors import SettingsError
from ordlyd.rules import TABLES
from ordlyd.settings import PREFIX, Settings, load_settings

DOCS = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _nothing_is_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def write(text, name="ordlyd.toml"):
    Path(name).write_text(text, encoding="utf-8")


def test_without_any_source_the_defaults_hold():
    settings = load_settings()
    assert settings.archive == Path("archive")
    assert settings.language == "da"
    assert settings.max_document_mb == 100
    assert settings.mask_personal_data is True
    assert settings.plugin_dir == Path("plugins.d")
    assert settings.log_level == "warning"


def test_command_line_beats_environment_beats_file_beats_default(monkeypatch):
    write('language = "en"\nmax_document_mb = 3\nlog_level = "info"')
    monkeypatch.setenv("ORDLYD_MAX_DOCUMENT_MB", "4")
    monkeypatch.setenv("ORDLYD_LOG_LEVEL", "DEBUG")
    settings = load_settings(log_level="error", language=None)
    assert (settings.language, settings.max_document_mb) == ("en", 4)
    assert (settings.log_level, settings.mask_personal_data) == ("error", True)


def test_another_file_can_be_named(monkeypatch):
    write('language = "da"')
    write('language = "en"', "other.toml")
    monkeypatch.setenv("ORDLYD_CONFIG", "other.toml")
    assert load_settings().language == "en"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("store", Path("store")),
        ("/srv/ordlyd", Path("/srv/ordlyd")),
        ("~/ordlyd", Path.home() / "ordlyd"),
        (Path("store"), Path("store")),
        ("postgresql://host/name", "postgresql://host/name"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
    ],
)
def test_an_archive_is_a_folder_or_an_address(value, expected):
    assert load_settings(archive=value).archive == expected


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        load_settings().language = "en"


@pytest.mark.parametrize(
    ("given", "in_environment", "in_file", "words"),
    [
        ({}, {}, 'langage = "da"', r"ordlyd\.toml sets “langage”.*mean language\?"),
        ({}, {}, "[archive_]\nx = 1", r"ordlyd\.toml sets “archive_”.*mean archive\?"),
        ({}, {}, "zzz = 1", r"ordlyd\.toml sets “zzz”.*Known are alerts, archive, "),
        ({}, {"ORDLYD_ARCHVE": "x"}, "", "environment sets “ORDLYD_ARCHVE”.*ORDLYD_ARCHIVE"),
        ({"langauge": "da"}, {}, "", "command line sets “langauge”.*mean language"),
        ({}, {}, 'language = "de"', r"ordlyd\.toml sets language to 'de'.*'da' or 'en'"),
        ({}, {"ORDLYD_LANGUAGE": "de"}, "", "environment sets ORDLYD_LANGUAGE to 'de'"),
        ({"language": "de"}, {"ORDLYD_LANGUAGE": "da"}, "", "command line sets language"),
        ({}, {"ORDLYD_MAX_DOCUMENT_MB": "0"}, "", "greater than or equal to 1"),
        ({}, {"ORDLYD_MASK_PERSONAL_DATA": "maybe"}, "", "boolean"),
        ({}, {"ORDLYD_ARCHIVE": " "}, "", "is empty"),
        ({"archive": "mysql://host/x"}, {}, "", "neither a folder nor a postgresql://"),
        ({}, {}, "archive = 3", r"ordlyd\.toml sets archive to 3"),
        ({}, {}, "language da", r"ordlyd\.toml is not TOML: .*line 1"),
        ({}, {"ORDLYD_CONFIG": "nowhere.toml"}, "", "no file nowhere.toml.*ORDLYD_CONFIG"),
        ({}, {}, 'site_url = "example.dk"', r"sets site_url to .*no web address"),
        ({}, {"ORDLYD_ALERTS": "[]"}, "", r"environment sets ORDLYD_.*stand in ordlyd\.toml"),
        ({}, {}, "alerts = 3", r"sets alerts .*line \[\[alerts\]\]"),
        (
            {},
            {},
            'debug = true\n[[alerts]]\nname = "A"\nto = "json://x"\n[[alerts]]\nname = "Skoler"\n'
            'to = "json://x"\nseverity = 9',
            r"ordlyd\.toml, line 8: \[\[alerts\]\] “Skoler” sets severity to 9: .*alerts\.md",
        ),
        (
            {},
            {},
            '[[alerts]]\nname = "A"\nwords = "skole"',
            r"line 1: \[\[alerts\]\] “A” lacks to\.",
        ),
        (
            {},
            {},
            '[[alerts]]\nname = "A"\nto = "json://x"\nkomitee = "B"',
            r"line 4: .*sets “komitee”, which is no field of it\. Did you mean committee\?",
        ),
        (
            {},
            {},
            '[[alerts]]\nname = "A"\nto = "json://x"\nat = "7"',
            r"line 4: .*sets at to '7': is no time of day such as 07:00",
        ),
        (
            {},
            {},
            '[[alerts]]\nname = "A"\nto = "json://x"\nkind = ["edited", "new"]',
            r"line 4: .*sets kind to 'new': .*'edited'",
        ),
        (
            {},
            {},
            '[[searches]]\nname = "A"\nwords = "x"\n[[searches]]\nname = "A"\nwords = "y"',
            r"two \[\[searches\]\] of the name “A”",
        ),
        ({}, {}, '[[searches]]\nname = "A"\nwords = "!!"', r"line 3: .*has no word"),
    ],
)
def test_a_wrong_setting_says_where_it_stands(monkeypatch, given, in_environment, in_file, words):
    write(in_file)
    for name, value in in_environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words):
        load_settings(**given)


def test_a_file_in_another_encoding_is_an_error():
    Path("ordlyd.toml").write_bytes('archive = "å"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="is not TOML"):
        load_settings()


def test_every_setting_is_documented_with_its_variable_and_default():
    text = DOCS.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        if name in TABLES:
            assert f"`[[{name}]]`" in text
            continue
        default = str(field.default).lower() if field.annotation is bool else field.default
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` "))
        assert f"`{PREFIX}{name.upper()}`" in row
        assert f"`{default}`" in row
