"""FirstAgenda's rendered page /vis?id=…: HTML with a row for each item."""

from ordlyd import Layout
from plugins.layouts.words import KINDS

LAYOUT = Layout(
    name="firstagenda_page",
    description="The rendered page /vis?id=…: HTML with a row for each item.",
    media=frozenset({"text/html"}),
    kinds=KINDS,
)
