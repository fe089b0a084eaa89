"""Portals: one publishing platform each; pure functions that a spider drives, no Scrapy in them."""

from collections.abc import Iterable

from ordlyd.crawled import Portal
from ordlyd.hookspecs import hookimpl
from spiders.portals.firstagenda import FirstAgenda


@hookimpl
def ordlyd_portals() -> Iterable[type[Portal]]:
    """The platforms that Danish municipalities publish on."""
    return (FirstAgenda,)
