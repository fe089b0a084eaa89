"""The command line: what goes where, exit codes, options that all commands share."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import ordlyd, spawn

from ordlyd.cli.app import COMMANDS
from ordlyd.cli.output import safe
from ordlyd.samples import HEADERLESS, SAMPLES

FIRST = SAMPLES / "first"
SECOND = SAMPLES / "second"
ODENSE = FIRST / "odense-2026-05-12-bsu-referat.txt"
NOT_UTF8 = {
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "ascii",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)


def test_version_is_told_and_nothing_else() -> None:
    ran = ordlyd("--version")
    assert (ran.code, ran.out, ran.err) == (0, "ordlyd 0.1.0\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    ran = ordlyd(command, "--help")
    assert ran.code == 0
    assert f"ordlyd {command}" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_takes_an_archive(command: str) -> None:
    ran = ordlyd(command, "--archive", "somewhere", "--no-such-option")
    assert "--no-such-option" in ran.err


WRONG = {
    "a misspelt command": (("imprt",), "Did you mean 'import'"),
    "a misspelt option": (("status", "--formt", "json"), "--format"),
    "a missing argument": (("diff", "a"), "Missing argument"),
    "a format nobody writes": (("status", "--format", "xml"), "'table', 'json'"),
    "a date in another order": (("search", "x", "--since", "28.04.2026"), "Write 2026-04-28"),
    "a date that is none": (("search", "x", "--since", "snart"), "as 2026-04-28"),
    "no archive": (("status",), "ordlyd import"),
    "an unknown platform": (("municipalities", "--platform", "firstagend"), "firstagenda"),
    "an unknown municipality": (("compare", "--municipality", "Lejrre"), "lejre"),
    "a setting that is none": (("status", "--archive", "ftp://x"), "ftp://x"),
}


@pytest.mark.parametrize(("arguments", "hint"), WRONG.values(), ids=WRONG)
def test_wrong_use_says_what_to_type_instead(arguments: tuple[str, ...], hint: str) -> None:
    ran = ordlyd(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("ordlyd: ")
    assert hint in ran.err


def test_parse_writes_one_meeting_as_json() -> None:
    ran = ordlyd("parse", ODENSE)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.json["municipality"] == "odense"
    assert ran.json["items"][0]["number"] == "1"
    assert "for" in ran.json["items"][0]["decision"]


def test_parse_fills_in_what_the_document_does_not_say() -> None:
    document = next(HEADERLESS.iterdir())
    ran = ordlyd("parse", document, "--municipality", "Odense", "--date", "2020-11-17")
    assert (ran.json["municipality"], ran.json["date"]) == ("odense", "2020-11-17")


def test_what_the_document_says_wins_with_a_warning() -> None:
    ran = ordlyd("parse", ODENSE, "--date", "2001-01-01")
    assert ran.code == 0
    assert ran.json["date"] == "2026-05-12"
    assert "2001-01-01 is not used" in ran.err


def test_parse_can_tell_people_too() -> None:
    ran = ordlyd("parse", ODENSE, "--format", "text")
    assert "Fælles indgang for unge med psykisk sårbarhed" in ran.out
    assert not ran.out.startswith("{")


def test_json_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    ran = spawn("parse", ODENSE, cwd=tmp_path, **NOT_UTF8)
    assert ran.stderr == b""
    assert json.loads(ran.stdout.decode("utf-8"))["committee"].endswith("Socialudvalget")
    assert "æ".encode() in ran.stdout


def test_text_that_the_locale_cannot_write_is_no_error(tmp_path: Path) -> None:
    ran = spawn("parse", ODENSE, "--format", "text", cwd=tmp_path, **NOT_UTF8)
    assert ran.returncode == 0
    assert ran.stderr == b""


def test_a_settings_file_is_used_and_a_misspelt_key_is_named() -> None:
    Path("ordlyd.toml").write_text('archive = "kept"\n')
    assert ordlyd("import", ODENSE).code == 0
    assert Path("kept/archive.sqlite3").is_file()
    Path("ordlyd.toml").write_text('archiv = "kept"\n')
    ran = ordlyd("status")
    assert ran.code == 2
    assert "archiv" in ran.err
    assert "Did you mean archive" in ran.err


def test_a_plugin_file_that_is_wrong_is_named_and_the_others_go_on() -> None:
    Path("plugins.d").mkdir()
    Path("plugins.d/mine.toml").write_text("[[municipality]]\nname = 3\n")
    ran = ordlyd("municipalities", "--format", "json")
    assert ran.code == 0
    assert len(ran.json["municipalities"]) == 98
    assert "mine.toml" in ran.err


def test_a_file_name_of_any_bytes_can_be_imported() -> None:
    name = os.fsdecode(b"m\xf8de.txt")
    Path(name).write_bytes(ODENSE.read_bytes())
    Path(os.fsdecode(b"t\xf8m.txt")).touch()
    ran = ordlyd("import", name, os.fsdecode(b"t\xf8m.txt"), "--format", "json")
    assert ran.code == 1
    assert ran.json["imported"][0]["file"] == "m\\xf8de.txt"
    assert ran.json["refused"][0]["file"] == "t\\xf8m.txt"


def test_text_of_documents_cannot_steer_a_terminal() -> None:
    assert safe("a\x1b[31mb\u202ec\x9bd\r\ne\tf") == "a\ufffd[31mb\ufffdc\ufffdd\ufffd\ne\tf"


FAULTY = "from ordlyd.cli import main, session\nsession.load_settings = lambda **_: 1 / 0\nmain()"


def test_a_fault_of_our_own_is_one_sentence(tmp_path: Path) -> None:
    ran = spawn("status", cwd=tmp_path, program=FAULTY)
    assert ran.returncode == 70
    assert ran.stdout == b""
    assert b"This is a bug in ordlyd (ZeroDivisionError" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_debug_shows_where_a_fault_arose(tmp_path: Path) -> None:
    ran = spawn("--debug", "status", cwd=tmp_path, program=FAULTY)
    assert ran.returncode == 70
    assert b"Traceback" in ran.stderr
    assert b"ZeroDivisionError" in ran.stderr


def test_the_environment_can_ask_for_the_same(tmp_path: Path) -> None:
    crash = "from ordlyd.cli import main, holdings\nholdings.UnknownName = None\nmain()"
    ran = spawn(
        "municipalities", "--platform", "x", cwd=tmp_path, program=crash, ORDLYD_DEBUG="true"
    )
    assert ran.returncode == 70
    assert b"Traceback" in ran.stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from ordlyd.cli import main; main()", "municipalities"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(60)
    assert said == b""


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    interrupted = (
        "import os, signal\n"
        "from ordlyd.cli import main, session\n"
        f"session.load_settings = lambda **_: os.kill(os.getpid(), {signal.SIGINT:d})\n"
        "main()"
    )
    ran = spawn("status", cwd=tmp_path, program=interrupted)
    assert ran.returncode == 130
    assert ran.stderr == b""


def test_what_a_command_does_not_need_is_not_imported(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from ordlyd.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "heavy = {'polars', 'sqlalchemy', 'jinja2', 'numpy', 'scrapy'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if heavy or code else 0)"
    )
    ran = spawn("parse", ODENSE, cwd=tmp_path, program=program)
    assert ran.stderr == b""
