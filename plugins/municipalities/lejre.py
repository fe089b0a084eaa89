"""Lejre: the decision first, titles open with the committees that deal with the case."""

from ordlyd import Municipality

LEJRE = Municipality(
    name="Lejre",
    slug="lejre",
    code="350",
    platform="firstagenda",
    host="dagsordener.lejre.dk",
    committee_prefixes=True,
    headings={
        "Beslutningskompetence": "competence",
        "Udtalelser": "statements",
        "Handicappolitik": "statements",
        "Økonomi og finansiering": "economy",
        "Sagens forløb": "case_history",
    },
)
