"""What a record says, as plain fields that can be compared with what a consumer read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from unicodedata import normalize

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.person import Person

__all__ = ["FIELDS", "Facts", "kind_of", "names", "said", "tidy", "whole_name"]

Facts = Mapping[str, str]
"""Field -> its text; a field that is absent or empty says nothing. Names are joined by " / "."""


def tidy(text: str) -> str:
    """NFC, and any run of blanks is one blank: the only freedom that a consumer has."""
    return " ".join(normalize("NFC", text).split())


def names(people: list[str]) -> str:
    return " / ".join(people)


def whole_name(family: str, suffix: str, given: str) -> str:
    """`de Marmiesse | | Gabriel` without what is empty: family name with its particle, suffix, given names."""
    return " | ".join(tidy(part) for part in (family, suffix, given) if part.strip())


def _spoken(name: Name) -> str:
    if isinstance(name, TeamName):
        return tidy(name.literal)
    return whole_name(name.whole_family, name.suffix, name.given)


def _people(people: tuple[Person, ...]) -> str:
    return names([_spoken(person.name) for person in people])


def _venue(attribute: str) -> Callable[[Record], str]:
    return lambda record: str(getattr(record.venue, attribute) or "") if record.venue else ""


FIELDS: dict[str, Callable[[Record], str]] = {
    "title": lambda record: record.title.plain(math_to_unicode),
    "author": lambda record: _people(record.authors),
    "editor": lambda record: _people(record.editors),
    "date": lambda record: str(record.date or ""),
    "venue": lambda record: record.venue.title.plain(math_to_unicode) if record.venue else "",
    "venue-short": _venue("short"),
    "event": _venue("event"),
    "event-date": _venue("event_dates"),
    "event-place": _venue("event_place"),
    "series": lambda record: record.series,
    "volume": lambda record: record.volume,
    "issue": lambda record: record.version.issue,
    "number": lambda record: record.version.number,
    "pages": lambda record: str(record.version.pages or ""),
    "edition": lambda record: record.version.edition,
    "publisher": lambda record: record.version.institution or record.publisher,
    "place": lambda record: record.publisher_place,
    "doi": lambda record: str(record.doi or ""),
    "url": lambda record: record.url,
    "arxiv": lambda record: str(record.arxiv or ""),
    "arxiv-class": lambda record: str(record.classes[0]) if record.classes else "",
    "isbn": lambda record: record.isbn,
    "issn": _venue("issn"),
    "language": lambda record: record.language,
    "note": lambda record: record.version.note,
    "tags": lambda record: ", ".join(record.tags),
    "abstract": lambda record: record.abstract.plain(math_to_unicode) if record.abstract else "",
    "links": lambda record: " ".join(str(link.url) for link in record.links),
}
"""Each field, with what a record says in it."""


def said(record: Record) -> Facts:
    return {field: text for field, of in FIELDS.items() if (text := tidy(of(record)))}


def kind_of(record: Record) -> str:
    return " ".join(filter(None, (str(record.kind), str(record.version.degree or ""))))
