"""The tables of an archive: as files to export, and as polars frames.

``tables.toml`` says what they are; :mod:`reports.tables.gather` fills them, a batch at a time;
the other modules write batches to files. ``docs/tables.md`` is the codebook.
"""

from __future__ import annotations

from reports.tables.export import Format, export_tables
from reports.tables.frames import Tables, load_tables, tables
from reports.tables.gather import Holdings

__all__ = ["Format", "Holdings", "Tables", "export_tables", "load_tables", "tables"]
