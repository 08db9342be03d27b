"""CITATION.cff, for GitHub and Zenodo: the Citation File Format, version 1.2.0.

The file is for a repository of software. The first record is what people shall cite, `preferred-citation`; the
others are `references`. Fields are those of the format's schema guide; what its schema has no place for, such
as a DOI with signs that its pattern does not know, is an identifier of type "other".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day  # `date` is what our own dates are called here
from typing import Any

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import TeamName
from kyutai_bib.model.paper import Link, Record
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import abstract, container, degree, publisher, title
from kyutai_bib.writers.yaml_text import yaml_text

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "generic",
    Kind.CONFERENCE: "conference-paper",
    Kind.JOURNAL: "article",
    Kind.CHAPTER: "generic",
    Kind.BOOK: "book",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.DATASET: "data",
    Kind.SOFTWARE: "software",
    Kind.WEBPAGE: "website",
    Kind.UNPUBLISHED: "unpublished",
}
"""GitHub makes BibTeX of them: @misc of `generic`, as is right for a preprint."""

_DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
"""The DOIs that the schema knows."""

_ALWAYS = frozenset({"type", "title", "authors"})


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record; nothing without records, since a file without a title is none."""
    fields = wanted(FIELDS, options, _ALWAYS)
    begin: Callable[[Record, Fields[Any]], str] = _first
    for record in records:
        yield begin(record, fields)
        begin = _second if begin is _first else _other


def entry(record: Record) -> dict[str, Any]:
    """All that the format says of a record, by field."""
    return filled(FIELDS, record)


def _first(record: Record, fields: Fields[Any]) -> str:
    """What the file begins with, and the first record."""
    citation = filled(fields, record)
    head = {
        "cff-version": "1.2.0",
        "message": "If you use this work, please cite it as in preferred-citation.",
        "title": citation["title"],
        "authors": citation["authors"],
        "repository-code": next((str(link.url) for link in record.links if link.kind == "code"), ""),
        "preferred-citation": citation,
    }
    return yaml_text({name: value for name, value in head.items() if value})


def _second(record: Record, fields: Fields[Any]) -> str:
    return "references:\n" + _other(record, fields)


def _other(record: Record, fields: Fields[Any]) -> str:
    return yaml_text([filled(fields, record)])


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    """Namesakes are told apart by their id as alias: the schema wants all of a list to differ."""
    read = [(person.id, _filled(_name(person))) for person in people]
    times = Counter(tuple(parts.items()) for _, parts in read)
    return [{**parts, "alias": id_} if times[tuple(parts.items())] > 1 else parts for id_, parts in read]


def _name(person: Person) -> dict[str, str]:
    name = person.name
    identity = {
        "orcid": f"https://orcid.org/{person.orcid}" if person.orcid else "",
        "website": str(person.url or ""),
    }
    if isinstance(name, TeamName):
        return {"name": name.literal, **identity}
    joined = name.whole_family == name.particle + name.family
    return {
        "family-names": name.whole_family if joined else name.family,
        "given-names": name.given,
        "name-particle": "" if joined else name.particle,
        "name-suffix": name.suffix,
        **identity,
    }


def _filled(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _entity(name: str, **more: str | Day | None) -> dict[str, Any]:
    """A body; the schema has none without a name."""
    return (
        _filled({"name": name, **{part.replace("_", "-"): value for part, value in more.items()}}) if name else {}
    )


def _conference(record: Record) -> dict[str, Any]:
    if record.venue is None or record.kind is not Kind.CONFERENCE:
        return {}
    start, end = _ends(record.venue.event_dates)
    return _entity(record.venue.event, location=record.venue.event_place, date_start=start, date_end=end)


def _ends(dates: DateRange | None) -> tuple[Day | None, Day | None]:
    return (_day(dates.start), _day(dates.end)) if dates else (None, None)


def _day(date: PartialDate | None) -> Day | None:
    """A date of the format is a day, and in YAML a date, not a text: citation-js stops at a text."""
    return Day.fromisoformat(str(date)) if date and date.day else None


def _collection(record: Record) -> str:
    return record.series if record.kind is Kind.BOOK else container(record)


def _doi(text: str) -> str:
    return text if _DOI.fullmatch(text) else ""


def _identifiers(record: Record) -> list[dict[str, str]]:
    doi = str(record.doi or "")
    found = [
        *([] if _doi(doi) or not doi else [{"type": "other", "value": f"doi:{doi}", "description": "DOI"}]),
        *([{"type": "other", "value": f"arXiv:{record.arxiv}", "description": "arXiv"}] if record.arxiv else []),
        *map(_link, record.links),
    ]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _link(link: Link) -> dict[str, str]:
    return {"type": "url", "value": str(link.url), "description": ": ".join(filter(None, (link.kind, link.label)))}


def _number(record: Record) -> str:
    return "" if record.kind in (Kind.DATASET, Kind.SOFTWARE) else record.version.number


def _version(record: Record) -> str:
    return record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""


def _publisher(record: Record) -> dict[str, str]:
    return _entity(publisher(record), location=record.publisher_place)


FIELDS: dict[str, Callable[[Record], Any]] = {
    "type": lambda record: TYPES[record.kind],
    "title": title,
    "authors": lambda record: _people(record.authors),
    "editors": lambda record: _people(record.editors),
    "status": lambda record: "preprint" if record.kind is Kind.PREPRINT else "",
    "journal": lambda record: container(record) if record.kind is Kind.JOURNAL else "",
    "collection-title": lambda record: "" if record.kind is Kind.JOURNAL else _collection(record),
    "collection-doi": lambda record: _doi(str(record.venue.doi or "")) if record.venue else "",
    "conference": _conference,
    "institution": lambda record: _entity(record.version.institution),
    "thesis-type": degree,
    "publisher": _publisher,
    "volume": lambda record: record.volume,
    "issue": lambda record: record.version.issue,
    "number": _number,
    "version": _version,
    "edition": lambda record: record.version.edition,
    "start": lambda record: record.version.pages.first if record.version.pages else "",
    "end": lambda record: record.version.pages.last if record.version.pages else "",
    "year": lambda record: record.date.year if record.date else 0,
    "month": lambda record: record.date.month if record.date else 0,
    "date-published": lambda record: _day(record.date),
    "doi": lambda record: _doi(str(record.doi or "")),
    "url": lambda record: record.url,
    "issn": lambda record: record.venue.issn if record.venue else "",
    "isbn": lambda record: record.isbn,
    "identifiers": _identifiers,
    "languages": lambda record: [record.language.partition("-")[0]] if record.language else [],
    "keywords": lambda record: list(dict.fromkeys(record.tags)),
    "notes": lambda record: record.version.note,
    "abstract": abstract,
}
"""Each field in the order of printing."""
