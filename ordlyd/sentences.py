"""Where sentences begin and end in Danish officials' prose.

A full stop ends a sentence when a capital, a digit or a quote follows a blank, and what stands
before it is neither an initial (``Connie B. Jensen``), an ordinal (``den 3. maj``) nor one of
the abbreviations below. A blank line, a list mark and a line that ends a paragraph do so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    """ad adr afd afs alm ang apr art aug bek bl bl.a ca cirk d dec dir d.d div do dr ed eks ekskl
    el e.l e.lign etc evt f f.eks feb ff fg fhv fig fl forb forts fr fx gl gns h hhv hr if ifm iflg
    ift inkl int isf ish istf it jan jf jfr jr jvf kap kgl kl kr kt kvt lb lic lign lok m m.a maks
    m.fl m.h.t mdr mfl mht mia min mio m.m mr mrk ms m.v mv nr nuv nov ndr obs okt omr op opr o.l
    osv ovenn pag par pct pga pk pkt pl p.g.a pr prof præs p.t pt pva red ref resp s sa sagsnr
    sdr sek sekr sep sept skt sp spm st stk str sv t t.kr tdl tf ti tirs tit tlf tlgr tors t.o.m
    tr tsk t.v ty u ul undt v vedr vh vol vs å årh""".split()
)
_STOP = re.compile(r"([.!?:]+)([)”\"'’»]*)\s+(?=[\W\d_]*[A-ZÆØÅ0-9§])")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-•*·–]|\d{1,2}[.)])\s)")
_LAST_WORD = re.compile(r"([\wæøåÆØÅ.]+)$")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each sentence, without the blanks around it."""
    start = 0
    for end in [*sorted(_ends(text)), len(text)]:
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = start + len(text[start:end].rstrip())
        if left < right:
            yield left, right
        start = end


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without the blanks around them."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _ends(text: str) -> Iterator[int]:
    yield from (match.end() for match in _BREAK.finditer(text))
    for match in _STOP.finditer(text):
        if match[1] == ":":
            continue
        if match[1] != "." or match[2] or not _is_abbreviation(text, match.start()):
            yield match.end()


def _is_abbreviation(text: str, stop: int) -> bool:
    match = _LAST_WORD.search(text[max(0, stop - 20) : stop])
    if match is None:
        return False
    word = match[1].lstrip(".")
    if word.isdigit():  # an ordinal, unless a year or an amount ends the sentence
        return len(word) <= 2
    initial = len(word) == 1 and word.isupper()
    return initial or word.casefold() in ABBREVIATIONS or bool(re.fullmatch(r"([A-ZÆØÅ]\.)*[A-ZÆØÅ]", word))
