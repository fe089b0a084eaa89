"""Odense: titles open with the type (B-sag, C-sag, D-sag), case numbers with the KLE code."""

from ordlyd import Municipality

ODENSE = Municipality(
    name="Odense",
    slug="odense",
    code="461",
    platform="firstagenda",
    host="dagsordener.odense.dk",
    headings={"Resumé": "summary", "Sagsresumé": "summary", "Effekt": "effect"},
)
