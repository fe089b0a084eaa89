"""Languages: catalogues, dates, times and numbers as a reader of Danish or English writes them.

Catalogues are read from their ``.po`` source; nothing compiled is kept. English is the language
of the message ids and needs no catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import datetime
from functools import cached_property, lru_cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from ordlyd.dates import COPENHAGEN
from reports.labels import EVIDENCE, MEETING_KINDS

Language = Literal["da", "en"]
LOCALES: Mapping[Language, str] = {"da": "da", "en": "en_GB"}


def catalogue(language: Language) -> NullTranslations:
    """Read the catalogue of a language."""
    if language == "en":
        return NullTranslations()
    source = files("reports") / "locale" / f"{language}.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled)


class Words:
    """What the pages say in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self.translations = catalogue(language)
        # The same few dates and numbers stand on thousands of pages.
        self.date = lru_cache(4096)(self._date)
        self.number = lru_cache(4096)(self._number)

    def gettext(self, message: str, **values: object) -> str:
        """Translate a message id and fill in its values."""
        return self.translations.gettext(message) % values

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate a message id that counts; ``%(n)s`` is the count."""
        return self.translations.ngettext(one, many, n) % {"n": self.number(n), **values}

    def label(self, table: Mapping[str, str], key: str) -> str:
        """The reader's word for a word of the schema; an unknown word is shown as it is."""
        return self.gettext(table[key]) if key in table else key

    def _date(self, day: Date | None) -> str:
        """A date written out: ``28. april 2026``."""
        if day is None:
            return self.gettext("date unknown")
        return format_date(day, self._long_date, locale=self.locale)

    def month(self, day: Date) -> str:
        """The month of a day: ``april 2026``."""
        return format_date(day, "MMMM y", locale=self.locale)

    def short_month(self, day: Date) -> str:
        """The same where there is little room: ``apr. 2026``."""
        return format_date(day, "MMM y", locale=self.locale)

    def quarter(self, day: Date) -> str:
        """The quarter of a day: ``2. kvartal 2026``."""
        return format_date(day, "QQQQ y", locale=self.locale)

    def year(self, day: Date) -> str:
        """The year of a day."""
        return str(day.year)

    def moment(self, when: datetime) -> str:
        """A point in time as clocks in Copenhagen show it."""
        local = when.astimezone(COPENHAGEN)
        time = format_datetime(local, self._time, locale=self.locale)
        return self.gettext("%(date)s at %(time)s", date=self.date(local.date()), time=time)

    def clock(self, time: str) -> str:
        """A time of day, given as ``HH:MM``."""
        return time.replace(":", ".") if self.language == "da" else time

    def _number(self, value: float) -> str:
        """A number with the separators of the language."""
        return str(format_decimal(value, locale=self.locale))

    def share(self, value: float) -> str:
        """A share (0-1) as a percentage that never rounds up to all or down to nothing."""
        shown = value if value in {0, 1} else min(max(value, 0.01), 0.99)
        return str(
            format_percent(
                shown, "#,##0 %" if self.language == "da" else "#,##0%", locale=self.locale
            )
        )

    def list(self, words: Iterable[str]) -> str:
        """Words joined into a list: ``a, b og c``."""
        *first, last = list(words) or [""]
        conjunction = self.gettext("and")
        return f" {conjunction} ".join(filter(None, (", ".join(first), last)))

    def evidence(self, reason: str) -> str:
        """A reason that holds for a relation, in words."""
        for pattern, message in EVIDENCE:
            if match := pattern.fullmatch(reason):
                return self.gettext(message, **self._values(match.groupdict()))
        return reason

    def _values(self, found: dict[str, str]) -> dict[str, str]:
        if share := found.pop("share", None):
            found["share"] = self.share(float(share))
        kinds = {key[0]: found.pop(key) for key in ("a_kind", "b_kind") if key in found}
        return {**found, **{side: self.label(MEETING_KINDS, k) for side, k in kinds.items()}}

    @cached_property
    def _long_date(self) -> str:
        return "d. MMMM y" if self.language == "da" else "d MMMM y"

    @cached_property
    def _time(self) -> str:
        return "HH.mm" if self.language == "da" else "HH:mm"
