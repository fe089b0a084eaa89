"""Where a meeting and its items stand on the council's own pages, by what the layout says."""

from __future__ import annotations

from urllib.parse import quote

from ordlyd.layout.data import Layout
from ordlyd.lines import Document
from ordlyd.model import AgendaItem, Meeting


def meeting_page(document: Document, layout: Layout) -> str | None:
    """Return the page of the meeting that a document was published as, where it can be told."""
    host = document.facts.get("municipality_host")
    number = document.facts.get("publication_id")
    if not (layout.meeting_link and host and number):
        return None
    return layout.meeting_link.format(host=host, id=quote(number, safe=""))


def linked(meeting: Meeting, layout: Layout, page: str | None) -> Meeting:
    """Say of a meeting and its items where the council shows them.

    Args:
        meeting: What was read; items that the source gives an address of their own keep it.
        layout: What it was read with.
        page: The address of the meeting's page; ``None`` where none is known.
    """
    source = meeting.source.model_copy(update={"url": page})
    items = meeting.items
    if page and layout.item_link:
        items = tuple(_item(item, layout.item_link, page) for item in items)
    return meeting.model_copy(update={"source": source, "items": items})


def _item(item: AgendaItem, link: str, page: str) -> AgendaItem:
    if item.publication_id is None:
        return item
    url = link.format(page=page, id=quote(item.publication_id, safe=""))
    return item.model_copy(update={"url": url})
