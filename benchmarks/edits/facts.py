"""Amounts, dates, deadlines, shares, counts, negation, must and may: the facts that are counted."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.edits.making import (
    MONTH,
    MONTHS,
    Edit,
    Pair,
    carried,
    danish,
    forms,
    one_of,
    other_digit,
    swap,
    two,
)  # fmt: skip

_BUDGETS = (
    "Der afsættes {} til nyt tag på skolen.",
    "Udgiften på {} afholdes af rammen.",
    "Forvaltningen har opgjort merforbruget til {} på området.",
    "Rammen udvides med {}, som finansieres af kassen.",
    "Det samlede beløb udgør {}.",
)
_DAYS = (
    "Mødet holdes {} på rådhuset.",
    "Fristen for bemærkninger er {}.",
    "Høringen slutter {}, og svarene samles.",
    "Byggeriet begynder {}.",
)
_TIMES = ("Arbejdet er færdigt {}.", "Der gives en status {}.", "Svar ventes {} fra styrelsen.")
_COUNTS = (
    "Der er {} i ordningen.",
    "Planen omfatter {} og en hal.",
    "I alt {} har svaret på spørgeskemaet.",
)


def _amount(number: Callable[[random.Random], float], form: str) -> Callable[[random.Random], Pair]:
    def fill(rng: random.Random) -> Pair:
        first = second = number(rng)
        while first == second:
            second = number(rng)
        return form.format(danish(first)), form.format(danish(second))

    return fill


def _millions(rng: random.Random) -> float:
    return rng.randint(11, 990) / 10


def _thousands(rng: random.Random) -> float:
    return rng.randint(15, 990) * 1000


def _whole(rng: random.Random) -> float:
    return rng.randint(13, 640)


def _interval(rng: random.Random) -> Pair:
    low, high = rng.randint(3, 20), rng.randint(22, 60)
    form = rng.choice(("{}-{} mio. kr.", "mellem {} og {} mio. kr."))
    return form.format(low, high), form.format(low, high + rng.randint(1, 9))


def _date(rng: random.Random) -> Pair:
    day, month, year = rng.randint(2, 28), rng.randrange(12), rng.randint(2024, 2028)
    other = rng.choice((
        (day - 1, month, year), (day, (month + 3) % 12, year), (day, month, year + 1),
    ))  # fmt: skip
    form = rng.choice((
        "den {0}. {1} {3}", "d. {0}. {1} {3}", "den {0}/{2} {3}", "den {0:02}-{2:02}-{3}",
        "den {0:02}.{2:02}.{3}", "torsdag den {0}. {1} {3}",
    ))  # fmt: skip
    old, new = (form.format(d, MONTHS[m], m + 1, y) for d, m, y in ((day, month, year), other))
    return old, new


def _count(rng: random.Random) -> Pair:
    noun = rng.choice("boliger elever stillinger borgere pladser foreninger virksomheder".split())
    a, b = rng.sample(range(13, 950), 2)
    form = rng.choice(("{} {}", "{} {}", "ca. {} {}", "godt {} {}"))
    return form.format(a, noun), form.format(b, noun)


def _numeral(rng: random.Random) -> Pair:
    numerals = "to tre fire fem seks syv otte ni ti elleve tolv femten tyve tredive".split()
    a, b = two(numerals, rng)
    noun = rng.choice("haller skoler stillinger spor temaer".split())
    return f"{a} {noun}", f"{b} {noun}"


def _share(rng: random.Random) -> Pair:
    a, b = rng.sample(range(4, 96), 2)
    form = rng.choice(("{} %", "{} pct.", "{} procent", "{},5 %", "{}%"))
    return form.format(a), form.format(b)


def _cell(rng: random.Random) -> Pair:
    a, b = rng.sample(range(101, 989), 2)
    row = "Se tabellen:\n\nHallen\t{}\t520\nSkolen\t{}\t640\nBroen\t44\t75\n\n"
    return row.format(a, 333), row.format(b, 333)


_MODALS = {"skal": ("kan", "bør"), "kan": ("skal", "bør"), "bør": ("skal", "kan"), "må": ("skal",)}

AMOUNTS: tuple[Edit, ...] = (
    Edit("another amount", "fact", swap(
        r"\b\d+(?:[.,]\d+)*(?= (?:mio\. kr|kr|t\.kr|mia)\b)", other_digit), ("amount",)),
    Edit("an amount in millions", "fact", forms(_BUDGETS, _amount(_millions, "{} mio. kr.")), ("amount",)),
    Edit("an amount in kroner", "fact", forms(_BUDGETS, _amount(_thousands, "{} kr.")), ("amount",)),
    Edit("an amount in thousands", "fact", forms(_BUDGETS, _amount(_whole, "{} t.kr.")), ("amount",)),
    Edit("an amount a year", "fact", forms(_BUDGETS, _amount(_millions, "{} mio. kr. årligt")), ("amount",)),
    Edit("an amount apiece", "fact", forms(_BUDGETS, _amount(_whole, "{} kr. pr. elev")), ("amount",)),
    Edit("an interval of amounts", "fact", forms(_BUDGETS, _interval), ("amount",)),
    Edit("the unit of an amount", "fact", one_of(
        ("Der afsættes 12 mio. kr. til det.", "Der afsættes 12 mia. kr. til det."),
        ("Der afsættes 12 mio. kr. til det.", "Der afsættes 12 t.kr. til det."),
        ("Der afsættes 3 millioner kroner til det.", "Der afsættes 3 milliarder kroner til det."),
    ), ("amount",), also=frozenset({"layout"})),
    Edit("once or every year", "fact", one_of(
        ("Der afsættes 12 mio. kr. til det.", "Der afsættes 12 mio. kr. årligt til det."),
        ("Der afsættes 4,5 mio. kr. til det.", "Der afsættes 4,5 mio. kr. om året til det."),
    ), ("amount",)),
    Edit("the sign of an amount", "fact", one_of(
        ("Resultatet er -5 mio. kr. i år.", "Resultatet er 5 mio. kr. i år."),
        ("Afvigelsen er minus 5 mio. kr. i år.", "Afvigelsen er 5 mio. kr. i år."),
    ), ("amount",)),
    Edit("amounts that changed places", "fact", one_of(
        ("Nord får 2 mio. kr. og Syd får 3 mio. kr. i år.", "Nord får 3 mio. kr. og Syd får 2 mio. kr. i år."),
    ), ("amount", "amount")),
    Edit("the bound of an amount", "fact", one_of(
        ("Der bruges mindst 5 mio. kr. på det.", "Der bruges højst 5 mio. kr. på det."),
        ("Der bruges op til 5 mio. kr. på det.", "Der bruges over 5 mio. kr. på det."),
    ), ("amount",)),
)  # fmt: skip

DATES: tuple[Edit, ...] = (
    Edit("another day", "fact", swap(rf"(?<=den )\d{{1,2}}(?=\. {MONTH})", other_digit), ("date",)),
    Edit("another month", "fact", swap(
        rf"(?<=\d\. ){MONTH}\b", lambda m, rng: rng.choice([x for x in MONTHS if x != m[0]])), ("date",)),
    Edit("another year", "fact", swap(
        r"(?<=\b[iI] )20\d\d(?= [a-zæøå])", lambda m, rng: str(int(m[0]) + rng.choice((-1, 1, 3)))), ("date",)),
    Edit("another date", "fact", forms(_DAYS, _date), ("date",)),
    Edit("another time of day", "fact", one_of(
        ("Mødet blev hævet kl. 14.45 i dag.", "Mødet blev hævet kl. 15.45 i dag."),
        ("Der er åbent til kl. 20 om aftenen.", "Der er åbent til kl. 22 om aftenen."),
    ), ("date",)),
    Edit("another year of a budget", "fact", one_of(
        ("Det indgår i budget 2026 for alle.", "Det indgår i budget 2027 for alle."),
        ("Det indgår i budgettet for 2026.", "Det indgår i budgettet for 2028."),
    ), ("date",)),
)  # fmt: skip

DEADLINES: tuple[Edit, ...] = (
    Edit("another quarter or half-year", "fact", forms(_TIMES, lambda rng: two((
        "i 1. kvartal 2027", "i 2. kvartal 2027", "i 3. kvartal 2027", "i 4. kvartal 2026"), rng)), ("deadline",)),
    Edit("another part of a year", "fact", forms(_TIMES, lambda rng: two((
        "primo 2027", "medio 2027", "ultimo 2027", "ultimo 2026"), rng)), ("deadline",)),
    Edit("another deadline in words", "fact", forms(_TIMES, lambda rng: two((
        "inden sommerferien", "efter sommerferien", "inden jul", "efter nytår"), rng)), ("deadline",)),
    Edit("another week", "fact", forms(_TIMES, lambda rng: two(("i uge 23", "i uge 32", "i uge 7"), rng)), ("deadline",)),
    Edit("another time that something takes", "fact", forms(
        ("Der skal svares inden for {}.", "Arbejdet varer {}.", "Forsøget løber i {} endnu."),
        lambda rng: two(("14 dage", "4 uger", "6 uger", "3 måneder", "6 måneder", "otte uger"), rng)), ("deadline",)),
    Edit("another period", "fact", forms(
        ("Aftalen gælder {} for alle.", "Planen dækker perioden {} og er ny."),
        lambda rng: two(("2026-2029", "2026-2028", "2025-2028"), rng)), ("deadline",)),
    Edit("another rhythm", "fact", forms(
        ("Udvalget får en status {}.", "Der følges op {} af forvaltningen."),
        lambda rng: two(("hvert halve år", "hvert år", "hvert kvartal", "hver måned", "årligt", "halvårligt", "kvartalsvis"), rng)), ("deadline",)),
)  # fmt: skip

COUNTS: tuple[Edit, ...] = (
    Edit("another share", "fact", swap(r"\b\d+(?:,\d+)?(?= ?(?:%|procent|pct))", other_digit), ("percentage",)),
    Edit("another share in a sentence", "fact", forms(("Det gælder {} af brugerne.", "Prisen stiger med {} i år."), _share), ("percentage",)),
    Edit("percent or points", "fact", one_of(
        ("Andelen stiger 5 procent i år.", "Andelen stiger 5 procentpoint i år."),
        ("Andelen stiger 3 procentpoint i år.", "Andelen stiger 4 procentpoint i år."),
    ), ("percentage",)),
    Edit("another count", "fact", swap(
        r"(?<=[a-zæøå] )(?!(?:19|20)\d\d\b)\d{2,4}(?= (?!dage|uger|måneder|år\b|mio|mia|procent)[a-zæøå]{4,})", other_digit), ("number",)),
    Edit("another count in a sentence", "fact", forms(_COUNTS, _count), ("number",)),
    Edit("another count in words", "fact", forms(_COUNTS, _numeral), ("number",)),
    Edit("the bound of a count", "fact", one_of(
        ("Der er mindst 20 pladser i huset.", "Der er højst 20 pladser i huset."),
        ("Der er over 20 pladser i huset.", "Der er under 20 pladser i huset."),
    ), ("number",)),
    Edit("all and some", "fact", one_of(("Det gælder alle skoler i byen.", "Det gælder nogle skoler i byen.")), ("number",)),
    Edit("a number in a table", "fact", carried(_cell), ("number",)),
)  # fmt: skip


SAYING: tuple[Edit, ...] = (
    Edit("a negation more", "fact", swap(
        r"\b(er|kan|skal|vil|har|bliver) (?!ikke\b|og\b|at\b)(?=[a-zæøå])", r"\1 ikke "), ("negation",)),
    Edit("a negation less", "fact", swap(r"(?<=[a-zæøå] )ikke (?!mindst|kun)", ""), ("negation",)),
    Edit("a negation in a sentence", "fact", one_of(
        ("Der er bemærkninger til regnskabet.", "Der er ingen bemærkninger til regnskabet."),
        ("Det sker uden støtte fra staten.", "Det sker med støtte fra staten."),
        ("Det er muligt at bygge videre.", "Det er umuligt at bygge videre."),
        ("Det er aldrig sket før i byen.", "Det er sket før i byen."),
        ("Det kan hverken ses eller høres.", "Det kan både ses og høres."),
    ), ("negation",)),
    Edit("another must or may", "fact", swap(
        r"(?<=[a-zæøå] )(?:skal|kan|bør|må)(?= [a-zæøå])", lambda m, rng: rng.choice(_MODALS[m[0]])), ("modality",)),
    Edit("must or may in a sentence", "fact", one_of(
        ("Boligselskabet skal tilbyde en anden bolig.", "Boligselskabet kan tilbyde en anden bolig."),
        ("Der bør være adgang for alle.", "Der skal være adgang for alle."),
        ("Kommunen er forpligtet til at svare.", "Kommunen er berettiget til at svare."),
        ("Det er tilladt at parkere her.", "Det er forbudt at parkere her."),
        ("Ordningen er obligatorisk for skolerne.", "Ordningen er frivillig for skolerne."),
    ), ("modality",)),
)  # fmt: skip

FACTS = (*AMOUNTS, *DATES, *DEADLINES, *COUNTS, *SAYING)
