"""Where sentences begin and end in Danish officials' prose.

A full stop ends a sentence when a capital, a digit or a quote follows a blank, and what stands
before it is neither an initial (``Connie B. Jensen``), an ordinal (``den 3. maj``) nor one of
the abbreviations below. A blank line, a list mark and a line that ends a paragraph do so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    """ad adr afd alm ang apr aug bek bl bl.a ca cirk d dec d.d div dr ed eks ekskl
    el e.l e.lign etc evt f f.eks feb ff fg fhv fig fl forb forts fr gl gns h hhv hr if ifm iflg
    ift inkl int isf ish istf jan jf jfr jr jvf kap kgl kl kr kt kvt lb lign m m.a maks
    m.fl m.h.t mdr mfl mht mia mio m.m mr mrk ms m.v mv nr nuv nov ndr obs okt omr opr o.l
    osv ovenn par pct pga pk pkt pl p.g.a pr præs p.t pt pva resp s sa sagsnr
    sdr sek sekr sep sept skt sp spm st stk str sv t t.kr tdl tf tirs tlf tlgr tors t.o.m
    tr tsk t.v u ul undt v vedr vh vs å årh""".split()
)
_STOP = re.compile(r"([.!?:]+)([)”\"'’»]*)\s+(?=[\W\d_]{0,20}[A-ZÆØÅ0-9§])")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-•*·–]|\d{1,2}[.)])\s)")
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.)*[A-ZÆØÅ]")
_LONGEST = 20
"""Characters before a stop that may abbreviate a word."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each sentence, without the blanks around it."""
    start = 0
    for end in [*sorted(_ends(text)), len(text)]:
        words = text[start:end].lstrip()
        left = end - len(words)
        right = left + len(words.rstrip())
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
    start, first = stop, max(0, stop - _LONGEST)
    while start > first and ((letter := text[start - 1]).isalnum() or letter in "._"):
        start -= 1
    word = text[start:stop].lstrip(".")
    if not word:
        return False
    if word.isdigit():  # an ordinal, unless a year or an amount ends the sentence
        return len(word) <= 2
    initial = len(word) == 1 and word.isupper()
    return initial or word.casefold() in ABBREVIATIONS or bool(_INITIALS.fullmatch(word))
