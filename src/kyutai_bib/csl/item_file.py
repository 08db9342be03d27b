"""CSL-JSON files: Zotero's and pandoc's exports, Crossref's answers."""

from __future__ import annotations

import os
from typing import IO, Any

from kyutai_bib.csl.arguments import file_argument
from kyutai_bib.csl.checking import Item, checked_items
from kyutai_bib.csl.json_file import read_json, read_json_from

__all__ = ["read_items", "read_items_from"]


def read_items(path: str | os.PathLike[str]) -> list[Item]:
    """The items of a CSL-JSON file: an array of items, or one. `ItemError` names file, line or item."""
    file = file_argument(path, "path")
    return checked_items(_items(read_json(file)), str(file))


def read_items_from(file: IO[bytes], source: str) -> list[Item]:
    """The same of an open file; `source` is what messages call it."""
    return checked_items(_items(read_json_from(file, source)), source)


def _items(value: Any) -> Any:
    """What Zotero's web API answers has the items in an object."""
    if isinstance(value, dict) and "id" not in value and isinstance(value.get("items"), list):
        return value["items"]
    return value
