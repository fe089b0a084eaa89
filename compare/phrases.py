"""How Danish minutes speak of meetings: the words around a date that is a meeting's, or is not.

Everything here is read within one clause, the part ``before`` a date ending where the date (its
weekday and “den” taken off) begins.
"""

from __future__ import annotations

import re

from compare.deeds import AUXILIARY as _AUX
from compare.deeds import DEED, PAST
from ordlyd.dates import MONTH_NAMES

VERB = (
    r"(?:behandl(?:ede|et|er|es|e)|beslutte(?:de|t|r|s)|drøfte(?:de|t|r|s)?|godkend(?:te|t|er|es)"
    r"|vedt(?:og|aget|ager|ages)|tiltr(?:ådte|ådt|æder|ædes)|bevilg(?:ede|et|er|es)|bevilligede"
    r"|tilkendega?v|orientere(?:de|t|r|s)|præsentere(?:de|t|r|s)|fik|fået|får|modt(?:og|aget|ager)"
    r"|anbefale(?:de|t|r|s)|indstille(?:de|t)|udsatte?|udsættes|sendte?|igangsatte?"
    r"|(?:fore|frem)l(?:agt|agde|ægges|ægger)|forelagdes|afgav|afgivet|bad|bedt|bestilte?"
    r"|ønskede|tra?f(?:fet)?|træffer|meddel(?:te|t|er)|nedsatte?|sagde|fastlag(?:de|t)|frigav|frigivet|holdt"
    r"|udpeg(?:ede|et)|valgte|pålag(?:de|t)|afsatte?|afvis(?:te|t)|forkast(?:ede|et)"
    r"|bemyndigede|givet|gav|gives|anmod(?:ede|et)|tog|taget|tager|rejste|tilsluttede"
    r"|vend(?:e|er) tilbage)"
)
"""What a political body does, or has done to it, at a meeting."""
DECIDED = r"(?:godkendt|vedtaget|behandlet|besluttet|tiltrådt|drøftet|forelagt)"
TREATED = (
    r"(?:beslutning(?:en|er)?|behandling(?:en)?|godkendelse(?:n)?|vedtagelse(?:n)?"
    r"|drøftelse(?:n|r|rne)?|debat|orientering(?:en)?|forelæggelse(?:n)?|stillingtagen)"
)
POLITICAL = r"politisk (?:behandling|beslutning|godkendelse)"

WEEKDAY = re.compile(
    r"(?i)[, (]*(?:\b(?:man|tirs|ons|tors|fre|lør|søn)dag)?,?\s*(?:\b(?:den|d\.?)\s*)?$"
)
CLAUSE = re.compile(
    r"[;()]|, (?:at|som|der|hvor\w*|hvilket|idet|da|men|mens|når|hvis|fordi|så|inden|medmindre"
    r"|om|og at|efter at|før|indtil|selv ?om|blev|er|var|trådte|træder)\b"
    r"|\b(?:forud for|med henblik på)\b"
)
ASIDE = re.compile(r"(?i)\((?:[A-ZÆØÅ]{1,5}|(?:pkt\.?|punkt|sag)(?: nr\.)? \d{1,3})\)")
"""What stands in brackets and parts no clause: “Økonomiudvalget (ØU)”, “(pkt. 9)”."""
MEETING = re.compile(
    r"(?i)\b(?P<kind>\w{0,30}?)(?P<meeting>møder?(?:t|ts|ne|s)?|(?<=udvalgs)råd(?:et)?"
    r"|referat(?:et)?|dagsorden(?:en)?|protokol(?:len)?)"
    r"(?P<of>,? (?:i|for|af|fra|mellem) (?P<body>[^;.()]{1,80}))?"
    r"(?:,? (?:som |der )?(?:(?:blev |er )?(?:af)?holdt|er|ligger|bliver|afholdes|holdes|finder"
    r" sted|fandt sted|(?:fastsat|berammet|indkaldt|udskudt|planlagt) til)"
    r"| (?:fra|af|for|til|pr\.))?\s*$"
)
POLITICAL_MEETING = re.compile(
    r"(?i)^(?:|\w*udvalgs|byråds|kommunalbestyrelses|magistrats|\w*råds|fælles|kvartals|ordinære"
    rf"|ekstra|ekstraordinære|tema|budget|beslutnings|{'|'.join(MONTH_NAMES)})$"
)
FORUM = re.compile(r"(?i)udvalg|råd\b|rådet|forum|nævn|KKR|klynge")
REJECTED = re.compile(
    r"(?i)(?:\b(?:pr\.?|fra|(?<!nåede frem )(?<!kom frem )til|og med|t\.o\.m\."
    r"|(?<!har )(?<!er )(?<!blev )(?<!var )senest|inden|før|efter|siden|indtil|omkring|mellem"
    r"|frist\w*|dateret|af|perioden|gælde\w*|født|kl\.)|[-–])\s*$"
)
"""What before a date makes it a deadline, the edge of a period or the date of a paper."""
RANGE = re.compile(r"^\s*(?:[-–]|til(?: og med)?\b)\s*(?:den )?\d")
AHEAD = re.compile(
    r"(?i)\b(?:vil|skal|bliver|kommer|forvent(?:es|er|ning\w*)|kan tage|planlægges|planlagt"
    r"|kommende|næste|herefter|(?:fore|frem)lægges|behandles|drøftes|behandler|drøfter|vender|genoptages)\b"
)
BEHIND = re.compile(
    r"(?i)\b(?:blev|er|har|havde|var|senest|daværende|besluttede"
    r"|(?!konkret|sidst|næst|først|flest|direkt|separat|relevant|korrekt|privat)\w{3,}(?:ede|te)"
    rf"|{DECIDED}|fik|gav|tog|vedtog|bad)\b"
)
_ITEM = r"(?:sag(?:en)?|punkt|pkt\.?|dagsordens?punkt)\s?(?:nr\.?\s?)?(\d{1,3})\b"
NUMBER_AFTER = re.compile(rf"(?i)^\W{{0,3}}(?:under |som |jf\.? |\()?{_ITEM}")
NUMBER_BEFORE = re.compile(rf"(?i)\b{_ITEM}[^.;]{{0,60}}$")
ONE_OF_MANY = re.compile(r"(?i)\bet\s*$")
WITH = re.compile(r"(?:^|\s)med\b")
RESPECTIVELY = re.compile(r"(?i)\b(?:hhv\.?|henholdsvis)")
TOGETHER = re.compile(r"(?: \([A-ZÆØÅ]{1,5}\))?(?:,|,? og|,? samt)(?: både)?(?: i| på| til| af)? ")
LIST = re.compile(r"\.?,? ?(?:og|samt|&)? ?(?:den |d\. )?")
ANOTHER_DEED = re.compile(r", og\b|\bog (?:\w+ )?\w{3,}es\b")
"""What parts a date from a body after it: “… den 1. april og afleveres til Økonomiudvalget”."""
BESIDE = re.compile(r"(?:s?(?:mødet?|møde))?[,:\s(|]*(?:-\s)?$")

TREATED_THEN = re.compile(
    rf"(?i)\b{TREATED}(?: (?:igen|heraf|på ny))?(?: (?:af|fra|i|på)(?: [^,;]{{0,60}})?)?\s*$"
)
DECISION_OF = re.compile(rf"(?i)\b(?:{TREATED}|sag(?:en)?) (?:af|fra)\s*$")
MOVED_TO = re.compile(
    r"(?i)\b(?:sagen|punktet|mødet?|behandling\w*|drøftelse\w*|beslutning\w*)\b[^,]{0,60}"
    r"\b(?:flytte|uds[æa]t|rykke)\w* til\s*$|\bgenoptag\w+(?: sagen| punktet)?\s*$"
)
PUT_TO_TREATMENT = re.compile(rf"(?i)\b(?:til|politisk) (?:\w+ )?{TREATED}[^,]*$")
TO_BE_DISCUSSED = re.compile(rf"(?i)\b(?:drøftelse|{POLITICAL})\b")
MODAL = re.compile(r"(?i)\b(?:vil|skal|bliver|kommer)\b")
WAS_DECIDED = re.compile(
    r"(?i)\b(?:blev|er|var|blevet|senest|endeligt?) (?:\w+ ){0,2}"
    rf"{DECIDED}(?: (?:igen|endeligt))?\s*$"
)
WAS = re.compile(r"(?i)\b(?:blev|er|var)\s*$")
THEN_DECIDED = re.compile(rf"(?i)\s*(?:endeligt )?{DECIDED}\b")
THEN_WAS_DECIDED = re.compile(rf"(?i)^[^,]{{0,3}}blev [^,]{{0,90}}\b{DECIDED}\b")
OPENING = re.compile(
    r"(?i)^\W*(?:(?:allerede|senest|her|på ny|(?:i|ved|primo|medio|ultimo|sidst) [^,;]{3,25})\W*)?$"
)
VERB_FIRST = re.compile(rf"(?i)\W{{0,3}}(?:{VERB}|blev|har|havde|vil|skal|bliver)\b")
AUXILIARY = re.compile(
    r"(?i)\b(?:har|havde|er|blev|vil|skal|bliver)"
    r"(?: (?:tidligere|senest|også|derefter|efterfølgende|allerede|endvidere))?,?\s*$"
)
TREATED_ON = re.compile(
    r"(?i)\b(?:behandles|drøftes|besluttes|vedtages|godkendes|(?:fore|frem)lægges|genoptages)"
    r"(?: igen| på ny)?\s*$"
)
NOT_THEIRS = re.compile(r"(?i)\b(?:fra|om|mellem|blandt)(?: \w+){0,2} $")
LETTER = re.compile(r"(?i)\b(?:brev|klage|henvendelse|mail|ansøgning|forslag)\b.* til $")
WILL_ACT = re.compile(
    r"(?i)\b(?:behandler|drøfter|godkender|vedtager|beslutter|indstiller|prioriterer|samler|får"
    r"|modtager|tager stilling til|afgør)(?: \w+){0,2}\s*$"
)
"""What a body does on a day to come, with no more than an object between."""
ACTS = re.compile(rf"(?i)\b{VERB}\b")

SAME_MEETING = re.compile(
    r"(?i)(?:^|\b(?:besluttede|tilkendegav|ønskede|drøftede|godkendte|bad) )på mødet,? "
    r"(?!den|d\.|\d|i\b|er|skal|vil)"
)
DECIDES_IN = re.compile(r"(?i)\b(?:beslutte|vedt|godkend|drøfte|behandle|tiltr)\w*\s+$")
DECIDED_FIRST = re.compile(r"(?i) (?:besluttede|vedtog|godkendte|drøftede|behandlede|tiltrådte) ")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the clause around a stretch of a sentence."""
    if "(" in text:
        text = ASIDE.sub(lambda aside: " " * len(aside[0]), text)
    left = max((m.end() for m in CLAUSE.finditer(text, 0, start)), default=0)
    right = CLAUSE.search(text, end)
    return left, right.start() if right else len(text)


ITEM_OF = re.compile(
    r"(?i)\b(?:(?:punkt(?:et)?|pkt\.?|dagsordenspunkt(?:et)?)(?: nr\.)? ?\d{0,3}(?: (?:fra|af))?"
    r"|i sagen (?:fra|af)|\bi sag(?: nr\.?)? \d{1,4} (?:fra|af))\s*$"
)
"""“Punkt 9 den …”: of a meeting that nobody names otherwise."""
ITEM_THEN = re.compile(r"(?i),? \(?(?:pkt\.?|punkt|sag nr\.?|sag)(?: nr\.?)? ?\d{1,4}\b")
"""“…, 26. november 2030, pkt. 563”."""
THEN_WHERE = re.compile(r",? (?:(?P<where>hvor|da)|at) ")
CLEFT = re.compile(r"(?i)\b(?:det var|var det|det blev)(?: \w+)?\s*$")
LEADS = re.compile(r"(?:også |der i |det |den |de |et |flertal i |\w+ende |\w+ige(?:re)? ){0,4}")
"""“…, hvor det daværende udvalg …”."""
IN_BRACKETS = re.compile(
    r"(?i)(?:(?:pkt\.?|punkt|sag)(?: nr\.?)? ?\d{1,4}\W{0,3})?(?:\w+dag )?(?:den |d\. )?"
)
"""“Økonomiudvalget (pkt. 9, den …)”."""
OPENS = re.compile(r"(?i) ?\((?:(?:pkt\.?|punkt|sag)(?: nr\.?)? ?\d{1,4}\W{0,3})?$")
RELATIVE = re.compile(r", (?:(?:som|der)|(?P<what>hvilket))\W*$")
UNTIL = re.compile(r"(?i)\b(?:indtil|når|før|efter|inden) (?:at )?$")
"""“Indtil udvalget har set på det, hvilket sker den …”."""
A_DEED = re.compile(rf"(?i) (?:(?!til |for |om |i )[^\s,;]{{1,20}} ){{0,3}}?{DEED}")
DEED_THEN = re.compile(rf"(?i)\b(?P<deed>{DEED})(?: heraf)?(?: i \w+)?(?: (?:af|fra|pr\.))?\s*$")
DEED_OF = re.compile(r"(?i) (?:af|fra)\s*")
DEED_BY = re.compile(rf"(?i)\b{DEED} (?:fra|af|i|hos|til) (?:det |den |et |flertal i )*$")
LAST_TIME = re.compile(
    r"(?i)(?:,|\bog) (?:senest|sidst|seneste gang|sidste gang|første gang|nærmere bestemt)\s*$"
)
NEXT_TIME = re.compile(r"(?i)(?:,|\bog) (?:næste|første) gang\s*$")
HAD = re.compile(r"(?i)\b(?:har|havde|blev|var|er)\b")
TREATED_AGAIN = re.compile(
    r"(?i)\b(?:(?:gen(?:behandle|forelægge|optage)|(?:behandle|drøfte|forelægge|tage|sætte))s"
    r"(?: op)? (?:igen|på ny|på igen|på dagsordenen)|genoptages|genbehandles"
    r"|(?:sagen|punktet|emnet|spørgsmålet|forslaget) (?:behandles|drøftes|afgøres|forelægges))\s*$"
)
THEN_BODY = re.compile(
    r"(?:,? (?:blev|er|var|bliver) \w+)?,? (?:i|på|af|hos|for) (?:det |den )?|, "
)
AT_THEIRS = re.compile(r" (?:dagsorden|møde|bord)")
VERB_THEN = re.compile(
    r"\W{0,3}(?!og\b|i\b|med\b|som\b|til\b|fra\b|på\b)\w{2,25}"
    r"(?: (?:et|enigt|flertal|i|også|så|det|den|der|igen|endelig|nemlig|hele|samlede)){0,4} "
)
ONE_VERB = re.compile(
    rf"(?: \([^()]{{1,40}}\)| flertal| mindretal)?"
    rf" (?:{PAST}|{_AUX}|(?!\w*(?:ende|sk)\b)\w{{2,20}}er)"
    r"(?: (?!i\b|til\b|for\b|fra\b|om\b|med\b|af\b|på\b|at\b|og\b|senest\b|inden\b)\w+){0,2}\s*"
)
PAST_VERB = re.compile(rf" (?:\w+ )?{PAST}\b(?! (?:at|sig)\b)")
HAS_DONE = re.compile(r" (?:har|havde|blev|var)\b[^,;]{0,60}")
"""“Udvalget har ved skriftlig votering den … givet”."""
PRESENT_VERB = re.compile(
    r" (?!\w*ende\b|får\b|har\b|er\b|modtager\b)\w{2,20}(?:er|r)(?: [^\W\d]+){1,5}\s*"
)
"""“Udvalget tager hul på budgettet den …”; what costs money is told with a number."""
LAST_WAS = re.compile(
    r"(?i)\b(?:sidst|senest|(?:næste|første|sidste|seneste) gang)\b[^;]*, (?:var|er|bliver)\W*$"
)
"""“Sidst udvalget så på det, var den …”."""
FRONTED = re.compile(r"(?i)\W*(?:i|ved|hos|på) (?:det )?")
"""“I Kulturudvalget blev sagen den … sendt retur”."""
