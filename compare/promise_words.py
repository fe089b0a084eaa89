"""What comes back to a political body, and how: open classes of words.

A verb is a stem that takes every ending of the present, the infinitive and the passive; as a
participle it promises only after a word for what is to come (``vil blive forelagt``, ``søges
indhentet``).
"""

from __future__ import annotations

_ENDING = r"(?:e[rs]?|[rs])?\b"


def _now(stems: str) -> str:
    return rf"(?:{'|'.join(stems.split())}){_ENDING}"


def _done(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})\b"


REPORT = (
    r"(?:\w{0,25}(?:status|orientering|rapport(?:en|er|ering)?|opfølgning|redegørelse|beretning"
    r"|tilbagemelding|evaluering|opgørelse|præsentation|oversigt|overblik|statistik|regnskab"
    r"|drøftelse|gennemgang|forelæggelse|opsamling|underretning|vurdering)"
    r"(?:en|et|s?er|s?erne|ket|r|rne|n)?|notat\w*|\w{0,20}tal|analyse\w*|oplæg\w*|besked)"
)
"""What comes back."""

TELLS = _now(
    """genforelægg genfremlægg genfremsætt genbehandl afgiv aflægg underrett tilsend opdater
    tilstill tilgå oplys"""
)
"""A verb of telling that has a political body beside it when it promises."""
TOLD = _done(
    """forelagt fremlagt præsenteret orienteret informeret afrapporteret rapporteret underrettet
    tilsendt fremsendt oversendt fremsat aflagt afgivet afleveret opdateret redegjort"""
)
DECIDED = _done(
    """godkendt vedtaget behandlet færdigbehandlet slutbehandlet genbehandlet drøftet besluttet
    afgjort genoptaget stadfæstet tiltrådt indhentet truffet"""
)
TREATED = (
    r"(?:drøftelse|behandling|beslutning|godkendelse|vedtagelse|stillingtagen|afgørelse"
    r"|prioritering|tilslutning)"
)

MOVES = (
    rf"(?:{_now('fremfør fremsætt fremsend aflever lever løft bring send vis forevis meddel')}"
    rf"|{_now('besvar udarbejd medbring optag indkald indhent opgør afklar rett meld fortæll')}"
    rf"|{_now('del skriv')}"
    r"|(?:bed|giv|tag|sætt?|stil|still|lægg?|komm|følg|gå|nå|ligg|mød)(?:e[rs]?|[rs])?\b"
    r"|gør(?:e|es)?\b|sat\b|lagt\b|taget\b"
    r"|hold\w{0,3} \w+(?: \w+)? (?:orienteret|ajour|underrettet|opdateret|informeret)\b"
    r"|stillet\b|løftet\b|bragt\b|sendt\b|bekendt\b|tilbage\b)"
)
"""A verb of moving or telling that promises nothing by itself: it needs the way to a body."""
TAKES = (
    rf"(?:(?:få[rs]?|modtag(?:e[rs]?)?|se[rs]?(?: \w+){{0,4}}? på|forvent(?:e|er)|påregne[rs]?)\b"
    r"|kigge[rs]?(?: \w+){0,3}? på\b|forholde[rs]? sig\b|tage[rs]? (?:\w+ )?(?:stilling|hul|fat)\b"
    rf"|{_now('gennemgå vurder prioriter fastlægg fastsætt afgør genbesøg genoverv genvurder')}"
    rf"|{_now('behandl drøft diskuter debatter godkend vedtag beslutt tiltræd stadfæst')}"
    rf"|{_now('genoptag genbehandl evaluer revider indstill anbefal udvælg')}"
    r"|høre[rs]?\b|vende[rs]?\b|træffe[rs]?\b|se frem til\b)"
)
"""What a body itself does with what comes to it."""
COMING = (
    r"(?:vil|skal|kan|må|bør|bliver|blive|kommer til|forventes|ventes|planlægge[rs]|påtænke[rs]?"
    r"|agte[rs]?|tænkes|søges|påregne[rs]?|ønske[rs]?|ønskede|planlagt|efter planen|er planen"
    r"|planen er at|forventning\w*|får|få|have|sigtes)"
)
"""What makes a participle, or a verb that may be of now, one of what is to come."""
