"""Zotero RDF: the format that Zotero exports to move a library, and what carries most into it.

Item types are Zotero's own; where a property goes is as Zotero's translator for RDF reads it (it takes the
archive of a preprint from `dc:publisher` and its id from `prism:number`). Tags arrive as tags, links as linked
attachments, a note as a note, key and arXiv id in Extra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import TeamName
from kyutai_bib.model.paper import Link, Record
from kyutai_bib.model.person import Person
from kyutai_bib.writers import Options
from kyutai_bib.writers.elements import Element, Elements, document, element
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import abstract, container, degree, publisher, title

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: ("preprint", "rdf:Description"),
    Kind.CONFERENCE: ("conferencePaper", "rdf:Description"),
    Kind.JOURNAL: ("journalArticle", "bib:Article"),
    Kind.CHAPTER: ("bookSection", "bib:BookSection"),
    Kind.BOOK: ("book", "bib:Book"),
    Kind.THESIS: ("thesis", "bib:Thesis"),
    Kind.REPORT: ("report", "bib:Report"),
    Kind.DATASET: ("dataset", "rdf:Description"),
    Kind.SOFTWARE: ("computerProgram", "bib:Data"),
    Kind.WEBPAGE: ("webpage", "bib:Document"),
    Kind.UNPUBLISHED: ("manuscript", "bib:Manuscript"),
}
"""Each kind with Zotero's item type and the element that Zotero writes for it."""

_CONTAINERS = {Kind.CONFERENCE: "bib:Journal", Kind.JOURNAL: "bib:Journal", Kind.CHAPTER: "bib:Book"}
_LINKED = "3"
"""Zotero's mode of an attachment that is an address and no file."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#">
"""
_TAIL = "</rdf:RDF>\n"


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, between the lines that begin and end the document."""
    fields = wanted(FIELDS, options, {"itemType"})
    return document(records, lambda record: _resource(record, fields), _HEAD, _TAIL)


def entry(record: Record) -> dict[str, Elements]:
    """All that the format says of a record, by Zotero's field."""
    return filled(FIELDS, record)


def _resource(record: Record, fields: Fields[Elements]) -> Element:
    children = tuple(one for some in filled(fields, record).values() for one in some)
    return Element(TYPES[record.kind][1], (("rdf:about", f"#{record.key}"),), children)


def _field(name: str, property_: str, value: Callable[[Record], str]) -> dict[str, Callable[[Record], Elements]]:
    return {name: lambda record: element(property_, value(record))}


def _people(property_: str, people: Iterable[Person]) -> Elements:
    return element(property_, element("rdf:Seq", tuple(one for person in people for one in _person(person))))


def _person(person: Person) -> Elements:
    """Zotero has no suffix and no particle; a team is a surname alone, which it takes for a body."""
    name = person.name
    if isinstance(name, TeamName):
        return element("rdf:li", element("foaf:Person", element("foaf:surname", name.literal)))
    parts = (*element("foaf:surname", name.whole_family), *element("foaf:givenName", name.given))
    return element("rdf:li", element("foaf:Person", parts))


def _authors(record: Record) -> Elements:
    """Software has programmers in Zotero, and no authors."""
    return _people("z:programmers" if record.kind is Kind.SOFTWARE else "bib:authors", record.authors)


def _part_of(record: Record) -> Elements:
    """The journal or book with its series, or the series of a book itself."""
    series = element("dcterms:isPartOf", element("bib:Series", element("dc:title", record.series)))
    if record.venue is None or record.kind not in _CONTAINERS:
        return series
    held = element(
        _CONTAINERS[record.kind],
        element("dc:title", container(record)),
        element("dcterms:alternative", record.venue.short),
        element("prism:volume", record.volume),
        element("prism:number", record.version.issue),
        _identifier("ISSN", record.venue.issn),
        _identifier("ISBN", record.isbn),
        series,
    )
    return element("dcterms:isPartOf", held)


def _identifier(name: str, value: str) -> Elements:
    return element("dc:identifier", f"{name} {value}") if value else ()


def _of_whole(value: Callable[[Record], Elements]) -> Callable[[Record], Elements]:
    """A property of the work itself where no container has it."""
    return lambda record: () if record.kind in _CONTAINERS else value(record)


def _publisher(record: Record) -> Elements:
    place = element("vcard:adr", element("vcard:Address", element("vcard:locality", record.publisher_place)))
    name = element("foaf:name", record.version.institution or publisher(record))
    return element("dc:publisher", element("foaf:Organization", place, name))


def _conference(record: Record) -> Elements:
    event = record.venue.event if record.venue and record.kind is Kind.CONFERENCE else ""
    return element("bib:presentedAt", element("bib:Conference", element("dc:title", event)))


def _number(record: Record) -> Elements:
    version = record.version
    if record.kind is Kind.PREPRINT and version.arxiv:
        return element("prism:number", f"arXiv:{version.arxiv}")
    return element("prism:number", version.number if record.kind in (Kind.PREPRINT, Kind.REPORT) else "")


def _edition(record: Record) -> str:
    release = record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""
    return release or record.version.edition


def _url(address: str) -> Elements:
    return element("dc:identifier", element("dcterms:URI", element("rdf:value", address)))


def _extra(record: Record) -> str:
    subject = f" [{record.classes[0]}]" if record.classes else ""
    arxiv = [f"arXiv:{record.arxiv}{subject}"] if record.arxiv else []
    return "\n".join([f"Citation Key: {record.key}", *arxiv])


def _note(record: Record) -> Elements:
    """A note of Zotero's is HTML."""
    note = record.version.note
    memo = element("bib:Memo", element("rdf:value", f"<p>{escape(note)}</p>" if note else ""))
    return element("dcterms:isReferencedBy", memo)


def _links(record: Record) -> Elements:
    return tuple(one for link in record.links for one in element("link:link", _attachment(link)))


def _attachment(link: Link) -> Elements:
    named = ": ".join(filter(None, (link.kind, link.label)))
    return element(
        "z:Attachment",
        element("z:itemType", "attachment"),
        element("dc:title", named),
        _url(str(link.url)),
        element("z:linkMode", _LINKED),
    )


FIELDS: dict[str, Callable[[Record], Elements]] = {
    **_field("itemType", "z:itemType", lambda record: TYPES[record.kind][0]),
    **_field("title", "dc:title", title),
    "creators": _authors,
    "editors": lambda record: _people("bib:editors", record.editors),
    "publicationTitle": _part_of,
    "conferenceName": _conference,
    **_field("date", "dc:date", lambda record: str(record.date or "")),
    **_field("type", "z:type", degree),
    **_field("pages", "bib:pages", lambda record: str(record.version.pages or "")),
    "volume": _of_whole(lambda record: element("prism:volume", record.volume)),
    "number": _number,
    **_field("edition", "prism:edition", _edition),
    "publisher": _publisher,
    "DOI": lambda record: _identifier("DOI", str(record.doi or "")),
    "ISBN": _of_whole(lambda record: _identifier("ISBN", record.isbn)),
    "url": lambda record: _url(record.url),
    **_field("language", "z:language", lambda record: record.language),
    "tags": lambda record: tuple(one for tag in record.tags for one in element("dc:subject", tag)),
    **_field("abstractNote", "dcterms:abstract", abstract),
    **_field("extra", "dc:description", _extra),
    "notes": _note,
    "attachments": _links,
}
"""Each of Zotero's fields in the order of printing, with its elements."""
