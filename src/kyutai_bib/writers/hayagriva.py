"""hayagriva YAML, for Typst: entries by key, what contains an entry under `parent`.

Fields and types are those of hayagriva's docs/file-format.md and what Typst 0.15 was measured to print: a
report and a thesis need `publisher`, a preprint is an article of genre "preprint" that arXiv publishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Mark, Run, Title
from kyutai_bib.writers import Options
from kyutai_bib.writers.fields import filled, wanted
from kyutai_bib.writers.plain import abstract, degree, one_line, publisher
from kyutai_bib.writers.yaml_text import yaml_text

__all__ = ["FIELDS", "entry", "write"]

TYPES = {
    Kind.PREPRINT: "article",
    Kind.CONFERENCE: "article",
    Kind.JOURNAL: "article",
    Kind.CHAPTER: "chapter",
    Kind.BOOK: "book",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.DATASET: "misc",
    Kind.SOFTWARE: "repository",
    Kind.WEBPAGE: "web",
    Kind.UNPUBLISHED: "manuscript",
}
_PARENTS = {Kind.CONFERENCE: "proceedings", Kind.JOURNAL: "periodical", Kind.CHAPTER: "anthology"}
_GENRES = {Kind.PREPRINT: "preprint", Kind.DATASET: "dataset"}
_ALWAYS = frozenset({"type"})


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record."""
    fields = wanted(FIELDS, options, _ALWAYS)
    for record in records:
        yield yaml_text({record.key: filled(fields, record)})


def entry(record: Record) -> dict[str, Any]:
    """All that the format says of a record, by field."""
    return {"key": record.key, **filled(FIELDS, record)}


def formattable(text: str) -> str:
    """Text in which braces and dollar signs print; hayagriva's own mean verbatim and mathematics."""
    return re.sub(r"[\\{}$]", r"\\\g<0>", one_line(text))


def _title(title: Title) -> str:
    return "".join(map(_run, title.runs))


def _run(run: Run) -> str:
    """Protected words and formulas in braces, which keep their case."""
    text = re.sub(r"[\\{}$]", r"\\\g<0>", run.plain(math_to_unicode))
    return text if run.mark is Mark.TEXT else f"{{{text}}}"


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [_name(person.name) for person in people]


def _name(name: Name) -> dict[str, str]:
    if isinstance(name, TeamName):
        return {"name": name.literal}
    joined = name.whole_family == name.particle + name.family
    parts = {
        "name": name.whole_family if joined else name.family,
        "given-name": name.given,
        "prefix": "" if joined else name.particle,
        "suffix": name.suffix,
    }
    return _filled(parts)


def _filled(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _publisher(record: Record) -> Any:
    name = record.version.institution or publisher(record)
    return _imprint(name, record.publisher_place) if record.kind not in _PARENTS else ""


def _imprint(name: str, place: str) -> Any:
    """A publisher is a text, or with a place a mapping."""
    if not place:
        return formattable(name)
    return _filled({"name": formattable(name), "location": formattable(place)})


def _serial_number(record: Record) -> dict[str, str]:
    whole = record.kind not in _PARENTS
    arxiv = record.version.arxiv if record.kind is Kind.PREPRINT else None
    return _filled(
        {
            "doi": str(record.doi or ""),
            "arxiv": str(record.arxiv or ""),
            "isbn": record.isbn if whole else "",
            "serial": f"arXiv:{arxiv}" if arxiv else record.version.number,
        }
    )


def _parent(record: Record) -> dict[str, Any]:
    """The journal, proceedings or book, with its series and its conference as parents of its own."""
    if record.venue is None or record.kind not in _PARENTS:
        return {}
    short = formattable(record.venue.short)
    title = _title(record.venue.title)
    return _filled(
        {
            "type": _PARENTS[record.kind],
            "title": {"value": title, "short": short} if short else title,
            "editor": _people(record.editors),
            "volume": record.volume,
            "issue": record.version.issue,
            "edition": record.version.edition,
            "publisher": _imprint(record.publisher, record.publisher_place),
            "serial-number": _filled({"issn": record.venue.issn, "isbn": record.isbn}),
            "parent": list(filter(None, [_conference(record), _series(record)])),
        }
    )


def _conference(record: Record) -> dict[str, Any]:
    venue = record.venue
    if venue is None or not (venue.event or venue.event_place or venue.event_dates):
        return {}
    date = str(venue.event_dates.start) if venue.event_dates else ""
    parts = {"title": formattable(venue.event), "date": date, "location": formattable(venue.event_place)}
    return {"type": "conference", **_filled(parts)}


def _series(record: Record) -> dict[str, str]:
    return {"type": "anthology", "title": formattable(record.series)} if record.series else {}


def _whole(value: Callable[[Record], Any]) -> Callable[[Record], Any]:
    """A field of the entry where no parent has it."""
    return lambda record: "" if record.kind in _PARENTS else value(record)


FIELDS: dict[str, Callable[[Record], Any]] = {
    "type": lambda record: TYPES[record.kind],
    "title": lambda record: _title(record.title),
    "author": lambda record: _people(record.authors),
    "date": lambda record: str(record.date or ""),
    "genre": lambda record: formattable(degree(record)) or _GENRES.get(record.kind, ""),
    "editor": _whole(lambda record: _people(record.editors)),
    "publisher": _publisher,
    "page-range": lambda record: str(record.version.pages or ""),
    "volume": _whole(lambda record: record.volume),
    "issue": _whole(lambda record: record.version.issue),
    "edition": _whole(lambda record: record.version.edition),
    "serial-number": _serial_number,
    "url": lambda record: record.url,
    "language": lambda record: record.language,
    "note": lambda record: formattable(record.version.note),
    "abstract": lambda record: formattable(abstract(record)),
    "parent": lambda record: _parent(record) or _whole(_series)(record),
}
"""Each field in the order of printing."""
