"""Publish the JSON Schema of the common schema: ``python -m ordlyd.schema docs/schema``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ordlyd.model import SCHEMA_VERSION, Meeting

NAME = "meeting.schema.json"


def schema_text() -> str:
    """Return the JSON Schema of :class:`ordlyd.model.Meeting` as indented JSON."""
    schema = Meeting.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"ordlyd meeting, schema version {SCHEMA_VERSION}"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the schema into the folder given as the first argument."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
