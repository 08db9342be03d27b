"""COinS, for a web page that lists papers: an empty span a paper, which Zotero and others read.

The title of a span is an OpenURL ContextObject (ANSI/NISO Z39.88-2004) in the matrix format that its kind of
work has: journal, book, dissertation, else Dublin Core, whose `rft.type` Zotero reads as its own item type.
Abstract and subjects are no part of the first three, but Zotero reads them there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import abstract, comma_names, container, degree, one_line, publisher, title

__all__ = ["FIELDS", "entry", "write"]


class Matrix(NamedTuple):
    """A matrix format, what tells the kind of work in it, and its names for the title and the authors."""

    name: str
    tells: str
    says: str
    title: str
    author: str = "rft.au"


MATRICES = {
    Kind.PREPRINT: Matrix("dc", "rft.type", "preprint", "rft.title", "rft.creator"),
    Kind.CONFERENCE: Matrix("book", "rft.genre", "proceeding", "rft.atitle"),
    Kind.JOURNAL: Matrix("journal", "rft.genre", "article", "rft.atitle"),
    Kind.CHAPTER: Matrix("book", "rft.genre", "bookitem", "rft.atitle"),
    Kind.BOOK: Matrix("book", "rft.genre", "book", "rft.btitle"),
    Kind.THESIS: Matrix("dissertation", "rft.genre", "dissertation", "rft.title"),
    Kind.REPORT: Matrix("book", "rft.genre", "report", "rft.btitle"),
    Kind.DATASET: Matrix("dc", "rft.type", "dataset", "rft.title", "rft.creator"),
    Kind.SOFTWARE: Matrix("dc", "rft.type", "computerProgram", "rft.title", "rft.creator"),
    Kind.WEBPAGE: Matrix("dc", "rft.type", "webpage", "rft.title", "rft.creator"),
    Kind.UNPUBLISHED: Matrix("dc", "rft.type", "manuscript", "rft.title", "rft.creator"),
}

_ALWAYS = frozenset({"ctx_ver", "rft_val_fmt"})


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record: a line with a span."""
    fields = wanted(FIELDS, options, _ALWAYS)
    for record in records:
        pairs = (
            f"{name}={quote(value, safe='')}" for name, values in _keys(record, fields).items() for value in values
        )
        yield f'<span class="Z3988" title="{escape("&".join(pairs))}"></span>\n'


def entry(record: Record) -> dict[str, list[str]]:
    """All that the format says of a record, by key."""
    return _keys(record, FIELDS)


def _keys(record: Record, fields: Fields[list[str]]) -> dict[str, list[str]]:
    """Values by key: kind, title and authors under the names that the matrix format has for them."""
    matrix = MATRICES[record.kind]
    names = {"type": matrix.tells, "title": matrix.title, "author": matrix.author}
    return {names.get(name, name): list(map(one_line, values)) for name, values in filled(fields, record).items()}


def _list(value: str) -> list[str]:
    return [value] if value else []


def _ids(record: Record) -> list[str]:
    doi = f"info:doi/{record.doi}" if record.doi else ""
    arxiv = f"info:arxiv/{record.arxiv}" if record.arxiv else ""
    return list(filter(None, [doi, arxiv, record.url]))


def _in(*kinds: Kind) -> Callable[[Callable[[Record], str]], Callable[[Record], list[str]]]:
    """A value that only these kinds have a key for."""
    return lambda value: lambda record: _list(value(record) if record.kind in kinds else "")


_of_dc = _in(*(kind for kind, matrix in MATRICES.items() if matrix.name == "dc"))
_of_book = _in(*(kind for kind, matrix in MATRICES.items() if matrix.name == "book"))
_of_journal = _in(Kind.JOURNAL)
_of_thesis = _in(Kind.THESIS)


def _publisher(record: Record) -> str:
    return record.version.institution or publisher(record)


FIELDS: dict[str, Callable[[Record], list[str]]] = {
    "ctx_ver": lambda record: ["Z39.88-2004"],
    "rft_val_fmt": lambda record: [f"info:ofi/fmt:kev:mtx:{MATRICES[record.kind].name}"],
    "type": lambda record: [MATRICES[record.kind].says],
    "title": lambda record: [title(record)],
    "author": lambda record: comma_names(record.authors),
    "rft.jtitle": _of_journal(container),
    "rft.stitle": _of_journal(lambda record: record.venue.short if record.venue else ""),
    "rft.btitle": _in(Kind.CONFERENCE, Kind.CHAPTER)(container),
    "rft.series": _of_book(lambda record: record.series),
    "rft.edition": _of_book(lambda record: record.version.edition),
    "rft.volume": lambda record: _list(record.volume),
    "rft.issue": lambda record: _list(record.version.issue),
    "rft.spage": lambda record: _list(record.version.pages.first if record.version.pages else ""),
    "rft.epage": lambda record: _list(record.version.pages.last if record.version.pages else ""),
    "rft.inst": _of_thesis(_publisher),
    "rft.degree": _of_thesis(degree),
    "rft.pub": _of_book(_publisher),
    "rft.place": _of_book(lambda record: record.publisher_place),
    "rft.publisher": _of_dc(_publisher),
    "rft.date": lambda record: _list(str(record.date or "")),
    "rft.issn": lambda record: _list(record.venue.issn if record.venue else ""),
    "rft.isbn": lambda record: _list(record.isbn),
    "rft_id": _ids,
    "rft.language": lambda record: _list(record.language),
    "rft.subject": lambda record: list(record.tags),
    "rft.description": lambda record: _list(abstract(record)),
}
"""Each key in the order of printing, with its values; `type`, `title` and `author` go by the matrix format."""
