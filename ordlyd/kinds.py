"""What the name of a published meeting says of its kind, on whatever platform."""

from __future__ import annotations

import re

_SUPPLEMENT = re.compile(r"(?i)till[æa]g")
_MINUTES = re.compile(r"(?i)referat|protokol")


def names_supplement(name: str) -> bool:
    """Whether a name speaks of a supplementary agenda."""
    return _SUPPLEMENT.search(name) is not None


def names_minutes(name: str) -> bool:
    """Whether a name speaks of minutes."""
    return _MINUTES.search(name) is not None
