"""The site of reports: its pages, its words, its links, and what it must never let through."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import reportdata as data
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from compare.model import Comparison
from ordlyd.errors import OrdlydError
from ordlyd.model import AgendaItem, Attachment, Meeting, Participant
from ordlyd.stored import StoredMeeting
from reports import top_findings, write_site
from reports.paths import web_link
from reports.site import MANIFEST, SiteSummary
from reports.words import Language

PAGE_NAME = re.compile(r"[a-z0-9/-]+\.(html|css)")
HEADINGS = "h1, h2, h3, h4, h5, h6"


def write(
    output: Path,
    held: list[StoredMeeting] | None = None,
    compared: Comparison | None = None,
    *,
    language: Language = "da",
    masks: bool = True,
) -> SiteSummary:
    meetings = data.meetings() if held is None else held
    return write_site(
        meetings,
        data.comparison(meetings) if compared is None else compared,
        output,
        names=data.NAMES,
        language=language,
        refusals=data.REFUSALS,
        mask_personal_data=masks,
        now=data.NOW,
    )


@pytest.fixture(scope="module", params=["da", "en"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp(f"site-{request.param}")
    write(output, language=request.param)
    return output


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    found = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): LexborHTMLParser(p.read_text("utf-8")) for p in found}


def text(site: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in sorted(site.rglob("*.html")))


def plain(markup: LexborHTMLParser | LexborNode) -> str:
    return " ".join(markup.text().split())


def relation_page(site: Path, words: str) -> LexborHTMLParser:
    held = [p for name, p in pages(site).items() if name.startswith("relations/")]
    return next(page for page in held if words in plain(page.css_first("h1")))


def hrefs(page: LexborHTMLParser) -> list[str]:
    return [node.attributes.get("href") or "" for node in page.css("a[href], link[href]")]


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    found = pages(site)
    ids = {name: {n.attributes["id"] for n in page.css("[id]")} for name, page in found.items()}
    for name, page in found.items():
        for href in hrefs(page):
            if href.startswith(("https://", "data:")):
                continue
            target, _, place = href.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            path = path if target else name
            assert (site / path).is_file(), (name, href)
            assert not place or place in ids[path], (name, href)


def test_every_page_is_reached_from_the_front_page(site: Path) -> None:
    found, seen, waiting = pages(site), set[str](), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in found:
            continue
        seen.add(name)
        local = (href.partition("#")[0] for href in hrefs(found[name]))
        folder = posixpath.dirname(name)
        waiting += [posixpath.normpath(posixpath.join(folder, href)) for href in local if href]
    assert seen == set(found)


def test_every_page_has_one_main_heading_and_skips_no_level(site: Path) -> None:
    for name, page in pages(site).items():
        levels = [int(node.tag[1]) for node in page.css(HEADINGS)]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (name, levels)


def test_ids_are_unique_and_labels_point_at_them(site: Path) -> None:
    for name, page in pages(site).items():
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert max(ids.values()) == 1, (name, ids.most_common(1))
        for attribute in ("aria-labelledby", "for"):
            pointed = {n.attributes[attribute] for n in page.css(f"[{attribute}]")}
            assert pointed <= set(ids), name


def test_every_page_says_its_language_title_and_landmarks(site: Path) -> None:
    for name, page in pages(site).items():
        assert page.css_first("html").attributes["lang"] == site.name.split("-")[1][:2], name
        assert len(page.css_first("title").text()) > len(" – ordlyd"), name
        for landmark in ("main#main", "header nav", "footer", "a.skip[href='#main']"):
            assert page.css_first(landmark), (name, landmark)


def test_no_page_runs_or_fetches_anything(site: Path) -> None:
    for name, page in pages(site).items():
        policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
        assert policy.startswith("default-src 'none'; style-src 'self'"), name
        assert not page.css("script, iframe, object, embed, form, img, style, [style], [src]"), name
        sheets = [n.attributes["href"] or "" for n in page.css("link[rel=stylesheet]")]
        assert [posixpath.basename(sheet) for sheet in sheets] == ["style.css"], name


def test_every_page_carries_the_receipt_with_the_refused_named(site: Path) -> None:
    for name, page in pages(site).items():
        receipt = plain(page.css_first("footer .receipt"))
        assert "referat-2026-03.pdf: The PDF holds no text" in receipt, name
        assert "5 " in receipt, name
        assert "2 " in receipt, name


def test_outside_links_are_web_links_that_tell_the_source_nothing(site: Path) -> None:
    outside = [n for page in pages(site).values() for n in page.css("a[href*='://']")]
    assert outside
    for node in outside:
        assert (node.attributes["href"] or "").startswith("https://noerreby.example/")
        assert node.attributes["rel"] == "noopener noreferrer nofollow"


def test_a_pair_tells_its_story_in_its_first_line(tmp_path: Path) -> None:
    write(tmp_path)
    heading = plain(relation_page(tmp_path, "to udvalg").css_first("h1")).replace("\xa0", " ")
    assert heading == (
        "Samme sag, to udvalg samme dag – 12,0 → 14,5 mio. kr., "
        "1 sætning findes kun i den ene udgave, 1 ord stavet forskelligt (pjecce / pjece)"
    )


def test_a_pair_shows_its_changes_before_anything_else(tmp_path: Path) -> None:
    write(tmp_path)
    story = relation_page(tmp_path, "to udvalg").css(".story li[class]")
    assert [node.attributes["class"] for node in story] == ["s3", "s3", "s1"]
    assert plain(story[1].css_first("del")) == (
        "Sagen følges af en kort præsentation ved forvaltningen."
    )
    assert plain(story[2].css_first(".quote")) == (
        "Pjecce: Den opdaterede pjecce pjece om adgang sendes til alle skoler."
    )


def test_a_change_links_to_its_paragraph_on_both_items_pages(tmp_path: Path) -> None:
    write(tmp_path)
    story = relation_page(tmp_path, "to udvalg").css(".story li[class]")[2]
    places = [n.attributes["href"] or "" for n in story.css("a[href*=items]")]
    found = [place.removeprefix("../../").partition("#") for place in places]
    shown = [pages(tmp_path)[name].css_first(f"#{anchor}") for name, _, anchor in found]
    assert [plain(node).split()[3] for node in shown] == ["pjecce", "pjece"]


def test_a_word_diff_shows_unchanged_paragraphs_once_and_folded(tmp_path: Path) -> None:
    write(tmp_path)
    page = relation_page(tmp_path, "to udvalg")
    folded = [plain(node) for node in page.css("details.same")]
    assert any("Udgravning og kloakering" in words for words in folded)
    assert not any("pjecce" in words for words in folded)
    assert len(page.css(".cell.old del:not(.s0)")) == len(page.css(".cell.new del:not(.s0)"))


def test_the_front_page_puts_the_most_serious_first_and_folds_standing_items(
    tmp_path: Path,
) -> None:
    summary = write(tmp_path)
    page = LexborHTMLParser(summary.front.read_text("utf-8"))
    openings = [plain(node) for node in page.css(".card .eyebrow")]
    assert openings == [
        "Ændret efter offentliggørelsen · Nørreby",
        "Samme sag, to udvalg samme dag · Nørreby",
    ]
    assert "Godkendelse af dagsorden" in plain(page.css("details.group")[-1])
    assert "ventes næste gang 21. juli 2026" in plain(page.css_first(".threads"))


def test_an_edit_names_when_both_versions_were_stored(tmp_path: Path) -> None:
    write(tmp_path)
    page = LexborHTMLParser((tmp_path / "index.html").read_text("utf-8"))
    lines = [plain(node) for node in page.css_first(".card .sides").css("li")]
    assert lines == [
        "version 1, gemt 29. april 2026 kl. 05.05",
        "version 2, gemt 30. april 2026 kl. 05.05",
    ]


def test_an_item_is_read_as_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    write(tmp_path)
    name = next(n for n in pages(tmp_path) if "-minutes-9-" in n)
    page = pages(tmp_path)[name]
    assert [plain(li) for li in page.css(".text ol li")] == [
        "Udgravning og kloakering",
        "Råhus og tag",
        "Bassiner og teknik",
    ]
    assert [plain(th) for th in page.css(".text th")] == ["Etape", "Udgift", "Færdig"]
    assert plain(page.css_first(".text .subhead")) == "Baggrund for byggeriet"
    assert "skoler, foreninger og borgere" in plain(page.css_first(".text"))
    assert plain(page.css_first(".text strong")) == "Tidsplan:"


def test_a_closed_item_says_that_its_text_is_not_published(tmp_path: Path) -> None:
    write(tmp_path)
    assert "Lukket punkt: Teksten er ikke offentliggjort." in text(tmp_path)


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "{{ 7*7 }}{% include 'x' %}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<!-- --><base href=//evil.example>",
    "&lt;b&gt;&amp;&#x3c;script&#x3e;",
    "**<b>x</b>** **<i onclick=alert(1)>y</i>**",
    "| <td onmouseover=alert(1)> | b |\n|---|---|\n| c | <th> |",
    "- <li style='position:fixed'>\n1. <ol>\na) <input autofocus onfocus=alert(1)>",
    "../../../etc/passwd\x00\x01",
    "\u202egnp.exe \u2066<a href=//evil>\u2069",
    "%(n)s %s %(missing)d {0} ${x}",
    "a" * 3000,
    "<" * 500,
)


def hostile_meeting(words: str) -> Meeting:
    item = data.hall("9", words, f"{words} kr.").model_copy(
        update={
            "number": words[:40],
            "title": words,
            "case_number": words,
            "committees": (words,),
            "attachments": (Attachment(title=words, url=words),),
            "links": (words,),
        }
    )
    made = data.meeting(words, date(2026, 4, 28), (item, data.opening(words)), url=words)
    people = (Participant(name=words, party=words),)
    return made.model_copy(update={"place": words, "participants": people, "term": words})


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path, words: str) -> None:
    old = data.stored(hostile_meeting(words))
    new = replace(old, version=2, meeting=hostile_meeting(f"{words} mere"), id=old.id)
    a, b = (next(iter(m.items())) for m in (old, new))
    refs = [data.ref(e, e.version_id) for e in (a, b)]
    relation = data.relation(refs[0], refs[1], "version", words)
    change = data.change(refs[0], refs[1], (a, b), words, "replace", "fact", words, f"{words}!")
    names = {"noerreby": words}
    write_site(
        [old, new],
        Comparison(relations=(relation,), changes=(change,)),
        tmp_path,
        names=names,
        refusals=[data.Refusal(words, words)],
        now=data.NOW,
    )
    for name, page in pages(tmp_path).items():
        assert PAGE_NAME.fullmatch(name), name
        assert not page.css("script, iframe, svg, img, base, style, [style], form"), name
        assert {n.attributes.get("type") for n in page.css("input")} <= {"radio", "checkbox"}
        attributes = {key for node in page.css("*") for key in node.attributes}
        assert not any(key.startswith("on") for key in attributes), name
        for href in hrefs(page):
            assert href.startswith(("../", "#", "https:", "data:image/svg+xml")) or PAGE_NAME.match(
                href
            ), (name, href)


def with_contact(held: list[StoredMeeting]) -> list[StoredMeeting]:
    contact = "Skriv til anna.holm@noerreby.example eller ring på tlf. 66 13 13 72."
    item = data.hall("9", f"{data.SUMMARY}\n\n{contact}")
    meeting = held[0].meeting.model_copy(update={"items": (item,), "place": "tlf. 66 13 13 72"})
    return [replace(held[0], meeting=meeting), *held[1:]]


def test_personal_data_is_hidden_on_every_page_and_the_pages_say_so(tmp_path: Path) -> None:
    write(tmp_path, with_contact(data.meetings()), data.comparison(data.meetings()))
    written = text(tmp_path)
    assert "anna.holm" not in written
    assert "66 13 13 72" not in written
    assert all("CPR-numre er skjult" in plain(page) for page in pages(tmp_path).values())


def test_personal_data_is_shown_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path, with_contact(data.meetings()), data.comparison(data.meetings()), masks=False)
    assert "anna.holm@noerreby.example" in text(tmp_path)
    assert "CPR-numre er skjult" not in text(tmp_path)


def test_a_withdrawn_document_is_named_and_its_text_left_out(tmp_path: Path) -> None:
    held = data.meetings()
    compared = data.comparison(held)
    taken_back = [replace(m, withdrawn=m.id == held[1].id) for m in held]
    write(tmp_path, taken_back, compared)
    assert "14,5" not in text(tmp_path)
    assert "Køb af ejendom" not in text(tmp_path)
    receipt = (tmp_path / "receipt.html").read_text("utf-8")
    assert "Social- og Sundhedsudvalget, referat, 28. april 2026" in receipt


def test_a_withdrawn_version_is_not_quoted_by_the_next(tmp_path: Path) -> None:
    held = data.meetings()
    taken_back = [replace(m, withdrawn=m is held[1]) for m in held]
    write(tmp_path, taken_back, data.comparison(held))
    assert "Ændret efter offentliggørelsen" not in text(tmp_path)
    assert "14,5" in text(tmp_path)


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_the_same_input_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    held = data.meetings()
    write(tmp_path / "a", held, data.comparison(held))
    write(tmp_path / "b", held[::-1], data.comparison(held))
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_a_second_run_writes_nothing_and_removes_pages_that_are_no_more(tmp_path: Path) -> None:
    assert write(tmp_path).written > 0
    (tmp_path / "items" / "notes.html").write_text("mine")
    assert write(tmp_path).written == 0
    summary = write(tmp_path, data.meetings()[-1:], Comparison())
    assert summary.removed > 10
    assert (tmp_path / "items" / "notes.html").read_text() == "mine"
    assert not (tmp_path / "relations").exists()


def test_a_folder_with_a_page_of_somebody_else_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(OrdlydError, match="not written by ordlyd"):
        write(tmp_path)
    assert files_of(tmp_path) == {"index.html": b"mine"}


def test_a_damaged_manifest_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[")
    with pytest.raises(OrdlydError, match="--output"):
        write(tmp_path)


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "items").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OrdlydError, match="leads out"):
        write(tmp_path / "site")
    assert not list(outside.iterdir())


def test_an_empty_archive_gives_a_front_page_that_says_so(tmp_path: Path) -> None:
    summary = write(tmp_path, [], Comparison())
    assert "Der er ingen møder i arkivet." in summary.front.read_text("utf-8")


def test_a_relation_to_an_item_that_is_not_held_still_has_its_page(tmp_path: Path) -> None:
    held = data.meetings()
    write(tmp_path, held[:1], data.comparison(held))
    page = relation_page(tmp_path, "to udvalg")
    assert "Den ene af de to tekster er ikke i arkivet" in plain(page)


def test_more_findings_than_fit_one_page_are_paged(tmp_path: Path) -> None:
    items = tuple(data.budget(str(n), f"{n}. marts", "3") for n in range(1, 16))
    held = [data.stored(data.meeting(data.YOUTH, date(2026, 4, 28), items))]
    entries = list(held[0].items())
    pairs = [(a, b) for i, a in enumerate(entries) for b in entries[i + 1 :]]
    found = tuple(data.relation(data.ref(a), data.ref(b), "same_case") for a, b in pairs)
    write(tmp_path, held, Comparison(relations=found))
    second = LexborHTMLParser((tmp_path / "findings/same-case-2.html").read_text("utf-8"))
    assert len(second.css(".rows li")) == len(found) - 100


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    summary = write_site(
        data.meetings(),
        Comparison(),
        tmp_path,
        names={},
        now=data.NOW,
        progress=lambda *step: told.append(step),
    )
    assert told[-1] == ("report", summary.pages, summary.pages)
    assert len(told) == summary.pages


def test_the_top_findings_are_plain_lines_for_a_terminal() -> None:
    found = top_findings(data.comparison(data.meetings()), 2)
    assert [str(f).replace("\xa0", " ").split("\n")[0] for f in found] == [
        "Ændret efter offentliggørelsen – 12,0 → 14,5 mio. kr.",
        "Samme sag, to udvalg samme dag – 12,0 → 14,5 mio. kr., 1 sætning findes kun i den ene "
        "udgave, 1 ord stavet forskelligt (pjecce / pjece)",
    ]


def test_minutes_that_add_decisions_are_no_serious_change() -> None:
    held = data.meetings()
    a, b = data.ref(data.item(held, 0, "9")), data.ref(data.item(held, 2, "6"))
    entries = (data.item(held, 0, "9"), data.item(held, 2, "6"))
    decided = data.change(a, b, entries, "decision", "insert", "passage", "", "Godkendt.")
    relation = data.relation(a, b, "version")
    found = top_findings(Comparison(relations=(relation,), changes=(decided,)))
    assert (found[0].severity, found[0].headline) == (0, "Fra referat til referat")


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://odense.dk/a?b=c&d", True),
        ("http://odense.dk", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://odense.dk/a b", False),
        ("//odense.dk", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[::1", False),
        ("mailto:a@b.dk", False),
        (None, False),
        ("", False),
    ],
)
def test_only_web_links_are_followed(url: str | None, followed: bool) -> None:
    assert web_link(url) == (url if followed else None)


@settings(deadline=None, max_examples=20)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=10))
def test_any_names_give_file_names_that_are_safe_and_apart(
    town: str, committee: str, number: str
) -> None:
    from reports.paths import item_path, meeting_path

    item = AgendaItem(number=number, title="t", raw_title="t")
    held = data.stored(data.meeting(committee, date(2026, 1, 1), (item,), municipality=town))
    found = [meeting_path(held), *(item_path(i) for i in held.items())]
    found += [item_path(i, current=False) for i in held.items()]
    assert all(PAGE_NAME.fullmatch(name) and len(name) < 200 for name in found)
    assert len(set(found)) == 3


PAIRS = (
    ("ink", "paper"), ("ink", "sheet"), ("soft", "paper"), ("soft", "sheet"), ("link", "paper"),
    ("link", "sheet"), ("accent", "paper"), ("grave", "sheet"), ("mid", "sheet"), ("ink", "mark"),
    ("old-ink", "old-bg"), ("new-ink", "new-bg"), ("old-ink", "paper"), ("new-ink", "paper"),
    ("old-ink", "sheet"), ("new-ink", "sheet"), ("link", "mark"),
)  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition of "relative luminance")."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_stand_out_from_what_is_behind_them(
    site: Path, scheme: str, front: str, back: str
) -> None:
    blocks = re.findall(r":root \{([^}]*)\}", (site / "style.css").read_text("utf-8"))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))
    light, dark = sorted((luminance(colours[name]) for name in (front, back)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
