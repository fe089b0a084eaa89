"""Words that several looks share."""

from collections.abc import Mapping

from ordlyd import HeaderField, MeetingKind, SectionKind

KINDS: Mapping[str, MeetingKind] = {
    "tillæg": "supplement",
    "supplerende": "supplement",
    "referat": "minutes",
    "protokol": "minutes",
    "dagsorden": "agenda",
}
LABELS: Mapping[str, HeaderField] = {
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
