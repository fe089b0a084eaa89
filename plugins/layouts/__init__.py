"""Layouts: how documents look, named by look and not by town; one data object a file."""

from plugins.layouts import (
    aabendagsorden_page,
    aalborg_page,
    edoc_dynamicweb_page,
    firstagenda_document,
    firstagenda_page,
    firstagenda_payload,
    frederikssund_page,
    kk_jsonapi_page,
    meetingsplus_page,
    sbsys_document,
    sbsys_umbraco_page,
)

LAYOUTS = (
    firstagenda_document.LAYOUT,
    firstagenda_payload.LAYOUT,
    firstagenda_page.LAYOUT,
    aabendagsorden_page.LAYOUT,
    aalborg_page.LAYOUT,
    edoc_dynamicweb_page.LAYOUT,
    frederikssund_page.LAYOUT,
    kk_jsonapi_page.LAYOUT,
    meetingsplus_page.LAYOUT,
    sbsys_document.LAYOUT,
    sbsys_umbraco_page.LAYOUT,
)
