"""Sentences, paragraphs, points and rows that come, go and move; and edits that stand together."""

from __future__ import annotations

import random
import re

from benchmarks.edits.making import (
    SENTENCE,
    Edit,
    Pair,
    carried,
    one_of,
    pick,
    replaced,
    swap,
)  # fmt: skip
from compare.model import Level

_PARAGRAPH = re.compile(r"(?<=\n\n)(?![-•|*\d]|[^\n]*\t)[A-ZÆØÅ][^\n]{80,}[.](?=\n\n)")
_NEW = (
    "Arbejdet tilrettelægges i tæt dialog med de berørte parter.",
    "Der lægges vægt på et godt samspil mellem fagområderne.",
    "En nærmere beskrivelse findes i det vedlagte materiale.",
    "Brugerne har taget godt imod den nye ordning.",
    "Skolebestyrelserne har haft forslaget til udtalelse i foråret.",
)


def _without(text: str, match: re.Match[str]) -> str:
    """Take a sentence out with the blank behind it, or before it at the end of a line."""
    behind = text[match.end()] == " "
    return replaced(text, match.start() - (not behind), match.end() + behind, "")


def drop_a_sentence(text: str, rng: random.Random) -> Pair | None:
    """A sentence of a paragraph goes."""
    match = pick(SENTENCE, text, rng)
    return match and (text, _without(text, match))


def add_a_sentence(text: str, rng: random.Random) -> Pair | None:
    """A sentence comes into a paragraph."""
    match = pick(SENTENCE, text, rng)
    if match is None:
        return None
    return text, replaced(text, match.start(), match.start(), rng.choice(_NEW) + " ")


def move_a_sentence(text: str, rng: random.Random) -> Pair | None:
    """A sentence goes to another place, over at least one other."""
    match = pick(SENTENCE, text, rng)
    if match is None:
        return None
    rest = _without(text, match)
    target = pick(SENTENCE, rest, rng)
    if target is None or abs(target.start() - match.start()) < 5:
        return None
    return text, replaced(rest, target.start(), target.start(), match[0] + " ")


def _paragraphs(text: str, rng: random.Random) -> tuple[list[str], int, int] | None:
    parts = text.split("\n\n")
    prose = [n for n, part in enumerate(parts) if re.fullmatch(r"[A-ZÆØÅ][^\n\t|]{80,}\.", part)]
    if len(prose) < 3:
        return None
    first, second = rng.sample(prose, 2)
    return (parts, first, second) if abs(first - second) > 1 else None


def drop_a_paragraph(text: str, rng: random.Random) -> Pair | None:
    """A paragraph goes."""
    match = pick(_PARAGRAPH, text, rng)
    return match and (text, replaced(text, match.start(), match.end() + 2, ""))


def move_a_paragraph(text: str, rng: random.Random) -> Pair | None:
    """A paragraph goes to another place."""
    found = _paragraphs(text, rng)
    if found is None:
        return None
    parts, first, second = found
    moved = parts[first]
    rest = [part for n, part in enumerate(parts) if n != first]
    rest.insert(second, moved)
    return text, "\n\n".join(rest)


_TOLD = (
    "Foreningen har fået tilsagn om {} til den nye klubbygning ved åen. Bygningen tages i brug, når"
    " vejen er anlagt, og naboerne er hørt om planerne for parkering."
)


def _moved_and_edited(text: str, rng: random.Random, old: str, new: str) -> Pair | None:
    """A paragraph goes to another place, and one thing in it is another."""
    found = _paragraphs(text, rng)
    if found is None:
        return None
    parts, first, second = found
    before, after = list(parts), list(parts)
    before.insert(first, _TOLD.format(old))
    after.insert(second, _TOLD.format(new))
    return "\n\n".join(before), "\n\n".join(after)


def _list(points: tuple[str, ...], mark: str) -> str:
    return "\n".join(f"{mark.replace('1', str(n))} {point}" for n, point in enumerate(points, 1))


def _point(rng: random.Random) -> Pair:
    points = ("at planen sendes i høring.", "at taget skiftes først.", "at der holdes et borgermøde.",
              "at skolerne orienteres om planen.")  # fmt: skip
    mark = rng.choice(("-", "•", "1.", "1)"))
    gone = rng.randrange(len(points))
    fewer = points[:gone] + points[gone + 1 :]
    old, new = (f"Det indstilles:\n\n{_list(some, mark)}\n\n" for some in (points, fewer))
    return old, new


def _row(rng: random.Random) -> Pair:
    rows = [f"{name}\t{rng.randint(10, 99)}\t{rng.randint(100, 999)}"
            for name in ("Hallen ved søen", "Biblioteket", "Skolerne i nord", "Veje og stier")]  # fmt: skip
    fewer = list(rows)
    del fewer[rng.randrange(4)]
    return f"Tallene er:\n\n{chr(10).join(rows)}\n\n", f"Tallene er:\n\n{chr(10).join(fewer)}\n\n"


PASSAGES: tuple[Edit, ...] = (
    Edit("a sentence less", "passage", drop_a_sentence, None),
    Edit("a sentence more", "passage", add_a_sentence, None),
    Edit("a sentence moved", "passage", move_a_sentence, ()),
    Edit("a paragraph less", "passage", drop_a_paragraph, None),
    Edit("a paragraph moved", "passage", move_a_paragraph, ()),
    Edit("a paragraph moved, with another amount in it", "passage",
         lambda text, rng: _moved_and_edited(text, rng, "2,5 mio. kr.", f"{rng.randint(3, 9)},0 mio. kr."), ("amount",)),
    Edit("a paragraph moved, with a synonym in it", "passage",
         lambda text, rng: _moved_and_edited(text, rng, "støtte", "hjælp"), ()),
    Edit("a heading more", "passage", swap(r"(?<=[.])\n\n(?=[A-ZÆØÅ])", r"\n\nDet videre forløb\n\n"), None),
    Edit("a point of a list less", "passage", carried(_point), None, also=frozenset({"layout"})),
    Edit("a row of a table less", "passage", carried(_row), None),
    Edit("another sentence in its place", "passage", one_of(
        ("Foreningerne har længe ønsket sig flere timer i den lyse sal.",
         "Kloakken skiftes, når vejarbejdet begynder ved stationen."),
        ("Taget på den gamle hal er utæt og bør lægges om.",
         "Eleverne fra to klasser har tegnet en ny legeplads."),
    ), None),
)  # fmt: skip

_BESIDE: frozenset[Level] = frozenset({"wording", "typography"})
TOGETHER: tuple[Edit, ...] = (
    Edit("an amount and the word before it", "fact", one_of(
        ("Der afsættes 12,0 mio. kr. til nyt tag.", "Der bruges i alt 14,5 mio. kr. til nyt tag."),
        ("Udgiften udgør 3,0 mio. kr. i 2026.", "Udgiften bliver 3,5 mio. kr. i 2026."),
    ), ("amount",), also=_BESIDE),
    Edit("an amount and a date", "fact", one_of(
        ("Der gives 2 mio. kr. den 3. maj 2026 til det.", "Der gives 3 mio. kr. den 4. maj 2026 til det."),
    ), ("amount", "date")),
    Edit("a count and a negation", "fact", one_of(
        ("De 63 pladser er fyldt op.", "De 66 pladser er ikke fyldt op."),
    ), ("number", "negation")),
    Edit("a slip beside a synonym", "wording", one_of(
        ("En ny pjecce til unge er god.", "En ny pjece til ældre er god."),
    ), (), also=frozenset({"spelling"})),
    Edit("an amount in a sentence made part of another", "fact", one_of(
        ("Huset er nyt. Det har kostet 12 mio. kr. at bygge.", "Huset er nyt, og det har kostet 14 mio. kr. at bygge."),
    ), ("amount",), also=_BESIDE),
    Edit("a sentence gone before another amount", "passage", one_of(
        ("Salen er lys og stor. Huset har kostet 12 mio. kr. at bygge.", "Huset har kostet 14 mio. kr. at bygge."),
    ), ("amount",), also=frozenset({"fact"})),
    Edit("an amount in a wrapped line", "fact", one_of(
        ("Der afsættes 12,0 mio. kr. til det nye tag.", "Der afsættes 14,0\nmio. kr. til det nye tag."),
        ("Der er bygge-\ntilladelse til 63 boliger.", "Der er byggetilladelse til 66 boliger."),
    ), None, also=frozenset({"layout"})),
)  # fmt: skip
