"""Where tests keep their archives: a folder, or the server that TEST_POSTGRESQL_URL names."""

from __future__ import annotations

import atexit
import os
import uuid
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

SERVER = os.environ.get("TEST_POSTGRESQL_URL")
at_the_end = atexit.register


def a_place(folder: Path) -> Path | str:
    """A new place for one archive; on a server a schema of its own, dropped at the end."""
    if not SERVER:
        return folder
    name = f"test_{uuid.uuid4().hex}"
    _execute(f"CREATE SCHEMA {name}")
    at_the_end(_execute, f"DROP SCHEMA {name} CASCADE")
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


def _execute(statement: str) -> None:
    engine = create_engine(SERVER or "")
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
