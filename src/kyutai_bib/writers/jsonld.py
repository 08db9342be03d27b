"""JSON-LD in the vocabulary of schema.org, for the page of a paper or of a list of papers.

Types and properties are those of https://schema.org; a paper is a ScholarlyArticle. The text may stand in a
`<script type="application/ld+json">` as it is: no "<" is left in it that could end the script.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import TeamName
from kyutai_bib.model.paper import Link, Record
from kyutai_bib.model.person import Person
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import filled, wanted
from kyutai_bib.writers.plain import abstract, container, degree, publisher, title

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "ScholarlyArticle",
    Kind.CONFERENCE: "ScholarlyArticle",
    Kind.JOURNAL: "ScholarlyArticle",
    Kind.CHAPTER: "Chapter",
    Kind.BOOK: "Book",
    Kind.THESIS: "Thesis",
    Kind.REPORT: "Report",
    Kind.DATASET: "Dataset",
    Kind.SOFTWARE: "SoftwareSourceCode",
    Kind.WEBPAGE: "WebPage",
    Kind.UNPUBLISHED: "CreativeWork",
}
_STATUS = {Kind.PREPRINT: "Preprint", Kind.UNPUBLISHED: "Unpublished"}
_CONTAINERS = {Kind.CONFERENCE: "Book", Kind.JOURNAL: "Periodical", Kind.CHAPTER: "Book"}
_ALWAYS = frozenset({"@type"})

Properties = dict[str, Any]


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record. The comma has a line of its own, so that a new paper changes no other line."""
    fields = wanted(FIELDS, options, _ALWAYS)
    separator = '{"@context": "https://schema.org", "@graph": [\n'
    for record in records:
        yield separator + _laid_out(filled(fields, record))
        separator = ",\n"
    yield "]}\n" if separator == ",\n" else f"{separator}]}}\n"


def entry(record: Record) -> Properties:
    """All that the format says of a record, by property."""
    return filled(FIELDS, record)


def _laid_out(properties: Properties) -> str:
    """An object with a property a line."""
    lines = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in properties.items())
    return f"{{\n{lines}\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _filled(properties: Properties) -> Properties:
    return {name: value for name, value in properties.items() if value}


def _people(people: Iterable[Person]) -> list[Properties]:
    return [_filled(_name(person)) for person in people]


def _name(person: Person) -> Properties:
    name = person.name
    identity = {"@id": f"https://orcid.org/{person.orcid}" if person.orcid else "", "url": str(person.url or "")}
    if isinstance(name, TeamName):
        return {"@type": "Organization", "name": name.literal, **identity}
    return {
        "@type": "Person",
        "name": name.display_form,
        "familyName": name.whole_family,
        "givenName": name.given,
        "honorificSuffix": name.suffix,
        **identity,
    }


def _organization(name: str, place: str = "") -> Properties:
    if not (name or place):
        return {}
    return _filled({"@type": "Organization", "name": name, "location": place})


def _publisher(record: Record) -> Properties:
    return _organization(publisher(record), record.publisher_place)


def _source(record: Record) -> Properties:
    """Who a thesis or report was written at."""
    return _organization(record.version.institution)


def _part_of(record: Record) -> Properties:
    """The issue of the journal, or the book with its series and the conference that it records."""
    venue = record.venue
    if venue is None:
        return _series(record)
    held = _filled(
        {
            "@type": _CONTAINERS.get(record.kind, "CreativeWork"),
            "name": container(record),
            "alternateName": venue.short,
            "editor": _people(venue.editors),
            "issn": venue.issn,
            "isbn": record.isbn,
            "recordedAt": _event(record),
            "isPartOf": _series(record),
            **_identified(str(venue.doi or "")),
            "url": str(venue.url or ""),
        }
    )
    if record.kind is not Kind.JOURNAL:
        return _filled({**held, "volumeNumber": record.volume})
    return _in_volume(record, held)


def _in_volume(record: Record, held: Properties) -> Properties:
    volume = (
        {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": held} if record.volume else held
    )
    issue = record.version.issue
    return {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": volume} if issue else volume


def _series(record: Record) -> Properties:
    return {"@type": "CreativeWorkSeries", "name": record.series} if record.series else {}


def _event(record: Record) -> Properties:
    venue = record.venue
    if venue is None or not (venue.event or venue.event_dates or venue.event_place):
        return {}
    dates = venue.event_dates
    ends = {"startDate": str(dates.start), "endDate": str(dates.end)} if dates else {}
    return _filled({"@type": "Event", "name": venue.event, **ends, "location": venue.event_place})


def _identified(doi: str) -> Properties:
    return {"sameAs": f"https://doi.org/{doi}"} if doi else {}


def _identifiers(record: Record) -> list[Properties]:
    values = {
        "citation-key": record.key,
        "doi": str(record.doi or ""),
        "arxiv": str(record.arxiv or ""),
        "number": record.version.number,
    }
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in _filled(values).items()
    ]


def _links(record: Record) -> list[Properties]:
    return [_link(link) for link in record.links]


def _link(link: Link) -> Properties:
    return _filled({"@type": "CreativeWork", "genre": link.kind, "name": link.label, "url": str(link.url)})


def _of_whole(value: Callable[[Record], str]) -> Callable[[Record], str]:
    """A property of the work itself where no venue has it."""
    return lambda record: "" if record.venue else value(record)


def _release(record: Record) -> str:
    return record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""


FIELDS: dict[str, Callable[[Record], Any]] = {
    "@type": lambda record: TYPES[record.kind],
    "name": title,
    "author": lambda record: _people(record.authors),
    "datePublished": lambda record: str(record.date or ""),
    "dateModified": lambda record: str(record.version.updated or ""),
    "creativeWorkStatus": lambda record: _STATUS.get(record.kind, ""),
    "identifier": _identifiers,
    "url": lambda record: record.url,
    "sameAs": lambda record: f"https://doi.org/{record.doi}" if record.doi else "",
    "isPartOf": _part_of,
    "pageStart": lambda record: record.version.pages.first if record.version.pages else "",
    "pageEnd": lambda record: record.version.pages.last if record.version.pages else "",
    "volumeNumber": _of_whole(lambda record: record.volume),
    "issueNumber": _of_whole(lambda record: record.version.issue),
    "bookEdition": lambda record: record.version.edition,
    "version": _release,
    "isbn": _of_whole(lambda record: record.isbn),
    "publisher": _publisher,
    "sourceOrganization": _source,
    "inSupportOf": degree,
    "inLanguage": lambda record: record.language,
    "keywords": lambda record: list(record.tags),
    "about": lambda record: [f"arXiv:{name}" for name in record.classes],
    "subjectOf": _links,
    "comment": lambda record: record.version.note,
    "abstract": abstract,
}
"""Each property in the order of printing."""
