"""EndNote XML: what EndNote itself exports and imports.

Elements are those of EndNote's RSXML.dtd, reference types its numbers. Of a conference paper, EndNote has the
conference in `secondary-title`, the proceedings in `custom3` and the publisher's place in `custom1`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.elements import Element, Elements, document, element
from kyutai_bib.writers.fields import filled, wanted
from kyutai_bib.writers.plain import abstract, comma_names, container, degree, publisher, title

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: ("34", "Unpublished Work"),
    Kind.CONFERENCE: ("10", "Conference Proceedings"),
    Kind.JOURNAL: ("17", "Journal Article"),
    Kind.CHAPTER: ("5", "Book Section"),
    Kind.BOOK: ("6", "Book"),
    Kind.THESIS: ("32", "Thesis"),
    Kind.REPORT: ("27", "Report"),
    Kind.DATASET: ("59", "Dataset"),
    Kind.SOFTWARE: ("9", "Computer Program"),
    Kind.WEBPAGE: ("12", "Web Page"),
    Kind.UNPUBLISHED: ("34", "Unpublished Work"),
}

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n<records>\n'
_TAIL = "</records>\n</xml>\n"


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, between the lines that begin and end the document."""
    fields = wanted(FIELDS, options, {"ref-type"})

    def element_of(record: Record) -> Element:
        return Element("record", (), tuple(one for some in filled(fields, record).values() for one in some))

    return document(records, element_of, _HEAD, _TAIL)


def entry(record: Record) -> dict[str, Elements]:
    """All that the format says of a record, by element."""
    return filled(FIELDS, record)


def _ref_type(record: Record) -> Elements:
    number, name = TYPES[record.kind]
    return element("ref-type", number, attributes={"name": name})


def _each(name: str, texts: Iterable[str]) -> Elements:
    return tuple(one for text in texts for one in element(name, text))


def _contributors(record: Record) -> Elements:
    return element(
        "contributors",
        element("authors", _each("author", comma_names(record.authors))),
        element("secondary-authors", _each("author", comma_names(record.editors))),
    )


def _titles(record: Record) -> Elements:
    """The journal or the book; of a conference paper the conference; of a book its series."""
    venue = record.venue
    second = record.series if record.kind is Kind.BOOK else container(record)
    if record.kind is Kind.CONFERENCE and venue and venue.event:
        second = venue.event
    return element(
        "titles",
        element("title", title(record)),
        element("secondary-title", second),
        element("tertiary-title", record.series if record.kind in (Kind.CONFERENCE, Kind.CHAPTER) else ""),
        element("alt-title", venue.short if venue else ""),
    )


def _number(record: Record) -> str:
    """Issue of a journal, number of a report or of a preprint elsewhere than on arXiv."""
    release = record.kind in (Kind.DATASET, Kind.SOFTWARE)
    return record.version.issue or ("" if release else record.version.number)


def _edition(record: Record) -> str:
    release = record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""
    return release or record.version.edition


def _dates(record: Record) -> Elements:
    """The year, and month and day as far as they are known: 2024-09-17."""
    date = record.date
    if date is None:
        return ()
    whole = element("pub-dates", element("date", str(date) if date.month else ""))
    return element("dates", element("year", f"{date.year:04}"), whole)


def _place(record: Record) -> str:
    if record.kind is Kind.CONFERENCE:
        return record.venue.event_place if record.venue else ""
    return record.publisher_place


def _isbn(record: Record) -> Elements:
    return element(
        "isbn", (record.venue.issn if record.venue and record.kind is Kind.JOURNAL else "") or record.isbn
    )


def _work_type(record: Record) -> str:
    return "preprint" if record.kind is Kind.PREPRINT else degree(record)


def _accession(record: Record) -> str:
    return f"arXiv:{record.arxiv}" if record.arxiv else ""


def _urls(record: Record) -> Elements:
    pdfs = _each("url", (str(link.url) for link in record.links if link.kind == "pdf"))
    return element("urls", element("related-urls", element("url", record.url)), element("pdf-urls", pdfs))


def _of_conference(value: Callable[[Record], str]) -> Callable[[Record], str]:
    return lambda record: value(record) if record.kind is Kind.CONFERENCE else ""


def _field(name: str, value: Callable[[Record], str]) -> dict[str, Callable[[Record], Elements]]:
    """A field of one element or none, under its name."""
    return {name: lambda record: element(name, value(record))}


FIELDS: dict[str, Callable[[Record], Elements]] = {
    "ref-type": _ref_type,
    "contributors": _contributors,
    "titles": _titles,
    **_field("pages", lambda record: str(record.version.pages or "")),
    **_field("volume", lambda record: record.volume),
    **_field("number", _number),
    **_field("edition", _edition),
    "keywords": lambda record: element("keywords", _each("keyword", record.tags)),
    "dates": _dates,
    **_field("pub-location", _place),
    **_field("publisher", lambda record: record.version.institution or publisher(record)),
    "isbn": _isbn,
    **_field("accession-num", _accession),
    **_field("electronic-resource-num", lambda record: str(record.doi or "")),
    **_field("abstract", abstract),
    **_field("label", lambda record: record.key),
    **_field("notes", lambda record: record.version.note),
    **_field("work-type", _work_type),
    "urls": _urls,
    **_field("custom1", _of_conference(lambda record: record.publisher_place)),
    **_field("custom3", _of_conference(container)),
    **_field("language", lambda record: record.language),
}
"""Each field in the order of printing, with its elements."""
