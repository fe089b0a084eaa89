"""Holdings that fill every table, and ways to export and read them."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import reportdata as data

from compare.model import (
    Commitment,
    Comparison,
    Decided,
    DecidedPoint,
    Dissent,
    Reference,
)
from ordlyd.archive import Lacking, Receipt, Refusal
from ordlyd.model import AgendaItem
from ordlyd.stored import StoredMeeting
from reports.tables import Format, Holdings, export_tables
from reports.view import FoundAt

MOMENT = datetime(2026, 5, 13, 6, 30, 15, tzinfo=UTC)
FIRST = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
RECEIPT = Receipt(
    municipality="noerreby",
    listed=6,
    held=4,
    lacking=[Lacking("Byrådet 4 May 2026", "refused with 403")],
    stale=[Lacking("Børne- og Ungeudvalget 28 April 2026", "500 after 4 tries")],
    alarms=["The list is far shorter than before."],
    last_crawl=MOMENT,
    complete=True,
)
REFUSAL = Refusal("referat-2026-03.pdf", "", "scanned, needs OCR", None, MOMENT)


def holdings(
    meetings: list[StoredMeeting] | None = None,
    comparison: Comparison | None = None,
    **more: Any,
) -> Holdings:
    """What fills every table, unless other meetings or another comparison are given."""
    held = data.meetings() if meetings is None else meetings
    if comparison is None:
        comparison = found() if meetings is None else Comparison()
    given = {"names": data.NAMES, "receipts": [RECEIPT], "refusals": [REFUSAL], **more}
    given.setdefault("found", {key: FoundAt(FIRST, MOMENT) for key in lasting(comparison)})
    return Holdings(meetings=held, comparison=comparison, **given)


def lasting(comparison: Comparison) -> list[str]:
    """The keys of all findings."""
    findings = (
        *comparison.relations,
        *comparison.threads,
        *comparison.references,
        *comparison.commitments,
        *comparison.outcomes,
    )
    return [finding.key for finding in findings]


def found() -> Comparison:
    """The comparison of ``reportdata`` with references, promises and outcomes beside it."""
    held = data.meetings()
    hall, other = data.item(held, 0, "9").id, data.item(held, 2, "6").id
    return data.comparison(held).model_copy(
        update={
            "references": (
                Reference(
                    item=hall,
                    date=None,
                    committee=data.SOCIAL,
                    number="6",
                    direction="parallel",
                    text="Sagen behandles også i Social- og Sundhedsudvalget.",
                    span=(110, 161),
                    resolves_to=other,
                ),
                Reference(
                    item=hall,
                    date="2026-05",
                    committee=None,
                    number=None,
                    direction="later",
                    text="Sagen ventes i byrådet i maj.",
                    resolves_to=held[4].id,
                ),
            ),
            "commitments": (
                Commitment(
                    item=hall,
                    due="2027-Q1",
                    every="P1Y",
                    committee=data.YOUTH,
                    text="Forvaltningen vender tilbage.",
                    span=(120, 149),
                    status="met",
                    met_by=other,
                ),
            ),
            "outcomes": (
                Decided(
                    item=hall,
                    verdict="amended",
                    points=(
                        DecidedPoint(
                            number="1",
                            recommended="at sagen drøftes",
                            decided="Drøftet.",
                            verdict="as_recommended",
                        ),
                    ),
                    dissent=(Dissent(name="Ø", how="reserved", points=("1",)),),
                ),
            ),
        }
    )


def one_item(item: AgendaItem) -> list[StoredMeeting]:
    """A meeting of one item."""
    return [data.stored(data.meeting("Byrådet", data.NOW.date(), (item,)))]


def export(folder: Path, form: Format, held: Holdings | None = None) -> list[Path]:
    """Write the tables, of :func:`holdings` unless others are given."""
    return export_tables(held or holdings(), folder, form)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    lines = path.read_bytes().decode().split("\n")
    return [json.loads(line) for line in lines if line]
