"""SBSYS's whole meeting as text: what Odense published before it moved to FirstAgenda in 2020.

Items are counted “1. Title”; below stand the category, then “Åbent - ” or “Lukket - ” and the
case number. Source: the public pages www.odense.dk/temp/SBSYS/Dagsordener/…, 2012 to 2020.
"""

import re

from ordlyd import Layout
from plugins.layouts.words import KINDS, LABELS, OPENINGS

_CATEGORY = r"\s*(?P<type>[A-D])[.:]\s+(?:Sag|Drøftelse|Orientering|Punkt|Temasag)\w*\b.*"

LAYOUT = Layout(
    name="sbsys_document",
    description="The whole meeting as text, items “1. Title” with “Åbent - case number” below.",
    media=frozenset({"text/plain"}),
    sign=re.compile(r"\s*(?:Åbent|Lukket)\s+-\s+\d{2,4}[./]\d\S{2,30}\s*$"),
    item=re.compile(r"\s*(?P<number>\d{1,3})\.\s+(?P<title>\S.*?)\s*$"),
    between=re.compile(_CATEGORY),
    opening=OPENINGS,
    kinds=KINDS,
    labels=LABELS | {"i": "place", "afbud fra": "absent"},
    contents=re.compile(rf"{_CATEGORY}|\s*Oversigtsdagsorden\b"),
)
