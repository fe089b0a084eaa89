"""What a fact is about: the noun phrase beside it, as printed."""

from __future__ import annotations

import re

from compare.facts.reading import Reading

_FUNCTION_WORDS = frozenset(
    """i på til af for fra med om ved over under efter inden mellem mod og eller men at der som er
    var har havde bliver blev blive være været får fik den det de en et alt samlet i_alt ca ca.
    samt hvor når da dog også så sig sin sit sine dette denne disse afsat afsættes afsat udgør
    beløber koster på_alt kr kr. mio mio. mia mia. pct pct. årligt ikke skal kan vil må bør
    d d. jf jf. pr pr. den. heraf endvidere fortsat yderligere blandt andet reduceres øges stiger
    falder cirka omkring mindst højst kun nu""".split()
)
_WORD = re.compile(r"\w+(?:[.'/&-]\w+)*")
_AFTER = re.compile(r"[^.,;:!?()\"]{0,80}")
_PURPOSE = re.compile(r"^\s*(?:\w+ ){0,3}?(?:til|for|vedr\.|vedrørende|fra) ")
_FOLLOWED = frozenset({"number", "modality", "negation", "law"})
MAX_WORDS = 4
REACH = 120


def label(text: str, reading: Reading) -> str:
    """Return the noun phrase that says what a fact is about, or ``""``.

    A number counts what follows it; an amount is for what follows ``til`` or for what stands
    before it; must and may go with their verb.
    """
    after = _AFTER.match(text, reading.end)
    following = after[0] if after else ""
    before = _trailing(text[max(0, reading.start - REACH) : reading.start])
    if reading.kind in _FOLLOWED:
        return _leading(following) or before
    if reading.kind in {"amount", "percentage"} and (purpose := _PURPOSE.match(following)):
        return _leading(following[purpose.end() :]) or before
    return before or _leading(following)


def _leading(text: str) -> str:
    words: list[str] = []
    for word in _WORD.findall(text)[:MAX_WORDS]:
        if word.casefold() in _FUNCTION_WORDS:
            break
        words.append(word)
    return " ".join(words)


def _trailing(text: str) -> str:
    clause = re.split(r"[;!?()]|[.,] ", text.rstrip(" :"))[-1]
    words = _WORD.findall(clause)
    while words and words[-1].casefold() in _FUNCTION_WORDS:
        words.pop()
    phrase: list[str] = []
    for word in reversed(words[-MAX_WORDS:]):
        if word.casefold() in _FUNCTION_WORDS or word[0].isdigit():
            break
        phrase.insert(0, word)
    return " ".join(phrase)
