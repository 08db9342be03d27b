"""Meta tags for the web page of a paper: Highwire Press's `citation_*`, which Zotero and Google Scholar read.

Names are those of Google Scholar's inclusion guidelines and of Zotero's translator for embedded metadata. What
has no `citation_*` that tells its kind has `DC.type`, by Zotero's names; a preprint `DC.publisher` too, and
never a journal, or Zotero would make an article of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import Fields, filled, wanted
from kyutai_bib.writers.plain import (
    abstract,
    comma_name,
    comma_names,
    container,
    degree,
    one_line,
    publisher,
    title,
)

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "preprint",
    Kind.BOOK: "book",
    Kind.DATASET: "dataset",
    Kind.SOFTWARE: "computerProgram",
    Kind.WEBPAGE: "webpage",
    Kind.UNPUBLISHED: "manuscript",
}

Tags = list[tuple[str, str]]


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, tags of two records separated by a blank line."""
    fields = wanted(FIELDS, options)
    separator = ""
    for record in records:
        tags = [tag for tags in _tags(record, fields).values() for tag in tags]
        yield separator + "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in tags)
        separator = "\n"


def entry(record: Record) -> dict[str, Tags]:
    """All that the format says of a record, by name."""
    return _tags(record, FIELDS)


def _tags(record: Record, fields: Fields[Tags]) -> dict[str, Tags]:
    """The tags by field, each text on one line."""
    return {
        field: [(name, one_line(text)) for name, text in tags] for field, tags in filled(fields, record).items()
    }


def _tag(name: str, value: Callable[[Record], str]) -> dict[str, Callable[[Record], Tags]]:
    """A field of one tag or none, under the tag's name."""
    return {name: lambda record: [(name, text)] if (text := value(record)) else []}


def _in(kind: Kind, value: Callable[[Record], str]) -> Callable[[Record], str]:
    return lambda record: value(record) if record.kind is kind else ""


def _authors(record: Record) -> Tags:
    """Each author, an ORCID iD right behind its owner."""
    tags = []
    for person in record.authors:
        tags.append(("citation_author", comma_name(person.name)))
        if person.orcid:
            tags.append(("citation_author_orcid", f"https://orcid.org/{person.orcid}"))
    return tags


FIELDS: dict[str, Callable[[Record], Tags]] = {
    **_tag("citation_title", title),
    "citation_author": _authors,
    "citation_editor": lambda record: [("citation_editor", name) for name in comma_names(record.editors)],
    **_tag("citation_publication_date", lambda record: str(record.date or "").replace("-", "/")),
    **_tag("citation_journal_title", _in(Kind.JOURNAL, container)),
    **_tag(
        "citation_journal_abbrev", _in(Kind.JOURNAL, lambda record: record.venue.short if record.venue else "")
    ),
    **_tag("citation_conference_title", _in(Kind.CONFERENCE, container)),
    **_tag("citation_inbook_title", _in(Kind.CHAPTER, container)),
    **_tag("citation_series_title", lambda record: record.series),
    **_tag("citation_dissertation_institution", _in(Kind.THESIS, lambda record: record.version.institution)),
    **_tag("citation_dissertation_name", degree),
    **_tag("citation_technical_report_institution", _in(Kind.REPORT, lambda record: record.version.institution)),
    **_tag("citation_technical_report_number", _in(Kind.REPORT, lambda record: record.version.number)),
    **_tag("citation_volume", lambda record: record.volume),
    **_tag("citation_issue", lambda record: record.version.issue),
    **_tag("citation_firstpage", lambda record: record.version.pages.first if record.version.pages else ""),
    **_tag("citation_lastpage", lambda record: record.version.pages.last if record.version.pages else ""),
    **_tag("citation_publisher", lambda record: "" if record.kind is Kind.PREPRINT else record.publisher),
    **_tag("citation_issn", lambda record: record.venue.issn if record.venue else ""),
    **_tag("citation_isbn", lambda record: record.isbn),
    **_tag("citation_doi", lambda record: str(record.doi or "")),
    **_tag("citation_arxiv_id", lambda record: str(record.arxiv or "")),
    **_tag("citation_public_url", lambda record: record.url),
    "citation_pdf_url": lambda record: [
        ("citation_pdf_url", str(link.url)) for link in record.links if link.kind == "pdf"
    ],
    **_tag("citation_language", lambda record: record.language),
    "citation_keywords": lambda record: [("citation_keywords", tag) for tag in record.tags],
    **_tag("citation_abstract", abstract),
    **_tag("DC.type", lambda record: TYPES.get(record.kind, "")),
    **_tag("DC.publisher", _in(Kind.PREPRINT, publisher)),
}
"""Each field in the order of printing, with its tags."""
