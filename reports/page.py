"""One file of the site: its address, its template, what the template is given, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site; its context is built only when the page is drawn.

    Attributes:
        path: Its address below the top of the site.
        template: The name of its template.
        context: Gives the template what it prints.
        rests_on: All that the page says anything of: meetings, items or their ids, findings,
            other records of the comparison, words and numbers (:mod:`reports.marks`). While none
            of it changes, a page that was drawn before is not drawn again. Without it, the page
            is drawn in each run.
    """

    path: str
    template: str
    context: Callable[[], Context]
    rests_on: Sequence[object] | None = None
