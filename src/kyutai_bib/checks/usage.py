"""People and venues that no paper refers to: left over, or a slip in an id."""

from __future__ import annotations

from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.library import Library

__all__ = ["findings"]


def findings(library: Library) -> Iterator[Finding]:
    venues = {version.venue.id for paper in library for version in paper.versions if version.venue}
    people = {person.id for paper in library for person in paper.authors}
    people |= {person.id for paper in library for version in paper.versions for person in version.authors}
    people |= {person.id for venue in library.venues.values() for person in venue.editors}
    for person in library.people.values():
        if person.id not in people:
            yield Finding(
                person.line, "people", person.id, "no paper or venue names this person", "delete the entry?"
            )
    for venue in library.venues.values():
        if venue.id not in venues:
            yield Finding(venue.line, "venues", venue.id, "no paper appeared in this venue", "delete the entry?")
