"""How Danish officials and committees promise to come back, and what only looks like it."""

from __future__ import annotations

import re

from compare import promise_words as words
from compare.promise_words import REPORT

_FEW = r"(?:[ ][\w.,/-]+){0,3}?"
_MORE = r"(?:[ ][\w.,/»«\"-]+){0,7}?"
_RESUMED = (
    r"(?:(?:sagen|punktet|spørgsmålet|emnet)[ ](?:kommer|vender)[ ](?:igen|tilbage)"
    r"|(?:fore|frem)l(?:agt|ægges)[ ](?:\w+[ ]){0,2}?(?:på[ ]ny|igen)|genoptage[rs]?"
    r"|på[ ]dagsordenen[ ]igen|tages[ ]op|sættes[ ]på[ ]dagsordenen)"
)
_ORDER = (
    r"(?:bad|bedes|beder|bedt|se[rs]?[ ]frem[ ]til|anmod\w+|ønsk\w+|bestil\w+|pålæg\w+|pålagde"
    r"|opfordr\w+|imødese[rs]?|efterlys\w+"
    r"|vil[ ]have)"
)

TOLD_TO = tuple(
    """udvalg råd politi bestyrelse magistrat repræsentation dagsorden vedt genopta tilbage
    forbindelse anledning sammenhæng samtidig møde ny igen genf genb sag""".split()
)
"""A sentence without any of these promises nobody anything, except in a list or a decision."""
SHORT = re.compile(r"\b[A-ZÆØÅ]{1,4}U\b|\b(?:KB|BY|BYR|BR|ØK|KMB)\b")
"""… or with the abbreviation of a body."""

_RETURN = rf"""(?:
        vend(?:e|er|es){_MORE}[ ]tilbage
      | (?:fore|frem)læg(?:ge|ges|ger|gges|gger)
      | lægges[ ]frem | komme[rs]?{_FEW}[ ](?:tilbage|sag)
      | (?:frem|til|over)sende[rs]?|afrapportering|redegør(?:e|es)?
      | (?:drøftes|behandles|på[ ]dagsordenen)[ ](?:igen|på[ ]ny)
      | (?:præsenter|orienter|informer|afrapporter|rapporter)e[rs]?
      | gør(?:e|es)?[ ]status
      | (?:få|får|modtage|modtager|gives?|giver|have){_MORE}[ ]{REPORT}
      | {_ORDER}{_MORE}[ ](?:tilbage|igen|på[ ]ny|på[ ]dagsordenen)
      | (?:{_ORDER}|komme[rs]?[ ]med|tilgå[rs]?){_MORE}[ ]{REPORT}
      | {_RESUMED} | {words.TELLS}
      | (?:følge[rs]?|fulgt){_FEW}[ ]op
    )"""
RETURNS = re.compile(rf"(?ix)\b{_RETURN}\b")
"""Somebody reports back."""
TREATS = re.compile(
    rf"""(?ix)\b(?:
        (?:drøfte|(?:færdig|slut|gen)?behandle|godkende|vedtage|beslutte|tiltræde)(?:s|r)?
      | (?:til|mod)\ (?:\w+\ )?{words.TREATED}
      | tage(?:s|r)?\ (?:\w+\ ){{0,2}}stilling | træffes | træffe\ (?:\w+\ )?beslutning
      | (?:politisk(?:e|t)?|endelig|fornyet)\ {words.TREATED}
      | gen(?:fremlæggelse|forelæggelse|optagelse|behandling)
      | (?:1|2|første|anden)\.?\ ?behandling(?:en)?
      | genstand\ for\ (?:\w+\ )?drøftelse | (?:evaluer|afgør|følg|genbesøg)es\ politisk
    )\b"""
)
"""The matter comes before a committee again."""
ROW_TREATS = re.compile(
    rf"(?i)\b(?:{words.TREATED}|forelæggelse|orientering|afrapportering|status|evaluering)(?:en)?\b"
)
"""What a row of a timetable says instead."""
REPORTS = re.compile(rf"(?ix)\b(?:{REPORT}|mødes|finde[ ]sted|{_RETURN})\b")
"""What can be done again and again."""
ORDERS = re.compile(rf"(?i)\b{_ORDER}\b")
POSTPONED = re.compile(
    r"(?i)\b(?:udsæt\w*|udsat(?:te)?|udskyd\w*|genoptages|oversendes|overføres|optages|sættes)\b"
)

POLITICAL = re.compile(
    r"(?i)\bpolitisk\w*|\bpolitikerne\b|\b(?:på|til) mødet\b"
    r"|\b(?:på|til) (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w{0,7}mødet\b"
)
INHERENT = re.compile(
    r"(?i)vedtag|politisk|gen(?:optag|frem|fore|behandl)|dagsordenen|\d\.? ?behandling"
    r"|vend\w+ .{0,40}tilbage"
)
"""Words for what only a political body does, or what only a promise says."""
MODAL = re.compile(
    r"(?i)\b(?:vil|bliver|kommer|forventes|ventes|planlægges|skal (?:\w+ ){0,6}have)\b"
)
POLITE = re.compile(r"(?i)\bvil (?:\w+ )?gerne\b")
THIS_CASE = re.compile(
    r"(?i)\b(?:(?:med|i|ved|på|under) (?:denne|nærværende) (?:\w+ )?(?:sag|orientering|indstilling|"
    r"sagsfremstilling|møde)|i sagen (?!om\b)|hermed|(?:med |under )?dette punkt|aktuelle? status"
    r"|(?:fore|frem)lægges (?:her|nu)\b|her (?:fore|frem)lægges|denne sag)\b"
)
"""What is done with the item itself, not later."""
SAME = re.compile(
    r"(?i)^(?:i (?:samme|den|denne) (?:forbindelse|anledning|sammenhæng)|samtidig)\b|\bligeledes\b"
    r"|^(?:her|på (?:dette )?mødet?)\b.{0,60}?\b(?:skal|vil|bliver|kan)\b"
)
"""A sentence that speaks of the time of the one before it."""
OTHER_HEARERS = re.compile(
    r"(?i)\b(?:borgerne|naboerne|beboerne|medarbejderne|forældrene|ansøgerne|lejerne|brugerne"
    r"|pårørende|virksomhederne|parterne|høringsparterne)\b"
)
AND_AGAIN = re.compile(r",? og (?:(?:igen|atter) )?(?:(?:i|den) )?")
"""“I august og igen i februar”."""
ALSO = re.compile(r"(?:,? og|, mens) (?:(?:derefter|endelig\w*|for|i|til|på|af) ){0,2}")
"""What joins the next committee and its time to those before."""
THEN = re.compile(r", når\b")
BREAK = re.compile(r";|, (?:og|men|at|som|der|hvorefter|hvis|når|medmindre|fordi|da)\b")
"""What parts a time from the promise after it; “…, hvor …” and “når …, vil …” do not."""
ADJECTIVE = re.compile(r"(?i)(?:lig|lige|vise)$")
TOLD_BEFORE = re.compile(r"(?i)\b(?:orienter|informer|underret|opdater|rapporter)\w*\s+$")
SPOKEN = re.compile(
    r"(?i)\b(?:orienter\w*|informer\w*|(?:af)?rapporter\w*|underret\w*|opdateret|bekendt|ajour|besked"
    r"|status|opfølgning)\b"
)
ALREADY = re.compile(r"(?i)\b(?:er|har|blev|været|blevet|var|allerede)(?: \w+){0,2}\s*$")
OFFICIALS = re.compile(
    r"(?i)\b(?:\w*forvaltning|\w*administration|direktion|\w*direktør|\w*cent(?:er|ret)|\w*afdeling"
    r"|\w*sekretariat|borgmester|rådmand|\w*chef|\w*magistrat)\w*\b"
)
"""Who comes back to a committee, and to nobody else unless it is said."""
ONWARD = re.compile(
    rf"""(?ix)\b(?:
        (?:herefter|derefter|efterfølgende|hvorefter)\b.{{0,40}}\b(?:behandles|drøftes|besluttes
            |godkendes|vedtages|til\ (?:endelig\ |politisk\ )?{words.TREATED})
      | (?:behandler|drøfter|godkender|vedtager)\ (?:herefter|derefter|efterfølgende)
      | (?:send|oversend|fremsend|videresend|forelægg)es\ (?:\w+\ ){{0,2}}?
            (?:videre|herefter|derefter|efterfølgende)\ til
      | går\ (?:\w+\ )?videre\ til
      | kommer\ (?:herefter|derefter|efterfølgende|igen)\ til
      | (?:herefter|derefter|hvorefter)\b.{{0,40}}\b(?:send|oversend|fremsend)es\ til
      | (?:afgøres|godkendes|vedtages|besluttes)\ endeligt?\ (?:af|i)
      | skal\ (?:igen|på\ ny)\ (?:drøfte|behandle|tage)
      | (?:drøftes|behandles)\ (?:igen|på\ ny)
      | (?:i|som|ved)\ en\ (?:senere|særskilt|kommende|ny)\ sag
    )\b"""
)
"""The matter goes on to a committee, nobody says when."""
WHICH = re.compile(r", (?:som|der) [^,;]{5,80}")
WHEN_DONE = re.compile(r"(?i)^(?:når|herefter|derefter|efter)\b")
AMONG_OTHER = re.compile(
    r"(?i)\b(?:ligeledes|efterfølgende|hvorefter|herefter|derefter|senere|igen|også|når|løbende)\b"
)
RESULT = re.compile(
    r"(?i)\b(?:evaluering|resultat|erfaring|afrapportering|analyse|opfølgning|rapport|undersøgelse"
    r"|konklusion|forslag til|status)\w{0,5}\s*(?:og \w+ ?)?$"
)
RESUMED = re.compile(rf"(?i){_RESUMED}")
IS_TOLD = re.compile(
    rf"(?i)\b{REPORT}$|tilbage|igen$|på ny$|dagsordenen$"
    rf"|(?:fore|frem)læg|{words.TOLD}|orientere|præsentere"
)
PRESENT = re.compile(r"(?i)^(?:fore|frem)lægges$|^(?:præsenter|orienter|informer|afrapporter)es$")
FUNCTION_WORDS = frozenset(
    """af at byråd de dem den der det efter endelig endeligt en enkelt er et for forventelig
    forventeligt forventes forventet fra fælles gang hver hverken i igen ifølge inden kommune
    kommunen kommuner med møde møder mødet og også om på planlagt politisk respektive samt senere
    senest som særskilt til tidligst udvalg udvalget udvalgets ved år""".split()
)
"""Words that may stand between “godkende” and its time."""
FIXED = re.compile(
    r"(?i)årshjul|afrapporter|orienter|(?:fore|frem)læg|faste (?:sager|punkter|rapporter)|status"
    r"|mødeplan|rapport|tilbagevendende|hyppighed|kadence|opfølgning|beretning"
)
"""What is said over a table of reports that come again and again."""

DONE = re.compile(rf"(?i)\b(?:(?P<told>{words.TOLD})|{words.DECIDED})")
COMING = re.compile(rf"(?i)\b{words.COMING}\b")
MOVES = re.compile(rf"(?i)\b{words.MOVES}")
TAKES = re.compile(rf"(?i)\b{words.TAKES}")
GIVES = re.compile(
    r"(?i)\b(?:(?:giv|bed|indkald|meddel|inddrag|involver|spørg)(?:e[rs]?|es)|spurgt"
    r"|gør(?:e|es)?|still(?:e[rs]?|et)|bekendt)\b"
)
"""A verb that has the body itself as its object: “bede udvalget om”."""
WAY = re.compile(
    r"(?i)\b(?:til|for|i|hos|forbi|omkring|på|over ?for|gennem|ved|med)"
    r"(?: (?:det|den|de|et|hele|samlede|både))*\s*$"
)
OWNED = re.compile(
    rf"(?i) (?:\w+ ){{0,3}}?(?:\w*møde[trsn]*|bord|dagsorden\w*|medlemmer"
    rf"|\w{{0,20}}{words.TREATED}(?:r|rne|n|en)?)\b"
)
"""What of a body something comes to: “på udvalgets bord”."""
ABOUT = re.compile(
    r"(?i)\b(?:om|af|efter|jf\.|ifølge|med|henhold til|siden|ud fra|som led i)"
    r"(?: (?:det|den|de))?\s*$"
)
WAS = re.compile(
    r"(?i)\b(?:blev|har|havde|var|fik|gav|modtog|kom|tog|bad|skulle"
    r"|er (?!planlagt|tænkt|sat|lagt|aftalt|berammet|ventet|meningen)\w+(?:et|t)"
    r"|(?!allerede|stede|møde)\w{3,20}(?<!ønsk)ede)\b"
)
"""A clause of what was."""
NO_RETURN = re.compile(
    r"(?i)\b(?:kr\.|mio\.|mia\.|pct\.|\w*tilskud\w*|nye medlemmer|medlem af|\w*formand\w*"
    r"|plads(?:er)?|diæt\w*|honorar\w*|vederlag\w*|ansøgning\w*|klager?"
    r"|mulighed for at(?! drøfte| kommentere)"
    r"|valg(?:et)? (?:til|af|den)|tilmeld\w*|stillingen|besættes|konstitue\w*|nedlægges"
    r"|nyhedsbrev\w*"
    r"|ramme[rn]?|pulje\w*|rådighedsbeløb|mindreforbrug|merforbrug|\w*rejse|\w*tur(?:en)|besøg\w*"
    r"|deltage[rs]?|\wermøde\w*|konference\w*|inviter\w*|borgere|bidrag fra"
    r"|møder(?:ne)?\b[^,;]{0,60} (?:(?:af)?holdes|finder sted|ligger|begynder|starter)"
    r"|(?:af)?holdes\b[^,;]{0,40} møder(?:ne)?)(?!\w)"
)
"""What comes to a body, or is of it, and is no report: money, seats, people, trips, and the
calendar of its meetings."""
BEFORE = re.compile(r"(?i)\b(?:kan|skal|må) (?:indsende|sende|indgive|aflevere|tilmelde)s?\b")
"""“Kan sendes til udvalget senest …”: a deadline of others."""
TO_SOMEBODY = re.compile(
    r" til (?!\w*(?:udvalg|råd|bestyrelse|magistrat|møde)|sagen|næste|det\b|den\b"
    r"|(?:\w*år|sommer|vinter|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\b)\w+"
)
"""“Vender tilbage til sagsbehandleren”."""
AGAIN = re.compile(
    r"(?i)\b(?:igen|retur|på ?ny|fornyet|en tur mere|tilbage|videre|endnu en gang|særskilt|besked"
    r"|ny(?:t)? \w*(?:sag|drøftelse|behandling|punkt|stillingtagen|forslag)|genforelæg\w*"
    r"|genbehandling)\b"
)
ASKED = re.compile(
    r"(?i), (?:hvilke[nt]?|hvad|hvordan|hvorledes|hvorvidt|hvem|hvor|hvornår|om|i hvilken grad)\b"
)
"""What a body is asked now, however it goes on."""
SOME_DAY = re.compile(
    r"(?i)\b(?:senere|førstkommende|næstkommende|kommende (?:uger|måneder)|næste (?:uger|måneder)"
    r"|et par (?:uger|måneder)|snarest|efterfølgende|derefter|herefter|lejlighed|på sigt)\b"
)
WHEN = re.compile(
    r"(?i)\b(?:når|så snart|hvis|såfremt|i tilfælde af|uanset)\b|^bliver [^,]{3,120}, |, inden\b"
)
"""What something waits for, nobody says until when."""
COMES = re.compile(
    rf"(?i)\b(?:{words.MOVES}|{words.TAKES}|{words.TELLS}|fore|frem|orienter|informer|præsenter)"
)
NEVER = re.compile(r"(?i)\b(?:ikke|aldrig|uden|hverken)\b")
RULE = re.compile(
    r"(?i)\b(?:ifølge|efter|jf\.|i henhold til|følger af|foreskriver)[^,.]{0,50}"
    r"(?:regulativ|vedtægt|forretningsorden|delegation|\blov|§|bekendtgørelse)|\bsom hovedregel\b"
)
"""A rule of when something is put to a body, not a promise of it."""
ORDERS_NOW = re.compile(
    r"(?i)\b(?:udvalg|råd|bestyrelse|magistrat)\w* (?:anmoder|beder|ønsker|pålægger|bestiller) "
)
FOR_MEETING = re.compile(
    r"(?i)\b(?:til|på|ved) (?:(?!en |et |alle )\w+ ){0,2}?(?P<kind>\w{0,30}?)møde(?:t|ts|ne|s|r)?\b"
)
"""What is made for a meeting, or done at it, is promised for its time."""
BRACKETS = re.compile(r"\([^()]{0,60}\)")
PART = re.compile(
    r", (?:og|men|eller)\b|: |, (?=(?:vil|skal|må|kan|bør|bliver|kommer|får|modtager|ser|giver"
    r"|indkalder|\w{2,12}lægges|\w{3,9}[tm]eres)\b)"
    r"|, (?=\w{3,16}(?:es|er) (?:det|den|der|sagen|udvalget|forvaltningen|administrationen)\b)"
)
AT_WHICH = re.compile(r",(?: (?:hvor|da))?\s*")
"""“Til 2033, hvor udvalget skal forholde sig til den”, “primo 2033, samles der op i udvalget”."""
OF_NOUN = re.compile(r"(?i)\w+(?:en|et|erne|ne|er) (?:i|fra|for|om|pr\.) $")
_IF = r"(?:når|hvis|såfremt|inden(?! for)|medmindre|før|efter at|fordi|indtil|idet)"
IF = re.compile(rf"(?i)\b{_IF}\W*$")
IF_HERE = re.compile(rf"(?i)\W*(?:først )?{_IF}\b[^,]*$")
"""“Hvis byrådet godkender det”: what something else waits for."""
GETS = re.compile(r"(?i)\b(?:udvalg|råd|bestyrelse|magistrat)\w* (?:får|vil få|vil blive|bliver)\b")
"""“Udvalget får forelagt”."""
ELSEWHERE = re.compile(r"(?i)\bi (?:offentlig )?høring\b|\bi kraft\b|\bi udbud\b|offentliggør")
"""Whose time it is, when the way to a body is only named with it."""
RESULT_THEN = re.compile(r"(?i) (?:resultat|erfaring|evaluering|konklusion)\w*\b")
PUT = re.compile(r"(?i)\b(?:fore|frem)l(?:æg|agt)|\bgenoptag|\bgenfor|\bafrapporter|\bfølg\w* op\b")
"""What is put to those who are recommended to decide it, named or not."""
SEPARATE = re.compile(r"(?i)\bi en (?:senere|særskilt|kommende|ny) sag\b")
"""“Sag” is what a committee treats, named or not."""
WAITS = re.compile(r"(?i)\b(?:til|indtil|når) [^,.]{2,60}\b(?:foreligger|er|har)\b")
"""“Udsættes, til analysen foreligger”."""
RELATIVE = re.compile(r"(?i), (?:som|der|hvorefter)\W*$")
"""“Der vil blive udarbejdet et forslag, som forelægges byrådet”: the time is that before it."""
