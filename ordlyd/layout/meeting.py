"""From roles to the common schema: one document becomes one meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import TypeVar

from ordlyd import case_numbers
from ordlyd.decisions import read_decision
from ordlyd.errors import ConflictingStatement, NotMinutes, UnknownName
from ordlyd.layout.choose import choose
from ordlyd.layout.content import count_tables, read_attachments, read_links
from ordlyd.layout.data import Layout
from ordlyd.layout.header import ended_at, read_header
from ordlyd.layout.history import deciding_committee, read_history, split_decision
from ordlyd.layout.links import linked, meeting_page
from ordlyd.layout.roles import ItemLines, Role, SectionLines, Shape
from ordlyd.layout.shape import shape
from ordlyd.layout.town import contradicts, stated_town
from ordlyd.lines import Document, Line
from ordlyd.model import (
    AgendaItem,
    Decision,
    HistoryEntry,
    Meeting,
    MeetingKind,
    Section,
    SectionKind,
    Source,
)
from ordlyd.municipality import Municipality
from ordlyd.names import same_committee
from ordlyd.text import clean, collapse
from ordlyd.titles import opens_with_committees, read_title

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of a document; it fills in what the document does not say."""

    municipality: str | None = None
    date: Date | None = None
    committee: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A meeting as read, and how.

    Attributes:
        meeting: The result.
        layout: The layout that fitted.
        roles: The role of each line of the document, in order.
        warnings: What the reader should know: ignored options, residue, odd numbering.
    """

    meeting: Meeting
    layout: Layout
    roles: tuple[Role, ...]
    warnings: tuple[str, ...] = field(default=())


def read_meeting(
    document: Document,
    layouts: Iterable[Layout],
    towns: Mapping[str, Municipality],
    given: Given | None = None,
) -> Reading:
    """Read one document.

    Raises:
        NotMinutes: No layout fits, or no item was found.
        UnknownLayout: More than one layout fits.
        UnknownName: The given municipality does not exist.
        ConflictingStatement: The document is clearly of another municipality.
    """
    given = given or Given()
    layout = choose(document, layouts)
    town = _town(document, towns, given)
    extra = {**layout.headings, **(towns[town].headings if town else {})}
    form = shape(document, layout, extra)
    if not form.items:
        raise NotMinutes(
            f"The layout {layout.name} fits, but no item was found.",
            document=document.name,
            hint="Is it the whole document, or only its front page?",
        )
    return _Assembly(document, layout, form, town, towns, given).reading()


def _town(document: Document, towns: Mapping[str, Municipality], given: Given) -> str | None:
    if given.municipality is None:
        return stated_town(document, towns)
    if given.municipality not in towns:
        raise UnknownName("municipality", given.municipality, towns)
    other = contradicts(document, given.municipality, towns)
    if other is not None:
        raise ConflictingStatement(
            f"The document is of {towns[other].name}, not of {towns[given.municipality].name}.",
            document=document.name,
            hint=f"Leave the option out, or give --municipality {other}.",
        )
    return given.municipality


class _Assembly:
    """One document on its way into the schema."""

    def __init__(
        self,
        document: Document,
        layout: Layout,
        form: Shape,
        town: str | None,
        towns: Mapping[str, Municipality],
        given: Given,
    ) -> None:
        self.document = document
        self.layout = layout
        self.form = form
        self.town = town
        self.given = given
        self.warnings: list[str] = []
        self.header = read_header(form.header, layout)
        self._settle_header()
        raw_titles = [item.raw_title for item in form.items]
        self.prefixes = bool(town and towns[town].committee_prefixes) or opens_with_committees(
            raw_titles
        )

    def reading(self) -> Reading:
        """Put the meeting together and say what is odd about it."""
        items = tuple(self._item(item) for item in self.form.items)
        header = self.header
        meeting = Meeting(
            municipality=self.town,
            committee=header.committee,
            term=header.term,
            kind=header.kind or self._kind(items),
            date=header.date,
            start=header.start,
            end=header.end or self._end(items),
            place=header.place,
            participants=tuple(header.participants),
            items=items,
            source=Source(
                media_type=self.document.media_type,
                sha256=self.document.sha256,
                layout=self.layout.name,
                publication_id=self.document.facts.get("publication_id"),
            ),
        )
        self._check(meeting)
        meeting = linked(meeting, self.layout, meeting_page(self.document, self.layout))
        return Reading(meeting, self.layout, tuple(self.form.roles), tuple(self.warnings))

    def _settle_header(self) -> None:
        header = self.header
        self.form.header_read(header.understood)
        if header.committee is None:
            header.committee = self._committee_of_decisions()
        header.date = self._settle("date", header.date, self.given.date)
        committee = self.given.committee
        if same_committee(header.committee, committee):
            committee = header.committee
        header.committee = self._settle("committee", header.committee, committee)

    def _settle(self, name: str, stated: T | None, given: T | None) -> T | None:
        if stated is not None and given is not None and stated != given:
            self.warnings.append(
                f"The document says {name} {stated}; the option {given} is not used."
            )
        return given if stated is None else stated

    def _committee_of_decisions(self) -> str | None:
        """The committee that most decisions name, where the header is missing."""
        named = Counter(
            name
            for item in self.form.items
            for section in item.sections
            if section.heading.kind == "decision" and section.heading.date is None
            if (name := deciding_committee(self._text(section)[0]))
        )
        ranked = named.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _item(self, item: ItemLines) -> AgendaItem:
        title = read_title(item.raw_title, committee_prefixes=self.prefixes)
        lines = [line for section in item.sections for line in section.body]
        decision, history = self._decisions(item)
        return AgendaItem(
            number=item.number,
            title=title.title,
            raw_title=item.raw_title,
            type=title.type or item.type,
            committees=title.committees,
            closed=title.closed or item.closed,
            case_number=item.case_number,
            kle=case_numbers.kle(item.case_number),
            sections=tuple(self._section(section) for section in item.sections),
            decision=decision,
            history=tuple(history),
            attachments=tuple(
                read_attachments(
                    [ln for s in item.sections if s.heading.kind == "attachments" for ln in s.body]
                )
            ),
            links=tuple(read_links(lines)),
            tables=count_tables(lines),
            publication_id=item.id or None,
            url=item.url or None,
        )

    def _section(self, section: SectionLines) -> Section:
        text, start, end = self._text(section)
        return Section(
            kind=self._section_kind(section),
            heading=section.printed,
            text=text,
            start=start,
            end=end,
        )

    def _section_kind(self, section: SectionLines) -> SectionKind:
        return "case_history" if self._is_prior(section) else section.heading.kind

    def _is_prior(self, section: SectionLines) -> bool:
        """Whether a dated decision is another meeting's than this one."""
        heading = section.heading
        if heading.kind != "decision" or heading.date is None:
            return False
        other_day = self.header.date is not None and heading.date != self.header.date
        other_body = heading.committee is not None and not same_committee(
            heading.committee, self.header.committee
        )
        return other_day or (other_body and self.header.committee is not None)

    def _decisions(self, item: ItemLines) -> tuple[Decision, list[HistoryEntry]]:
        own: list[str] = []
        history: list[HistoryEntry] = []
        for section in item.sections:
            text = self._text(section)[0]
            if self._is_prior(section):
                heading = section.heading
                history.append(
                    HistoryEntry(
                        date=heading.date,
                        committee=heading.committee,
                        text=text,
                        outcome=read_decision(text).outcome,
                    )
                )
            elif section.heading.kind == "decision":
                words, others = split_decision(text, self.header.committee)
                own.append(words)
                history += others
            elif section.heading.kind == "case_history":
                history += read_history(text)
        return read_decision("\n\n".join(words for words in own if words)), history

    def _text(self, section: SectionLines) -> tuple[str, int, int]:
        """Return a section's words and span; noise inside the span is left out of the words."""
        said = [line for line in section.body if not line.blank]
        if not said:
            return "", section.at, section.at
        first, last = said[0], said[-1]
        start = first.start + len(first.text) - len(first.text.lstrip())
        end = last.start + len(last.text.rstrip())
        whole = [ln for ln in section.body if first.number <= ln.number <= last.number]
        if last.number - first.number + 1 == len(whole):
            return self.document.text[start:end], start, end
        return "\n".join(line.text for line in whole).strip(), start, end

    def _kind(self, items: Sequence[AgendaItem]) -> MeetingKind:
        """Minutes print decisions; a document without a header that prints none is an agenda."""
        return "minutes" if any(item.decision.text for item in items) else "agenda"

    def _end(self, items: Sequence[AgendaItem]) -> str | None:
        ends = (ended_at(collapse(clean(item.decision.text))) for item in items)
        return next((end for end in ends if end), None)

    def _check(self, meeting: Meeting) -> None:
        self.warnings += [_in_no_section(run) for run in self.form.residue(self.document.lines)]
        for number, count in Counter(item.number for item in meeting.items).items():
            if count > 1:
                self.warnings.append(f"Item number {number} is printed {count} times.")
        for item in meeting.items:
            if not item.title:
                self.warnings.append(f"Item {item.number} has no title.")


def _in_no_section(run: Sequence[Line]) -> str:
    first, last = run[0].number, run[-1].number
    lines = f"Line {first} is" if first == last else f"Lines {first} to {last} are"
    return f"{lines} in no section: “{collapse(run[0].text)[:80]}”."
