"""Layouts: how documents look, named by look and not by town; one data object a file."""

from plugins.layouts import firstagenda_document, firstagenda_page, firstagenda_payload

LAYOUTS = (firstagenda_document.LAYOUT, firstagenda_payload.LAYOUT, firstagenda_page.LAYOUT)
