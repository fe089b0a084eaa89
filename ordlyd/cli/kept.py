"""From kept bytes to meetings: the step after fetching, which needs no network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ordlyd.cli.given import Crawled, given_to_json
from ordlyd.cli.output import Tell, log, safe
from ordlyd.cli.session import Session
from ordlyd.crawled import Listed
from ordlyd.errors import ArchiveError, DocumentError, OrdlydError
from ordlyd.layout import Given, Reading, linked, read_meeting
from ordlyd.lines import Document, read
from ordlyd.model import Meeting

if TYPE_CHECKING:
    from ordlyd.archive import Archive, Kept, Stored

RESIDUE_LINES, RESIDUE_SHARE = 20, 0.005
"""More lines that no rule accounts for, and more of all lines, are an alarm."""


@dataclass(slots=True)
class ReadSummary:
    """What became of the kept documents of one municipality."""

    stored: list[Stored] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    residue: int = 0

    def count(self, status: str) -> int:
        """How many documents became of that status."""
        return sum(one.status == status for one in self.stored)


def read_kept(
    archive: Archive,
    session: Session,
    municipality: str | None,
    tell: Tell,
    *,
    again: bool = False,
) -> ReadSummary:
    """Read what was fetched and not read yet; one that cannot be read costs no other.

    Args:
        archive: Holds them.
        session: Layouts and municipalities.
        municipality: Slug; ``None`` for all.
        tell: Told of progress.
        again: Those too that could not be read before.
    """
    summary = ReadSummary()
    for done, kept in enumerate(archive.unread(municipality, again=again)):
        tell(f"read {kept.municipality}", done, done + 1)
        _read_one(archive, session, kept, summary)
    if municipality is not None and _is_too_much(summary):
        archive.alarm(
            municipality,
            f"{summary.residue} of {summary.lines} lines are in no section; "
            "the look of the documents may have changed.",
        )
    return summary


def _is_too_much(summary: ReadSummary) -> bool:
    share = summary.residue / max(summary.lines, 1)
    return summary.residue > RESIDUE_LINES and share > RESIDUE_SHARE


def _read_one(archive: Archive, session: Session, kept: Kept, summary: ReadSummary) -> None:
    try:
        body = _bytes(archive, kept)
        crawled = Crawled(kept.municipality, kept.listed)
        document, reading = understood(body, kept.url, session, crawled)
        stored = archive.store(
            completed(reading, kept.listed),
            body,
            name=kept.url,
            text=document.text,
            given=given_to_json(crawled),
            retrieved_at=kept.fetched_at,
            apart_from=kept.apart_from,
        )
    except DocumentError as error:
        reason = safe(str(error).removeprefix(kept.url).lstrip(",: "))
        archive.mark_unreadable(kept, reason)
        summary.unreadable.append((kept.listed.title, reason))
        return
    residue = reading.roles.count("residue")
    archive.mark_read(kept, stored, residue=residue)
    summary.stored.append(stored)
    summary.residue += residue
    summary.lines += sum(not line.blank for line in document.lines)


def _bytes(archive: Archive, kept: Kept) -> bytes:
    try:
        return archive.kept(kept)
    except ArchiveError as error:  # of this document; one of the archive ends the command
        raise DocumentError(error.message, document=kept.url, hint=error.hint) from error


def understood(
    body: bytes, name: str, session: Session, crawled: Crawled
) -> tuple[Document, Reading]:
    """Read one document as what its source says that it is.

    Whose it is needs no guessing, whichever other towns it speaks of: only its own is offered.
    """
    registry, listed = session.registry, crawled.listed
    towns = {crawled.municipality: registry.municipality(crawled.municipality)}
    given = Given(crawled.municipality, listed.date, listed.committee)
    try:
        document = read(body, name=name, max_bytes=session.max_bytes, pages=registry.pages)
        reading = read_meeting(document, registry.layouts, towns, given)
    except OrdlydError:
        raise
    except Exception as fault:
        log.debug("%s", name, exc_info=fault)
        raise DocumentError(
            f"ordlyd fails on it ({type(fault).__name__}: {fault}), which is a bug.",
            document=name,
            hint="Please report it.",
        ) from fault
    for warning in reading.warnings:
        log.info("%s: %s", listed.title, warning)
    return document, reading


def completed(reading: Reading, listed: Listed) -> Meeting:
    """Fill in what the list says and the document does not."""
    meeting = linked(reading.meeting, reading.layout, listed.page_url)
    source = meeting.source.model_copy(update={"publication_id": listed.source_id})
    facts = listed.facts
    return meeting.model_copy(
        update={
            "kind": meeting.kind if facts.get("kind") == "unknown" else listed.kind,
            "start": meeting.start or listed.start,
            "end": meeting.end or facts.get("end"),
            "place": meeting.place or facts.get("place"),
            "term": meeting.term or facts.get("term"),
            "source": source,
        }
    )
