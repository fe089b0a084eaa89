"""Portals: one publishing platform each; pure functions that a spider drives, no Scrapy in them."""

from collections.abc import Iterable

from ordlyd.crawled import Portal
from ordlyd.hookspecs import hookimpl
from spiders.portals.aabendagsorden import AabenDagsorden
from spiders.portals.aalborg import Aalborg
from spiders.portals.edoc_dynamicweb import EdocDynamicweb
from spiders.portals.firstagenda import FirstAgenda
from spiders.portals.frederikssund import Frederikssund
from spiders.portals.kk_jsonapi import KkJsonApi
from spiders.portals.meetingsplus import MeetingsPlus
from spiders.portals.sbsys_umbraco import SbsysUmbraco


@hookimpl
def ordlyd_portals() -> Iterable[type[Portal]]:
    """The platforms that Danish municipalities publish on."""
    return (
        FirstAgenda,
        AabenDagsorden,
        Aalborg,
        EdocDynamicweb,
        Frederikssund,
        KkJsonApi,
        MeetingsPlus,
        SbsysUmbraco,
    )
