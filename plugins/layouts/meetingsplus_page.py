"""Formpipe Meetings+: a tab with the agenda and, later, one with the minutes; titles only.

Source: publishing facts 2.1 (clients of Billund, Norddjurs and formerly Furesø). The text of the
items is in PDFs, which the page links to.
"""

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="meetingsplus_page",
    description="Meetings+'s page of a meeting: the items' numbers and titles.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=("li.meeting-item-row",),
        item=".meeting-item-row .item-title",
        number=".meeting-item-row .list-item-number",
        within=(
            ("#protocolTabContent", "Referat"),
            ("#agendaTabContent", "Dagsorden"),
            ("body", ""),
        ),
        words=MORE_HEADINGS,
    ),
)
