"""Where versions appear: one volume of proceedings, a journal, a book."""

from __future__ import annotations

from typing import NamedTuple

from kyutai_bib.model.doi import Doi
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Title
from kyutai_bib.model.url import Url

__all__ = ["Venue"]


class Venue(NamedTuple):
    """A container, written once and referred to by its id.

    `title` is what BibTeX calls booktitle or journal and CSL container-title; `short` its usual short form
    ("ICML 2025"). `event` is the conference itself with its `event_dates` and `event_place`; `date` is when
    the volume came out, and holds for every version in it that does not say otherwise.
    """

    id: str
    title: Title
    short: str = ""
    series: str = ""
    volume: str = ""
    publisher: str = ""
    publisher_place: str = ""
    editors: tuple[Person, ...] = ()
    event: str = ""
    event_dates: DateRange | None = None
    event_place: str = ""
    date: PartialDate | None = None
    issn: str = ""
    isbn: str = ""
    doi: Doi | None = None
    url: Url | None = None
    line: int = 0
