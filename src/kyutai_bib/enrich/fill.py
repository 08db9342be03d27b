"""From differences to changes: what is missing, and what was said to be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kyutai_bib.enrich.compare import FIELDS, PUBLISHED_FIELDS, Difference
from kyutai_bib.enrich.people import Roster
from kyutai_bib.enrich.published import Proposal, new_version, other_authors, venue_of
from kyutai_bib.errors import BadValue, UnknownName
from kyutai_bib.model.change import Change, Changes
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper
from kyutai_bib.model.selection import find
from kyutai_bib.model.venue import Venue
from kyutai_bib.nearest import nearest

__all__ = ["FIELD_NAMES", "Take", "accepted", "changes", "takes"]

FIELD_NAMES = (*FIELDS, *PUBLISHED_FIELDS, "versions")
"""What `--take` takes; `versions` is the published version that a preprint does not have yet."""


class Take(NamedTuple):
    """A field to be taken over although the file has another value: of one paper or version, or of all."""

    key: str
    field: str

    def fits(self, *keys: str) -> bool:
        return not self.key or self.key in keys


def takes(words: Iterable[str], library: Library) -> tuple[Take, ...]:
    """`FIELD` or `KEY.FIELD`, several separated by commas. Raises `UnknownName`, `BadValue`."""
    return tuple(_take(word.strip(), library) for text in words for word in text.split(",") if word.strip())


def _take(word: str, library: Library) -> Take:
    key, dot, field = word.rpartition(".")
    if dot and not key:
        raise BadValue(f"{word!r} has no paper before the dot; write KEY.{field} or {field}")
    if field not in FIELD_NAMES:
        raise UnknownName("field", field, nearest(field, FIELD_NAMES), f"Known: {', '.join(FIELD_NAMES)}.")
    if not key:
        return Take("", field)
    paper, version = find(library, key)
    return Take(paper.version_key(version) if version else paper.key, field)


def accepted(differences: Iterable[Difference], wanted: Sequence[Take]) -> list[Difference]:
    """The missing fields, and of those that differ the wanted ones; of several values the most trusted."""
    chosen: dict[tuple[str, int | None, str], Difference] = {}
    for row in differences:
        if row.missing or any(take.field == row.field and take.fits(row.paper, row.key) for take in wanted):
            chosen.setdefault((row.key, row.version, row.field), row)
    return list(chosen.values())


def changes(
    library: Library,
    rows: Iterable[Difference],
    roster: Roster,
    proposals: Iterable[Proposal] = (),
) -> Changes:
    """The rows and proposals as changes; authors become people, those in doubt stay out (`roster.doubts`)."""
    papers = {paper.key: paper for paper in library}
    fields = []
    for row in rows:
        value = roster.resolve(row.paper, row.value) if row.field == "authors" else row.value
        if value is not None:
            fields.append(Change(row.paper, _place(row, papers[row.paper]), row.field, value))
    versions, venues = [], dict(library.venues)
    for proposal in proposals:
        paper = papers[proposal.paper]
        venue = venue_of(proposal.appearance, Library(library.papers, library.people, venues))
        listed = other_authors(proposal, paper)
        authors = roster.resolve(proposal.paper, listed) if listed else ()
        if authors is not None:
            venues[venue.id] = venue
            versions.append((proposal.paper, new_version(proposal, paper, venue)._replace(authors=authors)))
    return Changes(
        fields=tuple(fields),
        versions=tuple(versions),
        people=tuple(roster.new.values()),
        venues=_new_venues(library, venues),
    )


def _new_venues(library: Library, venues: dict[str, Venue]) -> tuple[Venue, ...]:
    return tuple(venue for id_, venue in venues.items() if id_ not in library.venues)


_OF_WORK = frozenset({"title", "authors", "abstract"})


def _place(row: Difference, paper: Paper) -> int | None:
    """Where a value goes: to the version if it has its own or if others would change with the work's."""
    if row.version is None or row.missing or row.field not in _OF_WORK:
        return row.version
    own = getattr(paper.versions[row.version], row.field)
    return row.version if own or len(paper.versions) > 1 else None
