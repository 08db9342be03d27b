"""A record as a CSL item.

Types and variables are those of CSL 1.0.2, appendices III ("Types") and IV ("Variables"); the shape is that
of the CSL-JSON input schema (csl-data.json). What is put where follows what styles and Zotero were measured
to make of it: docs/consumers in short, a preprint is an `article` of genre "preprint" whose `number` is its
arXiv id and whose `publisher` is arXiv, and nothing says so twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kyutai_bib.csl.tag_guard import guarded, tags_in
from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Mark, Run, Title

__all__ = ["GENRES", "Item", "csl_item", "csl_names", "guarded_title", "item_to_print", "rich_title"]

Item = dict[str, Any]

TYPES = {
    Kind.PREPRINT: "article",
    Kind.CONFERENCE: "paper-conference",
    Kind.JOURNAL: "article-journal",
    Kind.CHAPTER: "chapter",
    Kind.BOOK: "book",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.DATASET: "dataset",
    Kind.SOFTWARE: "software",
    Kind.WEBPAGE: "webpage",
    Kind.UNPUBLISHED: "manuscript",
}

GENRES = {
    Degree.BACHELOR: "Bachelor's thesis",
    Degree.MASTER: "Master's thesis",
    Degree.PHD: "PhD thesis",
    Degree.HABILITATION: "Habilitation",
}


def csl_item(record: Record, spelled: Callable[[Title], str] | None = None) -> Item:
    """The CSL item of one record: strings, numbers as strings, names and dates as objects; nothing empty.

    `spelled` writes titles, in CSL-JSON's rich text if it is not given.
    """
    spelled = spelled or rich_title
    variables = {
        "id": record.key,
        "type": TYPES[record.kind],
        "title": spelled(record.title),
        "author": csl_names(record.authors),
        "issued": _csl_date(record.date),
        **_container(record, spelled),
        **_origin(record),
        **_numbers(record),
        "DOI": str(record.doi or ""),
        "URL": record.url,
        "ISBN": record.isbn,
        "language": record.language,
        "note": record.version.note,
    }
    return {name: value for name, value in variables.items() if value}


_AS_IT_IS = frozenset({"title", "container-title", "id", "type", "DOI", "URL", "ISBN", "ISSN", "language"})
"""Variables with tags of ours, and those in which the processor reads none."""


def item_to_print(record: Record) -> Item:
    """The CSL item of one record for our processor, which reads tags in any variable: none has any but titles."""
    item = csl_item(record)
    return {name: value if name in _AS_IT_IS else _without_tags(value) for name, value in item.items()}


def _without_tags(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value, tags_in(value))
    if isinstance(value, list):
        return [_without_tags(part) for part in value]
    return {part: _without_tags(inner) for part, inner in value.items()} if isinstance(value, dict) else value


def _container(record: Record, spelled: Callable[[Title], str]) -> Item:
    """The venue: what contains the version, its editors, its event."""
    venue = record.venue
    if venue is None:
        return {"collection-title": record.series}
    return {
        "container-title": spelled(venue.title),
        "container-title-short": venue.short,
        "collection-title": record.series,
        "editor": csl_names(venue.editors),
        "event-title": venue.event,
        "event-date": _csl_range(venue.event_dates),
        "event-place": venue.event_place,
        "ISSN": venue.issn,
    }


def _origin(record: Record) -> Item:
    """Who brought it out, and as what."""
    version = record.version
    if record.kind is Kind.PREPRINT:
        arxiv = version.arxiv
        return {
            "genre": "preprint",
            "publisher": "arXiv" if arxiv else record.publisher,
            "number": f"arXiv:{arxiv}" if arxiv else version.number,
        }
    return {
        "genre": GENRES[version.degree] if version.degree else "",
        "publisher": version.institution or record.publisher,
        "publisher-place": record.publisher_place,
    }


def _numbers(record: Record) -> Item:
    version = record.version
    numbered: Item = {"edition": version.edition, "volume": record.volume, "issue": version.issue}
    if version.pages:
        numbered["page"] = str(version.pages)
    if record.kind in (Kind.DATASET, Kind.SOFTWARE):
        numbered["version"] = version.number
    elif record.kind is not Kind.PREPRINT:
        numbered["number"] = version.number
    return numbered


def rich_title(title: Title) -> str:
    """CSL-JSON rich text: protected words and formulas in a span of class `nocase`, formulas in Unicode.

    Text that would be read as tags is guarded (`kyutai_bib.csl.tag_guard`).
    """
    names = tags_in(title.plain(math_to_unicode))
    return "".join(_rich_run(run, names) for run in title.runs)


def _rich_run(run: Run, names: frozenset[str]) -> str:
    text = guarded(run.plain(math_to_unicode), names)
    return text if run.mark is Mark.TEXT else f'<span class="nocase">{text}</span>'


def guarded_title(title: Title) -> Title:
    """The title with guards in its words where `rich_title` has them; most titles have none."""
    names = tags_in(title.plain(math_to_unicode))
    return Title(
        tuple(run if run.mark is Mark.MATH else run._replace(text=guarded(run.text, names)) for run in title.runs)
    )


def csl_names(people: Iterable[Person], *, whole_family: bool = False) -> list[Item]:
    """Name objects, in order; `whole_family` puts the particle into the family name."""
    return [_csl_name(person.name, whole_family) for person in people]


def _csl_name(name: Name, whole_family: bool) -> Item:
    if isinstance(name, TeamName):
        return {"literal": name.literal}
    parts = {
        "family": name.whole_family if whole_family else name.family,
        "given": name.given,
        "non-dropping-particle": "" if whole_family else name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _csl_date(date: PartialDate | None) -> Item | None:
    return {"date-parts": [list(date.parts)]} if date else None


def _csl_range(dates: DateRange | None) -> Item | None:
    if dates is None:
        return None
    ends = [dates.start] if dates.start == dates.end else [dates.start, dates.end]
    return {"date-parts": [list(end.parts) for end in ends]}
