"""Case numbers of every shape that Danish councils print, with the KLE code where there is one.

A case number is unique only inside one municipality. ``17/45`` and ``2025-00760`` also match
dates and laws in running text, so a case number is read from its own line or field, never
found inside prose. The shapes are those seen in 77 municipalities' items (autumn 2026); the
records systems behind them are guesses and nothing here depends on them.
"""

from __future__ import annotations

import re

from ordlyd.model import Kle
from ordlyd.text import bare

_SHAPES: dict[str, str] = {
    "KLE and facet": r"\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d(?:-\d{1,7}){1,3}",
    "KLE and facet, year first": r"\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d ?- ?\d{4}/\d{1,7}",
    "year and number": r"\d\d-\d{4,7}(?:[A-Z]\d{0,3})?",
    "year stroke number": r"(?:\d\d|\d{4})/\d{1,7}",
    "full year and number": r"(?:19|20)\d\d-\d{4,7}",
    "S, full year and number": r"S(?:19|20)\d\d-\d{1,7}",
    "EMN": r"EMN-\d{2,4}[-/]\d{1,8}",
    "municipality, year, number": r"\d{3}-(?:19|20)\d\d-\d{1,7}",
    "number only": r"\d{6}",
}
_LABELS = r"(?:sags?(?:nr|id|nummer)?|journal(?:nr|nummer)|j\.?nr|åbent?|lukket)\.?\s?[:-]?\s{0,2}"
_NUMBER = re.compile(rf"^\s*(?i:{_LABELS})?(?P<number>{'|'.join(_SHAPES.values())})\s*$")
_KLE = re.compile(r"^(?P<code>\d\d\.\d\d\.\d\d)(?:-?(?P<facet>[A-ZÆØÅ]\d\d))?(?![\d.])")


def parse(text: str) -> str | None:
    """Return the case number that a line consists of, or ``None``.

    A label before it (``Sagsnr.:``, ``Åbent -``) is left out. A line with other words is no
    case number.
    """
    match = _NUMBER.match(bare(text))
    return match["number"] if match else None


def normalise(number: str) -> str:
    """The form under which two printed case numbers are the same: no blanks, upper case."""
    return re.sub(r"\s+", "", number).upper()


def kle(number: str | None) -> Kle | None:
    """Return the KLE code and facet that a case number opens with, or ``None``."""
    match = _KLE.match(number or "")
    return Kle(code=match["code"], facet=match["facet"]) if match else None
