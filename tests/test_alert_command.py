"""``ordlyd alert`` from an archive to a mail server and a webhook: each finding once, come what may."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commandline import Ran, ordlyd, spawn
from made_meetings import keep, made_item
from receivers import Hook, Mailbox, mailbox, webhook

from ordlyd.archive import Archive
from ordlyd.archive.outbox import Claimed
from ordlyd.errors import ArchiveError

TEXT = "Anlægget ved åen koster {} mio. kr. og betales over tre år af den samme pulje som hidtil."
ON_TIME = datetime(2031, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ORDLYD_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def box():
    with mailbox() as running:
        yield running


@pytest.fixture
def hook():
    with webhook() as running:
        yield running


def edit(*amounts: str, number: str = "1", title: str = "Cykelsti langs åen") -> None:
    """Store an item once for each amount: each is an edit of the one before."""
    with Archive.open("archive", create=True) as archive:
        for amount in amounts:
            item = made_item(number, title, economy=TEXT.format(amount))
            original = f"{number} {amount}".encode()
            committee = f"Udvalg {number}"
            keep(archive, item, original=original, committee=committee)


def rules(*tables: dict[str, object]) -> None:
    lines = []
    for table in tables:
        lines.append("[[alerts]]")
        lines += [
            f"{key} = {json.dumps(value)}"
            for key, value in ({"name": "Redaktionen"} | table).items()
        ]
    Path("ordlyd.toml").write_text("\n".join(lines), "utf-8")


def run(*options: str, code: int = 0) -> Ran:
    ran = ordlyd("alert", *options)
    assert ran.code == code, ran.err
    return ran


def test_a_finding_reaches_mail_and_webhook_once(box: Mailbox, hook: Hook) -> None:
    edit("12,0", "14,5")
    rules({"to": [box.address("red@avisen.example", "vagt@avisen.example"), hook.address()]})
    assert run().out.count("Redaktionen → ") == 3
    assert sorted(str(mail["To"]) for mail in box.mails) == ["red@avisen.example", "vagt@avisen.example"]  # fmt: skip
    mail = box.mails[0]
    assert mail["Subject"].startswith("Redaktionen: Ændret efter offentliggørelsen – 12,0 → 14,5")
    assert "[-12,0-]{+14,5+}" in mail.get_body(("plain",)).get_content()
    assert "<del>12,0</del> <ins>14,5</ins>" in mail.get_body(("html",)).get_content()
    ((headers, told),) = hook.taken
    assert headers["User-Agent"] == "ordlyd"
    assert "[-12,0-]{+14,5+}" in told["message"]
    assert "Nothing new" in run().err
    assert (len(box.taken), len(hook.taken)) == (2, 1)


def test_what_is_found_later_is_told_and_only_that(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address()})
    run()
    edit("3,0", "4,0", number="2", title="Ny skole")
    run()
    assert ["Ny skole" in mail["Subject"] for mail in box.mails] == [False, True]


def test_a_dry_run_shows_what_is_sent_and_sends_and_notes_nothing(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address()})
    shown = run("--dry-run", "--format", "json").json["messages"]
    assert "Redaktionen → mail to red@avisen.example" in run("--dry-run").out
    assert box.taken == []
    run()
    (mail,) = box.mails
    sent = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert [(one["subject"], one["text"].strip()) for one in shown] == [
        (mail["Subject"], sent.strip())
    ]
    assert run("--dry-run", "--format", "json").json["messages"] == []


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"words": "cykelstier"}, True),
        ({"words": "skole"}, False),
        ({"kind": "edited", "severity": 3}, True),
        ({"kind": "series"}, False),
        ({"committee": "Udvalg 1"}, True),
        ({"committee": "Udvalg 2"}, False),
    ],
    ids=str,
)
def test_a_rule_asks_for_some_findings_only(
    box: Mailbox, stated: dict[str, object], told: bool
) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address(), **stated})
    run()
    assert bool(box.taken) is told


def test_each_rule_tells_a_finding_for_itself(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address()}, {"name": "Skoler", "to": box.address()})
    run()
    run()
    assert len(box.taken) == 2


def test_a_municipality_that_nobody_knows_is_named(box: Mailbox) -> None:
    edit("12,0")
    rules({"to": box.address(), "municipality": "Odnese"})
    ran = run(code=2)
    assert "“Odnese”" in ran.err
    assert "odense" in ran.err


def test_without_rules_nothing_is_compared_and_the_page_is_named() -> None:
    assert "docs/alerts.md" in run().err


def test_a_refused_recipient_does_not_stop_the_others_and_is_tried_again(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address("fuld@avisen.example", "red@avisen.example")})
    box.refuses["fuld@avisen.example"] = "452 Mailbox full"
    ran = run(code=1)
    assert "alert “Redaktionen” to mail to fuld@avisen.example was not sent: 452 Mailbox full" in ran.err  # fmt: skip
    assert [str(mail["To"]) for mail in box.mails] == ["red@avisen.example"]
    box.refuses.clear()
    run()
    assert [str(mail["To"]) for mail in box.mails][1:] == ["fuld@avisen.example"]


def test_a_webhook_that_fails_is_tried_again_with_the_same_key(hook: Hook) -> None:
    edit("12,0", "14,5")
    rules({"to": hook.address("T0SECRET")})
    hook.answer = 503
    ran = run(code=1)
    assert f"json://127.0.0.1:{hook.port} was not sent" in ran.err
    assert "503" in ran.err
    assert "T0SECRET" not in ran.err + ran.out
    hook.answer = 200
    run()
    run()
    assert len(hook.taken) == 1


def test_a_dead_server_is_left_alone_after_three_failures(box: Mailbox) -> None:
    edit("12,0")
    rules({"to": box.address()})
    run()
    for number in "23456":
        edit("3,0", "4,0", number=number, title=f"Skole {number}")
    box.refuses["red@avisen.example"] = "451 Later"
    assert run(code=1).err.count("was not sent: 451 Later") == 3
    box.refuses.clear()
    run()
    assert len(box.taken) == 5


def test_an_address_without_its_variable_stops_its_own_rule_only(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("12,0", "14,5")
    rules({"to": "${NEWSROOM}"}, {"name": "Skoler", "to": box.address()})
    assert "variable NEWSROOM, which is not set" in run(code=1).err
    assert len(box.taken) == 1
    monkeypatch.setenv("NEWSROOM", box.address("chef@avisen.example"))
    run()
    assert [str(mail["To"]) for mail in box.mails][1:] == ["chef@avisen.example"]


def test_a_chat_is_told_of_a_repetition_and_hears_each_finding_once(hook: Hook) -> None:
    edit("12,0", "14,5", title="@alle <!channel>")
    rules({"to": f"ntfy://127.0.0.1:{hook.port}/emne"})
    run()
    ((_, told),) = hook.taken
    assert "@\u2060alle ‹!channel›" in told["message"]
    assert "gentagelse" not in told["message"]


def test_a_digest_is_sent_by_the_first_run_after_its_time(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address(), "when": "daily"})
    assert "1 for the digest of " in run().err
    assert box.taken == []
    assert "1 for the digest of " in run("--dry-run").err
    with sqlite3.connect("archive/archive.sqlite3") as database:
        database.execute("UPDATE alert_rules SET settled_at = '2020-01-01 00:00:00.000000'")
    edit("3,0", "4,0", number="2", title="Ny skole")
    run()
    (mail,) = box.mails
    assert mail["Subject"] == "Redaktionen: 2 fund"
    run()
    run("--now")
    assert len(box.taken) == 1


def test_a_digest_can_be_sent_before_its_time(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address(), "when": "weekly", "on": "friday"})
    run("--now")
    assert len(box.taken) == 1


def test_a_digest_that_failed_is_sent_the_next_time(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address(), "when": "daily"})
    box.refuses["red@avisen.example"] = "550 No"
    run("--now", code=1)
    box.refuses.clear()
    run()
    assert len(box.taken) == 1


def test_a_finding_that_became_another_is_told_again_where_the_rule_asks_for_it(
    box: Mailbox,
) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address(), "changed": True}, {"name": "Skoler", "to": box.address()})
    run()
    with sqlite3.connect("archive/archive.sqlite3") as database:
        database.execute("UPDATE alert_told SET changed_at = '2020-01-01 00:00:00.000000'")
    run()
    assert [mail["Subject"].partition(":")[2][:9] for mail in box.mails] == [
        " Ændret e", " Ændret e", " Ændret, "
    ]  # fmt: skip


def test_a_message_whose_finding_was_withdrawn_meanwhile_is_not_sent(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address()})
    box.refuses["red@avisen.example"] = "451 Later"
    run(code=1)
    with Archive.open("archive") as archive:
        archive.withdraw("aaby/udvalg-1/2031-03-04/minutes")
    box.refuses.clear()
    assert "no longer found" in run().err
    assert box.taken == []


def test_a_channel_that_left_the_rule_gets_nothing_more(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address("a@avisen.example")})
    box.refuses["a@avisen.example"] = "451 Later"
    run(code=1)
    box.refuses.clear()
    rules({"to": box.address("b@avisen.example")})
    assert "no longer in the rule" in run().err
    assert box.taken == []


def test_personal_data_is_hidden_in_messages(box: Mailbox) -> None:
    edit("12,0", "14,5", title="Svar til anna.holm@noerreby.example")
    rules({"to": box.address()})
    run()
    assert b"anna.holm" not in box.taken[0]
    assert "[e-mail]" in box.mails[0]["Subject"]


def test_the_archive_keeps_neither_address_nor_text_of_a_message(hook: Hook) -> None:
    edit("12,0", "14,5")
    rules({"to": hook.address("T0SECRET")})
    run()
    with sqlite3.connect("archive/archive.sqlite3") as database:
        names = ("alert_rules", "alert_messages", "alert_told", "alert_deliveries")
        rows = [database.execute(f"SELECT * FROM {name}").fetchall() for name in names]  # noqa: S608 - ours
    assert all(rows)
    assert "T0SECRET" not in str(rows)
    assert "Cykelsti" not in str(rows)


def test_two_runs_at_once_are_one_too_many(box: Mailbox) -> None:
    edit("12,0", "14,5")
    rules({"to": box.address()})
    with Archive.open("archive") as archive, archive.alert_lock():
        assert "Another run of alerts is at work" in run(code=2).err
    run()
    assert len(box.taken) == 1


KILLED = """
import os, signal, sys
from ordlyd.archive.outbox import Outbox
from ordlyd.cli import main

where, method = sys.argv.pop(1).split()
real = getattr(Outbox, method)

def cut(*arguments, **named):
    if where == "after":
        real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Outbox, method, cut)
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize(
    ("point", "before", "in_all"),
    [
        ("before claim", 0, 1),
        ("after claim", 0, 1),
        ("before hand", 0, 1),
        ("after hand", 0, 1),
        ("before sent", 1, 2),
        ("after sent", 1, 1),
    ],
)
@pytest.mark.parametrize("channel", ["mail", "webhook", "chat"])
def test_a_process_killed_at_any_point_loses_nothing_and_a_repetition_can_be_told(
    tmp_path: Path, box: Mailbox, hook: Hook, channel: str, point: str, before: int, in_all: int
) -> None:
    """Only between handing over and noting that, a message is sent twice: with the same id."""
    edit("12,0", "14,5")
    chat = f"ntfy://127.0.0.1:{hook.port}/emne"
    rules({"to": {"mail": box.address(), "webhook": hook.address(), "chat": chat}[channel]})
    taken = box.taken if channel == "mail" else hook.taken
    killed = spawn(point, "alert", cwd=tmp_path, program=KILLED)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(taken) == before
    shown = run("--dry-run").out
    run()
    run()
    assert len(taken) == in_all
    if channel == "mail":
        assert len(box.kept) == 1
    elif channel == "webhook":
        assert len(hook.kept) == 1
    else:
        unsure = point in {"after hand", "before sent"}
        assert ("gentagelse" in hook.taken[-1][1]["message"]) is unsure
        assert ("gentagelse" in shown) is unsure


def test_a_claim_is_all_or_nothing() -> None:
    edit("12,0")
    claimed = [Claimed("relation", f"{n:016x}", ON_TIME, "new") for n in range(3)]
    with Archive.open("archive") as archive:
        outbox = archive.outbox
        outbox.claim("A", [claimed[:1]], ["x", "y"], now=ON_TIME, settled_at=None)
        with pytest.raises(ArchiveError):
            outbox.claim("A", [claimed[1:], claimed[:1]], ["x"], now=ON_TIME, settled_at=ON_TIME)
        assert set(outbox.told("A")) == {("relation", f"{0:016x}")}
        assert [delivery.channel for delivery in outbox.open()] == ["x", "y"]
        state = outbox.rule("A")
        assert state is not None
        assert state.settled_at is None
        outbox.claim("B", [claimed], ["x"], now=ON_TIME, settled_at=None)
        assert len(outbox.told("B")) == 3
