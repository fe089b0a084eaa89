"""The common schema: what every municipality's agendas and minutes become.

Frozen pydantic models; field names are the JSON names. Unknown is ``None`` or empty, never
guessed. The published JSON Schema is ``docs/schema/meeting.schema.json``.

Identity (see ``docs/schema.md``): a meeting is (municipality, committee, date and start, kind);
an item is its meeting plus its number. A publication id is where a document was found, not
what it is.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from ordlyd.text import slug

SCHEMA_VERSION = 1

MeetingKind = Literal["agenda", "minutes", "supplement"]
ItemType = Literal["A", "B", "C", "D"]
SectionKind = Literal[
    "summary",
    "background",
    "recommendation",
    "decision",
    "presentation",
    "effect",
    "economy",
    "hearing",
    "statements",
    "assessment",
    "competence",
    "case_history",
    "attachments",
    "other",
]
Outcome = Literal[
    "approved",
    "recommended",
    "noted",
    "informed",
    "discussed",
    "postponed",
    "rejected",
    "returned",
    "none",
    "other",
]
SECTION_KINDS: tuple[SectionKind, ...] = get_args(SectionKind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Record(BaseModel):
    """Base of all schema models: immutable, strict about names, aliases in JSON."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )


class Participant(Record):
    """One person listed as taking part in a meeting."""

    name: str
    party: str | None = None
    absent: bool = False


class Kle(Record):
    """The KLE subject code and action facet that open a case number (KL Emnesystematik)."""

    code: str = Field(description="Main group, group and subject, as 27.69.32")
    facet: str | None = Field(default=None, description="Action facet, as K09")


class Attachment(Record):
    """One attachment: its title as printed, and where the council keeps it."""

    title: str
    url: str | None = None
    id: str | None = None


class Section(Record):
    """One headed part of an item.

    ``start`` and ``end`` are a character span in the extracted text of the document (the
    heading not included), so that every quote can be shown in its place.
    """

    kind: SectionKind
    heading: str = Field(default="", description='As printed; "" for text before any heading')
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Decision(Record):
    """What the committee of this meeting decided, in its words and as an outcome."""

    text: str = ""
    outcome: Outcome = "none"
    for_: tuple[str, ...] = Field(default=(), alias="for")
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class HistoryEntry(Record):
    """An earlier decision, by this or another committee, printed inside the item."""

    date: Date | None = None
    committee: str | None = None
    text: str
    outcome: Outcome = "other"


class AgendaItem(Record):
    """One item of an agenda or of minutes."""

    number: str
    title: str
    raw_title: str = Field(description='As printed after "Punkt N:"')
    type: ItemType | None = None
    committees: tuple[str, ...] = ()
    closed: bool = False
    case_number: str | None = None
    kle: Kle | None = None
    sections: tuple[Section, ...] = ()
    decision: Decision = Decision()
    history: tuple[HistoryEntry, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()
    tables: int = 0
    publication_id: str | None = Field(
        default=None, description="The source's own id of this item; another when it republishes"
    )
    url: str | None = Field(default=None, description="This item on the council's own page")

    def section(self, kind: SectionKind) -> Section | None:
        """Return the first section of a kind, or ``None``."""
        return next((s for s in self.sections if s.kind == kind), None)


class Source(Record):
    """Where a meeting was read from."""

    url: str | None = None
    media_type: str
    sha256: str
    retrieved_at: datetime | None = None
    layout: str
    publication_id: str | None = None


class Meeting(Record):
    """One agenda, supplement or set of minutes of one committee's meeting."""

    schema_version: int = SCHEMA_VERSION
    municipality: str | None = Field(description="Slug, as aarhus")
    committee: str | None = Field(description="Name without the term")
    term: str | None = Field(default=None, description="As 2026-2029")
    kind: MeetingKind
    date: Date | None
    start: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    end: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    place: str | None = None
    participants: tuple[Participant, ...] = ()
    items: tuple[AgendaItem, ...]
    source: Source

    @property
    def id(self) -> str:
        """The readable id, as ``odense/oekonomiudvalget/2026-04-28/minutes``.

        Two meetings of one committee on one day are told apart by the archive, which
        appends the start of the later one to the date.
        """
        parts = (self.municipality, self.committee, self.date)
        town, body, day = (slug(str(part)) if part else "unknown" for part in parts)
        return f"{town}/{body}/{day}/{self.kind}"

    def item_id(self, item: AgendaItem) -> str:
        """The readable id of one of this meeting's items."""
        return f"{self.id}#{item.number}"
