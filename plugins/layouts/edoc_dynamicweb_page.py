"""eDoc in Dynamicweb (Ringkøbing-Skjern): a card for the meeting and one for each item.

Source: publishing facts 2.1, and minutes of 2019 to 2026 as they are stored in public corpora.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="edoc_dynamicweb_page",
    description="eDoc in Dynamicweb: a card for the meeting and one for each item.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=(".agenda--card.agenda--item",),
        item=".agenda--item h2",
        title=re.compile(r"(?P<number>\d{1,4}[a-z]?)\s*:\s*(?P<title>.*)"),
        within=((".agenda--item", ""),),
        box=".agenda--item",
        item_id="{id}",
        known="strong, b",
        words=MORE_HEADINGS,
        front=(
            re.compile(
                r"(?m)^(?P<kind>Referat|Dagsorden|Tillægsdagsorden): (?P<date>[^\n]{8,60})$"
                r"(?:\n(?P<place>[^\n]{2,200})\n(?P<committee>[^\n]{3,120})(?=\nDeltagere$))?"
            ),
            re.compile(r"(?m)^Deltagere\n(?P<participants>(?:- [^\n]{2,100}(?:\n|$))+)"),
            re.compile(r"(?m)^Fraværende\n(?P<absent>(?:- [^\n]{2,100}(?:\n|$))+)"),
        ),
        notes=(
            re.compile(r"Sagsnr\.?:\s*(?P<case_number>\S{3,60})?"),
            re.compile(r"Kopier link til punktet(?:\s*-\s*Print)?|-?\s*Print|Ingen bilag\."),
        ),
    ),
)
