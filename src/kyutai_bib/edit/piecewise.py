"""As many of several changes as a file can take: one that cannot be written keeps no other from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kyutai_bib.edit.papers import edited
from kyutai_bib.errors import EditError
from kyutai_bib.model.change import Change, Changes
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version

__all__ = ["Outcome", "Refusal", "edited_piecewise"]

_Piece = Change | tuple[str, Version] | Paper


class Refusal(NamedTuple):
    """A change that the file cannot take: of which paper and field, and why."""

    paper: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(filter(None, self))


class Outcome(NamedTuple):
    """The text with the changes that it took, and those that it did not."""

    text: str
    written: Changes
    refused: tuple[Refusal, ...]


def edited_piecewise(text: str, library: Library, changes: Changes) -> Outcome:
    """Like `edited`, but what cannot be written is left out, with the people and venues that it alone needs.

    Where all goes together that is one edit; else halves are tried, so that one bad change in a thousand takes
    twenty.
    """
    search = _Search(text, library, changes)
    taken = search.takable(search.without_what_lacks_its_people(), [])
    written = search.of(taken)
    return Outcome(edited(text, library, written), written, tuple(search.refused))


class _Search:
    def __init__(self, text: str, library: Library, changes: Changes) -> None:
        self._text = text
        self._library = library
        self._changes = changes
        self.refused: list[Refusal] = []

    def without_what_lacks_its_people(self) -> list[_Piece]:
        """The pieces; if the file takes no new people or venues, only those that need none."""
        pieces: list[_Piece] = [*self._changes.fields, *self._changes.versions, *self._changes.papers]
        try:
            edited(self._text, self._library, Changes(people=self._changes.people, venues=self._changes.venues))
        except EditError as error:
            needy = [piece for piece in pieces if (needed := self.of([piece])).people or needed.venues]
            self.refused += [_refusal(piece, str(error)) for piece in needy]
            return [piece for piece in pieces if piece not in needy]
        return pieces

    def takable(self, pieces: Sequence[_Piece], taken: Sequence[_Piece]) -> list[_Piece]:
        """Those of `pieces` that the file takes together with `taken`; the others are noted as refused."""
        if not pieces:
            return []
        try:
            edited(self._text, self._library, self.of([*taken, *pieces]))
        except EditError as error:
            if len(pieces) == 1:
                self.refused.append(_refusal(pieces[0], str(error)))
                return []
        else:
            return list(pieces)
        middle = len(pieces) // 2
        left = self.takable(pieces[:middle], taken)
        return left + self.takable(pieces[middle:], [*taken, *left])

    def of(self, pieces: Iterable[_Piece]) -> Changes:
        """The pieces as changes, with those of the new people and venues that they need."""
        pieces = list(pieces)
        fields = tuple(piece for piece in pieces if isinstance(piece, Change))
        papers = tuple(piece for piece in pieces if isinstance(piece, Paper))
        versions = tuple(piece for piece in pieces if not isinstance(piece, Change | Paper))
        every = [version for _, version in versions] + [version for paper in papers for version in paper.versions]
        listings = [change.value for change in fields if change.field == "authors"]
        listings += [paper.authors for paper in papers] + [version.authors for version in every]
        people = {person.id for listing in listings for person in listing}
        venues = {version.venue.id for version in every if version.venue}
        return Changes(
            fields,
            versions,
            papers,
            tuple(person for person in self._changes.people if person.id in people),
            tuple(venue for venue in self._changes.venues if venue.id in venues),
        )


def _refusal(piece: _Piece, reason: str) -> Refusal:
    if isinstance(piece, Change):
        return Refusal(piece.paper, piece.field.replace("_", "-"), reason)
    if isinstance(piece, Paper):
        return Refusal(piece.key, "", reason)
    return Refusal(piece[0], "versions", reason)
