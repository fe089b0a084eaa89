"""Writing the tables into a folder, with what tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from reports.tables import codebook, database, package
from reports.tables.database import database_file
from reports.tables.files import Add, csv_files, jsonl_files, parquet_files
from reports.tables.gather import Holdings, batches
from reports.tables.workbook import workbook_file
from reports.words import Language

Format = Literal["parquet", "csv", "xlsx", "jsonl", "sqlite"]


_WRITERS: Mapping[Format, Callable[[Path, Language], AbstractContextManager[Add]]] = {
    "parquet": lambda folder, _: parquet_files(folder),
    "csv": lambda folder, _: csv_files(folder),
    "jsonl": lambda folder, _: jsonl_files(folder),
    "xlsx": workbook_file,
    "sqlite": lambda folder, _: database_file(folder),
}


def export_tables(
    holdings: Holdings,
    output: Path,
    format: Format,  # noqa: A002 - the name of the option
    *,
    language: Language = "da",
) -> list[Path]:
    """Write the tables into a folder, the codebook beside them, and return the files.

    A file comes to its place when all are whole: an export that is cut off changes nothing.

    Args:
        holdings: What the tables are made of.
        output: The folder; made where there is none.
        format: Of the tables.
        language: Of what tells of them; their columns have the same names in both.
    """
    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output, prefix=".ordlyd-") as made:
        folder = Path(made)
        with _WRITERS[format](folder, language) as add:
            for table, frame in batches(holdings):
                add(table, frame)
        for name, text in _told(format, language).items():
            (folder / name).write_text(text, "utf-8", newline="\n")
        return [path.replace(output / path.name) for path in sorted(folder.iterdir())]


def _told(form: Format, language: Language) -> dict[str, str]:
    """The files that tell of the tables, by name."""
    told = {
        "codebook.md": codebook.codebook_markdown(language),
        "codebook.csv": codebook.codebook_csv(),
    }
    if form == "sqlite":
        told[database.METADATA] = database.metadata(language)
    elif form != "xlsx":
        told[package.NAME] = package.datapackage(form, language)
    return told
