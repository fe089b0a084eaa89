"""FirstAgenda's whole meeting as one document: PDF, or text taken from it.

Source: the platform's documents of Odense, Lejre and Aarhus, 2021 to 2026.
"""

import re

from ordlyd import Layout
from plugins.layouts.words import KINDS, LABELS, OPENINGS

LAYOUT = Layout(
    name="firstagenda_document",
    description="The whole meeting as one document: PDF, or text taken from it.",
    media=frozenset({"application/pdf", "text/plain"}),
    sign=re.compile(r"\s*Punkt \d{1,4}[a-z]?\s*:"),
    item=re.compile(r"\s*Punkt (?P<number>\d{1,4}[a-z]?)\s*:\s*(?P<title>.*?)\s*$"),
    opening=OPENINGS,
    kinds=KINDS,
    labels=LABELS,
    contents=re.compile(r"\s*Indholdsfortegnelse\s*$", re.IGNORECASE),
    noise=(re.compile(r"(?:side )?\d{1,4}(?: ?(?:af|/) ?\d{1,4})?", re.IGNORECASE),),
)
