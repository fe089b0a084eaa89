"""What is wrong with a list: sentences for a reader. With one of them a crawl is no success.

A council takes back a document now and then; a list that lost a fifth of what it had is more
likely broken. On its word nothing is taken for withdrawn.
"""

from __future__ import annotations

from ordlyd.archive import Census

_SHARE = 5
"""More than one in so many lost is too many …"""
_SOME = 2
"""… where it is more than so many."""
BELIEVE = "If that is right, say so once with --accept-fewer."


def far_fewer(before: int, lost: int) -> bool:
    """Whether a list lost more than happens by itself: a fifth of a long one, half of a short."""
    return lost >= _SOME and (lost * 2 >= before or lost > max(_SOME, before // _SHARE))


def alarms(census: Census, *, accept_fewer: bool = False) -> list[str]:
    """Return what is wrong with a list that was read to its end."""
    if census.seen == 0:
        return [f"The source lists nothing; it listed {census.before} before."]
    if accept_fewer:
        return []
    found = []
    if far_fewer(census.before, census.lost):
        found.append(
            f"The source lists {census.lost} fewer of the {census.before} publications that it "
            f"listed before. {BELIEVE}"
        )
    found += [
        f"The source no longer lists anything of {name}. {BELIEVE}"
        for name in census.lost_committees
    ]
    return found
