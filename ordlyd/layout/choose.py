"""Exactly one layout must fit a document; none and two are errors that list what was tried."""

from __future__ import annotations

from collections.abc import Iterable

from ordlyd.errors import NotMinutes, UnknownLayout
from ordlyd.layout.data import Layout
from ordlyd.lines import Document
from ordlyd.text import bare


def choose(document: Document, layouts: Iterable[Layout]) -> Layout:
    """Return the one layout that fits.

    Raises:
        NotMinutes: No layout for this media type fits; lists those tried and their signs.
        UnknownLayout: More than one fits; names them.
    """
    tried = [layout for layout in layouts if document.media_type in layout.media]
    fitting = [layout for layout in tried if _fits(layout, document)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(layout.name for layout in fitting)
        raise UnknownLayout(
            f"{len(fitting)} layouts fit: {names}.",
            document=document.name,
            hint="Two plugins describe the same look; remove one of them.",
        )
    raise NotMinutes(
        f"No layout fits this {document.media_type} document. Tried: {_signs(tried)}.",
        document=document.name,
        hint="Is it an agenda or minutes? A new look comes as a plugin, see docs/plugins.md.",
    )


def _fits(layout: Layout, document: Document) -> bool:
    if document.look or layout.page is not None:
        return document.look == layout.name
    return layout.sign is None or any(layout.sign.match(bare(line.text)) for line in document.lines)


def _signs(tried: Iterable[Layout]) -> str:
    signs = (f"{t.name} (looks for “{t.sign.pattern}”)" if t.sign else t.name for t in tried)
    return "; ".join(signs) or "none, for no layout reads this kind of file"
