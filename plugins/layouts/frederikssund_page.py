"""Frederikssund's own site: /Politik/Dagsordener-og-referater/{committee}/{moment}/{kind}.

Source: publishing facts 2.1, and agendas and minutes of 2022 to 2026 as they are stored in public
corpora. Items count through the year; “Fraværende:” closes the decision.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="frederikssund_page",
    description="Frederikssund's page of one meeting.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=("[id^='item-']", "span.no + span"),
        item="span.no + span",
        number="span.no",
        words=MORE_HEADINGS,
        front=(
            re.compile(
                r"(?m)^(?P<committee>[^\n]{3,120}?)s møde den (?P<date>\d{1,2}\. [a-z]{3,9} \d{4})"
            ),
            re.compile(r"(?m)^(?P<place>[^\n]{2,120}?),? (?P<start>kl\. ?\d{1,2}[.:]\d\d)$"),
            re.compile(r"(?m)^(?P<kind>Dagsorden|Tillægsdagsorden|Referat)$"),
            re.compile(r"/\d{4}-\d\d-\d\d_\d\d-\d\d/(?P<kind>dagsorden|referat)\b"),
        ),
    ),
)
