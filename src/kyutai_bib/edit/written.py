"""Values of the model as the fields of the data file, in the order in which the file has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kyutai_bib.edit.scalars import Written, scalar
from kyutai_bib.model.name import Name, PersonName, TeamName
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.person import Person
from kyutai_bib.model.venue import Venue

__all__ = [
    "PAPER_ORDER",
    "VERSION_ORDER",
    "field_lines",
    "paper_fields",
    "person_entry",
    "value_of",
    "venue_fields",
    "version_fields",
]

PAPER_ORDER = ("aliases", "title", "authors", "abstract", "language", "tags", "links", "versions")
VERSION_ORDER = (
    *("type", "venue", "title", "authors", "abstract", "arxiv", "classes", "date", "updated"),
    *("volume", "issue", "pages", "doi", "url", "openreview", "number", "edition", "series"),
    *("publisher", "publisher-place", "institution", "degree", "isbn", "note"),
)
"""The order of fields in data/papers.yaml: where a new one goes."""

_VENUE_ORDER = ("title", "short", "series", "volume", "publisher", "date", "issn", "isbn", "doi", "url")


def value_of(name: str, value: Any) -> Written:
    """A value as it is written behind the field `name`."""
    if name in ("authors", "editors"):
        return Written([person.id for person in value], ids=True)
    if name == "venue":
        return Written(value.id, ids=True)
    if isinstance(value, tuple):
        return Written([str(item) for item in value])
    return Written(str(value), quoted=name == "arxiv", long=name == "abstract")


def field_lines(fields: Iterator[tuple[str, Written]], indent: int) -> list[str]:
    return [line for name, value in fields for line in value.lines(name, indent)]


def version_fields(version: Version) -> Iterator[tuple[str, Written]]:
    """The fields that a version has, `type` first."""
    return _fields(version, VERSION_ORDER)


def paper_fields(paper: Paper) -> Iterator[tuple[str, Written]]:
    """The fields of a new paper but its versions and links."""
    return _fields(paper, tuple(name for name in PAPER_ORDER if name not in ("versions", "links")))


def venue_fields(venue: Venue) -> Iterator[tuple[str, Written]]:
    return _fields(venue, _VENUE_ORDER)


def _fields(thing: Any, order: tuple[str, ...]) -> Iterator[tuple[str, Written]]:
    for name in order:
        attribute = "kind" if name == "type" else name.replace("-", "_")
        if value := getattr(thing, attribute):
            yield name, value_of(name, value)


def person_entry(person: Person, *, flow: bool = False) -> str:
    """What stands behind a person's id: `Family, Given` where that reads back as the same name, else a mapping."""
    if person.orcid is None and person.url is None and _short(person.name):
        return scalar(person.name.sort_form, flow=flow)
    name = person.name
    parts = {"team": name.literal} if isinstance(name, TeamName) else _parts(name)
    parts |= {"orcid": str(person.orcid)} if person.orcid else {}
    return "{" + ", ".join(f"{key}: {scalar(value, flow=True)}" for key, value in parts.items()) + "}"


def _parts(name: PersonName) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "particle": name.particle, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _short(name: Name) -> bool:
    if isinstance(name, TeamName):
        return False
    try:
        return PersonName.parse(name.sort_form) == name
    except ValueError:
        return False
