"""CSV, for spreadsheets: RFC 4180 in UTF-8, a row a record, the first row names the columns.

Several values of a cell are separated by "; ", a semicolon inside of one is written "\\;". A cell that a
spreadsheet would take for a formula, since it begins with = + - or @, begins with an apostrophe instead
(OWASP, "CSV Injection"); a reader that is no spreadsheet takes one apostrophe off before such a sign.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.model.paper import Link, Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import filled, wanted
from kyutai_bib.writers.plain import abstract, container, sort_name, title

__all__ = ["FIELDS", "entry", "write"]

_FORMULA = re.compile(r"'*[=+@-]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """The names of the columns, then one chunk a record."""
    fields = wanted(FIELDS, options)
    yield _row(fields)
    for record in records:
        yield _row(_safe(cell(record)) for cell in fields.values())


def entry(record: Record) -> dict[str, str]:
    """All that the format says of a record, by column."""
    return filled(FIELDS, record)


def _row(cells: Iterable[str]) -> str:
    line = _Line()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.text


class _Line:
    """What `csv.writer` writes to."""

    text = ""

    def write(self, text: str) -> None:
        self.text += text


def _safe(cell: str) -> str:
    """Without the control characters at which readers end a row, and no formula."""
    cell = _CONTROL.sub(" ", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _several(values: Iterable[object]) -> str:
    return "; ".join(str(value).replace(";", "\\;") for value in values)


def _link(link: Link) -> str:
    label = f" ({link.label})" if link.label else ""
    return f"{link.kind}{label}: {link.url}"


FIELDS: dict[str, Callable[[Record], str]] = {
    "key": lambda record: record.key,
    "type": lambda record: str(record.kind),
    "title": title,
    "authors": lambda record: _several(sort_name(person.name) for person in record.authors),
    "date": lambda record: str(record.date or ""),
    "venue": container,
    "venue-short": lambda record: record.venue.short if record.venue else "",
    "editors": lambda record: _several(sort_name(person.name) for person in record.editors),
    "event": lambda record: record.venue.event if record.venue else "",
    "event-dates": lambda record: str(record.venue.event_dates or "") if record.venue else "",
    "event-place": lambda record: record.venue.event_place if record.venue else "",
    "series": lambda record: record.series,
    "volume": lambda record: record.volume,
    "issue": lambda record: record.version.issue,
    "number": lambda record: record.version.number,
    "edition": lambda record: record.version.edition,
    "pages": lambda record: str(record.version.pages or ""),
    "publisher": lambda record: record.publisher,
    "publisher-place": lambda record: record.publisher_place,
    "institution": lambda record: record.version.institution,
    "degree": lambda record: str(record.version.degree or ""),
    "arxiv": lambda record: str(record.arxiv or ""),
    "classes": lambda record: _several(record.classes),
    "doi": lambda record: str(record.doi or ""),
    "url": lambda record: record.url,
    "issn": lambda record: record.venue.issn if record.venue else "",
    "isbn": lambda record: record.isbn,
    "language": lambda record: record.language,
    "tags": lambda record: _several(record.tags),
    "links": lambda record: _several(map(_link, record.links)),
    "note": lambda record: record.version.note,
    "aliases": lambda record: _several(record.aliases),
    "abstract": abstract,
}
"""Each column in order, with what a record puts into it."""
