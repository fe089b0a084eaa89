"""A comparison noted: what of it is new, by name, body and moment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import ordlyd
from made_items import prose, stored

from compare import compare
from compare.nightly import Night
from compare.record import BODIES, RelationFound, found
from ordlyd.archive import Archive
from ordlyd.cli.work import comparing
from ordlyd.samples import SAMPLES, sample_batches
from reports.privacy import masked, renamed

FIRST, SECOND = SAMPLES / "first", SAMPLES / "second"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORDLYD_ARCHIVE", raising=False)


def rows(out: str) -> dict[str, int]:
    told = out.partition("Since the last comparison")[2].splitlines()[1:5]
    return {" ".join(line.split()[:-1]): int(line.split()[-1]) for line in told}


def test_every_finding_of_a_comparison_has_a_body_that_reads_back() -> None:
    ordlyd("import", *sample_batches()[0], *sample_batches()[1])
    with Archive.open("archive") as archive:
        comparison = compare(archive.items(versions="all"))
    kept = list(found(comparison))
    assert {one.sort for one in kept} == BODIES.keys()
    read = {(o.sort, o.key): BODIES[o.sort].model_validate_json(o.body) for o in kept}
    assert len(read) == len(kept)
    relations = [one for one in read.values() if isinstance(one, RelationFound)]
    assert {r.relation.key: r.relation for r in relations} == {
        r.key: r for r in comparison.relations
    }
    assert sum(len(r.changes) for r in relations) == len(comparison.changes) > 0
    assert not any("@" in item for one in kept for item in one.items)
    assert all("#" in one.items[0] for one in kept)


def test_the_order_of_items_changes_no_body() -> None:
    items = [
        stored(text=prose("plan") + f" Det koster {n} mio. kr.", case="1", day=f"2030-0{n}-08")
        for n in (1, 2, 3)
    ]
    assert set(found(compare(items))) == set(found(compare(items[::-1])))


def test_compare_tells_what_is_new_and_shows_nothing_else_with_new() -> None:
    ordlyd("import", FIRST)
    first = ordlyd("compare")
    assert rows(first.out)["new"] > 100
    again = ordlyd("compare", "--new")
    assert rows(again.out) == {
        "new": 0,
        "changed": 0,
        "no longer found": 0,
        "as before": rows(first.out)["new"],
    }
    assert "No two items were newly found" in again.out
    assert "Same case, two committees" not in again.out
    ordlyd("import", SECOND)
    third = ordlyd("compare", "--new")
    assert rows(third.out)["new"] > 0
    assert "Edited after publication" in third.out
    assert "Same case, two committees" not in third.out


def test_new_findings_are_those_of_this_run_in_json_too() -> None:
    ordlyd("import", FIRST)
    everything = ordlyd("compare", "--new", "--format", "json").json
    assert everything == ordlyd("compare", "--format", "json").json
    assert not any(ordlyd("compare", "--new", "--format", "json").json.values())


def test_since_narrows_what_is_told_and_not_what_is_noted() -> None:
    ordlyd("import", FIRST)
    told = ordlyd("compare", "--since", "2040-01-01")
    assert "No two items belong together" in told.out
    assert rows(told.out)["new"] > 100


def test_a_comparison_of_some_municipalities_notes_nothing() -> None:
    ordlyd("import", FIRST)
    assert "Since the last" not in ordlyd("compare", "--municipality", "odense").out
    with Archive.open("archive") as archive:
        assert archive.noting() is None
    refused = ordlyd("compare", "--municipality", "odense", "--new")
    assert refused.code == 2
    assert "Leave out --new, or else --municipality" in refused.err


def test_a_report_notes_too() -> None:
    ordlyd("import", FIRST)
    assert ordlyd("report", "--output", "report").code == 0
    assert rows(ordlyd("compare").out)["new"] == 0


def test_a_masked_finding_is_dated_under_the_name_that_it_is_shown_by() -> None:
    text = "Forvaltningen vender tilbage i juni 2031 og ringer på 66 13 13 72."
    whole = compare([stored(text=text, day="2031-03-04")])
    (promise,) = whole.commitments
    shown = masked(whole)
    assert "66 13 13 72" not in shown.commitments[0].text
    assert shown.commitments[0].key != promise.key
    dated = renamed({promise.key: "then", "other": "now"}, whole, shown)
    assert dated == {shown.commitments[0].key: "then", "other": "now"}


def test_the_same_matter_elsewhere_is_told_when_asked_for_and_not_noted() -> None:
    ordlyd("import", *sample_batches()[0], *sample_batches()[1])
    told = json.loads(ordlyd("compare", "--elsewhere", "--format", "json").out)
    similar = [r for r in told["relations"] if r["kind"] == "similar"]
    assert similar
    assert all(r["a"]["municipality"] != r["b"]["municipality"] for r in similar)
    assert all(r["evidence"][0].startswith("terms: ") for r in similar)
    with Archive.open("archive") as archive:
        assert list(archive.findings()) == []


def test_a_large_archive_is_compared_by_what_is_new_and_told_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparing, "LARGE", 1)
    monkeypatch.setattr(comparing, "GROWN", 9)
    ordlyd("import", FIRST)
    first = rows(ordlyd("compare").out)
    nights: list[Night] = []
    monkeypatch.setattr(comparing, "Night", lambda *args: nights.append(Night(*args)) or nights[-1])
    assert rows(ordlyd("compare").out)["as before"] == first["new"]
    ordlyd("import", SECOND)
    told = rows(ordlyd("compare").out)
    assert told["new"] > 0
    assert len(nights) == 2
    with Archive.open("archive") as archive:
        everything = [one for one in archive.findings() if one.gone_at is None]
    assert told["new"] + told["changed"] + told["as before"] == len(everything)
    assert rows(ordlyd("compare", "--anew").out)["as before"] == len(everything)
    assert len(nights) == 2
