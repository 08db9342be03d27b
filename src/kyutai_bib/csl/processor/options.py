"""The options of a style (CSL 1.0.2, "Options")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["INHERITABLE", "Options", "options", "scope_attributes", "whole_number"]

INHERITABLE = frozenset(
    [
        "and",
        "delimiter-precedes-et-al",
        "delimiter-precedes-last",
        "et-al-min",
        "et-al-use-first",
        "et-al-use-last",
        "et-al-subsequent-min",
        "et-al-subsequent-use-first",
        "initialize",
        "initialize-with",
        "name-as-sort-order",
        "sort-separator",
        "name-form",
        "name-delimiter",
        "names-delimiter",
    ]
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Options:
    """Global options, and those of `cs:citation` that rendering asks for."""

    marks: str
    english: bool
    french: bool
    note: bool
    demote: str
    initialize_with_hyphen: bool
    page_range_format: str


def options(style: Mapping[str, str], locale: str, marks: str) -> Options:
    """`marks` are the quotation marks of the locale that text of fields may have."""
    return Options(
        marks=marks,
        english=locale.lower().startswith("en"),
        french=locale.lower().startswith("fr"),
        note=style.get("class") == "note",
        demote=style.get("demote-non-dropping-particle", "display-and-sort"),
        initialize_with_hyphen=style.get("initialize-with-hyphen") != "false",
        page_range_format=style.get("page-range-format", ""),
    )


def whole_number(value: str | None, otherwise: int = 0) -> int:
    """The number that an attribute says, spaces round it aside (xs:integer); `otherwise` if it says none."""
    digits = value.strip() if value else ""
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else otherwise


def scope_attributes(*levels: Mapping[str, str]) -> dict[str, str]:
    """Inheritable name options of `cs:style`, then of `cs:citation` or `cs:bibliography`."""
    found: dict[str, str] = {}
    for level in levels:
        found.update({name: value for name, value in level.items() if name in INHERITABLE})
    return found
