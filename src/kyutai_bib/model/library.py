"""All papers of one data file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyutai_bib.model.paper import Paper, Record
from kyutai_bib.model.person import Person
from kyutai_bib.model.venue import Venue

if TYPE_CHECKING:
    from kyutai_bib.model.selection import Preference, YearRange

__all__ = ["Library"]


@dataclass(frozen=True, slots=True)
class Library:
    """The papers of one file in its order, with the people and venues they refer to, by id.

    Iterating gives the papers; `len` counts them.
    """

    papers: tuple[Paper, ...]
    people: Mapping[str, Person] = field(default_factory=dict)
    venues: Mapping[str, Venue] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.papers)

    def __len__(self) -> int:
        return len(self.papers)

    def find(self, name: str) -> Paper:
        """The work with this key, alias, arXiv id (any spelling) or DOI. Raises `UnknownName`."""
        from kyutai_bib.model.selection import find

        return find(self, name)[0]

    def select(
        self,
        *names: str,
        years: YearRange | int | str | None = None,
        authors: str | Sequence[str] = (),
        venues: str | Sequence[str] = (),
        tags: str | Sequence[str] = (),
        prefer: Preference | str = "published",
        sort: str | None = None,
    ) -> list[Record]:
        """The records to export: of the papers named, or of all; see `kyutai_bib.model.selection.select`."""
        from kyutai_bib.model.selection import select

        return select(
            self,
            names,
            years=years,
            authors=authors,
            venues=venues,
            tags=tags,
            prefer=prefer,
            sort=sort,
        )
