"""What formats of plain text have in common: titles, names and dates without any markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kyutai_bib.csl.item import GENRES
from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.person import Person

__all__ = [
    "abstract",
    "comma_name",
    "comma_names",
    "container",
    "degree",
    "one_line",
    "publisher",
    "sort_name",
    "title",
]


def title(record: Record) -> str:
    """The title without protection, formulas in Unicode."""
    return record.title.plain(math_to_unicode)


def container(record: Record) -> str:
    """The title of the venue, or nothing."""
    return record.venue.title.plain(math_to_unicode) if record.venue else ""


def abstract(record: Record) -> str:
    """The abstract with its paragraphs, formulas in Unicode, or nothing."""
    return record.abstract.plain(math_to_unicode) if record.abstract else ""


def publisher(record: Record) -> str:
    """Who brought it out: of a preprint on arXiv that is arXiv."""
    return "arXiv" if record.kind is Kind.PREPRINT and record.version.arxiv else record.publisher


def degree(record: Record) -> str:
    """What a thesis is for, in words, or nothing."""
    return GENRES[record.version.degree] if record.version.degree else ""


def comma_name(name: Name) -> str:
    """``de Family, Given, Jr.``; a team ends in a comma, which tells readers that it has no given name.

    A comma inside a name would be read as one between its parts, so it gives way to a space.
    """
    if isinstance(name, TeamName):
        return f"{_no_comma(name.literal)},"
    parts = [_no_comma(part) for part in (name.whole_family, name.given, name.suffix)]
    while not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def sort_name(name: Name) -> str:
    """``de Family, Jr., Given``, as a list is sorted; no commas but these."""
    if isinstance(name, TeamName):
        return _no_comma(name.literal)
    return ", ".join(_no_comma(part) for part in (name.whole_family, name.suffix, name.given) if part)


def comma_names(people: Iterable[Person]) -> list[str]:
    return [comma_name(person.name) for person in people]


def _no_comma(part: str) -> str:
    return re.sub(r"\s*,\s*", " ", part)


def one_line(text: str) -> str:
    """`text` with line breaks and control characters as spaces, for formats in which a line is a field."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
