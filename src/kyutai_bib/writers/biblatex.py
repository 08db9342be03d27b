"""biblatex, for biber: the data model of the biblatex manual, section 2 ("Database Guide").

Letters stay as they are. Nothing stands here that biber's `--validate-datamodel` does not know, so the
ISSN of a series of proceedings and the publisher of a journal stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.latex import escape_specials
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.bib.language import babel_name
from kyutai_bib.writers.bib.layout import entries
from kyutai_bib.writers.bib.names import bib_names
from kyutai_bib.writers.bib.text import IN_BOOK, abstract_value, biblatex_text, biblatex_title, pages, venue_title

__all__ = ["FIELDS", "entry", "write"]

ENTRY_TYPES = {
    Kind.PREPRINT: "online",
    Kind.CONFERENCE: "inproceedings",
    Kind.JOURNAL: "article",
    Kind.CHAPTER: "incollection",
    Kind.BOOK: "book",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.DATASET: "dataset",
    Kind.SOFTWARE: "software",
    Kind.WEBPAGE: "online",
    Kind.UNPUBLISHED: "unpublished",
}

_THESIS_TYPES = {
    Degree.BACHELOR: "bathesis",
    Degree.MASTER: "mathesis",
    Degree.PHD: "phdthesis",
    Degree.HABILITATION: "Habilitation",
}
"""Localisation keys of biblatex (manual, section 4.9.2.13), or plain text where it has none."""

_IN_BOOK = "book dataset incollection inproceedings"
_KNOWN_TO = {
    "editor": f"article {_IN_BOOK} online software",
    "edition": "book dataset incollection",
    "series": f"article {_IN_BOOK}",
    "volume": "article book incollection inproceedings",
    "number": f"article {_IN_BOOK} report",
    "pages": "article book incollection inproceedings report",
    "publisher": _IN_BOOK,
    "organization": "online software",
    "location": f"{_IN_BOOK} report software thesis unpublished",
    "institution": "report thesis",
    "issn": "article",
    "isbn": "book incollection inproceedings",
}
"""The entry types that know a field, of those above (blx-dm.def); a field not named here is known to all."""


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, entries separated by a blank line."""
    wanted = [name for name in FIELDS if options.wants(name)]
    known = {type_: _known(type_, wanted) for type_ in ENTRY_TYPES.values()}
    return entries(records, _entry_type, lambda record: _fields(record, known[_entry_type(record)]))


def _entry_type(record: Record) -> str:
    return ENTRY_TYPES[record.kind]


def entry(record: Record) -> dict[str, str]:
    """All that the format says of a record: entry type, key, and each field by name."""
    return {
        "": _entry_type(record),
        "key": record.key,
        **dict(_fields(record, _known(_entry_type(record), FIELDS))),
    }


def _fields(record: Record, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The fields that have something in them, in braces."""
    return ((name, f"{{{text}}}") for name in wanted if (text := FIELDS[name](record)))


def _known(entry_type: str, fields: Iterable[str]) -> list[str]:
    return [name for name in fields if _knows(entry_type, name)]


def _knows(entry_type: str, field: str) -> bool:
    return field not in _KNOWN_TO or entry_type in _KNOWN_TO[field].split()


def _type(record: Record) -> str:
    if record.kind is Kind.REPORT:
        return "techreport"
    return _THESIS_TYPES[record.version.degree] if record.version.degree else ""


def _in_proceedings(value: Callable[[Record], str]) -> Callable[[Record], str]:
    """A field of the event, which biblatex knows for proceedings only."""
    return lambda record: value(record) if record.kind is Kind.CONFERENCE else ""


def _event_title(record: Record) -> str:
    return biblatex_text(record.venue.event) if record.venue else ""


def _event_date(record: Record) -> str:
    return str(record.venue.event_dates or "") if record.venue else ""


def _venue_place(record: Record) -> str:
    return biblatex_text(record.venue.event_place) if record.venue else ""


def _archive(record: Record) -> tuple[str, str]:
    """An id and the archive that it is from; other archives than arXiv go by their own name."""
    if record.arxiv:
        return str(record.arxiv), "arxiv"
    elsewhere = record.kind is Kind.PREPRINT and record.version.number and record.publisher
    return (record.version.number, record.publisher) if elsewhere else ("", "")


def _organization(record: Record) -> str:
    """Who publishes what has no publisher in biblatex: a preprint, a page, software."""
    return "" if _archive(record)[1] == record.publisher else biblatex_text(record.publisher)


FIELDS: dict[str, Callable[[Record], str]] = {
    "author": lambda record: bib_names(record.authors, escape_specials),
    "title": lambda record: biblatex_title(record.title),
    "booktitle": lambda record: venue_title(record, IN_BOOK, biblatex_title),
    "journaltitle": lambda record: venue_title(record, {Kind.JOURNAL}, biblatex_title),
    "eventtitle": _in_proceedings(_event_title),
    "eventdate": _in_proceedings(_event_date),
    "venue": _in_proceedings(_venue_place),
    "institution": lambda record: biblatex_text(record.version.institution),
    "type": _type,
    "editor": lambda record: bib_names(record.editors, escape_specials),
    "edition": lambda record: biblatex_text(record.version.edition),
    "series": lambda record: biblatex_text(record.series),
    "volume": lambda record: biblatex_text(record.volume),
    "number": lambda record: biblatex_text(record.version.issue or _report_number(record)),
    "version": lambda record: biblatex_text(_release(record)),
    "pages": lambda record: pages(record, biblatex_text),
    "publisher": lambda record: biblatex_text(record.publisher),
    "organization": _organization,
    "location": lambda record: biblatex_text(record.publisher_place),
    "date": lambda record: str(record.date or ""),
    "eprint": lambda record: biblatex_text(_archive(record)[0]),
    "eprinttype": lambda record: biblatex_text(_archive(record)[1]),
    "eprintclass": lambda record: str(record.classes[0]) if record.classes else "",
    "doi": lambda record: str(record.doi or ""),
    "url": lambda record: record.url,
    "issn": lambda record: record.venue.issn if record.venue else "",
    "isbn": lambda record: record.isbn,
    "langid": lambda record: babel_name(record.language),
    "note": lambda record: biblatex_text(record.version.note),
    "ids": lambda record: ",".join(record.aliases),
    "keywords": lambda record: biblatex_text(", ".join(record.tags)),
    "abstract": lambda record: abstract_value(record.abstract) if record.abstract else "",
}
"""Each field in the order of printing, with what a record puts into it; an empty value is not printed."""


def _report_number(record: Record) -> str:
    return record.version.number if record.kind is Kind.REPORT else ""


def _release(record: Record) -> str:
    return record.version.number if record.kind in (Kind.DATASET, Kind.SOFTWARE) else ""
