"""A crawl each night: what is printed, what is installed, and a watch that stays running."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from commandline import Ran, ordlyd

from ordlyd.cli import schedule
from ordlyd.cli.work import timetable
from ordlyd.cli.work.timetable import Plan
from ordlyd.dates import COPENHAGEN

PLAN = Plan(("/opt/ordlyd", "crawl", "--all"), Path("/srv/råd"), time(2, 5), {})


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    """No settings, a home of its own, and stand-ins for the system's programs that take notes."""
    for name in [name for name in os.environ if name.startswith("ORDLYD_")]:
        monkeypatch.delenv(name)
    programs = tmp_path / "bin"
    programs.mkdir()
    stand_in(programs / "systemctl", 'echo "$@" >> "$HOME/told"')
    stand_in(
        programs / "crontab",
        'if [ "$1" = -l ]; then cat "$HOME/crontab" 2>/dev/null; else cat > "$HOME/crontab"; fi',
    )
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def stand_in(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def run(*arguments: str) -> Ran:
    ran = ordlyd("schedule", *arguments)
    assert ran.code == 0, ran.err
    return ran


def test_without_install_nothing_is_written(tmp_path):
    for manner in ("systemd", "cron", "github"):
        assert "ordlyd" in run("--for", manner).out
    assert {file.name for file in tmp_path.iterdir()} == {"bin"}


def test_a_missing_contact_is_told_since_live_hosts_are_refused_without(monkeypatch):
    assert "no contact" in run("--for", "cron").err
    monkeypatch.setenv("ORDLYD_CONTACT", "mailto:os@example.dk")
    ran = run("--for", "cron")
    assert ran.err == ""
    assert "ORDLYD_CONTACT=mailto:os@example.dk" in ran.out


def test_a_timer_is_installed_for_the_user_and_taken_back(tmp_path):
    run("--for", "systemd", "--at", "03:40", "--install", "odense")
    units = tmp_path / ".config" / "systemd" / "user"
    assert (
        "OnCalendar=*-*-* 03:40:00 Europe/Copenhagen" in (units / "ordlyd-crawl.timer").read_text()
    )
    service = (units / "ordlyd-crawl.service").read_text("utf-8")
    assert f'"crawl" "odense" "--archive" "{tmp_path}/archive"' in service
    assert f"WorkingDirectory={tmp_path}\n" in service
    assert "--user enable --now ordlyd-crawl.timer" in (tmp_path / "told").read_text()
    run("--for", "systemd", "--remove")
    assert list(units.iterdir()) == []


def test_a_cron_line_is_put_in_place_of_a_former_one_and_others_stay(tmp_path):
    (tmp_path / "crontab").write_text("5 4 * * * backup\n")
    run("--for", "cron", "--at", "02:30", "--install")
    run("--for", "cron", "--at", "03:15", "--install")
    lines = (tmp_path / "crontab").read_text().splitlines()
    assert [line.split(" ")[:2] for line in lines] == [["5", "4"], ["15", "3"]]
    run("--for", "cron", "--remove")
    assert (tmp_path / "crontab").read_text() == "5 4 * * * backup\n"


def test_a_workflow_is_written_and_another_of_the_same_name_is_not_overwritten(tmp_path):
    file = tmp_path / timetable.WORKFLOW
    run("--for", "github", "--at", "02:00", "--install")
    assert 'cron: "0 1 * * *"' in file.read_text("utf-8")
    run("--for", "github", "--install")
    file.write_text("name: mine\n")
    ran = ordlyd("schedule", "--for", "github", "--install")
    assert (ran.code, file.read_text()) == (2, "name: mine\n")


def test_the_words_of_a_command_reach_the_program_whole():
    command = ("/opt/my ordlyd", "crawl", "--archive", "/srv/100% $HOME 'a' \"b\" \\c")
    plan = Plan(command, Path("/srv/50% råd"), time(2, 5), {"ORDLYD_CONTACT": "a b"})
    (line,) = timetable.cron_lines(plan)
    _, _, told = line.partition("&& ")
    words = shlex.split(told.replace("\\%", "%").replace(";", " ;"), comments=True)
    assert words == ["export", "ORDLYD_CONTACT=a b", "&&", "{", *command, ";", "}"]
    exec_start = next(ln for ln in timetable.service(plan).splitlines() if "ExecStart" in ln)
    assert '"/srv/100%% $$HOME \'a\' \\"b\\" \\\\c"' in exec_start
    assert "WorkingDirectory=/srv/50%% råd" in timetable.service(plan)


def test_a_folder_with_a_line_break_is_refused_for_it_would_end_the_line():
    ran = ordlyd("schedule", "--for", "cron", "--archive", "a\n* * * * * evil")
    assert ran.code == 2
    assert "control character" in ran.err


def test_the_address_of_a_server_is_not_written_into_a_timer(tmp_path):
    address = "postgresql://me:secret@db.example/ordlyd"
    ran = ordlyd("schedule", "--for", "cron", "--archive", address)
    assert ran.code == 2
    assert "secret" not in ran.out + ran.err
    (tmp_path / "ordlyd.toml").write_text(f'archive = "{address}"\n')
    ran = run("--for", "cron")
    assert "secret" not in ran.out + ran.err


def test_the_crawl_begins_when_the_window_of_the_settings_opens(monkeypatch):
    monkeypatch.setenv("ORDLYD_CRAWL_WINDOW", "22:30-05:00")
    assert run("--for", "cron").out.startswith("30 22 ")


def test_archives_begin_at_minutes_of_their_own_between_one_and_four():
    times = {timetable.time_of(f"/srv/{n}") for n in range(50)}
    assert len(times) > 20
    assert all(time(1, 0) <= at < time(4, 0) for at in times)
    assert timetable.time_of("/srv/1") == timetable.time_of("/srv/1")


def test_without_systemd_and_cron_watch_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    ran = ordlyd("schedule")
    assert ran.code == 2
    assert "ordlyd watch" in ran.err


def test_a_program_of_the_system_that_fails_is_told_with_what_to_do(tmp_path):
    stand_in(tmp_path / "bin" / "systemctl", "echo no bus >&2; exit 1")
    ran = ordlyd("schedule", "--for", "systemd", "--install")
    assert ran.code == 2
    assert "no bus" in ran.err
    assert "ordlyd watch" in ran.err


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-01-05T00:00+00:00", "2026-01-05T02:05+01:00"),
        ("2026-01-05T01:05+00:00", "2026-01-06T02:05+01:00"),
        ("2026-07-05T23:30+00:00", "2026-07-06T02:05+02:00"),
        ("2026-10-25T00:04+00:00", "2026-10-25T02:05+02:00"),
    ],
    ids=["tonight", "the minute itself", "in summer", "when the clock is put back"],
)
def test_the_next_run_is_at_the_next_such_time_in_denmark(now, due):
    found = timetable.next_run(datetime.fromisoformat(now), PLAN.at)
    assert found.astimezone(UTC) == datetime.fromisoformat(due)
    assert found.tzinfo is COPENHAGEN


RULES = """
[[alerts]]
name = "A"
to = "json://127.0.0.1"
[[alerts]]
name = "B"
to = "${CHAT}"
when = "daily"
at = "06:45"
"""


def test_alerts_are_sent_after_the_crawl_and_at_the_times_of_digests(tmp_path):
    assert "ordlyd alert" not in run("--for", "cron").out
    (tmp_path / "ordlyd.toml").write_text(RULES)
    night, digest = run("--for", "cron", "--at", "02:30", "--install").out.splitlines()
    assert night.startswith("30 2 ")
    assert night.index("ordlyd crawl --all") < night.index("; ") < night.index("ordlyd alert")
    assert digest.startswith("45 6 ")
    assert "crawl" not in digest.partition("# ordlyd")[0]
    assert len((tmp_path / "crontab").read_text().splitlines()) == 2
    run("--for", "cron", "--remove")
    assert (tmp_path / "crontab").read_text() == ""


def test_a_timer_of_systemd_sends_digests_and_reads_secrets_from_a_file_of_their_own(tmp_path):
    (tmp_path / "ordlyd.toml").write_text(RULES)
    ran = run("--for", "systemd", "--at", "02:30", "--install")
    assert "the timer reads CHAT from ~/.config/ordlyd/secrets.env" in ran.err
    units = tmp_path / ".config" / "systemd" / "user"
    service = (units / "ordlyd-crawl.service").read_text("utf-8")
    assert [line.split('"')[3] for line in service.splitlines() if "ExecStart" in line] == [
        "crawl",
        "alert",
    ]
    assert "EnvironmentFile=-%h/.config/ordlyd/secrets.env" in service
    timer = (units / "ordlyd-alert.timer").read_text()
    assert "OnCalendar=*-*-* 06:45:00 Europe/Copenhagen" in timer
    assert "--user enable --now ordlyd-alert.timer" in (tmp_path / "told").read_text()
    run("--for", "systemd", "--remove")
    assert list(units.iterdir()) == []


def test_a_workflow_takes_secrets_from_the_repository_and_crawls_once_a_night(tmp_path):
    (tmp_path / "ordlyd.toml").write_text(RULES)
    text = run("--for", "github", "--at", "02:00").out
    assert '- cron: "0 1 * * *"' in text
    assert '- cron: "45 5 * * *"' in text
    assert "      CHAT: ${{ secrets.CHAT }}\n" in text
    assert "if: github.event.schedule == '0 1 * * *' ||" in text
    assert text.index("ordlyd crawl") < text.index("run: ordlyd alert --archive archive\n")


class Clock:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


def test_a_watch_crawls_each_night_and_goes_on_after_a_night_that_failed():
    clock, ran = Clock(), []

    def crawl(_plan: Plan) -> int:
        ran.append(clock.moment.astimezone(COPENHAGEN))
        return (0, 70, 1)[len(ran) - 1]

    schedule.keep_watch(PLAN, at_once=False, run=crawl, sleep=clock.sleep, now=clock.now, nights=3)
    assert [(at.day, at.time()) for at in ran] == [(2, PLAN.at), (3, PLAN.at), (4, PLAN.at)]
    assert max(clock.slept) <= 60


def test_a_watch_sends_alerts_after_each_crawl_and_at_the_times_of_digests():
    clock, done = Clock(), []

    def note(what: str) -> int:
        done.append((what, clock.moment.astimezone(COPENHAGEN).strftime("%d %H:%M")))
        return 0

    plan = Plan(PLAN.command, PLAN.folder, PLAN.at, {}, ("ordlyd", "alert"), (time(7), time(18)))
    schedule.keep_watch(
        plan,
        at_once=False,
        run=lambda _: note("crawl"),
        alert=lambda _: note("alert"),
        sleep=clock.sleep,
        now=clock.now,
        nights=2,
    )
    assert done == [
        ("alert", "01 18:00"),
        ("crawl", "02 02:05"),
        ("alert", "02 02:05"),
        ("alert", "02 07:00"),
        ("alert", "02 18:00"),
        ("crawl", "03 02:05"),
        ("alert", "03 02:05"),
    ]


def test_a_watch_can_crawl_at_once():
    clock, ran = Clock(), []
    schedule.keep_watch(
        PLAN,
        at_once=True,
        run=lambda _: ran.append(1) or 0,
        sleep=clock.sleep,
        now=clock.now,
        nights=0,
    )
    assert ran == [1]
