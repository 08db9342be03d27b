"""What a record says, under the names that losses have, as plain values that readers can be compared with.

Written from docs/format.md and apart from `kyutai_bib.writers.facts`, which is under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.name import PersonName, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Mark, Title

__all__ = ["Facts", "expected", "flat", "pairs_of_tags"]

Facts = dict[str, Any]


def flat(text: str) -> str:
    """`text` with its line breaks as blanks."""
    return re.sub(r"\s*\n\s*", " ", text)


def expected(record: Record) -> Facts:
    """Everything that the record says; nothing empty."""
    version = record.version
    facts: Facts = {
        "key": record.key,
        "type": str(record.kind),
        **_title("title", record.title),
        **_people("authors", record.authors),
        "updated": str(version.updated or ""),
        "number": version.number,
        "issue": version.issue,
        "edition": version.edition,
        "institution": version.institution,
        "note": version.note,
        "volume": record.volume,
        "series": record.series,
        "publisher": record.publisher,
        "publisher-place": record.publisher_place,
        "isbn": record.isbn,
        "degree": str(version.degree or ""),
        "pages": str(version.pages or ""),
        "doi": str(version.doi or ""),
        "url": str(version.url or ""),
        "openreview": version.openreview,
        "language": record.language,
        "tags": list(record.tags),
        "aliases": list(record.aliases),
        **dict(_date(record)),
        **dict(_arxiv(record)),
        **_venue(record),
        **_abstract(record),
    }
    for link in record.links:
        facts.setdefault(f"links.{link.kind}", []).append(str(link.url))
        if link.label:
            facts.setdefault(f"links.{link.kind}.label", []).append(link.label)
    return {name: value for name, value in facts.items() if value}


def _title(name: str, title: Title) -> Facts:
    marked = {mark: [run.text for run in title.runs if run.mark is mark] for mark in Mark}
    text = title.plain(math_to_unicode)
    return {
        name: text,
        f"{name}.case": marked[Mark.PROTECTED],
        f"{name}.brackets": pairs_of_tags(text),
        f"{name}.formulas": marked[Mark.MATH],
    }


def pairs_of_tags(text: str) -> list[str]:
    """Each `<i>…</i>` and the like in a text."""
    return [found[0] for found in re.finditer(r"<(i|b|su[bp]|sc)>[^<>]*</\1>", text)]


def _people(name: str, people: Sequence[Person]) -> Facts:
    persons = [person.name if isinstance(person.name, PersonName) else None for person in people]
    teams = [isinstance(person.name, TeamName) for person in people]
    whole = [_whole(person) for person in people]
    return {
        name: whole,
        f"{name}.given": _some([one.given if one else "" for one in persons]),
        f"{name}.particle": _some([one.particle if one else "" for one in persons]),
        f"{name}.suffix": _some([one.suffix if one else "" for one in persons]),
        f"{name}.team": teams if any(teams) else [],
        f"{name}.comma": whole if any("," in one for one in whole) else [],
        f"{name}.orcid": _some([str(person.orcid or "") for person in people]),
        f"{name}.url": _some([str(person.url or "") for person in people]),
    }


def _whole(person: Person) -> str:
    return person.name.literal if isinstance(person.name, TeamName) else person.name.whole_family


def _some(values: list[str]) -> list[str]:
    return values if any(values) else []


def _date(record: Record) -> Iterator[tuple[str, Any]]:
    return zip(("date.year", "date.month", "date.day"), record.date.parts if record.date else (), strict=False)


def _arxiv(record: Record) -> Iterator[tuple[str, Any]]:
    if record.arxiv:
        yield "arxiv", record.arxiv.base
        yield "arxiv.version", record.arxiv.version
        yield "classes", [str(name) for name in record.classes[:1]]
        yield "classes.more", [str(name) for name in record.classes[1:]]


def _venue(record: Record) -> Facts:
    venue = record.venue
    if venue is None:
        return {}
    return {
        **_title("venue.title", venue.title),
        **_people("venue.editors", venue.editors),
        "venue.short": venue.short,
        "venue.event": venue.event,
        "venue.event-dates": str(venue.event_dates or ""),
        "venue.event-place": venue.event_place,
        "venue.issn": venue.issn,
        "venue.doi": str(venue.doi or ""),
        "venue.url": str(venue.url or ""),
    }


def _abstract(record: Record) -> Facts:
    if record.abstract is None:
        return {}
    text = record.abstract.plain(math_to_unicode)
    paragraphs = re.split(r"\n\s*\n\s*", text)
    return {
        "abstract": flat(text),
        "abstract.paragraphs": len(paragraphs) if len(paragraphs) > 1 else 0,
        "abstract.formulas": [run.text for run in record.abstract.runs if run.mark is Mark.MATH],
    }
