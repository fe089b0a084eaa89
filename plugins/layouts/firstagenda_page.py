"""FirstAgenda's rendered page /vis?id=…: HTML with a row for each item."""

from ordlyd import Layout
from plugins.layouts.words import FIRSTAGENDA_ITEM, FIRSTAGENDA_MEETING, KINDS

LAYOUT = Layout(
    name="firstagenda_page",
    description="The rendered page /vis?id=…: HTML with a row for each item.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    meeting_link=FIRSTAGENDA_MEETING,
    item_link=FIRSTAGENDA_ITEM,
)
