"""The archive: :class:`Archive` and what it answers with (``docs/archive.md``)."""

from ordlyd.archive.records import Hit, MunicipalityStatus, Refusal, Stored
from ordlyd.archive.store import Archive

__all__ = ["Archive", "Hit", "MunicipalityStatus", "Refusal", "Stored"]
