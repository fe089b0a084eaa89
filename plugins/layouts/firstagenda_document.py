"""FirstAgenda's whole meeting as one document: PDF, or text taken from it.

Source: the platform's documents of Odense, Lejre and Aarhus, 2021 to 2026.
"""

import re

from ordlyd import Layout
from plugins.layouts.words import KINDS, LABELS

_DATE = r"(?P<date>\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\. [a-zæøå]{3,9} \d{4})"
_KIND = (
    r"(?P<kind>(?:tillægs|lukket |åbent )?(?:referat|dagsorden|beslutningsprotokol)(?:stillæg)?)"
)
_BODY = r"(?P<committee>\S.{1,160}?)"
_DAY = rf",?\s+(?:d\.|den)\s*{_DATE}"

LAYOUT = Layout(
    name="firstagenda_document",
    description="The whole meeting as one document: PDF, or text taken from it.",
    media=frozenset({"application/pdf", "text/plain"}),
    sign=re.compile(r"\s*Punkt \d{1,4}[a-z]?\s*:"),
    item=re.compile(r"\s*Punkt (?P<number>\d{1,4}[a-z]?)\s*:\s*(?P<title>.*?)\s*$"),
    opening=(
        re.compile(rf"^{_KIND}\s+{_BODY}{_DAY}", re.IGNORECASE),
        re.compile(rf"^{_KIND}\s+(?:til|fra|for)\s+mødet?\s+i\s+{_BODY}{_DAY}", re.IGNORECASE),
    ),
    kinds=KINDS,
    labels=LABELS,
    contents=re.compile(r"\s*Indholdsfortegnelse\s*$", re.IGNORECASE),
    noise=(re.compile(r"(?:side )?\d{1,4}(?: ?(?:af|/) ?\d{1,4})?", re.IGNORECASE),),
)
