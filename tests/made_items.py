"""Invented stored items, and prose that two items share only when a test wants it."""

from __future__ import annotations

from datetime import date
from random import Random

from made_meetings import made_item, made_meeting

from ordlyd.stored import StoredItem

_NOUNS = """cykelsti bibliotek skole havn svømmehal plejehjem busrute legeplads genbrugsplads
rådhus børnehave park bro kulturhus vandværk boldbane klub museum torv skov""".split()
_VERBS = "bygge flytte udvide lukke åbne måle male pleje drøfte undersøge rydde plante".split()
_REST = """snart billigt igen sammen langsomt grundigt lokalt hurtigt tidligt samlet varigt frit
roligt åbent jævnligt årligt nænsomt bredt""".split()


def prose(seed: int | str, words: int = 200) -> str:
    """Sentences of about so many words, the same for the same seed."""
    random = Random(seed)
    sentences = []
    for _ in range(max(1, round(words / 8))):
        a, b = random.sample(_NOUNS, 2)
        verb, rest, late = random.choice(_VERBS), *random.sample(_REST, 2)
        sentences.append(f"Byen vil {verb} {a} ved {b} {rest} {late}.")
    return " ".join(sentences)


def stored(
    title: str = "Cykelsti langs åen",
    text: str = "",
    *,
    number: str = "1",
    case: str | None = None,
    town: str = "aaby",
    body: str = "Teknikudvalget",
    day: str = "2031-03-04",
    kind: str = "minutes",
    version: int = 1,
    **sections: str,
) -> StoredItem:
    """One item in a meeting of its own."""
    texts = {"summary": text, **sections} if text else sections
    item = made_item(number, title, case_number=case, **texts)
    meeting = made_meeting(
        item, municipality=town, committee=body, date=date.fromisoformat(day), kind=kind
    )
    return StoredItem(meeting.item_id(item), version, meeting, item)
