"""Aalborg's own application: /dagsordenreferat/visreferat, minutes only.

Source: publishing facts 2.1, and the council's minutes of 2023 and 2024 as they are stored in
public corpora: each item says whether it is open, then “Indstilling” and “Beslutning”.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="aalborg_page",
    description="Aalborg's page of one meeting's minutes.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=(
            "meta[name=ordlyd-source][content*='/dagsordenreferat/visreferat'], "
            "[href*='aakReferater/Pdf.aspx'], [onclick*='aakReferater/Pdf.aspx']",
        ),
        item="h3",
        title=re.compile(r"(?P<number>\d{1,4}[a-z]?)\.\s*(?P<title>.*)"),
        known="strong, b",
        words=MORE_HEADINGS,
        front=(
            re.compile(r"[?&]moedetitel=(?P<date>\d{4}-\d\d-\d\d)[ +](?P<start>\d\d\.\d\d)"),
            re.compile(
                r"(?im)^(?P<date>\d{1,2}\. [a-z]{3,9} \d{4}) - (?P<kind>referat|dagsorden) fra "
                r"(?P<committee>[^\n]{3,120})$"
            ),
            re.compile(r"(?m)^(?P<kind>Referat|Dagsorden) (?:fra|for) [^\n]{3,200}$"),
        ),
        notes=(re.compile(r"Åben(?:t punkt)?\.?"),),
    ),
)
