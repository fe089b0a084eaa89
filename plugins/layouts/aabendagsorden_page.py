"""Åben Dagsorden's /fragments/meeting/{id}/view: a headline for each item, its sections below.

Source: publishing facts 2.1 (a client's use of the fragment); the fragment names no committee.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="aabendagsorden_page",
    description="Åben Dagsorden's fragment of a meeting: a headline for each item.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=(".agenda-item-title",),
        item=".agenda-item-title",
        title=re.compile(r"(?:Punkt\s+(?P<number>\d{1,4}[a-z]?)\b\s*[:.]?\s*)?(?P<title>.*)"),
        words=MORE_HEADINGS,
        attachments="[data-id][data-name]",
        address="/meeting/files/{data-id}/{data-name}",
    ),
)
