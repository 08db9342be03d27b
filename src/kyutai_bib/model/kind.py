"""What a version of a work is."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Degree", "Kind"]


class Kind(StrEnum):
    """The kinds of version that the data file knows, under the names it uses."""

    PREPRINT = "preprint"
    CONFERENCE = "conference"
    JOURNAL = "journal"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    DATASET = "dataset"
    SOFTWARE = "software"
    WEBPAGE = "webpage"
    UNPUBLISHED = "unpublished"

    @property
    def published(self) -> bool:
        """Whether somebody other than its authors brought it out."""
        return self in _PUBLISHED


_PUBLISHED = frozenset({Kind.CONFERENCE, Kind.JOURNAL, Kind.CHAPTER, Kind.BOOK, Kind.THESIS})


class Degree(StrEnum):
    """The degree that a thesis is for."""

    BACHELOR = "bachelor"
    MASTER = "master"
    PHD = "phd"
    HABILITATION = "habilitation"
