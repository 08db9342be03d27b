"""Lists of short forms, as Zotero and Juris-M write them: {"default": {"container-title": {"long": "short"}}}."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kyutai_bib.errors import ItemError

__all__ = ["Abbreviations", "abbreviated", "read_abbreviations"]

Abbreviations = Mapping[str, Mapping[str, str]]
"""Short forms by long ones (case folded), by variable."""

_OTHER_SHORT = {"container-title-short": "journalAbbreviation", "title-short": "shortTitle"}


def read_abbreviations(path: Path) -> Abbreviations:
    """The lists in a file for texts in any jurisdiction. `ItemError` if it holds anything else."""
    from kyutai_bib.csl.json_file import read_json

    value = read_json(path)
    lists = value.get("default") if isinstance(value, dict) else None
    if not isinstance(lists, dict) or not all(map(_is_list, lists.values())):
        wanted = '{"default": {"container-title": {"long form": "short form"}}}'
        raise ItemError([f"{path}: not a list of abbreviations: {wanted} is wanted"])
    return {
        variable: {_folded(long): short for long, short in entries.items() if short}
        for variable, entries in lists.items()
    }


def _is_list(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(short, str) for short in value.values())


def abbreviated(item: Mapping[str, Any], lists: Abbreviations) -> Mapping[str, Any]:
    """The item with short forms of what is in the lists, where it has none of its own."""
    found = {
        f"{variable}-short": short
        for variable, entries in lists.items()
        if isinstance(long := item.get(variable), str) and (short := entries.get(_folded(long)))
    }
    own = {name for name in found if item.get(name) or item.get(_OTHER_SHORT.get(name, ""))}
    return {**item, **{name: short for name, short in found.items() if name not in own}} if found else item


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
