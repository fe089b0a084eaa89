"""The site of reports: its pages, its words, its links, and what it must never let through."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import reportdata as data
from gold import needs_shared
from reportsite import (
    broken_links,
    hrefs,
    pages,
    plain,
    relation_page,
    text,
    write,
    write_matters,
)
from selectolax.lexbor import LexborHTMLParser

from benchmarks.gold import read_real
from compare import compare
from compare.model import Comparison
from ordlyd.archive.records import Lacking, Receipt
from reports import top_findings, write_site
from reports.story import findings
from reports.words import Words

OF_ONE_TOWN = {"index.html", "municipalities", "committees"}
HEADINGS = "h1, h2, h3, h4, h5, h6"


@pytest.fixture(scope="module", params=["da", "en"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp(f"site-{request.param}")
    write_matters(output, language=request.param, known=True)
    return output


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    assert broken_links(site) == []


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
    assert seen | {"search.html"} == set(found)  # the search box leads there


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
            named = (n.attributes[attribute] or "" for n in page.css(f"[{attribute}]"))
            pointed = {id_ for ids_named in named for id_ in ids_named.split()}
            assert pointed <= set(ids), name


def test_every_page_says_its_language_title_and_landmarks(site: Path) -> None:
    for name, page in pages(site).items():
        assert page.css_first("html").attributes["lang"] == site.name.split("-")[1][:2], name
        assert len(page.css_first("title").text()) > len(" – ordlyd"), name
        for landmark in ("main#main", "header nav", "footer", "a.skip[href='#main']"):
            assert page.css_first(landmark), (name, landmark)


def test_no_page_fetches_anything_and_only_the_search_page_runs_a_script(site: Path) -> None:
    for name, page in pages(site).items():
        policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
        assert policy.startswith("default-src 'none'; style-src 'self'"), name
        searching = name == "search.html"
        assert ("script-src 'self'" in policy) is searching, name
        scripts = [node.attributes.get("src") for node in page.css("script")]
        assert scripts == ["search.js"] * searching, name
        assert not page.css("iframe, object, embed, img, style, [style]"), name
        forms = {node.attributes.get("action") for node in page.css("form")}
        assert {posixpath.basename(action or "") for action in forms} == {"search.html"}, name
        sheets = [n.attributes["href"] or "" for n in page.css("link[rel=stylesheet]")]
        assert [posixpath.basename(sheet) for sheet in sheets] == ["style.css"], name


def test_every_page_carries_a_receipt_that_names_what_its_municipality_lacks(site: Path) -> None:
    for name, page in pages(site).items():
        receipt = plain(page.css_first("footer .receipt"))
        if name.partition("/")[0] in OF_ONE_TOWN:
            lacks = "referat-2026-03.pdf: The PDF holds no text" in receipt
            assert lacks == ("aarslund" not in name), name
        if not name.startswith("ledger/"):  # which has no line, and so rests on no document
            assert "åben dagsorden <1>.html: Not an agenda" in receipt, name


def test_no_page_names_the_folders_of_the_machine_that_a_refused_file_lies_on(site: Path) -> None:
    written = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert any("referat-2026-03.pdf" in page for page in written)
    assert not any("niels" in page for page in written)


def test_a_page_says_what_it_rests_on_and_nothing_of_the_moment(tmp_path: Path) -> None:
    write(tmp_path)
    page = next(p for n, p in pages(tmp_path).items() if "/aarslund/" in n)
    receipt = plain(page.css_first("footer"))
    assert "hviler på 1 dokument, gemt senest 29. april 2026 kl. 05.05" in receipt
    assert "Aarslund, Byrådet 2026" in receipt
    assert "Skrevet af ordlyd" not in receipt
    assert "Skrevet af ordlyd den 13. maj" in plain(
        pages(tmp_path)["index.html"].css_first("footer")
    )


def test_the_receipt_says_of_each_municipality_what_its_source_lists(tmp_path: Path) -> None:
    lacking = [Lacking("Byrådet, 4. maj 2026", "The source answers 500")]
    crawled = Receipt("noerreby", 9, 8, lacking, [], ["Two lists differ"], data.NOW, complete=True)
    held = data.meetings()
    write_site(held, Comparison(), tmp_path, names=data.NAMES, receipts=[crawled], now=data.NOW)
    rows = [[plain(td) for td in tr.css("td")] for tr in pages(tmp_path)["receipt.html"].css("tr")]
    assert rows[1:] == [["Nørreby", "4", "9", "8", "1", "0"], ["Aarslund", "1", "–", "–", "0", "0"]]
    town = plain(pages(tmp_path)["receipts/noerreby-1.html"].css_first("main"))
    assert "Byrådet, 4. maj 2026The source answers 500" in town
    assert "Two lists differ" in town


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


@needs_shared
def test_the_real_pair_tells_its_story_in_its_first_line(tmp_path: Path) -> None:
    held = [data.stored(read_real(key).meeting) for key in ("000", "003")]
    write(tmp_path, held, compare(i for m in held for i in m.items()))
    page = relation_page(tmp_path, "to udvalg")
    assert plain(page.css_first("h1")) == (
        "Samme sag, to udvalg samme dag – 1 sætning findes kun i den ene udgave, "
        "1 ord stavet forskelligt (pjecce / pjece)"
    )
    assert [node.attributes["class"] for node in page.css(".story li[class]")] == ["s3", "s1"]


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
    found = top_findings([data.comparison(data.meetings())], 2)
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
    comparison = Comparison(relations=(relation,), changes=(decided,))
    assert top_findings([comparison]) == []
    found = findings(comparison, Words("da"))
    assert (found[0].severity, found[0].headline) == (0, "Fra referat til referat")


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
