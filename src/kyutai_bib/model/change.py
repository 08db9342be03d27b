"""What is to change in a library: fields set, versions, papers, people and venues added. Nothing is taken away."""

from __future__ import annotations

from typing import Any, NamedTuple

from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.person import Person
from kyutai_bib.model.venue import Venue

__all__ = ["Change", "Changes", "changed"]


class Change(NamedTuple):
    """A field of a work (`version` is `None`) or of one of its versions (counted from 0) set to a value.

    `field` is an attribute of `Paper` or `Version`, `value` of the attribute's type.
    """

    paper: str
    version: int | None
    field: str
    value: Any


class Changes(NamedTuple):
    """All changes of one run; versions are added to the end of their paper's."""

    fields: tuple[Change, ...] = ()
    versions: tuple[tuple[str, Version], ...] = ()
    papers: tuple[Paper, ...] = ()
    people: tuple[Person, ...] = ()
    venues: tuple[Venue, ...] = ()


def changed(library: Library, changes: Changes) -> Library:
    """The library as it is with the changes."""
    papers = {paper.key: paper for paper in library}
    for change in changes.fields:
        papers[change.paper] = _with(papers[change.paper], change)
    for key, version in changes.versions:
        papers[key] = papers[key]._replace(versions=(*papers[key].versions, version))
    papers |= {paper.key: paper for paper in changes.papers}
    people = {**library.people, **{person.id: person for person in changes.people}}
    venues = {**library.venues, **{venue.id: venue for venue in changes.venues}}
    return Library(tuple(papers.values()), people, venues)


def _field(change: Change) -> dict[str, Any]:
    return {change.field: change.value}


def _with(paper: Paper, change: Change) -> Paper:
    if change.version is None:
        return paper._replace(**_field(change))
    versions = list(paper.versions)
    versions[change.version] = versions[change.version]._replace(**_field(change))
    return paper._replace(versions=tuple(versions))
