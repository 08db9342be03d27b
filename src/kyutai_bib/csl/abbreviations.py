"""Lists of short forms, as Zotero and Juris-M write them: {"default": {"container-title": {"long": "short"}}}."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeGuard

from kyutai_bib.csl.arguments import file_argument, wrong
from kyutai_bib.errors import ItemError

__all__ = ["Abbreviations", "abbreviated", "abbreviation_lists", "read_abbreviations"]

Abbreviations = Mapping[str, Mapping[str, str]]
"""Short forms by long ones (case folded), by variable."""

_WANTED = '{"default": {"container-title": {"long form": "short form"}}}'
_OTHER_SHORT = {"container-title-short": "journalAbbreviation", "title-short": "shortTitle"}


def read_abbreviations(path: str | os.PathLike[str]) -> Abbreviations:
    """The lists in a file for texts in any jurisdiction. `ItemError` if it holds anything else."""
    from kyutai_bib.csl.json_file import read_json

    file = file_argument(path, "path")
    value = read_json(file)
    lists = value.get("default") if isinstance(value, dict) else None
    if not _are_lists(lists):
        raise ItemError([f"{file}: not a list of abbreviations: {_WANTED} is wanted"])
    return _normal(lists)


def abbreviation_lists(value: object) -> Abbreviations:
    """Lists that a caller gives, as a file has them or without "default" round them; None is none.

    Raises `BadValue` for anything else.
    """
    if value is None:
        return {}
    lists = value.get("default", value) if isinstance(value, Mapping) else value
    if not _are_lists(lists):
        raise wrong("abbreviations", f"{_WANTED}, or what `read_abbreviations` gives,", value)
    return _normal(lists)


def _are_lists(value: object) -> TypeGuard[Mapping[str, Mapping[str, str]]]:
    return isinstance(value, Mapping) and all(map(_is_list, value.values()))


def _is_list(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(long, str) and isinstance(short, str) for long, short in value.items()
    )


def _normal(lists: Mapping[str, Mapping[str, str]]) -> Abbreviations:
    return {
        variable: {_folded(long): short for long, short in entries.items() if short}
        for variable, entries in lists.items()
    }


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
