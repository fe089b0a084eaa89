"""What a layout says: patterns and tables, no code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ordlyd.lines import MediaType, Page
from ordlyd.model import MeetingKind, SectionKind

HeaderField = Literal[
    "committee", "date", "start", "end", "place", "participants", "absent", "note"
]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of document looks.

    Attributes:
        name: Unique, as ``firstagenda_document``; named by look, not by town.
        description: One sentence for ``ordlyd plugin list``.
        media: The media types that it can come in.
        sign: A pattern that some line matches where the layout fits; ``None`` where the media
            type alone tells, since its reader refuses everything else.
        item: A pattern for the first line of an item, with groups ``number`` and ``title``.
            ``None`` where the source marks its items.
        between: A pattern for a line that may stand between a title and its case number; its
            group ``type`` is the item's type.
        opening: Patterns for the header's first sentence, with groups ``kind``, ``committee``
            and ``date``, matched against the header's lines joined by blanks.
        kinds: Words in the opening and the meeting kind they mean; the first that holds.
        labels: Header labels, folded, and the field whose value follows.
        contents: A pattern for the line that opens the contents page.
        noise: Patterns for lines at a page's edge that say nothing of the meeting.
        headings: Headings that this look adds to the common vocabulary.
        page: Where a site's pages tell their parts, by which selectors; then nothing else does.
        meeting_link: The address of a meeting's page for people, made of the source's ``host``
            and its ``id`` of the publication.
        item_link: The address of an item on it, made of the meeting's ``page`` and the source's
            ``id`` of the item.
    """

    name: str
    description: str
    media: frozenset[MediaType]
    sign: re.Pattern[str] | None = None
    item: re.Pattern[str] | None = None
    between: re.Pattern[str] | None = None
    opening: tuple[re.Pattern[str], ...] = ()
    kinds: Mapping[str, MeetingKind] = field(default_factory=dict)
    labels: Mapping[str, HeaderField] = field(default_factory=dict)
    contents: re.Pattern[str] | None = None
    noise: tuple[re.Pattern[str], ...] = ()
    headings: Mapping[str, SectionKind] = field(default_factory=dict)
    page: Page | None = None
    meeting_link: str = ""
    item_link: str = ""
