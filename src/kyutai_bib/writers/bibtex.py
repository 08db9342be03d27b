"""BibTeX, for classic .bst styles and pdfLaTeX.

Entry types and fields are those of btxdoc ("BibTeXing", sections 3.1 and 3.2) with the fields that natbib,
IEEEtran, acmart and reference managers add: doi, url, eprint, archivePrefix, primaryClass, eprinttype, day,
issn, isbn, keywords, abstract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.latex import escape, escape_name
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.bib.language import babel_name
from kyutai_bib.writers.bib.layout import entries
from kyutai_bib.writers.bib.names import bib_names
from kyutai_bib.writers.bib.text import IN_BOOK, abstract_value, bibtex_title, pages, venue_title

__all__ = ["FIELDS", "entry", "write"]

ENTRY_TYPES = {
    Kind.PREPRINT: "misc",
    Kind.CONFERENCE: "inproceedings",
    Kind.JOURNAL: "article",
    Kind.CHAPTER: "incollection",
    Kind.BOOK: "book",
    Kind.THESIS: "phdthesis",
    Kind.REPORT: "techreport",
    Kind.DATASET: "misc",
    Kind.SOFTWARE: "misc",
    Kind.WEBPAGE: "misc",
    Kind.UNPUBLISHED: "unpublished",
}
"""Only types that every .bst knows: an unknown one draws a warning, and Zotero drops the entry."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_PHD = {Degree.BACHELOR: "Bachelor's thesis", Degree.HABILITATION: "Habilitation"}


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, entries separated by a blank line."""
    wanted = [name for name in FIELDS if options.wants(name)]
    return entries(records, _entry_type, lambda record: _fields(record, wanted))


def entry(record: Record) -> dict[str, str]:
    """All that the format says of a record: entry type, key, and each field by name."""
    return {"": _entry_type(record), "key": record.key, **dict(_fields(record, FIELDS))}


def _fields(record: Record, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The fields that have something in them, in braces but for the month, a macro that styles expand.

    A conference paper without pages has the field all the same: only then ACM-Reference-Format takes it that
    there are none, instead of warning that they are missing. Every reader takes an empty field for no field.
    """
    for name in wanted:
        text = FIELDS[name](record)
        if name == "month" and text:
            yield name, text
        elif text or (name == "pages" and record.kind is Kind.CONFERENCE):
            yield name, f"{{{text}}}"


def _entry_type(record: Record) -> str:
    if record.kind is Kind.THESIS and record.version.degree in (Degree.BACHELOR, Degree.MASTER):
        return "mastersthesis"
    return ENTRY_TYPES[record.kind]


def _number(record: Record) -> str:
    """One field for the issue of a journal and the number of a report; elsewhere it needs a series."""
    if record.kind is Kind.JOURNAL:
        return escape(record.version.issue)
    return escape(record.version.number) if record.kind is Kind.REPORT else ""


def _publisher(record: Record) -> str:
    """With its place behind it where `address` is the conference's: btxdoc, "Changes to the standard styles".

    Of @misc no style prints a publisher; there it is part of `howpublished`.
    """
    if _entry_type(record) == "misc":
        return ""
    place = record.publisher_place if _event_place(record) and record.publisher else ""
    return escape(_listed(record.publisher, place))


def _event_place(record: Record) -> str:
    """For proceedings, `address` tells where the conference was held, not where the publisher sits."""
    return record.venue.event_place if record.venue and record.kind is Kind.CONFERENCE else ""


def _how_published(record: Record) -> str:
    """Where alone the classic styles print an arXiv id, or who holds a preprint, a page, data or software."""
    version = record.version
    if _entry_type(record) != "misc":
        return ""
    if record.kind is Kind.PREPRINT:
        elsewhere = escape(f"{record.publisher} {version.number}".strip())
        return f"arXiv:{version.arxiv}" if version.arxiv else elsewhere
    if record.kind is Kind.WEBPAGE:
        return escape(record.publisher)
    release = f"version {version.number}" if version.number else ""
    return escape(_listed(record.kind.capitalize(), release, record.publisher))


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _note(record: Record) -> str:
    """@unpublished must have a note; ours says what the type says where the file has none."""
    fallback = "Unpublished" if record.kind is Kind.UNPUBLISHED else ""
    return escape(record.version.note or fallback)


def _type(record: Record) -> str:
    return escape(_NO_PHD.get(record.version.degree, "")) if record.version.degree else ""


def _month(record: Record) -> str:
    return _MONTHS[record.date.month - 1] if record.date and record.date.month else ""


FIELDS: dict[str, Callable[[Record], str]] = {
    "author": lambda record: bib_names(record.authors, escape_name),
    "title": lambda record: bibtex_title(record.title),
    "booktitle": lambda record: venue_title(record, IN_BOOK, bibtex_title),
    "journal": lambda record: venue_title(record, {Kind.JOURNAL}, bibtex_title),
    "school": lambda record: escape(record.version.institution) if record.kind is Kind.THESIS else "",
    "institution": lambda record: escape(record.version.institution) if record.kind is Kind.REPORT else "",
    "type": _type,
    "editor": lambda record: bib_names(record.editors, escape_name),
    "edition": lambda record: escape(record.version.edition),
    "series": lambda record: escape(record.series),
    "volume": lambda record: escape(record.volume),
    "number": _number,
    "pages": lambda record: pages(record, escape),
    "publisher": _publisher,
    "address": lambda record: escape(_event_place(record) or record.publisher_place),
    "howpublished": _how_published,
    "year": lambda record: f"{record.date.year:04}" if record.date else "",
    "month": _month,
    "day": lambda record: f"{record.date.day}" if record.date and record.date.day else "",
    "eprint": lambda record: str(record.arxiv or ""),
    "archivePrefix": lambda record: "arXiv" if record.arxiv else "",
    "eprinttype": lambda record: "arxiv" if record.arxiv else "",
    "primaryClass": lambda record: str(record.classes[0]) if record.classes else "",
    "doi": lambda record: str(record.doi or ""),
    "url": lambda record: record.url,
    "issn": lambda record: record.venue.issn if record.venue else "",
    "isbn": lambda record: record.isbn,
    "language": lambda record: babel_name(record.language),
    "langid": lambda record: babel_name(record.language),
    "note": _note,
    "keywords": lambda record: escape(", ".join(record.tags)),
    "abstract": lambda record: abstract_value(record.abstract) if record.abstract else "",
}
"""Each field in the order of printing, with what a record puts into it; an empty value is not printed."""
