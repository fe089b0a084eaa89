"""What political bodies do, as open classes of words: any verb in its past, any noun of a decision.

A list of phrases finds the sentences that it was made from. These classes name a root or an
ending instead, and are only asked about a word in its place: the word after a body that is the
subject, or the noun between a body and a date.
"""

from __future__ import annotations

import re

_STRONG = (
    "bad|bød|bragte|drog|drøftede|fandt|fik|forelagde|gav|gik|gjorde|greb|havde|holdt|kom|lagde"
    "|lod|lå|pegede|sagde|sad|satte|skrev|skød|slog|sprang|stod|så|tog|traf|trak|var|ville|vidste"
)
_NOT_PAST = "allerede|møde|sidste|næste|seneste|første|stede|samlede|berørte"
PAST = rf"(?:(?!(?:{_NOT_PAST})\b)(?:\w{{0,9}}(?:{_STRONG})|\w{{2,20}}(?:ede|te)s?))"
"""A verb in its past: the strong ones with any prefix, the weak ones by their ending."""
AUXILIARY = r"(?:har|havde|er|blev|var|vil|skal|kan|må|bliver|ventes|forventes|planlægger)"

DEED = (
    r"(?:\w{0,20}(?:beslutning|behandling|godkendelse|vedtagelse|drøftelse|debat|orientering"
    r"|forelæggelse|stillingtagen|samtykke|tilsagn|tilslutning|tiltrædelse|bevilling|indstilling"
    r"|anbefaling|afgørelse|prioritering|bemyndigelse|udpegning|afvisning|afslag|bestilling"
    r"|tilkendegivelse|henstilling|afstemning|udsættelse|stadfæstelse|læsning|votering|fravalg"
    r"|tilvalg|opbakning|accept|opdrag|pålæg|konstituering|\bja|\bnej)"
    r"(?:en|et|er|erne|n|r|rne)?)"
)
"""A noun for what a body does at a meeting."""

OUTING = re.compile(
    r"(?i)\b(?:besøg\w*|besigtig\w*|indvi\w*|åbne\w*|inviter\w*|fejre\w*|rundvisning\w*"
    r"|underskrev\w*|underskriv\w*|delt[oa]g\w*|vært\w*|mødtes|mødes|udlån\w*"
    r"|(?:rejse[rs]?|rejste|tager|tog|kører|kørte) til"
    r"|(?:på|til|i|holdt|holder|afhold\w+) (?:en |et |sin |den )?\w*(?:studietur|rejse|ekskursion"
    r"|fest|reception|konference|messe|jubilæum|\wermøde|åbent hus)\w*"
    r"|træd(?:er|te) (?:i kraft|til)|tiltrådte som)\b"
)
"""What a body, or its members, do outside its meetings."""
EVENT = re.compile(
    r"(?i)(?:(?:\btur|(?:studie|cykel|bus|gå)tur|fest|messe|brunch|arrangement|besøg|tilsyn"
    r"|indvielse|(?<!ud)valg|høring|ikraft\w*|licitation|konference|kurs(?:us|et)|workshop"
    r"|indsats|ordning|\blov|festival|koncert|åbning|ulykke|brand|storm(?:flod)?|skybrud|kampagne"
    r"|udstilling|marked|(?<!for)løb|stævne|march|demonstration|reception|jubilæum|forsamling"
    r"|overtagelse|indflytning|premiere|ekskursion|besigtigelse|frist|start)(?:en|n|et|men|ten)?"
    r"|(?<!samme )dag(?:en)?"
    r"|træder i kraft|åbner|lukker|starter|\w{2,}møde(?:t)?)\s*$"
)
"""What before a date makes it the day of something else."""
GOVERNED = re.compile(
    r"(?i)\b(?:i|til|for|fra|af|med|hos|om|mod|ved|på|over|mellem|blandt|under|forbi)"
    r"(?: (?:det|den|de|et|hele|samlede|daværende|tidligere|både|såvel))*\s*$"
)
"""What before a body keeps it from being a subject."""
