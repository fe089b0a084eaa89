"""Long items, long pairs and long lists: no page too heavy, no word lost, no link broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import reportdata as data
from reportsite import broken_links, pages, plain, write

from compare import diff
from compare.model import Comparison
from ordlyd.model import AgendaItem, Attachment, Section
from ordlyd.stored import StoredMeeting

HEAVIEST = 150_000
"""Bytes of a page, the search index aside."""

WORDS = "Forvaltningen vurderer at stien ved åen øger trygheden for gående nummer"


def prose(paragraphs: int, mark: str = "") -> str:
    return "\n\n".join(f"{mark}{n} {(WORDS + f' {n} ') * 6}" for n in range(paragraphs))


LONG = {
    "prose": prose(400),
    "table": "\n".join(f"| {n} | {n} | a | b | c | d |" for n in range(4000)),
    "list": "\n".join(f"- punkt {n}" for n in range(6000)),
    "lines": "\n\n".join(f"Nr. {n}." for n in range(4000)),
}


def long_meeting(text: str, committee: str = data.YOUTH) -> StoredMeeting:
    short = Section(kind="economy", heading="Økonomi", text="Til sidst.", start=0, end=10)
    long = Section(kind="summary", heading="Resumé", text=text, start=20, end=20 + len(text))
    item = AgendaItem(number="1", title="Lang sag", raw_title="x", sections=(long, short))
    return data.stored(data.meeting(committee, date(2026, 4, 28), (item,)))


def long_pair(old: str, new: str) -> tuple[list[StoredMeeting], Comparison]:
    held = [long_meeting(old), long_meeting(new, data.SOCIAL)]
    a, b = (next(iter(stored.items())) for stored in held)
    found = data.relation(data.ref(a), data.ref(b), "duplicate", "text 0.9")
    return held, Comparison(relations=(found,), changes=tuple(diff(a, b)))


def heaviest(site: Path) -> int:
    return max(file.stat().st_size for file in site.rglob("*.html"))


@pytest.mark.parametrize("kind", LONG)
def test_a_long_item_goes_on_over_pages_with_every_word_once(tmp_path: Path, kind: str) -> None:
    write(tmp_path, [long_meeting(LONG[kind])], Comparison())
    assert heaviest(tmp_path) <= HEAVIEST
    shown = [page for name, page in pages(tmp_path).items() if name.startswith("items/")]
    assert len(shown) > 1
    words = " ".join(plain(node) for page in shown for node in page.css(".text [id^=s1-]"))
    ids = [n.attributes["id"] for page in shown for n in page.css(".text [id^=s]")]
    assert len(ids) == len(set(ids))
    letters = [ch for ch in LONG[kind] if ch.isalnum()]
    assert sorted(ch for ch in words if ch.isalnum()) == sorted(letters)
    assert broken_links(tmp_path) == []


@pytest.mark.parametrize("every", [1, 7, 60])
def test_a_long_pair_goes_on_over_pages_with_every_row_once(tmp_path: Path, every: int) -> None:
    old = prose(160)
    new = "\n\n".join(
        text.replace("trygheden", f"sikkerheden {n}") if n % every == 0 else text
        for n, text in enumerate(old.split("\n\n"))
    )
    write(tmp_path, *long_pair(old, new))
    assert heaviest(tmp_path) <= HEAVIEST
    shown = [page for name, page in pages(tmp_path).items() if name.startswith("relations/")]
    rows = [n.attributes["id"] for page in shown for n in page.css(".diff [id^=r]")]
    assert len(rows) == len(set(rows)) == 161
    assert broken_links(tmp_path) == []


def test_changes_of_a_long_pair_lead_to_the_page_where_they_stand(tmp_path: Path) -> None:
    old = prose(160)
    held, found = long_pair(old, old.replace("nummer 150 ", "nummer 999 "))
    write(tmp_path, held, found)
    shown = pages(tmp_path)
    first = next(n for n in shown if n.startswith("relations/") and n.count("-") == 0)
    targets = [n.attributes["href"] or "" for n in shown[first].css(".story a[href*='#']")]
    pair, *items = targets[:3]
    page, _, place = pair.partition("#")
    assert "999" in plain(shown[f"{first.rpartition('/')[0]}/{page}"].css_first(f"#{place}"))
    for target in items:
        name, _, place = target.removeprefix("../../").partition("#")
        assert name.endswith(("-2.html", "-3.html"))
        assert shown[name].css_first(f"#{place}")


def test_lists_of_thousands_are_parted(tmp_path: Path) -> None:
    files = tuple(Attachment(title=f"Bilag {n}", url=f"https://a.example/{n}") for n in range(900))
    items = tuple(data.budget(str(n), f"{n}. marts", "3") for n in range(1, 60))
    first = items[0].model_copy(update={"attachments": files, "title": "x" * 3000})
    held = [data.stored(data.meeting(data.YOUTH, date(2026, 4, 28), (first, *items[1:])))]
    held += [
        data.stored(
            data.meeting(
                f"Udvalg {n % 28}", date(2026, 1 + n // 28 % 12, 1 + n // 336), (data.opening(),)
            )
        )
        for n in range(700)
    ]
    ref, *others = (data.ref(i) for i in held[0].items())
    found = tuple(data.relation(other, ref, "same_case", "case_number") for other in others)
    write(tmp_path, held, Comparison(relations=found))
    assert heaviest(tmp_path) <= HEAVIEST
    assert len([n for n in pages(tmp_path) if n.startswith("municipalities/")]) == 3
    assert broken_links(tmp_path) == []
