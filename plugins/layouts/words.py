"""Words that all looks of FirstAgenda Publication share."""

from collections.abc import Mapping

from ordlyd import HeaderField, MeetingKind

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
