"""What a plugin can contribute. Each hook is a signature, types and a sentence.

A plugin is any module or object under the entry-point group ``ordlyd`` whose functions carry
:data:`hookimpl`. The long story is ``docs/plugins.md``.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from ordlyd.crawled import Portal
from ordlyd.layout import Layout
from ordlyd.municipality import Municipality

hookspec = pluggy.HookspecMarker("ordlyd")
hookimpl = pluggy.HookimplMarker("ordlyd")


@hookspec
def ordlyd_municipalities() -> Iterable[Municipality]:  # type: ignore[empty-body]
    """Contribute municipalities; one town may come from one plugin only."""


@hookspec
def ordlyd_layouts() -> Iterable[Layout]:  # type: ignore[empty-body]
    """Contribute layouts; a name may come from one plugin only."""


@hookspec
def ordlyd_portals() -> Iterable[type[Portal]]:  # type: ignore[empty-body]
    """Contribute a spider for a platform; a platform may come from one plugin only."""
