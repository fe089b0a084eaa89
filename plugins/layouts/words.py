"""Words and addresses that several looks share."""

import re
from collections.abc import Mapping

from ordlyd import HeaderField, MeetingKind, SectionKind

KINDS: Mapping[str, MeetingKind] = {
    "tillæg": "supplement",
    "supplerende": "supplement",
    "referat": "minutes",
    "protokol": "minutes",
    "dagsorden": "agenda",
}
LABELS: dict[str, HeaderField] = {
    "mødedato": "date",
    "mødetidspunkt": "date",
    "mødested": "place",
    "mødedeltagere": "participants",
    "deltagere": "participants",
    "fraværende": "absent",
    "afbud": "absent",
    "udvalg": "committee",
    "starttidspunkt": "start",
    "sluttidspunkt": "end",
    "information": "note",
    "bemærkninger": "note",
}
MORE_HEADINGS: Mapping[str, SectionKind] = {
    "effektvurdering": "effect",
    "historik": "background",
    "lovgrundlag og juridisk vurdering": "other",
    "økonomi og organisatoriske konsekvenser": "economy",
}
"""Headings of the sites that are not FirstAgenda's, beside the common vocabulary."""

FIRSTAGENDA_MEETING = "https://{host}/vis?id={id}"
FIRSTAGENDA_ITEM = "{page}&punktid={id}"
"""“Kopier link” of FirstAgenda's pages; a fragment would be read as a meeting's number."""

_DATE = r"(?P<date>\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\. [a-zæøå]{3,9} \d{4})"
_KIND = (
    r"(?P<kind>(?:tillægs|lukket |åbent )?(?:referat|dagsorden|beslutningsprotokol)(?:stillæg)?)"
)
_BODY = r"(?P<committee>\S.{1,160}?)"
_DAY = rf",?\s+(?:d\.|den)\s*{_DATE}"
OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_KIND}\s+(?:til|fra|for)\s+mødet?\s+i\s+{_BODY}{_DAY}",
        rf"^{_KIND}\s+{_BODY}{_DAY}",
        rf"^{_BODY}\s+[-–]\s+{_KIND}\s+{_DATE}",
    )
)
"""“REFERAT Havneudvalget 2026-2029 d. 28-04-2026”, “Referat til mødet i …”, “… - Referat …”."""
