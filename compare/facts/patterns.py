"""How facts are printed: one table of patterns, in the order in which they claim their words.

Patterns are matched against folded text (one blank between words, plain quotes and dashes).
What one has claimed the next cannot see, so ``2026`` in a date is never a number as well.
"""

from __future__ import annotations

import re

from ordlyd.dates import MONTHS

N = r"(?<![\w.,])\d+(?:[.,]\d+)*½?"
QUANTITY = rf"(?:mellem {N} og {N}|(?:-|minus )?{N}(?:(?: ?- ?| til )\d+(?:[.,]\d+)*)?)"
BOUNDS = {
    "min": ("mindst", "minimum", "over", "mere end", "flere end", "fra"),
    "max": ("højst", "maksimalt", "maksimum", "op til", "under", "mindre end", "færre end"),
    "about": ("ca.", "cirka", "omkring", "knap", "godt"),
}
BOUND = rf"(?:\b(?:{'|'.join(re.escape(w) for words in BOUNDS.values() for w in words)}) )?"
SCALES = (
    ("mia", 10**9),
    ("milliard", 10**9),
    ("mio", 10**6),
    ("million", 10**6),
    ("t.kr", 1000),
    ("tkr", 1000),
    ("t. kr", 1000),
    ("tusind", 1000),
)
_KRONER = r"(?:kr\b\.?|kroner\b|,-)"
_UNIT = (
    rf"(?:(?:mio|mia)\b\.?(?: ?{_KRONER})?|(?:million|milliard)(?:er)?\b(?: {_KRONER})?"
    rf"|(?:t\.? ?|tusind ){_KRONER}|{_KRONER})"
)
_PER = r"(?: (?:pr\. \w+|årligt|om året|per år|månedligt|hvert år))?"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?\b,? ?)"
_DAY = r"(?:(?:den|d\.) ?)?(?<![\w.,])\d{1,2}"
_SEASON = (
    r"(?:forår|sommer|efterår|vinter|jul|påske|nytår|årsskifte|sommerferie|juleferie"
    r"|budgetforhandling)(?:en|et|erne|e|n)?\b"
)
_ORDINAL = r"(?:\d(?: ?(?:-|og|\.-) ?\d)?\.?|første|andet|tredje|fjerde)"
_PART = (
    r"(?:primo|medio|ultimo|start(?:en af)?|slut(?:ningen af)?"
    r"|udgangen af|begyndelsen af|midten af)"
)
_NOT_A_UNIT = r"(?!\w|[.,]\d|-\d\d\b| ?(?:kr\b|mio\b|mia\b|t\.kr|%|pct|procent))"
_ACT = r"(?:lov|bekendtgørelse|lovbekendtgørelse|cirkulære)"
_NO_NOUN = (
    r"(?!(?:skal|kan|må|bør|vil|er|har|blev|bliver|i|på|af|som|at|der|til|for|og|med|ikke|samt)\b)"
)
_PARTY = r"(?-i:[A-ZÆØÅ])"
_NUMERAL = (
    r"(?:én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten"
    r"|tyve|tredive|fyrre|halvtreds|hundrede|tusind|halvdelen|en tredjedel|to tredjedele"
    r"|en fjerdedel)"
)
_STRETCH = r"(?:dag(?:e|es)?|døgn|uge(?:r|rs)?|måned(?:er|ers)?|kvartaler)\b(?! ?siden)"
"""A stretch of time; years only where the words before tell them from somebody's age."""
_SOME = rf"(?:{QUANTITY}|{_NUMERAL})"
_TURN = r"(?:dagen?|ugen?|måned(?:en)?|kvartal(?:et)?|halvår(?:et)?|året?|årligt|ugentligt)\b"
_NTH = r"(?:anden|andet|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende)\b"
_RESOLVED = (
    r"(?:godkend|tiltræd|tiltråd|vedtag|vedtog|bevilg|imødekom|afvis|forkast|nedstem|afslå|afslog"
    r"|afslag|bortfald|udskyd|udskudt|anbefal|drøft|tilbagesend|hjemvis)"
)

_BODY = r"(?-i:[Bb]yråd|[Kk]ommunalbestyrelse|[Mm]agistrat|[a-zæøå]{4,20}udvalg)"

PATTERNS: tuple[tuple[str, str], ...] = (
    ("", r"(?:https?://|www\.)[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200}"),
    (
        "law",
        r"§{1,2} ?\d+(?:[a-z]| [a-h])?\b"
        r"(?:,? (?:stk|nr|litra|pkt)\b\.? ?\w{1,3}|(?: ?- ?| og |, )\d+\b)*",
    ),
    (
        "law",
        rf"\b{_ACT}(?:en)?(?: nr\. ?\d+)? om (?:en |et )?\w+(?: og \w+| {_NO_NOUN}\w+)?",
    ),
    ("law", r"\b\w{4,40}lov(?:en|ens|givningen)\b"),
    ("law", rf"\b{_ACT} nr\. ?\d+"),
    ("case_number", r"\b\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d(?:-\d{1,7}){1,3}\b"),
    (
        "case_number",
        rf"\b(?:EMN-\d{{2,4}}[-/]\d{{1,8}}|S{_YEAR}-\d{{1,7}}|{_YEAR}-\d{{5,7}}|\d\d[-/]\d{{5,7}})\b",
    ),
    ("date", rf"\b{_YEAR}-\d\d-\d\d\b"),
    ("date", rf"{_WEEKDAY}?{_DAY}\.?(?: ?- ?\d{{1,2}}\.?)? ?{_MONTH}(?: {_YEAR}\b)?"),
    (
        "date",
        rf"{_WEEKDAY}?{_DAY}[-./](?:0?[1-9]|1[0-2])[-./ ](?:{_YEAR}|\d\d)\b(?![.,]?\d)",
    ),
    (
        "date",
        r"(?:(?:den|d\.|pr\.) )?(?<![\w.,])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b(?!/)",
    ),
    ("date", r"\bkl\b\.? ?\d{1,2}(?:[.:]\d\d)?(?: ?(?:-|til) ?\d{1,2}(?:[.:]\d\d)?)?(?!\d)"),
    ("deadline", rf"\b{_ORDINAL} (?:kvartal|halvår|tertial)(?:er|et)?\b(?: (?:i )?{_YEAR}\b)?"),
    ("deadline", rf"\b{_PART} (?:{_MONTH}(?: {_YEAR})?|{_YEAR})"),
    ("deadline", rf"\b(?:(?:inden|efter|før|til|i|om|ved) )?{_SEASON}(?: {_YEAR}\b)?"),
    ("deadline", rf"(?<![\w.,-]){_YEAR} ?(?:-|/|til) ?(?:{_YEAR}|\d\d)\b(?!-)"),
    ("deadline", r"\buge \d{1,2}(?: ?- ?\d{1,2})?\b"),
    (
        "deadline",
        r"\bhvert? (?:\d{1,2}\. |anden |andet |tredje |halve )?"
        r"(?:dag|uge|måned|kvartal|halvår|år)\b",
    ),
    ("date", rf"\b{_MONTH} {_YEAR}\b"),
    ("date", rf"\b(?:i|til|fra|for|pr\.|inden|siden|og) {_MONTH}(?!\w)"),
    (
        "percentage",
        rf"{BOUND}{QUANTITY} ?(?:%|‰|pct\b\.?|procent(?:point)?\b|promille\b)-?(?:point)?",
    ),
    ("amount", rf"{BOUND}{QUANTITY} ?{_UNIT}{_PER}"),
    (
        "amount",
        rf"\b(?:{_NUMERAL}|(?:en )?halv|en(?: halv)?|halvanden) (?:million|milliard)(?:er)?\b"
        rf"(?: {_KRONER})?",
    ),
    ("amount", rf"\bkr\. ?\d+(?:[.,]\d+)*{_PER}"),
    ("date", rf"(?<![\w.,/-]){_YEAR}\b{_NOT_A_UNIT}"),
    ("deadline", r"\b(?:dagligt|ugentligt?|månedligt?|kvartalsvis\w{0,2}|halvårligt?|årligt?)\b"),
    ("date", rf"\b{_WEEKDAY}"),
    ("deadline", rf"{BOUND}(?:{QUANTITY}|\b{_NUMERAL}) {_STRETCH}"),
    (
        "deadline",
        rf"\b(?:inden for|om|efter|i|(?:de )?(?:næste|kommende|seneste|første)) {_SOME} år\b",
    ),
    ("deadline", r"\b(?:et halvt|halvandet) år\b"),
    ("deadline", rf"(?:{_SOME}|\b(?:en|én)) gange? (?:om |i |hvert? )?{_TURN}"),
    ("number", rf"\bhvert? (?:{_NTH}|\d{{1,2}}\.)(?! \w+dag\b)"),
    ("number", rf"{BOUND}{QUANTITY}"),
    ("number", rf"\b{_NUMERAL}\b"),
    ("number", r"\b(?:alle|samtlige|nogle|enkelte|visse)\b"),
    ("number", r"\b\w{0,20}\d\w{0,20}\b"),
    ("name", rf"\b{_BODY}(?:et|en)?s?\b"),
    ("vote", r"\bstem(?:mer|te|t|mes) (?:\w+ ){0,2}?(?:for|imod|blankt|ja|nej)\b"),
    ("vote", rf"\b{_PARTY}(?:(?:, | og |\+){_PARTY}\b)+|(?:(?<=for: )|(?<=imod: )){_PARTY}\b"),
    ("vote", r"\b(?:for|imod|undlader|hverken)(?=:)"),
    ("vote", r"\bimod(?= (?:indstilling|forslag|beslutning))"),
    ("vote", r"\bundl(?:ader|od|adt)\b(?: at stemme)?|\bforbehold\w{0,3}\b"),
    ("vote", r"\benstemmig\w{0,2}\b|\b(?:et )?(?:flertal|mindretal)\w{0,3}\b"),
    ("name", rf"(?<=\(){_PARTY}{{1,2}}(?=\))|\bliste {_PARTY}\b"),
    (
        "negation",
        r"\b(?:ikke(?! (?:mindst|kun|alene|blot|bare)\b)|ingen|intet|ingenting|aldrig|hverken"
        r"|næppe|ej)\b|\buden\b(?! for\b| om\b)",
    ),
    ("decision", rf"\b{_RESOLVED}\w{{0,8}}\b|\budsæt(?:tes?|ter)?\b|\budsat\b"),
    ("decision", r"\btil (?:efterretning|orientering)\b|\borientering givet\b"),
    (
        "modality",
        r"\b(?:skal|skulle|skullet|kan|kunne|kunnet|må|måtte|bør|burde|vil|ville|villet"
        r"|forpligte(?:t|de|r|s)|pligt(?:en|er)?|forbudt|tilladt|obligatoriske?)\b",
    ),
)
"""Kind and pattern; addresses are claimed and are no fact.

Dates: the forms of ``ordlyd.dates`` and looser ones; case numbers: those that can be told from
other numbers in prose. No pattern repeats a repetition of the same characters, so that the time
is linear in the text.
"""

COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS)

NUMERALS: dict[str, int | str] = {
    **{"én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8},
    **{"ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15},
    **{"seksten": 16, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50},
    **{"hundrede": 100, "tusind": 1000},
    **{"alle": "all", "samtlige": "all", "nogle": "some", "enkelte": "some", "visse": "some"},
}

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("flere", "færre"),
    ("mere", "mindre"),
    ("højere", "lavere"),
    ("højest", "lavest"),
    ("stige", "falde"),
    ("stigende", "faldende"),
    ("stigning", "fald"),
    ("overskud", "underskud"),
    ("overskuddet", "underskuddet"),
    ("steget", "faldet"),
    ("øge", "reducere"),
    ("øges", "reduceres"),
    ("øges", "mindskes"),
    ("hæves", "sænkes"),
    ("før", "efter"),
    ("inden", "efter"),
    ("over", "under"),
    ("åbnes", "lukkes"),
    ("åben", "lukket"),
    ("tidligst", "senest"),
    ("intern", "ekstern"),
    ("offentlig", "privat"),
)
"""Words that turn the meaning round when one takes the other's place."""

PARTS: tuple[tuple[str, str], ...] = (
    (r"\b(?:start(?:en af)?|begyndelsen af)\b", "primo"),
    (r"\bmidten af\b", "medio"),
    (r"\b(?:slut(?:ningen af)?|udgangen af)\b", "ultimo"),
    (r"\bførste\b", "1."),
    (r"\bandet\b", "2."),
    (r"\btredje\b", "3."),
    (r"\bfjerde\b", "4."),
)
"""Words for a part of a year, and those that say the same."""

ACTS = {
    "lov om social service": "serviceloven",
    "lov om aktiv socialpolitik": "aktivloven",
    "lov om aktiv beskæftigelsesindsats": "beskæftigelsesindsatsloven",
    "lov om planlægning": "planloven",
    "lov om folkeskolen": "folkeskoleloven",
    "lov om almene boliger": "almenboligloven",
    "lov om kommunernes styrelse": "kommunestyrelsesloven",
    "lov om sygedagpenge": "sygedagpengeloven",
}
"""Names of laws and their names in everyday speech."""

LEMMAS: dict[str, tuple[tuple[str, str], ...]] = {
    # kind: (what the words begin with, what they say)
    "modality": (
        ("skal", "must"),
        ("skul", "must"),
        ("forplig", "must"),
        ("pligt", "must"),
        ("obliga", "must"),
        ("kan", "can"),
        ("kun", "can"),
        ("bør", "should"),
        ("burde", "should"),
        ("vil", "will"),
        ("forbudt", "may not"),
        ("tilladt", "may"),
        ("må", "may"),
    ),
    "negation": (("", "not"),),
    "decision": (
        ("godkend", "approved"),
        ("tiltr", "approved"),
        ("vedt", "approved"),
        ("bevilg", "approved"),
        ("imødekom", "approved"),
        ("udsæt", "postponed"),
        ("udsat", "postponed"),
        ("udsk", "postponed"),
        ("anbefal", "recommended"),
        ("drøft", "discussed"),
        ("tilbage", "returned"),
        ("hjemvis", "returned"),
        ("til efter", "noted"),
        ("til orient", "informed"),
        ("orient", "informed"),
        ("", "rejected"),
    ),
}
"""Words that say the same, told by how they begin."""
