"""RIS, for Zotero, EndNote and Mendeley: a tag a line.

Tags are those of the RIS specification (Research Information Systems, 2001) as EndNote and Zotero use them by
type; what no tag is for stays out. A preprint is an `UNPD` that says so in `M2`: Zotero makes a Preprint of
it, and it is the one type that every reader knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import abstract, comma_names, container, degree, one_line, publisher, title

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "UNPD",
    Kind.CONFERENCE: "CONF",
    Kind.JOURNAL: "JOUR",
    Kind.CHAPTER: "CHAP",
    Kind.BOOK: "BOOK",
    Kind.THESIS: "THES",
    Kind.REPORT: "RPRT",
    Kind.DATASET: "DATA",
    Kind.SOFTWARE: "COMP",
    Kind.WEBPAGE: "ELEC",
    Kind.UNPUBLISHED: "UNPD",
}

_ALWAYS = frozenset({"TY"})


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, records separated by a blank line."""
    fields = wanted(FIELDS, options, _ALWAYS)
    separator = ""
    for record in records:
        lines = [f"{tag}  - {value}\n" for tag, values in _tags(record, fields).items() for value in values]
        yield f"{separator}{''.join(lines)}ER  - \n"
        separator = "\n"


def entry(record: Record) -> dict[str, list[str]]:
    """All that the format says of a record, by tag."""
    return _tags(record, FIELDS)


def _tags(record: Record, fields: Fields[list[str]]) -> dict[str, list[str]]:
    """The tags with their values, each on one line."""
    return {tag: list(map(one_line, values)) for tag, values in filled(fields, record).items()}


def _in(*kinds: Kind, otherwise: bool = False) -> frozenset[Kind]:
    return frozenset(kind for kind in Kind if (kind in kinds) is not otherwise)


def _only(kinds: frozenset[Kind], record: Record, value: str) -> list[str]:
    return _list(value if record.kind in kinds else "")


def _list(value: str) -> list[str]:
    return [value] if value else []


_CONFERENCE = _in(Kind.CONFERENCE)
_IN_BOOKS = _in(Kind.CONFERENCE, Kind.CHAPTER)


def _secondary_title(record: Record) -> list[str]:
    """The journal or the book; of a conference paper the conference; of a book its series."""
    if record.kind is Kind.BOOK:
        return _list(record.series)
    if record.kind is Kind.CONFERENCE and record.venue and record.venue.event:
        return [record.venue.event]
    return _list(container(record))


def _day(record: Record) -> list[str]:
    """YYYY/MM/DD/; parts that are not known are empty."""
    if not (record.date and record.date.month):
        return []
    day = f"{record.date.day:02}" if record.date.day else ""
    return [f"{record.date.year:04}/{record.date.month:02}/{day}"]


def _extra(record: Record) -> list[str]:
    kind = ["Type: preprint"] if record.kind is Kind.PREPRINT else []
    subject = f" [{record.classes[0]}]" if record.classes else ""
    return [*kind, f"arXiv:{record.arxiv}{subject}"] if record.arxiv else kind


def _serial_number(record: Record) -> list[str]:
    """ISSN of a journal, number of a report, else ISBN: a reader takes one."""
    if record.kind is Kind.REPORT:
        return _list(record.version.number)
    issn = record.venue.issn if record.venue and record.kind is Kind.JOURNAL else ""
    return _list(issn or record.isbn)


def _edition(record: Record) -> list[str]:
    release = record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""
    return _list(release or record.version.edition)


def _place(record: Record) -> list[str]:
    """Of a conference paper where the conference was; there the publisher's place is in C1."""
    if record.kind is Kind.CONFERENCE:
        return _list(record.venue.event_place if record.venue else "")
    return _list(record.publisher_place)


def _publisher(record: Record) -> list[str]:
    return _list(record.version.institution or publisher(record))


FIELDS = {
    "TY": lambda record: [TYPES[record.kind]],
    "ID": lambda record: [record.key],
    "AU": lambda record: comma_names(record.authors),
    "TI": lambda record: [title(record)],
    "T2": _secondary_title,
    "J2": lambda record: _list(record.venue.short if record.venue else ""),
    "C3": lambda record: _only(_CONFERENCE, record, container(record)),
    "T3": lambda record: _only(_IN_BOOKS, record, record.series),
    "A2": lambda record: comma_names(record.editors),
    "ET": _edition,
    "VL": lambda record: _list(record.volume),
    "IS": lambda record: _list(record.version.issue),
    "SP": lambda record: _list(record.version.pages.first if record.version.pages else ""),
    "EP": lambda record: _list(record.version.pages.last if record.version.pages else ""),
    "PB": _publisher,
    "CY": _place,
    "C1": lambda record: _only(_CONFERENCE, record, record.publisher_place),
    "M3": lambda record: _list(degree(record)),
    "PY": lambda record: [f"{record.date.year:04}"] if record.date else [],
    "DA": _day,
    "M2": _extra,
    "AN": lambda record: _only(_in(Kind.PREPRINT), record, record.version.number),
    "DO": lambda record: _list(str(record.doi or "")),
    "UR": lambda record: _list(record.url),
    "SN": _serial_number,
    "LA": lambda record: _list(record.language),
    "N1": lambda record: _list(record.version.note),
    "KW": lambda record: list(record.tags),
    "AB": lambda record: _list(abstract(record)),
}
"""Each tag in the order of printing, with its values: a line each."""
