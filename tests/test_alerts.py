"""Rules to messages: when what is due, what a message says, and that no text can steer it."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy

import pytest
import reportdata as data
from hostile import HOSTILE
from selectolax.lexbor import LexborHTMLParser

from ordlyd.dates import COPENHAGEN
from ordlyd.errors import SettingsError
from ordlyd.rules import Alert, filled, variables
from reports.alerts.channels import channels
from reports.alerts.messages import MOST, SUBJECT, as_text, clean, compose, for_chat
from reports.alerts.timing import AT_ONCE, Telling, due, last_due, next_due
from reports.news import News, findings_news
from reports.selection import Selector
from reports.site import site_of
from reports.view import FoundAt, Site

NOW = datetime(2026, 5, 13, 9, 30, tzinfo=COPENHAGEN)
ADDRESS = "https://example.dk/ordlyd/"
MAIL = "mailto://mail.example:2525?from=ordlyd@avisen.example&to=red@avisen.example"


def rule(**stated: object) -> Alert:
    return Alert.model_validate({"name": "Redaktionen", "to": [MAIL], **stated})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def site() -> Site:
    held = data.meetings()
    return site_of(held, data.comparison(held), names=data.NAMES)


def news(number: int = 5) -> list[News]:
    return findings_news(site())[:number]


def many(number: int) -> list[News]:
    first = news(1)[0]
    return [replace(first, key=f"{n:016x}", rank=(-3, 1, n)) for n in range(number)]


@pytest.mark.parametrize(
    ("when", "now", "last", "coming"),
    [
        ({"at": "07:00"}, "2026-05-13T06:59", "2026-05-12T07:00", "2026-05-13T07:00"),
        ({"at": "07:00"}, "2026-05-13T07:00", "2026-05-13T07:00", "2026-05-14T07:00"),
        ({"at": "02:30"}, "2026-03-29T12:00", "2026-03-29T02:30", "2026-03-30T02:30"),
        ({"at": "07:00"}, "2026-10-25T06:30", "2026-10-24T07:00", "2026-10-25T07:00"),
        ({"on": "friday"}, "2026-05-13T09:30", "2026-05-08T07:00", "2026-05-15T07:00"),
        ({"on": "wednesday"}, "2026-05-13T09:30", "2026-05-13T07:00", "2026-05-20T07:00"),
        ({"on": "wednesday", "at": "10:00"}, "2026-05-13T09:30", "2026-05-06T10:00", "2026-05-13T10:00"),
    ],
    ids=["before", "the minute itself", "an hour that is left out", "an hour that comes twice", "a day to come", "a day that is", "later today"],
)  # fmt: skip
def test_a_digest_is_due_at_its_time_in_denmark(when, now, last, coming):
    made = rule(when="weekly" if "on" in when else "daily", **when)
    assert (last_due(made, at(now)), next_due(made, at(now))) == (at(last), at(coming))


def test_a_rule_that_was_run_before_tells_each_finding_in_a_message_of_its_own():
    plan = due(rule(), news(), {}, settled=None, known=True, now=NOW)
    assert [len(message) for message in plan.messages] == [1] * 5
    severities = [message[0].news.severity for message in plan.messages]
    assert severities == sorted(severities, reverse=True)


def test_a_new_rule_tells_what_stands_already_in_one_message():
    plan = due(rule(), news(), {}, settled=None, known=False, now=NOW)
    assert [len(message) for message in plan.messages] == [5]


def test_a_flood_of_findings_is_one_message():
    plan = due(rule(), many(AT_ONCE + 1), {}, settled=None, known=True, now=NOW)
    assert [len(message) for message in plan.messages] == [AT_ONCE + 1]


def test_a_rule_with_nothing_to_tell_sends_nothing():
    for known in (True, False):
        assert due(rule(), [], {}, settled=None, known=known, now=NOW).messages == []


def test_what_was_told_is_not_told_again_unless_it_changed_and_the_rule_asks_for_that():
    one = news(1)[0]
    told = {(one.sort, one.key): one.at.changed}
    later = replace(one, at=FoundAt(one.at.first, NOW))

    def messages(finding: News, **stated: object) -> list[list[str]]:
        plan = due(rule(**stated), [finding], told, settled=None, known=True, now=NOW)
        return [[telling.what for telling in message] for message in plan.messages]

    assert messages(one) == messages(one, changed=True) == messages(later) == []
    assert messages(later, changed=True) == [["changed"]]


@pytest.mark.parametrize(
    ("settled", "before_time", "sent", "waits"),
    [
        (None, False, 0, 5),
        ("2026-05-13T07:00", False, 0, 5),
        ("2026-05-12T07:00", False, 5, 0),
        ("2026-05-02T07:00", False, 5, 0),
        ("2026-05-13T07:00", True, 5, 0),
        (None, True, 5, 0),
    ],
    ids=["a new rule", "sent today", "due", "days without power", "asked for", "new, asked for"],
)
def test_a_digest_waits_for_its_time_and_is_sent_once_after_it(settled, before_time, sent, waits):
    plan = due(
        rule(when="daily"),
        news(),
        {},
        settled=at(settled) if settled else None,
        known=settled is not None,
        now=NOW,
        before_time=before_time,
    )
    assert (sum(map(len, plan.messages)), len(plan.waiting)) == (sent, waits)
    assert len(plan.messages) <= 1
    assert plan.settled == at("2026-05-13T07:00")
    assert plan.next == at("2026-05-14T07:00")


def test_a_digest_that_has_nothing_to_say_is_settled_and_not_made_up_for_later():
    plan = due(rule(when="daily"), [], {}, settled=at("2026-05-12T07:00"), known=True, now=NOW)
    assert (plan.messages, plan.settled) == ([], at("2026-05-13T07:00"))


def composed(tellings: list[Telling], *, address: str | None = ADDRESS, **stated: object):
    built = site()
    made = compose(built, tellings, Selector(rule(**stated), built), address=address)
    return made, built.words


def test_a_message_says_the_change_and_where_to_read_it():
    message, words = composed([Telling(news(1)[0], "new")])
    assert message.subject == (
        "Redaktionen: Ændret efter offentliggørelsen – 12,0 → 14,5 mio. kr.: "
        'Orientering om svømmehallen "Bølgen"'
    )
    assert as_text(message, words).split("\n") == [
        "Ændret efter offentliggørelsen – 12,0 → 14,5 mio. kr.",
        'Orientering om svømmehallen "Bølgen"',
        "Nørreby: Social- og Sundhedsudvalget, 28. april 2026",
        "  Anlægsbevillingen udgør [-12,0-]{+14,5+} mio. kr. i 2026 og frigives, når licitationen er holdt.",
        "  12,0 → 14,5 mio. kr. (anlægsbevilling)",
        "https://example.dk/ordlyd/relations/3f/3f0e8ea4ac902911.html",
    ]


def test_a_changed_finding_says_so_and_a_site_without_address_has_no_links():
    message, words = composed([Telling(news(1)[0], "changed")], address=None)
    assert message.subject.startswith("Redaktionen: Ændret, siden det blev meldt: Ændret efter")
    assert "http" not in as_text(message, words)


def test_a_message_is_bounded_and_says_how_much_more_there_is():
    message, words = composed([Telling(one, "new") for one in many(MOST + 30)])
    assert message.subject == f"Redaktionen: {MOST + 30} fund"
    text = as_text(message, words)
    assert text.count("Nørreby:") == MOST
    assert text.endswith("og 30 til: https://example.dk/ordlyd/")
    short = as_text(message, words, longest=2000)
    assert len(short) <= 2000
    told = short.count("Nørreby:")
    assert 0 < told < MOST
    assert f"og {MOST + 30 - told} til: {ADDRESS}" in short


@pytest.mark.parametrize("words", [*HOSTILE, "a\r\nBcc: evil@evil.example\r\n\r\nbody", "\x00\x0b\x85\u2028\ufffe"])  # fmt: skip
def test_hostile_text_can_steer_no_mail(words):
    first = news(1)[0]
    relation = first.source.relation  # type: ignore[union-attr]
    changes = tuple(
        change.model_copy(update={"before": words, "after": f"{words}!"})
        for change in first.source.changes  # type: ignore[union-attr]
    )
    source = replace(first.source, changes=changes, relation=relation)  # type: ignore[type-var]
    one = replace(first, title=words, headline=words, where=words, source=source)
    name = words[:100].encode("utf-8", "replace").decode() or "x"
    message, says = composed([Telling(one, "new")], name=name)
    (channel,) = channels(rule(name=name))
    written = channel.written(message, says, "0" * 32)  # type: ignore[attr-defined]
    raw = written.as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert not read.defects
    assert sorted(read.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )  # fmt: skip
    assert str(read["To"]) == "red@avisen.example"
    assert len(read["Subject"]) <= SUBJECT
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert len(raw) < 60_000
    text = read.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert not [ch for ch in text if (ord(ch) < 32 and ch != "\n") or ch in "\u202e\u2028\x7f\x85"]
    page = LexborHTMLParser(read.get_body(("html",)).get_content())
    assert not page.css("script, iframe, svg, img, base, style, [style], form, input, li[onclick]")
    assert {node.attributes["href"] for node in page.css("[href]")} == {ADDRESS + one.path}
    attributes = {key for node in page.css("*") for key in node.attributes}
    assert attributes <= {"lang", "charset", "href"}


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("<!channel> hør", "‹!channel› hør"),
        ("<@U123>", "‹@\u2060U123›"),
        ("@everyone", "@\u2060everyone"),
        ("[gratis](https://evil.example)", "[gratis] (https://evil.example)"),
        ("`kode`", "'kode'"),
        ("12,0 → 14,5 mio. kr.", "12,0 → 14,5 mio. kr."),
    ],
)
def test_a_foreign_text_calls_nobody_in_a_chat_and_hides_no_link(foreign, shown):
    assert for_chat(foreign) == shown


def test_text_is_one_line_without_marks_that_turn_it():
    assert clean("a\x1b[31m\nb\u202ec\u200b") == "a\ufffd[31m b\ufffdc\ufffd"


@pytest.mark.parametrize(
    ("address", "environment", "expected"),
    [
        ("${HOOK}", {"HOOK": "slack://a/b/c?x=1"}, "slack://a/b/c?x=1"),
        ("mailtos://u:${PASS}@h", {"PASS": "a@b/c?"}, "mailtos://u:a%40b%2Fc%3F@h"),
        ("json://h/a$b", {}, "json://h/a$b"),
    ],
)
def test_an_address_takes_its_secrets_from_the_environment(address, environment, expected):
    assert filled(address, "x", environment) == expected


def test_a_variable_that_is_not_set_is_named_with_its_rule():
    assert variables("a${B}c${D}") == ["B", "D"]
    with pytest.raises(SettingsError, match="alert “Skoler” needs the variable B, which is not"):
        filled("a${B}", "Skoler", {})


def test_each_recipient_of_a_mail_is_a_channel_of_its_own():
    found = channels(rule(to=[f"{MAIL},vagt@avisen.example&cc=chef@avisen.example", "json://h:1/a", "json://h:1/b"]))  # fmt: skip
    assert [channel.label for channel in found] == [
        "mail to red@avisen.example",
        "mail to vagt@avisen.example",
        "mail to chef@avisen.example",
        "json://h:1",
        "json://h:1 (2)",
    ]


@pytest.mark.parametrize(
    "address",
    ["json://h/services/T0SECRET", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/", "jsons://u:p4ss@h"],
)  # fmt: skip
def test_a_label_holds_no_secret(address):
    (channel,) = channels(rule(to=address))
    assert channel.label in {"json://h", "slack", "jsons://h"}


@pytest.mark.parametrize("address", ["nowhere", "zzz://token", "mailto://", "slack://SECRETTOKEN"])
def test_an_address_that_is_none_is_refused_without_repeating_it(address):
    with pytest.raises(SettingsError, match="Address 2 of the alert “Redaktionen” cannot") as error:
        channels(rule(to=["json://h", address]))
    assert "SECRETTOKEN" not in str(error.value)


@pytest.mark.parametrize(
    ("fault", "outcome", "told"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "refused", "Connection refused"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "refused", "535 no"),
        (TimeoutError("timed out"), "refused", "timed out"),
    ],
)
def test_a_server_that_cannot_be_reached_has_taken_nothing(monkeypatch, fault, outcome, told):
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(smtplib.SMTP, "connect", fail)
    message, words = composed([Telling(news(1)[0], "new")])
    (channel,) = channels(rule())
    handed = channel.send(message, words, "0" * 32, again=False)
    assert handed.outcome == outcome
    assert told in handed.problem
