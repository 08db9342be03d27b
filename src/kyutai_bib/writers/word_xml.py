"""Word's bibliography: sources as Word keeps them and as its Source Manager opens them.

Elements are those of ECMA-376, part 1, section 22.6 ("Bibliography"), and `DOI`, which Word added later. Word
has no preprint, no thesis and no data: it prints a preprint best as a document of a web site, a thesis as a
report with a `ThesisType`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.person import Person
from kyutai_bib.writers import Options
from kyutai_bib.writers.elements import Element, Elements, document, element
from kyutai_bib.writers.fields import filled, wanted
from kyutai_bib.writers.plain import container, degree, publisher, title

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "DocumentFromInternetSite",
    Kind.CONFERENCE: "ConferenceProceedings",
    Kind.JOURNAL: "JournalArticle",
    Kind.CHAPTER: "BookSection",
    Kind.BOOK: "Book",
    Kind.THESIS: "Report",
    Kind.REPORT: "Report",
    Kind.DATASET: "ElectronicSource",
    Kind.SOFTWARE: "ElectronicSource",
    Kind.WEBPAGE: "InternetSite",
    Kind.UNPUBLISHED: "Misc",
}
_MEDIA = {
    Kind.PREPRINT: "Preprint",
    Kind.DATASET: "Dataset",
    Kind.SOFTWARE: "Software",
    Kind.UNPUBLISHED: "Unpublished",
}

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
"""
_TAIL = "</b:Sources>\n"


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, between the lines that begin and end the document."""
    fields = wanted(FIELDS, options, {"Tag", "SourceType"})

    def element_of(record: Record) -> Element:
        return Element("b:Source", (), tuple(one for some in filled(fields, record).values() for one in some))

    return document(records, element_of, _HEAD, _TAIL)


def entry(record: Record) -> dict[str, Elements]:
    """All that the format says of a record, by element."""
    return filled(FIELDS, record)


def _people(role: str, people: Sequence[Person]) -> Elements:
    """A role has a list of persons or one body; a team among others is a person of one name."""
    names = [person.name for person in people]
    if len(names) == 1 and isinstance(names[0], TeamName):
        return element(f"b:{role}", element("b:Corporate", names[0].literal))
    persons = tuple(one for name in names for one in element("b:Person", _parts(name)))
    return element(f"b:{role}", element("b:NameList", persons))


def _parts(name: Name) -> Elements:
    if isinstance(name, TeamName):
        return element("b:Last", name.literal)
    return (*element("b:Last", name.whole_family), *element("b:First", name.given))


def _authors(record: Record) -> Elements:
    return element("b:Author", _people("Author", record.authors), _people("Editor", record.editors))


def _of(*kinds: Kind) -> Callable[[Callable[[Record], str]], Callable[[Record], str]]:
    """A value that only these kinds have."""
    return lambda value: lambda record: value(record) if record.kind in kinds else ""


def _standard_number(record: Record) -> str:
    """One element for the number of a report, an ISBN and an ISSN."""
    report = record.version.number if record.kind is Kind.REPORT else ""
    return report or record.isbn or (record.venue.issn if record.venue else "")


def _publisher(record: Record) -> str:
    """A preprint's archive is the title of the web site."""
    return "" if record.kind in (Kind.PREPRINT, Kind.WEBPAGE) else record.publisher


def _field(name: str, value: Callable[[Record], str]) -> dict[str, Callable[[Record], Elements]]:
    """A field of one element or none; its name is the element's."""
    return {name: lambda record: element(f"b:{name}", value(record))}


FIELDS: dict[str, Callable[[Record], Elements]] = {
    **_field("Tag", lambda record: record.key),
    **_field("SourceType", lambda record: TYPES[record.kind]),
    "Author": _authors,
    **_field("Title", title),
    **_field("JournalName", _of(Kind.JOURNAL)(container)),
    **_field("ConferenceName", _of(Kind.CONFERENCE)(container)),
    **_field("BookTitle", _of(Kind.CHAPTER)(container)),
    **_field("InternetSiteTitle", _of(Kind.PREPRINT, Kind.WEBPAGE)(publisher)),
    **_field("Institution", lambda record: record.version.institution),
    **_field("ThesisType", degree),
    **_field("Medium", lambda record: _MEDIA.get(record.kind, "")),
    **_field("Year", lambda record: f"{record.date.year:04}" if record.date else ""),
    **_field("Month", lambda record: f"{record.date.month}" if record.date and record.date.month else ""),
    **_field("Day", lambda record: f"{record.date.day}" if record.date and record.date.day else ""),
    **_field("Pages", lambda record: str(record.version.pages or "")),
    **_field("Volume", lambda record: record.volume),
    **_field("Issue", lambda record: record.version.issue),
    **_field("Edition", lambda record: record.version.edition),
    **_field("Version", _of(Kind.DATASET, Kind.SOFTWARE)(lambda record: record.version.number)),
    **_field("Publisher", _publisher),
    **_field("City", lambda record: record.publisher_place),
    **_field("StandardNumber", _standard_number),
    **_field("DOI", lambda record: str(record.doi or "")),
    **_field("URL", lambda record: record.url),
    **_field("Comments", lambda record: record.version.note),
}
"""Each field in the order of printing, with its elements."""
