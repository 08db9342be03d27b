"""MODS, for libraries and bibutils: the Metadata Object Description Schema of the Library of Congress, 3.8.

The kind of work is a `genre` in words; that of the host too, in the terms that bibutils knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Link, Record
from kyutai_bib.model.person import Person
from kyutai_bib.writers import Options
from kyutai_bib.writers.elements import Element, Elements, document, element
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import abstract, container, degree, publisher, title

__all__ = ["FIELDS", "entry", "write"]

GENRES = {
    Kind.PREPRINT: "preprint",
    Kind.CONFERENCE: "conference paper",
    Kind.JOURNAL: "journal article",
    Kind.CHAPTER: "book chapter",
    Kind.BOOK: "book",
    Kind.THESIS: "thesis",
    Kind.REPORT: "technical report",
    Kind.DATASET: "dataset",
    Kind.SOFTWARE: "software",
    Kind.WEBPAGE: "web page",
    Kind.UNPUBLISHED: "unpublished",
}
_HOSTS = {Kind.CONFERENCE: "conference publication", Kind.JOURNAL: "academic journal", Kind.CHAPTER: "book"}

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
"""
_TAIL = "</modsCollection>\n"


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, between the lines that begin and end the document."""
    fields = wanted(FIELDS, options, {"genre"})
    return document(records, lambda record: _mods(record, fields), _HEAD, _TAIL)


def entry(record: Record) -> dict[str, Elements]:
    """All that the format says of a record, by field."""
    return {"ID": element("ID", record.key), **filled(FIELDS, record)}


def _mods(record: Record, fields: Fields[Elements]) -> Element:
    """The key is its ID, unless XML has no such ID; it is an identifier in any case."""
    children = tuple(child for value in filled(fields, record).values() for child in value)
    key = record.key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", record.key) else ""
    return Element("mods", (("ID", key),) if key else (), children)


def _typed(name: str, type_: str, text: str) -> Elements:
    return element(name, text, attributes={"type": type_})


def _each(elements: Iterable[Elements]) -> Elements:
    return tuple(one for some in elements for one in some)


def _names(people: Iterable[Person], role: str) -> Elements:
    return _each(_name(person, role) for person in people)


def _name(person: Person, role: str) -> Elements:
    term = element("role", element("roleTerm", role, attributes={"type": "text", "authority": "marcrelator"}))
    orcid = _typed("nameIdentifier", "orcid", str(person.orcid or ""))
    kind = "corporate" if isinstance(person.name, TeamName) else "personal"
    return element("name", _parts(person.name), term, orcid, attributes={"type": kind})


def _parts(name: Name) -> Elements:
    if isinstance(name, TeamName):
        return element("namePart", name.literal)
    return (
        *_typed("namePart", "given", name.given),
        *_typed("namePart", "family", name.whole_family),
        *_typed("namePart", "termsOfAddress", name.suffix),
    )


def _body(name: str, role: str) -> Elements:
    """A publishing or conferring body, as bibutils knows them."""
    term = element("role", element("roleTerm", role, attributes={"type": "text"}))
    return element("name", element("namePart", name), term, attributes={"type": "corporate"}) if name else ()


def _origin(record: Record) -> Elements:
    return element(
        "originInfo",
        element("place", _typed("placeTerm", "text", record.publisher_place)),
        element("publisher", publisher(record)),
        element("dateIssued", str(record.date or ""), attributes={"encoding": "w3cdtf"}),
        element("dateModified", str(record.version.updated or ""), attributes={"encoding": "w3cdtf"}),
        element("edition", record.version.edition),
    )


def _host(record: Record) -> Elements:
    """What contains the work, and where in it."""
    venue = record.venue
    if venue is None:
        return ()
    genre = _HOSTS.get(record.kind, "")
    return element(
        "relatedItem",
        element("titleInfo", element("title", container(record))),
        _typed_title(venue.short),
        _names(venue.editors, "editor"),
        element("genre", genre, attributes={"authority": "bibutilsgt" if "journal" in genre else "marcgt"}),
        _conference(record),
        _typed("identifier", "issn", venue.issn),
        _typed("identifier", "isbn", record.isbn),
        _typed("identifier", "doi", str(venue.doi or "")),
        element("location", element("url", str(venue.url or ""))),
        attributes={"type": "host"},
    )


def _typed_title(short: str) -> Elements:
    return element("titleInfo", element("title", short), attributes={"type": "abbreviated"}) if short else ()


def _conference(record: Record) -> Elements:
    """The event as a name, its dates as a part of the name, its place as a note."""
    venue = record.venue
    if venue is None:
        return ()
    dates = _typed("namePart", "date", str(venue.event_dates or ""))
    named = element("name", element("namePart", venue.event), dates, attributes={"type": "conference"})
    return (*named, *element("note", venue.event_place, attributes={"type": "venue"}))


def _part(record: Record) -> Elements:
    pages = record.version.pages
    extent = element(
        "extent",
        element("start", pages.first if pages else ""),
        element("end", pages.last if pages else ""),
        attributes={"unit": "page"},
    )
    return element("part", _detail("volume", record.volume), _detail("issue", record.version.issue), extent)


def _detail(type_: str, number: str) -> Elements:
    return element("detail", element("number", number), attributes={"type": type_}) if number else ()


def _series(record: Record) -> Elements:
    return element("relatedItem", _title(record.series), attributes={"type": "series"}) if record.series else ()


def _title(text: str) -> Elements:
    return element("titleInfo", element("title", text))


def _identifiers(record: Record) -> Elements:
    return (
        *_typed("identifier", "citekey", record.key),
        *_typed("identifier", "doi", str(record.doi or "")),
        *_typed("identifier", "arxiv", str(record.arxiv or "")),
        *_typed("identifier", "isbn", "" if record.venue else record.isbn),
        *_typed("identifier", "report number", record.version.number),
    )


def _links(record: Record) -> Elements:
    return _each(_link(link) for link in record.links)


def _link(link: Link) -> Elements:
    """The kind of the link is its note, since `displayLabel` is for people."""
    location = element("location", element("url", str(link.url), attributes={"displayLabel": link.label}))
    note = element("note", link.kind)
    return element("relatedItem", location, note, attributes={"type": "references"})


def _subjects(record: Record) -> Elements:
    tags = _each(element("subject", element("topic", tag)) for tag in record.tags)
    classes = _each(
        element("classification", str(name), attributes={"authority": "arxiv"}) for name in record.classes
    )
    return (*tags, *classes)


def _genre(record: Record) -> Elements:
    return (*element("genre", GENRES[record.kind]), *_typed("genre", "degree", degree(record)))


FIELDS: dict[str, Callable[[Record], Elements]] = {
    "title": lambda record: _title(title(record)),
    "author": lambda record: _names(record.authors, "author"),
    "institution": lambda record: _body(record.version.institution, "degree grantor"),
    "genre": _genre,
    "originInfo": _origin,
    "language": lambda record: element(
        "language", element("languageTerm", record.language, attributes={"type": "code", "authority": "rfc5646"})
    ),
    "abstract": lambda record: element("abstract", abstract(record)),
    "note": lambda record: element("note", record.version.note),
    "subject": _subjects,
    "host": _host,
    "series": _series,
    "part": _part,
    "identifier": _identifiers,
    "location": lambda record: element("location", element("url", record.url)),
    "links": _links,
}
"""Each field in the order of printing, with its elements."""
