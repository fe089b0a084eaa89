"""How Danish officials and committees promise to come back, and what only looks like it."""

from __future__ import annotations

import re

_FEW = r"(?:[ ][\w.,/-]+){0,3}?"
_MORE = r"(?:[ ][\w.,/»«\"-]+){0,7}?"
REPORT = (
    r"(?:\w{0,25}(?:status|orientering|rapport(?:en|er|ering)?|opfølgning|redegørelse|beretning"
    r"|tilbagemelding|evaluering|opgørelse|præsentation|oversigt|statistik|regnskab|drøftelse)"
    r"(?:en|et|s?er|s?erne)?|notat\w*|tal|analyse\w*|oplæg\w*)"
)
"""What comes back."""
_TOLD = r"(?:forelagt|fremlagt|præsenteret|orienteret|informeret|afrapporteret|rapporteret)"
_DECIDED = r"(?:godkendt|vedtaget|(?:færdig|slut)?behandlet|drøftet|besluttet)"
_TREATED = r"(?:drøftelse|behandling|beslutning|godkendelse|vedtagelse|stillingtagen)"

_RESUMED = (
    r"(?:genoptage[rs]?|på[ ]dagsordenen[ ]igen|forelægges[ ](?:\w+[ ]){0,2}?på[ ]ny|tages[ ]op"
    r"|sættes[ ]på[ ]dagsordenen)"
)
_ORDER = (
    r"(?:bad|bedes|beder|bedt|se[rs]?[ ]frem[ ]til|anmod\w+|ønsk\w+|bestil\w+|pålæg\w+|pålagde"
    r"|opfordr\w+)"
)

MAY_PROMISE = tuple(
    """tilbage læg lagt orienter præsent rapport drøft handl godkend vedt beslut stilling status
    følg fulgt redegør dagsorden genopta udsæt udsat møde notat evaluer informer gang årlig vis
    hver opgørelse beretning oversigt statistik regnskab analyse træffe tages tal videre afgør
    send ny senere""".split()
)
"""A sentence without any of these promises nothing."""
TOLD_TO = tuple(
    """udvalg råd politi bestyrelse magistrat repræsentation dagsorden vedt genopta tilbage
    forbindelse anledning sammenhæng samtidig mødet ny""".split()
)
"""A sentence without any of these promises nobody anything, except in a list or a decision."""

_RETURN = rf"""(?:
        vend(?:e|er|es){_MORE}[ ]tilbage
      | (?:fore|frem)læg(?:ge|ges|ger|gges|gger)
      | (?:blive|bliver|få|får|have|forventes|ventes|planlægges|ønske[rs]?|ønskede){_MORE}[ ]{_TOLD}
      | lægges[ ]frem | komme[rs]?{_FEW}[ ](?:tilbage|sag)
      | (?:frem|til|over)sende[rs]?|afrapportering|redegør(?:e|es)?
      | (?:drøftes|behandles|på[ ]dagsordenen)[ ](?:igen|på[ ]ny)
      | (?:præsenter|orienter|informer|afrapporter|rapporter)e[rs]?
      | gør(?:e|es)?[ ]status
      | (?:få|får|modtage|modtager|gives?|giver|have){_MORE}[ ]{REPORT}
      | (?:{_ORDER}|komme[rs]?[ ]med|tilgå[rs]?){_MORE}[ ]{REPORT}
      | {_RESUMED}
      | (?:følge[rs]?|fulgt){_FEW}[ ]op
      | {REPORT}[ ](?:til|for){_FEW}[ ](?:kommer|gives|foreligger|forventes|ventes|sker)
      | {REPORT}[ ](?:kommer|gives|sker)[ ](?:til|for)
    )"""
RETURNS = re.compile(rf"(?ix)\b{_RETURN}\b")
"""Somebody reports back."""
TREATS = re.compile(
    rf"""(?ix)\b(?:
        (?:drøfte|behandle|godkende|vedtage|beslutte|tiltræde)(?:s|r)?
      | til\ (?:\w+\ )?{_TREATED}
      | tage(?:s|r)?\ (?:\w+\ ){{0,2}}stilling | træffes | træffe\ (?:\w+\ )?beslutning
      | (?:forventes|ventes|planlægges|kan|skal|bliver|blive){_FEW}[ ]{_DECIDED}
      | (?:politisk(?:e|t)?|endelig|fornyet)\ {_TREATED}
      | (?:1|2|første|anden)\.?\ ?behandling(?:en)?
      | genstand\ for\ (?:\w+\ )?drøftelse | (?:evaluer|afgør|følg|genbesøg)es\ politisk
    )\b"""
)
"""The matter comes before a committee again."""
ROW_TREATS = re.compile(
    rf"(?i)\b(?:{_TREATED}|forelæggelse|orientering|afrapportering|status|evaluering)(?:en)?\b"
)
"""What a row of a timetable says instead."""
REPORTS = re.compile(rf"(?ix)\b(?:{REPORT}|mødes|finde[ ]sted|{_RETURN})\b")
"""What can be done again and again."""
ORDERS = re.compile(rf"(?i)\b{_ORDER}\b")
POSTPONED = re.compile(r"(?i)\b(?:udsæt\w*|udsat(?:te)?|genoptages|oversendes|overføres)\b")

POLITICAL = re.compile(r"(?i)\bpolitisk\w*|\bpolitikerne\b|\b(?:på|til) mødet\b")
INHERENT = re.compile(
    r"(?i)vedtag|politisk|genoptag|dagsordenen|\d\.? ?behandling|vend\w+ .{0,40}tilbage"
)
"""Words for what only a political body does, or what only a promise says."""
MODAL = re.compile(r"(?i)\b(?:vil|bliver|kommer|forventes|ventes|planlægges)\b")
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
ALSO = re.compile(r"(?:,? og|, mens) (?:(?:derefter|endelig\w*|for|i|til|på|af) ){0,2}")
"""What joins the next committee and its time to those before."""
THEN = re.compile(r", når\b")
BREAK = re.compile(r";|, (?:og|men|at|som|der|hvorefter|hvis|når|medmindre|fordi|da)\b")
"""What parts a time from the promise after it; “…, hvor …” and “når …, vil …” do not."""
ADJECTIVE = re.compile(r"(?i)(?:lig|lige|vis|vise)$")
TOLD_BEFORE = re.compile(r"(?i)\b(?:orienteres|informeres|underrettes)\s+$")
SPOKEN = re.compile(
    r"(?i)^ (?:\w+ )?(?:orienter\w*|informer\w*|afrapporter\w*|status|opfølgning)\b"
)
ALREADY = re.compile(r"(?i)\b(?:er|har|blev|været|blevet|var|allerede)(?: \w+)?\s*$")
COMES_BACK = re.compile(
    r"(?i)\b(?:forvaltning|administration)\w*(?: \w+){0,2} (?:vil |vender |vende )"
    r"(?:\w+ ){0,4}?(?:tilbage)\b|\bvender (?:forvaltning|administration)\w* tilbage\b"
)
"""Nobody but a committee is come back to by its administration."""
ONWARD = re.compile(
    r"""(?ix)\b(?:
        (?:herefter|derefter|efterfølgende|hvorefter)\b.{0,40}\b(?:behandles|drøftes|besluttes
            |godkendes|vedtages)
      | (?:behandler|drøfter|godkender|vedtager)\ (?:herefter|derefter|efterfølgende)
      | (?:send|oversend|fremsend|videresend|forelægg)es\ (?:\w+\ ){0,2}?
            (?:videre|herefter|derefter|efterfølgende)\ til
      | går\ (?:\w+\ )?videre\ til
      | kommer\ (?:herefter|derefter|efterfølgende|igen)\ til
      | (?:herefter|derefter|hvorefter)\b.{0,40}\b(?:send|oversend|fremsend)es\ til
      | (?:afgøres|godkendes|vedtages|besluttes)\ endeligt?\ (?:af|i)
      | skal\ (?:igen|på\ ny)\ (?:drøfte|behandle|tage)
      | (?:drøftes|behandles)\ (?:igen|på\ ny)
      | (?:i|som|ved)\ en\ (?:senere|særskilt|kommende|ny)\ sag
    )\b"""
)
"""The matter goes on to a committee, nobody says when."""
WHICH = re.compile(r", (?:som|der) (?=(?:fore|frem)lægges|præsenteres|gives)")
WHEN_DONE = re.compile(r"(?i)^(?:når|herefter|derefter|efter)\b")
AMONG_OTHER = re.compile(
    r"(?i)\b(?:ligeledes|efterfølgende|hvorefter|herefter|derefter|senere|igen|også|når|løbende)\b"
)
RESULT = re.compile(
    r"(?i)\b(?:evaluering|resultat|erfaring|afrapportering|analyse|opfølgning|rapport|undersøgelse"
    r"|konklusion|forslag til|status)\w{0,5}\s*(?:og \w+ ?)?$"
)
RESUMED = re.compile(rf"(?i){_RESUMED}")
TOLD = re.compile(rf"(?i)tilbage|(?:fore|frem)læg|{_TOLD}|orientere|præsentere")
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
