"""The digest: Markdown that says what is new, and that no text of a source can make anything of."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import reportdata as data
from commandline import ordlyd
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from compare.model import Commitment
from ordlyd.archive import Archive
from ordlyd.cli.session import Session
from ordlyd.cli.work.publish import site_lately, site_now
from ordlyd.samples import sample_batches
from reports.digest import digest, escaped
from reports.site import site_of
from reports.view import FoundAt, Site

BEFORE = datetime(2026, 4, 1, tzinfo=UTC)
MARKDOWN = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
MARKS = st.text(st.sampled_from("ab1 .,-+*_~`[](){}<>!#|\\&:=/\n\tæ"), max_size=60)


def site(**options: Any) -> Site:
    held = data.meetings()
    return site_of(held, data.comparison(held), **{"names": data.NAMES, **options})


def rendered(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(MARKDOWN.render(text))


def tokens(text: str) -> list[Token]:
    found = MARKDOWN.parse(text)
    return [*found, *(child for token in found for child in token.children or ())]


def test_it_tells_the_most_serious_first_with_the_words_and_a_link() -> None:
    text = digest(site(), BEFORE, address="https://example.dk/ordlyd/")
    assert text.split("\n")[:12] == [
        "# Hvad kom igen, og hvad blev ændret?",
        "",
        "Siden 1. april 2026 kl. 02.00: 5 fund.",
        "",
        "## Fakta og passager",
        "",
        "### Ændret efter offentliggørelsen – 12,0 → 14,5 mio. kr.",
        "",
        '[Orientering om svømmehallen "Bølgen"](https://example.dk/ordlyd/relations/3f/3f0e8ea4ac902911.html)  ',
        "Nørreby: Social- og Sundhedsudvalget, 28. april 2026",
        "",
        "> Anlægsbevillingen udgør ~~12,0~~ **14,5** mio. kr. i 2026 og frigives, når licitationen er holdt.",
    ]
    page = rendered(text)
    assert [node.text() for node in page.css("s, strong")][:2] == ["12,0", "14,5"]
    assert [node.text() for node in page.css("h2")] == ["Fakta og passager", "Hvad der kom igen"]


def test_without_an_address_links_count_from_the_folder_of_the_site() -> None:
    hrefs = [node.attributes["href"] for node in rendered(digest(site(), BEFORE)).css("a")]
    assert hrefs
    assert all((href or "").startswith("relations/") for href in hrefs)


def test_it_tells_only_what_was_found_or_changed_since() -> None:
    keys = [relation.key for relation in data.comparison(data.meetings()).relations]
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    found = {key: FoundAt(old, old) for key in keys} | {keys[1]: FoundAt(old, new)}
    text = digest(site(found=found), BEFORE)
    assert text.count("### ") == 1
    assert "### Fundet før og nu ændret: Samme sag" in text
    assert "0 fund" in digest(site(found=found), datetime(2026, 6, 1, tzinfo=UTC))


def test_promises_stand_under_a_heading_of_their_own() -> None:
    held = data.meetings()
    made = Commitment(
        item=data.item(held, 0, "9").id, due="2026-Q4", text="Vi vender tilbage.", status="open"
    )
    compared = data.comparison(held).model_copy(update={"commitments": (made,)})
    text = digest(site_of(held, compared, names=data.NAMES), BEFORE)
    assert "## Løfter om at vende tilbage" in text
    assert "> Vi vender tilbage." in text


def hostile(words: str) -> str:
    """The digest of one finding all of whose foreign texts are the same."""
    held = [
        replace(
            stored,
            meeting=stored.meeting.model_copy(
                update={
                    "committee": words,
                    "items": tuple(
                        item.model_copy(update={"title": words}) for item in stored.meeting.items
                    ),
                }
            ),
        )
        for stored in data.meetings()
    ]
    compared = data.comparison(data.meetings())
    relations = tuple(
        relation.model_copy(
            update={
                side: getattr(relation, side).model_copy(
                    update={"title": words, "committee": words}
                )
                for side in ("a", "b")
            }
        )
        for relation in compared.relations
    )
    changes = tuple(
        change.model_copy(
            update={
                "before": words,
                "after": f"{words}!",
                "facts": tuple(
                    fact.model_copy(update={"before": words, "after": f"{words}!", "label": words})
                    for fact in change.facts
                ),
            }
        )
        for change in compared.changes
    )
    update = {"relations": relations, "changes": changes}
    return digest(site_of(held, compared.model_copy(update=update), names=data.NAMES), BEFORE)


def check_harmless(text: str) -> None:
    page = rendered(text)
    assert not page.css(
        "script, img, iframe, svg, code, pre, table, ol, hr, li li, blockquote blockquote"
    )
    assert {node.tag for node in page.body.css("*")} <= set(
        "body h1 h2 h3 p a blockquote ul li s strong br".split()
    )
    hrefs = [node.attributes["href"] or "" for node in page.css("a")]
    assert all(href.startswith(("relations/", "items/", "index.html")) for href in hrefs)
    assert not [token for token in tokens(text) if token.type.startswith("html")]
    assert len(page.css("h1")) == 1


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_and_makes_no_mark(words: str) -> None:
    check_harmless(hostile(words))


@settings(deadline=None, max_examples=60)
@given(MARKS)
def test_no_text_makes_a_mark(words: str) -> None:
    check_harmless(hostile(words))


@settings(deadline=None, max_examples=200)
@given(MARKS)
def test_an_escaped_text_reads_as_it_was(words: str) -> None:
    shown = rendered(f"### x {escaped(words)} x").css_first("h3").text()
    assert " ".join(shown.split()) == " ".join(f"x {words} x".split())


def test_the_command_writes_it_for_a_reader_or_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("ORDLYD_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with Archive.open("archive", create=True):
        pass
    ran = ordlyd("digest")
    assert ran.code == 0
    assert ran.out.startswith("# Hvad kom igen")
    english = ordlyd("digest", "--language", "en", "--since", "2026-05-01", "--output", "a.md")
    assert (english.code, english.out) == (0, "")
    assert "Since 1 May 2026 at 00:00: 0 findings." in Path("a.md").read_text("utf-8")
    assert ordlyd("digest", "--since", "i går").code == 2


@pytest.mark.parametrize("masks", ["true", "false"])
def test_the_command_tells_of_a_part_of_the_archive_what_it_would_of_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, masks: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ORDLYD_MASK_PERSONAL_DATA", masks)
    first, second = sample_batches()
    ordlyd("import", *first)
    ordlyd("compare")
    with Archive.open("archive") as opened:
        noting = opened.noting()
    assert noting is not None
    later = noting.at + timedelta(microseconds=1)
    ordlyd("import", *second)
    session = Session.start(archive="archive")
    with session.archive() as opened:
        lately = site_lately(opened, session, later)
        everything = site_now(opened, session)
    told = digest(lately, later)
    assert told.count("\n### ") > 10
    assert told == digest(everything, later)
    assert len(lately.meetings) < len(everything.meetings)
