"""The JSON Schema of the data file, for editors: made from the same declaration that the reader reads by."""

from __future__ import annotations

import json

from kyutai_bib.reader.format import FILE
from kyutai_bib.reader.shapes import Schema

__all__ = ["json_schema", "schema_text"]


def json_schema() -> Schema:
    """JSON Schema draft-07, the dialect that YAML language servers know best."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "kyutai-bib: a lab's papers",
        **FILE.schema(),
    }


def schema_text() -> str:
    """The schema as JSON text with a line break at its end."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
