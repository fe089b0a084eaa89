"""Charts, citations and due dates: what is drawn, what can be copied, how a time is said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import matterdata as matters
import pytest
from reportsite import pages, plain, write_matters
from selectolax.lexbor import LexborHTMLParser

from compare.model import Commitment
from reports import charts, dues
from reports.charts import MOST_BARS
from reports.words import Words

DANISH = Words("da")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LexborHTMLParser]:
    output = tmp_path_factory.mktemp("charts")
    write_matters(output)
    return pages(output)


def days(*stated: str) -> list[date]:
    return [date.fromisoformat(day) for day in stated]


def test_bars_count_days_by_month_with_the_empty_ones_between() -> None:
    chart = charts.bars({"a": days("2026-01-31", "2026-01-01", "2026-04-02")}, DANISH)
    assert chart is not None
    assert [(bar.label, bar.counts) for bar in chart.bars] == [
        ("jan. 2026", (2,)),
        ("feb. 2026", (0,)),
        ("mar. 2026", (0,)),
        ("apr. 2026", (1,)),
    ]
    assert [bar.parts for bar in chart.bars][::3] == [((0.0, 100.0),), ((50.0, 50.0),)]


def test_the_parts_of_a_bar_stand_on_one_another() -> None:
    found = {"a": days("2026-01-01"), "b": days("2026-01-02", "2026-01-03", "2026-02-01")}
    chart = charts.bars(found, DANISH)
    assert chart is not None
    assert chart.bars[0].parts == ((66.67, 33.33), (0.0, 66.67))
    assert (chart.most, chart.total) == (3, 4)


@pytest.mark.parametrize(
    ("years", "label"),
    [(1, "jan. 2006"), (5, "1. kvartal 2006"), (20, "2006")],
)
def test_a_longer_time_is_counted_in_longer_periods(years: int, label: str) -> None:
    found = [date(2006, 1, 1), date(2006 + years, 12, 31)]
    chart = charts.bars({"a": found}, DANISH)
    assert chart is not None
    assert chart.first == label
    assert len(chart.bars) <= MOST_BARS


@pytest.mark.parametrize("found", [[], days("2026-01-01"), days("2026-01-01", "2026-01-31")])
def test_one_bar_tells_nothing_and_is_not_drawn(found: list[date]) -> None:
    assert charts.bars({"a": found}, DANISH) is None


def test_lanes_place_the_days_of_each_committee_on_its_own_line() -> None:
    first = date(2026, 1, 1)
    steps = [("A", first), ("B", first + timedelta(days=50)), ("A", first + timedelta(days=100))]
    chart = charts.lanes(steps, first + timedelta(days=200), DANISH)
    assert chart is not None
    assert [(lane.name, lane.dots) for lane in chart.lanes] == [("A", (2.0, 50.0)), ("B", (26.0,))]
    assert (chart.expected, chart.first, chart.last) == (98.0, "1. januar 2026", "20. juli 2026")
    assert charts.lanes(steps[:1], None, DANISH) is None


def test_every_chart_has_a_title_a_description_and_its_figures(
    found: dict[str, LexborHTMLParser],
) -> None:
    drawn = [(name, svg) for name, page in found.items() for svg in page.css("figure svg")]
    assert {name.partition("/")[0] for name, _ in drawn} >= {
        "about.html",
        "committees",
        "matrix.html",
        "municipalities",
        "threads",
    }
    for name, svg in drawn:
        ids = (svg.attributes["aria-labelledby"] or "").split()
        told = [plain(svg.css_first(f"#{id_}")) for id_ in ids]
        assert svg.attributes["role"] == "img", name
        assert len(told) == 2, name
        assert all(told), name
        assert found[name].css("figure details table, #pairs ~ .scroll table"), name
        assert not svg.css("a, script, style, image, use, foreignObject, [style], [onload]"), name


def test_the_figures_under_a_chart_are_what_it_draws(found: dict[str, LexborHTMLParser]) -> None:
    figure = found["about.html"].css_first("figure")
    counts = [int(plain(td)) for td in figure.css("tbody td")]
    assert sum(counts) == 15
    assert len([n for n in counts if n]) == len(figure.css("rect"))


def cited(found: dict[str, LexborHTMLParser], start: str, words: str) -> str:
    for name, page in found.items():
        for area in page.css("textarea") if name.startswith(start) else ():
            if words in area.text():
                return area.text()
    raise AssertionError(words)


def test_a_citation_says_what_stands_where_since_when_and_how_to_check_it(
    found: dict[str, LexborHTMLParser],
) -> None:
    text = cited(found, "relations/", "12,0 → 14,5".replace(" ", "\xa0"))
    for part in (
        "(b) Nørreby, Social- og Sundhedsudvalget, referat, 28. april 2026, punkt 6: Orientering",
        "Hentet 29. april 2026 kl. 05.04, version 2. SHA-256: ",
        "https://noerreby.example/vis?id=1",
        "(a) “Anlægsbevillingen udgør 12,0 mio. kr. i 2026 og frigives, når licitationen er holdt.”",
        "(b) “Anlægsbevillingen udgør 14,5 mio. kr. i 2026",
    ):
        assert part in text
    hashes = {m.meeting.source.sha256 for m in matters.meetings()}
    assert set(re.findall(r"\b[0-9a-f]{64}\b", text)) <= hashes


@pytest.mark.parametrize("start", ["relations/", "threads/", "items/"])
def test_the_address_in_a_citation_is_that_of_the_finding(
    found: dict[str, LexborHTMLParser], start: str
) -> None:
    texts = [
        (name, area.text())
        for name, page in found.items()
        if name.startswith(start)
        for area in page.css("textarea")
    ]
    assert texts
    for name, text in texts:
        address, _, place = text.strip().rpartition(": ")[2].partition("#")
        assert address == name
        assert not place or found[name].css(f"#{place}")


def test_a_citation_does_not_depend_on_when_the_report_is_written(
    found: dict[str, LexborHTMLParser],
) -> None:
    assert "13. maj 2026" not in cited(found, "items/", matters.LATE)


@pytest.mark.parametrize(
    ("due", "last", "said"),
    [
        ("2026-06-02", "2026-06-02", "2. juni 2026"),
        ("2026-06", "2026-06-30", "juni 2026"),
        ("2024-02", "2024-02-29", "februar 2024"),
        ("2026-W20", "2026-05-17", "uge 20, 2026"),
        ("2026-Q3", "2026-09-30", "3. kvartal 2026"),
        ("2026-H2", "2026-12-31", "2. halvår 2026"),
        ("2027", "2027-12-31", "2027"),
        ("2024-08/2024-09", "2024-09-30", "august – september 2024"),
        ("2026-12/2027-02", "2027-02-28", "december 2026 – februar 2027"),
        ("2026-Q3/2026-Q4", "2026-12-31", "3. kvartal – 4. kvartal 2026"),
        ("2026-02-30", None, "2026-02-30"),
        ("soon <b>", None, "soon <b>"),
        (None, None, ""),
    ],
)
def test_a_time_that_something_is_due_has_a_last_day_and_its_words(
    due: str | None, last: str | None, said: str
) -> None:
    day = dues.last_day(due)
    assert (str(day) if day else None) == last
    assert dues.when(due, DANISH) == said


@pytest.mark.parametrize(
    ("due", "every", "late"),
    [
        ("2026-06", "P3M", "2026-06-30"),
        (None, "P3M", "2026-04-03"),
        (None, "ongoing", None),
        (None, None, None),
    ],
)
def test_a_promise_is_late_after_its_time_or_one_of_its_rhythms(
    due: str | None, every: str | None, late: str | None
) -> None:
    promise = Commitment(item="a", due=due, every=every, text="", status="open")
    day = dues.deadline(promise, date(2026, 1, 1))
    assert (str(day) if day else None) == late


def test_the_figures_of_quality_are_shown_where_they_are_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = tmp_path / "quality.md"
    figures.write_text("# Quality\n\n| what | F1 |\n|---|---|\n| <b>facts</b> | 0.98 |\n", "utf-8")
    monkeypatch.setattr("reports.about.QUALITY", figures)
    write_matters(tmp_path / "site")
    page = pages(tmp_path / "site")["about.html"]
    cells = [plain(cell) for cell in page.css("#quality ~ .text th, #quality ~ .text td")]
    assert cells == ["what", "F1", "facts", "0.98"]
