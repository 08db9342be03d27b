"""CSL-JSON items as other programs write them: what is wrong with them, all at once.

The shapes are those of the CSL-JSON input schema (csl-data.json): an object with an id, a type, variables of text
or numbers, names, dates. Variables that CSL does not know may hold anything: nothing prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kyutai_bib.csl.arguments import is_list
from kyutai_bib.csl.processor.work import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from kyutai_bib.errors import ItemError

__all__ = ["checked_items"]

Item = Mapping[str, Any]

_MOST = 20
_MOST_BITS = 10_000  # 3,010 digits: Python makes no text of numbers of more than 4,300
_UNPAIRED = re.compile("[\ud800-\udfff]")
_TEXTS = NUMBER_VARIABLES | {
    *("abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority"),
    *("call-number", "citation-key", "citation-label", "collection-title", "collection-title-short"),
    *("container-title", "container-title-short", "dimensions", "division", "DOI", "event", "event-place"),
    *("event-title", "genre", "journalAbbreviation", "jurisdiction", "language", "license", "medium", "note"),
    *("original-publisher", "original-publisher-place", "original-title", "PMCID", "PMID", "publisher"),
    *("publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "shortTitle", "source"),
    *("status", "title", "title-short", "type", "URL", "volume-title", "volume-title-short", "year-suffix"),
}
_LISTED = frozenset(["ISBN", "ISSN", "keyword"])
"""Text that Crossref gives as a list."""
_NAME_PARTS = frozenset(["family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"])


def checked_items(items: object, source: str = "") -> list[Item]:
    """The items, copied with ids as text; `ItemError` with every problem, each after `source` and its item."""
    if isinstance(items, Mapping):
        items = [items]
    if isinstance(items, str | bytes) or not isinstance(items, Iterable):
        advice = "; `read_items` reads a file" if isinstance(items, str) and not source else ""
        raise ItemError([_at(source, f"a list of CSL-JSON items is wanted, not {_kind(items)}{advice}")])
    found: list[Item] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        name, wrong = _checked(item, number, first)
        problems += (_at(source, f"{name}: {problem}") for problem in wrong)
        if not wrong:
            found.append(_as_text(item))
    if problems:
        more = [f"… and {len(problems) - _MOST} more"] if len(problems) > _MOST else []
        raise ItemError([*problems[:_MOST], *more])
    return found


def _at(source: str, problem: str) -> str:
    return f"{source}: {problem}" if source else problem


def _checked(item: object, number: int, first: dict[str, int]) -> tuple[str, list[str]]:
    """(what the item is called, its problems)"""
    name = f"item {number}"
    if not isinstance(item, Mapping):
        return name, [f"an object is wanted, not {_kind(item)}"]
    key = item.get("id")
    if key is None or key == "":
        return name, ["it has no id; give it one that no other item has"]
    if not _is_text(key) or _UNPAIRED.search(str(key)):
        return name, [f"id: text is wanted, not {_kind(key) if not isinstance(key, str) else 'half a character'}"]
    before = first.setdefault(str(key), number)
    twice = [f"item {before} has this id too; ids must differ"] if before != number else []
    return f"{name} ({str(key)!r})", [*twice, *_wrong(item)]


def _wrong(item: Item) -> Iterator[str]:
    for variable, value in item.items():
        # Most values are text, which is right everywhere but for names.
        fits = variable not in NAME_VARIABLES if isinstance(value, str) else value is None
        if not fits and (problem := _problem(variable, value)):
            yield f"{variable}: {problem}"


def _problem(variable: str, value: object) -> str:
    if variable in NAME_VARIABLES:
        return _wrong_names(value)
    if variable in DATE_VARIABLES:
        return _wrong_date(value)
    if variable in _LISTED and isinstance(value, list | tuple):
        return "" if all(map(_is_text, value)) else "a list of text is wanted"
    if variable in _TEXTS | _LISTED and not _is_text(value):
        return f"text is wanted, not {_kind(value)}"
    return ""


def _wrong_names(value: Any) -> str:
    if not is_list(value):
        return f"a list of names is wanted, not {_kind(value)}"
    for number, name in enumerate(value, 1):
        if not _is_object(name):
            return f'name {number}: an object like {{"family": …, "given": …}} is wanted, not {_kind(name)}'
        for part, text in name.items():
            if not (isinstance(text, str) or text is None or part not in _NAME_PARTS or _is_text(text)):
                return f"name {number}: {part}: text is wanted, not {_kind(text)}"
    return ""


def _wrong_date(value: Any) -> str:
    if _is_text(value):
        return ""
    if not _is_object(value):
        return f'a date is an object like {{"date-parts": [[2024, 9, 17]]}}, not {_kind(value)}'
    parts = value.get("date-parts")
    if parts is not None and not (is_list(parts) and all(map(_are_parts, parts))):
        return "date-parts: a list of one or two lists like [2024, 9, 17] is wanted"
    return next(
        (
            f"{name}: text is wanted, not {_kind(value[name])}"
            for name in ("raw", "literal", "season")
            if value.get(name) is not None and not _is_text(value[name])
        ),
        "",
    )


def _are_parts(value: Any) -> bool:
    return is_list(value) and all(part is None or _is_text(part) for part in value)


def _is_object(value: object) -> bool:
    return isinstance(value, dict | Mapping)


def _is_text(value: object) -> bool:
    """Text or a number that text can be made of."""
    if isinstance(value, str):
        return True
    if isinstance(value, int):
        return not isinstance(value, bool) and value.bit_length() < _MOST_BITS
    return isinstance(value, float) and value == value  # noqa: PLR0124


def _kind(value: object) -> str:
    """What a value is, in JSON's words."""
    if value is None:
        return "null"
    if isinstance(value, int) and value.bit_length() >= _MOST_BITS:
        return "a number of thousands of digits"
    return _KINDS.get(type(value), "a list" if is_list(value) else type(value).__name__)


_KINDS: Mapping[type, str] = {
    bool: "true or false",
    str: "text",
    int: "a number",
    float: "a number",
    dict: "an object",
}


def _as_text(item: Item) -> Item:
    listed = {
        name: ", ".join(map(str, value)) for name in _LISTED if isinstance(value := item.get(name), list | tuple)
    }
    return {**item, **listed, "id": str(item["id"])}
