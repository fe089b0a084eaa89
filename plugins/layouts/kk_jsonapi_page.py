"""København: the pages of a meeting's items, gathered by the spider into one document.

Source: publishing facts 2.1 and kk.dk's item pages of 2017 to 2021 as they are stored in public
corpora. The elements around the pages (``ordlyd-item``) are the spider's; see docs/coverage.md.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="kk_jsonapi_page",
    description="kk.dk's pages of the items of one meeting, gathered.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=("ordlyd-item",),
        item="ordlyd-item h1, ordlyd-item td.item-content",
        number="ordlyd-item",
        within=(
            (
                "ordlyd-item h1, ordlyd-item td.item-content, ordlyd-item .node__content, "
                "ordlyd-item #agenda-element-appendices",
                "",
            ),
        ),
        known="strong, b",
        words=MORE_HEADINGS,
        front=(
            re.compile(
                r"/dagsordener-og-referater/(?P<committee>[^/\n]{2,120})/m[^/\n]{1,20}/"
                r"(?P<kind>dagsorden|referat)\b"
            ),
            re.compile(r"(?m)^Mødedato: (?P<date>[^\n]{8,60})$"),
            re.compile(r"(?m)^Mødested: (?P<place>[^\n]{2,200})$"),
        ),
        notes=(re.compile(r"Mødedato: .*|Mødested: .*|Se alle bilag"),),
        skip=".btn-appendices",
        attachments="#agenda-element-appendices a[href]",
        box="ordlyd-item",
        item_link="{data-url}",
    ),
)
