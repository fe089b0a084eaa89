"""SBSYS's module for Umbraco (Hedensted): the committee's page with one agenda unfolded.

Source: publishing facts 2.1, and the council's agendas and minutes of 2025 as they are stored in
public corpora. The page does not say whether it is an agenda: minutes print decisions.
"""

import re

from ordlyd import Layout, Page
from plugins.layouts.words import KINDS, MORE_HEADINGS

LAYOUT = Layout(
    name="sbsys_umbraco_page",
    description="SBSYS's module for Umbraco: the committee's page with one agenda unfolded.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
    headings=MORE_HEADINGS,
    page=Page(
        sign=("[data-listid][data-elementid], meta[name=ordlyd-source][content*='?agenda=']",),
        item="h2",
        title=re.compile(r"(?P<number>\d{1,4}[a-z]?)\.\s*(?P<title>.*)"),
        headings="h3, h4, h5, h6",
        words=MORE_HEADINGS,
        front=(
            re.compile(r"(?m)^Udvalg: (?P<committee>[^\n]{3,120})$"),
            re.compile(
                r"(?m)^Mødedato: (?P<date>\d{1,2}\. [a-z]{3,9} \d{4})"
                r"(?: (?:kl\. )?(?P<start>\d\d[:.]\d\d))?$"
            ),
            re.compile(r"(?m)^Mødested: (?P<place>[^\n]{2,200})$"),
        ),
        notes=(
            re.compile(r"Sagsnr\.?:\s*(?P<case_number>\S{3,60})?"),
            re.compile(r"Fraværende:"),
        ),
        skip=".list__links",
    ),
)
