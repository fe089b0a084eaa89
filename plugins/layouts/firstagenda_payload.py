"""FirstAgenda's answer of /api/agenda/dagsorden/{id}: JSON with HTML fields."""

from ordlyd import Layout
from plugins.layouts.words import FIRSTAGENDA_ITEM, FIRSTAGENDA_MEETING, KINDS

LAYOUT = Layout(
    name="firstagenda_payload",
    description="The answer of /api/agenda/dagsorden/{id}: JSON with HTML fields.",
    media=frozenset({"application/json"}),
    kinds=KINDS,
    meeting_link=FIRSTAGENDA_MEETING,
    item_link=FIRSTAGENDA_ITEM,
)
